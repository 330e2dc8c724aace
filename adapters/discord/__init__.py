"""Discord: what people do there becomes turns, and pages and forms become its messages and modals."""

from adapters.discord.app import Discord, discord

__all__ = ["Discord", "discord"]
