"""Activity from Azure DevOps, through its REST API."""
