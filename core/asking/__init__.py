"""Words become a request."""
