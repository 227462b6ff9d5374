"""Hold the measures of the Lithuanian sample provider and the values that no register of it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from lithuania_items import AURELIJA, DAIVA, EGLE, GINTARE, LINA, MINDAUGAS, RUTA, SNIEGUOLE, VYTAUTAS, rows

DAY, CRISIS, CARERS, FAMILIES = "dienos", "kriziu", "globos", "prieziura"
SERVICES = (DAY, CRISIS, CARERS, FAMILIES)
Y24, Y25 = (date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))
_Q1 = (date(2026, 1, 1), date(2026, 3, 31))

# Code, target, baseline, year of the baseline, and who answers for it.
_STARTERS: tuple[tuple[str, float | None, float | None, int | None, str], ...] = (
    ("16.1", 18, 15.2, 2023, SNIEGUOLE), ("16.2", 100, 83, 2023, SNIEGUOLE), ("16.3", 90, 80, 2023, SNIEGUOLE),
    ("16.4", 80, 62, 2023, SNIEGUOLE), ("16.5", 80, 68, 2024, EGLE),
    ("25.1", 92, 84, 2023, GINTARE), ("25.2", 85, 64, 2023, GINTARE), ("25.3", 100, None, None, EGLE),
    ("25.4", 100, 100, 2023, SNIEGUOLE),
    ("39.1", 7, 5, 2023, EGLE), ("39.2", 100, None, None, EGLE), ("39.3", None, None, None, EGLE),
    ("39.4", 90, 80, 2024, EGLE), ("39.5", 80, 63, 2024, EGLE),
    ("42.1", 15, 9, 2023, EGLE), ("42.2", 60, 44, 2023, EGLE), ("42.3", 65, 48, 2023, EGLE), ("42.4", 5, 4, 2023, EGLE),
    ("42.5", 70, 52, 2023, EGLE),
    ("45.1", 3.4, 3.0, 2023, GINTARE), ("45.3", None, None, None, GINTARE), ("45.4", 85, 70, 2023, GINTARE),
    ("51.1", 2.3, 2.2, 2023, GINTARE), ("51.2", 2.2, 1.9, 2023, GINTARE), ("51.3", 2.4, 2.3, 2023, GINTARE),
    ("51.4", 2.2, 2.0, 2023, GINTARE), ("51.5", 2.5, 2.3, 2023, GINTARE), ("51.6", 2.2, 2.1, 2023, GINTARE),
    ("51.7", 2.5, 2.4, 2023, GINTARE), ("51.8", 2.0, 1.8, 2023, GINTARE),
    ("56.1", 90, 82, 2023, AURELIJA), ("56.2", 90, 61, 2023, AURELIJA), ("56.3", 85, 59, 2023, AURELIJA),
    ("56.4", 75, 58, 2023, AURELIJA), ("56.5", 95, 80, 2023, AURELIJA),
    ("58.1", 0, None, None, RUTA), ("58.3", 90, 61, 2023, DAIVA), ("58.4", 75, 66, 2023, RUTA),
    ("58.5", 75, 60, 2023, LINA),
    ("66.1", 95, 86, 2023, RUTA), ("66.3", 7, 12, 2023, VYTAUTAS), ("66.4", None, 2890, 2023, RUTA),
    ("67.1", 0, 0, 2023, RUTA), ("67.2", 120, 121, 2023, RUTA), ("67.3", 100, None, None, RUTA),
    ("68.1", 55, 45, 2023, AURELIJA), ("68.2", None, None, None, RUTA),
    ("70.1", 90, 81, 2023, EGLE), ("70.2", 90, 79, 2023, EGLE), ("70.3", 85, 73, 2023, RUTA), ("70.4", 100, 67, 2024, RUTA),
    ("70.5", 70, 60, 2023, EGLE),
    ("71.1", 75, 60, 2024, EGLE), ("71.2", 90, 77, 2024, EGLE), ("71.3", 85, 68, 2024, EGLE), ("71.4", 80, 69, 2024, EGLE),
    ("71.5", 95, 84, 2024, EGLE),
    ("75.1", 2, 0, 2023, EGLE), ("75.2", 2, 0, 2023, EGLE), ("75.3", 100, None, None, EGLE),
)  # fmt: skip

_OWN = rows(
    "code name indicator service unit better definition target baseline baseline_year source owner",
    ("16.6", "Darbuotojų kaita", ("16",), None, "percent", "lower",
     "Kiek procentų darbuotojų per metus išėjo iš darbo. n – darbuotojų skaičius.", 10, 19, 2023,
     "Darbo sutarčių registras", RUTA),
    ("16.7", "Darbe pritaikyti mokymai", ("16",), None, "percent", "higher",
     "Kiek procentų mokymų dalyvių po trijų mėnesių gali pasakyti, ką iš jų pritaikė darbe.", 70, 52, 2023,
     "Padalinių vadovų klausimai po trijų mėnesių", SNIEGUOLE),
    ("25.6", "Paslaugų gavėjai, žinantys, kaip pateikti skundą", ("25",), None, "percent", "higher",
     "Kiek procentų atsakiusiųjų gali pasakyti, kam ir kaip pateikti skundą.", 85, 49, 2023,
     "Klausta kartu su paslaugų gavėjų apklausa, „Teisių žinojimas“", SNIEGUOLE),
    ("42.6", "Savaitės, kurių veiklas rinko vaikai", ("42",), (DAY,), "percent", "higher",
     "Kiek procentų dienos centro darbo savaičių veiklas rinko patys vaikai. n – savaičių skaičius.", 80, 55, 2023,
     "Savaitės lentos nuotraukos", MINDAUGAS),
    ("42.7", "Tarybos narių vertinimas, ar jų klausomasi", ("42",), None, "score", "higher",
     "Tarybos narių dalyvavimo vertinimo vidurkis nuo 1 iki 5.", 4.5, 3.4, 2023, "Tarybos ataskaita", EGLE),
    ("56.6", "Laiku peržiūrėti pagalbos planai", ("56",), (FAMILIES,), "percent", "higher",
     "Kiek procentų per metus peržiūrėtų planų peržiūrėta ne vėliau kaip numatytą dieną.", 95, 79, 2023,
     "Planų peržiūros sąrašas", VYTAUTAS),
    ("58.6", "Konsultacija per penkias darbo dienas", ("58",), (CARERS,), "percent", "higher",
     "Kiek procentų globėjų teigia, kad konsultaciją gauna per 5 darbo dienas.", 95, 78, 2023, "Globėjų apklausa",
     LINA),
    ("68.5", "Vaikai, lankantys pamokas ar ruošiantys namų darbus", ("68",), (DAY,), "percent", "higher",
     "Kiek procentų vaikų per mokslo metus reguliariai lanko pamokas arba ruošia namų darbus.", 75, 51, 2023,
     "Individualūs planai ir mokyklos pažymos", MINDAUGAS),
)  # fmt: skip


def measures() -> list[dict[str, Any]]:
    """Return the rows of the sheet of measures: the starter measures that are used, and the provider's own."""
    from qms.results.measures import starter_measures

    known = {gauge.measure.code: gauge.measure for gauge in starter_measures("lt", "equass-2018")}
    found = []
    for code, target, baseline, year, owner in _STARTERS:
        one = known[code]
        row = {
            "code": code, "name": one.name, "indicator": (one.indicator,), "unit": one.unit, "better": one.better,
            "definition": one.definition, "target": target, "baseline": baseline, "baseline_year": year,
            "source": one.source, "owner": owner, "fill": one.fill or None,
        }  # fmt: skip
        found.append({key: value for key, value in row.items() if value is not None})
    return sorted([*found, *_OWN], key=lambda row: [int(part) for part in row["code"].split(".")])


def _for_services(
    measure: str, period: tuple[date, date], source: str, *cells: tuple[float, int] | None
) -> list[dict[str, Any]]:
    """Return a value for each service in the order of SERVICES: (value, n); None where there is none."""
    return [
        {"measure": measure, "period": period, "service": (service,), "value": cell[0], "n": cell[1],
         "asked": "records", "source": source}
        for service, cell in zip(SERVICES, cells, strict=True)
        if cell is not None
    ]  # fmt: skip


def _asked(
    measure: str, period: tuple[date, date], source: str, invited: tuple[int, ...], *cells: tuple[float, int]
) -> list[dict[str, Any]]:
    """Return a value for each service that service users answered themselves."""
    made = _for_services(measure, period, source, *cells)
    return [
        row | {"asked": "users", "answered_by": "self", "invited": n}
        for row, n in zip(made, invited, strict=True)
    ]


_WHOLE = rows(
    "measure period value n asked source note",
    ("16.2", Y24, 90, 29, "records", "Metinių pokalbių sąrašas 2024", None),
    ("16.2", Y25, 94, 31, "records", "metiniai_pokalbiai_2025.csv", "Du darbuotojai buvo vaiko priežiūros atostogose"),
    ("16.3", Y24, 86, 14, "records", "Kompetencijos tobulinimo planas 2024", None),
    ("16.3", Y25, 94, 17, "records", "Kompetencijos tobulinimo planas 2025", "Neįvyko tik užsienio stažuotė"),
    ("16.4", Y24, 68, 22, "records", "Metinių pokalbių lapai", "Lentelė pildoma nuo 2025 metų"),
    ("16.6", Y24, 14, 29, "records", "Veiklos ataskaita 2024", None),
    ("16.6", Y25, 10, 31, "records", "Veiklos ataskaita 2025", None),
    ("16.7", Y24, 61, 28, "staff", "Klausimai po trijų mėnesių", None),
    ("16.7", Y25, 73, 30, "staff", "Klausimai po trijų mėnesių", None),
    ("39.1", Y24, 7, 7, "records", "Bendradarbiavimo sutartys", None),
    ("42.4", Y24, 5, 5, "records", "Tarybos protokolai", None),
    ("42.4", Y25, 5, 5, "records", "Tarybos ataskaita 2025", None),
    ("42.7", Y24, 3.7, 7, "users", "Tarybos ataskaita 2025", None),
    ("42.7", Y25, 4.2, 6, "users", "PG tarybos posėdis 2025-10-08", "Prasčiausiai vertinti protokolai"),
    ("67.1", Y24, 0, 1, "records", "Auditoriaus išvada 2024", None),
    ("67.1", Y25, 0, 1, "records", "Auditoriaus išvada 2025", None),
    ("67.2", Y24, 114, 1, "records", "Auditoriaus išvada 2024", None),
    ("67.2", Y25, 112, 1, "records", "Auditoriaus išvada 2025", None),
    ("67.3", Y25, 0, 1, "records", "Auditoriaus išvada 2025", "Rekomendacija dėl inventorizacijos aktų pakartota"),
)  # fmt: skip

_OF_ONE = rows(
    "measure period service value n asked source note comparison_with comparison_value",
    ("39.3", Y24, (DAY,), 17, 2, "records", "Veiklos ataskaita 2024", "Dirbtuvės ir stovykla", None, None),
    ("42.3", Y24, (DAY,), 52, 46, "records", "Vaikų tarybos dalyvių sąrašai", None, None, None),
    ("42.3", Y25, (DAY,), 61, 49, "records", "Vaikų tarybos dalyvių sąrašai", None, None, None),
    ("42.3", Y25, (CRISIS,), 72, 18, "records", "Krizių centro susirinkimų sąrašai", None, None, None),
    ("42.6", Y24, (DAY,), 61, 41, "records", "Savaitės lentos", None, None, None),
    ("42.6", Y25, (DAY,), 72, 43, "records", "Savaitės lentos", None, None, None),
    ("45.3", Y25, (DAY,), 3, 49, "records", "Vaikų tarybos užrašai", ("Ryto ratas, savaitės veiklos, penktadienio "
     "patiekalas"), None, None),
    ("45.3", Y25, (CRISIS,), 2, 18, "records", "Susirinkimų užrašai", "Ramybės laikas, virtuvės grafikas", None, None),
    ("56.6", Y24, (FAMILIES,), 84, 44, "records", "Planų peržiūros sąrašas 2024", None, None, None),
    ("56.6", Y25, (FAMILIES,), 88, 48, "records", "planu_perziura_2025.csv", None,
     "Ąžuolynės bendruomeniniai šeimos namai", 93),
    ("58.6", Y24, (CARERS,), 81, 26, "users", "Globėjų apklausa 2024", None, None, None),
    ("58.6", Y25, (CARERS,), 91, 33, "users", "Globėjų apklausa 2025", None, None, None),
    ("66.4", Y24, (DAY,), 3020, 40, "records", "Metinių finansinių ataskaitų rinkinys", None, None, None),
    ("66.4", Y25, (DAY,), 3140, 40, "records", "Metinių finansinių ataskaitų rinkinys", "Pabrango maistas", None, None),
    ("68.5", Y24, (DAY,), 57, 46, "records", "Individualūs planai", None, None, None),
    ("68.5", Y25, (DAY,), 63, 49, "records", "Individualūs planai", "31 vaikas", None, None),
)  # fmt: skip

_REPORT_24, _REPORT_25 = "Veiklos ataskaita 2024", "Veiklos ataskaita 2025"
_FILES_24 = "Bylų peržiūra 2024 m. gruodį"


def values() -> list[dict[str, Any]]:
    """Return the rows of the sheet of values; the register of plans began in 2025, so that those of 2024 are typed."""
    known = "teisiu_zinojimas_2025.csv"
    return [
        *_WHOLE,
        *_OF_ONE,
        *_asked(
            "25.6",
            Y24,
            "Paslaugų gavėjų apklausa 2024",
            (46, 18, 26, 38),
            (66, 29),
            (42, 12),
            (67, 18),
            (52, 25),
        ),
        *_asked("25.6", Y25, known, (44, 24, 30, 36), (78, 36), (68, 19), (81, 21), (67, 21)),
        *_for_services("45.4", Y24, _FILES_24, (79, 33), (85, 13), (84, 37), (78, 40)),
        *_for_services("56.1", Y24, _FILES_24, (86, 37), (100, 13), (89, 37), (85, 40)),
        *_for_services("56.2", Y24, _FILES_24, (68, 37), (77, 13), (78, 37), (65, 40)),
        *_for_services("56.4", Y24, _FILES_24, (61, 33), (69, 13), (70, 37), (60, 40)),
        *_for_services("56.5", Y24, _FILES_24, (84, 37), (92, 13), (89, 37), (83, 40)),
        *_for_services("58.1", Y24, _REPORT_24, (5, 46), (4, 13), (0, 40), (1, 58)),
        *_for_services("58.3", Y24, _REPORT_24, (44, 9), (69, 13), (67, 3), (67, 18)),
        *_for_services("66.1", Y24, _REPORT_24, (91, 40), (78, 12), None, None),
        *_for_services("66.1", Y25, _REPORT_25, (94, 40), (81, 12), None, None),
        *_for_services("66.1", _Q1, "Lankomumo žiniaraščiai", (95, 40), (84, 12), None, None),
        *_for_services("66.3", Y24, "Prašymų registras", (14, 8), (0, 13), None, (11, 18)),
        *_for_services("66.3", Y25, "Prašymų registras", (9, 12), (0, 15), None, (8, 22)),
        *_for_services("68.1", Y24, _FILES_24, (47, 33), (54, 13), (55, 37), (45, 40)),
        *_for_services("68.2", Y24, _REPORT_24, (4, 46), (6, 13), (2, 40), (13, 58)),
        *_for_services("68.2", Y25, _REPORT_25, (7, 49), (9, 18), (2, 44), (17, 62)),
    ]
