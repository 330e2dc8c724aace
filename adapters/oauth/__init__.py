"""Authorisation servers of the hosts: one client, and a row of data for each kind of host."""
