"""What the pages say."""

TITLE = "Link an account"
LINKED = "Linked"
NOT_LINKED = "Not linked"
YES = "Link it"
NO = "Do not link it"
DECLINED = "Nothing was linked, and what was granted was taken back as far as the host lets it."
BACK = "You may close this page, and go back to where you asked."
BUG = "Something went wrong inside Recap; that is our mistake. Nothing was linked."
NOT_HERE = "There is no such page."
NOT_FOUND = "Not found"
TOO_SLOW = "That took too long."
FOREIGN = "This form did not come from here."
STOP = "If you did not ask for this yourself, or do not know who that is: do not link it."


def offered(place: str, login: str, number: str) -> str:
    """Say which account would be linked."""
    return f"The account {login} (id {number}) at {place}."


def read_by(whom: str) -> str:
    """Say who would read with it."""
    return f"It will be read by {whom}: what this account may see, private repositories too, Recap will tell them."


def linked(place: str, login: str, whom: str) -> str:
    """Say what was linked."""
    return f"{login} at {place} is linked for {whom}."
