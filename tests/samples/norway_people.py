"""Hold the training, the competence and the individual plans of the Norwegian sample provider."""

from __future__ import annotations

import random
from datetime import date, timedelta

from norway_books import Register, Row, rows_of, sheet_of, working_day
from norway_leadership import ASE, ESPEN, INGRID, ORJAN, RANDI, STAFF, TORUNN
from norway_writers import Item, Table

D = date
INGEBORG, TERJE = "Ingeborg Solvik", "Terje Bakkemo"
LEADERS = (INGRID, TORUNN, RANDI, ORJAN, ASE)
_LATE = {"Marte Fonn": D(2025, 3, 3), "Hege Tårnes": D(2025, 9, 1)}
_LEFT = {"Per Anders Lian": D(2026, 3, 31), "Ola Kringstad": D(2026, 4, 30)}

# Hvem som hører til hvilken gruppe: nye ansatte senker andelen som kjenner et tema.
MEMBER_ROWS: list[Row] = [
    {
        "person": name,
        "group": ("ansatte", "ledere") if name in LEADERS else ("ansatte",),
        "joined": _LATE.get(name, D(2014 + at % 9, 1 + at * 5 % 12, 1)),
        **({"left": _LEFT[name]} if name in _LEFT else {}),
    }
    for at, (name, _) in enumerate(STAFF)
] + rows_of(
    "person group joined left",
    ("Else Hjertaas", ("ansatte",), D(2019, 8, 12), D(2024, 6, 30)),
    ("Trond Vikane", ("ansatte",), D(2021, 1, 4), D(2024, 9, 30)),
    ("Geir Tollefsen", ("ansatte",), D(2020, 3, 2), D(2025, 2, 28)),
    (INGEBORG, ("ansatte",), D(2026, 4, 13), None),
    (TERJE, ("ansatte",), D(2026, 5, 4), None),
)  # fmt: skip
_BEFORE = [name for name, _ in STAFF if name not in _LATE] + ["Geir Tollefsen"]

_SESSION = "date topic indicators group person present understood checked method hours led_by"
SESSIONS = rows_of(
    _SESSION,
    # For 2024 er timene bare ført i gamle timelister.
    (D(2024, 1, 24), "Førstehjelp og HMS-regler", ("34",), ("ansatte",), None, 19, None, "shown", "training", None, ESPEN),
    (D(2024, 1, 25), "Trusler og vold", ("34",), ("ansatte",), None, 15, None, "questions", "training", None, ESPEN),
    (D(2024, 9, 17), "Slik kan du klage", ("26",), ("deltakere-vta",), None, 19, 10, "shown", "meeting", None, ASE),
    (D(2024, 10, 24), "Visjon, formål og verdier", ("1",), ("ansatte",), None, 19, None, "no", "meeting", None, INGRID),
    (D(2025, 2, 18), "Deltakernes rettigheter", ("22",), ("ansatte",), None, 19, 19, "quiz", "training", 1.5, TORUNN),
    (D(2025, 5, 22), "Personvern og taushetsplikt", ("36",), ("ansatte",), None, 20, 15, "quiz", "reading", 0.5, RANDI),
    (D(2025, 9, 10), "Motiverende intervju (MI)", (), ("ansatte",), None, 11, 11, "shown", "training", 15, "ekstern kursholder"),
    (D(2025, 9, 16), "Slik kan du klage", ("26",), ("deltakere-vta",), None, 21, 17, "shown", "meeting", 0.5, ASE),
    (D(2025, 9, 16), "Tegn på økonomisk misbruk", ("35",), ("ansatte",), None, 9, None, "questions", "meeting", 0.5, ASE),
    (D(2025, 10, 8), "Slik går du ut når alarmen går", ("34",), ("deltakere-vta",), None, 26, 25, "shown", "meeting", 0.5, ESPEN),
    (D(2025, 10, 9), "Slik går du ut når alarmen går", ("34",), ("deltakere-aft",), None, 16, 16, "shown", "meeting", 0.5, ESPEN),
    (D(2025, 10, 22), "Etisk refleksjon: dilemmaer", ("29", "31"), ("ansatte",), None, 19, 19, "questions", "meeting", 2, TORUNN),
    (D(2025, 10, 22), "Etisk refleksjon: dilemmaer", ("29", "31"), ("parorende",), None, 2, None, "no", "meeting", 2, TORUNN),
    (D(2025, 11, 3), "Etiske retningslinjer, versjon 2.0", ("31",), ("ansatte",), None, 22, 22, "questions", "reading", None, TORUNN),
    (D(2026, 1, 29), "Dine rettigheter hos oss", ("21", "23"), ("deltakere-vta",), None, 25, 21, "questions", "training", 0.75, ASE),
    (D(2026, 1, 29), "Dine rettigheter hos oss", ("21", "23"), ("deltakere-aft",), None, 19, 16, "questions", "training", 0.75, ASE),
    (D(2026, 2, 12), "Resultatene for 2025", ("69",), ("deltakere-vta",), None, 27, None, "no", "meeting", 1, TORUNN),
    (D(2026, 2, 12), "Resultatene for 2025", ("69",), ("deltakere-aft",), None, 21, None, "no", "meeting", 1, TORUNN),
    (D(2026, 2, 12), "Resultatene for 2025", ("69",), ("ansatte",), None, 20, None, "no", "meeting", 1, TORUNN),
    (D(2026, 2, 12), "Resultatene for 2025", ("69",), ("arbeidsgivere",), None, 6, None, "no", "meeting", 1, TORUNN),
    (D(2026, 2, 12), "Resultatene for 2025", ("69",), ("nav",), None, 2, None, "no", "meeting", 1, TORUNN),
    (D(2026, 3, 26), "Bildebaserte instrukser på nettbrett", (), ("ansatte",), None, 4, 4, "shown", "training", 6, ASE),
)  # fmt: skip


def _named() -> list[Row]:
    """Return what is known person by person."""
    rows: list[Row] = []

    def add(
        day: date, topic: str, refs: tuple[str, ...], names: list[str], hours: float | None, **more: object
    ) -> None:
        for name in names:
            row: Row = {
                "date": day,
                "topic": topic,
                "group": ("ansatte",),
                "person": name,
                "present": 1,
                **more,
            }
            rows.append(row | ({"indicators": refs} if refs else {}) | ({"hours": hours} if hours else {}))

    meeting = {"understood": 1, "checked": "questions", "method": "meeting"}
    there = [name for name in _BEFORE if name not in ("Ola Kringstad", "Sigrid Øyehaug")]
    add(D(2025, 2, 11), "Mitt bidrag til formålet", ("1", "2"), there, 1, led_by=INGRID, **meeting)
    # Sjåføren skrev setningen sin på forhånd.
    ahead = {"understood": 1, "checked": "questions", "method": "reading"}
    add(
        D(2025, 2, 11),
        "Mitt bidrag til formålet",
        ("1", "2"),
        ["Ola Kringstad"],
        None,
        led_by=INGRID,
        **ahead,
    )
    course = {"understood": 1, "checked": "quiz", "method": "training", "led_by": "ekstern kursholder"}
    trained = ["Mina Aasland Berge", "Samira Nordahl", ESPEN]
    add(D(2025, 3, 20), "Supported Employment, grunnkurs", (), trained, 30, **course)
    start = {"understood": 1, "checked": "questions", "method": "induction", "led_by": RANDI}
    for day, name in (
        (D(2025, 4, 11), "Marte Fonn"),
        (D(2025, 10, 10), "Hege Tårnes"),
        (D(2026, 5, 22), INGEBORG),
    ):
        refs = ("1", "2", "11", "22", "31", "34", "36")
        add(day, "Introduksjon for nyansatte", refs, [name], 6, **start)
    add(D(2025, 12, 10), "Fagbrev som arbeidsleder", (), ["Rune Djupvåg"], 60, **course)
    here = [name for name, _ in STAFF if name not in ("Ola Kringstad", "Sigrid Øyehaug")]
    add(D(2026, 3, 3), "Tegn på misbruk og hvordan vi melder", ("35",), here, 1, led_by=ASE, **meeting)
    return sorted(rows, key=lambda row: row["date"])


AWARENESS_ROWS = sorted([*SESSIONS, *_named()], key=lambda row: row["date"])

# Kompetanse: nødvendig nivå, og hvor hver enkelt er.
_POSTS = {
    "avdelingsleder": (ORJAN, ASE),
    "jobbspesialist": ("Mina Aasland Berge", ESPEN),
    "veileder": ("Samira Nordahl", "Hege Tårnes", "Sigrid Øyehaug", "Marte Fonn", INGEBORG),
    "arbeidsleder": (
        "Jonas Sætre", "Gro Helene Vikøren", "Tor Ivar Nesse", "Kjersti Måsø", "Rune Djupvåg", "Aud Ramstad",
        "Lars-Erik Hovde", "Bente Skogly",
    ),
}  # fmt: skip
_COMMON = (
    ("Rettigheter og etikk", "course", 3, "Etisk refleksjon i oktober"),
    ("Tegn på misbruk og meldeplikt", "course", 3, "Avdelingsmøte i august 2026"),
    ("Førstehjelp og brann", "certificate", 2, "Kurs i oktober 2026"),
)
_REQUIREMENTS = {
    "avdelingsleder": (
        ("Høyere utdanning i helse, sosial eller pedagogikk", "education", 4, ""),
        ("Ledelse av kvalitetsarbeid", "experience", 3, "Samtale med daglig leder hvert kvartal"),
    ),
    "jobbspesialist": (
        ("Supported Employment", "course", 3, "Videregående kurs våren 2027"),
        ("Motiverende intervju (MI)", "skill", 3, "Kollegaveiledning første tirsdag"),
        ("Arbeidsgiverkontakt", "experience", 3, "Følge Mina på fem besøk"),
    ),
    "veileder": (
        ("Høyere utdanning eller fagbrev med praksis", "education", 3, ""),
        ("Motiverende intervju (MI)", "skill", 3, "Kollegaveiledning første tirsdag"),
        ("Lettlest og bilder i planarbeidet", "skill", 3, "Kurs hos brukerrådet høsten 2026"),
    ),
    "arbeidsleder": (
        ("Fagbrev i faget", "certificate", 4, "Fagbrev 2025–2026"),
        ("Veiledning av deltakere", "skill", 3, "Følge en annen avdeling to dager"),
        ("Bildebaserte instrukser", "skill", 2, "Opplæring av kollega våren 2026"),
    ),
}  # fmt: skip
# Det som mangler: (ansatt, krav) -> faktisk nivå.
_SHORT = {
    (INGEBORG, "Motiverende intervju (MI)"): 1,
    (INGEBORG, "Tegn på misbruk og meldeplikt"): 0,
    (INGEBORG, "Førstehjelp og brann"): 0,
    ("Hege Tårnes", "Lettlest og bilder i planarbeidet"): 2,
    ("Sigrid Øyehaug", "Tegn på misbruk og meldeplikt"): 1,
    ("Sigrid Øyehaug", "Lettlest og bilder i planarbeidet"): 1,
    (ESPEN, "Arbeidsgiverkontakt"): 2,
    ("Rune Djupvåg", "Fagbrev i faget"): 3,
    ("Aud Ramstad", "Bildebaserte instrukser"): 1,
    ("Bente Skogly", "Bildebaserte instrukser"): 1,
    ("Lars-Erik Hovde", "Veiledning av deltakere"): 2,
    ("Kjersti Måsø", "Førstehjelp og brann"): 1,
}


def _competence() -> list[Row]:
    dice = random.Random("kompetanse")
    rows: list[Row] = []
    for function, persons in _POSTS.items():
        for person in persons:
            for name, kind, required, plan in (*_REQUIREMENTS[function], *_COMMON):
                short = _SHORT.get((person, name))
                actual = short if short is not None else min(4, required + (dice.random() < 0.25))
                again = name == "Bildebaserte instrukser" or person == INGEBORG
                row: Row = {"person": person, "function": function, "requirement": name, "kind": kind}
                row |= {"required": required, "actual": actual}
                row["checked"] = D(2026, 5, 22) if again else D(2025, 11, 3 + dice.randrange(4))
                rows.append(row | ({"plan": plan} if short is not None and plan else {}))
    return rows


def _descriptions() -> list[Row]:
    """Return the descriptions; the newcomer has not signed, and one on leave was not reviewed in time."""
    rows: list[Row] = []
    for function, persons in _POSTS.items():
        for person in persons:
            row: Row = {"function": function, "person": person, "valid_from": D(2025, 3, 31)}
            row["description"] = "Stillingsbeskrivelser 2025.pdf"
            if person == INGEBORG:
                rows.append(row | {"next_review": D(2026, 11, 30)})
                continue
            signed = _LATE.get(person, D(2025, 3, 31))
            row["signed"] = max(signed, D(2025, 3, 31))
            if person != "Sigrid Øyehaug":
                row |= {"reviewed": D(2025, 11, 18), "next_review": D(2026, 11, 30)}
            else:
                row["next_review"] = D(2026, 3, 31)
            rows.append(row)
    return rows


# Individuelle planer i VTA. V-05, V-19 og V-27 skulle vært evaluert før midten av juni 2026.
_SHOPS = ("snekkerverksted", "vaskeri", "kantine", "montering")
_LATE_NEXT = {4: D(2026, 4, 24), 18: D(2026, 5, 29), 26: D(2025, 8, 29)}
_VTA_KEYS = (
    "code service shop started plan_made user_present own_words goals goals_reached evaluated next_evaluation decided "
    "ended ending follow_up"
)


def _vta() -> list[Row]:
    """Return the 28 who work in VTA, and three who left in 2025."""
    dice = random.Random("vta")
    rows: list[Row] = []
    for at in range(28):
        plan = working_day(D(2019 + at % 6, 1 + at % 9, 4 + at % 20))
        evaluated = working_day(D(2025, 9 + at % 4, 1 + at % 22))
        following = working_day(D(2026, 9 + at % 4, 1 + at % 22))
        goals = 2 + at % 3
        row: Row = {
            "code": f"V-{at + 1:02d}",
            "service": ("vta",),
            "shop": _SHOPS[0 if at < 9 else 1 if at < 17 else 2 if at < 22 else 3],
            "started": plan - timedelta(days=dice.randrange(20, 60)),
            "plan_made": plan,
            "user_present": True,
            "own_words": at not in (2, 12, 20, 23),
            "goals": goals,
            "goals_reached": max(0, goals - (at % 4 != 1)),
            "evaluated": evaluated,
            "next_evaluation": _LATE_NEXT.get(at, following),
            "decided": "partly" if at in (6, 14, 22) else "no" if at in (12, 24) else "yes",
        }
        if at == 8:
            row |= {
                "plan_made": D(2021, 4, 12),
                "evaluated": D(2025, 11, 5),
                "next_evaluation": D(2026, 11, 4),
            }
            row |= {"goals": 3, "goals_reached": 2, "started": D(2021, 3, 1)}
        if at == 12:
            row |= {"user_present": False}
        if at == 26:
            row |= {"evaluated": D(2024, 8, 29)}
        rows.append(row)
    for code, began, ended, ending, follow in (
        ("V-29", D(2018, 3, 5), D(2025, 5, 30), "planned", D(2025, 8, 27)),
        ("V-30", D(2020, 9, 7), D(2025, 9, 26), "planned", D(2025, 12, 11)),
        ("V-31", D(2023, 1, 16), D(2025, 11, 14), "unplanned", None),
    ):
        row = {"code": code, "service": ("vta",), "shop": "montering", "started": began, "plan_made": began}
        row |= {"plan_made": began + timedelta(days=28), "user_present": True, "own_words": True, "goals": 2}
        row |= {"goals_reached": 2 if ending == "planned" else 0, "evaluated": ended - timedelta(days=30)}
        row |= {"decided": "yes", "ended": ended, "ending": ending}
        rows.append(row | ({"follow_up": follow} if follow else {}))
    return rows


VTA_REGISTER = Table(
    "VTA/evaluering av planer 2025.csv",
    D(2026, 1, 5),
    "",
    "Marte Fonn",
    {
        "": sheet_of(
            "plans",
            _vta(),
            {
                "code": "Brukerkode",
                "shop": "Verksted",
                "started": "Oppstart",
                "plan_made": "Plandato",
                "user_present": "Til stede selv",
                "own_words": "Egne ord",
                "goals_reached": "Oppnådde mål",
                "decided": "Jeg bestemte",
                "ended": "Slutt",
                "ending": "Avslutning",
                "follow_up": "Fulgt opp",
            },
            _VTA_KEYS,
        )
    },
)

# AFT: 33 sluttet i 2025, 11 i 2026, 24 er med nå. Koder fra A-201 brukes for dem som begynte i 2026.
_AFT_LOG = {
    "A-088": (D(2025, 5, 9), D(2025, 8, 8)),
    "A-091": (D(2025, 6, 20), D(2025, 9, 19)),
    "A-096": (D(2025, 8, 15), None),
    "A-102": (D(2025, 8, 29), D(2025, 11, 28)),
    "A-109": (D(2025, 9, 26), D(2025, 12, 19)),
}


_MISSED = (0, 1, 1, 2, 0, 1, 1, 2, 1, 0, 2)


def _ended_2025() -> list[str]:
    """Return the codes of those who left in 2025: those of the log, and others who began before A-117."""
    still = {"A-098", "A-103", "A-105", "A-107", "A-112", "A-114"}
    return [code for number in range(78, 117) if (code := f"A-{number:03d}") not in still]


def _aft() -> list[Row]:
    dice = random.Random("aft")
    rows: list[Row] = []
    gone = _ended_2025()
    quit_ = {gone[7], gone[15], gone[21], gone[30]}
    for at, code in enumerate(gone):
        ended, follow = _AFT_LOG.get(code, (working_day(D(2025, 1, 20) + timedelta(days=at * 10)), None))
        if code not in _AFT_LOG and code not in quit_ and at < 31:
            follow = working_day(ended + timedelta(days=91))
        goals = 2 + at % 3
        row = _plan(code, ended - timedelta(days=dice.randrange(200, 340)), dice)
        row |= {"goals": goals, "goals_reached": goals - _MISSED[at % 11], "ended": ended}
        row |= {"evaluated": ended - timedelta(days=dice.randrange(6, 15)), "decided": _said(at)}
        row |= {"ending": "unplanned" if code in quit_ else "planned"}
        rows.append(row | ({"follow_up": follow} if follow else {}))
    left = [f"A-{number:03d}" for number in (98, 103, 105, 107, 112, 114, 118, 119, 121, 122, 124)]
    for at, code in enumerate(left):
        ended = working_day(D(2026, 1, 16) + timedelta(days=at * 13))
        row = _plan(code, D(2025, 6, 2) + timedelta(days=at * 11), dice)
        row |= {"goals": 3, "goals_reached": 1 + at % 3, "evaluated": ended - timedelta(days=9)}
        row |= {"decided": _said(at), "ended": ended, "ending": "unplanned" if at == 6 else "planned"}
        rows.append(row | ({"follow_up": working_day(ended + timedelta(days=91))} if at < 3 else {}))
    now = [
        "A-117",
        "A-120",
        "A-123",
        *(f"A-{n}" for n in range(125, 135)),
        *(f"A-{n}" for n in range(202, 213)),
    ]
    for at, code in enumerate(now):
        began = D(2025, 8, 18) if at == 0 else D(2025, 9, 1) + timedelta(days=at * 8)
        if code >= "A-201":
            began = D(2026, 1, 26) if code == "A-212" else D(2026, 1, 12) + timedelta(days=(at - 13) * 11)
        row = _plan(code, working_day(began), dice)
        evaluated = working_day(D(2026, 3, 2) + timedelta(days=at * 4))
        goals = 2 + at % 3
        row |= {"goals": goals, "goals_reached": at % 3}
        if evaluated - row["plan_made"] > timedelta(days=20):
            row |= {"evaluated": evaluated, "decided": _said(at)}
            row["next_evaluation"] = working_day(
                max(evaluated + timedelta(days=91), D(2026, 6, 16 + at % 12))
            )
        else:
            row["next_evaluation"] = working_day(row["plan_made"] + timedelta(days=91))
        rows.append(row)
    return rows


def _plan(code: str, began: date, dice: random.Random) -> Row:
    began = working_day(began)
    made = working_day(began + timedelta(days=dice.randrange(11, 28)))
    row: Row = {"code": code, "service": ("aft",), "started": began, "plan_made": made, "user_present": True}
    return row | {"own_words": dice.random() > 0.2}


def _said(at: int) -> str:
    return "no" if at % 13 == 5 else "partly" if at % 7 == 3 else "not_asked" if at % 17 == 9 else "yes"


FILES: list[Item] = [
    VTA_REGISTER,
    Register(
        "02 Personal/Opplæringsregister 2024-2026.xlsx", D(2026, 5, 29), "Opplæringsregister", RANDI,
        "awareness", {"awareness": AWARENESS_ROWS, "awareness.members": MEMBER_ROWS},
    ),
    Register(
        "02 Personal/Kompetansematrise 2026.xlsx", D(2026, 5, 29), "Kompetansematrise", RANDI,
        "competence", {"competence": _competence(), "competence.descriptions": _descriptions()},
    ),
    Register(
        "AFT/Planregister AFT.xlsx", D(2026, 6, 5), "Planregister AFT", ORJAN, "plans", {"plans": _aft()},
    ),
]  # fmt: skip
