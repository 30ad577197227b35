"""Dataclasses of the model to plain JSON values and back, by their own annotations.

``encode`` leaves out what equals the field's default; ``decoder`` builds, once a class, a function from JSON to that class. A
``Span`` is a pair of numbers, a date its ISO form, a missing key the default.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Decode = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """A JSON value for a dataclass, a tuple, a dictionary, a date or a plain value."""
    if is_dataclass(value):
        return {f.name: encode(item) for f in fields(value) if (item := getattr(value, f.name)) != _default(f)}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@cache
def decoder(kind: type[T]) -> Callable[[Any], T]:
    """The function that reads one ``kind`` from what ``encode`` gave.

    Raises ``TypeError`` where a field without default is missing, ``KeyError`` for one that does not exist.
    """
    hints = typing.get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in fields(kind)}  # type: ignore[arg-type]

    def decode(value: dict[str, Any]) -> T:
        return kind(**{name: readers[name](item) for name, item in value.items()})

    return decode


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _reader(hint: Any) -> Decode:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is dict:
        inner = _reader(arguments[1])
        return lambda value: {key: inner(item) for key, item in value.items()}
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        return _named_tuple_reader(hint)
    return decoder(hint) if isinstance(hint, type) and is_dataclass(hint) else _same


def _tuple_reader(arguments: tuple[Any, ...]) -> Decode:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner = _reader(arguments[0])
        return lambda value: tuple([inner(item) for item in value])
    readers = [_reader(argument) for argument in arguments]
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def _named_tuple_reader(hint: Any) -> Decode:
    readers = [_reader(h) for h in typing.get_type_hints(hint).values()]
    if all(read is _same for read in readers):
        return lambda value: hint(*value)
    return lambda value: hint(*(read(item) for read, item in zip(readers, value, strict=True)))


def _same(value: Any) -> Any:
    return value
