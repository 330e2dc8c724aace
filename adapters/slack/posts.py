"""Messages that nobody just asked for, found again by the mark in their metadata."""

from adapters.slack.blocks import Part
from adapters.slack.board import Board
from adapters.slack.names import Names
from core.posted import BoardPosts


class SlackPosts(BoardPosts[Part]):
    """Posts of the bot in one workspace."""

    def __init__(self, board: Board, names: Names) -> None:
        super().__init__(board, names.parts)
