"""What is said of a host that Recap may not talk to, or that does not answer as it should."""


def host_list(number: int) -> str:
    """Refuse a list of hosts by its entry of a number: what stands there is not shown."""
    return f"entry {number} is none; it takes names of hosts with commas between, like ghe.example.org, gitlab.corp.example=10.1.0.0/16"


def not_allowed(host: str) -> str:
    """Refuse a host that no administrator named."""
    return f"{host} is not among the hosts that this Recap may talk to: an administrator adds it to RECAP_ALLOWED_HOSTS."


def not_a_host(host: str) -> str:
    """Refuse what is no plain name of a host."""
    return f"“{host}” is no name of a host: write it like gitlab.example.org, without https://, a port or a login."


def not_public(host: str) -> str:
    """Refuse a name that leads inside."""
    return (
        f"{host} leads to an address that Recap does not talk to. "
        f"An administrator may allow its network, as in RECAP_ALLOWED_HOSTS={host}=10.1.0.0/16"
    )


def not_found(host: str) -> str:
    """Say that a name leads nowhere."""
    return f"{host} has no address: is it spelled right?"


def unreachable(host: str) -> str:
    """Say that nobody answers."""
    return f"{host} cannot be reached. Try again in a moment."


def late(host: str) -> str:
    """Say that no answer came in time."""
    return f"{host} did not answer in time. Try again in a moment."


def strange(host: str, status: int) -> str:
    """Say that an answer is none that the standard knows."""
    return f"{host} gave an answer that is none of an authorisation server (status {status})."


def slow_down(host: str) -> str:
    """Say that a host wants to be left alone for a while."""
    return f"{host} asks to wait before the next request."


def not_registered(host: str) -> str:
    """Say that the client's id or secret is wrong."""
    return f"{host} does not know this Recap: its client id or secret is wrong, or that flow is not switched on there."


def used_up(host: str) -> str:
    """Say that a code or refresh token is no good."""
    return f"{host} refused it: used, too old, or revoked."
