"""What happened, made whole."""
