"""Hold the working papers on rights, complaints, ethics and health and safety of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date

from norway_leadership import ASE, ESPEN, INGRID, RANDI, STAFF, TORUNN
from norway_writers import Copy, Item, Scan, Table, Text, header, row

COMPLAINT_MEETING = Text(
    "Rettigheter og klager/Avdelingsmøte VTA 2025-09-16.docx",
    date(2025, 9, 17),
    "Referat fra avdelingsmøte VTA 16. september 2025",
    ASE,
    """
Sted: Kantina, Verkstedveien. Til stede: Åse Brandvold, Jonas Sætre, Gro Helene Vikøren, Tor Ivar Nesse, Kjersti Måsø, Aud Ramstad, Lars-Erik Hovde, Bente Skogly, Marte Fonn og 21 deltakere.
# Sak 1: Godkjenning av forrige referat
Ingen merknader.
# Sak 2: Støy i monteringen
Den anonyme meldingen i postkassa er besvart på oppslagstavla. Det er satt opp støydempende plater, og hørselvern er bestilt i to størrelser.
# Sak 3: Gjennomgang av klagebehandlingen
Åse gikk gjennom klagebehandlingen steg for steg: hvem du kan snakke med, skjemaet med bilder, og at du får svar innen tre uker. Fire deltakere spurte om de kunne ta med seg noen i samtalen. Svaret er ja. To deltakere spilte en øvingssamtale.
- 21 av 24 deltakere på jobb var til stede.
- Etterpå kunne 17 av 21 peke ut rett skjema og rett person.
# Sak 4: Hospitering i høst
Tre plasser i butikk og én på gartneri. Meld fra til Marte.
""",
)

COMPLAINT_FORM = Text(
    "Rettigheter og klager/Klageskjema lettlest.docx",
    date(2025, 2, 3),
    "Vil du si fra om noe?",
    ASE,
    """
Du kan klage. Du får ikke problemer av det.
# Slik gjør du
- Skriv her, eller be noen skrive for deg.
- Legg skjemaet i den gule postkassa, eller gi det til en du stoler på.
- Du trenger ikke skrive navnet ditt.
# Hva gjelder det?
………………………………………………………………
# Hva vil du at vi skal gjøre?
………………………………………………………………
# Når får du svar?
Vi sier fra at vi har fått klagen innen 5 dager. Du får svar innen 3 uker.
""",
)

RIGHTS_LEAFLET = Text(
    "Rettigheter og klager/Dine rettigheter hos oss (lettlest).pdf",
    date(2025, 2, 10),
    "Dine rettigheter hos oss",
    ASE,
    """
# Du bestemmer over eget liv
Du har rett til å si hva du vil. Du har rett til å være med på planen din. Vi kan ikke bestemme mål uten deg.
# Du har rett til respekt
Ingen skal le av deg, rope til deg eller ta på deg når du ikke vil.
# Du har rett til hjelp fra andre
Du kan ta med en venn, verge, pårørende eller en annen talsperson på møter.
<side>
# Vi passer på opplysningene dine
Bare de som trenger det, får lese om deg. Du kan be om å få lese alt som står om deg.
# Du kan si fra
Bruk det gule skjemaet eller snakk med en du stoler på. Du kan også snakke med NAV.
# Trenger du dette opplest?
Spør på avdelingen. Vi leser sammen hver januar og når du begynner hos oss.
""",
)

RIGHTS_TRAINING = Table(
    "Rettigheter og klager/oppmøte rettigheter februar 2025.csv",
    date(2025, 2, 18),
    "",
    TORUNN,
    {
        "": [
            ["Navn", "Stilling", "Økt 18.02.2025", "Quiz (av 10)"],
            *[
                [
                    name,
                    post,
                    "nei" if name in ("Ola Kringstad", "Sigrid Øyehaug") else "ja",
                    None if name in ("Ola Kringstad", "Sigrid Øyehaug") else 7 + (at * 5) % 4,
                ]
                for at, (name, post) in enumerate(STAFF)
                if name not in ("Hege Tårnes", "Marte Fonn")
            ],
            ["Geir Tollefsen", "Veileder VTA", "ja", 9],
        ]
    },
)

RIGHTS_USERS = Text(
    "Rettigheter og klager/Rettighetsgruppe januar 2026.docx",
    date(2026, 1, 30),
    "Rettighetsgruppe for deltakere, januar 2026",
    ASE,
    """
Fem økter à 45 minutter, 12.–29. januar 2026. VTA: 25 av 28 deltakere. AFT: 19 av 24 deltakere.
# Slik gjorde vi det
Vi leste heftet «Dine rettigheter hos oss» høyt og brukte bildekort. Brukerrådets leder ledet to av øktene.
# Det deltakerne sa
- «Jeg visste ikke at jeg kunne lese det som står om meg.»
- «Det er fint at jeg kan ha med søsteren min.»
- «Hva hvis det er sjefen jeg vil klage på?» Svar: Snakk med daglig leder eller NAV.
# Kontroll
Etter øktene kunne 37 av 44 nevne minst tre rettigheter.
""",
)

NEXT_OF_KIN = Scan(
    "Rettigheter og klager/skannet brev fra pårørende 04.06.2025.pdf",
    date(2025, 6, 6),
    (
        "Bjørkesund, 4. juni 2025",
        "",
        "Til Bjørkesund Vekst AS",
        "v/ avdelingsleder VTA",
        "",
        "",
        "Klage på glatt trapp i Verkstedveien",
        "",
        "Jeg er søster til en av deltakerne på vaskeriet.",
        "Da jeg hentet ham i forrige uke, var trappa ved",
        "sideinngangen våt og svært glatt. Han har dårlig",
        "balanse og har allerede falt én gang.",
        "",
        "Jeg ber om at dere legger på sklisikring og setter opp",
        "rekkverk på begge sider. Ellers er vi veldig fornøyde.",
        "Han gleder seg til å gå på jobb hver dag.",
        "",
        "Jeg ønsker skriftlig svar.",
        "",
        "Vennlig hilsen",
        "",
        "pårørende til deltaker V-14",
        "",
        "",
        "[stempel] Mottatt 6. juni 2025  K25-3",
    ),
)

ETHICS = Text(
    "Etikk/Etiske retningslinjer.docx",
    date(2025, 10, 1),
    "Etiske retningslinjer",
    TORUNN,
    header(TORUNN, INGRID, "2.0", "01.10.2025", "01.10.2027")
    + """
# Hvem retningslinjene gjelder
Alle ansatte, vikarer, frivillige og styremedlemmer.
# Når du er i tvil
1. Er det lovlig, og er det i tråd med verdiene våre?
1. Ville jeg gjort det samme om deltakerens pårørende så på?
1. Hvem får fordel av det, og hvem kan bli skadet?
1. Har jeg spurt lederen min?
# Møtet med deltakeren
- Vi snakker til deltakeren, også når noen andre er i rommet.
- Vi berører ikke noen uten grunn og uten å spørre.
- Vi er ikke venner med deltakere på sosiale medier.
# Gaver og penger
Gaver over 300 kroner tas ikke imot. Ingen ansatt låner penger til eller av en deltaker.
# Brudd
Brudd meldes til nærmeste leder eller gjennom varslingsrutinen. Daglig leder avgjør oppfølging innen to uker.
""",
    earlier=(
        (
            "Gaver over 300 kroner tas ikke imot. Ingen ansatt låner penger til eller av en deltaker.",
            "Gaver over 500 kroner tas ikke imot.",
        ),
        ("- Vi er ikke venner med deltakere på sosiale medier.\n", ""),
    ),
)

ETHICS_RECEIPTS = Table(
    "Etikk/kvittering etiske retningslinjer 2025.csv",
    date(2025, 11, 3),
    "",
    TORUNN,
    {
        "": [
            ["Navn", "Stilling", "Lest og forstått", "Versjon"],
            *[
                row(name, post, date(2025, 10, 6 + at % 5) if at < 21 else date(2025, 11, 3), "2.0")
                for at, (name, post) in enumerate(STAFF)
            ],
        ]
    },
)

REFLECTION = Text(
    "Etikk/Etisk refleksjon 2025-10-22.docx",
    date(2025, 10, 23),
    "Etisk refleksjon 22. oktober 2025",
    TORUNN,
    """
Til stede: 19 ansatte, fire deltakere fra brukerrådet og to pårørende.
# Dilemma 1: Deltakeren vil ikke at moren skal vite det
Gruppene var enige om at samtykke gjelder også når pårørende spør pent. Vi sier: «Det må du spørre ham om.»
# Dilemma 2: Gave fra en takknemlig familie
En gaveeske til avdelingen deles i lunsjen. Personlige gaver over grensen leveres tilbake.
# Hva sa deltakerne
«Det er bra at dere øver på det vanskelige også», sa representanten fra vaskeriet.
# Hva endrer vi
- Gavegrensen er tatt inn i heftet til pårørende.
- Dilemmakort legges på pauserommet.
""",
)

WELLBEING = Text(
    "Etikk/Etikk og trivsel - retningslinjer UTKAST.docx",
    date(2025, 9, 8),
    "Retningslinjer om etikk og trivsel",
    TORUNN,
    """
UTKAST, ikke behandlet av ledergruppa
# Formål
Ansatte, deltakere og pårørende skal oppleve tillit, ærlighet og trygghet.
# Trivsel for ansatte
Overkommelig arbeidsmengde, kollegastøtte og samtale etter hendelser.
# Trivsel for deltakere
[mangler tekst fra brukerrådet]
# Pårørende
Pårørendekveld to ganger i året.
""",
)

ABUSE = Text(
    "Etikk/Prosedyre mot fysisk psykisk og økonomisk misbruk.pdf",
    date(2024, 2, 5),
    "Prosedyre for å hindre fysisk, psykisk og økonomisk misbruk",
    ASE,
    header(ASE, INGRID, "1.2", "05.02.2024", "05.02.2026")
    + """
# Formål
Ingen skal utsettes for vold, krenkelser eller økonomisk utnyttelse hos oss.
# Omfang
Gjelder alle deltakere i AFT og VTA, ansatte, frivillige og besøkende.
# Ansvar
Åse Brandvold er kontaktperson. Stedfortreder er Torunn Haugseth.
# Tegn vi ser etter
- Fysisk: blåmerker, redsel for berøring.
- Psykisk: taushet, plutselig uteblivelse.
- Økonomisk: mangler matpenger, andre bruker bankkortet.
<side>
# Fremgangsmåte ved mistanke
1. Sørg for at personen er trygg.
1. Lytt, ikke etterforsk.
1. Skriv ned samme dag på skjema for bekymring.
1. Meld fra til kontaktpersonen. Ved fare for liv og helse: ring 112.
1. Lag en plan for videre beskyttelse sammen med deltakeren.
# Penger på arbeidsplassen
Avdelingene oppbevarer ikke deltakernes bankkort. Kantinekasse telles av to.
""",
)

PREVENTION = Text(
    "Etikk/Notat forebygging 2026-03-10.docx",
    date(2026, 3, 10),
    "Forebygging av misbruk – årlig notat",
    ASE,
    """
Gjennomgang 10. mars 2026 av bekymringsskjemaer for 2025 ved Åse Brandvold og Torunn Haugseth.
# Tall
Tre bekymringer i 2025: én psykisk, to økonomiske. Alle er fulgt opp samme uke. Én sak ble drøftet med verge.
# Opplæring
Tema på avdelingsmøtet 3. mars 2026 for 20 av 22 ansatte. De øvrige har fått tilbud i april.
# Hva vi endrer
Deltakere får tilbud om økonomikurs hos NAV. Prosedyren må oppdateres og godkjennes på nytt.
""",
)

PRIVACY = Text(
    "Etikk/Personvern og taushetsplikt.docx",
    date(2025, 5, 5),
    "Personvern, taushetsplikt, nøyaktighet og verdighet",
    RANDI,
    header(RANDI, INGRID, "4.0", "05.05.2025", "mai 2027")
    + """
# Formål
Opplysninger om deltakere skal være riktige, nødvendige og godt sikret.
# Taushetserklæring
Signeres av ansatte, vikarer, frivillige og styremedlemmer ved oppstart.
# Føring av journal og rapporter
Skriv det du har sett og hørt, ikke det du antar. Deltakeren får lese rapporten før den sendes til NAV.
# Tilgang
Tilgang gis etter tjenstlig behov. Tilgangslista kontrolleres hvert halvår.
# Verdighet og integritet
Garderobe og toalett er private. Bilder tas bare med skriftlig samtykke.
# Avvik
Brudd meldes i avvikssystemet. Daglig leder vurderer melding til Datatilsynet innen 72 timer.
""",
)

PRIVACY_REVIEW = Text(
    "Etikk/Gjennomgang personvern november 2025.txt",
    date(2025, 11, 26),
    "Gjennomgang av personvernrutinene",
    RANDI,
    """
Dato: 26.11.2025
Til stede: Randi Kvamsø, Torunn Haugseth, Ørjan Fagerli

1) Tilgangslista er kontrollert. To tidligere ansatte er fjernet.
2) Stikkprøve av 6 rapporter (3 AFT, 3 VTA): 5 uten merknad, 1 med antakelse i stedet for observasjon. Tatt opp med veileder.
3) Nøkkelskap i Sjøgata får ny lås.
4) Tolv mapper er slettet etter sletteplanen.

Neste gjennomgang: mai 2026
""",
)

PRIVACY_QUIZ = Table(
    "Etikk/quiz personvern mai 2025.csv",
    date(2025, 5, 23),
    "",
    RANDI,
    {
        "": [
            ["Navn", "Dato", "Riktige av 8"],
            *[
                row(name, date(2025, 5, 19 + at % 4), 5 + (at * 7) % 4)
                for at, (name, _) in enumerate(STAFF)
                if name not in ("Hege Tårnes", "Sigrid Øyehaug")
            ],
        ]
    },
)

HSE = Text(
    "HMS/HMS-plan 2026.docx",
    date(2026, 2, 2),
    "Plan for helse, miljø og sikkerhet 2026",
    ESPEN,
    header(ESPEN, INGRID, "8.0", "02.02.2026", "februar 2027")
    + """
# Mål
Ingen skader med fravær. Alle skal vite hvor de skal gå når alarmen går.
# Organisering
Daglig leder har ansvaret. Espen Lillevik er verneombud. HMS-gruppa har med én deltaker fra VTA og én fra AFT.
# Risiko og tiltak
| Risiko | Tiltak | Ansvarlig | Frist |
| Høvel og båndsag | Ny opplæring før bruk, bare under oppsyn | Jonas Sætre | løpende |
| Trusler og vold | Kurs for alle ansatte | Espen Lillevik | oktober 2026 |
| Fall ved sideinngang | Sklisikring og rekkverk på begge sider | Nils Petter Aune | utført juli 2025 |
| Kjemikalier i vaskeriet | Doseringsanlegg og vernebriller | Gro Helene Vikøren | utført |
# Deltakere med særlige behov
Egen evakueringsplan for tre deltakere, med fadder.
# Beredskap
Brannøvelse hvert år i begge bygg. Førstehjelpskurs annethvert år.
# Årlig gjennomgang
HMS-gruppa går gjennom planen i januar sammen med de ansatte.
""",
    earlier=(
        (
            "Kurs for alle ansatte | Espen Lillevik | oktober 2026",
            "Kurs for alle ansatte | Espen Lillevik | april 2026",
        ),
    ),
)

INSPECTION = Text(
    "HMS/Vernerunde mars 2026.docx",
    date(2026, 3, 19),
    "Vernerunde 17. mars 2026",
    ESPEN,
    """
Deltakere: Espen Lillevik, Nils Petter Aune, Jonas Sætre og deltaker V-03 (HMS-gruppa).
# Verkstedveien 14
| Sted | Funn | Tiltak | Ansvarlig | Frist |
| Snekkerverksted | Avsug virker, filter skiftet 02.03. | ingen | | |
| Vaskeri | Øyeskyll mangler merking | Skilt | Gro Helene Vikøren | 24.03.2026 |
| Garderobe | To skap uten lås | Nye låser | Nils Petter Aune | 31.03.2026 |
| Kantine | Rømningsvei fri | ingen | | |
# Sjøgata 3
| Sted | Funn | Tiltak | Ansvarlig | Frist |
| Samtalerom 2 | Dårlig lydisolering | Dørpakning | Nils Petter Aune | 15.04.2026 |
# Bemanning
To ansatte til stede i hvert verksted alle dager i uke 11, som avtalt.
""",
    earlier=(("| Garderobe | To skap uten lås | Nye låser | Nils Petter Aune | 31.03.2026 |\n", ""),),
)

DRILL = Text(
    "HMS/brannøvelse 08.10.2025.txt",
    date(2025, 10, 8),
    "",
    ESPEN,
    """
Brannøvelse Verkstedveien 14, onsdag 08.10.2025 kl. 10.15

Alarm utløst i vaskeriet. 41 personer i bygget (29 deltakere, 12 ansatte).
Alle ute etter 3 min 40 s. Møteplassen ved porten.
En deltaker (V-03) ble hjulpet ut av fadder etter planen.
Heisen ble brukt av én. Må tas opp på avdelingsmøtet.

Sjøgata 3, torsdag 09.10.2025 kl. 13.00: 19 personer, 2 min 10 s. Ingen merknader.
""",
)

FIRST_AID = Table(
    "HMS/Førstehjelp og trusler kursliste januar 2024.xlsx",
    date(2024, 1, 25),
    "Kurs 24.–25. januar 2024",
    ESPEN,
    {
        "Deltakerliste": [
            ["Navn", "Førstehjelp 24.01.2024", "Trusler og vold 25.01.2024", "HMS-regler for ansatte"],
            *[
                [name, "ja", "ja" if at % 6 else "nei", "ja"]
                for at, (name, _) in enumerate(STAFF[:20])
                if name != "Hege Tårnes"
            ],
        ]
    },
)

FILES: list[Item] = [
    COMPLAINT_MEETING,
    COMPLAINT_FORM,
    RIGHTS_LEAFLET,
    RIGHTS_TRAINING,
    RIGHTS_USERS,
    NEXT_OF_KIN,
    ETHICS,
    ETHICS_RECEIPTS,
    REFLECTION,
    WELLBEING,
    ABUSE,
    PREVENTION,
    PRIVACY,
    PRIVACY_REVIEW,
    PRIVACY_QUIZ,
    HSE,
    INSPECTION,
    DRILL,
    FIRST_AID,
    Copy("HMS/Kopi av brannøvelse okt.txt", DRILL.path),
]
