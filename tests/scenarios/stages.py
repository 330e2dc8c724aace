"""The platforms of the company, by name."""

from collections.abc import Mapping

from tests.scenarios.company import Company
from tests.scenarios.on_discord import DiscordStage
from tests.scenarios.on_slack import SlackStage
from tests.scenarios.on_terminal import TerminalStage
from tests.scenarios.stage import Stage


def stages(company: Company) -> Mapping[str, Stage]:
    """Return a stage for each platform."""
    return {one.name: one for one in (SlackStage(company), DiscordStage(company), TerminalStage(company))}
