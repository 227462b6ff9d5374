"""Turn events into sentences and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.calendar import Calendar, Event


def title_of(event: Event, language: str) -> str:
    """Return what is to be done, in a language that is also the one in use."""
    if event.what is not None:
        return say(event.what.code, event.what.params)
    return event.texts.get(language) or event.texts.get("en", "")


def days_text(event: Event) -> str:
    """Return a day, or the first and the last one."""
    if event.first == event.last:
        return event.first.isoformat()
    return f"{event.first.isoformat()} – {event.last.isoformat()}"


def calendar_json(found: Calendar, language: str, people: Mapping[str, str]) -> dict[str, Any]:
    """Return the calendar for programs; `people` gives names by id."""
    return {
        "from": found.first.isoformat(),
        "until": found.last.isoformat(),
        "events": [
            {
                "kind": event.kind,
                "key": event.key,
                "first": event.first.isoformat(),
                "last": event.last.isoformat(),
                "title": title_of(event, language),
                "detail": event.detail or None,
                "indicators": list(event.indicators),
                "owner": event.owner,
                "owner_name": people.get(event.owner or ""),
            }
            for event in found.events
        ],
        "passed": [
            {
                "first": event.first.isoformat(),
                "last": event.last.isoformat(),
                "title": title_of(event, language),
            }
            for event in found.passed
        ],
        "remarks": [say(remark.code, remark.params) for remark in found.remarks],
    }
