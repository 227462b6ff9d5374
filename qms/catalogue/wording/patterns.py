"""Know the words by which the parts of a standard are found, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from qms.catalogue.loader import read_yaml

_FILE = Path(__file__).with_name("languages.yaml")


@dataclass(frozen=True)
class Words:
    """Hold the words of one language; see languages.yaml for what each stands for."""

    language: str
    level: tuple[str, ...]
    principle: tuple[str, ...]
    criterion: tuple[str, ...]
    indicator: tuple[str, ...]
    document: tuple[str, ...]
    page: tuple[str, ...]
    results: tuple[str, ...]
    understands: tuple[str, ...]
    seeks: tuple[str, ...]
    gained: tuple[str, ...]
    joiner: tuple[str, ...]

    @cached_property
    def criterion_label(self) -> re.Pattern[str]:
        """Return what matches a line with the label of a criterion: `before`, `number` and `after`."""
        return _label(self.criterion, capital=True)

    @cached_property
    def principle_label(self) -> re.Pattern[str]:
        """Return what matches a line that names a principle by word and number."""
        return _label(self.principle, capital=True)

    @cached_property
    def indicator_label(self) -> re.Pattern[str]:
        """Return what matches the heading of indicators at the start of a line."""
        return re.compile(rf"\W*(?:{_any(self.indicator)})\s*(?::\s*|$)", re.IGNORECASE)

    @cached_property
    def numbered_indicator(self) -> re.Pattern[str]:
        """Return what matches the start of an indicator: its `number`, with or without the heading before it."""
        words = _any(self.indicator)
        return re.compile(
            rf"\W*(?:(?:{words})\s*:?\s*)?(?P<number>\d{{1,3}})\s*[.:)]\s*(?P<rest>(?=[^\W\d]).*)?$",
            re.IGNORECASE,
        )

    @cached_property
    def note(self) -> re.Pattern[str]:
        """Return what matches the note on a required document at the end of an indicator."""
        return re.compile(rf"\s*\(\s*((?:{_any(self.document)})\b[^()]*)\)\s*(\.?)\s*$", re.IGNORECASE)

    def header(self, levels: int) -> re.Pattern[str]:
        """Return what matches the heads of a table's columns, level 1 to `levels`."""
        return _header(self.level, 1, levels)

    def head(self, level: int) -> re.Pattern[str]:
        """Return what matches the head of one column, alone on its line."""
        return _header(self.level, level, level)


@cache
def _header(words: tuple[str, ...], first: int, last: int) -> re.Pattern[str]:
    either = [rf"(?:(?:{_any(words)})\s*{n}|{n}\s*[.-]?\s*(?:{_any(words)}))" for n in range(first, last + 1)]
    # No more than a few signs around it: a long run of them would be tried from each of its places.
    return re.compile(r"\W{0,9}\b" + r"[\s|:;.–-]{0,40}".join(either) + r"\b\W{0,9}", re.IGNORECASE)


def _label(words: tuple[str, ...], *, capital: bool) -> re.Pattern[str]:
    named = (
        _any(tuple(w.capitalize() for w in words) + tuple(w.upper() for w in words))
        if capital
        else _any(words)
    )
    return re.compile(
        rf"(?P<before>.*?)\b(?:(?:{named})\s*(?P<number>\d{{1,3}})|(?P<first>\d{{1,3}})\s*[.]?\s*(?:{_any(words)}))"
        rf"\s*(?P<after>[:.–-].*|$)"
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def known_words() -> dict[str, Words]:
    """Return the words of every language, by its code."""
    data: dict[str, dict[str, Any]] = read_yaml(_FILE)
    return {
        code: Words(code, **{name: tuple(found) for name, found in own.items()}) for code, own in data.items()
    }


def guess_words(text: str, levels: int) -> Words | None:
    """Return the words of the language whose labels stand most often in a text, None where there are none."""
    counts = {
        code: 3 * len(words.header(levels).findall(text))
        + len(
            re.findall(
                rf"\b(?:{_any(words.criterion)})\s*\d|\d\.?\s*(?:{_any(words.criterion)})\b",
                text,
                re.IGNORECASE,
            )
        )
        + len(re.findall(rf"\b(?:{_any(words.indicator)})\b", text, re.IGNORECASE))
        for code, words in known_words().items()
    }
    best = max(counts, key=lambda code: counts[code])
    return known_words()[best] if counts[best] else None
