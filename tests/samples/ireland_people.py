"""Hold the training, the competence and the individual plans of the Irish sample provider.

Sessions are written down; who signed, how able everybody is, and the plans of 71 people are drawn with a seed.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from book_rows import rows_of
from ireland_letters import Text
from ireland_writers import Book, Source

if TYPE_CHECKING:
    from book_rows import Row

NUALA, AOIFE, GERALDINE, DECLAN, SINEAD = (
    "Nuala Heskin", "Aoife Brannelly", "Geraldine Loftus", "Declan Furey", "Sinead Moylette",
)  # fmt: skip
_SUPPORT = (
    "Brid Gaughan", "Tomas Ruane", "Maire Coyne", "Padraig Duffy", "Aine Mulroy", "Kevin Lavelle", "Siobhan Tighe",
    "Marek Zielinski", "Orlaith Keane", "Joe Prendergast", "Niamh Cafferkey", "Ruth Ansah",
)  # fmt: skip
_COACHES = ("Colm Hession", "Ewa Nowicka", "Grainne Walsh", "Eoin McHale")
_DRIVER = "Martin Conroy"
_NEW = {"Sorcha Reape": date(2026, 2, 9), "Dara Quinn": date(2026, 2, 16)}
_LEFT = {"Fintan Burke": date(2026, 1, 16), "Catriona Egan": date(2026, 1, 30)}
# In March 2025 there were 24: the two who left in January 2026 among them, and not yet those who came after them.
STAFF_2025 = (
    NUALA, AOIFE, GERALDINE, DECLAN, *_SUPPORT, "Catriona Egan", _DRIVER, SINEAD, *_COACHES, "Fintan Burke",
)  # fmt: skip
FUNCTIONS = (
    dict.fromkeys((NUALA, DECLAN, SINEAD), "manager")
    | {GERALDINE: "administrator", _DRIVER: "driver"}
    | dict.fromkeys((*_SUPPORT, "Sorcha Reape"), "support-worker")
    | dict.fromkeys((*_COACHES, "Dara Quinn"), "job-coach")
)


def _members() -> list[Row]:
    """Return who belongs to the staff and since when: 24 people on any day of 2025 and from February 2026 on."""
    rows: list[Row] = []
    for at, name in enumerate((*STAFF_2025, *_NEW)):
        managers = name in (NUALA, DECLAN, SINEAD)
        row: Row = {
            "person": name,
            "group": ("staff", "managers") if managers else ("staff",),
            "joined": _NEW.get(name, date(2009 + at * 7 % 14, 1 + at * 5 % 12, 1)),
        }
        if name in ("Ruth Ansah", "Eoin McHale"):  # 22 at the end of 2024
            row["joined"] = date(2025, 1, 13)
        rows.append(row | ({"left": _LEFT[name]} if name in _LEFT else {}))
    return rows


# The hours of 2024 were kept on paper; the measure of that year is typed into the workbook of results.
_SESSION = "date | topic | indicators | group | present | understood | checked | method | hours | led_by"
TRAINING = Book(
    "03 Staff/Training/Training matrix 2025.xlsx",
    "awareness",
    {
        "awareness": f"""
{_SESSION}
2025-01-28 | Safeguarding refresher, Employment Service | 35 | staff | 8 | 8 | quiz | training | 3 | HSE safeguarding team
2025-02-04 | Safeguarding refresher, Day Service | 35 | staff | 16 | 15 | quiz | training | 3 | HSE safeguarding team
2025-03-11 | Code of Ethics and dilemmas, session 1 | 31 | staff | 13 | 13 | questions | training | 3 | Aoife Brannelly
2025-03-25 | Code of Ethics and dilemmas, session 2 | 31 | staff | 11 | 11 | questions | training | 3 | Aoife Brannelly
2025-05-14 | Total communication and Lamh signs | | staff | 14 | 14 | shown | training | 6 | External trainer
2025-06-12 | First aid responder | 34 | staff | 4 | 4 | shown | training | 18 | External trainer
2025-09-10 | Systematic instruction for job coaches | | staff | 6 | 6 | shown | training | 12 | External trainer
2025-10-15 | Supporting decisions | | staff | 24 | 24 | quiz | training | 6 | External trainer
2025-11-20 | Quality of life, first workshop | 47 | staff | 24 | | no | training | 4 | Aoife Brannelly
"""
    },
)

_AWARENESS = f"""
{_SESSION}
2024-02-20 | Manual handling and fire warden refresher | 34 | staff | 20 | 20 | shown | training | | Dermot Quirke
2024-03-06 | Workshop: rights in our daily work | 22 | staff | 20 | 19 | quiz | training | | Aoife Brannelly
2024-11-20 | How to complain: form and picture card | 26 | users-day | 24 | 17 | shown | meeting | | Geraldine Loftus
2024-11-21 | How to complain: form and picture card | 26 | users-work | 19 | 15 | shown | meeting | | Geraldine Loftus
2025-01-30 | Holistic profile, new form | | staff | 13 | | no | meeting | | Declan Furey
2025-04-01 | Knowing our rights, with pictures | 23 | users-day | 12 | 10 | shown | conversation | | Ewa Nowicka
2025-04-08 | Knowing our rights, with pictures | 23 | users-day | 12 | 10 | shown | conversation | | Ewa Nowicka
2025-04-15 | Knowing our rights, with pictures | 23 | users-day | 10 | 8 | shown | conversation | | Brid Gaughan
2025-04-29 | Knowing our rights, with pictures | 23 | users-work | 14 | 12 | shown | conversation | | Ewa Nowicka
2025-05-08 | Knowing our rights, with pictures | 23 | users-work | 12 | 11 | shown | conversation | | Ewa Nowicka
2025-10-13 | Way out and meeting point | 34 | users-day | 24 | 22 | questions | meeting | | Tomas Ruane
2026-01-28 | Results of 2025 | | users-day | 19 | 16 | questions | meeting | | Aoife Brannelly
2026-01-28 | Results of 2025 | | users-work | 15 | 12 | questions | meeting | | Aoife Brannelly
2026-01-28 | Results of 2025 | | families | 12 | 10 | questions | meeting | | Aoife Brannelly
2026-01-28 | Results of 2025 | | staff | 9 | 6 | questions | meeting | | Aoife Brannelly
2026-01-28 | Results of 2025 | | employers | 6 | 4 | questions | meeting | | Sinead Moylette
2026-03-12 | Complaints procedure of March 2026 | 26 | staff | 12 | 12 | questions | meeting | | Declan Furey
2026-03-12 | Recruitment: a member of the Users' Council on each panel | 10 | staff | 12 | 12 | questions | meeting | | Declan Furey
2026-03-18 | The new way to complain | 26 | users-day | 3 | 3 | shown | meeting | | Geraldine Loftus
2026-04-29 | Quality of life, second workshop | 47 | staff | 21 | 18 | questions | training | 4 | Aoife Brannelly
2026-05-20 | Job carving | | staff | 5 | 5 | shown | training | 14 | External trainer
2026-06-10 | Complaints procedure, form and deadlines | 26 | families | 27 | 25 | questions | meeting | | Geraldine Loftus
2026-06-18 | Lamh for new staff | | staff | 5 | 5 | shown | training | 10 | External trainer
"""


def _one_by_one() -> list[Row]:
    """Return what is known person by person: who made up for the meeting of March, and the two newcomers."""
    rows: list[Row] = [
        {"date": date(2026, 3, 19), "topic": "Complaints procedure of March 2026", "indicators": ("26",),
         "group": ("staff",), "person": name, "present": 1, "understood": 1, "checked": "questions",
         "method": "conversation", "led_by": DECLAN}
        for name in ("Orlaith Keane", "Joe Prendergast", "Niamh Cafferkey")
    ]  # fmt: skip
    for name, joined in _NEW.items():
        rows.append(
            {"date": joined + timedelta(days=3), "topic": "First week: mission, ethics, safety",
             "indicators": ("1", "2", "31", "35"), "group": ("staff",), "person": name, "present": 1,
             "understood": 1, "checked": "questions", "method": "induction", "hours": 6, "led_by": AOIFE}
        )  # fmt: skip
    return rows


AWARENESS = Book(
    "03 Staff/Training/awareness sessions 2024-2026.xlsx",
    "awareness",
    {
        "awareness": sorted([*rows_of("awareness", _AWARENESS), *_one_by_one()], key=lambda row: row["date"]),
        "awareness.members": _members(),
    },
)


def _signatures() -> str:
    """Return the list of those who signed version 3 of the Code of Ethics, as a spreadsheet saves it in Ireland."""
    lines = ["Date;Topic;Indicators;Group;Person;Present;Understood;Method"]
    first, second = STAFF_2025[:4] + STAFF_2025[4:13], STAFF_2025[13:]
    topic = "Code of Ethics v3, signed"

    def add(day: str, group: str, person: str, present: int, understood: int | str, method: str) -> None:
        lines.append(f'{day};{topic};"30, 31";{group};{person};{present};{understood};{method}')

    for day, names in (("11/03/2025", first), ("25/03/2025", second)):
        for name in names:
            add(day, "All staff", name, 1, 1, "training")
    add("27/03/2025", "Volunteers", "", 7, 7, "meeting")
    add("30/04/2025", "People who use the Day Service", "", 36, 30, "conversation")
    add("06/05/2025", "People who use the Employment Service", "", 28, 25, "conversation")
    add("04/06/2025", "Families and circles of support", "", 41, "", "meeting")
    for name in _NEW:
        add("19/03/2026", "All staff", name, 1, 1, "training")
    topic = "Dilemma session 2026"
    add("19/03/2026", "All staff", "", 22, 22, "meeting")
    topic = "Hard moments 2026"
    add("14/04/2026", "People who use the Day Service", "", 33, 27, "conversation")
    add("16/04/2026", "People who use the Employment Service", "", 25, 22, "conversation")
    return "\n".join(lines) + "\n"


SIGNATURES = Text(
    "03 Staff/Training/code of ethics v3 - signatures.csv", _signatures(), encoding="cp1252", newline="\r\n"
)

_REQUIRED = {
    "manager": (("Leading a team", "experience", 3), ("Safeguarding, designated officer", "course", 3)),
    "support-worker": (("QQI Level 5", "education", 3), ("Lamh signs", "language", 2), ("Leading reviews from behind", "skill", 3)),
    "job-coach": (("QQI Level 6", "education", 3), ("Systematic instruction", "course", 3), ("Job carving", "skill", 2)),
    "administrator": (("Complaints procedure", "skill", 4), ("Easy-read writing", "skill", 2)),
    "driver": (("D1 licence", "certificate", 3), ("Hoist and clamps", "skill", 3)),
}  # fmt: skip
_ALL = (
    ("Safeguarding", "course", 2),
    ("Manual handling", "certificate", 2),
    ("Supporting decisions", "course", 2),
)
_PLANS = {
    "Lamh signs": "Evening course by 30 June 2026",
    "Job carving": "Two days in May 2026",
    "Leading reviews from behind": "Practice with users by 31 October 2026",
    "Manual handling": "Refresher for all; certificates ended on 20 February 2026",
}


def _competence() -> list[Row]:
    """Return the matrix: assessed in the yearly talks of autumn 2025, again in spring 2026 for manual handling."""
    dice = random.Random("lisnabrae competence")
    rows: list[Row] = []
    for at, (name, function) in enumerate(FUNCTIONS.items()):
        for requirement, kind, required in (*_ALL, *_REQUIRED[function]):
            actual = min(4, max(0, required + dice.choice((-1, 0, 0, 0, 0, 1, 1))))
            row: Row = {
                "person": name, "function": function, "requirement": requirement, "kind": kind,
                "required": required, "actual": actual, "checked": date(2025, 10, 6) + timedelta(days=at * 7 % 5 + at // 5 * 7),
            }  # fmt: skip
            if name in _NEW:
                row["checked"] = _NEW[name] + timedelta(days=28)
            if requirement == "Manual handling":
                # The certificates ran out in February 2026; nobody has had a refresher since.
                row |= {"actual": 1, "checked": date(2026, 3, 12)}
            if row["actual"] < required:
                row["plan"] = _PLANS.get(requirement, "With the manager, in the mid-year look of June 2026")
            rows.append(row)
    return rows


def _descriptions() -> list[Row]:
    """Return the job descriptions: read and signed in the yearly talks, by the newcomers in their first week."""
    titles = {
        "manager": ("JD service manager, version 4", date(2023, 9, 4)),
        "support-worker": ("JD support worker v5.docx", date(2024, 5, 20)),
        "job-coach": ("JD job coach.docx", date(2024, 5, 20)),
        "administrator": ("JD administrator and complaints officer, version 2", date(2023, 9, 4)),
        "driver": ("JD driver and maintenance, version 2", date(2022, 3, 7)),
    }
    return [
        {
            "function": function, "person": name, "description": titles[function][0],
            "valid_from": titles[function][1],
            "signed": _NEW.get(name, date(2025, 10, 6) + timedelta(days=at * 7 % 5 + at // 5 * 7)),
            "reviewed": date(2025, 5, 21), "next_review": date(2027, 5, 21) if function != "driver" else date(2026, 5, 21),
        }
        for at, (name, function) in enumerate(FUNCTIONS.items())
    ]  # fmt: skip


COMPETENCE = Book(
    "03 Staff/competence matrix and job descriptions.xlsx",
    "competence",
    {"competence": _competence(), "competence.descriptions": _descriptions()},
)

# Left in 2025: day, planned or not, and when somebody first reached them afterwards.
_LEAVERS = {
    "D-02": ("2025-03-28", "planned", "2025-06-27"),
    "D-33": ("2025-10-10", "planned", "2026-01-09"),
    "W-08": ("2025-02-21", "planned", "2025-05-22"),
    "W-10": ("2025-05-30", "planned", "2025-08-29"),
    "W-14": ("2025-06-13", "unplanned", "2025-12-12"),
    "W-21": ("2025-09-05", "planned", "2025-12-05"),
    "W-25": ("2025-11-07", "planned", "2026-02-06"),
}
_KNOWN = {
    "D-03": "2025-07-02", "D-07": "2025-09-09", "D-11": "2026-02-17", "D-14": "2024-11-12", "D-29": "2024-12-03",
    "W-03": "2025-10-21", "W-05": "2026-03-05", "W-12": "2026-04-23",
}  # fmt: skip
_COUNTS = {"day": (38, 4, 15), "work": (33, 7, 13)}  # codes, those who began in 2025, reviewed in 2026
_LETTERS = {"day": "D", "work": "W"}


def _working(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1)


def _plans() -> list[Row]:
    """Return a plan for everybody: 64 who are served and the seven who left in 2025."""
    dice = random.Random("lisnabrae plans")
    rows: list[Row] = []
    for service, (codes, begun, in_2026) in _COUNTS.items():
        names = [f"{_LETTERS[service]}-{n:02}" for n in range(1, codes + 1)]
        late = [c for c in names if c not in _KNOWN and c not in _LEAVERS][: codes - begun]
        known = sum(1 for code, day in _KNOWN.items() if code in names and day > "2026")
        lately = set(dice.sample([c for c in late if c not in names[-begun:]], in_2026 - known))
        for at, code in enumerate(names):
            new = at >= codes - begun
            rows.append(_plan(code, service, dice, new=new, lately=code in lately))
    return rows


def _plan(code: str, service: str, dice: random.Random, *, new: bool, lately: bool) -> Row:
    """Return the plan of one person; `new` began in 2025, `lately` was reviewed in the first half of 2026."""
    started = date(2025, 1, 13) + timedelta(days=dice.randrange(200)) if new else date(dice.randrange(2009, 2024), dice.randrange(1, 13), dice.randrange(1, 28))  # fmt: skip
    started = _working(started)
    made = _working(max(started + timedelta(days=dice.randrange(56, 84)), date(2015, 3, 2)))
    if lately:
        evaluated = date(2026, 1, 12) + timedelta(days=dice.randrange(150))
    else:
        evaluated = date(2025, 7, 7) + timedelta(days=dice.randrange(155))
    if new and not lately:
        evaluated = max(evaluated, made + timedelta(days=60))
    evaluated = (
        date.fromisoformat(_KNOWN[code]) if code in _KNOWN else _working(min(evaluated, date(2026, 6, 12)))
    )
    goals = dice.choice((2, 3, 3, 3, 4, 4))
    reached = sum(dice.random() < (0.66 if service == "day" else 0.63) for _ in range(goals))
    decided = dice.choices(("yes", "partly", "no", "not_asked"), (81, 12, 5, 2))[0]
    row: Row = {
        "code": code, "service": (service,), "started": started, "plan_made": made,
        "user_present": dice.random() < 0.97, "own_words": dice.random() < 0.88, "goals": goals,
        "goals_reached": reached, "evaluated": evaluated, "next_evaluation": _a_year_later(evaluated), "decided": decided,
    }  # fmt: skip
    if code == "D-07":
        row |= {"started": date(2012, 9, 3), "plan_made": date(2012, 11, 12), "user_present": True,
                "own_words": True, "goals": 3, "goals_reached": 2, "decided": "yes"}  # fmt: skip
    if code in _LEAVERS:
        ended, ending, after = _LEAVERS[code]
        last = date.fromisoformat(ended)
        row |= {"evaluated": _working(last - timedelta(days=14)), "ended": last, "ending": ending,
                "follow_up": date.fromisoformat(after), "goals_reached": min(reached, goals)}  # fmt: skip
        del row["next_evaluation"]
    return row


PLANS = Book("07 Day Service/Plans/plan reviews both services 2024-2026.xlsx", "plans", {"plans": _plans()})

SOURCES: list[Source] = [TRAINING, AWARENESS, SIGNATURES, COMPETENCE, PLANS]
