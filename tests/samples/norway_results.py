"""Hold the results, the improvement work and the stray files of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date

from norway_leadership import INGRID, ORJAN, RANDI, TORUNN
from norway_writers import Cell, Item, Table, Text, header

ABOUT = "eget skjema, papir med bilder eller nett, anonymt, ekstern intervjuer ved behov"


def _survey(
    year: int, aft: tuple[int, int], vta: tuple[int, int], yes: list[tuple[int, int]], when: str
) -> dict[str, list[list[Cell]]]:
    """Return the sheets of a participants' survey from answers and the counts of agreement per service."""
    questions = (
        "Alt i alt fornøyd med tilbudet",
        "Rettighetene mine blir respektert",
        "Jeg har vært med på å bestemme planen min",
        "Jeg vet hvordan jeg kan klage",
        "Jeg føler meg trygg på jobb",
        "Jeg mestrer oppgavene mine",
        "Jeg blir hørt når jeg foreslår noe",
    )
    rows: list[list[Cell]] = [
        ["Spørsmål", f"AFT enig (n = {aft[0]})", f"VTA enig (n = {vta[0]})", "Alle enig", "Andel"]
    ]
    for question, (a, v) in zip(questions, yes, strict=True):
        rows.append([question, a, v, a + v, f"{round(100 * (a + v) / (aft[0] + vta[0]))} %"])
    invited = aft[1] + vta[1]
    return {
        "Resultat": rows,
        "Om undersøkelsen": [
            ["Felt", "Verdi"],
            ["Periode", when],
            ["Invitert", invited],
            ["Svar", aft[0] + vta[0]],
            ["Svarprosent", f"{round(100 * (aft[0] + vta[0]) / invited)} %"],
            ["AFT", f"{aft[0]} av {aft[1]}"],
            ["VTA", f"{vta[0]} av {vta[1]}"],
            ["Metode", ABOUT],
            ["År", year],
        ],
    }


SURVEY_2024 = Table(
    "Resultater/Deltakerundersøkelse 2024.xlsx",
    date(2024, 12, 3),
    "Deltakerundersøkelse 2024",
    TORUNN,
    _survey(
        2024,
        (18, 23),
        (24, 28),
        [(15, 21), (15, 21), (14, 17), (10, 13), (17, 22), (14, 20), (12, 17)],
        "04.11.–22.11.2024",
    ),
)
SURVEY_2025 = Table(
    "Resultater/Deltakerundersøkelse 2025.xlsx",
    date(2025, 12, 2),
    "Deltakerundersøkelse 2025",
    TORUNN,
    _survey(
        2025,
        (20, 24),
        (25, 28),
        [(17, 23), (18, 23), (17, 20), (14, 18), (19, 24), (16, 22), (15, 20)],
        "03.11.–21.11.2025",
    ),
)

REPORT_2024 = Text(
    "Resultater/Resultatrapport 2024.pdf",
    date(2025, 2, 14),
    "Resultatrapport 2024",
    TORUNN,
    """
# 1 Drift
Driftsinntekter 21,4 millioner kroner, årsresultat 560 000 kroner. Utnyttelse: AFT 94 %, VTA 97 %. Sykefravær blant ansatte 6,4 %.
# 2 Overgang og utbytte
AFT: 31 avsluttet, 11 til arbeid og 3 til utdanning (45 %). VTA: 7 hospiterte i ordinær bedrift, 1 fikk ordinær stilling.
Mål nådd i egen plan: AFT 64 %, VTA 69 %.
# 3 Rettigheter
86 % svarer at rettighetene deres blir respektert (AFT 15 av 18, VTA 21 av 24). 55 % vet hvordan de kan klage.
<side>
# 4 Medvirkning
13 forslag fra deltakere, 7 gjennomført. 74 % har vært med på å bestemme planen sin (AFT 14 av 18, VTA 17 av 24).
# 5 Mestring og selvbestemmelse
Egenvurdert kontroll over eget liv (1–5): AFT 3,1 ved oppstart og 3,6 etter seks måneder. VTA 3,4 (måling i november).
# 6 Tilfredshet
86 % av deltakerne er fornøyde. Arbeidsgivere: 11 av 13. Ansatte: 84 % trives.
# 7 Helhet og kontinuitet
24 av 30 fikk kontakt tre måneder etter AFT (avsluttet oktober 2023–september 2024). Ikke planlagte avbrudd: 5.
""",
)

REPORT_2025 = Text(
    "Resultater/Resultatrapport 2025.pdf",
    date(2026, 2, 12),
    "Resultatrapport 2025",
    TORUNN,
    """
# 1 Drift
Driftsinntekter 22,9 millioner kroner, årsresultat 710 000 kroner. Utnyttelse: AFT 96 %, VTA 98 %. Sykefravær blant ansatte 5,7 %.
| Måltall | 2023 | 2024 | 2025 |
| Overgang fra AFT | 41 % | 45 % | 52 % |
| Hospitering fra VTA | 5 | 7 | 9 |
# 2 Overgang og utbytte
AFT: 33 avsluttet, 13 til arbeid og 4 til utdanning (52 %). VTA: 9 hospiterte i ordinær bedrift, 2 fikk ordinær stilling.
Mål nådd i egen plan: AFT 67 %, VTA 74 %.
<side>
# 3 Rettigheter
91 % svarer at rettighetene deres blir respektert (AFT 18 av 20, VTA 23 av 25). 71 % vet hvordan de kan klage.
# 4 Medvirkning
17 forslag fra deltakere, 11 gjennomført. 82 % har vært med på å bestemme planen sin (AFT 17 av 20, VTA 20 av 25).
# 5 Mestring og selvbestemmelse
Egenvurdert kontroll over eget liv (1–5): AFT 3,0 ved oppstart og 3,7 etter seks måneder. VTA 3,7 (måling i november).
# 6 Tilfredshet
89 % av deltakerne er fornøyde. Arbeidsgivere: 13 av 15. Ansatte: 90 % trives. NAV melder muntlig at de er fornøyde; skriftlig tilbakemelding ettersendes.
<side>
# 7 Helhet og kontinuitet
28 av 34 fikk kontakt tre måneder etter AFT (avsluttet oktober 2024–september 2025). Ikke planlagte avbrudd: 4.
# 8 Tiltak etter resultatene
- Stedfortreder for oppfølging etter avslutning (nr. 26-01).
- Egne samtaler om planen i VTA, der bare 20 av 25 har vært med på å bestemme (nr. 26-02).
""",
)

ACCOUNTS = {
    year: Text(
        f"Resultater/Revisjonsberetning og regnskap {year}.pdf",
        day,
        f"Årsregnskap {year} – sammendrag og revisors beretning",
        RANDI,
        body,
    )
    for year, day, body in (
        (
            2024,
            date(2025, 3, 18),
            """
# Resultatregnskap (hele tusen kroner)
| Post | 2024 |
| Tiltaksinntekter | 15 620 |
| Salg av varer og tjenester | 5 240 |
| Andre inntekter | 540 |
| Sum driftsinntekter | 21 400 |
| Varekostnad | 2 150 |
| Lønnskostnad | 14 860 |
| Avskrivninger | 610 |
| Andre driftskostnader | 3 280 |
| Driftsresultat | 500 |
| Netto finans | 60 |
| Årsresultat | 560 |
Egenkapital 31.12.2024: 9 800
<side>
# Uavhengig revisors beretning
Til generalforsamlingen i Bjørkesund Vekst AS. Vi har revidert årsregnskapet for 2024. Etter vår mening er årsregnskapet avgitt i samsvar med lov og forskrifter og gir et rettvisende bilde av selskapets stilling.
Tangsund, 18. mars 2025. Tangsund Revisjon AS, Halvor Tveitdal, statsautorisert revisor (signert).
""",
        ),
        (
            2025,
            date(2026, 3, 17),
            """
# Resultatregnskap (hele tusen kroner)
| Post | 2025 | 2024 |
| Tiltaksinntekter | 16 480 | 15 620 |
| Salg av varer og tjenester | 5 830 | 5 240 |
| Andre inntekter | 590 | 540 |
| Sum driftsinntekter | 22 900 | 21 400 |
| Varekostnad | 2 390 | 2 150 |
| Lønnskostnad | 15 790 | 14 860 |
| Avskrivninger | 640 | 610 |
| Andre driftskostnader | 3 480 | 3 280 |
| Driftsresultat | 600 | 500 |
| Netto finans | 110 | 60 |
| Årsresultat | 710 | 560 |
Egenkapital 31.12.2025: 10 510 (9 800)
<side>
# Uavhengig revisors beretning
Til generalforsamlingen i Bjørkesund Vekst AS. Vi har revidert årsregnskapet for 2025. Etter vår mening er årsregnskapet avgitt i samsvar med lov og forskrifter og gir et rettvisende bilde av selskapets stilling.
Tangsund, 17. mars 2026. Tangsund Revisjon AS, Halvor Tveitdal, statsautorisert revisor (signert).
""",
        ),
    )
}

NEWSLETTER = Text(
    "Resultater/Nyhetsbrev februar 2026.pdf",
    date(2026, 2, 20),
    "Nytt fra Bjørkesund Vekst, februar 2026",
    TORUNN,
    """
# Året 2025 i tall
17 av 33 gikk videre til arbeid eller utdanning etter AFT. Ni fra VTA har prøvd en ordinær arbeidsplass. Brukerrådet kom med 17 forslag, og elleve er gjort.
# Vi viste resultatene 12. februar
48 deltakere, 20 ansatte, seks arbeidsgivere og to fra NAV kom på resultatfrokosten. Plakaten henger i kantina.
# Møt Kjersti
Arbeidslederen i kantina har lært bort kaffekunst til tolv deltakere.
# Kalender
Åpen dag 21. mai 2026.
""",
)

UNDERSTOOD = Table(
    "Resultater/forsto du tallene februar 2026.csv",
    date(2026, 2, 13),
    "",
    TORUNN,
    {
        "": [
            ["Gruppe", "Svar", "Kjenner resultatene", "Lett å forstå", "Kunne spørre"],
            ["Deltakere AFT", 19, 16, 15, 18],
            ["Deltakere VTA", 24, 19, 17, 23],
            ["Ansatte", 20, 20, 18, 20],
            ["Arbeidsgivere", 6, 6, 5, 6],
            ["NAV", 2, 2, 2, 2],
            ["Spurt 12.02.2026 om resultatene for 2025", None, None, None, None],
        ]
    },
)

LOG = Table(
    "Forbedring/Forbedringslogg.xlsx",
    date(2026, 5, 29),
    "Forbedringslogg",
    TORUNN,
    {
        "Logg": [
            [
                "Nr",
                "Meldt",
                "Kilde",
                "Kriterium",
                "Hva",
                "Tiltak",
                "Ansvarlig",
                "Frist",
                "Status",
                "Effekt kontrollert",
            ],
            [
                "24-03",
                date(2024, 2, 20),
                "klage K24-1",
                "17",
                "Arbeidstøy",
                "Fast lager",
                "Åse Brandvold",
                date(2024, 4, 1),
                "lukket",
                date(2024, 6, 3),
            ],
            [
                "24-14",
                date(2024, 12, 9),
                "klage K24-4",
                "47",
                "Sen rapport",
                "Varsel i kalender",
                "Ørjan Fagerli",
                date(2025, 1, 15),
                "lukket",
                date(2025, 6, 2),
            ],
            [
                "25-02",
                date(2025, 2, 10),
                "klage K25-1",
                "19",
                "Tone i kantina",
                "Etisk refleksjon",
                "Torunn Haugseth",
                date(2025, 10, 31),
                "lukket",
                date(2025, 12, 3),
            ],
            [
                "25-09",
                date(2025, 6, 19),
                "klage K25-3",
                "21",
                "Glatt trapp",
                "Sklisikring, rekkverk",
                "Nils Petter Aune",
                date(2025, 7, 15),
                "lukket",
                date(2025, 9, 1),
            ],
            [
                "25-12",
                date(2025, 9, 15),
                "klage K25-4",
                "21",
                "Støy",
                "Støydempende plater",
                "Tor Ivar Nesse",
                date(2025, 9, 30),
                "lukket",
                date(2025, 11, 5),
            ],
            [
                "25-15",
                date(2025, 10, 17),
                "internrevisjon",
                "33",
                "Plan V-27 ikke evaluert",
                "Ny dato, påminnelse",
                "Marte Fonn",
                date(2026, 2, 20),
                "lukket",
                date(2026, 3, 4),
            ],
            [
                "25-16",
                date(2025, 6, 24),
                "sammenligning",
                "50",
                "Bildebaserte instrukser",
                "Prøve nettbrett",
                "Åse Brandvold",
                date(2026, 4, 15),
                "lukket",
                date(2026, 4, 9),
            ],
            [
                "26-01",
                date(2026, 1, 13),
                "årsevaluering",
                "36",
                "Kontakt etter AFT",
                "Stedfortreder",
                "Espen Lillevik",
                date(2026, 3, 1),
                "lukket",
                date(2026, 5, 29),
            ],
            [
                "26-02",
                date(2026, 2, 12),
                "resultater",
                "44",
                "VTA: med på å bestemme planen",
                "Egne plansamtaler",
                "Marte Fonn",
                date(2026, 9, 1),
                "åpen",
                None,
            ],
            [
                "26-04",
                date(2026, 2, 27),
                "klage K26-1",
                "23",
                "Låser i garderobe",
                "Nye låser",
                "Nils Petter Aune",
                date(2026, 3, 31),
                "lukket",
                date(2026, 4, 20),
            ],
        ]
    },
)

PROCEDURE = Text(
    "Forbedring/Prosedyre for forbedring og læring.docx",
    date(2025, 9, 1),
    "Prosedyre for kontinuerlig forbedring og læring",
    TORUNN,
    header(TORUNN, INGRID, "3.0", "01.09.2025", "01.09.2027")
    + """
# Formål
Feil skal rettes, og lærdommen skal nå alle avdelinger.
# Kretsløpet
1. Planlegge: kilde, årsak og tiltak føres i forbedringsloggen.
1. Utføre: ansvarlig gjennomfører innen fristen.
1. Kontrollere: effekten sjekkes etter to til tre måneder.
1. Forbedre: rutinen endres og tas opp på avdelingsmøtet.
# Internrevisjon
Hvert år i oktober, av revisor som ikke arbeider i avdelingen.
# Ledelsens gjennomgang
Hvert år i desember.
""",
)

AUDIT = Text(
    "Forbedring/Internrevisjon oktober 2025.docx",
    date(2025, 10, 17),
    "Internrevisjon 13.–15. oktober 2025",
    RANDI,
    """
Internrevisor: Randi Kvamsø. Intervjuer: 8 ansatte, 6 deltakere (tre fra hver tjeneste). Stikkprøve: 5 planer i AFT og 5 i VTA.
# Det som virker
Alle ti planer har mål i deltakerens egne ord. Veilederne viste fram forbedringsloggen uten hjelp, og kjente trinnene i prosedyren.
# Hovedaktiviteter
Inntak, kartlegging og sluttrapport følger rutinen i fem av fem saker i AFT. Statusmøte mangler i én.
# Funn
- Plan V-27 er ikke evaluert siden august 2024.
- To ansatte visste ikke hvor prosedyren mot misbruk ligger.
- Prosedyren for å rekruttere ansatte skal ha gjennomgang i januar.
# Oppfølging
Funnene er ført i forbedringsloggen.
""",
)

COMPARISON = Text(
    "Forbedring/Sammenligningsbesøk juni 2025.docx",
    date(2025, 6, 20),
    "Sammenligning med Fjordhagen Arbeid AS, 17. juni 2025",
    ORJAN,
    """
Deltakere: Ørjan Fagerli, Åse Brandvold, Tor Ivar Nesse og VTA-montering fra brukerrådet.
# Hva vi sammenlignet
| Måltall 2024 | Oss | Fjordhagen |
| Overgang fra AFT | 45 % | 49 % |
| Hospitering fra VTA, andel | 25 % | 29 % |
| Deltakere som er fornøyde | 86 % | 84 % |
# Metode vi så på
Bildebaserte arbeidsinstrukser på nettbrett. Deltakerne tar bildene selv.
# Hva vi tar med hjem
Prøve i montering og vaskeri i mars 2026. Effekt: antall som starter oppgaven uten beskjed.
""",
)

PROGRESS = Text(
    "Forbedring/Fremdriftsrapport EQUASS 2025.docx",
    date(2025, 12, 3),
    "Årlig fremdriftsrapport, desember 2025",
    TORUNN,
    """
Organisasjon: Bjørkesund Vekst AS. Tjenester: AFT og VTA. Sertifisert 6. desember 2023.
# Kriterium 17 Klager
Lettlest skjema og gul postkasse. Andel som vet hvordan de kan klage: 55 % i 2024, 71 % i 2025.
# Kriterium 27 Medvirkning
Brukerrådet prøver spørreskjema før bruk. 14 forslag hittil i 2025 mot 13 i hele 2024.
# Kriterium 50 Sammenligning
Besøk hos Fjordhagen Arbeid. Bildebaserte instrukser prøves i 2026.
""",
)

FUTURE = Text(
    "Forbedring/framtidige behov notat.docx",
    date(2026, 1, 9),
    "Framtidige behov – notat til årsplanen",
    ORJAN,
    """
# Kilder
Samarbeidsmøte med NAV 27. november 2025, arbeidsgiverundersøkelsen (15 svar), brukerrådet i oktober og folketallet i kommunene.
# Det vi ser
- Flere unge uten videregående: fra 6 til 11 henvisninger på to år.
- Deltakerne i VTA blir eldre: 9 av 28 er over 55 år.
- Arbeidsgivere ønsker korte fagmoduler.
# Følger for oss
Norsk på arbeidsplassen fra høsten 2026. Seniortilpasset arbeidsdag prøves i vaskeriet.
""",
)

EMPLOYERS = Table(
    "Resultater/arbeidsgivere svar nov 2025.csv",
    date(2025, 11, 28),
    "",
    ORJAN,
    {
        "": [
            ["Nr", "Bransje", "Fornøyd (1-5)", "Vet hvem de skal ringe", "Vil ta imot flere", "Kommentar"],
            [1, "trevare", 5, "ja", "ja", "God forberedelse"],
            [2, "butikk", 5, "ja", "ja", ""],
            [3, "butikk", 4, "ja", "ja", "Gjerne lengre perioder"],
            [4, "barnehage", 4, "ja", "nei", "Krav om politiattest tar tid"],
            [5, "gartneri", 5, "ja", "ja", ""],
            [6, "lager", 3, "nei", "nei", "Uklart hvem som hadde ansvaret"],
            [7, "hotell", 4, "ja", "ja", ""],
            [8, "renhold", 4, "ja", "ja", ""],
            [9, "bilverksted", 5, "ja", "ja", ""],
            [10, "bakeri", 4, "ja", "ja", "Tidlige morgener må avklares"],
            [11, "transport", 4, "ja", "nei", ""],
            [12, "butikk", 5, "ja", "ja", ""],
            [13, "sykehjem", 3, "nei", "ja", "Ønsker fagmodul"],
            [14, "verft", 4, "ja", "ja", ""],
            [15, "kafé", 5, "ja", "ja", ""],
        ]
    },
)

STRAY: list[Item] = [
    Text("Diverse/nytt dokument (2).txt", date(2025, 8, 11), "", RANDI, "husk parkering"),
    Text(
        "Diverse/kantinemeny uke 20.txt",
        date(2026, 5, 8),
        "",
        "Kjersti Måsø",
        """
Kantina uke 20
Mandag: fiskekaker og gulrot
Tirsdag: grønnsakssuppe, hjemmebakt brød
Onsdag: lapskaus
Torsdag: stengt, Kristi himmelfartsdag
Fredag: pizza, vaffel etter lunsj
""",
    ),
    Text(
        "Diverse/telefonliste.md",
        date(2026, 4, 1),
        "Telefonliste",
        RANDI,
        """
| Avdeling | Internnummer |
| --- | --- |
| Sentralbord | 100 |
| AFT Sjøgata | 210 |
| Snekkerverksted | 310 |
| Vaskeri | 320 |
| Kantine | 330 |
| Montering | 340 |
""",
    ),
]

FILES: list[Item] = [
    SURVEY_2024,
    SURVEY_2025,
    REPORT_2024,
    REPORT_2025,
    ACCOUNTS[2024],
    ACCOUNTS[2025],
    NEWSLETTER,
    UNDERSTOOD,
    LOG,
    PROCEDURE,
    AUDIT,
    COMPARISON,
    PROGRESS,
    FUTURE,
    EMPLOYERS,
    *STRAY,
]
