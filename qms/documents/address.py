"""Name one document on the command line: `slug`, `slug@instance`, and `.staff` or `.easy` for what goes with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTS = ("staff", "easy")
_STEM = re.compile(r"[\w-]+(\.[\w-]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Hold slug, instance (a function, say; empty: none) and part (empty: the document itself)."""

    slug: str
    instance: str = ""
    part: str = ""

    def __str__(self) -> str:
        instance = f"@{self.instance}" if self.instance else ""
        return f"{self.slug}{instance}" + (f".{self.part}" if self.part else "")

    @property
    def main(self) -> Address:
        """Return the document that a staff sheet or an easy-read version goes with."""
        return Address(self.slug, self.instance)

    def file_stem(self, language: str) -> str:
        """Return the name of the working copy without its ending; raises ValueError where it is no name of a file."""
        stem = ".".join(part for part in (self.slug, self.instance, self.part, language) if part)
        if not _STEM.fullmatch(stem):
            raise ValueError("no name of a file")
        return stem


def parse_address(text: str) -> Address:
    """Read an address; a dot that no part follows belongs to the slug, which the library then does not know."""
    rest, dot, part = text.rpartition(".")
    if not dot or part not in PARTS:
        rest, part = text, ""
    slug, _, instance = rest.partition("@")
    return Address(slug, instance, part)
