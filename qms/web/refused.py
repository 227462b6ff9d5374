"""Tell why a service refused what a form sent: in words for people at a browser, beside the field that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.locale.sentences import SENTENCES, say
from qms.model.errors import Busy, ChangedMeanwhile
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.errors import QmsError
    from qms.web.fields import Form


@dataclass(frozen=True, slots=True)
class Refusal:
    """Hold why something was refused, what to do about it, and the HTTP status of the answer."""

    text: str
    hint: str = ""
    status: int = 400

    @property
    def line(self) -> str:
        """Return both in one line, for the place beside a field."""
        return f"{self.text} {self.hint}".strip()


def refusal(error: QmsError) -> Refusal:
    """Return why something was refused; sentences that name options of commands have others here."""
    from qms.web.looks import error_text, hint_text

    own = f"web_refused_{error.code}"
    told = say(own, error.params) if own in SENTENCES else error_text(error)
    return Refusal(told, hint_text(error), status_of(error))


def status_of(error: QmsError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, ChangedMeanwhile):
        return 409
    if isinstance(error, Busy):
        return 503
    return 500 if error.code in {"unforeseen", "file_trouble"} else 400


def blame(form: Form, error: QmsError, fields: Mapping[str, str], otherwise: str) -> None:
    """Put a refusal beside the field that its code belongs to, else beside `otherwise`."""
    form.wrong[fields.get(error.code, otherwise)] = refusal(error).line


def one_line(text: str) -> str:
    """Return words in one line, without signs that cannot be printed, as the commands keep them."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def past_day(form: Form, name: str, *, required: bool = False) -> date | None:
    """Return a day that is not after today, or None where the field is empty."""
    day = form.day(name, required=required)
    if day is not None and day > clock.today():
        form.fail(name, "day_ahead", {"value": day})
        return None
    return day
