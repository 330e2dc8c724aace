"""Text that strangers write, a model that does whatever it asks, and what is alive in what was posted: nothing."""
