"""Facts become sentences."""
