"""An Azure DevOps on loopback, as its REST API 7.1 is documented: stateful, paged, limited, and showing each viewer what they may see."""

from tests.servers.azure.server import AzureServer
from tests.servers.azure.world import World

__all__ = ["AzureServer", "World"]
