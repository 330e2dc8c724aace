"""Azure DevOps, read over a real connection."""
