"""What redis-py's errors mean to a user, and whether trying again may help.

A lost reply is told as transient, though the command may have been carried out: everything that Recap writes may be written twice
(adapters/redis/scripts.py). No sentence holds what the server said, since its errors may quote the command.
"""

import errno
import os
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from redis import exceptions as redis

from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import store as messages

_Meaning: TypeAlias = "tuple[type[OutsideError], Callable[[str], str]]"
_CODE = re.compile(r"(?:\A|caused error: \W*)([A-Z]{2,})\b")  # the second in a pipeline
_DENIED = ("ACL failure in script", "The user executing the script can't")  # neither has a code; the second is of Redis 7.0
_NO_DATABASE = ("DB index is out of range", "SELECT is not allowed in cluster mode")
_TEXTS: Mapping[str, Callable[[str], str]] = {
    "Timeout connecting": messages.not_met,
    "max number of clients reached": messages.busy,
    "No connection available": messages.busy,  # in our own pool
}

_CODES: Mapping[str, _Meaning] = {
    "LOADING": (TransientError, messages.loading),
    "READONLY": (TransientError, messages.failing_over),
    "MASTERDOWN": (TransientError, messages.failing_over),
    "CLUSTERDOWN": (TransientError, messages.failing_over),
    "NOREPLICAS": (TransientError, messages.failing_over),
    "TRYAGAIN": (TransientError, messages.failing_over),
    "NOSCRIPT": (TransientError, messages.failing_over),
    "BUSY": (TransientError, messages.busy),
    "OOM": (PermanentError, messages.full),
    "MISCONF": (PermanentError, messages.disk),
    "NOAUTH": (AuthError, messages.refused),
    "WRONGPASS": (AuthError, messages.refused),
    "NOPERM": (AuthError, messages.not_allowed),
    "WRONGTYPE": (PermanentError, messages.strange),
    "MOVED": (PermanentError, messages.cluster),
    "ASK": (PermanentError, messages.cluster),
    "CROSSSLOT": (PermanentError, messages.cluster),
}


def failure(error: BaseException, where: str) -> OutsideError | None:
    """Return what an error of redis-py, or of the system below it, stands for; nothing where it is a mistake of ours."""
    for one in _causes(error):  # a handshake's failure is wrapped
        if isinstance(one, redis.AuthenticationError | redis.AuthorizationError | redis.AuthenticationWrongNumberOfArgsError):
            return AuthError(messages.refused(where))
        if meaning := _CODES.get(code(one)):
            kind, sentence = meaning
            return kind(sentence(where))
    if any(words in str(error) for words in _NO_DATABASE):
        return PermanentError(messages.no_database(where))
    if isinstance(error, redis.InvalidResponse):
        return PermanentError(messages.not_a_store(where))
    return _broken(error, where)


def code(error: BaseException) -> str:
    """Return the first word of the server's answer, like "READONLY"; nothing where the server did not answer."""
    if not isinstance(error, redis.ResponseError | redis.BusyLoadingError):
        return ""
    if any(words in str(error) for words in _DENIED):
        return "NOPERM"
    found = _CODE.search(str(error))
    return getattr(error, "status_code", None) or (found[1] if found else "")


def _broken(error: BaseException, where: str) -> OutsideError | None:
    """Return the error of a connection that did not come about, or did not last."""
    for one in _below(error):
        if isinstance(one, ssl.SSLError):
            return PermanentError(messages.no_tls(where))
        if isinstance(one, OSError) and one.errno in {errno.EMFILE, errno.ENFILE}:
            return TransientError(messages.too_many(where))
        if isinstance(one, ConnectionRefusedError | FileNotFoundError | socket.gaierror):
            return TransientError(messages.down(where, _said(one).lower()))
    for text, sentence in _TEXTS.items():
        if text in str(error):
            return TransientError(sentence(where))
    if isinstance(error, redis.TimeoutError | TimeoutError):
        return TransientError(messages.slow(where))
    return TransientError(messages.lost(where)) if isinstance(error, redis.ConnectionError | OSError) else None


def _said(error: OSError) -> str:
    """Return the system's words; asyncio puts the address into them, which the sentence names already."""
    if isinstance(error, socket.gaierror) or error.errno is None:
        return error.strerror or "no such host"
    return os.strerror(error.errno)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it was raised from."""
    yield error
    if error.__cause__:
        yield from _causes(error.__cause__)


def _below(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what was being handled when it was raised: redis-py does not always say from what it raises."""
    yield error
    if below := error.__cause__ or error.__context__:
        yield from _below(below)
