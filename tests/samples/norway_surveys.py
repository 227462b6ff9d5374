"""Hold the counting sheets of the surveys of the Norwegian sample provider, answer by answer."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

from norway_books import Register, Row, rows_of, sheet_of
from norway_leadership import ASE, ORJAN, RANDI, TORUNN
from norway_writers import Cell, Item, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

D = date
_ROUND = "round year service group from to invited asked_by method anonymous report"

# Hvor mange som svarte ja, etter runde.
_YES: Mapping[str, Mapping[str, int]] = {
    "D24-A": {"q_satisfied": 15, "q_rights": 15, "q_know_rights": 11, "q_say": 11, "q_listened": 12, "q_plan": 14, "q_whole": 13, "complain": 10, "safe": 17, "master": 14},
    "D24-V": {"q_satisfied": 21, "q_rights": 21, "q_know_rights": 15, "q_say": 16, "q_listened": 17, "q_plan": 17, "q_whole": 18, "complain": 13, "safe": 22, "master": 20},
    "D25-A": {"q_satisfied": 17, "q_rights": 18, "q_know_rights": 14, "q_say": 14, "q_listened": 15, "q_plan": 17, "q_whole": 15, "complain": 14, "safe": 19, "master": 16},
    "D25-V": {"q_satisfied": 23, "q_rights": 23, "q_know_rights": 19, "q_say": 19, "q_listened": 20, "q_plan": 20, "q_whole": 20, "complain": 18, "safe": 24, "master": 22},
}  # fmt: skip
# Gjennomsnitt fra 1 til 5 for kontroll, og fra 1 til 3 for de åtte områdene.
_CONTROL = {"D24-A": 65, "D24-V": 82, "D25-A": 74, "D25-V": 92}
_DOMAINS = (
    ("q_qol_development", "Personlig utvikling"), ("q_qol_decide", "Selvbestemmelse"), ("q_qol_relations", "Relasjoner"),
    ("q_qol_inclusion", "Deltakelse i samfunnet"), ("q_qol_rights", "Rettigheter"),
    ("q_qol_emotional", "Følelsesmessig velvære"), ("q_qol_physical", "Fysisk velvære"), ("q_qol_material", "Økonomi"),
)  # fmt: skip
_QOL: Mapping[str, Sequence[int]] = {
    "D24-A": (43, 41, 42, 39, 44, 41, 40, 36),
    "D24-V": (60, 52, 63, 49, 57, 60, 58, 50),
    "D25-A": (50, 48, 46, 44, 52, 46, 43, 39),
    "D25-V": (65, 59, 66, 54, 62, 62, 60, 53),
}
_ANSWERED = {"D24-A": 18, "D24-V": 24, "D25-A": 20, "D25-V": 25}
USER_ROUNDS = rows_of(
    _ROUND,
    ("D24-A", 2024, "aft", "users", D(2024, 11, 4), D(2024, 11, 22), 23, "outsider", "pictures", True, "Plakat og resultatmøte 13. februar 2025"),
    ("D24-V", 2024, "vta", "users", D(2024, 11, 4), D(2024, 11, 22), 28, "outsider", "pictures", True, "Plakat i kantina"),
    ("D25-A", 2025, "aft", "users", D(2025, 11, 3), D(2025, 11, 21), 24, "outsider", "pictures", True, "Resultatfrokost 12. februar 2026"),
    ("D25-V", 2025, "vta", "users", D(2025, 11, 3), D(2025, 11, 21), 28, "outsider", "pictures", True, "Resultatfrokost 12. februar 2026, brukerrådet 11. mars"),
)  # fmt: skip
_SAID_GOOD = (
    "Folka her", "Jeg får prøve ting", "De venter til jeg har snakket ferdig", "Lunsjen sammen", "Jeg lærer noe hver uke",
    "Veilederen ringer tilbake", "Jeg lager noe som folk bruker", "Turgruppa", "At jeg kan si nei", "Kaffen til Kjersti",
)  # fmt: skip
_SAID_BETTER = (
    "Mindre støy", "Svar på forslag litt fortere", "Flere plasser i butikk", "Planen min bør vi snakke om i et eget rom",
    "Mer å gjøre om fredagen", "Jeg vil bestemme mer selv", "Bussen passer dårlig", "Mer penger til bussen",
)  # fmt: skip


def _spread(dice: random.Random, n: int, yes: int) -> list[str]:
    """Return n answers of which as many are yes, the rest partly or no, in any order."""
    rest = n - yes
    answers = ["yes"] * yes + ["no"] * (rest // 3) + ["partly"] * (rest - rest // 3)
    dice.shuffle(answers)
    return answers


def _summed(dice: random.Random, n: int, total: int, low: int, high: int) -> list[str]:
    """Return n numbers from low to high that add up to the total."""
    numbers = [total // n] * n
    for at in range(total - sum(numbers)):
        numbers[at] += 1
    for _ in range(2 * n):
        up, down = dice.randrange(n), dice.randrange(n)
        if up != down and numbers[up] < high and numbers[down] > low:
            numbers[up] += 1
            numbers[down] -= 1
    dice.shuffle(numbers)
    return [str(number) for number in numbers]


def _agreeing(dice: random.Random, n: int, agree: int) -> list[str]:
    """Return n answers from 1 to 5 of which as many are 4 or 5."""
    answers = [dice.choice(("4", "5", "5")) for _ in range(agree)]
    answers += [dice.choice(("3", "3", "2")) for _ in range(n - agree)]
    dice.shuffle(answers)
    return answers


def _gathered(code: str, n: int, columns: Mapping[str, Sequence[str]], **more: object) -> list[Row]:
    return [
        {"round": code, "form": str(at + 1), **more, **{key: answers[at] for key, answers in columns.items()}}
        for at in range(n)
    ]


def _users(code: str) -> list[Row]:
    dice, n = random.Random(code), _ANSWERED[code]
    columns: dict[str, Sequence[str]] = {}
    for key, yes in _YES[code].items():
        columns[key] = _spread(dice, n, yes)
    columns["q_control"] = _summed(dice, n, _CONTROL[code], 1, 5)
    for (key, _), total in zip(_DOMAINS, _QOL[code], strict=True):
        columns[key] = _summed(dice, n, total, 1, 3)
    rows = _gathered(code, n, columns, service="aft" if code.endswith("A") else "vta")
    for at, row in enumerate(rows):
        for key in ("complain", "safe", "master"):
            row[key] = {"yes": "enig", "partly": "delvis", "no": "uenig"}[str(row[key])]
        row["answered_by"] = "self" if row["service"] == "aft" or at % 3 else "with_help"
        if code.endswith("V") and at in (4, 19):
            row["answered_by"] = "proxy"
        if dice.random() < 0.3:
            row["open_good"] = dice.choice(_SAID_GOOD)
        if dice.random() < 0.25:
            row["open_better"] = dice.choice(_SAID_BETTER)
    return rows


USERS = {code: _users(code) for code in _ANSWERED}
_QUESTIONS = (
    ("q_satisfied", "Alt i alt fornøyd med tilbudet"), ("q_rights", "Rettighetene mine blir respektert"),
    ("q_plan", "Jeg har vært med på å bestemme planen min"), ("complain", "Jeg vet hvordan jeg kan klage"),
    ("safe", "Jeg føler meg trygg på jobb"), ("master", "Jeg mestrer oppgavene mine"),
    ("q_listened", "Jeg blir hørt når jeg foreslår noe"),
)  # fmt: skip
_OWN_QUESTIONS = {
    "complain": "Jeg vet hvordan jeg kan klage",
    "safe": "Jeg føler meg trygg på jobb",
    "master": "Jeg mestrer oppgavene mine",
}


def _agree(rows: Sequence[Row], key: str) -> int:
    return sum(row.get(key) in ("yes", "enig") for row in rows)


def _user_table(year: int, day: date, when: str) -> Table:
    """Return the workbook of a year: what colleagues read first, then rounds and answers."""
    aft, vta = f"D{year % 100}-A", f"D{year % 100}-V"
    n = (_ANSWERED[aft], _ANSWERED[vta])
    invited = {row["round"]: row["invited"] for row in USER_ROUNDS}
    result: list[list[Cell]] = [
        ["Spørsmål", f"AFT enig (n = {n[0]})", f"VTA enig (n = {n[1]})", "Alle enig", "Andel"]
    ]
    for key, question in _QUESTIONS:
        counts = _agree(USERS[aft], key), _agree(USERS[vta], key)
        result.append([question, *counts, sum(counts), f"{round(100 * sum(counts) / sum(n))} %"])
    everyone = invited[aft] + invited[vta]
    about: list[list[Cell]] = [
        ["Felt", "Verdi"],
        ["Periode", when],
        ["Invitert", everyone],
        ["Svar", sum(n)],
        ["Svarprosent", f"{round(100 * sum(n) / everyone)} %"],
        ["AFT", f"{n[0]} av {invited[aft]}"],
        ["VTA", f"{n[1]} av {invited[vta]}"],
        ["Metode", "eget skjema, papir med bilder eller nett, anonymt, ekstern intervjuer ved behov"],
        ["År", year],
    ]
    rounds = [row for row in USER_ROUNDS if row["year"] == year]
    return Table(
        f"Resultater/Deltakerundersøkelse {year}.xlsx",
        day,
        f"Deltakerundersøkelse {year}",
        TORUNN,
        {
            "Resultat": result,
            "Om undersøkelsen": about,
            "Runder": sheet_of("survey-users.rounds", rounds),
            "Svar": sheet_of("survey-users.answers", [*USERS[aft], *USERS[vta]], _OWN_QUESTIONS),
        },
    )


def _means(code: str) -> list[float]:
    rows = USERS[code]
    return [round(sum(int(row[key]) for row in rows) / len(rows), 1) for key, _ in _DOMAINS]


QOL = Table(
    "VTA/Livskvalitet målinger 2024 og 2025.xlsx",
    D(2025, 12, 4),
    "Livskvalitet",
    TORUNN,
    {
        **{
            str(year): [
                ["Område (skala 1–3)", f"AFT n = {_ANSWERED[f'D{year - 2000}-A']}", f"VTA n = {_ANSWERED[f'D{year - 2000}-V']}"],
                *(
                    [name, a, v]
                    for (_, name), a, v in zip(
                        _DOMAINS, _means(f"D{year - 2000}-A"), _means(f"D{year - 2000}-V"), strict=True
                    )
                ),
            ]
            for year in (2025, 2024)
        },
        "Om målingen": [
            ["Felt", "Verdi"],
            ["Metode", "åtte spørsmål med bilder i deltakerundersøkelsen, selvrapportert, støtte fra ekstern intervjuer"],
            ["Periode 2025", "03.11.–21.11.2025"],
            ["Periode 2024", "04.11.–22.11.2024"],
        ],
    },
)  # fmt: skip

# Medarbeiderundersøkelsen: spørsmålet om utvikling kom med i 2025.
_STAFF_AGREE: Mapping[str, Mapping[str, int]] = {
    "M24": {"q_satisfied": 16, "leaders": 14, "q_contribution": 15, "hse": 17, "q_say": 13, "q_recognised": 12, "q_safe": 17},
    "M25": {"q_satisfied": 18, "leaders": 16, "q_contribution": 18, "hse": 17, "q_say": 15, "q_recognised": 15, "q_development": 15, "q_safe": 18},
}  # fmt: skip
_STAFF_N = {"M24": 19, "M25": 20}
STAFF_ROUNDS = rows_of(
    _ROUND,
    ("M24", 2024, None, "staff", D(2024, 9, 23), D(2024, 10, 4), 21, "nobody", "online", True, "Personalmøte 11. februar 2025"),
    ("M25", 2025, None, "staff", D(2025, 9, 22), D(2025, 10, 3), 22, "nobody", "online", True, "Avdelingsmøtene i oktober 2025"),
)  # fmt: skip
_STAFF_QUESTIONS = (
    ("q_satisfied", "1 Jeg trives i jobben", "85 %"),
    ("leaders", "2 Lederne arbeider likt og forutsigbart med kvalitet", "75 %"),
    ("q_contribution", "3 Jeg vet hvordan arbeidet mitt bidrar til formålet", "80 %"),
    ("hse", "4 Jeg kjenner HMS-reglene som gjelder meg", "90 %"),
    ("q_say", "5 Jeg kan påvirke planer og forbedringer", "75 %"),
    ("q_recognised", "6 Jeg får anerkjennelse for arbeidet mitt", "70 %"),
)


def _staff(code: str) -> list[Row]:
    dice, n = random.Random(code), _STAFF_N[code]
    columns = {key: _agreeing(dice, n, agree) for key, agree in _STAFF_AGREE[code].items()}
    rows = _gathered(code, n, columns)
    for row in rows:
        row |= {key: int(row[key]) for key in ("leaders", "hse")}
        if dice.random() < 0.25:
            row["open_better"] = dice.choice(
                (
                    "Mer ros i hverdagen",
                    "Færre avlyste møter",
                    "Tid til rapportene",
                    "Flere hender om morgenen",
                )
            )
    return rows


STAFF_ANSWERS = [*_staff("M24"), *_staff("M25")]


def _percent(code: str, key: str) -> str:
    return f"{round(100 * _STAFF_AGREE[code][key] / _STAFF_N[code])} %"


STAFF_SURVEY = Table(
    "02 Personal/Medarbeiderundersøkelse 2025.xlsx",
    D(2025, 10, 20),
    "Medarbeiderundersøkelse 2025",
    RANDI,
    {
        "Resultat": [
            ["Spørsmål", "Andel enig 2024", "Andel enig 2025", "Ønsket andel"],
            *(
                [text, _percent("M24", key), _percent("M25", key), goal]
                for key, text, goal in _STAFF_QUESTIONS
            ),
        ],
        "Om undersøkelsen": [
            ["Felt", "Verdi"],
            ["Periode", "22.09.–03.10.2025"],
            ["Invitert", 22],
            ["Svar", 20],
            ["Svarprosent", "91 %"],
            ["Svar 2024", "19 av 21 (90 %)"],
            ["Anonym", "ja, eget lenkeskjema"],
        ],
        "Tiltak": [
            ["Hva vi gjør", "Hvem", "Når", "Status"],
            ["Ros og ris fast på avdelingsmøtet", ASE, D(2025, 12, 1), "innført"],
            ["To arbeidsdager i året i annen avdeling", ORJAN, D(2026, 4, 30), "15 av 22 gjennomført"],
        ],
        "Runder": sheet_of("survey-staff.rounds", STAFF_ROUNDS),
        "Svar": sheet_of(
            "survey-staff.answers",
            STAFF_ANSWERS,
            {"leaders": "Lederne arbeider likt med kvalitet", "hse": "Jeg kjenner HMS-reglene"},
        ),
    },
)

_FAMILY: Mapping[str, Mapping[str, int]] = {
    "P24": {
        "q_satisfied": 14,
        "q_informed": 10,
        "q_listened": 12,
        "q_plan": 9,
        "q_whole": 11,
        "q_recommend": 14,
    },
    "P25": {
        "q_satisfied": 17,
        "q_informed": 13,
        "q_listened": 15,
        "q_plan": 13,
        "q_whole": 14,
        "q_recommend": 17,
    },
}
_FAMILY_N = {"P24": 17, "P25": 19}
FAMILY_ROUNDS = rows_of(
    _ROUND,
    ("P24", 2024, "vta", "families", D(2024, 11, 11), D(2024, 11, 29), 30, "nobody", "paper", True, "Pårørendekveld 12. mars 2025"),
    ("P25", 2025, "vta", "families", D(2025, 11, 10), D(2025, 11, 28), 31, "nobody", "paper", True, "Pårørendekveld 18. mars 2026"),
)  # fmt: skip


def _families(code: str) -> list[Row]:
    dice, n = random.Random(code), _FAMILY_N[code]
    columns = {key: _agreeing(dice, n, agree) for key, agree in _FAMILY[code].items()}
    rows = _gathered(code, n, columns, service="vta")
    for row in rows:
        if dice.random() < 0.3:
            row["open_better"] = dice.choice(
                (
                    "Si fra før planmøtet, ikke etter",
                    "En kveld på høsten også",
                    "Hvem ringer jeg?",
                    "Mer om lønn og trygd",
                )
            )
    return rows


_PARTNER_AGREE: Mapping[str, Mapping[str, int]] = {
    "B24-A": {"q_satisfied": 7, "q_cooperation": 7, "q_continuity": 5, "q_inclusion": 7, "q_information": 6},
    "B24-V": {"q_satisfied": 4, "q_cooperation": 4, "q_continuity": 4, "q_inclusion": 5, "q_information": 3},
    "N24": {"q_satisfied": 3, "q_cooperation": 3, "q_continuity": 2, "q_inclusion": 3, "q_information": 3},
}
_PARTNER_N = {"B24-A": 8, "B24-V": 5, "N24": 3}
# NAV fikk ikke skjema i 2025 og svarte med brev; svarene fra arbeidsgiverne i 2025 står i egen fil.
PARTNER_ROUNDS = rows_of(
    _ROUND,
    ("B24-A", 2024, "aft", "partners", D(2024, 11, 18), D(2024, 11, 29), 9, "nobody", "online", False, "Brev i januar 2025"),
    ("B24-V", 2024, "vta", "partners", D(2024, 11, 18), D(2024, 11, 29), 6, "nobody", "online", False, "Brev i januar 2025"),
    ("N24", 2024, None, "purchasers", D(2024, 11, 18), D(2024, 11, 29), 4, "nobody", "online", False, "Samarbeidsmøtet i februar 2025"),
    ("B25-A", 2025, "aft", "partners", D(2025, 11, 17), D(2025, 11, 28), 9, "nobody", "online", False, "Resultatfrokost 12. februar 2026"),
    ("B25-V", 2025, "vta", "partners", D(2025, 11, 17), D(2025, 11, 28), 6, "nobody", "online", False, "Resultatfrokost 12. februar 2026"),
)  # fmt: skip


def _partners_2024() -> list[Row]:
    rows: list[Row] = []
    for code, n in _PARTNER_N.items():
        dice = random.Random(code)
        columns = {key: _agreeing(dice, n, agree) for key, agree in _PARTNER_AGREE[code].items()}
        service = {} if code == "N24" else {"service": "aft" if code.endswith("A") else "vta"}
        rows += _gathered(code, n, columns, **service)
    return rows


_TRADES = (
    ("B25-A", "trevare", "5 5 5 5 4", "ja", "ja", "God forberedelse"),
    ("B25-A", "butikk", "5 5 4 5 5", "ja", "ja", ""),
    ("B25-V", "butikk", "4 4 4 5 4", "ja", "ja", "Gjerne lengre perioder"),
    ("B25-V", "barnehage", "4 4 3 4 4", "ja", "nei", "Krav om politiattest tar tid"),
    ("B25-V", "gartneri", "5 5 5 5 5", "ja", "ja", ""),
    ("B25-A", "lager", "3 3 2 4 2", "nei", "nei", "Uklart hvem som hadde ansvaret"),
    ("B25-V", "hotell", "4 4 4 4 4", "ja", "ja", ""),
    ("B25-A", "renhold", "4 4 4 4 4", "ja", "ja", ""),
    ("B25-A", "bilverksted", "5 5 4 5 5", "ja", "ja", ""),
    ("B25-A", "bakeri", "4 4 4 4 3", "ja", "ja", "Tidlige morgener må avklares"),
    ("B25-A", "transport", "4 4 3 4 4", "ja", "nei", ""),
    ("B25-A", "butikk", "5 5 5 5 5", "ja", "ja", ""),
    ("B25-V", "sykehjem", "3 4 3 4 3", "nei", "ja", "Ønsker fagmodul"),
    ("B25-A", "verft", "4 4 4 4 4", "ja", "ja", ""),
    ("B25-V", "kafé", "5 5 4 5 4", "ja", "ja", ""),
)
_ASKED = ("q_satisfied", "q_cooperation", "q_continuity", "q_inclusion", "q_information")


def _employers() -> list[Row]:
    rows: list[Row] = []
    for at, (code, trade, answers, call, more, said) in enumerate(_TRADES):
        row: Row = {"round": code, "form": str(at + 1), "service": "aft" if code.endswith("A") else "vta"}
        row |= dict(zip(_ASKED, answers.split(), strict=True))
        rows.append(row | {"trade": trade, "call": call, "more": more, "said": said})
    return rows


EMPLOYERS = Table(
    "Resultater/arbeidsgivere svar nov 2025.csv",
    D(2025, 11, 28),
    "",
    ORJAN,
    {
        "": sheet_of(
            "survey-partners.answers",
            _employers(),
            {
                "form": "Skjema",
                "q_satisfied": "Fornøyd (1-5)",
                "q_cooperation": "Godt samarbeid (1-5)",
                "q_continuity": "Kontinuitet for brukerne (1-5)",
                "q_inclusion": "Inkludering av brukerne (1-5)",
                "q_information": "Får informasjon (1-5)",
                "trade": "Bransje",
                "call": "Vet hvem de skal ringe",
                "more": "Vil ta imot flere",
                "said": "Arbeidsgiverens egne ord",
            },
            "round form service trade " + " ".join(_ASKED) + " call more said",
        )
    },
)

# Resultatene for 2024 ble bare lagt fram i AFT: ingen ble spurt i VTA.
_KNEW: Mapping[str, tuple[int, tuple[int, int, int]]] = {
    "R24-A": (15, (11, 10, 13)),
    "R25-A": (19, (16, 15, 18)),
    "R25-V": (24, (19, 17, 23)),
    "R25-M": (20, (20, 18, 20)),
    "R25-B": (6, (6, 5, 6)),
    "R25-N": (2, (2, 2, 2)),
}
RESULT_ROUNDS = rows_of(
    _ROUND,
    ("R24-A", 2024, "aft", "users", D(2025, 2, 13), D(2025, 2, 13), 23, "own_staff", "pictures", True, "Muntlig samme dag"),
    ("R25-A", 2025, "aft", "users", D(2026, 2, 12), D(2026, 2, 13), 24, "peer", "pictures", True, "Brukerrådet 11. mars 2026"),
    ("R25-V", 2025, "vta", "users", D(2026, 2, 12), D(2026, 2, 13), 28, "peer", "pictures", True, "Brukerrådet 11. mars 2026"),
    ("R25-M", 2025, None, "staff", D(2026, 2, 12), D(2026, 2, 13), 22, "nobody", "online", True, "E-post til alle"),
    ("R25-B", 2025, None, "partners", D(2026, 2, 12), D(2026, 2, 12), 15, "other_staff", "paper", True, "Nyhetsbrev februar 2026"),
    ("R25-N", 2025, None, "purchasers", D(2026, 2, 12), D(2026, 2, 12), 4, "other_staff", "paper", True, "Nyhetsbrev februar 2026"),
)  # fmt: skip


def _results() -> list[Row]:
    rows: list[Row] = []
    services = {row["round"]: row.get("service") for row in RESULT_ROUNDS}
    for code, (n, yes) in _KNEW.items():
        dice = random.Random(code)
        keys = ("q_knew", "q_easy", "q_could_ask")
        columns = {key: _spread(dice, n, count) for key, count in zip(keys, yes, strict=True)}
        own = {"service": services[code]} if services[code] else {}
        rows += _gathered(code, n, columns, **own)
    for at, said in (
        (3, "At ni prøvde butikk"),
        (20, "Søylene"),
        (40, "At vi fikk elleve forslag til"),
        (55, "Bildet av Kjersti"),
    ):
        rows[at]["open_remember"] = said
    for at, said in (
        (8, "Prosent er vanskelig"),
        (33, "Si det langsommere"),
        (47, "Færre tall"),
        (62, "Hva gjør dere med det?"),
    ):
        rows[at]["open_better"] = said
    return rows


FILES: list[Item] = [
    _user_table(2024, D(2024, 12, 3), "04.11.–22.11.2024"),
    _user_table(2025, D(2025, 12, 2), "03.11.–21.11.2025"),
    QOL,
    STAFF_SURVEY,
    EMPLOYERS,
    Register(
        "Resultater/Pårørendeundersøkelse 2024 og 2025.xlsx", D(2025, 12, 5), "Pårørendeundersøkelse", TORUNN,
        "survey-families", {"survey-families.rounds": FAMILY_ROUNDS, "survey-families.answers": [*_families("P24"), *_families("P25")]},
    ),
    Register(
        "Resultater/Undersøkelser arbeidsgivere og NAV 2024 og 2025.xlsx", D(2025, 11, 28), "Undersøkelse blant arbeidsgivere og NAV", ORJAN,
        "survey-partners", {"survey-partners.rounds": PARTNER_ROUNDS, "survey-partners.answers": _partners_2024()},
    ),
    Register(
        "Resultater/Forsto du resultatene 2025 og 2026.xlsx", D(2026, 2, 13), "Forsto du resultatene?", TORUNN,
        "survey-results", {"survey-results.rounds": RESULT_ROUNDS, "survey-results.answers": _results()},
    ),
]  # fmt: skip
