"""Give templates what they need to look and speak alike: words, days, states, addresses and the menu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal
from flask import g, request, url_for

from qms.locale.sentences import SENTENCES, say, shown, whole_sentence, word
from qms.locale.translator import current
from qms.people.access import Right
from qms.reports.tables import MARKS

if TYPE_CHECKING:
    from flask import Flask

    from qms.model.errors import QmsError
    from qms.web.here import Here

_COMMAND = re.compile(r"(?<![\w/])qms [a-z]|(?<!\S)--[a-z]")
_MOMENTS = {"en": "d MMM y, HH:mm", "nb": "d. MMM y HH:mm", "lt": "yyyy-MM-dd HH:mm"}
LANGUAGE_NAMES = {"en": "English", "nb": "Norsk bokmål", "lt": "Lietuvių"}


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one entry of the menu: `rooms` are the blueprints under which it is the present one."""

    endpoint: str
    code: str
    rights: tuple[Right, ...]
    rooms: tuple[str, ...]


MENU: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item("overview.show", "web_menu_overview", (Right.READ,), ("overview", "indicator")),
            Item("mine.show", "web_menu_mine", (Right.OWN,), ("mine",)),
            Item("external.show", "web_menu_external", (Right.RELEASED,), ("external",)),
            Item("search.show", "web_menu_search", (Right.READ,), ("search",)),
        ),
    ),
    (
        "web_menu_proof",
        (
            Item("evidence.listed", "web_menu_evidence", (Right.READ,), ("evidence",)),
            Item("documents.listed", "web_menu_documents", (Right.READ,), ("documents",)),
            Item("registers.show", "web_menu_registers", (Right.READ,), ("registers",)),
        ),
    ),
    (
        "web_menu_judge",
        (
            Item("assessment.show", "web_menu_assessment", (Right.READ,), ("assessment",)),
            Item("improvement.listed", "web_menu_improvement", (Right.READ,), ("improvement",)),
            Item("audits.listed", "web_menu_audits", (Right.READ,), ("audits",)),
        ),
    ),
    (
        "web_menu_keep",
        (
            Item("planning.show", "web_menu_calendar", (Right.READ,), ("planning",)),
            Item("packs.show", "web_menu_packs", (Right.PACK,), ("packs",)),
            Item("trail.show", "web_menu_trail", (Right.TRAIL,), ("trail",)),
            Item("settings.show", "web_menu_settings", (Right.SETTINGS, Right.PEOPLE), ("settings",)),
        ),
    ),
)


def add_looks(app: Flask) -> None:
    """Teach the templates of the application the words and forms that they share."""
    app.jinja_env.globals.update(
        say=say, word=word, shown=shown, marks=MARKS, Right=Right, languages=LANGUAGE_NAMES, asset=asset
    )
    app.jinja_env.filters.update(
        day=day_text,
        month=month_text,
        moment=moment_text,
        number=number_text,
        whole=_whole,
        state_name=word,
        kinds=_kinds,
    )
    app.context_processor(_shared)
    app.url_defaults(_keep_framework)


def _shared() -> dict[str, Any]:
    found: Here | None = g.get("here")
    workspace = found.workspace if found else g.get("workspace")
    return {
        "here": found,
        "organisation": workspace.settings.organisation.name if workspace and found else "",
        "menu": _menu(found) if found else (),
        "language": current(),
        "address": request.full_path.rstrip("?"),
        "running": [j for j in found.server.jobs.running() if j.person == found.person.id] if found else (),
    }


def _menu(found: Here) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return the groups of the menu with what this person may see: address, code and whether it is open now."""
    groups = []
    for code, items in MENU:
        mine = [
            (url_for(item.endpoint), item.code, request.blueprint in item.rooms)
            for item in items
            if any(found.may(right) for right in item.rights)
            and not (Right.RELEASED in item.rights and found.may(Right.READ))
        ]
        if mine:
            groups.append((code, mine))
    return groups


def _keep_framework(_endpoint: str, values: dict[str, Any]) -> None:
    """Stay within the standard that was chosen, where it is not the first one."""
    named = request.args.get("framework") if request else None
    if named and _endpoint != "static":
        values.setdefault("framework", named)


@cache
def _fingerprint(path: Path, _stamp: int) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a file that we ship, changing with its content so that browsers may keep it."""
    path = Path(__file__).parent / "static" / name
    return url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime_ns))


def day_text(day: date | str | None, form: str = "medium") -> str:
    """Return a day as people of the language write it; an ISO text is taken as its day, None gives a dash."""
    if not day:
        return "–"
    try:
        value = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    except ValueError:
        return str(day)
    return format_date(value, form, locale=_locale(current()))


def month_text(day: date) -> str:
    """Return a month with its year as people of the language write it in short."""
    return str(format_skeleton("yMMM", day, locale=_locale(current())))


def span_text(start: date | None, end: date | None) -> str:
    """Return a day or a period as people of the language write it: whole years and months as such."""
    if start is None or end is None or start == end:
        return day_text(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        first, last = month_text(start), month_text(end)
        return first if first == last else f"{first} – {last}"
    return f"{day_text(start)} – {day_text(end)}"


def moment_text(moment: datetime | str | None) -> str:
    """Return a day with its time."""
    if not moment:
        return "–"
    value = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return format_datetime(value, _MOMENTS[current()], locale=_locale(current()))


def number_text(value: float | None) -> str:
    """Return a number with the signs of the language, two decimals at most."""
    return "–" if value is None else format_decimal(value, format="#,##0.##", locale=_locale(current()))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB", "nb": "nb_NO", "lt": "lt_LT"}.get(language, "en_GB"))


def _whole(text: str) -> str:
    """Return a text with a capital letter."""
    return text[:1].upper() + text[1:]


def _kinds(kinds: Any) -> str:
    return ", ".join(word(str(getattr(kind, "value", kind))) for kind in kinds)


def error_text(error: QmsError) -> str:
    """Return an error as one sentence."""
    return whole_sentence(error.code, error.params)


def hint_text(error: QmsError) -> str:
    """Return the hint of an error for people who have pages: none that names a command, for there is none to type."""
    code = error.hint_code()
    if not code:
        return ""
    own = f"web_{code}"
    if own in SENTENCES:
        return say(own, error.params)
    told = say(code, error.params)
    return "" if _COMMAND.search(told) else told
