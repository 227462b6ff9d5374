"""Write a calendar file (RFC 5545) that other programs import, and update by importing it again."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm
from icalendar import Calendar as Feed
from icalendar import Event as Entry

from qms.locale.sentences import say
from qms.reports.calendar_forms import title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.calendar import Calendar, Event

PRODUCT = "-//qms//calendar//EN"
_DAY_ZERO = date(2020, 1, 1)
_MORNING = 9  # the hour at which people are reminded


def calendar_file(found: Calendar, language: str, *, name: str, now: str, people: Mapping[str, str]) -> bytes:
    """Return the bytes of a calendar file in the language in use, the same for the same events and moment.

    `now` is a local time in ISO form. `people` gives names of owners by id; an empty one leaves them out. Texts that
    may name others (files, actions) stay out.
    """
    moment = _moment(now)
    feed = Feed()
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    for event in found.events:
        feed.add_component(_entry(event, found.identity, language, moment, people))
    data: bytes = feed.to_ical()
    return data


def uid_of(event: Event, identity: str) -> str:
    """Return what tells an event from every other one for good: the same when it moves to another day."""
    return hashlib.sha256(f"{identity}/{event.key}".encode()).hexdigest()[:32] + "@qms"


def is_ours(data: bytes) -> bool:
    """Tell whether bytes are a calendar file that this program wrote."""
    return data.startswith(b"BEGIN:VCALENDAR") and PRODUCT.encode() in data[:400]


def _moment(now: str) -> datetime:
    """Return a moment as the file has it; one without a zone, as samples and tests set it, is taken as it stands."""
    moment = datetime.fromisoformat(now)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _entry(event: Event, identity: str, language: str, moment: datetime, people: Mapping[str, str]) -> Entry:
    title = title_of(event, language)
    entry = Entry()
    entry.add("uid", uid_of(event, identity))
    entry.add("dtstamp", moment)
    entry.add("last-modified", moment)
    # Programs take the newer of two events with one UID; the number only ever grows.
    entry.add("sequence", max(0, (moment.date() - _DAY_ZERO).days))
    entry.add("dtstart", event.first)
    entry.add("dtend", event.last + timedelta(days=1))  # the end is the first day after
    entry.add("summary", title)
    lines = []
    if event.indicators:
        lines.append(say("event_indicators", {"refs": list(event.indicators)}))
    if people.get(event.owner or ""):
        lines.append(say("event_owner", {"name": people[event.owner or ""]}))
    if lines:
        entry.add("description", "\n".join(lines))
    entry.add("categories", [say(f"event_kind_{event.kind}")])
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")  # a task of a month does not make anybody busy
    for weeks in event.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(weeks=-weeks, hours=_MORNING))
        entry.add_component(alarm)
    return entry
