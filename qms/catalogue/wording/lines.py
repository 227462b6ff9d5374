"""Clean the lines of a printed text, and join them again to sentences as they were before the page cut them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qms.catalogue.wording.patterns import Words

_BULLET = re.compile(r"^\s*[•·▪◦●■□‣⁃∙\uf0b7\uf0a7*]\s*")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")
_SIGNS = re.compile(r"[.,;:!?)»”\"]+")
_END = re.compile(r"[.!?:;]['\"»”)]*$|\)$")
"""Where a sentence may end; notes in parentheses often stand without a full stop."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
_PAGES = 4
"""From how many pages on a line that heads or ends half of them is taken for a running one."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line without bullet; `gap` tells of a blank line or a bullet before it; pages count from 0.

    A line that is `spaced` had a space at its end, as many programs leave it between words but not within one.
    """

    text: str
    number: int
    gap: bool = False
    page: int = 0
    spaced: bool = True

    @property
    def ends(self) -> bool:
        """Tell whether a sentence may end here."""
        return bool(_END.search(self.text))

    @property
    def begins(self) -> bool:
        """Tell whether a sentence may begin here."""
        first = re.search(r"\w", self.text)
        return bool(first) and (first[0].isupper() or first[0].isdigit() if first else False)


def clean_lines(text: str, words: Words) -> list[Line]:
    """Return the lines that say something; pages are parted by form feeds, lines counted over the whole text."""
    text = _CONTROL.sub("", text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    for joined, letters in _LIGATURES.items():
        text = text.replace(joined, letters)
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    pages = [page.split("\n") for page in text.split("\f")]
    running = _running(pages, words)
    counter = re.compile(
        rf"(?:{'|'.join(words.page)})\.?\s*\d+(?:\s*\D{{1,5}}\s*\d+)?|\d+\s*/\s*\d+", re.IGNORECASE
    )
    found: list[Line] = []
    number, gap = 0, False
    for page_number, page in enumerate(pages):
        for at, raw in enumerate(page):
            number += 1
            line = re.sub(r"[^\S\t]+", " ", _BULLET.sub("", raw)).strip()
            if not line or _NUMBER.fullmatch(line) or counter.fullmatch(line) or _shape(line) in running:
                gap = True
            elif found and _SIGNS.fullmatch(line):
                last = found.pop()
                found.append(replace(last, text=last.text + line))
            else:
                gap = gap or bool(_BULLET.match(raw)) or not found
                spaced = raw[-1:].isspace() or at == len(page) - 1
                found.append(Line(line, number, gap, page_number, spaced))
                gap = False
    return found


def _running(pages: Sequence[Sequence[str]], words: Words) -> set[str]:
    """Return the shapes of lines that stand first or last on half of the pages and mark no part of the standard."""
    if len(pages) < _PAGES:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip() and not _NUMBER.fullmatch(line)]
        counts.update({_shape(line) for line in (*filled[:2], *filled[-2:])})
    often = {shape for shape, count in counts.items() if shape and count >= max(3, len(pages) / 2)}
    marks = (*words.level, *words.criterion, *words.indicator, *words.principle)
    return {shape for shape in often if len(shape.split()) > 2 and not shape.split()[0].startswith(marks)}


def _shape(line: str) -> str:
    return (
        re.sub(r"\d+", "#", line.strip()).casefold() if re.search(r"[^\W\d]", line) and len(line) > 3 else ""
    )


class Joiner:
    """Join lines to text, with what the whole document tells about which words there are."""

    def __init__(self, lines: Iterable[Line], words: Words, known: str = "") -> None:
        """Take the lines of a document and other text of its language, whose words are `known`."""
        self._joiner = set(words.joiner)
        self._whole: Counter[str] = Counter()
        self._not_last: Counter[str] = Counter()
        self._not_first: Counter[str] = Counter()
        self._unspaced: Counter[str] = Counter()
        self._hyphened: Counter[str] = Counter()
        own = _LETTERS.findall(known.casefold())
        self._whole.update(own)
        self._not_last.update(own)
        self._not_first.update(own)
        for line in lines:
            found = _LETTERS.findall(line.text.casefold())
            self._whole.update(found)
            self._not_last.update(found[:-1])
            self._not_first.update(found[1:])
            self._unspaced.update(() if line.spaced else found[-1:])
            self._hyphened.update(re.findall(r"[^\W\d_]+-[^\W\d_]+", line.text.casefold()))

    def join(self, lines: Sequence[Line]) -> str:
        """Return lines as one text: words that a line end cut are whole again, real hyphens stay."""
        text = ""
        spaced = sum(line.spaced for line in lines) > len(lines) / 2
        before: Line | None = None
        for line in lines:
            piece = line.text.replace("\t", " ")
            text = self._joined(text, piece, cut=spaced and _is_cut(before)) if before else piece
            before = line
        text = text.replace("\u00ad", "")
        text = re.sub(r"[^\W\d_]+-[^\W\d_]+", lambda found: self._stray(found[0]), text)
        text = re.sub(r"\s+([,.;:!?)])", r"\1", " ".join(text.split()))
        return re.sub(r"(\w/) (?=\w)", r"\1", re.sub(r"(\w) /(?=\w)", r"\1/", text))

    def _joined(self, text: str, piece: str, *, cut: bool) -> str:
        if text.endswith("\u00ad"):
            return text[:-1] + piece
        if text.endswith("-") and text[-2:-1].isalpha():
            return self._hyphen(text, piece)
        if text.endswith("/") or piece.startswith("/"):
            return text.rstrip() + piece.lstrip()
        return text + self._seam(text, piece, cut=cut) + piece

    def _hyphen(self, text: str, piece: str) -> str:
        """Decide about a hyphen at the end of a line: gone where it only parted a word."""
        before, after = _last(text[:-1]), _first(piece)
        if after.casefold() in self._joiner:
            return f"{text} {piece}"
        joined, kept = (before + after).casefold(), f"{before}-{after}".casefold()
        names = before[-1:].isupper() or after[:1].isupper() or (text[: -1 - len(before)][-1:].isdigit())
        if names or (self._hyphened[kept] > self._whole[joined]):
            return text + piece
        return text[:-1] + piece

    def _seam(self, text: str, piece: str, *, cut: bool) -> str:
        """Return "" where a line end cut a word without a hyphen: a half is no word, but both together are.

        `cut` tells that the line before looks cut within its word: then that the first half is no word is enough.
        """
        before, after = _last(text), _first(piece)
        if not before or not after or not text[-1].isalpha() or not piece[0].islower():
            return " "
        joined = (before + after).casefold()
        if len(joined) <= 5:
            return " "
        if cut and not any(self._stands(before[: len(before) - less]) for less in range(3)):
            return ""
        if self._not_last[before.casefold()] and self._not_first[after.casefold()]:
            return " "
        return "" if self._whole[joined] or _is_letter(after) else " "

    def _stands(self, part: str) -> bool:
        """Tell whether a word, or one that only lacks its ending, stands whole elsewhere."""
        return self._whole[part.casefold()] > self._unspaced[part.casefold()]

    def _stray(self, found: str) -> str:
        """Take a hyphen out of a word that stands without it elsewhere, and more often."""
        joined = found.replace("-", "")
        common = self._whole[joined.casefold()] >= max(3, 2 * self._hyphened[found.casefold()])
        return joined if common and found == found.lower() else found


def _is_cut(line: Line) -> bool:
    """Tell whether a line may be cut within a word: it holds one alone, too long for its column, and ends sharply."""
    return not line.spaced and " " not in line.text


def _is_letter(part: str) -> bool:
    """Tell whether a part of a word is one letter that is no word by itself in any language."""
    return len(part) == 1 and part.casefold() not in "aeiouyåæøąęįų"


def _last(text: str) -> str:
    found = re.search(r"[^\W\d_]+$", text)
    return found[0] if found else ""


def _first(text: str) -> str:
    found = re.match(r"[^\W\d_]+", text)
    return found[0] if found else ""


def stems(text: str) -> Iterator[str]:
    """Yield the beginnings of words, by which texts are compared."""
    for found in _LETTERS.findall(text.casefold()):
        if len(found) > 2:
            yield found[:6]
