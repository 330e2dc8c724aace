"""Standups while everything around them breaks: `python -m tests.chaos` runs it, tests/chaos/test_chaos.py runs a little of it."""
