"""A person at a keyboard: ask and chat."""
