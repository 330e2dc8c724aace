"""What is said of commands of a terminal, as one gives them in a chat: "recap connect gitlab --host X" is "/recap connect gitlab X"."""

import re
from dataclasses import replace

from core.messages import talking as messages
from core.model import Recap

_COMMAND = re.compile(r"(?<![\w/.-])recap (?=(?:connect|disconnect|accounts|repos|settings|help)\b)")
_OPTION = re.compile(r"(/recap (?:connect|disconnect) \w+) --host (?=\S)")
_NO_MODEL = re.compile(r"(?<=needs a model): set RECAP_MODEL\b")
_ANEW = re.compile(r"There is no answer yet that (“[^”]*”) could change: .*")
_PIPED = re.compile(r"(/recap connect [^\n]*?) --token-stdin(?: < FILE)?")


def in_chat(text: str) -> str:
    """Return a sentence of ours as it helps somebody in a chat."""
    text = _NO_MODEL.sub(messages.NO_MODEL, _ANEW.sub(messages.TO_CHANGE, _COMMAND.sub("/recap ", text)))
    return _PIPED.sub(r"\1", _OPTION.sub(r"\1 ", text))


def recap_in_chat(recap: Recap) -> Recap:
    """Return an answer whose remarks help somebody in a chat; what people wrote stays as it is."""
    return replace(recap, footer=tuple(in_chat(line) for line in recap.footer))
