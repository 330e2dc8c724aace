"""Make the README's transcript and its picture anew: python docs/transcript.py REPOSITORY.

REPOSITORY is the recorded history of python-slack-sdk, as a git repository. Both are written in place.
"""

import html
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).resolve().parent
README = DOCS.parent / "README.md"
PICTURE = DOCS / "recap.svg"
BLOCK = re.compile(r"(?<=```text\n)\$ (recap [^\n]*)\n.*?(?=```)", re.DOTALL)
WIDTH = 104


def main(repository: Path) -> None:
    """Run the README's first command, put what it printed behind it, and draw both."""
    readme = README.read_text(encoding="utf-8")
    block = BLOCK.search(readme)
    if block is None:
        sys.exit("README.md has no transcript")
    answer = answered(block[1], repository)
    README.write_text(readme.replace(block[0], f"$ {block[1]}\n{answer}"), encoding="utf-8")
    PICTURE.write_text(drawn(block[1], answer), encoding="utf-8")


def answered(command: str, repository: Path) -> str:
    """Return what a command of the README prints in a repository."""
    words = [sys.executable, "-I", "-m", "bot", *shlex.split(command)[1:]]
    return subprocess.run(words, cwd=repository, env=os.environ | {"TZ": "UTC"}, capture_output=True, text=True, check=True).stdout  # noqa: S603  the README's own


def drawn(command: str, answer: str) -> str:
    """Return the picture of a terminal with a command and its answer, the same on each run."""
    header, _, rest = answer.partition("\n")
    console = Console(record=True, width=WIDTH, file=Path("/dev/null").open("w"), force_terminal=True)  # noqa: SIM115  ends with the process
    lines = [textwrap.fill(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False) for line in rest.splitlines()]
    console.print(Text.assemble(("$ ", "green"), command, "\n", (header, "bold"), "\n", "\n".join(lines)))
    return re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="recap", unique_id="recap"), flags=re.DOTALL)  # fonts are fetched


def words_of(picture: str) -> str:
    """Return the text in a picture, without blanks."""
    return "".join("".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)).split())


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004  the program, and a folder
        sys.exit("python docs/transcript.py REPOSITORY")
    main(Path(sys.argv[1]))
