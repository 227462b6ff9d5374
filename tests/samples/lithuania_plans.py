"""Hold the individual plans of the Lithuanian sample provider as rows of a register, under codes only.

Rows are drawn with a seed, within limits that keep the counts equal to those of the reports: people served, plans in
own words, families that were followed up.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from lithuania_items import AURELIJA, Book, Item, working
from lithuania_services import CODES, LEFT, PLAN_DATES

WRITTEN = date(2026, 6, 5)
"""The day on which the registers of the running year were last written."""


class _Plans:
    """Make the rows of the register of plans, one for each person or family that was served from 2025 on."""

    def __init__(self) -> None:
        self.dice = random.Random("vejupe planai")
        self.rows: list[dict[str, Any]] = []

    def day(self, first: date, last: date) -> date:
        return working(first + timedelta(days=self.dice.randrange(0, (last - first).days + 1)))

    def add(self, code: str, service: str, started: date, made: date | None, **more: Any) -> None:
        """Add a row; without `made` there is no plan yet."""
        row: dict[str, Any] = {"code": code, "service": service, "started": started}
        if made is not None:
            goals = self.dice.choice((2, 2, 3, 3, 4))
            row |= {
                "plan_made": made,
                "user_present": self.dice.random() < 0.93,
                "own_words": self.dice.random() < 0.8,
            }
            row |= {"goals": goals}
            if more.get("evaluated"):
                odds = more.pop("odds", 0.55)
                row["goals_reached"] = sum(self.dice.random() < odds for _ in range(goals))
                row["decided"] = self.dice.choices(("yes", "partly", "no", "not_asked"), (70, 17, 6, 7))[0]
        more.pop("odds", None)
        if more.get("follow_up") and more["follow_up"] > WRITTEN:
            del more["follow_up"]
        row |= {key: value for key, value in more.items() if value is not None}
        self.rows.append(row)

    def current(self, code: str, service: str, started: date, months: int, again: float, **more: Any) -> None:
        """Add somebody who is served today; a part of the plans was evaluated once more in 2026."""
        made = self.day(
            max(started, date(2025, 1, 13)) + timedelta(days=5),
            max(started, date(2025, 9, 1)) + timedelta(days=25),
        )
        last = self.day(date(2025, 7, 1), date(2025, 12, 19))
        if self.dice.random() < again:
            last = self.day(date(2026, 1, 12), date(2026, 6, 10))
        last = max(last, working(made + timedelta(days=60)))
        nearest = working(last + timedelta(days=30 * months + self.dice.randrange(0, 20)))
        row = {"evaluated": last, "next_evaluation": nearest} | more
        self.add(code, service, started, made, **row)


def _day_centre(plans: _Plans) -> None:
    """Add the children: 49 in 2025, of whom two stayed away without a word, and 40 today, two without a plan yet."""
    for n in range(1, 50):
        started = (
            plans.day(date(2022, 2, 1), date(2024, 11, 20))
            if n <= 37
            else plans.day(date(2025, 1, 13), date(2025, 8, 29))
        )
        code = f"V-{n:02}"
        if n in (4, 9, 13, 21, 26, 30, 33, 35, 36):  # left in 2025
            ended = working(date(2025, 2, 10) + timedelta(days=n * 8))
            unplanned = n in (9, 30)
            made = plans.day(date(2024, 9, 2), date(2025, 1, 31))
            seen = None if unplanned else working(ended - timedelta(days=14))
            follow: date | None = None if unplanned or n == 36 else working(ended + timedelta(days=61))
            plans.add(code, "dienos", started, made, evaluated=seen, ended=ended,
                      ending="unplanned" if unplanned else "planned", follow_up=follow, odds=0.6)  # fmt: skip
        elif n == 17:
            plans.add(code, "dienos", started, date(2025, 9, 24), evaluated=date(2026, 3, 25),
                      next_evaluation=date(2026, 9, 23), odds=0.6)  # fmt: skip
            plans.rows[-1] |= {
                "user_present": True,
                "own_words": True,
                "goals": 2,
                "goals_reached": 1,
                "decided": "yes",
            }
        elif n in (47, 48, 49):  # came in December and had no plan when the year ended
            plans.add(code, "dienos", working(date(2025, 12, n - 46)), working(date(2026, 1, n - 35)),
                      next_evaluation=date(2026, 9, 30))  # fmt: skip
        else:
            again = (
                working(date(2026, 4, 27) + timedelta(days=n)) if n in (6, 19, 28) else None
            )  # evaluation is late
            more = (
                {"evaluated": working(date(2025, 9, 1) + timedelta(days=n)), "next_evaluation": again}
                if again
                else {}
            )
            plans.current(code, "dienos", started, 11, 0.25, odds=0.5, **more)
    for n, code in enumerate(("V-02", "V-14", "V-22", "V-38", "V-41")):  # moved on in 2026
        row = next(r for r in plans.rows if r["code"] == code)
        row.pop("next_evaluation", None)
        row["ended"] = working(date(2026, 1, 30) + timedelta(days=21 * n))
        row["evaluated"] = min(row["evaluated"], working(row["ended"] - timedelta(days=10)))
        row["ending"] = "planned"
        if n < 3:
            row["follow_up"] = working(row["ended"] + timedelta(days=58))
    for n, (month, day) in enumerate(((1, 26), (3, 2), (4, 13), (5, 25), (6, 1)), 50):
        started = working(date(2026, month, day))
        planned = n < 53
        plans.add(
            f"V-{n}",
            "dienos",
            started,
            working(started + timedelta(days=21)) if planned else None,
            next_evaluation=date(2026, 11, 30) if planned else None,
        )


def _crisis_centre(plans: _Plans) -> None:
    """Add the women with their children: 18 in 2025, 14 of them left that year and 12 of these were followed up."""
    for n, (month, day, _, _, reached, _) in sorted(zip(CODES, LEFT, strict=True)):
        ended = date(2025, month, day)
        if n == 8:
            started, made, seen = date(2025, 8, 18), date(2025, 8, 20), date(2025, 9, 10)
        else:
            started = working(ended - timedelta(days=45 + n * 5 % 60))
            made, seen = working(started + timedelta(days=4)), working(ended - timedelta(days=6))
        lost = reached == "ne"
        plans.add(f"K-{n:02}", "kriziu", started, made, evaluated=seen, ended=ended,
                  ending="unplanned" if lost else "planned",
                  follow_up=None if lost else working(ended + timedelta(days=91)), odds=0.58)  # fmt: skip
    for n in range(15, 19):  # came in 2025, left in 2026
        started = working(date(2025, 10, 20) + timedelta(days=(n - 15) * 17))
        ended = working(date(2026, 1, 9) + timedelta(days=(n - 15) * 21))
        follow = working(ended + timedelta(days=90)) if n < 18 else None
        plans.add(f"K-{n:02}", "kriziu", started, working(started + timedelta(days=5)),
                  evaluated=working(ended - timedelta(days=7)), ended=ended, ending="planned", follow_up=follow)  # fmt: skip
    for n in range(19, 26):
        started = working(date(2026, 3, 2) + timedelta(days=(n - 19) * 14))
        made = working(started + timedelta(days=5))
        first = working(made + timedelta(days=28)) if n < 23 else None
        late = date(2026, 6, 12) if n == 20 else date(2026, 7, 6) + timedelta(days=n - 19)
        plans.add(f"K-{n:02}", "kriziu", started, made, evaluated=first, next_evaluation=working(late))


def _carers(plans: _Plans) -> None:
    """Add the carers: 44 in 2025, 46 today."""
    for n in range(1, 45):
        started = (
            plans.day(date(2019, 3, 1), date(2024, 12, 2))
            if n <= 37
            else plans.day(date(2025, 1, 20), date(2025, 9, 30))
        )
        if n in (11, 29):
            ended = working(date(2025, 6, 2) + timedelta(days=n))
            plans.add(f"G-{n:02}", "globos", started, date(2024, 10, 14), evaluated=working(ended - timedelta(days=20)),
                      ended=ended, ending="planned", follow_up=working(ended + timedelta(days=90)))  # fmt: skip
        else:
            late = {
                "evaluated": working(date(2025, 6, 2) + timedelta(days=n)),
                "next_evaluation": date(2026, 6, 1),
            }
            plans.current(f"G-{n:02}", "globos", started, 12, 0.3, odds=0.62, **(late if n == 16 else {}))
    for n in range(45, 49):
        started = working(date(2026, 1, 15) + timedelta(days=(n - 45) * 38))
        plans.add(
            f"G-{n:02}",
            "globos",
            started,
            working(started + timedelta(days=20)),
            next_evaluation=date(2026, 12, 1),
        )


def _families(plans: _Plans) -> None:
    """Add the families: 62 in 2025, 48 of them until its end with the dates of the list of that year, 48 today."""
    listed = list(PLAN_DATES.sheets["Planai"])[1:]
    for n, (code, made, again, _, own, _) in enumerate(listed, 1):
        began = date.fromisoformat(str(made))
        started = plans.day(date(2022, 9, 1), date(2024, 12, 16))
        if n > 26:  # the plan is their first one
            started = max(working(began - timedelta(days=14)), date(2025, 1, 2))
        seen = date.fromisoformat(str(again))
        nearest = working(seen + timedelta(days=365))
        if n in (5, 22, 40):
            nearest = working(date(2026, 5, 25) + timedelta(days=n % 7))
        ended = None
        if n % 6 == 2:  # 8 families that needed it no more
            ended = working(date(2026, 1, 5) + timedelta(days=n % 25))
        elif n in (10, 25, 33):
            ended = working(date(2026, 3, 16) + timedelta(days=n))
        plans.add(str(code), "prieziura", started, began, evaluated=seen,
                  next_evaluation=None if ended else nearest, ended=ended, ending="planned" if ended else None,
                  follow_up=working(ended + timedelta(days=60)) if ended and n % 4 else None, odds=0.5)  # fmt: skip
        plans.rows[-1]["own_words"] = own == "taip"
    for n in range(49, 63):
        ended = working(date(2025, 1, 31) + timedelta(days=(n - 49) * 22))
        plans.add(f"Š-{n}", "prieziura", plans.day(date(2023, 3, 1), date(2024, 10, 1)), working(date(2024, 11, 4 + n % 12)),
                  evaluated=working(ended - timedelta(days=12)), ended=ended, ending="planned",
                  follow_up=working(ended + timedelta(days=75)) if n % 5 else None, odds=0.72)  # fmt: skip
    for n in range(63, 74):
        started = working(date(2026, 1, 12) + timedelta(days=(n - 63) * 12))
        plans.add(
            f"Š-{n}",
            "prieziura",
            started,
            working(started + timedelta(days=18)),
            next_evaluation=working(started + timedelta(days=200)),
        )


def _all_plans() -> list[dict[str, Any]]:
    plans = _Plans()
    for add in (_day_centre, _crisis_centre, _carers, _families):
        add(plans)
    return plans.rows


PLANS = Book(
    "Paslaugos/Individualių planų registras.xlsx",
    date(2026, 6, 5),
    AURELIJA,
    "plans",
    {"plans": _all_plans()},
)

FILES: list[Item] = [PLANS]
