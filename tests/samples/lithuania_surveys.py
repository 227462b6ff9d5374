"""Hold the counting sheets of the five surveys of the Lithuanian sample provider, for 2024 and 2025.

How many gave the best answer is written down, so that the shares are those of the reports; who gave which other answer
is drawn with a seed. Forms are numbered within a round and belong to nobody.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lithuania_items import EGLE, Book, Item

DAY, CRISIS, CARERS, FAMILIES = "dienos", "kriziu", "globos", "prieziura"
SERVICES = (DAY, CRISIS, CARERS, FAMILIES)
QOL = ("development", "decide", "relations", "inclusion", "rights", "emotional", "physical", "material")


@dataclass(frozen=True)
class Round:
    """Describe one round: `best` counts the best answers by question, `means` the means of those with numbers.

    `blank` is how many left the questions of `means` empty; `proxies` of the answers were given by somebody else.
    """

    code: str
    year: int
    service: str | None
    group: str
    first: date
    last: date
    invited: int
    answered: int
    best: dict[str, int]
    means: dict[str, float] = field(default_factory=dict)
    blank: int = 0
    asked_by: str = "nobody"
    method: str = "paper"
    report: str = ""
    proxies: int = 0
    helped: int = 0
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """Return the row of the sheet of rounds."""
        row = {
            "round": self.code, "year": self.year, "service": self.service, "group": self.group, "from": self.first,
            "to": self.last, "invited": self.invited, "asked_by": self.asked_by, "method": self.method,
            "anonymous": True, "report": self.report or None,
        }  # fmt: skip
        return {key: value for key, value in row.items() if value is not None}


def _points(mean: float, count: int, low: int, high: int, dice: random.Random) -> list[int]:
    """Return numbers from `low` to `high` with this mean, rounded to a whole sum."""
    numbers = [round(mean)] * count
    while sum(numbers) != round(mean * count):
        at, step = dice.randrange(count), 1 if sum(numbers) < round(mean * count) else -1
        if low <= numbers[at] + step <= high:
            numbers[at] += step
    for _ in range(count):  # some are happier and some less, and the mean stays
        one, other = dice.randrange(count), dice.randrange(count)
        if one != other and numbers[one] < high and numbers[other] > low and dice.random() < 0.7:
            numbers[one], numbers[other] = numbers[one] + 1, numbers[other] - 1
    return numbers


def _answers(one: Round, words: bool, top: dict[str, int]) -> list[dict[str, Any]]:
    """Return the forms of a round; `words` says whether answers are yes, partly and no, or 1 to 5."""
    dice = random.Random(f"vejupe {one.code}")
    columns: dict[str, list[str | None]] = {}
    for question, best in one.best.items():
        rest = one.answered - best
        if words:
            given = ["yes"] * best + ["partly" if n % 3 else "no" for n in range(rest)]
        else:
            given = ["5" if dice.random() < 0.55 else "4" for _ in range(best)]
            given += ["3" if n % 3 else "2" for n in range(rest)]
        dice.shuffle(given)
        columns[question] = list(given)
    for question, mean in one.means.items():
        numbers = _points(mean, one.answered - one.blank, 1, top.get(question, 3), dice)
        columns[question] = [str(n) for n in numbers] + [None] * one.blank
    forms = []
    for n in range(one.answered):
        by = "proxy" if n < one.proxies else "with_help" if n < one.proxies + one.helped else "self"
        row: dict[str, Any] = {
            "round": one.code,
            "form": str(n + 1),
            "service": one.service,
            "answered_by": by,
        }
        row |= {key: values[n] for key, values in columns.items()}
        # Who writes something does so on any form, hence not on the first ones.
        row |= {
            key: texts[(n - 3) // 4]
            for key, texts in one.open.items()
            if n % 4 == 3 and (n - 3) // 4 < len(texts)
        }
        forms.append({key: value for key, value in row.items() if value is not None})
    return forms


def _book(path: str, day: date, name: str, rounds: list[Round], *, words: bool) -> Book:
    top = {"q_control": 5}
    return Book(
        path,
        day,
        EGLE,
        name,
        {
            f"{name}.rounds": [one.row() for one in rounds],
            f"{name}.answers": [form for one in rounds for form in _answers(one, words, top)],
        },
    )


_USER_QUESTIONS = ("q_satisfied", "q_rights", "q_know_rights", "q_say", "q_listened", "q_plan", "q_whole")
_METHODS = {DAY: "pictures", CRISIS: "interview", CARERS: "paper", FAMILIES: "interview"}
_LETTERS = dict(zip(SERVICES, "DKGS", strict=True))


def _users(
    year: int,
    asked: dict[str, tuple[int, int, tuple[int, ...], float]],
    quality: tuple[float, ...],
    blanks: dict[str, int],
    span: tuple[date, date],
    words: dict[str, dict[str, tuple[str, ...]]],
) -> list[Round]:
    """Return a round per service; `asked` holds invited, answered, best answers by question, and the mean control."""
    shift = {DAY: 0.1, CRISIS: -0.15, CARERS: 0.05, FAMILIES: -0.1}
    told = {
        2024: "Darbuotojų susirinkimas 2025-01-22, taryba 2025-02-19, skelbimų lentos",
        2025: "Tėvų susirinkimas 2026-01-29, naujienlaiškis 2026-02-27, taryba 2026-03-18",
    }
    return [
        Round(
            f"{year}-{_LETTERS[service]}", year, service, "users", *span, invited, answered,
            dict(zip(_USER_QUESTIONS, best, strict=True)),
            {"q_control": control}
            | {f"q_qol_{name}": mean + shift[service] for name, mean in zip(QOL, quality, strict=True)},
            blanks[service], "outsider", _METHODS[service], told[year],
            6 if (year, service) == (2025, DAY) else 0, 5 if service in (DAY, FAMILIES) else 2,
            words.get(service, {}),
        )
        for service, (invited, answered, best, control) in asked.items()
    ]  # fmt: skip


USERS_2024 = _users(
    2024,
    {
        DAY: (46, 29, (26, 26, 21, 17, 20, 18, 18), 3.0),
        CRISIS: (18, 12, (10, 10, 7, 6, 8, 9, 9), 3.1),
        CARERS: (26, 18, (15, 16, 15, 12, 14, 14, 11), 3.8),
        FAMILIES: (38, 25, (20, 21, 15, 13, 17, 16, 14), 3.2),
    },
    (2.3, 2.05, 2.35, 2.0, 2.4, 2.15, 2.45, 1.85),
    {DAY: 5, CRISIS: 2, CARERS: 2, FAMILIES: 4},
    (date(2024, 11, 4), date(2024, 11, 22)),
    {
        DAY: {"open_good": ("Draugai.", "Penktadienis.", "Kad padeda su matematika."),
              "open_better": ("Tylesnė vieta.", "Futbolo kamuolys.", "Kad nereikėtų laukti.")},
        CRISIS: {"open_good": ("Saugu.",), "open_better": ("Spyna.", "Daugiau kambarių vaikams.")},
        CARERS: {"open_good": ("Koordinatorė visada atsiliepia.",), "open_better": ("Ilgai laukiau psichologės.",)},
        FAMILIES: {"open_good": ("Klausosi.", "Padėjo su dokumentais."), "open_better": ("Planas per ilgas.",)},
    },
)  # fmt: skip

USERS_2025 = _users(
    2025,
    {
        DAY: (44, 36, (33, 34, 30, 26, 29, 28, 27), 3.4),
        CRISIS: (24, 19, (17, 17, 14, 13, 15, 16, 16), 3.5),
        CARERS: (30, 21, (19, 20, 20, 16, 18, 17, 16), 3.9),
        FAMILIES: (36, 21, (18, 18, 16, 14, 17, 15, 15), 3.4),
    },
    (2.4, 2.3, 2.4, 2.1, 2.55, 2.25, 2.45, 1.9),
    {DAY: 6, CRISIS: 3, CARERS: 2, FAMILIES: 3},
    (date(2025, 11, 3), date(2025, 11, 21)),
    {
        DAY: {"open_good": ("Ryto ratas, nes vedame mes.", "Lapas „Mano mintys“.", "Yra kur pabūti vienam.",
                            "Valgiaraštyje galima rinktis."),
              "open_better": ("Paauglių vakarai.", "Šilčiau salėje.", "Kad planšetė būtų ir Raistėnuose.")},
        CRISIS: {"open_good": ("Niekas neklausia, kodėl neišėjau anksčiau.", "Turiu savo raktą."),
                 "open_better": ("Lengviau pasakyti negu parašyti.", "Naktį tyliau.")},
        CARERS: {"open_good": ("Žinau, kas pavaduoja.", "Atokvėpio savaitgalis."),
                 "open_better": ("Grupė per toli.", "Daugiau laiko sau.")},
        FAMILIES: {"open_good": ("Prieš atvažiuodama parašo.", "Vienas planas."),
                   "open_better": ("Vakarinis autobusas.", "Planas vis dar per ilgas.")},
    },
)  # fmt: skip

_FAMILY_QUESTIONS = ("q_satisfied", "q_informed", "q_listened", "q_plan", "q_whole", "q_recommend")


def _families(
    year: int, asked: dict[str, tuple[int, int, tuple[int, ...]]], span: tuple[date, date]
) -> list[Round]:
    texts: dict[str, dict[str, tuple[str, ...]]] = {
        CARERS: {"open_good": ("Kad paskambino pirmą savaitę.", "Grupė, kurioje galiu pasakyti, kad pykstu."),
                 "open_better": ("Nuotoliniai susitikimai gyvenantiems kaime.", "Daugiau atokvėpio.")},
        DAY: {"open_good": ("Vaikas eina noriai.",), "open_better": ("Pranešti, kada grįš.", "Šeštadieniai.")},
    }  # fmt: skip
    return [
        Round(
            f"{year}-{_LETTERS[service]}A", year, service, "guardians" if service == CARERS else "families", *span,
            invited, answered, dict(zip(_FAMILY_QUESTIONS, best, strict=True)), asked_by="nobody",
            method="paper" if service == DAY else "phone" if service == CRISIS else "online",
            report="Susitikimai su artimaisiais ir globėjų vakarai kitų metų sausį",
            open=texts.get(service, {}) if year == 2025 else {},
        )
        for service, (invited, answered, best) in asked.items()
    ]  # fmt: skip


FAMILIES_ASKED = [
    *_families(
        2024,
        {DAY: (40, 22, (18, 15, 17, 14, 14, 18)), CRISIS: (6, 4, (3, 3, 3, 2, 3, 3)),
         CARERS: (40, 26, (22, 17, 21, 19, 16, 22)), FAMILIES: (30, 12, (9, 8, 9, 7, 7, 9))},
        (date(2024, 11, 11), date(2024, 11, 29)),
    ),
    *_families(
        2025,
        {DAY: (42, 29, (26, 24, 25, 22, 22, 26)), CRISIS: (7, 4, (4, 3, 4, 3, 3, 4)),
         CARERS: (46, 33, (30, 28, 30, 27, 25, 30)), FAMILIES: (32, 15, (13, 11, 12, 11, 11, 13))},
        (date(2025, 11, 10), date(2025, 11, 28)),
    ),
]  # fmt: skip

_STAFF_QUESTIONS = ("q_satisfied", "q_say", "q_recognised", "q_development", "q_safe", "q_contribution")
STAFF = [
    Round(
        "2024-P", 2024, None, "staff", date(2024, 10, 7), date(2024, 10, 18), 29, 28,
        dict(zip(_STAFF_QUESTIONS, (21, 18, 20, 19, 21, 24), strict=True)), method="online",
        report="Visuotinis darbuotojų susirinkimas 2025-01-22",
        open={"open_good": ("Kolegos.", "Supervizijos."), "open_better": ("Naktį dirbama po vieną.", "Atsakyti į siūlymus.")},
    ),
    Round(
        "2025-P", 2025, None, "staff", date(2025, 10, 6), date(2025, 10, 17), 31, 28,
        dict(zip(_STAFF_QUESTIONS, (24, 20, 23, 23, 22, 26), strict=True)), method="online",
        report="Visuotinis darbuotojų susirinkimas 2026-01-21",
        open={"open_good": ("Paskambinu šeimai, kai vaikas neateina antrą dieną.",
                            "Paklausiu vaiko, kol dar nenusprendžiau už jį.",
                            "Globėjai žino, kad gali man verkti į ragelį.",
                            "Virtuvėje visada kvepia – tai irgi saugumas."),
              "open_better": ("Mažiau popierių.", "Naktį dirbti dviese.", "Vienas automobilis per mažai.")},
    ),
]  # fmt: skip

_PARTNER_QUESTIONS = ("q_satisfied", "q_cooperation", "q_continuity", "q_inclusion", "q_information")


def _partners(
    code: str,
    year: int,
    group: str,
    invited: int,
    answered: int,
    best: tuple[int, ...],
    words: dict[str, tuple[str, ...]],
) -> Round:
    return Round(
        code, year, None, group, date(year, 11, 17), date(year, 12, 5), invited, answered,
        dict(zip(_PARTNER_QUESTIONS, best, strict=True)), method="online",
        report="Tarpinstitucinis pasitarimas kitų metų vasarį", open=words,
    )  # fmt: skip


PARTNERS_ASKED = [
    _partners("2024-PR", 2024, "partners", 7, 5, (4, 4, 3, 3, 3), {}),
    _partners("2024-SAV", 2024, "purchasers", 3, 3, (2, 3, 2, 2, 2), {}),
    _partners("2025-PR", 2025, "partners", 7, 6, (6, 5, 5, 4, 4),
              {"open_good": ("Vienas žmogus, kuriam skambinti.",)}),
    _partners("2025-SAV", 2025, "purchasers", 3, 3, (3, 3, 2, 2, 3), {}),
]  # fmt: skip

_RESULT_QUESTIONS = ("q_knew", "q_easy", "q_could_ask")


def _results(
    code: str, year: int, service: str | None, group: str, span: tuple[date, date], invited: int, answered: int,
    best: tuple[int, int, int], method: str, remember: tuple[str, ...] = (),
) -> Round:  # fmt: skip
    report = (
        "Rezultatų santrauka perrašyta pagal atsakymus" if year == 2025 else "Vadovų pasitarimas 2025-02-24"
    )
    return Round(
        code, year, service, group, *span, invited, answered, dict(zip(_RESULT_QUESTIONS, best, strict=True)),
        asked_by="nobody" if method in ("paper", "online") else "other_staff", method=method, report=report,
        open={"open_remember": remember} if remember else {},
    )  # fmt: skip


_JAN_2025, _JAN_2026 = (date(2025, 1, 23), date(2025, 2, 7)), (date(2026, 1, 29), date(2026, 2, 5))
# The children of the day centre were told in the morning circle, but nobody asked them; only their parents were asked.
RESULTS_ASKED = [
    _results("2024-RT", 2024, DAY, "families", _JAN_2025, 38, 19, (15, 13, 17), "paper"),
    _results("2024-RG", 2024, CARERS, "users", _JAN_2025, 20, 14, (12, 10, 12), "paper"),
    _results("2024-RK", 2024, CRISIS, "users", _JAN_2025, 8, 6, (3, 3, 5), "interview"),
    _results("2024-RS", 2024, FAMILIES, "users", _JAN_2025, 20, 12, (7, 6, 10), "interview"),
    _results("2024-RD", 2024, None, "staff", _JAN_2025, 29, 26, (23, 20, 24), "online"),
    _results("2025-RT", 2025, DAY, "families", _JAN_2026, 33, 27, (25, 24, 27), "paper",
             ("Vaikai patys planuoja savaitę.", "Du pasirinkimai pietums.")),
    _results("2025-RG", 2025, CARERS, "users", _JAN_2026, 22, 18, (17, 16, 18), "paper",
             ("Kortelė su dviem kontaktais.",)),
    _results("2025-RK", 2025, CRISIS, "users", _JAN_2026, 9, 8, (6, 5, 8), "interview", ("Skambina ir išvykus.",)),
    _results("2025-RS", 2025, FAMILIES, "users", _JAN_2026, 22, 15, (11, 10, 14), "interview", ("Vienas planas.",)),
    _results("2025-RD", 2025, None, "staff", _JAN_2026, 31, 30, (29, 27, 29), "online",
             ("Vaikai rečiau nustoja lankyti centrą.",)),
    _results("2025-RP", 2025, None, "partners", _JAN_2026, 7, 6, (6, 5, 5), "online", ("Vienas planas šeimai.",)),
]  # fmt: skip

FILES: list[Item] = [
    _book("Rezultatai/Paslaugų gavėjų apklausa 2024.xlsx", date(2024, 12, 6), "survey-users", USERS_2024, words=True),
    _book("Rezultatai/Paslaugų gavėjų apklausa 2025.xlsx", date(2025, 12, 5), "survey-users", USERS_2025, words=True),
    _book("Rezultatai/Artimųjų ir globėjų apklausa 2024-2025.xlsx", date(2025, 12, 8), "survey-families",
          FAMILIES_ASKED, words=False),
    _book("02 Personalas/Darbuotojų apklausa 2025.xlsx", date(2025, 10, 24), "survey-staff", STAFF, words=False),
    _book("05 Partnerystė/Užsakovų ir partnerių apklausa 2024-2025.xlsx", date(2025, 12, 12), "survey-partners",
          PARTNERS_ASKED, words=False),
    _book("Rezultatai/Rezultatų suprantamumo apklausa 2024-2025.xlsx", date(2026, 2, 5), "survey-results",
          RESULTS_ASKED, words=True),
]  # fmt: skip
