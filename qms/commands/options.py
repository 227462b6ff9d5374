"""Define option types that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from qms.locale import LANGUAGES
from qms.locale.sentences import say
from qms.model.words import EvidenceKind

F = TypeVar("F", bound="Callable[..., Any]")
LANGUAGE = click.Choice(list(LANGUAGES))


class Kind(click.Choice[str]):
    """Choose a kind of evidence by its token or by its word in any language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the token or fail with the choices."""
        from indexer.text import fold, normalise
        from qms.evidence.qualifiers import kind_words

        typed = fold(normalise(str(value)))
        named = next((kind.value for kind in EvidenceKind if typed in kind_words(kind)), value)
        return super().convert(named, param, ctx)


KIND = Kind([k.value for k in EvidenceKind])


class Day(click.ParamType[date]):
    """Read a day written as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day or fail with what is expected."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(say("bad_date", {"value": value}), param, ctx)


class PastDay(Day):
    """Read a day that is not after today."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day or fail with what is expected."""
        from qms.workspace import clock

        day = super().convert(value, param, ctx)
        if day > clock.today():
            self.fail(say("day_ahead", {"value": day}), param, ctx)
        return day


class Words(click.ParamType[str]):
    """Read words in one line, without signs that cannot be printed; `needed` refuses nothing at all."""

    name = "text"

    def __init__(self, *, needed: bool) -> None:
        self.needed = needed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words or fail with what is expected."""
        if any("\ud800" <= c <= "\udfff" for c in str(value)):
            # Bytes that were no UTF-8 would become blanks, and a word with holes in it.
            self.fail(say("words_not_text"), param, ctx)
        words = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
        if self.needed and not words:
            self.fail(say("words_needed"), param, ctx)
        return words


class Period(click.ParamType[tuple[date, date]]):
    """Read a period written as YYYY-MM-DD..YYYY-MM-DD, both ends included."""

    name = "A..B"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """Return both ends or fail with what is expected."""
        if isinstance(value, tuple):
            return value
        start, dots, end = str(value).partition("..")
        try:
            if not dots:
                raise ValueError
            first, last = date.fromisoformat(start.strip()), date.fromisoformat(end.strip())
        except ValueError:
            self.fail(say("bad_period", {"value": value}), param, ctx)
        if last < first:
            self.fail(say("period_backwards", {"value": value}), param, ctx)
        return first, last


DAY = Day()
PAST = PastDay()
TEXT, LINE = Words(needed=True), Words(needed=False)
PERIOD = Period()


def one_time(day: date | None, period: tuple[date, date] | None) -> tuple[date | None, date | None]:
    """Return first and last day of what was given; both a day and a period are wrong usage."""
    if day is not None and period is not None:
        raise click.UsageError(say("date_or_period"))
    return period or (day, day)


def proof_options(function: F) -> F:
    """Add what a person may say of a link: kinds, day or period, services, the place and the words, a note."""
    options = (
        click.option(
            "--kind", "kinds", type=KIND, multiple=True, help="What the file proves; repeat for several."
        ),
        click.option("--date", "day", type=DAY, help="The day that it proves (YYYY-MM-DD)."),
        click.option("--period", type=PERIOD, help="The period that it proves (YYYY-MM-DD..YYYY-MM-DD)."),
        click.option("--service", "services", multiple=True, help="Only this service; repeat for several."),
        click.option("--page", type=click.IntRange(min=1), help="The page of a PDF."),
        click.option("--at", default="", help="The heading or sheet."),
        click.option("--quote", default="", help="The words that prove it, exactly as they stand."),
        click.option("--note", default="", help="A note for whoever looks at the link."),
    )
    for option in reversed(options):
        function = option(function)
    return function
