"""Whole conversations, in words that people read: played on every platform, and by hand."""
