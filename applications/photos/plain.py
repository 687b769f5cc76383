"""Turns dataclasses of plain numbers into JSON and back, by their types. Used by measure.py.

What a field declares is what is read back: a group of numbers added to Measures needs no line here.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints


class CannotRebuild(ValueError):
    """The stored numbers are not those that are measured today: the photo has to be measured again."""


def not_kept(default: Any) -> Any:
    """A field that is used while a photo is measured and never stored; read back, it has `default`."""
    return field(default=default, metadata={"kept": False})


def to_plain(value: Any) -> Any:
    """Numbers, texts, lists and dicts."""
    if is_dataclass(value):
        kept = (item for item in fields(value) if item.metadata.get("kept", True))
        return {item.name: to_plain(getattr(value, item.name)) for item in kept}
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: Any, stored: Any) -> Any:
    """A value of type `kind`. Raises CannotRebuild for what is missing or of another type; ignores unknown keys."""
    if get_origin(kind) in (Union, types.UnionType):
        (inner,) = (one for one in get_args(kind) if one is not type(None))
        return None if stored is None else from_plain(inner, stored)
    if is_dataclass(kind):
        return _dataclass(kind, stored)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), stored)
    if isinstance(kind, type) and issubclass(kind, date):
        return _date(kind, stored)
    if kind is float and isinstance(stored, int | float) and not isinstance(stored, bool):
        return stored
    if not isinstance(stored, kind) or (kind is int and isinstance(stored, bool)):
        raise CannotRebuild(f"expected {kind.__name__}, found {stored!r}")
    return stored


def _dataclass(kind: Any, stored: Any) -> Any:
    if not isinstance(stored, Mapping):
        raise CannotRebuild(f"expected the numbers of {kind.__name__}, found {stored!r}")
    hints = get_type_hints(kind)
    values = {}
    for item in fields(kind):
        if not item.metadata.get("kept", True):
            continue
        if item.name in stored:
            values[item.name] = from_plain(hints[item.name], stored[item.name])
        elif item.default is MISSING:
            raise CannotRebuild(f"{kind.__name__}.{item.name} was not stored")
    return kind(**values)


def _tuple(kinds: tuple[Any, ...], stored: Any) -> tuple[Any, ...]:
    if not isinstance(stored, list | tuple):
        raise CannotRebuild(f"expected a list, found {stored!r}")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_plain(kinds[0], one) for one in stored)
    if len(kinds) != len(stored):
        raise CannotRebuild(f"expected {len(kinds)} numbers, found {len(stored)}")
    return tuple(from_plain(one, value) for one, value in zip(kinds, stored, strict=True))


def _date(kind: type[date], stored: Any) -> date:
    try:
        return kind.fromisoformat(stored)
    except (TypeError, ValueError) as error:
        raise CannotRebuild(f"expected a time, found {stored!r}") from error
