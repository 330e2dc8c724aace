"""Slack on loopback: its Web API, Socket Mode, signed requests and response URLs over one world of workspaces, people and channels."""

from tests.servers.slack.clock import Clock, HandClock
from tests.servers.slack.server import SlackServer

__all__ = ["Clock", "HandClock", "SlackServer"]
