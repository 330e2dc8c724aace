"""What is said about standups, and in them."""

BUSY = "Many people are changing this standup: try again in a moment."
