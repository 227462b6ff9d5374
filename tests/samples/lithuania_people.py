"""Hold who knows what and who can do what at the Lithuanian sample provider, as rows of registers.

Staff appear under codes only. What has many rows is drawn with a seed.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from lithuania_items import (
    AURELIJA,
    DAIVA,
    EGLE,
    GINTARE,
    MINDAUGAS,
    SNIEGUOLE,
    VYTAUTAS,
    Book,
    Item,
    rows,
    working,
)
from lithuania_staff import TALKS

_TRAINING = rows(
    "date topic indicators group present understood checked method hours led_by",
    (date(2024, 1, 24), "Mano indėlis į misiją", ("2",), "darbuotojai", 26, 22, "questions", "meeting", None,
     SNIEGUOLE),
    (date(2024, 2, 20), "Motyvuojantis pokalbis su tėvais", None, "darbuotojai", 9, None, "no", "training", 16,
     "Lektorė iš kolegijos"),
    (date(2024, 5, 14), "Pirmoji pagalba", ("34",), "darbuotojai", 24, 24, "shown", "training", 6, "Gydytoja"),
    (date(2024, 9, 26), "Darbas su traumą patyrusiu vaiku, ramybės kampelio taisyklės", None, "darbuotojai", 11, None, "no", "training", 16,
     "Psichoterapeutė"),
    (date(2024, 10, 22), "Darbų ir gaisrinė sauga", ("34",), "darbuotojai", 28, 27, "quiz", "training", 1,
     "Rimantas Bartaška"),
    (date(2024, 12, 5), "Etikos dilemos", ("30", "31"), "darbuotojai", 21, 19, "questions", "meeting", 2, AURELIJA),
    (date(2025, 1, 22), "Mano indėlis į misiją", ("2",), "darbuotojai", 27, 25, "questions", "meeting", None,
     SNIEGUOLE),
    (date(2025, 1, 22), "Darbuotojų samdymo ir išsaugojimo tvarka", ("11",), "darbuotojai", 27, 21, "questions",
     "meeting", None, SNIEGUOLE),
    (date(2025, 2, 12), "Smurto artimoje aplinkoje atpažinimas", ("35",), "darbuotojai", 27, 24, "quiz", "training",
     8, "Specializuotos kompleksinės pagalbos centras"),
    (date(2025, 3, 27), "Pozityvi tėvystė: grupės vedimas", None, "darbuotojai", 4, 4, "shown", "training", 24,
     "Lektorė"),
    (date(2025, 4, 30), "Pareigybių aprašymai", None, "darbuotojai", 31, 31, "questions", "reading", None, SNIEGUOLE),
    (date(2025, 6, 4), "Lengvai suprantama kalba", None, "darbuotojai", 12, 11, "shown", "training", 4,
     "Savanorė redaktorė"),
    (date(2025, 9, 18), "Įgalinimas: kaip atsitraukti laiku", ("47",), "darbuotojai", 28, 16, "questions", "training",
     6, f"{EGLE}, {GINTARE}"),
    (date(2025, 9, 23), "Etikos dilemos", ("30", "31"), "darbuotojai", 25, 24, "questions", "meeting", 2, AURELIJA),
    (date(2025, 11, 6), "Asmens duomenų apsauga kasdienybėje", ("36",), "darbuotojai", 30, 28, "quiz", "training", 3,
     "Duomenų apsaugos pareigūnas"),
    (date(2026, 1, 21), "Mano indėlis į misiją", ("2",), "darbuotojai", 28, 27, "questions", "meeting", None,
     SNIEGUOLE),
    (date(2026, 2, 17), "Smurto prevencija: pranešimas tą pačią dieną", ("35",), "darbuotojai", 29, 26, "quiz",
     "training", 4, GINTARE),
    (date(2026, 2, 26), "Paslaugų gavėjų teisės", ("22",), "darbuotojai", 29, 27, "quiz", "meeting", None, GINTARE),
    (date(2026, 4, 23), "Agresyvaus elgesio deeskalacija", None, "darbuotojai", 18, 17, "shown", "training", 8,
     "Lektorius"),
)  # fmt: skip

_OTHERS = rows(
    "date topic indicators group present understood checked method led_by",
    (date(2025, 2, 20), "Mano teisės", ("23",), "vaikai", 34, 27, "questions", "conversation", GINTARE),
    (date(2025, 2, 21), "Mano teisės", ("23",), "kriziu-centras", 6, 4, "questions", "conversation", DAIVA),
    (date(2025, 2, 26), "Mano teisės", ("23",), "globejai", 19, 17, "questions", "meeting", GINTARE),
    (date(2025, 2, 27), "Mano teisės", ("23",), "seimos", 26, 19, "questions", "conversation", VYTAUTAS),
    (date(2025, 6, 11), "Kaip pateikti skundą", ("26",), "artimieji", 28, 20, "questions", "meeting", MINDAUGAS),
    (date(2026, 2, 12), "Mano teisės", ("23",), "vaikai", 38, 33, "questions", "conversation", GINTARE),
    (date(2026, 2, 18), "Mano teisės", ("23",), "kriziu-centras", 7, 6, "questions", "conversation", DAIVA),
    (date(2026, 2, 24), "Mano teisės", ("23",), "globejai", 22, 20, "questions", "meeting", GINTARE),
    (date(2026, 2, 26), "Mano teisės", ("23",), "seimos", 31, 24, "questions", "conversation", VYTAUTAS),
    (date(2026, 4, 8), "Kas sprendžia: aš ar suaugusieji?", ("47",), "vaikai", 36, 30, "shown", "conversation",
     MINDAUGAS),
    (date(2026, 5, 12), "Etikos kodeksas savanoriams", ("31",), "savanoriai", 6, 5, "questions", "meeting", AURELIJA),
    (date(2026, 5, 13), "Kaip pateikti skundą", ("26",), "artimieji", 19, 17, "questions", "meeting", DAIVA),
)  # fmt: skip

_FIRST_WEEK = ("2", "11", "22", "31", "35", "36")
_NAMED = rows(
    "date topic indicators group person present understood checked method hours led_by",
    *(
        (day, "Įvadinė savaitė", _FIRST_WEEK, "darbuotojai", code, 1, 1, "questions", "induction", 8, mentor)
        for day, code, mentor in (
            (date(2025, 2, 7), "D-05", MINDAUGAS),
            (date(2025, 2, 21), "D-11", DAIVA),
            (date(2025, 2, 28), "D-16", DAIVA),
            (date(2025, 3, 7), "D-23", VYTAUTAS),
            (date(2025, 3, 10), "D-27", VYTAUTAS),
            (date(2026, 1, 23), "D-32", MINDAUGAS),
        )
    ),
    # The newest colleague was shown around, but what she understood has not been asked yet.
    (date(2026, 4, 10), "Įvadinė savaitė", _FIRST_WEEK, "darbuotojai", "D-33", 1, 0, "no", "induction", 8, DAIVA),
    (date(2025, 10, 2), "GIMK programos kursai", None, "darbuotojai", "D-20", 1, 1, "quiz", "training", 8, "Lektorė"),
    *(
        (date(2026, 3, 12), "Smurto prevencija: pranešimas tą pačią dieną", ("35",), "darbuotojai", code, 1, 1, "quiz",
         "training", 4, GINTARE)
        for code in ("D-13", "D-24")
    ),
)  # fmt: skip

_JOINED = {"D-05": date(2025, 2, 3), "D-11": date(2025, 2, 17), "D-16": date(2025, 2, 24), "D-23": date(2025, 3, 3),
           "D-27": date(2025, 3, 5), "D-32": date(2026, 1, 19), "D-33": date(2026, 4, 7)}  # fmt: skip
_GONE = {"D-10": date(2026, 1, 9), "D-25": date(2026, 5, 29), "D-90": date(2025, 1, 31), "D-91": date(2025, 2, 14),
         "D-92": date(2025, 2, 28)}  # fmt: skip
_MANAGERS = ("D-01", "D-09", "D-18", "D-22", "D-28")


def _members() -> list[dict[str, Any]]:
    """Return all staff under codes: 31 of them work here today, two of them are new this year."""
    dice = random.Random("vejupe nariai")
    found = []
    for code in [*(f"D-{n:02}" for n in range(1, 34)), "D-90", "D-91", "D-92"]:
        joined = working(date(2012, 1, 9) + timedelta(days=dice.randrange(0, 4300)))
        groups = ("darbuotojai", "vadovai") if code in _MANAGERS else ("darbuotojai",)
        row = {"person": code, "group": groups, "joined": _JOINED.get(code, joined), "left": _GONE.get(code)}
        found.append({key: value for key, value in row.items() if value is not None})
    return found


AWARENESS = Book(
    "02 Personalas/Mokymų registras 2024-2026.xlsx",
    date(2026, 5, 29),
    SNIEGUOLE,
    "awareness",
    {
        "awareness": sorted([*_TRAINING, *_OTHERS, *_NAMED], key=lambda row: row["date"]),
        "awareness.members": _members(),
    },
)

_SOCIAL, _CARE, _FOSTER = "socialinis-darbuotojas", "prieziuros-darbuotojas", "globos-koordinatorius"
_FUNCTIONS = {
    **{f"D-{n:02}": _SOCIAL for n in (2, 3, 4, 5, 6, 7, 13, 17, 23, 24, 26, 27, 32)},
    **{f"D-{n:02}": _CARE for n in (8, 11, 12, 15, 16, 33)},
    **{f"D-{n:02}": _FOSTER for n in (19, 20, 21)},
    "D-14": "psichologas",
}
_REQUIRED = {
    _SOCIAL: (
        ("Socialinio darbo išsilavinimas", "education", 4, 4),
        ("Gebėjimas išklausyti vaiką", "skill", 3, 3),
        ("Žinios apie smurto požymius", "course", 3, 3),
        ("Lengvai suprantama kalba", "skill", 2, 2),
        ("Darbas su paaugliais", "skill", 3, 2),
    ),
    _CARE: (
        ("Pirmoji pagalba", "certificate", 2, 2),
        ("Agresyvaus elgesio deeskalacija", "course", 3, 2),
        ("Savarankiškas darbas naktį", "experience", 2, 2),
    ),
    _FOSTER: (
        ("Socialinio darbo ar psichologijos išsilavinimas", "education", 4, 4),
        ("GIMK programos atestacija", "certificate", 4, 4),
        ("Pagalba globėjui netekties metu", "course", 3, 2),
        ("Vairuotojo pažymėjimas", "certificate", 1, 1),
    ),
    "psichologas": (
        ("Psichologo kvalifikacija", "education", 4, 4),
        ("Darbas su traumą patyrusiu vaiku", "course", 4, 3),
    ),
}
_STEPS = {
    "Darbas su paaugliais": "Mokymai 2026 m. rudenį, stebėti kolegos vedamą grupę",
    "Agresyvaus elgesio deeskalacija": "Kartoti 2026 m. lapkritį",
    "Pagalba globėjui netekties metu": "Mokymai 2026 m. spalį",
    "Darbas su traumą patyrusiu vaiku": "Išorinė supervizija kas ketvirtį",
    "Lengvai suprantama kalba": "Perrašyti vieną planą su redaktore",
    "Gebėjimas išklausyti vaiką": "Mentorius dalyvauja trijuose pokalbiuose",
}


def _matrix() -> list[dict[str, Any]]:
    """Return the requirements of each function for each person, assessed in the yearly talk."""
    dice, found = random.Random("vejupe kompetencijos"), []
    lines = list(TALKS.sheets["Pokalbiai"])[1:]
    talks = {str(line[0]): date.fromisoformat(str(line[2])) for line in lines if line[2]}
    for person, function in _FUNCTIONS.items():
        # What was assessed in the talks of 2025 carries their day; some were assessed again in the spring of 2026.
        day = talks.get(person)
        if day is None or int(person[2:]) % 5 in (1, 3):
            day = working(date(2026, 3, 3) + timedelta(days=dice.randrange(0, 40)))
            day = max(day, working(_JOINED.get(person, day - timedelta(days=45)) + timedelta(days=45)))
        for requirement, kind, level, usual in _REQUIRED[function]:
            actual = (
                max(0, usual - (dice.random() < 0.12)) if usual == level else usual + (dice.random() < 0.45)
            )
            if person == "D-33" and requirement == "Savarankiškas darbas naktį":
                actual = 0
            row = {"person": person, "function": function, "requirement": requirement, "kind": kind,
                   "required": level, "actual": actual, "checked": day}  # fmt: skip
            if actual < level and dice.random() < 0.8:
                row["plan"] = _STEPS.get(requirement, "Aptarti metiniame pokalbyje")
            found.append(row)
    return found


def _descriptions() -> list[dict[str, Any]]:
    """Return the job description of each person: two of those renewed in 2026 are not signed, volunteers have none."""
    found = []
    for at, (person, function) in enumerate(_FUNCTIONS.items()):
        renewed = function in (_CARE, _FOSTER)
        valid = date(2026, 2, 2) if renewed else date(2025, 4, 14)
        signed: date | None = working(max(valid, _JOINED.get(person, valid)) + timedelta(days=1 + at % 12))
        if person in ("D-15", "D-33"):
            signed = None
        row = {
            "function": function,
            "person": person,
            "description": "Įsakymas V-12, 2026 m. vasario 2 d."
            if renewed
            else "Įsakymas V-52, 2025 m. balandžio 14 d.",
            "valid_from": valid,
            "signed": signed,
            "reviewed": date(2026, 2, 2) if renewed else date(2025, 11, 26),
            "next_review": date(2026, 11, 25),
        }
        found.append({key: value for key, value in row.items() if value is not None})
    return found


COMPETENCE = Book(
    "02 Personalas/Kompetencijų lentelė.xlsx",
    date(2026, 5, 29),
    SNIEGUOLE,
    "competence",
    {"competence": _matrix(), "competence.descriptions": _descriptions()},
)


FILES: list[Item] = [AWARENESS, COMPETENCE]
