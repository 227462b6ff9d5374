"""Hold the measures, the values and the interpretations of the Norwegian sample provider for 2024 and 2025."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yaml
from norway_books import Register, Row, rows_of
from norway_leadership import ASE, ESPEN, INGRID, ORJAN, RANDI, TORUNN

from qms.resources import data_path

if TYPE_CHECKING:
    from norway_writers import Item

D = date
MARTE, MINA = "Marte Fonn", "Mina Aasland Berge"

# Mål, utgangsverdi og år, og hvem som følger tallet.
_TARGETS = rows_of(
    "code target baseline baseline_year owner",
    ("16.1", 18, 15.2, 2024, RANDI), ("16.2", 100, 86, 2024, RANDI), ("16.3", 90, 78, 2024, RANDI),
    ("16.4", 90, None, None, RANDI), ("16.5", 80, 75, 2025, RANDI),
    ("25.1", 90, 86, 2024, TORUNN), ("25.2", 80, 62, 2024, TORUNN), ("25.3", 100, 100, 2024, TORUNN),
    ("25.4", 100, 100, 2024, TORUNN), ("25.5", 4, 3, 2024, TORUNN),
    ("39.1", 6, 5, 2024, ORJAN), ("39.2", 100, 78, 2024, ORJAN), ("39.3", 18, 14, 2024, ORJAN),
    ("39.4", 90, 85, 2024, ORJAN), ("39.5", 80, 69, 2024, ORJAN),
    ("42.1", 8, 6, 2024, TORUNN), ("42.2", 70, 54, 2024, TORUNN), ("42.3", 80, 71, 2024, TORUNN),
    ("42.4", 4, 4, 2024, TORUNN), ("42.5", 75, 64, 2024, TORUNN),
    ("45.1", 4, 3.5, 2024, ORJAN), ("45.2", 65, 52, 2024, ORJAN), ("45.3", 5, 3, 2024, ASE),
    ("45.4", 85, 83, 2024, ORJAN),
    ("51.1", 2.6, 2.5, 2024, TORUNN), ("51.2", 2.5, 2.2, 2024, TORUNN), ("51.3", 2.5, 2.5, 2024, TORUNN),
    ("51.4", 2.3, 2.1, 2024, TORUNN), ("51.5", 2.6, 2.4, 2024, TORUNN), ("51.6", 2.5, 2.4, 2024, TORUNN),
    ("51.7", 2.4, 2.3, 2024, TORUNN), ("51.8", 2.2, 2, 2024, TORUNN),
    ("56.1", 100, 94, 2024, MARTE), ("56.2", 95, 81, 2024, MARTE), ("56.3", 85, 74, 2024, TORUNN),
    ("56.4", 85, 67, 2024, MARTE), ("56.5", 95, 88, 2024, MARTE),
    ("58.1", 3, 5, 2024, ORJAN), ("58.2", 3, 4, 2024, INGRID), ("58.3", 88, 80, 2024, ESPEN),
    ("58.4", 80, 74, 2024, TORUNN), ("58.5", 75, 65, 2024, ASE),
    ("66.1", 97, 95, 2024, INGRID), ("66.2", 88, 86, 2024, INGRID),
    ("66.4", 440000, 402000, 2024, RANDI), ("66.5", 500000, 560000, 2024, RANDI),
    ("67.1", 0, 0, 2024, RANDI), ("67.2", 90, 77, 2024, RANDI),
    ("68.1", 70, 66, 2024, ORJAN), ("68.3", 60, 52, 2024, ASE),
    ("68.4", None, 1980000, 2024, RANDI),
    ("70.1", 90, 86, 2024, TORUNN), ("70.2", 85, 82, 2024, ASE), ("70.3", 85, 84, 2024, RANDI),
    ("70.4", 100, None, None, ORJAN), ("70.5", 85, 82, 2024, TORUNN),
    ("71.1", 80, 67, 2024, TORUNN), ("71.2", 90, None, None, TORUNN), ("71.4", 85, 73, 2024, TORUNN),
    ("71.5", 90, 87, 2024, TORUNN),
    ("75.1", 2, 1, 2024, ORJAN), ("75.2", 2, 1, 2024, ORJAN), ("75.3", 75, 100, 2024, ORJAN),
)  # fmt: skip
# Bare AFT har et felles mål for ventetid og overgang; i VTA styrer NAV inntaket.
_APART = rows_of(
    "code service target baseline baseline_year owner",
    ("66.3", ("aft",), 20, 24, 2024, ORJAN), ("68.2", ("aft",), 15, 14, 2024, ORJAN),
)  # fmt: skip
_OWN = rows_of(
    "code name indicator service unit better definition target baseline baseline_year source owner",
    ("25.K", "Deltakere som vet hvordan de kan klage", ("25",), None, "percent", "higher", "Andel av dem som svarte, som er enige i «Jeg vet hvordan jeg kan klage». Spurt i egen kolonne i deltakerundersøkelsen.", 80, 55, 2024, "Deltakerundersøkelsen", TORUNN),
    ("58.O", "Kontakt tre måneder etter AFT", ("58",), ("aft",), "percent", "higher", "Andel av dem som avsluttet AFT fra 1. oktober året før til 30. september, som fikk kontakt etter tre måneder. Slik rapporteres det til NAV.", 88, 80, 2024, "Oppfølging etter AFT", ESPEN),
    ("66.S", "Sykefravær blant ansatte", ("66",), None, "percent", "lower", "Fraværsdager i prosent av avtalte dagsverk for alle ansatte. n er antall ansatte.", 6, 6.4, 2024, "Lønnssystemet", RANDI),
    ("68.A", "Overgang til arbeid eller utdanning", ("68",), ("aft",), "percent", "higher", "Andel av dem som avsluttet AFT i året, som gikk til arbeid eller utdanning.", 53, 41, 2023, "Sluttrapportene", ORJAN),
    ("68.H", "Deltakere i hospitering", ("68",), ("vta",), "number", "higher", "Antall deltakere i VTA som var minst to dager i ordinær bedrift i året. n er antall plasser.", 10, 5, 2023, "Avtalene om hospitering", ASE),
)  # fmt: skip


def _measures() -> list[Row]:
    """Return the starter measures with targets, in the words of the provider, and its own."""
    path = data_path("templates", "measures", "nb.yaml")
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))["nb"]["equass-2018"]
    words = {
        "25.2": "Andel av dem som svarte, som sier ja til at de kjenner rettighetene sine.",
        "39.3": "Antall deltakere som i året fikk arbeid, opplæring eller fritidstilbud gjennom en arbeidsgiver, skole eller frivillig partner, hver talt én gang. NAV er ikke med. n er antall partnere.",
    }
    rows: list[Row] = []
    for target in [*_TARGETS, *_APART]:
        code = target["code"]
        name = texts[code]["name"].replace("jenestemottaker", "eltaker")
        name = name.replace("Teltaker", "Deltaker").replace("teltaker", "deltaker")
        row: Row = {"code": code, "name": name, "indicator": (code.partition(".")[0],)}
        if code in words:
            row["definition"] = words[code]
        rows.append(row | {key: value for key, value in target.items() if key != "code"})
    return sorted([*rows, *_OWN], key=lambda row: (int(row["indicator"][0]), row["code"]))


_VALUE = "measure period service value n asked source note"
_AFTER = "2023-10-01..2024-09-30", "2024-10-01..2025-09-30"
# Tallene som verken registrene eller undersøkelsene teller. De tre for 2024 på ark 16 mangler antall og kilde.
VALUES = rows_of(
    _VALUE,
    ("16.1", "2024", None, 15.2, None, "records", "", "må hentes fra gamle timelister"),
    ("16.2", "2024", None, 86, None, "records", "", ""),
    ("16.3", "2024", None, 78, None, "records", "", ""),
    ("16.1", "2025", None, 19.4, 22, "records", "Timelister og opplæringsregisteret", ""),
    ("16.2", "2025", None, 95, 22, "records", "Oversikt over medarbeidersamtaler 2025", "én i permisjon"),
    ("16.3", "2025", None, 92, 12, "records", "Kompetanseplan 2025–2026", ""),
    ("25.5", "2024", "aft", 1, 2, "records", "Møtereferater", ""),
    ("25.5", "2024", "vta", 2, 3, "records", "Møtereferater", ""),
    ("25.5", "2025", "aft", 2, 3, "records", "Møtereferater og forbedringsloggen", ""),
    ("25.5", "2025", "vta", 3, 4, "records", "Møtereferater og forbedringsloggen", "samtykke, garderobe, eget rom til plansamtalen"),
    ("25.K", "2024", "aft", 56, 18, "users", "Deltakerundersøkelse 2024", ""),
    ("25.K", "2024", "vta", 54, 24, "users", "Deltakerundersøkelse 2024", ""),
    ("25.K", "2025", "aft", 70, 20, "users", "Deltakerundersøkelse 2025", ""),
    ("25.K", "2025", "vta", 72, 25, "users", "Deltakerundersøkelse 2025", ""),
    ("39.1", "2024", "aft", 5, 5, "records", "Partneroversikt 2024", ""),
    ("39.1", "2024", "vta", 4, 4, "records", "Partneroversikt 2024", ""),
    ("39.2", "2024", "aft", 80, 5, "records", "Partneroversikt 2024", ""),
    ("39.2", "2024", "vta", 75, 4, "records", "Partneroversikt 2024", ""),
    ("39.3", "2024", "aft", 14, 3, "records", "Partneroversikt 2025", ""),
    ("39.3", "2024", "vta", 9, 3, "records", "Partneroversikt 2025", ""),
    ("42.3", "2024", "aft", 58, 24, "records", "Deltakerlister fra avdelingsmøter og brukerråd", ""),
    ("42.3", "2024", "vta", 82, 28, "records", "Deltakerlister fra avdelingsmøter og brukerråd", ""),
    ("42.3", "2025", "aft", 71, 24, "records", "Deltakerlister fra avdelingsmøter og brukerråd", ""),
    ("42.3", "2025", "vta", 89, 28, "records", "Deltakerlister fra avdelingsmøter og brukerråd", ""),
    ("42.4", "2024", None, 4, 4, "records", "Referater fra brukerrådet", ""),
    ("42.4", "2025", None, 4, 4, "records", "Referater fra brukerrådet", ""),
    ("45.2", "2024", "aft", 52, 21, "users", "Egenvurdering ved oppstart og etter seks måneder", "snitt 3,1 og 3,6"),
    ("45.2", "2025", "aft", 61, 23, "users", "Egenvurdering ved oppstart og etter seks måneder", "snitt 3,0 og 3,7"),
    ("45.3", "2024", "aft", 2, 5, "records", "Planer og møtereferater", ""),
    ("45.3", "2024", "vta", 3, 8, "records", "Planer og møtereferater", ""),
    ("45.3", "2025", "aft", 4, 9, "records", "Planer og møtereferater", ""),
    ("45.3", "2025", "vta", 6, 28, "records", "Planer og møtereferater", "alle i VTA velger nå dag i annen avdeling"),
    ("45.4", "2024", "aft", 81, 31, "records", "Planregister 2024", ""),
    ("45.4", "2024", "vta", 85, 27, "records", "Planregister 2024", ""),
    ("56.1", "2024", "aft", 96, 24, "records", "Planregister 2024", ""),
    ("56.1", "2024", "vta", 93, 28, "records", "Planregister 2024", ""),
    ("56.2", "2024", "aft", 83, 24, "records", "Planregister 2024", ""),
    ("56.2", "2024", "vta", 79, 28, "records", "Planregister 2024", ""),
    ("56.4", "2024", "aft", 65, 31, "users", "Planregister 2024", ""),
    ("56.4", "2024", "vta", 70, 27, "users", "Planregister 2024", ""),
    ("56.5", "2024", "aft", 92, 24, "records", "Planregister 2024", ""),
    ("56.5", "2024", "vta", 86, 28, "records", "Planregister 2024", "fire planer for sent, se 24-09"),
    ("58.1", "2024", "aft", 5, 55, "records", "Oppfølging etter AFT 2024", ""),
    ("58.1", "2024", "vta", 0, 29, "records", "Planregister 2024", ""),
    ("58.2", "2024", "aft", 4, 228, "records", "Driftskalender", "to dager uten kursholder, to uten lokaler"),
    ("58.2", "2024", "vta", 4, 228, "records", "Driftskalender", ""),
    ("58.2", "2025", "aft", 2, 228, "records", "Driftskalender", ""),
    ("58.2", "2025", "vta", 3, 228, "records", "Driftskalender", "snøstorm i februar"),
    ("58.O", _AFTER[0], "aft", 80, 30, "records", "Oppfølging etter AFT 2024", "24 av 30"),
    ("58.O", _AFTER[1], "aft", 82, 34, "records", "Oppfølging etter AFT 2025", "28 av 34"),
    ("66.1", "2024", "aft", 94, 24, "records", "Rapport til NAV", ""),
    ("66.1", "2024", "vta", 97, 28, "records", "Rapport til NAV", ""),
    ("66.1", "2025", "aft", 96, 24, "records", "Rapport til NAV", ""),
    ("66.1", "2025", "vta", 98, 28, "records", "Rapport til NAV", ""),
    ("66.2", "2024", "aft", 81, 5090, "records", "Oppmøtelister", ""),
    ("66.2", "2024", "vta", 90, 6180, "records", "Oppmøtelister", ""),
    ("66.2", "2025", "aft", 83, 5210, "records", "Oppmøtelister", ""),
    ("66.2", "2025", "vta", 91, 6230, "records", "Oppmøtelister", ""),
    ("66.3", "2024", "aft", 24, 31, "records", "Inntaksskjema", ""),
    ("66.3", "2024", "vta", 142, 2, "records", "Inntaksskjema", "venteliste hos NAV"),
    ("66.3", "2025", "aft", 19, 33, "records", "Inntaksskjema", ""),
    ("66.3", "2025", "vta", 156, 3, "records", "Inntaksskjema", "sju på venteliste i november"),
    ("66.4", "2024", "aft", 386000, 24, "records", "Årsregnskap 2024", ""),
    ("66.4", "2024", "vta", 415600, 28, "records", "Årsregnskap 2024", ""),
    ("66.4", "2025", "aft", 408000, 24, "records", "Årsregnskap 2025", ""),
    ("66.4", "2025", "vta", 446700, 28, "records", "Årsregnskap 2025", ""),
    ("66.5", "2024", None, 560000, 1, "records", "Årsregnskap 2024", ""),
    ("66.5", "2025", None, 710000, 1, "records", "Årsregnskap 2025", ""),
    ("66.S", "2024", None, 6.4, 21, "records", "Lønnssystemet", ""),
    ("66.S", "2025", None, 5.7, 22, "records", "Lønnssystemet", ""),
    ("67.1", "2024", None, 0, 1, "records", "Revisors beretning 18.03.2025", ""),
    ("67.1", "2025", None, 0, 1, "records", "Revisors beretning 17.03.2026", ""),
    ("67.2", "2024", None, 77, 1, "records", "Revisors beretning 18.03.2025", ""),
    ("67.2", "2025", None, 76, 1, "records", "Revisors beretning 17.03.2026", ""),
    ("68.1", "2024", "aft", 64, 31, "records", "Planregister 2024", ""),
    ("68.1", "2024", "vta", 69, 27, "records", "Planregister 2024", ""),
    ("68.2", "2024", "aft", 14, 55, "records", "Sluttrapportene", "11 til arbeid, 3 til utdanning"),
    ("68.2", "2024", "vta", 1, 29, "records", "Arbeidsavtaler", "ordinær stilling"),
    ("68.2", "2025", "aft", 17, 57, "records", "Sluttrapportene", "13 til arbeid, 4 til utdanning"),
    ("68.2", "2025", "vta", 2, 31, "records", "Arbeidsavtaler", "ordinær stilling"),
    ("68.3", "2024", "aft", 55, 22, "records", "Kartlegging ved oppstart og etter seks måneder", ""),
    ("68.3", "2024", "vta", 50, 26, "records", "Årlig evaluering", ""),
    ("68.3", "2025", "aft", 58, 24, "records", "Kartlegging ved oppstart og etter seks måneder", ""),
    ("68.3", "2025", "vta", 56, 27, "records", "Årlig evaluering", ""),
    ("68.4", "2024", "aft", 1980000, 11, "records", "Eget anslag", "180 000 kroner i spart ytelse for hver i arbeid, ett år"),
    ("68.4", "2025", "aft", 2340000, 13, "records", "Eget anslag", "180 000 kroner i spart ytelse for hver i arbeid, ett år"),
    ("68.H", "2024", "vta", 7, 28, "records", "Avtaler om hospitering", ""),
    ("68.H", "2025", "vta", 9, 28, "records", "Avtaler om hospitering", ""),
)  # fmt: skip
_INVITED = {("2024", "aft"): 23, ("2024", "vta"): 28, ("2025", "aft"): 24, ("2025", "vta"): 28}


def _values() -> list[Row]:
    rows: list[Row] = []
    for value in VALUES:
        row: dict[str, Any] = dict(value)
        if row["measure"] == "25.K":
            row["invited"] = _INVITED[row["period"], row["service"]]
        if row.get("asked") == "users":
            row["answered_by"] = "both" if row.get("service") == "vta" else "self"
        rows.append(row)
    rows += rows_of(
        "measure period service value n asked source comparison_with comparison_value note",
        ("68.A", "2024", "aft", 45, 31, "records", "Sluttrapportene", "Fjordhagen Arbeid AS", 49, "14 av 31"),
        (
            "68.A",
            "2025",
            "aft",
            52,
            33,
            "records",
            "Sluttrapportene",
            "Fjordhagen Arbeid AS, 2024",
            49,
            "17 av 33",
        ),
    )
    return sorted(
        rows, key=lambda row: (int(row["measure"].partition(".")[0]), row["measure"], row["period"])
    )


_TEXT = "indicator year interpretation action owner due"
# De går også inn i utgaven for andre: ingen tall om færre enn fem personer, og ingen koder.
TEXTS = rows_of(
    _TEXT,
    (("16",), 2024, "15,2 timer per ansatt er under målet på 18. Tallene står i gamle timelister, og vi vet ikke hvem som er talt med.", "Registrere alle kurs i opplæringsregisteret fra januar 2025.", RANDI, D(2025, 1, 31)),
    (("16",), 2025, "19,4 timer per ansatt, og 21 av 22 har hatt medarbeidersamtale. Egenvurdert kompetanse i MI gikk fra 2,6 til 3,9. Tre av fire mener at de lærer og utvikler seg.", "Kurs i trusler og vold i oktober 2026; kollegaveiledning beholdes.", RANDI, D(2026, 10, 30)),
    (("25",), 2024, "86 % opplever at rettighetene blir respektert, men bare 55 % vet hvordan de kan klage. Rettighetene er kjent for dem som har vært her lenge.", "Lettlest klageskjema og gul postkasse.", ASE, D(2025, 3, 31)),
    (("25",), 2025, "Nesten alle opplever at rettighetene blir respektert, og 71 % vet hvordan de kan klage. Skjemaet med bilder har virket, særlig i VTA. Målet på 80 % er ikke nådd.", "AFT øver på klageordningen i august, slik VTA gjorde.", ORJAN, D(2026, 8, 28)),
    (("39",), 2024, "Fem partnere i AFT og fire i VTA. Arbeidsgivere som vet hvem de skal ringe, er mer fornøyde. Butikkene tok imot flere til utprøving enn lagrene.", "Flere plasser i butikk.", ORJAN, D(2025, 4, 30)),
    (("39",), 2025, "34 deltakere var ute gjennom en partner mot 23 året før, og de fleste arbeidsgiverne er fornøyde. De som ikke er det, savner én ansvarlig og en fagmodul.", "Avtalemal med navn på ansvarlig; fagmodul om helse og omsorg drøftes med voksenopplæringen.", MINA, D(2026, 9, 30)),
    (("42",), 2024, "13 forslag, sju gjennomført. Forslag om penger og oppgaver blir liggende lengst.", "Status på alle forslag i hvert brukerrådsmøte.", TORUNN, D(2025, 2, 12)),
    (("42",), 2025, "17 forslag, elleve gjennomført. Flere enn før har vært med på et møte, også i AFT. Svarene kommer fortsatt for sent.", "Svar innen 14 dager.", TORUNN, D(2026, 6, 10)),
    (("45",), 2024, "Deltakerne i AFT vurderer egen kontroll høyere etter seks måneder enn ved oppstart. I VTA er snittet 3,4, og de fleste viser til penger.", "Deltakerne i VTA velger dag i annen avdeling.", ASE, D(2025, 11, 1)),
    (("45",), 2025, "Snittet er 3,7 i begge tjenester. I VTA sier deltakerne at det å velge dag selv betyr mest. Vi mangler egenvurdering ved oppstart i VTA.", "Egenvurdering ved oppstart også i VTA fra høsten.", ORJAN, D(2026, 9, 18)),
    (("51",), 2024, "Selvbestemmelse og deltakelse i samfunnet er lavest i VTA, økonomi i AFT. Relasjoner er sterkest.", "Turgruppe sammen med Frivilligsentralen; valg av oppgaver.", ASE, D(2025, 6, 30)),
    (("51",), 2025, "Selvbestemmelse har økt i begge tjenester, mest i VTA. Økonomi er svakest og ligger utenfor det vi kan endre alene.", "Økonomikurs hos NAV tilbys alle i AFT.", ORJAN, D(2026, 10, 15)),
    (("56",), 2024, "74 % har vært med på å bestemme over planen. Fire planer i VTA var evaluert for sent.", "Register med neste dato.", ASE, D(2024, 11, 1)),
    (("56",), 2025, "82 % har vært med på å bestemme, flere i AFT enn i VTA. De som ikke var med i VTA, sier at samtalen blir tatt midt i arbeidet. Nesten alle planene i VTA var evaluert i tide.", "Egne plansamtaler i eget rom i VTA (26-02).", MARTE, D(2026, 9, 1)),
    (("58",), 2024, "24 av 30 fikk kontakt tre måneder etter AFT. Avbruddene som ikke var planlagt, handlet oftest om bolig.", "Kommunen innkalles når boligen er usikker.", MINA, D(2025, 3, 31)),
    (("58",), 2025, "28 av 34 fikk kontakt tre måneder etter AFT. De seks andre falt i uker da jobbspesialisten var borte. Det ble færre avbrudd som ikke var planlagt.", "Stedfortreder for oppfølging (26-01).", ESPEN, D(2026, 3, 1)),
    (("66",), 2024, "Plassene er nesten fulle, og oppmøtet i AFT er som ventet. Sykefraværet blant ansatte er for høyt.", "Oppfølging etter fjorten dagers fravær.", RANDI, D(2025, 2, 28)),
    (("66",), 2025, "Belegget er 96 og 98 %, og ventetiden til AFT er kortere. Kostnaden per plass i VTA økte mer enn prisveksten fordi to maskiner ble byttet. Sykefraværet er under målet.", "Ny gjennomgang av kostnadene i VTA før budsjettet.", RANDI, D(2026, 10, 1)),
    (("67",), 2024, "Beretningen er uten forbehold og signert etter 77 dager.", "To teller kantinekassa hver fredag; bilagene leveres innen den femte.", RANDI, D(2025, 6, 1)),
    (("67",), 2025, "Beretningen er uten forbehold og signert etter 76 dager. Revisor hadde ingen merknader.", "Regnskapet legges fram for brukerrådet på én side.", RANDI, D(2026, 9, 30)),
    (("68",), 2024, "45 % gikk til arbeid eller utdanning etter AFT, som var målet. I VTA hospiterte sju, én færre enn målet.", "Jobbspesialist med fra kartleggingen; hospitering i butikk.", ORJAN, D(2025, 4, 30)),
    (("68",), 2025, "52 % gikk til arbeid eller utdanning, og ni i VTA har prøvd en ordinær arbeidsplass. Mål i egen plan nås oftere når deltakeren har skrevet dem selv.", "Hospitering fra to dager i uka for dem som vil.", ASE, D(2026, 9, 1)),
    (("70",), 2024, "86 % av deltakerne er fornøyde, og de fleste arbeidsgivere og ansatte. Pårørende vil vite mer før planmøtet.", "Pårørende får brev før planmøtet når deltakeren vil det.", MARTE, D(2025, 8, 29)),
    (("70",), 2025, "89 % av deltakerne og de aller fleste pårørende og ansatte er fornøyde. NAV svarte med brev og ikke på skjemaet, så tallet for bestillere mangler.", "NAV får skjemaet i november 2026.", ORJAN, D(2026, 11, 20)),
    (("71",), 2024, "Resultatene ble lagt fram på et møte i AFT. Bare to av tre syntes at de var lette å forstå. I VTA og blant ansatte ble ingen spurt.", "Resultatfrokost for alle i februar 2026.", TORUNN, D(2026, 2, 12)),
    (("71",), 2025, "35 av 43 deltakere kjenner resultatene, og nesten alle kunne spørre. I VTA var prosentene vanskelige; søylene ble forstått.", "Søyler i stedet for prosent på plakaten.", TORUNN, D(2026, 3, 11)),
    (("75",), 2024, "Vi sammenlignet oss med Havnegata Arbeid. Bilder på verktøytavla var en liten endring som ga mye.", "Besøke en bedrift til i 2025.", ORJAN, D(2025, 6, 30)),
    (("75",), 2025, "Fjordhagen har noe høyere overgang fra AFT og mer hospitering. Nettbrettene kom derfra: sju av åtte starter nå uten beskjed, mot tre av åtte før.", "Arbeidsgivere med på resultatfrokosten; korte hospiteringer.", ORJAN, D(2026, 2, 12)),
)  # fmt: skip

FILES: list[Item] = [
    Register(
        "Resultater/Måltall og resultater.xlsx", D(2026, 6, 8), "Måltall og resultater", TORUNN,
        "results", {"results.measures": _measures(), "results.values": _values(), "results.texts": TEXTS},
    ),
]  # fmt: skip
