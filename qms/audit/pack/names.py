"""Name the folders and files of a pack: plain letters that every system takes, telling and unique; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text import fold, normalise

if TYPE_CHECKING:
    from datetime import date

LONGEST = 100
"""Characters of a file name."""
_FOLDER_LONGEST = 40
_OTHER = re.compile(r"[^a-z0-9]+")
_SUFFIX = re.compile(r"[a-z0-9]{1,8}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")


def slug(text: str, longest: int = 60) -> str:
    """Return a text as lower-case ASCII words joined by hyphens, cut between words; "" when nothing is left."""
    words = _OTHER.sub("-", fold(normalise(text))).strip("-")
    if len(words) > longest:
        words = words[: longest + 1].rpartition("-")[0] or words[:longest]
    return f"{words}-x" if _RESERVED.match(words) else words


def file_name(
    ref: str,
    title: str,
    suffix: str,
    *,
    version: int | None = None,
    dated: date | None = None,
    language: str | None = None,
) -> str:
    """Return a name such as `I21_service-user-charter_v3_2025-02-10_nb.pdf`; `suffix` comes without its dot.

    The `ref` of another standard may have letters of its own, and stands as it is.
    """
    ending = suffix.casefold() if _SUFFIX.fullmatch(suffix.casefold()) else "bin"
    number = _OTHER.sub("-", fold(ref)).strip("-").upper() or "0"
    start = f"I{number}" if number[0].isdigit() else number
    rest = [f"v{version}"] if version is not None else []
    rest += [dated.isoformat()] if dated is not None else []
    rest += [language] if language else []
    room = LONGEST - len(start) - sum(len(one) + 1 for one in rest) - len(ending) - 6  # a number may follow
    return "_".join([start, slug(title, room) or "file", *rest]) + f".{ending}"


class Taken:
    """Give each file of a pack a path that no other has, also where capital letters do not count."""

    def __init__(self) -> None:
        self._paths: set[str] = set()

    def free(self, folder: str, name: str) -> str:
        """Return the path of a file, with a number before its ending where the name is taken."""
        stem, _, ending = name.rpartition(".")
        number, path = 1, f"{folder}/{name}"
        while path.casefold() in self._paths:
            number += 1
            path = f"{folder}/{stem}-{number}.{ending}"
        self._paths.add(path.casefold())
        return path


def folder_name(number: int, title: str) -> str:
    """Return the name of a folder of the pack, such as `03_approach-documents`."""
    return f"{number:02}_{slug(title, _FOLDER_LONGEST)}"
