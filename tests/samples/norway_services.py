"""Hold the working papers of the services, the users' council and the partners of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date, datetime

from norway_leadership import ASE, ESPEN, INGRID, ORJAN, TORUNN
from norway_writers import Item, Mail, Scan, Table, Text, header

COUNCIL_1 = Text(
    "Brukerråd/Brukerråd 2025-02-12.docx",
    date(2025, 2, 13),
    "Møte i brukerrådet 12. februar 2025",
    TORUNN,
    """
Til stede: AFT-1, AFT-2, VTA-snekker, VTA-vaskeri, VTA-kantine, VTA-montering. Fra bedriften: Torunn Haugseth (sekretær).
# Sak 1: Valg av leder
VTA-kantine er valgt til leder for ett år. AFT-1 er nestleder.
# Sak 2: Klageordningen
Rådet synes skjemaet er for langt. De lager en lettlest utgave sammen med Åse.
# Sak 3: Forslag
- F25-01: Skilt med bilder på garderobene. Vedtatt av Åse i møtet.
- F25-02: Prøve butikk i stedet for lager. Går til årsplanen.
- F25-03: Kaffe gratis. Ikke mulig, prisen holdes på 5 kroner.
""",
)

COUNCIL_2 = Text(
    "Brukerråd/Brukerråd 2025-10-15.docx",
    date(2025, 10, 16),
    "Møte i brukerrådet 15. oktober 2025",
    TORUNN,
    """
Til stede: alle seks medlemmer. Gjest: Ørjan Fagerli, avdelingsleder AFT.
# Sak 1: Status på forslag
Av 14 forslag hittil er åtte gjennomført. Rådet leste gjennom lista og var enig i statusen.
# Sak 2: Innspill til årsplan 2026
Rådet ber om nettbrett med bilder i monteringen og om flere hospiteringsplasser i kantine.
# Sak 3: Deltakerundersøkelsen
Rådet prøvde spørsmålene. «Medvirkning» ble byttet ut med «jeg har vært med på å bestemme».
# Sak 4: Selvbestemmelse
Fra 1. november velger deltakerne i VTA selv hvilken dag de vil ha arbeidsoppgaver i en annen avdeling.
""",
)

COUNCIL_3 = Text(
    "Brukerråd/Brukerråd 2026-03-11.docx",
    date(2026, 3, 12),
    "Møte i brukerrådet 11. mars 2026",
    TORUNN,
    """
Til stede: fem av seks. Forfall: AFT-2.
# Sak 1: Resultatene for 2025
Torunn viste plakaten med tall. Rådet sa at søylene er lettere enn prosent. Plakaten henges i begge bygg.
# Sak 2: Vurdering av medvirkningen i 2025
Rådet mener at de blir hørt, men at svarene kommer for sent. Nytt mål: svar på forslag innen 14 dager.
# Sak 3: Åpen dag 21. mai
AFT-1 og VTA-snekker holder omvisning.
""",
)

COUNCIL_REPORT = Text(
    "Brukerråd/Årsrapport brukerrådet 2025.pdf",
    date(2026, 1, 21),
    "Årsrapport fra brukerrådet 2025",
    TORUNN,
    """
# Møter og medlemmer
Fire møter: 12. februar, 21. mai, 15. oktober og 10. desember 2025. Seks medlemmer, to fra AFT og fire fra VTA.
# Forslag
| | 2024 | 2025 |
| Forslag fra deltakere | 13 | 17 |
| Gjennomført | 7 | 11 |
| Under arbeid | 4 | 4 |
| Avslått med begrunnelse | 2 | 2 |
# Hva ble endret
- Lettlest klageskjema og gul postkasse.
- Bilder på garderober og verktøytavle.
- En representant er med på intervju av nye veiledere.
<side>
# Slik vurderer vi medvirkningen
Rådet svarte på fem spørsmål i desember. Gjennomsnitt 4,1 av 5 (3,6 i 2024). Svakest: «Vi får svar raskt.» Sterkest: «Vi blir tatt på alvor.»
# Ønsker for 2026
Svar innen 14 dager, og at referatene leses høyt på avdelingsmøtene.
""",
)

INVOLVEMENT = Text(
    "Brukerråd/Retningslinjer for brukermedvirkning.docx",
    date(2025, 4, 7),
    "Retningslinjer for brukermedvirkning",
    TORUNN,
    header(TORUNN, INGRID, "2.0", "07.04.2025", "april 2027")
    + """
# Formål
Deltakerne skal ha innflytelse på egen plan, på tjenesten og på bedriften.
# Fire nivåer
- Egen plan: deltakeren leder samtalen så langt han eller hun ønsker.
- Avdelingen: avdelingsmøte hver måned.
- Bedriften: brukerråd med fire møter i året.
- Samfunnet: deltakere representerer oss på åpen dag og i møter med NAV.
# Planlegging, levering og evaluering
Brukerrådet gir innspill til årsplanen i oktober, prøver spørreskjema før bruk og evaluerer medvirkningen i desember.
# Svar
Alle forslag får svar med begrunnelse.
""",
)

AGREEMENT = Text(
    "Samarbeid/Samarbeidsavtale Tangsund Trevare.docx",
    date(2024, 2, 1),
    "Samarbeidsavtale",
    ORJAN,
    """
Mellom Bjørkesund Vekst AS og Tangsund Trevare. Gjelder fra 1. februar 2024 til 31. januar 2027.
# Formål
Deltakere i AFT og VTA får hospitering i ordinær produksjon med mulighet for ansettelse.
# Kontinuitet
Jobbspesialist følger opp minst én gang i uka og i tre måneder etter ansettelse. Deltakeren har fast kontaktperson i bedriften.
# Evaluering
Partene møtes hvert år i november.
Signert av begge parter 1. februar 2024.
""",
)

NAV_MEETING = Text(
    "Samarbeid/Samarbeidsmøte NAV 2025-11-27.docx",
    date(2025, 11, 28),
    "Samarbeidsmøte med NAV 27. november 2025",
    ORJAN,
    """
Til stede: to veiledere og avdelingsleder fra NAV, Ørjan Fagerli, Åse Brandvold, Mina Aasland Berge.
# Sak 1: Inntak og venteliste
Sju står på venteliste til VTA, ingen til AFT. Ingen søkere er avvist på grunn av språk, bosted eller diagnose. Én søknad ble returnert fordi personen ikke hadde uføretrygd under utbetaling; NAV følger opp.
# Sak 2: Rapporter
Alle sluttrapporter i AFT unntatt én er levert i tide så langt i år.
# Sak 3: Samordnet oppfølging
Felles møte mellom deltaker, NAV, kommunal bolig og bedriften når flere er inne. Jobbspesialist kaller inn.
# Sak 4: Behov framover
NAV ser flere unge under 25 år uten fullført videregående og flere med behov for norskopplæring på arbeidsplassen.
""",
)

NAV_LETTER = Scan(
    "Samarbeid/scan0007.pdf",
    date(2026, 2, 19),
    (
        "NAV",
        "Postboks 0",
        "6999 Bjørkesund",
        "",
        "",
        "Bjørkesund Vekst AS",
        "Verkstedveien 14",
        "",
        "                                              18. februar 2026",
        "",
        "Tilbakemelding på levering av AFT og VTA i 2025",
        "",
        "Vi viser til møtet 27. november 2025 og til",
        "årsrapporten deres for 2025.",
        "",
        "NAV er fornøyd med samarbeidet. 32 av 33",
        "sluttrapporter i AFT ble levert innen fristen.",
        "Vi ber om at avtalen om arbeidstid i praksis",
        "blir tydeligere i alle arbeidsavtaler.",
        "",
        "Antall plasser i 2026 er uendret: 24 plasser i AFT",
        "og 28 plasser i VTA.",
        "",
        "Med hilsen",
        "",
        "avdelingsleder",
    ),
)

EMPLOYER_MAIL = Mail(
    "Samarbeid/Re_ hospitering uke 10.eml",
    datetime(2026, 3, 6, 14, 5),
    "Handelslaget <butikk@handelslaget.example>",
    "mina@bjorkesundvekst.example",
    "Re: hospitering uke 10",
    """
Hei Mina,

A-212 har vært her tre dager denne uka. Han spurte selv om å få prøve frukt og grønt, og det gikk fint.
Vi kan godt forlenge til påske. Fint om du kommer innom onsdag, så tar vi en prat alle tre.

Det hjelper at vi vet hvem vi skal ringe hos dere.

Mvh
Handelslaget
""",
)

AFT_PROCESS = Text(
    "AFT/Innsøking til sluttrapport - rutine.docx",
    date(2025, 3, 10),
    "AFT fra innsøking til sluttrapport",
    ORJAN,
    header(ORJAN, INGRID, "3.1", "10.03.2025", "mars 2027")
    + """
# Formål og omfang
Beskriver hovedaktivitetene i AFT: inntak, kartlegging, plan, utprøving, formidling, avslutning og oppfølging.
# Fremgangsmåte
| Trinn | Hvem | Når | Kontrollpunkt |
| Inntak | Avdelingsleder | innen 10 dager etter henvisning | inntaksskjema |
| Kartlegging | Veileder og deltaker | uke 1–4 | bolig, helse, økonomi, familie og nettverk |
| Plan | Deltaker og veileder | innen uke 4 | signert av deltaker |
| Utprøving | Jobbspesialist | fra uke 5 | avtale med arbeidsgiver |
| Statusmøte med NAV | Veileder | hver tredje måned | referat |
| Sluttrapport | Veileder | senest 14 dager etter avslutning | lest av deltaker |
| Oppfølging | Jobbspesialist | etter 1, 3 og 6 måneder | loggført |
# Måling
Avdelingsleder går gjennom tallene hver måned.
""",
    earlier=(("etter 1, 3 og 6 måneder", "etter 3 måneder"),),
)

AFT_PLAN = Text(
    "AFT/Plan for deltakeren A-117 (sladdet).docx",
    date(2025, 9, 12),
    "Plan for deltakeren – AFT",
    "Samira Nordahl",
    """
Deltaker: A-117. Oppstart: 18. august 2025. Navn og fødselsdato er fjernet.
# Hva jeg vil
«Jeg vil jobbe med mennesker, men ikke sitte i kassa. Jeg vil ha fri når sønnen min er syk.»
# Kartlegging
Bolig: stabil. Helse: migrene, kjenner varslene. Økonomi: gjeldsordning. Nettverk: søster, møtte i kartleggingssamtalen etter ønske.
# Mål
| Mål i egne ord | Steg | Hvem | Når | Status |
| Finne ut hva jeg tåler | Prøve kantina to dager i uka | A-117 og Kjersti | september | nådd |
| Jobb i barnehage eller SFO | To bedriftsbesøk | jobbspesialist | oktober | pågår |
| Bli tryggere på å si nei | Kurs i selvhevdelse | kursholder | november | pågår |
# Evaluering
12. september 2025: Deltakeren bestemte selv rekkefølgen på målene. Neste evaluering: 12. desember 2025.
Signert av deltaker og veileder.
""",
)

AFT_FOLLOW = Table(
    "AFT/oppfølging etter avslutning 2025.xlsx",
    date(2026, 3, 27),
    "Oppfølging etter AFT 2025",
    ESPEN,
    {
        "Oppsummering": [
            ["Måltall", "2024", "2025"],
            ["Avsluttet", 31, 33],
            ["Til arbeid", 11, 13],
            ["Til utdanning", 3, 4],
            ["Kontakt etter 3 måneder (avsluttet 1.10.–30.9.)", "24 av 30", "28 av 34"],
            ["I arbeid etter 6 måneder", "8 av 11", "7 av 9 hittil"],
            ["Ikke planlagt avbrudd", 5, 4],
        ],
        "Logg": [
            ["Kode", "Avsluttet", "Til", "1 måned", "3 måneder", "6 måneder"],
            ["A-088", date(2025, 5, 9), "butikk", "ja", "ja", "fortsatt ansatt"],
            ["A-091", date(2025, 6, 20), "utdanning", "ja", "ja", "fullfører"],
            ["A-096", date(2025, 8, 15), "barnehage", "ja", "nei", "fortsatt ansatt"],
            ["A-102", date(2025, 8, 29), "NAV, ny avklaring", "ja", "ja", "uavklart"],
            ["A-109", date(2025, 9, 26), "trevare", "ja", "ja", "fortsatt ansatt"],
        ],
    },
)

TEAM = Text(
    "AFT/tverrfaglig møte 04.09.2025.txt",
    date(2025, 9, 4),
    "",
    "Samira Nordahl",
    """
Tverrfaglig møte torsdag 04.09.2025

Til stede: Samira Nordahl, Mina Aasland Berge, Sigrid Øyehaug, fysioterapeut fra kommunen, NAV-veileder.
A-117: plan i rute. Kantine to dager. Migrene tas hensyn til med egen pause.
A-103: trenger norsk på arbeidsplassen. Sigrid kontakter voksenopplæringen.
A-098: boligen er sagt opp. Mina innkaller kommunen sammen med deltakeren.
Neste møte 02.10.2025
""",
)

VTA_PLAN = Text(
    "VTA/Plan for deltakeren V-09 (sladdet).docx",
    date(2025, 11, 5),
    "Plan for deltakeren – VTA",
    "Marte Fonn",
    """
Deltaker: V-09, snekkerverkstedet. Navn er fjernet.
# Dette er viktig for meg
«Jeg vil lage noe som folk bruker. Jeg liker ikke at det er travelt.»
# Mine mål
| Mål i egne ord | Steg | Når | Hvordan gikk det |
| Klare å bore rett uten hjelp | Øve med Rune hver mandag | våren 2025 | Ja |
| Prøve handelslaget en dag | Besøk med Marte | oktober 2025 | Ja, to dager |
| Ta bussen selv | Øve med støttekontakt | 2026 | ikke begynt |
# Støtte og tilrettelegging
Bildeplan på benken, fast benk ved vinduet, pause kl. 10.30.
# Årlig evaluering
5. november 2025. Til stede: V-09, verge, Marte Fonn. V-09 valgte tid og sted.
""",
)


VTA_ADAPT = Text(
    "VTA/Tilrettelegging av arbeidsplasser.docx",
    date(2025, 8, 28),
    "Tilrettelegging i VTA, gjennomgang august 2025",
    ASE,
    """
Gjennomgått 26.–28. august 2025 av Åse Brandvold, Tor Ivar Nesse og to deltakere.
# Fysisk
- Hev- og senkbord ved fire av seks plasser i monteringen.
- Rekkverk på begge sider av sideinngangen er satt opp i juli.
- Hjelpemiddel til deltaker V-21 er bestilt.
# Sosialt
- Stille bord i kantina mellom kl. 11.00 og 11.30.
- Ny deltaker får fadder de første fire ukene.
# Sett med deltakernes øyne
«Jeg slipper å spørre hele tida nå som det er bilder.» (V-11)
""",
)

VTA_ARRANGE = Text(
    "VTA/Dokument1.docx",
    date(2026, 4, 9),
    "",
    ASE,
    """
Nettbrett i montering og vaskeri
Prøvd i seks uker, 2. mars til 10. april. Åtte deltakere.
Sju av åtte startet arbeidet uten beskjed fra arbeidsleder. Før prøven: tre av åtte.
Deltakerne har tatt bildene selv.
To arbeidsledere har lært opp kolleger 8. april.
""",
)

FILES: list[Item] = [
    COUNCIL_1,
    COUNCIL_2,
    COUNCIL_3,
    COUNCIL_REPORT,
    INVOLVEMENT,
    AGREEMENT,
    NAV_MEETING,
    NAV_LETTER,
    EMPLOYER_MAIL,
    AFT_PROCESS,
    AFT_PLAN,
    AFT_FOLLOW,
    TEAM,
    VTA_PLAN,
    VTA_ADAPT,
    VTA_ARRANGE,
]
