"""Hold the working papers on leadership and staff of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date, datetime

from norway_writers import Item, Mail, Table, Text, header

INGRID, TORUNN, RANDI = "Ingrid Solbakken Moen", "Torunn Haugseth", "Randi Kvamsø"
ORJAN, ASE, ESPEN = "Ørjan Fagerli", "Åse Brandvold", "Espen Lillevik"

STAFF = (
    (INGRID, "Daglig leder"),
    (TORUNN, "Kvalitetskoordinator"),
    (RANDI, "Økonomi- og personalansvarlig"),
    (ORJAN, "Avdelingsleder AFT"),
    (ASE, "Avdelingsleder VTA"),
    ("Mina Aasland Berge", "Jobbspesialist"),
    ("Samira Nordahl", "Veileder AFT"),
    ("Per Anders Lian", "Veileder AFT"),
    (ESPEN, "Jobbspesialist, verneombud"),
    ("Hege Tårnes", "Veileder AFT"),
    ("Sigrid Øyehaug", "Kursholder AFT"),
    ("Jonas Sætre", "Arbeidsleder snekkerverksted"),
    ("Gro Helene Vikøren", "Arbeidsleder vaskeri"),
    ("Tor Ivar Nesse", "Arbeidsleder montering"),
    ("Kjersti Måsø", "Arbeidsleder kantine"),
    ("Rune Djupvåg", "Arbeidsveileder snekkerverksted"),
    ("Aud Ramstad", "Arbeidsveileder vaskeri"),
    ("Lars-Erik Hovde", "Arbeidsveileder montering"),
    ("Bente Skogly", "Arbeidsveileder kantine"),
    ("Ola Kringstad", "Sjåfør og lager"),
    ("Marte Fonn", "Veileder VTA"),
    ("Nils Petter Aune", "Vaktmester"),
)

VISION = Text(
    "01 Ledelse/Visjon, formål og verdier.pdf",
    date(2025, 1, 20),
    "Visjon, formål og verdier",
    TORUNN,
    header(TORUNN, "Styret 16.01.2025 (sak 04/25)", "3.0", "20.01.2025", "januar 2028")
    + """
# Hvem vi er
Bjørkesund Vekst AS er en arbeidsinkluderingsbedrift som eies av Bjørkesund kommune (60 %) og Ytre Tangøy kommune (40 %). Bedriften ble stiftet i 1994. Vi leverer arbeidsforberedende trening (AFT, 24 plasser) og varig tilrettelagt arbeid (VTA, 28 plasser) på oppdrag fra NAV.
# Formål
Vi skal kvalifisere mennesker for arbeid og gi meningsfulle arbeidsoppgaver til dem som trenger en varig tilrettelagt arbeidsplass.
# Visjon
Alle i Bjørkesund og Ytre Tangøy som vil og kan arbeide, skal ha en plass å gå til.
# Verdier
| Verdi | For oss ansatte betyr det at vi … | Som deltaker kan du forvente at … |
| Respekt | snakker med deltakeren, ikke om deltakeren | du blir møtt som en kollega |
| Mestring | leter etter det du får til, og bygger på det | du får oppgaver du kan vokse på |
| Åpenhet | sier fra når noe ikke virker | du får vite hvorfor vi gjør som vi gjør |
<side>
# Slik ble dokumentet til
Utkastet ble laget på personalseminaret 24. oktober 2024 og drøftet i brukerrådet 13. november 2024. Brukerrådet ba om at verdien «trygghet» ble erstattet av «åpenhet». Styret vedtok endringen 16. januar 2025.
# Slik gjør vi det kjent
- Gjennomgås på første dag i introduksjonsprogrammet for nye ansatte.
- Henger i kantina i Verkstedveien og på AFT-senteret i Sjøgata.
- Tema på personalmøtet i februar hvert år: «Mitt bidrag til formålet».
# Slik ser vi at det virker
Spørsmål 3 i medarbeiderundersøkelsen («Jeg vet hvordan arbeidet mitt bidrar til formålet») skal ha minst 80 % som svarer helt eller delvis enig.
""",
)

STAFF_MEETING = Text(
    "01 Ledelse/Personalmøte 2025-02-11 Mitt bidrag.docx",
    date(2025, 2, 12),
    "Referat fra personalmøte 11. februar 2025",
    RANDI,
    """
Sted: Kantina, Verkstedveien 14. Til stede: 19 av 21 ansatte. Forfall: Ola Kringstad, Sigrid Øyehaug.
# Sak 1: Mitt bidrag til formålet
Avdelingene arbeidet i grupper med visjon, formål og verdier (versjon 3.0). Hver ansatt skrev én setning om eget bidrag.
- «Jeg ringer arbeidsgiveren dagen etter oppstart, så små ting ikke blir store.» (jobbspesialist)
- «Jeg lar deltakeren stille inn høvelen selv og står ved siden av.» (arbeidsleder snekkerverksted)
- «Jeg sørger for at bilen er ute i tide, så ingen mister vakta si.» (skrevet inn på forhånd av sjåføren)
Setningene er hengt opp på pauserommet. 20 av 21 ansatte leverte.
# Sak 2: Mål for 2025
Avdelingslederne gikk gjennom årsplanen for AFT og VTA. Spørsmål om flere hospiteringsplasser i kantine tas videre i ledermøtet.
# Sak 3: Rydding i felles mappe
Torunn minner om at kvalitetsdokumenter skal ligge under emnet, ikke på skrivebordet.
""",
)

PLAN_2025 = Text(
    "01 Ledelse/Årsplan 2025.docx",
    date(2025, 1, 27),
    "Årsplan 2025",
    INGRID,
    header(INGRID, "Styret 23.01.2025 (sak 06/25)", "1.0", "27.01.2025", "januar 2026")
    + """
# Grunnlag
Planen bygger på evalueringen av 2024, forslag fra brukerrådet og NAVs bestilling på 24 plasser i AFT og 28 plasser i VTA.
# Mål og tiltak for AFT
| Mål | Måltall | Mål 2025 | Ansvarlig | Frist |
| Flere i arbeid eller utdanning | Andel av avsluttede | 50 % | Ørjan Fagerli | 31.12.2025 |
| Medvirkning i egen plan | Andel som svarer enig | 80 % | Mina Aasland Berge | november 2025 |
| Oppfølging etter avslutning | Kontakt etter 3 måneder | 85 % | Espen Lillevik | løpende |
# Mål og tiltak for VTA
| Mål | Måltall | Mål 2025 | Ansvarlig | Frist |
| Flere prøver ordinært arbeidsliv | Deltakere i hospitering | 9 | Åse Brandvold | 31.12.2025 |
| Plan evaluert hvert år | Andel i rute | 95 % | Marte Fonn | 31.12.2025 |
| Kjent klageordning | Andel som vet hvordan de kan klage | 70 % | Åse Brandvold | november 2025 |
# Ansatte, HMS og opplæring
Kompetanseplan 2025–2026 har en ramme på 210 000 kroner. Brannøvelse i begge bygg innen oktober.
# Kvalitetsarbeid
Fremdriftsrapport til EQUASS innen desember. Internrevisjon uke 42 med vekt på rettigheter og individuell plan.
# Oppfølging
Status i ledermøtet hvert kvartal, sluttevaluering i januar 2026.
""",
)

PLAN_2026 = Text(
    "01 Ledelse/Årsplan 2026.docx",
    date(2026, 1, 26),
    "Årsplan 2026",
    INGRID,
    header(INGRID, "Styret 22.01.2026 (sak 05/26)", "1.0", "26.01.2026", "januar 2027")
    + """
# Grunnlag
Planen bygger på evalueringen av årsplan 2025, deltakerundersøkelsen (45 svar), brukerrådets 17 forslag og internrevisjonen i oktober 2025.
# Mål og tiltak for AFT
| Mål | Måltall | Resultat 2025 | Mål 2026 | Ansvarlig | Frist |
| Flere i arbeid eller utdanning | Andel av avsluttede | 52 % | 53 % | Ørjan Fagerli | 31.12.2026 |
| Medvirkning i egen plan | Andel som svarer enig | 85 % | 87 % | Mina Aasland Berge | november 2026 |
| Oppfølging etter avslutning | Kontakt etter 3 måneder | 82 % | 88 % | Espen Lillevik | løpende |
# Mål og tiltak for VTA
| Mål | Måltall | Resultat 2025 | Mål 2026 | Ansvarlig | Frist |
| Flere prøver ordinært arbeidsliv | Deltakere i hospitering | 9 | 10 | Åse Brandvold | 31.12.2026 |
| Medvirkning i egen plan | Andel som svarer enig | 80 % | 85 % | Marte Fonn | november 2026 |
| Kjent klageordning | Andel som vet hvordan de kan klage | 72 % | 80 % | Åse Brandvold | november 2026 |
# Ny teknologi
Bildebaserte arbeidsinstrukser på nettbrett prøves i montering og vaskeri fra mars.
# Kvalitetsarbeid fram mot revisjonen
Egenevaluering i juni, internrevisjon i september, ekstern revisjon 11. november 2026.
# Oppfølging
Status i ledermøtet hvert kvartal. Brukerrådet får halvårsstatus i juni.
""",
)

REVIEW_2024 = Text(
    "01 Ledelse/Evaluering av årsplan 2024.docx",
    date(2025, 1, 15),
    "Evaluering av årsplan 2024",
    INGRID,
    """
Behandlet i ledermøtet 14. januar 2025 og i styret 23. januar 2025.
| Mål | Mål 2024 | Resultat | Vurdering |
| AFT: overgang til arbeid eller utdanning | 45 % | 45 % (14 av 31) | Nådd |
| AFT: medvirkning i egen plan | 75 % | 78 % | Nådd |
| VTA: deltakere i hospitering | 8 | 7 | Delvis nådd |
| VTA: kjent klageordning | 60 % | 54 % | Ikke nådd |
# Hva lærte vi
Klageordningen er for lite kjent. Vi lager lettlest skjema og tar temaet opp i avdelingsmøtene. Hospitering i butikk fungerte bedre enn i lager.
# Følges opp i 2025
Målene er tatt inn i årsplan 2025 med samme måltall, slik at utviklingen kan følges.
""",
)

REVIEW_2025 = Text(
    "01 Ledelse/Evaluering av årsplan 2025.docx",
    date(2026, 1, 14),
    "Evaluering av årsplan 2025",
    INGRID,
    """
Behandlet i ledermøtet 13. januar 2026 og i styret 22. januar 2026. Brukerrådet fikk utkastet 7. januar.
| Mål | Mål 2025 | Resultat | Vurdering |
| AFT: overgang til arbeid eller utdanning | 50 % | 52 % (17 av 33) | Nådd |
| AFT: medvirkning i egen plan | 80 % | 85 % | Nådd |
| AFT: kontakt etter 3 måneder | 85 % | 82 % (28 av 34) | Ikke nådd |
| VTA: deltakere i hospitering | 9 | 9 | Nådd |
| VTA: plan evaluert hvert år | 95 % | 96 % (27 av 28) | Nådd |
| VTA: kjent klageordning | 70 % | 72 % | Nådd |
# Hva lærte vi
Kontakt etter avslutning glipper når jobbspesialisten er borte. Vi innfører stedfortreder og påminnelse i kalenderen.
# Hva gjør vi videre
Tiltakene er ført i forbedringsloggen som nr. 26-01 og 26-02.
""",
)

MANAGEMENT_REVIEW = Text(
    "01 Ledelse/Ledelsens gjennomgang 2025.docx",
    date(2025, 12, 16),
    "Ledelsens gjennomgang 2025",
    TORUNN,
    """
Dato: 15. desember 2025. Deltakere: Ingrid Solbakken Moen, Torunn Haugseth, Ørjan Fagerli, Åse Brandvold, Randi Kvamsø.
# Kvalitet på hvert ledermøte
Kvalitet har vært fast sak på 20 av 22 ledermøter i 2025. Lederne går kvalitetsrunde i en annen avdeling enn sin egen hver måned; 10 av 11 planlagte runder er gjennomført.
# Resultater
Overgang til arbeid eller utdanning i AFT ligger an til 52 %. Ni VTA-deltakere har hospitert i ordinær bedrift.
# Klager, avvik og forslag
Fem klager, alle besvart. 18 avvik, 16 lukket. Brukerrådet har levert 17 forslag, elleve er gjennomført.
# Beslutninger
- Kvalitetsmålene for 2024–2026 beholdes. Nye mål vedtas våren 2026.
- Ordningen med kvalitetsrunder fortsetter.
- Lettlest versjon av rettighetsdokumentet skal være ferdig før sommeren 2026.
""",
)

MANAGERS = Text(
    "01 Ledelse/ledermøte 2026-02-03.md",
    date(2026, 2, 3),
    "Ledermøte 3. februar 2026",
    TORUNN,
    """
Til stede: Ingrid, Ørjan, Åse, Randi, Torunn (ref.)

# 1 Kvalitet
- Kvalitetsrunde i vaskeriet (Ørjan): god merking, men oppslaget om brukerrådet er fra 2024. Åse bytter.
- Runde i Sjøgata (Åse): samtalerommet er lytt. Nils Petter henter pris på dørpakning.

# 2 Status årsplan
Januar i rute. Påminnelse om kontakt etter tre måneder er lagt inn i kalenderen.

# 3 Eventuelt
Åpen dag 21. mai. Ingrid snakker med kommunen om gjenbrukstorget.
""",
)

OPEN_DAY = Text(
    "01 Ledelse/Åpen dag og gjenbruk 2025.docx",
    date(2025, 6, 3),
    "Åpen dag og gjenbrukstorg 22. mai 2025",
    INGRID,
    """
# Hva vi gjorde
164 besøkende, tolv lokale arbeidsgivere og ordførerne i begge eierkommunene. Fire deltakere holdt omvisning, to fortalte om veien ut i jobb.
# Inkludering i lokalsamfunnet
Daglig leder holdt innlegg for næringsforeningen 6. mars om å ansette folk med hull i CV-en. Tre bedrifter meldte seg som praksissted etterpå.
# Miljø og gjenbruk
Snekkerverkstedet satte i stand 212 møbler i 2024 og 240 i 2025. Vaskeriet gikk over til konsentrert vaskemiddel og reduserte emballasjen med om lag 1,1 tonn. Bedriften er miljøsertifisert til mai 2027.
""",
)

BOARD = Text(
    "01 Ledelse/Styremøte 2025-03-20 protokoll.pdf",
    date(2025, 3, 24),
    "Protokoll fra styremøte 20. mars 2025",
    RANDI,
    """
Til stede: Bjørnar Eik (leder), Liv Torunn Hjelle, Asbjørn Røyset, Kari-Anne Støle (ansattvalgt). Fra administrasjonen: Ingrid Solbakken Moen, Randi Kvamsø.
# Sak 11/25 Årsregnskap 2024
Årsresultat 560 000 kroner. Egenkapital per 31.12.2024: 9 800 000 kroner. Revisors beretning uten forbehold, datert 18. mars 2025. Vedtak: Regnskapet godkjennes.
# Sak 12/25 Rekruttering
Styret ber om oversikt over turnover og sykefravær hvert halvår.
# Sak 13/25 Åpen dag 22. mai
Styret stiller med to medlemmer.
""",
)

RECRUITMENT = Text(
    "02 Personal/Retningslinjer rekruttere og beholde ansatte.docx",
    date(2024, 1, 15),
    "Retningslinjer og prosedyre for å rekruttere og beholde ansatte",
    RANDI,
    header(RANDI, INGRID, "2.1", "15.01.2024", "15.01.2026")
    + """
# Formål
Riktig kompetanse i hver stilling, og ansatte som blir.
# Omfang
Alle faste og midlertidige stillinger, vikarer og frivillige.
# Fremgangsmåte
1. Behov og kompetansekrav avklares av avdelingsleder og økonomi- og personalansvarlig.
1. Utlysning på egen nettside og i lokalavisa. Minst to referanser innhentes.
1. En representant fra brukerrådet deltar i annengangsintervju.
1. Introduksjonsprogram på seks uker med fadder og sjekkliste.
# Beholde ansatte
Medarbeidersamtale hvert år, fleksibel arbeidstid der driften tillater det, sluttsamtale med alle som slutter.
# Måltall
Turnover under 10 %, sykefravær under 6 %.
""",
)

INDUCTION = Table(
    "02 Personal/Sjekkliste nyansatte 2025.xlsx",
    date(2025, 11, 21),
    "Introduksjon nyansatte 2025",
    RANDI,
    {
        "Introduksjon": [
            [
                "Ansatt",
                "Stilling",
                "Startdato",
                "Retningslinjer for rekruttering gjennomgått",
                "Etiske retningslinjer signert",
                "Rettigheter",
                "HMS-runde",
                "Fullført",
            ],
            [
                "Marte Fonn",
                "Veileder VTA",
                date(2025, 3, 3),
                date(2025, 3, 4),
                date(2025, 3, 4),
                date(2025, 3, 6),
                date(2025, 3, 5),
                date(2025, 4, 11),
            ],
            [
                "Hege Tårnes",
                "Veileder AFT",
                date(2025, 9, 1),
                date(2025, 9, 2),
                date(2025, 9, 2),
                date(2025, 9, 4),
                date(2025, 9, 3),
                date(2025, 10, 10),
            ],
        ],
        "Turnover": [
            ["År", "Ansatte 31.12.", "Sluttet", "Turnover", "Sykefravær"],
            [2024, 21, 2, "9,5 %", "6,4 %"],
            [2025, 22, 1, "4,5 %", "5,7 %"],
        ],
    },
)

DEVELOPMENT = Table(
    "02 Personal/Kompetanseplan 2025-2026.xlsx",
    date(2025, 2, 17),
    "Kompetanseplan 2025–2026",
    RANDI,
    {
        "Plan": [
            ["Tiltak", "Hvem", "Behov", "Timer", "Kostnad", "Når", "Status"],
            [
                "Supported Employment, grunnkurs",
                "AFT-veiledere (3)",
                "Årsplan 2025",
                90,
                54000,
                "mars 2025",
                "gjennomført",
            ],
            [
                "Motiverende intervju (MI)",
                "Alle veiledere (11)",
                "Medarbeidersamtaler",
                165,
                66000,
                "september 2025",
                "gjennomført",
            ],
            [
                "Rettigheter og etisk refleksjon",
                "Alle (22)",
                "EQUASS",
                66,
                0,
                "februar og oktober 2025",
                "gjennomført",
            ],
            ["Trusler og vold", "Alle (22)", "ROS-analyse", 88, 24000, "april 2026", "utsatt til høsten"],
            [
                "Bildebaserte instrukser",
                "Arbeidsledere (4)",
                "Årsplan 2026",
                24,
                12000,
                "mars 2026",
                "gjennomført",
            ],
            ["Fagbrev som arbeidsleder", "Rune Djupvåg", "Eget ønske", 120, 18000, "2025–2026", "pågår"],
        ],
        "Resultater 2025": [
            ["Måltall", "Mål", "2024", "2025", "Kilde"],
            ["Opplæringstimer per ansatt", 18, 15.2, 19.4, "timelister"],
            ["Ansatte med medarbeidersamtale", "100 %", "86 %", "95 %", "oversikt 2025"],
            ["Gjennomførte tiltak i planen", "90 %", "78 %", "92 %", "denne planen"],
            ["Egenvurdert kompetanse MI før/etter (1–5)", 4.0, None, "2,6 / 3,9", "spørreskjema, n = 11"],
        ],
    },
)

APPRAISALS = Table(
    "02 Personal/medarbeidersamtaler_2025.csv",
    date(2025, 12, 1),
    "",
    RANDI,
    {
        "": [
            [
                "Ansatt",
                "Stilling",
                "Samtale",
                "Utviklingsplan gjennomgått",
                "Stillingsbeskrivelse gjennomgått",
            ],
            *[
                [
                    name,
                    post,
                    "permisjon"
                    if name == "Sigrid Øyehaug"
                    else date(2025, 3 if at < 12 else 11, 3 + (at % 12) // 5 * 7 + (at % 12) % 5),
                    "nei" if name == "Sigrid Øyehaug" else "ja",
                    "nei" if name == "Sigrid Øyehaug" else "ja",
                ]
                for at, (name, post) in enumerate(STAFF)
            ],
        ]
    },
)

JOBS = Text(
    "02 Personal/Stillingsbeskrivelser 2025.pdf",
    date(2025, 3, 31),
    "Stillingsbeskrivelser og kompetansekrav 2025",
    RANDI,
    header(RANDI, INGRID, "5.0", "31.03.2025", "mars 2027")
    + """
# Avdelingsleder AFT og VTA
Leder avdelingen faglig og administrativt. Krav: treårig høyere utdanning innen helse, sosial eller pedagogikk, minst tre års erfaring fra arbeidsinkludering.
# Jobbspesialist og veileder AFT
Kartlegger, veileder og følger opp deltaker og arbeidsgiver. Krav: høyere utdanning eller fagbrev og relevant praksis; kurs i Supported Employment og MI.
<side>
# Arbeidsleder og arbeidsveileder VTA
Leder produksjonen og tilrettelegger arbeidsoppgaver. Krav: fagbrev i faget, kurs i veiledning og HMS for ledere av arbeidslag.
# Veileder VTA
Ansvar for plan for deltakeren og den årlige evalueringen. Krav: vernepleier, sosionom eller tilsvarende.
# Økonomi, personal, kvalitet, transport og vaktmester
Egne ark, se personalhåndboka kapittel 4.
<side>
# Signatur
Alle 22 ansatte har fått sin stillingsbeskrivelse og signert innen 31. mars 2025, eller ved ansettelse. Årlig gjennomgang skjer i medarbeidersamtalen.
""",
)

SUGGESTIONS = Mail(
    "02 Personal/SV_ Forslagskassa.eml",
    datetime(2025, 11, 18, 9, 42),
    f"{RANDI} <randi@bjorkesundvekst.example>",
    "alle@bjorkesundvekst.example",
    "SV: Forslagskassa",
    """
Hei alle,

takk for 14 forslag siden sommeren. Ni er gjennomført, tre er under arbeid og to har vi sagt nei til. Begrunnelsene står i vedlegget.

Minner om at alle kan legge lapp i kassa på pauserommet eller ta saken opp på avdelingsmøtet. Forslag om årsplan 2026 må inn før 5. desember.

Hilsen Randi
""",
    (
        "forslag fra ansatte høsten 2025.csv",
        Table(
            "forslag.csv",
            date(2025, 11, 17),
            "",
            RANDI,
            {
                "": [
                    ["Nr", "Dato", "Forslag", "Status"],
                    [1, date(2025, 8, 20), "Egen parkering for varebilen i Sjøgata", "gjennomført"],
                    [2, date(2025, 8, 27), "Felles lunsj AFT og VTA første fredag i måneden", "gjennomført"],
                    [3, date(2025, 9, 9), "Støydempende plater ved høvelen", "gjennomført"],
                    [4, date(2025, 9, 23), "Kaffemaskin i 2. etasje", "avslått: ikke vann i etasjen"],
                    [5, date(2025, 10, 14), "Deltakere er med på intervju av nye veiledere", "gjennomført"],
                    [6, date(2025, 11, 4), "Sommerstengt i to i stedet for tre uker", "under arbeid"],
                ]
            },
        ),
    ),
)

VOLUNTEERS = Text(
    "02 Personal/frivillige og takk.txt",
    date(2025, 12, 12),
    "",
    RANDI,
    """
Frivillige 2025

6 frivillige følgere i turgruppa (tirsdager), 2 i kaféen på åpen dag.
Alle har signert taushetserklæring og fått omvisning.
Takkekveld for ansatte og frivillige 11.12.2025: julemat, diplom for 10 og 20 års ansettelse (Gro Helene, Nils Petter).
Ansattes bursdager og jubileer: liste hos Randi.
""",
)

VANISHED = Text(
    "01 Ledelse/Notat ny teknologi 2025.docx",
    date(2025, 9, 25),
    "Ny teknologi og læring, notat september 2025",
    ASE,
    """
# Hva vi prøver
Bildebaserte arbeidsinstrukser på nettbrett etter modell fra sammenligningsbesøket i juni.
# Hva vi lærer
Arbeidslederne deler erfaringer på første fagmøte i måneden. Første runde gjelder montering.
""",
)

FILES: list[Item] = [
    VISION,
    STAFF_MEETING,
    PLAN_2025,
    PLAN_2026,
    REVIEW_2024,
    REVIEW_2025,
    MANAGEMENT_REVIEW,
    MANAGERS,
    OPEN_DAY,
    BOARD,
    RECRUITMENT,
    INDUCTION,
    DEVELOPMENT,
    APPRAISALS,
    JOBS,
    SUGGESTIONS,
    VOLUNTEERS,
]
