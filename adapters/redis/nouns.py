"""Frozen nouns as JSON and back, by what their fields are declared to hold; a field that has its default is left out."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Read = Callable[[Any], Any]


def packed(thing: object) -> Any:
    """Return what JSON can hold of a noun: enums and times as texts, tuples as lists."""
    if isinstance(thing, datetime):
        return thing.isoformat()
    if isinstance(thing, tuple):
        return [packed(one) for one in thing]
    if is_dataclass(thing) and not isinstance(thing, type):
        held = [(field, getattr(thing, field.name)) for field in fields(thing)]
        return {field.name: packed(value) for field, value in held if field.default is MISSING or value != field.default}
    return thing


def unpacked(kind: type[_T], text: Any) -> _T:
    """Return the noun of a kind that was packed.

    Raises:
        ValueError: it holds something else.
    """
    try:
        noun: _T = _reader(kind)(text)  # type: ignore[arg-type]  # a class can be hashed
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(type(error).__name__) from error
    return noun


@cache
def _reader(kind: Any) -> _Read:
    """Return what reads values of a declared type."""
    if is_dataclass(kind):
        return _noun(kind)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if get_origin(kind) in {Union, UnionType}:
        (inner,) = (one for one in get_args(kind) if one is not NoneType)
        return lambda text: None if text is None else _reader(inner)(text)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return datetime.fromisoformat if kind is datetime else _same


def _noun(kind: Any) -> _Read:
    declared = get_type_hints(kind)

    def read(text: Any) -> Any:
        return kind(**{name: _reader(declared[name])(value) for name, value in text.items()})

    return read


def _tuple(kinds: tuple[Any, ...]) -> _Read:
    if kinds[-1] is Ellipsis:
        return lambda text: tuple(_reader(kinds[0])(one) for one in text)
    return lambda text: tuple(_reader(kind)(one) for kind, one in zip(kinds, text, strict=True))


def _same(text: Any) -> Any:
    return text
