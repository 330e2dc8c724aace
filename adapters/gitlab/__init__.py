"""Activity from GitLab, self-managed ones included."""
