"""Turn the values of a row into plain JSON and back: days and periods are marked, lists become tuples."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY, _PERIOD = "$day", "$period"


def to_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row as JSON holds them."""
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, tuple):
        if len(value) == 2 and all(isinstance(part, date) for part in value):
            return {_PERIOD: [part.isoformat() for part in value]}
        return [_plain(part) for part in value]
    return value


def from_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that `to_plain` made plain; raises ValueError or TypeError for what it did not make."""
    return {key: _value(value) for key, value in values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(part) for part in value)
    if isinstance(value, dict):
        if _DAY in value:
            return date.fromisoformat(value[_DAY])
        first, last = value[_PERIOD]
        return (date.fromisoformat(first), date.fromisoformat(last))
    return value
