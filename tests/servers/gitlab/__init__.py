"""A GitLab on loopback, as its REST API v4 is documented: stateful, paged, limited, and showing each viewer what they may see."""

from tests.servers.gitlab.server import GitLabServer
from tests.servers.gitlab.world import World

__all__ = ["GitLabServer", "World"]
