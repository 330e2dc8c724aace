"""Linked accounts: the commands about them, and the sources that they are."""
