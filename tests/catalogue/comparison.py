"""Compare our wording with a text that must not be copied: no run of words may stand in both."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = 8
_HYPHEN = re.compile(r"[-\u00ad\u2010\u2011]\s*\n\s*")
_PAGE = re.compile(r"^\W*\d+\W*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> list[str]:
    """Return the words of a text without numbers, signs and capitals."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    """Return every run of words of a text as printed: hyphenated line ends joined and kept, page numbers left out."""
    text = _PAGE.sub("", text.replace("\f", "\n").replace("\r\n", "\n"))
    variants = {text, _HYPHEN.sub("", text), _HYPHEN.sub("-", text), text.replace("\u00ad", "")}
    return {run for variant in variants for run in _runs(words(variant), length)}


def _runs(found: list[str], length: int) -> Iterator[tuple[str, ...]]:
    for start in range(len(found) - length + 1):
        yield tuple(found[start : start + length])


def copied(ours: str, theirs: set[tuple[str, ...]], length: int = RUN) -> list[str]:
    """Return the runs of our text that stand in the other one."""
    return [" ".join(run) for run in _runs(words(ours), length) if run in theirs]


def fields(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of a YAML file with its place, such as `indicators/26/asked`."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from fields(value, f"{place}/{key}" if place else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from fields(value, f"{place}/{number}")
    elif data is not None:
        yield place, str(data)
