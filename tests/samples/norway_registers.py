"""Hold the complaints, incidents, concerns, risks and improvements of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date

from norway_books import Register, rows_of, sheet_of
from norway_leadership import ASE, ESPEN, INGRID, ORJAN, RANDI, TORUNN
from norway_writers import Item, Table

D = date
TOR, GRO, JONAS, KJERSTI = "Tor Ivar Nesse", "Gro Helene Vikøren", "Jonas Sætre", "Kjersti Måsø"
NILS, MARTE, MINA, SAMIRA, OLA = (
    "Nils Petter Aune", "Marte Fonn", "Mina Aasland Berge", "Samira Nordahl", "Ola Kringstad",
)  # fmt: skip
V, S = "verkstedveien", "sjogata"

COMPLAINT_KEYS = (
    "number received channel complainant service topic severity responsible acknowledged answered outcome satisfied "
    "lesson action"
)
COMPLAINT_ROWS = rows_of(
    COMPLAINT_KEYS,
    ("K24-1", D(2024, 2, 6), "oral", "user", "vta", "Lang ventetid på arbeidstøy", "low", ASE, D(2024, 2, 7), D(2024, 2, 20), "upheld", "yes",
     "Arbeidstøy ble bestilt først når noen spurte.", "24-03: fast lager av de vanligste størrelsene"),
    ("K24-2", D(2024, 4, 18), "form", "user", "aft", "Kurs avlyst uten beskjed", "medium", ORJAN, D(2024, 4, 19), D(2024, 5, 7), "upheld", "yes",
     "Kursholderen hadde ingen liste over hvem som skulle ha beskjed.", "24-06: SMS-liste for hvert kurs"),
    ("K24-3", D(2024, 9, 11), "letter", "family", "vta", "Transport hjem for sent", "medium", ASE, D(2024, 9, 13), D(2024, 9, 30), "partly", "unknown",
     "Vi styrer ikke rutebussen, men kan la folk gå ti minutter før.", "24-11: tidligere arbeidsslutt på bussdager"),
    ("K24-4", D(2024, 11, 25), "email", "purchaser", "aft", "Sluttrapport kom etter frist", "medium", ORJAN, D(2024, 11, 26), D(2024, 12, 9), "upheld", "yes",
     "Fristen sto bare i hodet på veilederen.", "24-14: varsel i felles kalender"),
    ("K25-1", D(2025, 1, 30), "oral", "user", "vta", "Tone fra medarbeider i kantina", "medium", ASE, D(2025, 1, 30), D(2025, 2, 10), "upheld", "yes",
     "En spøk for den ene kan være et slag for den andre.", "25-02: etisk refleksjon med kantina først"),
    ("K25-2", D(2025, 3, 13), "form", "user", "aft", "Ønsket annen veileder", "low", ORJAN, D(2025, 3, 14), D(2025, 3, 25), "upheld", "yes",
     "Bytte går greit når vi spør tidlig om samarbeidet fungerer.", ""),
    ("K25-3", D(2025, 6, 4), "letter", "family", "vta", "Trappa i Verkstedveien er glatt", "high", NILS, D(2025, 6, 6), D(2025, 6, 19), "upheld", "yes",
     "Fallet 28. mai sto i avviksloggen, men trappa ble ikke sperret.", "25-09: sklisikring og rekkverk"),
    ("K25-4", D(2025, 9, 2), "box", "anonymous", "vta", "Støy i monteringen", "medium", TOR, D(2025, 9, 3), D(2025, 9, 15), "upheld", "unknown",
     "Svar på oppslagstavla når også den som klaget anonymt.", "25-12: støydempende plater"),
    ("K25-5", D(2025, 11, 12), "form", "user", "aft", "Reiseutgifter til hospitering", "low", ORJAN, D(2025, 11, 12), D(2025, 11, 24), "not_upheld", "no",
     "NAV dekker reisen; vi må si det før hospiteringen begynner.", ""),
    ("K26-1", D(2026, 2, 17), "form", "user", "vta", "Garderobe uten lås", "medium", NILS, D(2026, 2, 17), D(2026, 2, 27), "upheld", "yes",
     "To skap hadde vært uten lås siden i høst.", "26-04: nye låser, skapene inn på vernerunden"),
    ("K26-2", D(2026, 5, 27), "email", "other", "aft", "Uklar avtale om arbeidstid i praksis", "medium", MINA, D(2026, 5, 28), None, "", "", "", ""),
)  # fmt: skip
COMPLAINT_REVIEWS = rows_of(
    "year reviewed_on by conclusion",
    (2024, D(2025, 1, 14), TORUNN, "Fire klager, alle besvart. For få kjenner klageordningen (55 %); lettlest skjema lages i 2025."),
    (2025, D(2025, 12, 15), TORUNN, "Fem klager, alle besvart, snitt 8 virkedager. 71 % vet hvordan de kan klage. AFT må øve på ordningen."),
)  # fmt: skip
COMPLAINTS = Table(
    "Rettigheter og klager/Klagelogg 2024-2026.xlsx",
    D(2026, 6, 1),
    "Klagelogg",
    TORUNN,
    {
        "Klager": sheet_of("complaints", COMPLAINT_ROWS),
        "Oppsummering": [
            ["Kalenderår", "Klager i alt", "Med svar", "Snitt virkedager til svar"],
            ["2024", 4, 4, 11],
            ["2025", 5, 5, 8],
            ["2026 til 31.05.", 2, 1, 8],
        ],
        "Årlig gjennomgang": sheet_of("complaints.reviews", COMPLAINT_REVIEWS),
    },
)

INCIDENT_KEYS = (
    "number date service place kind what affected severity reported reported_to measures closed lesson"
)
# To celler er feil med vilje: «Transport» er ingen tjeneste, og «venter på låsesmed» er ingen dato.
DEVIATION_ROWS = rows_of(
    INCIDENT_KEYS,
    (1, D(2025, 1, 9), "vta", "Vaskeri", "near_miss", "Søl av klor, ingen skade", "none", "low", D(2025, 1, 9), "arbeidsleder", "doseringslokk", D(2025, 1, 16), "Kannene sto åpne ved vasken"),
    (2, D(2025, 1, 22), "aft", "Sjøgata", "other", "Deltaker uteble, ikke varslet", "user", "low", D(2025, 1, 22), "avdelingsleder", "rutine for oppringing", D(2025, 1, 23), "Ring før klokka ti"),
    (3, D(2025, 2, 5), "vta", "Snekker", "accident", "Kutt i finger, plaster", "user", "medium", D(2025, 2, 5), "verneombud", "gjennomgang av skyvepinne", D(2025, 2, 7), "Skyvepinnen hang i feil høyde"),
    (4, D(2025, 2, 26), "vta", "Kantine", "other", "Feil temperatur i kjøledisk", "none", "medium", D(2025, 2, 26), "arbeidsleder", "ny termostat", D(2025, 3, 6), "Temperaturen leses av to ganger om dagen"),
    (5, D(2025, 3, 12), "vta", "Montering", "other", "Krangel mellom to deltakere", "user", "medium", D(2025, 3, 12), "avdelingsleder", "samtaler, nytt oppsett", D(2025, 3, 14), "De to ville selv bytte bord"),
    (6, D(2025, 4, 1), "Transport", "Bil", "other", "Bil uten refleksvest", "none", "low", D(2025, 4, 1), "sjåfør", "kjøpt inn", D(2025, 4, 3), ""),
    (7, D(2025, 4, 24), "aft", "Sjøgata", "privacy", "Rapport sendt til feil NAV-kontor", "user", "high", D(2025, 4, 24), "daglig leder", "meldt daglig leder, trukket tilbake", D(2025, 4, 24), "To kontorer har nesten samme adresse i lista"),
    (8, D(2025, 5, 28), "vta", "Vaskeri", "accident", "Fall i trapp ved sideinngang", "user", "high", D(2025, 5, 28), "verneombud", "sklisikring, rekkverk", D(2025, 7, 8), "Våt trapp skal sperres samme dag"),
    (9, D(2025, 6, 17), "vta", "Snekker", "other", "Avsug stanset", "both", "medium", D(2025, 6, 17), "verneombud", "filter byttet", D(2025, 6, 18), "Filter byttes etter timer, ikke når det stopper"),
    (10, D(2025, 8, 19), "vta", "Montering", "other", "Støy over 85 dB målt", "both", "medium", D(2025, 8, 19), "verneombud", "støydempende plater", D(2025, 9, 12), "Mål før og etter at maskiner flyttes"),
    (11, D(2025, 8, 27), "aft", "Sjøgata", "violence", "Trussel i samtalerom", "staff", "high", D(2025, 8, 27), "daglig leder", "alarmknapp, oppfølging", D(2025, 9, 5), "Veilederen satt lengst fra døra"),
    (12, D(2025, 9, 10), "vta", "Kantine", "near_miss", "Allergen ikke merket", "user", "high", D(2025, 9, 10), "arbeidsleder", "ny merkerutine", D(2025, 9, 11), "Den som lager maten, merker den"),
    (13, D(2025, 9, 24), "aft", "Sjøgata", "rights", "Avtale med arbeidsgiver ikke signert", "user", "low", D(2025, 9, 24), "avdelingsleder", "signert", D(2025, 9, 30), "Ingen begynner i praksis før avtalen er lest sammen"),
    (14, D(2025, 10, 8), "vta", "Vaskeri", "fire", "Heis brukt under brannøvelse", "user", "low", D(2025, 10, 8), "verneombud", "tatt opp på avdelingsmøtet", D(2025, 10, 14), "Skilt med bilde på heisdøra"),
    (15, D(2025, 10, 30), "vta", "Snekker", "accident", "Splint i øyet, lege", "user", "high", D(2025, 10, 30), "daglig leder", "vernebriller påbudt", D(2025, 11, 3), "Påbudet gjelder også dem som bare ser på"),
    (16, D(2025, 11, 13), "vta", "Montering", "near_miss", "Pall veltet", "none", "medium", D(2025, 11, 13), "verneombud", "ny stableregel", D(2025, 11, 17), "Høyst fire lag"),
    (17, D(2025, 12, 3), "aft", "Sjøgata", "property", "Nøkkel mistet", "none", "medium", D(2025, 12, 3), "avdelingsleder", "låsbytte bestilt", "venter på låsesmed", ""),
    (18, D(2025, 12, 11), "vta", "Kantine", "near_miss", "Sprukket gulvflis", "none", "low", D(2025, 12, 11), "vaktmester", "bestilt håndverker", None, ""),
)  # fmt: skip
DEVIATIONS = Table(
    "HMS/avvikslogg 2025.csv",
    D(2026, 1, 8),
    "",
    ESPEN,
    {
        "": sheet_of(
            "incidents",
            DEVIATION_ROWS,
            {
                "number": "Nr",
                "place": "Avd.",
                "kind": "Type hendelse",
                "what": "Hva skjedde",
                "affected": "Rammet",
                "severity": "Alvorlighet",
                "reported": "Meldt",
                "reported_to": "Varslet",
                "measures": "Strakstiltak",
                "lesson": "Lærdom",
            },
            INCIDENT_KEYS,
        )
    },
)

# 2024, det som er meldt som bekymring i 2025, og 2026. Avvikene i 2025 står i avviksloggen til verneombudet.
# Året 2024 er aldri gjennomgått samlet: ingen rad for 2024 i «Årlig gjennomgang».
INCIDENT_ROWS = rows_of(
    "number date service site kind affected severity reported_to reported measures closed lesson action",
    ("24-01", D(2024, 1, 18), "vta", V, "accident", "user", "low", "arbeidsleder", D(2024, 1, 18), "Plaster, pause", D(2024, 1, 19), "Kniver skal i blokka, ikke i oppvasken.", ""),
    ("24-02", D(2024, 2, 14), "aft", S, "privacy", "user", "medium", "daglig leder", D(2024, 2, 14), "Utskriften makulert, deltakeren fikk vite det", D(2024, 2, 20), "Skriveren i gangen skriver ut uten kode.", "Utskrift med kode"),
    ("24-03", D(2024, 3, 7), "vta", V, "near_miss", "none", "medium", "verneombud", D(2024, 3, 7), "Reolen boltet til veggen", D(2024, 3, 12), "Reoler boltes før de fylles.", ""),
    ("24-04", D(2024, 4, 3), "vta", V, "other", "user", "low", "arbeidsleder", D(2024, 4, 3), "Deltakeren kjørt hjem", D(2024, 4, 3), "Den som er syk, skal ikke vente på bussen.", ""),
    ("24-05", D(2024, 5, 15), "vta", V, "rights", "user", "medium", "avdelingsleder", D(2024, 5, 15), "Bildet fjernet fra nettsiden, beklaget til deltakeren", D(2024, 5, 16), "Samtykket gjaldt oppslagstavla, ikke nettet.", "Samtykkeskjema med ett kryss for hvert sted"),
    ("24-06", D(2024, 6, 11), "vta", V, "accident", "staff", "medium", "verneombud", D(2024, 6, 11), "Lege, to dager borte", D(2024, 6, 20), "Tunge sekker løftes av to.", "Sekketralle"),
    ("24-07", D(2024, 8, 28), "aft", S, "missing_person", "user", "medium", "NAV-veileder", D(2024, 8, 28), "Funnet hjemme etter to timer", D(2024, 8, 28), "Vi hadde feil telefonnummer til nærmeste.", "Nummer kontrolleres ved hver status"),
    ("24-08", D(2024, 9, 19), "vta", V, "fire", "none", "medium", "verneombud", D(2024, 9, 19), "Brødrister koblet ut", D(2024, 9, 20), "Kjøkkenet på pauserommet manglet tidsur.", "Tidsur på stikkontaktene"),
    ("24-09", D(2024, 10, 9), "aft", S, "rights", "user", "low", "avdelingsleder", D(2024, 10, 9), "Ny samtale, deltakeren leste rapporten", D(2024, 10, 15), "Rapporten gikk til NAV før deltakeren hadde lest den.", "Felt «lest av deltaker» i malen"),
    ("24-10", D(2024, 10, 30), "vta", V, "near_miss", "none", "low", "arbeidsleder", D(2024, 10, 30), "Strekk festet", D(2024, 11, 1), "", ""),
    ("24-11", D(2024, 11, 20), "vta", V, "property", "other", "low", "daglig leder", D(2024, 11, 20), "Kunden fikk ny benk", D(2024, 12, 6), "Ferdige møbler merkes med dato og navn på kunden.", ""),
    ("24-12", D(2024, 12, 4), "aft", S, "accident", "user", "low", "verneombud", D(2024, 12, 4), "Strødd og sperret", D(2024, 12, 5), "Inngangen strøs før åtte.", ""),
    ("B25-1", D(2025, 3, 4), "vta", V, "psychological_abuse", "user", "high", "trygghetskontakt", D(2025, 3, 4), "Samtale samme dag, plan for beskyttelse sammen med deltakeren", D(2025, 4, 22), "Stillheten i lunsjen hadde vart i tre uker før noen spurte.", "Faste spørsmål i ukesamtalen"),
    ("B25-2", D(2025, 6, 12), "vta", V, "financial", "user", "high", "trygghetskontakt, verge", D(2025, 6, 12), "Drøftet med verge, kortet sperret", D(2025, 6, 30), "Manglende matpenger er et tegn.", "Økonomi inn i den årlige plansamtalen"),
    ("B25-3", D(2025, 11, 6), "aft", S, "financial", "user", "medium", "trygghetskontakt, NAV", D(2025, 11, 6), "Avtale med NAV om økonomisk rådgivning", D(2025, 12, 9), "Gjeld til en bekjent ble en vei inn i press.", "Tilbud om økonomikurs hos NAV"),
    ("26-01", D(2026, 1, 15), "vta", V, "near_miss", "none", "low", "verneombud", D(2026, 1, 15), "Is hakket bort, varmekabel på", D(2026, 1, 15), "Varmekabelen slås på 1. november.", ""),
    ("26-02", D(2026, 1, 28), "aft", S, "privacy", "user", "low", "daglig leder", D(2026, 1, 28), "Dør lukket, samtalen flyttet", D(2026, 4, 17), "Samtalerom 2 er lytt.", "Dørpakning satt inn"),
    ("26-03", D(2026, 2, 11), "vta", V, "accident", "user", "low", "arbeidsleder", D(2026, 2, 11), "Plaster, hansker", D(2026, 2, 12), "", ""),
    ("26-04", D(2026, 2, 24), "vta", V, "rights", "user", "medium", "avdelingsleder", D(2026, 2, 24), "Nye låser bestilt", D(2026, 3, 27), "To skap uten lås siden i høst: ingen hadde ansvar for garderoben.", "Garderobe på vernerunden"),
    ("26-05", D(2026, 3, 25), "vta", V, "other", "both", "low", "arbeidsleder", D(2026, 3, 25), "Nettbrettet slått av, papirplan brukt", D(2026, 3, 26), "Ha alltid papirutgaven av bildene.", ""),
    ("26-06", D(2026, 4, 21), "aft", S, "psychological_abuse", "user", "medium", "trygghetskontakt", D(2026, 4, 21), "Samtale med deltakeren og arbeidsgiveren, praksisplass byttet", D(2026, 5, 8), "Ring også deltakeren den første uka, ikke bare arbeidsgiveren.", "Oppringing på dag tre"),
    ("26-07", D(2026, 5, 20), "vta", V, "near_miss", "none", "medium", "verneombud", D(2026, 5, 20), "Skjermen satt på plass", None, "", "Kontroll av alle skjermer før sommeren"),
)  # fmt: skip
INCIDENT_REVIEWS = rows_of(
    "year service reviewed_on by conclusion",
    (2025, None, D(2026, 1, 20), ESPEN, "18 avvik og tre bekymringer. Fallene i trappa og splinten i øyet kunne vært hindret. Vernebriller og sperring følges på vernerunden i mars."),
)  # fmt: skip

RISK_ROWS = rows_of(
    "number area risk service affects likelihood consequence measure owner due done reviewed",
    ("R1", "machines", "Høvel og båndsag: kutt eller klemt hånd", "vta", "both", 2, 5, "Ny opplæring før bruk, bare under oppsyn, skyvepinne på fast plass", JONAS, D(2026, 12, 31), None, D(2026, 1, 27)),
    ("R2", "violence", "Trusler og vold i samtaler", "aft", "both", 2, 4, "Kurs for alle ansatte, alarmknapp, stol nærmest døra", ESPEN, D(2026, 10, 30), None, D(2026, 1, 27)),
    ("R3", "building", "Fall i trapp ved sideinngang", "vta", "both", 2, 4, "Sklisikring og rekkverk på begge sider", NILS, D(2025, 7, 15), D(2025, 7, 8), D(2026, 1, 27)),
    ("R4", "other", "Kjemikalier i vaskeriet: sprut i øyne", "vta", "both", 2, 4, "Doseringsanlegg, vernebriller og merket øyeskyll", GRO, D(2026, 3, 24), D(2026, 3, 23), D(2026, 3, 19)),
    ("R5", "machines", "Splint og spon i snekkerverkstedet", "vta", "both", 3, 4, "Vernebriller påbudt for alle i rommet", JONAS, D(2025, 11, 3), D(2025, 11, 3), D(2026, 1, 27)),
    ("R6", "fire", "Brann i vaskeriets tørketromler", "vta", "both", 2, 5, "Lofilter tømmes hver vakt, brannøvelse i oktober", GRO, D(2026, 10, 30), None, D(2026, 1, 27)),
    ("R7", "food", "Allergener som ikke er merket i kantina", "vta", "both", 2, 4, "Den som lager maten, merker den; kontroll før servering", KJERSTI, D(2025, 9, 11), D(2025, 9, 11), D(2026, 1, 27)),
    ("R8", "transport", "Varebil med passasjerer på vinterføre", "", "both", 2, 5, "Piggdekk, refleksvest til alle, ingen kjøring ved farevarsel", "Terje Bakkemo", D(2026, 11, 1), None, D(2026, 5, 12)),
    ("R9", "lone_work", "Jobbspesialist alene på hjemmebesøk eller hos arbeidsgiver", "aft", "staff", 3, 3, "Kalender med adresse, melding når besøket er over", MINA, D(2026, 2, 27), D(2026, 2, 24), D(2026, 1, 27)),
    ("R10", "ergonomics", "Tunge løft i vaskeri og snekkerverksted", "vta", "both", 3, 3, "Løftebord og sekketralle, to om tunge løft", GRO, D(2026, 4, 30), None, D(2026, 1, 27)),
    ("R11", "privacy", "Samtaler høres gjennom veggen i samtalerom 2", "aft", "users", 4, 3, "Dørpakning, ingen samtaler i rommet før den er på plass", NILS, D(2026, 4, 15), D(2026, 4, 17), D(2026, 3, 19)),
    ("R12", "user_specific", "Deltaker med epilepsi ved maskiner", "vta", "users", 2, 5, "Egen plan ved benken, fadder, ingen arbeid ved høvel", MARTE, D(2026, 8, 31), None, D(2026, 1, 27)),
    ("R13", "user_specific", "Tre deltakere trenger hjelp ut ved brann", "vta", "users", 2, 5, "Egen evakueringsplan med fadder og vara", ESPEN, D(2026, 2, 2), D(2026, 1, 30), D(2026, 1, 27)),
    ("R14", "psychosocial", "Mange nye deltakere på én veileder i AFT", "aft", "staff", 3, 3, "Høyst elleve deltakere per veileder, fordeling hver mandag", ORJAN, D(2026, 6, 1), None, D(2026, 5, 12)),
    ("R15", "infection", "Smitte i kantina i influensasesongen", "", "both", 3, 2, "Håndvask før servering, vaksinetilbud i oktober", KJERSTI, D(2026, 10, 15), None, D(2026, 1, 27)),
)  # fmt: skip

IMPROVEMENT_KEYS = (
    "number date source criterion indicators service finding cause action owner due done effect_checked effect "
    "standardised"
)
IMPROVEMENT_ROWS = rows_of(
    IMPROVEMENT_KEYS,
    ("24-01", D(2024, 1, 29), "risk", "21", "34", "", "Ingen førstehjelpskurs på to år", "Kurset sto ikke i noen plan", "Kurs for alle 24.–25. januar", ESPEN, D(2024, 1, 31), D(2024, 1, 25), D(2024, 4, 10), "effective", "Kurs annethvert år i HMS-planen"),
    ("24-02", D(2024, 2, 8), "staff", "11", "19", "aft", "Veiledere får vite om nye deltakere for sent", "Henvisninger gikk til én postkasse", "Felles inntaksmøte mandag", ORJAN, D(2024, 3, 4), D(2024, 3, 4), D(2024, 6, 3), "effective", "Møtet i årshjulet"),
    ("24-03", D(2024, 2, 20), "complaint", "17", "27", "vta", "Arbeidstøy (klage K24-1)", "Bestilt ved behov", "Fast lager", ASE, D(2024, 4, 1), D(2024, 3, 22), D(2024, 6, 3), "effective", "Lagerliste, telles første mandag i måneden"),
    ("24-04", D(2024, 3, 12), "incident", "21", "34", "vta", "Reol sto løst (avvik 24-03)", "Montert uten kontroll", "Alle reoler boltet", NILS, D(2024, 4, 12), D(2024, 4, 10), D(2024, 9, 2), "effective", "Punkt på vernerunden"),
    ("24-05", D(2024, 4, 16), "user", "26", "40", "vta", "Referatet fra brukerrådet er vanskelig å lese", "Skrevet for ledelsen", "Lettlest referat på én side", TORUNN, D(2024, 5, 31), D(2024, 5, 22), D(2024, 9, 18), "effective", "Mal for referat"),
    ("24-06", D(2024, 5, 7), "complaint", "17", "27", "aft", "Kurs avlyst uten beskjed (klage K24-2)", "Ingen liste over deltakere", "SMS-liste for hvert kurs", "Sigrid Øyehaug", D(2024, 6, 3), D(2024, 5, 29), D(2024, 9, 12), "effective", "Kurshefte, side 1"),
    ("24-07", D(2024, 5, 16), "incident", "16", "25", "vta", "Bilde på nettsiden uten samtykke (avvik 24-05)", "Samtykket var for vidt", "Ett kryss for hvert sted i skjemaet", RANDI, D(2024, 6, 28), D(2024, 6, 20), D(2024, 10, 1), "effective", "Samtykkeskjema versjon 2"),
    ("24-08", D(2024, 6, 20), "incident", "21", "34", "vta", "Løfteskade (avvik 24-06)", "Sekker på 40 kilo", "Sekketralle og mindre sekker", GRO, D(2024, 9, 2), D(2024, 9, 9), D(2024, 12, 3), "partly", "Innkjøpslista"),
    ("24-09", D(2024, 9, 3), "audit", "33", "53", "vta", "Fire planer var evaluert for sent", "Ingen oversikt over datoer", "Register med neste dato", ASE, D(2024, 11, 1), D(2024, 10, 28), D(2025, 1, 14), "effective", "Registeret gjennomgås på avdelingsmøtet"),
    ("24-10", D(2024, 9, 10), "audit", "39", "63", "aft", "Statusmøter med NAV glipper om sommeren", "Ferie på begge sider", "Dato settes i forrige møte", SAMIRA, D(2024, 10, 1), D(2024, 10, 1), D(2025, 9, 4), "partly", ""),
    ("24-11", D(2024, 9, 30), "complaint", "17", "27", "vta", "Transport hjem for sent (klage K24-3)", "Arbeidsslutt fulgte ikke bussen", "Tidligere arbeidsslutt på bussdager", ASE, D(2024, 10, 14), D(2024, 10, 14), D(2024, 12, 3), "effective", "Arbeidsplanen"),
    ("24-12", D(2024, 10, 15), "incident", "23", "37", "aft", "Rapport til NAV før deltakeren hadde lest den (avvik 24-09)", "Malen spurte ikke", "Felt «lest av deltaker» i malen", ORJAN, D(2024, 11, 15), D(2024, 11, 11), D(2025, 2, 24), "effective", "Rapportmal versjon 4"),
    ("24-13", D(2024, 11, 27), "comparison", "50", "75", "vta", "Verktøytavle med bilder hos Havnegata Arbeid", "Vår tavle hadde bare ord", "Bilder på verktøytavla", JONAS, D(2025, 3, 1), D(2025, 2, 20), D(2025, 6, 3), "effective", "Fast i alle verksteder"),
    ("24-14", D(2024, 12, 9), "complaint", "47", "72", "aft", "Sen rapport (klage K24-4)", "Fristen sto ikke i kalenderen", "Varsel i kalender", ORJAN, D(2025, 1, 15), D(2025, 1, 13), D(2025, 6, 2), "effective", "Rutine for AFT, trinn 6"),
    ("25-01", D(2025, 1, 15), "results", "17", "26", "", "Bare 55 % vet hvordan de kan klage", "Skjemaet var langt og uten bilder", "Lettlest skjema og gul postkasse", ASE, D(2025, 3, 31), D(2025, 2, 17), D(2025, 12, 2), "effective", "Klageordningen er fast sak i september"),
    ("25-02", D(2025, 2, 10), "complaint", "19", "31", "vta", "Tone i kantina (klage K25-1)", "Ingen hadde øvd på vanskelige samtaler", "Etisk refleksjon", TORUNN, D(2025, 10, 31), D(2025, 10, 22), D(2025, 12, 3), "effective", "Dilemmakort på pauserommet"),
    ("25-03", D(2025, 2, 13), "user", "26", "40", "vta", "Garderobene er vanskelige å finne (F25-01)", "Skilt bare med ord", "Skilt med bilder", NILS, D(2025, 4, 1), D(2025, 3, 24), D(2025, 5, 21), "effective", ""),
    ("25-04", D(2025, 3, 25), "complaint", "15", "24", "aft", "Ønsket annen veileder (klage K25-2)", "Vi spurte ikke om samarbeidet", "Spørsmål om samarbeidet i uke fire", ORJAN, D(2025, 5, 1), D(2025, 4, 14), D(2025, 9, 15), "effective", "Sjekkliste for kartlegging"),
    ("25-05", D(2025, 4, 25), "incident", "23", "36", "aft", "Rapport til feil NAV-kontor (avvik 7)", "To nesten like adresser", "Adresselista ryddet, to leser før sending", RANDI, D(2025, 5, 15), D(2025, 5, 8), D(2025, 8, 29), "effective", "Personvernprosedyren versjon 4"),
    ("25-06", D(2025, 5, 23), "user", "5", "8", "", "Omvisningen på åpen dag ble for rask", "Én gruppe på tretti", "Små grupper, deltakere leder", INGRID, D(2026, 5, 21), D(2026, 5, 21), None, "", ""),
    ("25-07", D(2025, 6, 2), "staff", "8", "12", "aft", "Samtalerom 2 er lytt", "Dør uten pakning", "Pris på dørpakning", NILS, D(2025, 9, 1), D(2026, 4, 17), None, "", ""),
    ("25-08", D(2025, 6, 16), "incident", "22", "35", "vta", "Bekymring om penger ble meldt sent (B25-2)", "Ansatte kjente ikke tegnene", "Tegn på økonomisk misbruk på avdelingsmøtet", ASE, D(2025, 9, 30), D(2025, 9, 16), D(2026, 3, 10), "partly", ""),
    ("25-09", D(2025, 6, 19), "complaint", "21", "34", "vta", "Glatt trapp (klage K25-3)", "Fallet ble ikke fulgt opp samme dag", "Sklisikring, rekkverk", NILS, D(2025, 7, 15), D(2025, 7, 8), D(2025, 9, 1), "effective", "Våt trapp sperres"),
    ("25-10", D(2025, 6, 24), "comparison", "50", "75", "vta", "Bildebaserte instrukser", "Deltakerne måtte spørre om alt", "Prøve nettbrett", ASE, D(2026, 4, 15), D(2026, 4, 9), D(2026, 4, 9), "effective", "To arbeidsledere lærer opp de andre"),
    ("25-11", D(2025, 8, 28), "staff", "31", "48", "vta", "Bare fire av seks plasser i monteringen kan heves", "Kjøpt i to omganger", "To hev- og senkbord til", TOR, D(2026, 9, 1), None, None, "", ""),
    ("25-12", D(2025, 9, 15), "complaint", "21", "34", "vta", "Støy i monteringen (klage K25-4)", "Ny maskin uten måling", "Støydempende plater", TOR, D(2025, 9, 30), D(2025, 9, 12), D(2025, 11, 5), "effective", "Støy måles når maskiner flyttes"),
    ("25-13", D(2025, 10, 14), "survey", "12", "20", "", "Bare 75 % mener de får anerkjennelse", "Ros ble gitt i forbifarten", "Ros og ris fast på avdelingsmøtet", ASE, D(2025, 12, 1), D(2025, 12, 1), D(2026, 5, 18), "partly", "Fast sak på møtet"),
    ("25-14", D(2025, 10, 17), "audit", "22", "35", "", "To ansatte visste ikke hvor prosedyren mot misbruk ligger", "Prosedyren lå i en gammel mappe", "Snarvei på alle maskiner, tema i mars", ASE, D(2026, 3, 31), D(2026, 3, 3), D(2026, 3, 10), "effective", "Introduksjon, dag én"),
    ("25-15", D(2025, 10, 17), "audit", "33", "53", "vta", "Funn i internrevisjonen: plan V-27 ikke evaluert", "Deltakeren var lenge syk", "Ny dato 20. februar, påminnelse", MARTE, D(2026, 2, 20), D(2025, 10, 20), D(2026, 3, 4), "not_effective", ""),
    ("25-16", D(2025, 10, 17), "audit", "7", "10", "", "Prosedyren for å rekruttere ansatte skal ha gjennomgang i januar", "Ingen fikk påminnelse om datoen", "Ny versjon til ledermøtet", RANDI, D(2026, 1, 15), None, None, "", ""),
    ("26-01", D(2026, 1, 13), "results", "36", "57, 58", "aft", "Kontakt etter AFT glipper ved fravær (årsevaluering)", "Bare én hadde lista", "Stedfortreder", ESPEN, D(2026, 3, 1), D(2026, 2, 2), D(2026, 5, 29), "effective", "Rutine for AFT, oppfølging"),
    ("26-02", D(2026, 2, 12), "results", "44", "56, 69", "vta", "VTA: med på å bestemme planen (20 av 25)", "Samtalen blir tatt i verkstedet", "Egne plansamtaler", MARTE, D(2026, 9, 1), None, None, "", ""),
    ("26-03", D(2026, 2, 13), "results", "46", "71", "", "Prosentene på plakaten var vanskelige", "Laget for styret", "Søyler i stedet for prosent", TORUNN, D(2026, 3, 11), D(2026, 3, 10), D(2026, 3, 11), "effective", "Mal for plakat"),
    ("26-04", D(2026, 2, 27), "complaint", "23", "36", "vta", "Låser i garderobe (klage K26-1)", "Ingen hadde ansvar for garderoben", "Nye låser", NILS, D(2026, 3, 31), D(2026, 3, 27), D(2026, 4, 20), "effective", "Punkt på vernerunden"),
    ("26-05", D(2026, 3, 12), "user", "28", "43", "", "Svar på forslag kommer for sent", "Ingen frist", "Svar innen 14 dager, status på hvert møte", TORUNN, D(2026, 6, 10), D(2026, 4, 1), None, "", ""),
    ("26-06", D(2026, 5, 8), "incident", "22", "35", "aft", "Deltaker ble utsatt for press på praksisplass (avvik 26-06)", "Vi ringte bare arbeidsgiveren", "Oppringing til deltakeren på dag tre", MINA, D(2026, 5, 29), D(2026, 5, 18), None, "", ""),
)  # fmt: skip
LOG = Table(
    "Forbedring/Forbedringslogg.xlsx",
    D(2026, 5, 29),
    "Forbedringslogg",
    TORUNN,
    {
        "Logg": sheet_of(
            "improvements",
            IMPROVEMENT_ROWS,
            {
                "number": "Nr",
                "date": "Registrert",
                "criterion": "Kriterium",
                "indicators": "Indikator",
                "finding": "Funn",
                "cause": "Hvorfor",
                "due": "Frist",
                "effect": "Virket tiltaket",
                "standardised": "Innarbeidet",
            },
            IMPROVEMENT_KEYS,
        )
    },
)

FILES: list[Item] = [
    COMPLAINTS,
    DEVIATIONS,
    LOG,
    Register(
        "HMS/Hendelser og bekymringer 2024-2026.xlsx", D(2026, 6, 2), "Hendelser og bekymringer", ESPEN,
        "incidents", {"incidents": INCIDENT_ROWS, "incidents.reviews": INCIDENT_REVIEWS},
    ),
    Register(
        "HMS/Risikoregister 2026.xlsx", D(2026, 5, 12), "Risikoregister", ESPEN, "risks", {"risks": RISK_ROWS},
    ),
]  # fmt: skip
