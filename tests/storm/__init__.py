"""Turns while processes are killed: `python -m tests.storm` runs it, tests/storm/test_storm.py runs a little of it."""
