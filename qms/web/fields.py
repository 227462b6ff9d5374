"""Read what a form sent: text, days, numbers and choices, each wrong one told beside its field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.datastructures import MultiDict


# Control signs end up in documents that do not open; marks of direction turn names about.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DIGITS = 9
"""Longer numbers are nobody's: Python refuses to read some, and the database to compare others."""


def whole_number(text: str) -> int | None:
    """Return a whole number as an address or a form gives it, None for anything else and for endless digits."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def own_address(text: str) -> str:
    """Return an address of our own to go back to, "" for any other and for one with control signs in it."""
    # Browsers and servers drop tabs and line ends, so that "/\t/elsewhere" would become "//elsewhere".
    if not text.startswith("/") or text.startswith(("//", "/\\")) or not text.isprintable():
        return ""
    try:
        return "" if urlsplit(text).netloc else text
    except ValueError:
        return ""


@dataclass(slots=True)
class Form:
    """Read fields of a form by name; `wrong` collects by name what is wrong with them, as sentences.

    Every reader returns a harmless value for a wrong field, so that a view reads all and asks `ok` once.
    """

    sent: MultiDict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Say whether nothing was wrong so far."""
        return not self.wrong

    def text(self, name: str, *, required: bool = False, longest: int = 20_000) -> str:
        """Return a text without the white space around it, and without signs that nobody sees or types."""
        value = _UNSEEN.sub("", self.sent.get(name, "").replace("\r\n", "\n")).strip()
        if required and not value:
            self.wrong[name] = say("web_field_required")
        if len(value) > longest:
            self.wrong[name] = say("web_field_long", {"longest": longest})
        return value

    def day(self, name: str, *, required: bool = False) -> date | None:
        """Return a day, or None where the field is empty."""
        value = self.text(name, required=required)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong[name] = say("bad_date", {"value": value})
            return None

    def whole(self, name: str, *, least: int = 0, most: int = 1_000_000) -> int | None:
        """Return a whole number, or None where the field is empty."""
        value = self.text(name)
        if not value:
            return None
        number = whole_number(value)
        if number is None or not least <= number <= most:
            self.wrong[name] = say("web_field_number", {"least": least, "most": most})
            return None
        return number

    def one(self, name: str, choices: Sequence[str], *, required: bool = False) -> str:
        """Return one of the choices, or "" where nothing was chosen."""
        value = self.text(name, required=required)
        if value and value not in choices:
            self.wrong[name] = say("web_field_choice")
            return ""
        return value

    def many(self, name: str, choices: Sequence[str]) -> tuple[str, ...]:
        """Return those of the choices that were ticked, in the order of the choices."""
        values = set(self.sent.getlist(name))
        if values - set(choices):
            self.wrong[name] = say("web_field_choice")
        return tuple(choice for choice in choices if choice in values)

    def ticked(self, name: str) -> bool:
        """Say whether a box was ticked."""
        return name in self.sent

    def fail(self, name: str, code: str, params: Mapping[str, Any] | None = None) -> None:
        """Say what is wrong with a field."""
        self.wrong[name] = say(code, params)
