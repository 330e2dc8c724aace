"""Two names of one repository are told from names of two."""

import subprocess
from pathlib import Path

from adapters.git.opening import apart


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_places_of_one_repository_are_one(tmp_path: Path) -> None:
    web, other = tmp_path / "web", tmp_path / "other"
    git(tmp_path, "init", "--quiet", "web")
    git(tmp_path, "init", "--quiet", "other")
    git(web, "-c", "user.name=Ana", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "-m", "Start")
    git(web, "worktree", "add", "--quiet", "../tree")
    git(tmp_path, "init", "--quiet", "--separate-git-dir", "elsewhere", "apart")
    (web / "src").mkdir()
    (tmp_path / "link").symlink_to(web)
    names = ["web", str(web), "./web/", "web/src", "web/.git", "link", "tree"]
    assert apart([*names, "other", *names], folder=tmp_path) == ["web", "other"]
    assert apart(["apart", "elsewhere", str(other)], folder=tmp_path) == ["apart", str(other)]


def test_places_that_are_no_repositories_stay(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / ".git").write_bytes(b"\xff")
    names = ["nowhere", "folder", "broken", "x" * 5000, "a\0b"]
    assert apart(names, folder=tmp_path) == names
    assert apart(["nowhere"], folder=tmp_path) == ["nowhere"]


def test_addresses_of_one_repository_are_one(tmp_path: Path) -> None:
    address = "https://github.com/acme/web"
    assert apart([address, f"{address}.git", f"{address}/", f"{address}2"], folder=tmp_path) == [address, f"{address}2"]
