"""The web: pages that link accounts."""
