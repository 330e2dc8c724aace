"""What is said while a clone sets itself up, and when it cannot."""

INTERRUPTED = "Interrupted."
UNFINISHED = "Interrupted. The next start sets Recap up again."
WAITING = "Another start is setting Recap up; waiting for it."
READY = "Recap is set up."


def setting_up(folder: str) -> str:
    """Say what the first start does, and how long it takes."""
    return f"Setting up Recap in {folder}, once: about a minute ..."


def not_ours(folder: str) -> str:
    """Refuse a folder that holds something else."""
    return f"{folder} holds something that Recap did not put there. Remove it, or let RECAP_VENV name a new folder."


def no_venv(version: str) -> str:
    """Say which packages a Python without its venv module lacks."""
    return (
        f"This Python {version} came without its venv module. On Debian or Ubuntu: apt install python3-venv (or python{version}-venv), "
        "elsewhere install ensurepip; then run again."
    )


def cannot_write(folder: str, why: str) -> str:
    """Say that the virtual environment could not be written."""
    return f"Recap could not be set up in {folder}: {why}. Mend that, or let RECAP_VENV name another folder."


def pip_failed(log: str) -> str:
    """Say that the packages could not be installed, and where more stands; pip's own last words mislead more often than they help."""
    return f"Recap's packages could not be installed. Is the network there? All that pip said is in {log}; run again when it is mended."


def no_python(folder: str) -> str:
    """Say that the virtual environment could not be made whole."""
    return f"Python could not make a virtual environment in {folder}. To see why: python3 -m venv {folder}"
