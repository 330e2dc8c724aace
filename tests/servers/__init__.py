"""Stateful servers on loopback that stand in for the real ones and enforce their documented limits."""
