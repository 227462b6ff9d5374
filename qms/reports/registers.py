"""Show the cells of registers as people write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.books import Column


def cell_text(column: Column, value: Any, language: str, names: Mapping[str, str]) -> str:
    """Return a typed value as people write it; `names` are those of services, sites, groups and functions by id."""
    if column.type == "choice":
        words = next((c.words for c in column.choices if c.token == value), {})
        return (words.get(language) or words.get("en") or (str(value),))[0]
    if column.type == "period":
        first, last = value
        return f"{first} – {last}"
    if isinstance(value, tuple):
        return ", ".join(names.get(str(v), str(v)) for v in value)
    if isinstance(value, bool):
        return say("cell_yes" if value else "cell_no")
    if isinstance(value, date):
        return value.isoformat()
    if column.type == "share":
        return f"{value * 100:g} %"
    return names.get(value, value) if isinstance(value, str) else f"{value:g}"
