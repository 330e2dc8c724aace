"""What is said about git repositories that could not be read, or only in part."""

GIT_TOO_OLD = "This git is too old: install git 2.25 or later."
GIT_MISSING = "git is not installed, or not on the path: install git 2.25 or later."
UNKNOWN_AUTHOR = "unknown author"


def not_started(why: str) -> str:
    """Tell that the system would not start git."""
    return f"git could not be started ({why}): try again when the machine has room."


def no_folder(folder: str) -> str:
    """Tell that there is nothing at a path."""
    return f"There is no folder {folder}: check the path."


def not_a_repository(folder: str) -> str:
    """Tell that a folder has no repository."""
    return f"{folder} is not a git repository: name one with --repo."


def not_trusted(folder: str) -> str:
    """Tell that git refuses a repository because of its owner."""
    return (
        f"{folder} belongs to another user, so git does not read it: to trust it, run `git config --global --add safe.directory {folder}`."
    )


def permission_denied(folder: str) -> str:
    """Tell that the user may not read a repository."""
    return f"{folder} may not be read by this user: check its permissions."


def damaged(folder: str, what: str) -> str:
    """Tell which part of a repository could not be read."""
    return f"{folder} is damaged: {what} could not be read, nor what only leads from there. Run `git fsck` there; the rest was looked at."


def sizes_damaged(folder: str, what: str) -> str:
    """Tell that sizes are unknown, as a file or a folder of a commit is gone."""
    return f"{folder} is damaged: {what} could not be read, so sizes are not known. Run `git fsck` there."


def contents_absent(folder: str) -> str:
    """Tell that sizes are unknown."""
    return f"{folder} is a clone without file contents, so sizes are not known: clone it again without --filter to see them."


def shallow(folder: str, since: str) -> str:
    """Tell from when on the history is there."""
    return f"{folder} is a shallow clone whose history is cut at {since}: run `git fetch --unshallow` there for what is older."


def hung(folder: str, seconds: float) -> str:
    """Tell that git did not answer."""
    return f"git did not answer for {seconds:.0f} seconds in {folder}: try again."


def disk_full(folder: str) -> str:
    """Tell that there is no room."""
    return f"The disk is full, so {folder} could not be read: free some space and try again."


def failed(folder: str, complaint: str) -> str:
    """Tell what git said, where nothing better is known."""
    return f"git could not read {folder}: {complaint or 'it gave no reason'}"


def author_date_impossible(when: str) -> str:
    """Tell why the committer's date counts."""
    return f"the author's date ({when}) is impossible, so the committer's counts"


def both_dates_impossible(when: str) -> str:
    """Tell why a commit stands where it does."""
    return f"both dates ({when}) are impossible, so it stands beside its neighbours"


def tag_date_impossible(when: str) -> str:
    """Tell why the tagged commit's date counts."""
    return f"the tag's date ({when}) is impossible, so its commit's counts"


URL_CHARACTERS = "it has characters that no clone URL has"
URL_LENGTH = "it is too long"
URL_CREDENTIALS = "it carries a user name or a password, which others could read: leave them out"
URL_SHAPE = "only https://host/path is cloned; what is on this machine is named by its folder"
LOCKED = "Another Recap is still fetching this repository: try again in a minute."


def refused(url: str, why: str) -> str:
    """Tell why a URL is not cloned."""
    return f"{url or 'This clone URL'} is refused: {why}."


def no_such_remote(url: str) -> str:
    """Tell that a host has no such repository, or shows it only to those who log in."""
    return f"{url} asks for a login or does not exist: clone it yourself and name the folder with --repo."


def host_failed(url: str, complaint: str) -> str:
    """Tell what a host said."""
    return f"{url} could not be fetched: {complaint or 'git gave no reason'}"


def host_hung(url: str, seconds: float) -> str:
    """Tell that a host took too long."""
    return f"{url} did not answer within {seconds:.0f} seconds: try again, or clone it yourself and name the folder with --repo."


def too_large(url: str, megabytes: int) -> str:
    """Tell that a repository is too big to be cloned on the side."""
    return f"{url} is larger than {megabytes} MB: clone it yourself and name the folder with --repo."


def stale(when: str, why: str) -> str:
    """Tell that an older state was looked at."""
    return f"What is told is the state of {when}. {why}"


def clone_damaged(url: str) -> str:
    """Tell that the copy was thrown away."""
    return f"The copy of {url} was damaged and has been removed: ask again."


def too_many_files(url: str, count: int) -> str:
    """Tell that sizes would cost too much."""
    return f"The sizes of {count:,} files of {url} were not fetched: ask for a shorter time."


def cache_unusable(folder: str, why: str) -> str:
    """Tell that clones cannot be kept."""
    return f"Clones cannot be kept in {folder} ({why}): make it writable."
