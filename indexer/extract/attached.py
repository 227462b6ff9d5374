"""Gather the files attached to a letter, numbered and named fit for a path, and those of attached letters too."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.model import Attachment, Problem, ReadProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST = 200  # attachments of one file
MOST_BYTES = 64 << 20  # of all of them together
DEEPEST = 5  # letters attached to letters
LONGEST_NAME = 120  # characters
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]+')


class Part(NamedTuple):
    """Hold an attached file before it is numbered; `letter` when it is a letter with attachments of its own."""

    name: str
    data: bytes
    letter: bool = False


class Gathered(NamedTuple):
    """Hold the attachments, and "too_large" as problem when some were left out."""

    attachments: tuple[Attachment, ...]
    problem: Problem | None


def gather(parts: Iterable[Part], opened: Callable[[Part], Iterable[Part]]) -> Gathered:
    """Return attached files, numbered; what an attached letter holds follows it as `inner.eml#1/name.pdf`.

    `opened` gives the parts of a letter. Beyond the limits files are left out and the problem says so.
    """
    found: list[Attachment] = []
    room = MOST_BYTES
    problem: Problem | None = None
    # The letters that are open, the innermost last: prefix of the names, what is still to take. Taken one by one, so
    # that never more than one file is held beyond the limit.
    open_letters = [("", enumerate(parts, 1))]
    while open_letters:
        prefix, left = open_letters[-1]
        at, part = next(left, (0, None))
        if part is None:
            open_letters.pop()
        elif len(found) == MOST:
            return Gathered(tuple(found), "too_large")
        elif len(part.data) > room:
            problem = "too_large"
        else:
            room -= len(part.data)
            name = f"{prefix}{at}/{part.name}" if prefix else part.name
            digest = hashlib.sha256(part.data).hexdigest()
            found.append(Attachment(len(found) + 1, name, digest, len(part.data), part.data))
            inner = _inner(part, opened) if part.letter else []
            if inner and len(open_letters) == DEEPEST:
                problem = "too_large"
            elif inner:
                open_letters.append((f"{name}#", enumerate(inner, 1)))
    return Gathered(tuple(found), problem)


def _inner(part: Part, opened: Callable[[Part], Iterable[Part]]) -> list[Part]:
    try:
        return list(opened(part))
    except ReadProblem:  # it will say so itself when it is read
        return []


def safe_name(name: str, otherwise: str) -> str:
    """Return the name of an attachment fit for a path and not too long, `otherwise` for one without a name."""
    name = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if len(name) > LONGEST_NAME:
        suffix = PurePath(name).suffix[:20]
        name = name[: LONGEST_NAME - len(suffix)].rstrip(" .") + suffix
    return name or _UNSAFE.sub("_", otherwise).strip(" .")
