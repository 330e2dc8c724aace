"""Activity from GitLab, self-managed ones included."""

from adapters.gitlab.connecting import Me, repositories, scopes_of, whoami
from adapters.gitlab.source import GitLabSource

__all__ = ["GitLabSource", "Me", "repositories", "scopes_of", "whoami"]
