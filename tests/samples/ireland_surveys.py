"""Hold the counting sheets of the five surveys of the Irish sample provider, for 2024 and 2025.

How many gave which answer is written down, so that shares are those of the reports; which form holds which answer is
drawn with a seed. Forms are numbered within a round and belong to nobody.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from ireland_writers import Book, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from book_rows import Row

_FACES, _FIVE, _FEELINGS = ("yes", "partly", "no"), ("5", "4", "3", "2", "1"), ("3", "2", "1")
_USERS = ("q_satisfied", "q_rights", "q_know_rights", "q_say", "q_listened", "q_plan", "q_whole")
_LIFE = tuple(
    f"q_qol_{name}"
    for name in ("development", "decide", "relations", "inclusion", "rights", "emotional", "physical", "material")
)  # fmt: skip
_FAMILIES = ("q_satisfied", "q_informed", "q_listened", "q_plan", "q_whole", "q_recommend")
_STAFF = ("q_satisfied", "q_say", "q_recognised", "q_development", "q_safe", "q_contribution")
_PARTNERS = ("q_satisfied", "q_cooperation", "q_continuity", "q_inclusion", "q_information")
_RESULTS = ("q_knew", "q_easy", "q_could_ask")


def _spread(counts: str, scale: Sequence[str], answered: int) -> list[str | None]:
    """Return the answers of a question from counts such as `23 2 1`, the best first; who is left skipped it.

    Raises ValueError for more answers than forms.
    """
    numbers = [int(part) for part in counts.split()]
    given: list[str | None] = []
    for token, count in zip(scale, numbers, strict=True):
        given += [token] * count
    if len(given) > answered:
        raise ValueError(f"{counts}: more than {answered} answers")
    return given + [None] * (answered - len(given))


def _forms(
    round_: str,
    answered: int,
    counts: Mapping[str, tuple[str, Sequence[str]]],
    *,
    helped: int = 0,
    words: Mapping[str, Sequence[str]] | None = None,
) -> list[Row]:
    """Return the forms of a round; `counts` holds the counts and the scale of each question, `helped` had a relative."""
    dice = random.Random(f"lisnabrae {round_}")
    columns: dict[str, list[str | None]] = {}
    for question, (text, scale) in counts.items():
        columns[question] = _spread(text, scale, answered)
        dice.shuffle(columns[question])
    for question, texts in (words or {}).items():
        columns[question] = [*texts, *([None] * (answered - len(texts)))]
        dice.shuffle(columns[question])
    rows: list[Row] = []
    for n in range(answered):
        row: Row = {
            "round": round_,
            "form": str(n + 1),
            "answered_by": "with_help" if n < helped else "self",
        }
        rows.append(row | {key: value[n] for key, value in columns.items() if value[n] is not None})
    return rows


def _asked(
    questions: Sequence[str], counts: str, scale: Sequence[str]
) -> dict[str, tuple[str, Sequence[str]]]:
    """Return counts by question from a text that parts questions by commas."""
    parts = [part.strip() for part in counts.split(",")]
    return {question: (part, scale) for question, part in zip(questions, parts, strict=True)}


def _users(faces: str, control: str, life: str) -> dict[str, tuple[str, Sequence[str]]]:
    return _asked(_USERS, faces, _FACES) | {"q_control": (control, _FIVE)} | _asked(_LIFE, life, _FEELINGS)


_ROUND = "round | year | service | group | from | to | invited | asked_by | method | anonymous | report"
USERS_2024 = Book(
    "06 Surveys/user survey 2024 results.xlsx",
    "survey-users",
    {
        "survey-users.rounds": f"""
{_ROUND}
U24-D | 2024 | day | users | 2024-10-01 | 2024-10-18 | 34 | outsider | pictures | yes | Results evening 29 January 2025
U24-W | 2024 | work | users | 2024-10-01 | 2024-10-18 | 26 | outsider | pictures | yes | Results evening 29 January 2025
""",
        "survey-users.answers": [
            *_forms(
                "U24-D", 26,
                _users("23 2 1, 22 3 1, 15 7 4, 17 6 3, 22 3 1, 18 5 3, 17 6 3", "5 6 7 4 2",
                       "12 10 3, 10 10 5, 15 7 4, 8 11 6, 17 7 1, 14 9 3, 13 9 3, 9 11 5"),
                helped=4,
                words={"open_good": ("The garden.", "My friends here.", "They know how I take my tea."),
                       "open_better": ("The bus.", "A quiet place.", "More cooking.", "One night away.")},
            ),
            *_forms(
                "U24-W", 21,
                _users("19 1 1, 18 2 1, 14 5 2, 15 4 2, 19 1 1, 17 3 1, 15 4 2", "5 7 5 3 1",
                       "12 7 2, 11 7 3, 14 5 2, 10 8 3, 14 6 1, 12 7 2, 12 7 2, 7 9 4"),
                helped=2,
                words={"open_good": ("I have a wage.", "My coach comes."),
                       "open_better": ("The pay slip.", "Too loud in the workshop.")},
            ),
        ],
    },
)  # fmt: skip

USERS_2025 = Book(
    "06 Surveys/user survey 2025 results.xlsx",
    "survey-users",
    {
        "survey-users.rounds": f"""
{_ROUND}
U25-D | 2025 | day | users | 2025-10-06 | 2025-10-22 | 36 | outsider | pictures | yes | Results evening 28 January 2026
U25-W | 2025 | work | users | 2025-10-06 | 2025-10-22 | 28 | outsider | pictures | yes | Results evening 28 January 2026
""",
        "survey-users.answers": [
            *_forms(
                "U25-D", 30,
                _users("28 1 1, 27 2 1, 21 6 3, 23 5 2, 27 2 1, 23 5 2, 22 6 2", "8 9 8 4 1",
                       "16 11 2, 15 10 4, 20 6 4, 12 12 5, 22 7 1, 17 10 3, 15 10 4, 10 13 6"),
                helped=3,
                words={"open_good": ("I lead my review.", "Music in the bus.", "The quiet table.", "The allotment."),
                       "open_better": ("The bus is late.", "Week board too high.", "New staff should learn Lamh.")},
            ),
            *_forms(
                "U25-W", 22,
                _users("20 1 1, 20 1 1, 17 4 1, 17 4 1, 20 1 1, 19 2 1, 17 4 1", "6 8 5 2 1",
                       "14 6 2, 13 7 2, 15 5 2, 12 8 2, 16 5 1, 13 7 2, 13 7 2, 8 10 3"),
                helped=2,
                words={"open_good": ("Jobs on the wall.", "I am first at the door."),
                       "open_better": ("Meetings when I am not at work.", "Bus before half past six.")},
            ),
        ],
    },
)  # fmt: skip

FAMILIES = Book(
    "06 Surveys/family survey counting sheet 2024-2025.xlsx",
    "survey-families",
    {
        "survey-families.rounds": f"""
{_ROUND}
F24-D | 2024 | day | families | 2024-11-04 | 2024-11-29 | 23 | nobody | paper | yes | Family evening 4 June 2025
F24-W | 2024 | work | families | 2024-11-04 | 2024-11-29 | 16 | nobody | paper | yes | Family evening 4 June 2025
F25-D | 2025 | day | families | 2025-11-03 | 2025-11-28 | 25 | nobody | paper | yes | Family evening 10 June 2026
F25-W | 2025 | work | families | 2025-11-03 | 2025-11-28 | 16 | nobody | paper | yes | Family evening 10 June 2026
""",
        "survey-families.answers": [
            *_forms("F24-D", 10, _asked(_FAMILIES, "4 4 1 1 0, 3 3 2 2 0, 5 3 1 1 0, 3 4 2 1 0, 2 4 3 1 0, 5 3 1 1 0", _FIVE)),
            *_forms("F24-W", 6, _asked(_FAMILIES, "3 2 1 0 0, 2 2 1 1 0, 3 2 1 0 0, 2 3 1 0 0, 2 2 1 1 0, 3 2 1 0 0", _FIVE)),
            *_forms(
                "F25-D", 12, _asked(_FAMILIES, "6 5 0 1 0, 4 4 2 2 0, 6 5 1 0 0, 5 4 2 1 0, 4 4 2 2 0, 6 5 0 1 0", _FIVE),
                words={"open_good": ("He came home and told me the news of the day.",),
                       "open_better": ("The bus!", "Tell us the closing dates in January.", "Who helps us in summer?")},
            ),
            *_forms(
                "F25-W", 7, _asked(_FAMILIES, "4 2 1 0 0, 2 3 1 1 0, 4 2 1 0 0, 3 3 1 0 0, 3 2 1 1 0, 4 2 1 0 0", _FIVE),
                words={"open_good": ("A real job.",), "open_better": ("Call us too when the coach is away.",)},
            ),
        ],
    },
)  # fmt: skip

STAFF = Book(
    "03 Staff/staff survey counting sheet 2024-2025.xlsx",
    "survey-staff",
    {
        "survey-staff.rounds": f"""
{_ROUND}
S24 | 2024 | | staff | 2024-10-07 | 2024-10-25 | 22 | nobody | paper | yes | Staff meetings November 2024
S25 | 2025 | | staff | 2025-10-06 | 2025-10-24 | 24 | nobody | paper | yes | Staff meetings 11 and 13 November 2025
""",
        "survey-staff.answers": [
            *_forms("S24", 17, _asked(_STAFF, "5 7 3 2 0, 4 7 4 2 0, 3 7 4 3 0, 4 7 4 2 0, 7 7 2 1 0, 5 7 4 1 0", _FIVE)),
            *_forms(
                "S25", 21, _asked(_STAFF, "8 9 3 1 0, 6 10 3 2 0, 5 9 4 3 0, 7 9 4 1 0, 6 9 4 2 0, 9 9 2 1 0", _FIVE),
                words={"open_good": ("Good team.", "We laugh.", "People decide more than they did."),
                       "open_better": ("Rota told too late.", "More time for reviews.", "Safety refresher please.")},
            ),
        ],
    },
)  # fmt: skip

PARTNERS = Book(
    "06 Surveys/employers and partners survey Dec 2025.xlsx",
    "survey-partners",
    {
        "survey-partners.rounds": f"""
{_ROUND}
P24-W | 2024 | work | partners | 2024-12-02 | 2024-12-11 | 8 | own_staff | phone | no | Telephone survey of employers and partners; review of January 2025
P24-D | 2024 | day | partners | 2024-12-02 | 2024-12-11 | 3 | own_staff | phone | no | Telephone survey of employers and partners; review of January 2025
P24-F | 2024 | | purchasers | 2024-12-02 | 2024-12-11 | 2 | own_staff | phone | no | Telephone survey of employers and partners; review of January 2025
P25-W | 2025 | work | partners | 2025-12-01 | 2025-12-10 | 9 | own_staff | phone | no | Telephone survey of employers and partners; review of 30 January 2026
P25-D | 2025 | day | partners | 2025-12-01 | 2025-12-10 | 3 | own_staff | phone | no | Telephone survey of employers and partners; review of 30 January 2026
P25-F | 2025 | | purchasers | 2025-12-01 | 2025-12-10 | 2 | own_staff | phone | no | Telephone survey of employers and partners; review of 30 January 2026
""",
        "survey-partners.answers": [
            *_forms("P24-W", 7, _asked(_PARTNERS, "2 3 1 1 0, 3 2 1 1 0, 2 3 1 1 0, 3 3 1 0 0, 1 3 2 1 0", _FIVE)),
            *_forms("P24-D", 2, _asked(_PARTNERS, "1 1 0 0 0, 1 1 0 0 0, 0 1 1 0 0, 1 1 0 0 0, 0 1 1 0 0", _FIVE)),
            *_forms("P24-F", 2, _asked(_PARTNERS, "1 1 0 0 0, 1 1 0 0 0, 1 1 0 0 0, 0 2 0 0 0, 1 0 1 0 0", _FIVE)),
            *_forms(
                "P25-W", 7, _asked(_PARTNERS, "3 3 1 0 0, 5 2 0 0 0, 3 3 1 0 0, 4 2 1 0 0, 2 3 1 1 0", _FIVE),
                words={"open_good": ("We learned to explain things properly, to everybody.",),
                       "open_better": ("Tell us earlier when somebody is sick.",)},
            ),
            *_forms("P25-D", 2, _asked(_PARTNERS, "1 1 0 0 0, 2 0 0 0 0, 0 1 1 0 0, 2 0 0 0 0, 1 1 0 0 0", _FIVE)),
            *_forms("P25-F", 2, _asked(_PARTNERS, "1 1 0 0 0, 1 1 0 0 0, 1 1 0 0 0, 1 1 0 0 0, 0 1 1 0 0", _FIVE)),
        ],
    },
)  # fmt: skip

UNDERSTOOD = Book(
    "06 Surveys/did you understand - results evenings 2025 and 2026.xlsx",
    "survey-results",
    {
        "survey-results.rounds": f"""
{_ROUND}
R24-D | 2024 | day | users | 2025-01-29 | 2025-01-29 | 16 | other_staff | pictures | yes | Users' Council 19 March 2025
R24-W | 2024 | work | users | 2025-01-29 | 2025-01-29 | 12 | other_staff | pictures | yes | Users' Council 19 March 2025
R24-F | 2024 | | families | 2025-01-29 | 2025-01-29 | 10 | nobody | paper | yes |
R24-S | 2024 | | staff | 2025-01-29 | 2025-01-29 | 8 | nobody | paper | yes |
R24-P | 2024 | | partners | 2025-01-29 | 2025-01-29 | 3 | nobody | paper | yes |
R25-D | 2025 | day | users | 2026-01-28 | 2026-01-28 | 19 | other_staff | pictures | yes | IMP-32
R25-W | 2025 | work | users | 2026-01-28 | 2026-01-28 | 15 | other_staff | pictures | yes | IMP-32
R25-F | 2025 | | families | 2026-01-28 | 2026-01-28 | 12 | nobody | paper | yes |
R25-S | 2025 | | staff | 2026-01-28 | 2026-01-28 | 9 | nobody | paper | yes |
R25-P | 2025 | | partners | 2026-01-28 | 2026-01-28 | 6 | nobody | paper | yes |
""",
        "survey-results.answers": [
            *_forms("R24-D", 13, _asked(_RESULTS, "7 4 2, 5 4 4, 9 3 1", _FACES), helped=2),
            *_forms("R24-W", 9, _asked(_RESULTS, "6 2 1, 4 3 2, 7 1 1", _FACES)),
            *_forms("R24-F", 9, _asked(_RESULTS, "7 1 1, 5 2 2, 8 1 0", _FACES)),
            *_forms("R24-S", 5, _asked(_RESULTS, "5 0 0, 4 1 0, 5 0 0", _FACES)),
            *_forms("R24-P", 2, _asked(_RESULTS, "1 1 0, 0 1 1, 2 0 0", _FACES)),
            *_forms(
                "R25-D", 16, _asked(_RESULTS, "10 4 2, 8 5 3, 13 2 1", _FACES), helped=3,
                words={"open_remember": ("17 have a job.", "The ideas.", "D-11 spoke."), "open_better": ("Less paper.",)},
            ),
            *_forms(
                "R25-W", 12, _asked(_RESULTS, "9 2 1, 7 3 2, 10 1 1", _FACES),
                words={"open_remember": ("My boss was there.",), "open_better": ("Pictures for money.",)},
            ),
            *_forms("R25-F", 11, _asked(_RESULTS, "9 2 0, 8 2 1, 10 1 0", _FACES), words={"open_remember": ("That the bus complaint is open.",)}),
            *_forms("R25-S", 6, _asked(_RESULTS, "6 0 0, 5 1 0, 6 0 0", _FACES)),
            *_forms("R25-P", 4, _asked(_RESULTS, "3 1 0, 4 0 0, 4 0 0", _FACES)),
        ],
    },
)  # fmt: skip

SOURCES: list[Source] = [USERS_2024, USERS_2025, FAMILIES, STAFF, PARTNERS, UNDERSTOOD]
