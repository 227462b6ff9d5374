"""Choose the texts of audits by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def spoken(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in English, else in whatever language there is one."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
