"""Hold the results, the improvement work and the stray files of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date

from norway_leadership import INGRID, ORJAN, RANDI, TORUNN
from norway_writers import Item, Text, header

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
    REPORT_2024,
    REPORT_2025,
    ACCOUNTS[2024],
    ACCOUNTS[2025],
    NEWSLETTER,
    PROCEDURE,
    AUDIT,
    COMPARISON,
    PROGRESS,
    FUTURE,
    *STRAY,
]
