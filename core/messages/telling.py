"""What is said under a recap about the model that wrote it, or did not."""

UNREACHABLE = "The model could not be reached: check the network and OPENAI_BASE_URL"
CERTIFICATE = "The certificate of the model's server was not accepted: check OPENAI_BASE_URL, or SSL_CERT_FILE for an authority of your own"
LATE = "The model took too long"
STALLED = "The model stopped in the middle"
CUT = "The model's answer was cut off"
GARBLED = "The model's answer could not be read"
ENDLESS = "The model did not come to an end"
TOO_LONG = "The model's answer was longer than it may be"
FILTERED = "The model's provider filtered its answer"
REFUSED = "The model refused to write"
NOT_TEXT = "The model answered with something else than text"
EMPTY = "The model's answer was empty"
BROKEN = "The model's server failed"
FOREIGN = "The model's server did not answer as an OpenAI-compatible endpoint does: check OPENAI_BASE_URL"
BAD_KEY = "The model's key was refused: check OPENAI_API_KEY"
BUSY = "The model has too many requests: ask again in a minute"
NO_CREDIT = "The account behind OPENAI_API_KEY has no credit left"
TOO_MUCH = "The facts are too long for the model"
MOVED = "The model's server sends to another address, which is not followed: check OPENAI_BASE_URL"
UNUSABLE = "No line of the model's answer passed the check"
NO_ROOM = "The facts do not fit into the model's budget"


def unknown_model(model: str) -> str:
    """Say that the endpoint does not have the model."""
    return f"There is no model “{model}” at the endpoint: check RECAP_MODEL and OPENAI_BASE_URL"


def failed(status: int) -> str:
    """Say that the model's server failed on its side."""
    return f"The model's server failed ({status})"


def rejected(status: int) -> str:
    """Say that the endpoint does not take what it was sent."""
    return f"The model's server did not take the request ({status}): check RECAP_MODEL and OPENAI_BASE_URL"


def footer(why: str, kept: int) -> str:
    """Say what went wrong, and what therefore stands above."""
    if not kept:
        return f"{why}; this is the plain recap"
    return f"{why}; {'1 bullet is' if kept == 1 else f'{kept} bullets are'} its own, the rest is plain"


def needs_model(wish: str) -> str:
    """Say that a tone or a language takes a model."""
    return f"{wish[:1].upper()}{wish[1:]} needs a model: set RECAP_MODEL"


def stays_english(language: str) -> str:
    """Say that some of it could not be translated."""
    return f"What stands in English could not be checked in {language}"
