"""Hold plausible results of a provider by hand, to render reports from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qms.model.organisation import Organisation, Person, Service, Settings
from qms.model.register import Origin
from qms.model.results import Measure, ResultsSheet, Series, Telling, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = {
    "en": {
        "services": ("Day centre", "Shared home Seaview"),
        "hours": "Training hours per person",
        "talks": "Yearly talk held",
        "satisfied": "Satisfied with the service",
        "costs": "Cost per place and year",
        "file": "results 2025.xlsx",
        "told": "The day centre learned more because two courses were held in the house.",
        "action": "In March all staff get a course in easy language.",
    },
    "nb": {
        "services": ("Dagtilbud", "Bofellesskapet Solsiden"),
        "hours": "Opplæringstimer per ansatt",
        "talks": "Medarbeidersamtale holdt",
        "satisfied": "Fornøyd med tjenesten",
        "costs": "Kostnad per plass og år",
        "file": "resultater 2025.xlsx",
        "told": "Dagtilbudet lærte mer fordi to kurs ble holdt på huset.",
        "action": "I mars får alle ansatte kurs i klart språk.",
    },
    "lt": {
        "services": ("Dienos centras", "Savarankiško gyvenimo namai"),
        "hours": "Mokymosi valandos vienam darbuotojui",
        "talks": "Surengtas metinis pokalbis",
        "satisfied": "Patenkinti paslauga",
        "costs": "Vienos vietos metinė kaina",
        "file": "rezultatai 2025.xlsx",
        "told": "Dienos centro darbuotojai mokėsi daugiau, nes du kursai surengti vietoje.",
        "action": "Kovo mėnesį visiems darbuotojams bus surengti lengvai suprantamos kalbos kursai.",
    },
}


def settings(language: str, country: str) -> Settings:
    """Return a provider with two services."""
    first, second = WORDS[language]["services"]
    return Settings(
        organisation=Organisation(name="Fjordgløtt", country=country),
        languages=(language,),
        frameworks=("equass-2018",),
        services=(Service("day", first, "day"), Service("home", second, "residential")),
        sites=(),
        functions=(),
        people=(Person("liv", "Liv Berg", ("quality_coordinator",)),),
        groups=(),
    )


class Rows:
    """Write values one below the other into a workbook that is not there."""

    def __init__(self, language: str) -> None:
        self.path = f"Kvalitet/{WORDS[language]['file']}"
        self.row = 3

    def value(self, code: str, year: int, number: float, **more: Any) -> Value:
        """Return the value of a calendar year in the next row."""
        self.row += 1
        origin = Origin("e1", self.path, "Verdier", self.row)
        facts = {"n": 40, "source": "", "origins": (origin,), **more}
        return Value(code, date(year, 1, 1), date(year, 12, 31), number, **facts)


def sheets(language: str) -> tuple[ResultsSheet, ...]:
    """Return five sheets: staff learning in full, one unmeasured, costs, the audit, satisfaction of two groups."""
    words, rows = WORDS[language], Rows(language)
    telling = Telling("16", 2025, "day", words["told"], words["action"], "liv", date(2026, 3, 31))
    costs = tuple(
        rows.value("66-1", year, number, n=31)
        for year, number in ((2023, 412000), (2024, 430500), (2025, 441000))
    )
    cost = Measure("66-1", words["costs"], "66", unit="money", better="lower", target=440000)
    satisfied = Measure("70-1", words["satisfied"], "70", unit="percent", target=85)
    return (
        ResultsSheet("16", tuple(_learning(words, rows)), (telling,)),
        ResultsSheet("45"),
        ResultsSheet("66", (Series(cost, costs),)),
        ResultsSheet("67"),
        ResultsSheet("70", (Series(satisfied, tuple(_satisfied(rows))),), lacking=("home",)),
    )


def _learning(words: dict[str, Any], rows: Rows) -> Iterator[Series]:
    for service, numbers in (("day", (12.5, 18, 22.25, 24)), ("home", (9, 11, 14, 13.8))):
        measure = Measure(
            "16-1",
            words["hours"],
            "16",
            service=service,
            unit="hours",
            target=20,
            baseline=10,
            baseline_year=2021,
        )
        values = (
            rows.value("16-1", year, number, service=service, n=24)
            for year, number in enumerate(numbers, start=2022)
        )
        yield Series(measure, tuple(values))
    held = []
    for year, (number, part) in enumerate(((70.8, 34), (74.4, 36), (85.4, 41)), start=2023):
        other = {"comparison_with": "Fjord Vekst", "comparison_value": 88.0} if year == 2025 else {}
        held.append(rows.value("16-2", year, number, counted=True, part=part, whole=48, n=48, **other))
    yield Series(Measure("16-2", words["talks"], "16", unit="percent", target=90), tuple(held))


def _satisfied(rows: Rows) -> Iterator[Value]:
    for year, group, number, n, invited in (
        (2024, "users", 88, 25, 31),
        (2025, "users", 91, 27, 32),
        (2024, "families", 75, 12, 30),
        (2025, "families", 66.7, 3, 30),
    ):
        by = "both" if group == "users" else "self"
        more = {"asked": group, "invited": invited, "n": n, "answered_by": by, "personal": True}
        yield rows.value("70-1", year, number, service="day", **more)


COUNTRIES = {"en": "IE", "nb": "NO", "lt": "LT"}


def made(language: str, told: tuple[ResultsSheet, ...] | None = None, **more: Any) -> bytes:
    """Render the annual report of 2025 as a draft; `more` goes to `report_of`."""
    from qms.documents.api import FrontMatter, build_values, load_library, render_document
    from qms.results.reporting import report_of

    country = COUNTRIES[language]
    provider = settings(language, country)
    template = load_library().get("annual-results")
    results = report_of(told or sheets(language), provider, language, 2025, **more)
    context = {
        "organisation": {"name": "Fjordgløtt"},
        "services": [{"id": s.id, "name": s.name, "kind": s.kind} for s in provider.services],
        "country": country,
        "results": results,
    }
    values = build_values(template, language, {"common": {"quality_coordinator": "Liv Berg"}}, context)
    assert values.complete
    front = FrontMatter(
        title=template.title(language),
        document_id="REP-16",
        organisation="Fjordgløtt",
        version="1",
        status="draft",
        dated=date(2026, 2, 3),
        kind="report",
    )
    return render_document(template, language, country, values, front)
