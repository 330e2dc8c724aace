"""What is said about git repositories that could not be read, or only in part."""

GIT_MISSING = "git is not installed, or not on the path: install git 2.25 or later."
UNKNOWN_AUTHOR = "unknown author"


def not_started(why: str) -> str:
    """Tell that the system would not start git."""
    return f"git could not be started ({why}): try again when the machine has room."


def git_too_old(version: str) -> str:
    """Tell that this git does not know what is needed."""
    return f"This git is too old ({version}): install git 2.25 or later."


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
    """Tell which part of a repository could not be read; everything else was."""
    return f"{folder} is damaged: {what} could not be read. Run `git fsck` there; everything else was looked at."


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
