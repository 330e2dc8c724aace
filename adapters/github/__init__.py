"""Activity from GitHub and GitHub Enterprise Server."""
