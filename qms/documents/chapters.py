"""Join the text of one document into another as a chapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHAPTER = re.compile(r"(?m)^# (?!\[annex\])")
_ANNEX = re.compile(r"(?m)^# \[annex\]")
_SECTION = re.compile(r"(?m)^## (.*)$")


def join_chapters(text: str, others: Sequence[tuple[str, str]]) -> str:
    """Return `text` with each of `others` (title and text) as a chapter before its last one; annexes come last.

    The chapters of what is joined become sections, and its sections bold lines.
    """
    if not others:
        return text
    body, annexes = _parted(text)
    last = [found.start() for found in _CHAPTER.finditer(body)]
    place = last[-1] if len(last) > 1 else len(body)
    chapters, more = [], []
    for title, other in others:
        main, ends = _parted(other)
        lowered = _CHAPTER.sub("## ", _SECTION.sub(r"**\1**", main))
        chapters.append(f"# {title}\n\n{lowered.strip()}\n\n")
        more.append(ends.strip())
    joined = body[:place].rstrip() + "\n\n" + "".join(chapters) + body[place:].strip()
    return "\n\n".join(part for part in (joined, annexes.strip(), *more) if part) + "\n"


def _parted(text: str) -> tuple[str, str]:
    """Part a text before its first annex, and before a condition that stands around that annex."""
    found = _ANNEX.search(text)
    if found is None:
        return text, ""
    before = text[: found.start()].rstrip()
    opened = re.search(r"\{%\s*if[^%]*%\}$", before)
    place = opened.start() if opened else found.start()
    return text[:place], text[place:]
