"""Token counts by the vocabulary of the model, where it is on disk already; else an estimate that errs on the high side.

tiktoken downloads a vocabulary at first use, and again where its copy is damaged. So the copy is looked for, and checked, before
tiktoken is asked for it; the addresses and hashes are those in its `tiktoken_ext.openai_public`.
"""

import hashlib
import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from core.ports import TokenCounter

if TYPE_CHECKING:
    from tiktoken import Encoding

_FALLBACK = "o200k_base"
_ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
HASHES = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}


class TiktokenCounter(TokenCounter):
    """Counts as one model does. A model that tiktoken does not know is counted like the newest ones."""

    def __init__(self, model: str) -> None:
        self._model = model

    @override
    def count(self, text: str) -> int:
        return estimated(text) if self._encoding is None else len(self._encoding.encode_ordinary(text))

    @cached_property
    def _encoding(self) -> "Encoding | None":
        """The vocabulary, or nothing where that would take a network."""
        import tiktoken

        try:
            name = tiktoken.encoding_name_for_model(self._model)
        except KeyError:
            name = _FALLBACK
        name = "o200k_base" if name == "o200k_harmony" else name
        return tiktoken.get_encoding(name) if _is_kept(name) else None


def estimated(text: str) -> int:
    """Return about how many tokens a text has, rather too many.

    Latin words come to about four letters a token, digits and marks to one or two characters, other scripts to one, emoji to three.
    """
    letters = sum(character.isascii() and character.isalpha() for character in text)
    blanks = sum(character.isspace() for character in text)
    foreign = sum(not character.isascii() for character in text)
    return (letters + 2) // 3 + (len(text) - letters - blanks) + foreign


def _is_kept(name: str) -> bool:
    """Say whether tiktoken would find the vocabulary whole on this disk."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR", os.environ.get("DATA_GYM_CACHE_DIR"))
    if folder == "" or name not in HASHES:
        return False
    key = hashlib.sha1(_ADDRESS.format(name).encode(), usedforsecurity=False).hexdigest()
    kept = Path(folder if folder is not None else Path(tempfile.gettempdir(), "data-gym-cache")) / key
    try:
        return hashlib.sha256(kept.read_bytes()).hexdigest() == HASHES[name]
    except OSError:
        return False
