"""Fetch the tokenizer's vocabularies into TIKTOKEN_CACHE_DIR, as when an image is built; without a network none is missed."""

import sys

from adapters.tiktoken import HASHES
from core.messages import process as messages


def main() -> None:
    """Fetch what can be had; an answer never does."""
    import tiktoken

    for name in HASHES:
        try:
            tiktoken.get_encoding(name)
        except (OSError, ValueError):
            sys.stdout.write(messages.not_warm(name) + "\n")


if __name__ == "__main__":
    main()
