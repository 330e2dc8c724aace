"""Activity from Azure DevOps, through its REST API."""

from adapters.azure.listing import repositories
from adapters.azure.source import AzureSource
from adapters.azure.whoami import whoami

__all__ = ["AzureSource", "repositories", "whoami"]
