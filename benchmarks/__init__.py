"""Counts and ratios against the peers, run by hand."""
