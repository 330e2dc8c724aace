"""Slack: what people do there becomes turns, and pages and forms become its messages and modals."""

from adapters.slack.app import Slack, slack

__all__ = ["Slack", "slack"]
