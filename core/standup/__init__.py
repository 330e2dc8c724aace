"""Standups: what was agreed in words, when a report is due, what it says, and that it is posted once."""
