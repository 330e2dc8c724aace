"""What one turn in a chat leads to; the same on every platform."""
