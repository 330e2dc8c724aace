"""A person at a terminal: who asks, how, and what is shown."""
