"""GitLab, through the real SDK, against a server on loopback."""
