"""Small repositories whose every commit is known."""

import os
import subprocess
from pathlib import Path

ANA = "Ana Lima <ana@example.org>"
BOB = "Bob Berg <bob@example.org>"
NOW = "2026-05-13T18:00:00+00:00"  # a Wednesday


def repository(folder: Path, *commits: tuple[str, str, str], remote: str = "", reader: str = ANA) -> Path:
    """Make a repository of empty commits: author, ISO time, message; git takes its user for `reader`."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    if reader:
        name, email = reader.removesuffix(">").split(" <")
        _git(folder, "config", "user.name", name)
        _git(folder, "config", "user.email", email)
    if remote:
        _git(folder, "remote", "add", "origin", remote)
    for author, time, message in commits:
        name, email = author.removesuffix(">").split(" <")
        dates = {"GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email}
        _git(folder, "commit", "--quiet", "--allow-empty", "--cleanup=verbatim", f"--author={author}", "-m", message, **dates)
    return folder


def _git(folder: Path, *words: str, **environment: str) -> None:
    subprocess.run(["git", *words], cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True)
