"""Tell the time from one place, overridable by QMS_TODAY so that samples and tests stand still."""

from __future__ import annotations

import os
from datetime import date, datetime, time

from qms.model.errors import UsageProblem


class ClockProblem(UsageProblem):
    """Refuse a QMS_TODAY that is not a date."""

    code = "bad_today"


def today() -> date:
    """Return the day that QMS_TODAY names (YYYY-MM-DD), else that of the machine; raises ClockProblem."""
    named = os.environ.get("QMS_TODAY", "").strip()
    if not named:
        return date.today()  # noqa: DTZ011 - the provider's own calendar day
    try:
        return date.fromisoformat(named)
    except ValueError as error:
        raise ClockProblem(value=named) from error


def now() -> str:
    """Return the local time in ISO form with seconds; noon when QMS_TODAY is set."""
    if os.environ.get("QMS_TODAY", "").strip():
        return datetime.combine(today(), time(12)).isoformat()
    return datetime.now().astimezone().isoformat(timespec="seconds")
