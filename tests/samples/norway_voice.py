"""Hold the proposals, the partners and the comparisons of the Norwegian sample provider."""

from __future__ import annotations

from datetime import date

from norway_books import Register, Row, rows_of, sheet_of
from norway_leadership import ASE, ESPEN, ORJAN, TORUNN
from norway_writers import Cell, Item, Table

D = date
MINA = "Mina Aasland Berge"

# Nummer, dato, fra hvem, hvor, tjeneste, forslag, gjelder, beslutning, begrunnelse, besvart, gjennomført, hva det ble til
_KEYS = "number date source forum service proposal concerns decision because answered carried_out became"
USERS_2024 = rows_of(
    _KEYS,
    ("F24-01", D(2024, 2, 14), "council", "brukerråd", "vta", "Brukerrådet vil lese referatet før det henges opp", "planning", "accepted", "Det er rådets eget møte", D(2024, 2, 14), D(2024, 5, 22), "Lettlest referat på én side"),
    ("F24-02", D(2024, 2, 14), "council", "brukerråd", "aft", "Kart over Sjøgata på veggen", "environment", "accepted", "Nye finner ikke fram", D(2024, 3, 1), D(2024, 3, 11), "Kart med bilder i gangen"),
    ("F24-03", D(2024, 3, 19), "user", "avdelingsmøte", "vta", "Bytte oppgave midt på dagen i monteringen", "delivery", "accepted", "Det er slitsomt å stå likt hele dagen", D(2024, 4, 4), D(2024, 4, 15), "Bytte klokka tolv for dem som vil"),
    ("F24-04", D(2024, 4, 16), "user", "avdelingsmøte", "vta", "Vaskeriet skal slippe kantinevask", "delivery", "declined", "Kantina kan ikke vaske duker selv", D(2024, 5, 7), None, ""),
    ("F24-05", D(2024, 5, 22), "council", "brukerråd", "vta", "Grønnsaker fra egen kasse i kantina", "environment", "accepted", "Gartneriet gir planter", D(2024, 6, 12), D(2024, 6, 20), "To plantekasser ved porten"),
    ("F24-06", D(2024, 6, 4), "user", "samtale", "aft", "Prøve to arbeidsgivere samme uke", "delivery", "partly", "Går når avstanden er kort", D(2024, 6, 25), None, "Prøves når arbeidsgiverne er enige"),
    ("F24-07", D(2024, 8, 27), "user", "avdelingsmøte", "vta", "Lunsj ute når det er sol", "environment", "accepted", "Bordene finnes alt", D(2024, 8, 27), D(2024, 8, 28), "Fire bord ute"),
    ("F24-08", D(2024, 9, 18), "council", "brukerråd", "vta", "Bestemme farge på ny vegg i kantina", "environment", "accepted", "De som spiser der, velger", D(2024, 10, 2), None, "Avstemning, gult vant; males når veggen er satt opp"),
    ("F24-09", D(2024, 9, 18), "council", "brukerråd", "aft", "Timeplan på mobilen", "planning", "partly", "Koster mer enn vi har i år", D(2024, 10, 2), None, "SMS dagen før i stedet"),
    ("F24-10", D(2024, 10, 15), "user", "postkasse", "vta", "Egen krok til jakka", "environment", "accepted", "Enkelt", D(2024, 10, 22), D(2024, 11, 5), "Kroker med bilde"),
    ("F24-11", D(2024, 11, 13), "council", "brukerråd", "vta", "Ordet «trygghet» blir til «åpenhet» i verdiene", "planning", "accepted", "Rådet forklarte hvorfor", D(2024, 11, 13), D(2025, 1, 20), "Styret vedtok det 16. januar 2025"),
    ("F24-12", D(2024, 11, 13), "council", "brukerråd", "aft", "Kurs i data for dem som vil", "delivery", "partly", "Kurs når ti har meldt seg", D(2024, 12, 4), None, "Fem har meldt seg"),
    ("F24-13", D(2024, 12, 4), "user", "samtale", "vta", "Fri på bursdagen", "other", "declined", "Ferie kan brukes når man vil", D(2024, 12, 11), None, ""),
)  # fmt: skip
USERS_2025 = rows_of(
    _KEYS,
    ("F25-01", D(2025, 2, 12), "council", "brukerråd", "vta", "Skilt med bilder på garderobene", "environment", "accepted", "Åse sa ja i møtet", D(2025, 2, 12), D(2025, 3, 24), "Bilder på alle dører"),
    ("F25-02", D(2025, 2, 12), "council", "brukerråd", "vta", "Prøve butikk i stedet for lager", "planning", "accepted", "Tatt inn i årsplanen", D(2025, 3, 5), D(2025, 4, 7), "Tre plasser i Handelslaget"),
    ("F25-03", D(2025, 2, 12), "council", "brukerråd", "vta", "Kaffe gratis", "other", "declined", "Kantina går ikke rundt; prisen holdes på 5 kroner", D(2025, 2, 12), None, ""),
    ("F25-04", D(2025, 2, 12), "council", "brukerråd", "aft", "Lettlest klageskjema", "evaluation", "accepted", "Skjemaet var for langt", D(2025, 2, 12), D(2025, 2, 17), "Lettlest skjema og gul postkasse"),
    ("F25-05", D(2025, 3, 18), "user", "avdelingsmøte", "vta", "Bilder på verktøytavla også i vaskeriet", "delivery", "accepted", "Virket i snekkerverkstedet", D(2025, 4, 1), D(2025, 4, 28), "Tavle med bilder"),
    ("F25-06", D(2025, 4, 8), "user", "samtale", "aft", "Veilederen blir med på første dag hos arbeidsgiver", "delivery", "accepted", "Den første dagen avgjør mye", D(2025, 4, 22), D(2025, 5, 5), "Fast, når deltakeren ønsker det"),
    ("F25-07", D(2025, 5, 21), "council", "brukerråd", "aft", "Brukerrådet med på intervju av nye veiledere", "staff", "accepted", "De skal jobbe sammen", D(2025, 6, 11), D(2025, 8, 12), "Én fra rådet i annengangsintervju"),
    ("F25-08", D(2025, 5, 21), "council", "brukerråd", "vta", "Stille bord i kantina", "environment", "accepted", "Støyen stenger noen ute", D(2025, 6, 4), D(2025, 8, 26), "Stille bord kl. 11.00–11.30"),
    ("F25-09", D(2025, 5, 21), "council", "brukerråd", "vta", "Omvisning i små grupper på åpen dag", "planning", "accepted", "Færre spørsmål druknet", D(2025, 6, 18), None, "Gjøres på åpen dag 2026"),
    ("F25-10", D(2025, 6, 10), "user", "postkasse", "vta", "Vifte i vaskeriet", "environment", "accepted", "29 grader i juni", D(2025, 6, 20), D(2025, 7, 1), "To vifter"),
    ("F25-11", D(2025, 8, 20), "family", "samtale", "vta", "Pårørendekveld på høsten også", "other", "accepted", "Våren passer ikke for alle", D(2025, 9, 10), None, "To kvelder i 2026"),
    ("F25-12", D(2025, 9, 16), "user", "avdelingsmøte", "vta", "Flere hospiteringsplasser i kantine", "planning", "partly", "Vi spør to arbeidsgivere", D(2025, 10, 1), None, "Hotellet svarer i januar"),
    ("F25-13", D(2025, 9, 23), "user", "samtale", "aft", "Fast rom til jobbsøking", "environment", "accepted", "Samtalerom 1 er ledig etter to", D(2025, 10, 7), D(2025, 10, 30), "Rommet er satt av"),
    ("F25-14", D(2025, 10, 7), "user", "avdelingsmøte", "aft", "Lønn under hospitering", "other", "declined", "Tiltakspenger følger NAVs regler", D(2025, 10, 21), None, ""),
    ("F25-15", D(2025, 12, 10), "council", "brukerråd", "vta", "Nettbrett med bilder også i vaskeriet", "delivery", "accepted", "Prøves fra mars 2026", D(2025, 12, 10), None, "Åtte deltakere i prøven"),
    ("F25-16", D(2025, 12, 10), "council", "brukerråd", "vta", "Fortsette å velge dag i en annen avdeling etter prøven i november", "planning", "accepted", "Alle som prøvde, vil fortsette", D(2025, 12, 10), D(2025, 12, 12), "Alle i VTA velger dag"),
    ("F25-17", D(2025, 12, 10), "council", "brukerråd", "aft", "Referatet leses høyt på avdelingsmøtet", "evaluation", "accepted", "Ikke alle leser", D(2025, 12, 10), D(2025, 12, 15), "Fast første sak"),
)  # fmt: skip
USERS_2026 = rows_of(
    _KEYS,
    ("F26-01", D(2026, 1, 20), "user", "avdelingsmøte", "vta", "Lås på alle garderobeskap", "environment", "accepted", "Privat er privat", D(2026, 1, 28), D(2026, 3, 27), "Nye låser"),
    ("F26-02", D(2026, 2, 12), "user", "resultatfrokost", "aft", "Søyler i stedet for prosent på plakaten", "evaluation", "accepted", "Lettere å se", D(2026, 2, 19), D(2026, 3, 10), "Ny plakat"),
    ("F26-03", D(2026, 3, 11), "council", "brukerråd", "vta", "Svar på forslag innen 14 dager", "evaluation", "accepted", "Vi har ventet for lenge", D(2026, 3, 11), D(2026, 4, 1), "Frist i registeret"),
    ("F26-04", D(2026, 3, 11), "council", "brukerråd", "vta", "Plakat i begge bygg", "evaluation", "accepted", "AFT så den ikke", D(2026, 3, 11), D(2026, 3, 12), "Henger i Sjøgata også"),
    ("F26-05", D(2026, 4, 14), "user", "avdelingsmøte", "vta", "Nettbrett også på kjøkkenet", "delivery", "pending", "Vi venter på kantinas eget ønske", D(2026, 4, 24), None, ""),
    ("F26-06", D(2026, 5, 26), "user", "samtale", "aft", "Avtalen om arbeidstid på lettlest", "delivery", "pending", "", None, None, ""),
)  # fmt: skip
STAFF = rows_of(
    _KEYS,
    ("A24-01", D(2024, 2, 2), "staff", "avdelingsmøte", "aft", "Felles inntaksmøte mandag", "planning", "accepted", "Alle må vite om nye", D(2024, 2, 8), D(2024, 3, 4), "Fast møte"),
    ("A24-02", D(2024, 3, 6), "staff", "forslagskasse", "", "Refleksvest i alle biler", "staff", "declined", "Vi trodde at de var der", D(2024, 3, 15), None, "Se avvik 6 i 2025"),
    ("A24-03", D(2024, 4, 23), "staff", "avdelingsmøte", "vta", "Sekketralle til vaskeriet", "staff", "accepted", "Færre tunge løft", D(2024, 5, 6), D(2024, 9, 9), "To traller"),
    ("A24-04", D(2024, 5, 14), "staff", "personalmøte", "", "Kollegaveiledning en gang i måneden", "staff", "accepted", "Ønsket av åtte veiledere", D(2024, 6, 4), D(2024, 9, 3), "Første tirsdag"),
    ("A24-05", D(2024, 9, 10), "staff", "personalmøte", "", "Personalseminar med overnatting", "staff", "declined", "For dyrt i 2024", D(2024, 9, 24), None, "Dagsseminar 24. oktober"),
    ("A24-06", D(2024, 10, 24), "staff", "personalseminar", "", "Hver skriver én setning om eget bidrag", "planning", "accepted", "Gjør formålet nært", D(2024, 11, 5), D(2025, 2, 11), "Personalmøtet i februar"),
    ("A25-01", D(2025, 8, 20), "staff", "forslagskasse", "aft", "Egen parkering for varebilen i Sjøgata", "environment", "accepted", "Bilen sto i veien", D(2025, 9, 2), D(2025, 9, 15), "Plass ved porten"),
    ("A25-02", D(2025, 8, 27), "staff", "forslagskasse", "", "Felles lunsj AFT og VTA første fredag i måneden", "environment", "accepted", "Husene kjenner hverandre lite", D(2025, 9, 2), D(2025, 10, 3), "Fast fra oktober"),
    ("A25-03", D(2025, 9, 3), "staff", "avdelingsmøte", "aft", "Alarmknapp i samtalerommene", "staff", "accepted", "Etter trusselen 27. august", D(2025, 9, 4), D(2025, 9, 5), "Knapp i alle fire rom"),
    ("A25-04", D(2025, 9, 9), "staff", "forslagskasse", "vta", "Støydempende plater ved høvelen", "environment", "accepted", "Målt over 85 dB", D(2025, 9, 12), D(2025, 10, 6), "Plater satt opp"),
    ("A25-05", D(2025, 9, 16), "staff", "avdelingsmøte", "vta", "Merkelapper fra egen skriver i kantina", "delivery", "accepted", "Etter allergenet som ikke var merket", D(2025, 9, 16), D(2025, 9, 22), "Skriver kjøpt"),
    ("A25-06", D(2025, 9, 23), "staff", "forslagskasse", "", "Kaffemaskin i 2. etasje", "environment", "declined", "Ikke vann i etasjen", D(2025, 9, 30), None, ""),
    ("A25-07", D(2025, 9, 30), "staff", "personalmøte", "", "Hjemmekontor til rapportskriving en dag i uka", "staff", "accepted", "Ro gir bedre rapporter", D(2025, 10, 7), D(2025, 10, 13), "Prøves ut 2026"),
    ("A25-08", D(2025, 10, 7), "staff", "avdelingsmøte", "aft", "Mal for avtale om arbeidstid i praksis", "delivery", "accepted", "Arbeidsgivere spør", D(2025, 10, 21), None, "Utkast til arbeidsgiverne i juni 2026"),
    ("A25-09", D(2025, 10, 14), "staff", "forslagskasse", "", "Deltakere er med på intervju av nye veiledere", "staff", "accepted", "Samme som brukerrådet ba om", D(2025, 10, 15), D(2025, 10, 15), "Se F25-07"),
    ("A25-10", D(2025, 10, 21), "staff", "avdelingsmøte", "vta", "Rullerende ansvar for vernerunden", "staff", "accepted", "Flere øyne ser mer", D(2025, 10, 28), D(2025, 11, 4), "Liste på tavla"),
    ("A25-11", D(2025, 10, 28), "staff", "personalmøte", "", "To arbeidsdager i året i annen avdeling", "staff", "accepted", "Kjenne hverandres arbeid", D(2025, 11, 4), D(2025, 11, 10), "15 av 22 gjennomført per april"),
    ("A25-12", D(2025, 11, 4), "staff", "forslagskasse", "", "Sommerstengt i to i stedet for tre uker", "planning", "pending", "Drøftes med NAV og brukerrådet", D(2025, 11, 11), None, ""),
    ("A25-13", D(2025, 11, 4), "staff", "forslagskasse", "vta", "Sykkelstativ under tak", "environment", "declined", "Eieren av bygget sier nei", D(2025, 11, 14), None, ""),
    ("A25-14", D(2025, 11, 11), "staff", "avdelingsmøte", "aft", "Felles bildebank for jobbkort", "delivery", "partly", "Bilder med samtykke må skilles ut", D(2025, 11, 18), None, "Samira samler bilder"),
    ("A26-01", D(2026, 1, 27), "staff", "HMS-gruppa", "aft", "Vara for den som følger opp etter avslutning", "delivery", "accepted", "Oppfølging glapp i 2025", D(2026, 2, 2), D(2026, 2, 2), "Stedfortreder"),
    ("A26-02", D(2026, 3, 17), "staff", "vernerunde", "vta", "Fast ansvar for garderoben", "environment", "accepted", "To skap uten lås i et halvt år", D(2026, 3, 19), D(2026, 3, 27), "Vaktmesteren"),
    ("A26-03", D(2026, 4, 8), "staff", "fagmøte", "vta", "Deltakerne lærer opp hverandre på nettbrett", "delivery", "accepted", "De kan det best", D(2026, 4, 16), D(2026, 5, 11), "To deltakere er instruktører"),
    ("A26-04", D(2026, 5, 19), "staff", "personalmøte", "", "Norskkurs på arbeidsplassen alt fra august", "planning", "pending", "Avhenger av voksenopplæringen", D(2026, 5, 27), None, ""),
)  # fmt: skip
PROPOSAL_REVIEWS = rows_of(
    "year reviewed_on by conclusion",
    (2024, D(2025, 1, 22), TORUNN, "13 forslag fra deltakere, sju gjennomført. Medvirkning 3,6 av 5. Rådet vil se status på hvert møte."),
    (2025, D(2026, 3, 11), TORUNN, "17 forslag, elleve gjennomført. Medvirkning 4,1 av 5. Rådet mener at de blir hørt, men at svarene kommer for sent: nytt mål er 14 dager."),
)  # fmt: skip

# Listen til Ørjan: overskriften står på rad to, og «Deltakere 2024» er hans egen kolonne.
_PARTNER_KEYS = (
    "partner type purpose service agreement start end contact owner continuity inclusion before users_included evaluated "
    "measure result benefit_users benefit_organisation decision"
)
PARTNER_ROWS = rows_of(
    _PARTNER_KEYS,
    ("NAV Bjørkesund og Ytre Tangøy", "public", "henvisning og samordnet oppfølging", ("aft", "vta"), D(2024, 1, 1), D(2024, 1, 1), None, "avdelingsleder", ORJAN, "Statusmøte hver tredje måned, felles plan når flere er inne", "Deltakeren er med i alle møter", 84, None, D(2025, 11, 27), "rapporter i tide", "32 av 33 sluttrapporter i tide; 88 deltakere i året", "Kortere vei til avklaring", "Tydelig bestilling", "continue"),
    ("Tangsund Trevare", "employer", "hospitering, rekruttering", ("aft",), D(2024, 2, 1), D(2024, 2, 1), D(2027, 1, 31), "verksmester", MINA, "Oppfølging hver uke og tre måneder etter ansettelse", "Ordinær produksjon, fast kontaktperson", 4, 4, D(2025, 11, 12), "deltakere, ansettelser", "4 hospiterte, 2 ansatt", "Arbeid i eget fag", "Fagfolk som lærer oss nye metoder", "continue"),
    ("Tangsund Trevare, monteringen", "employer", "hospitering", ("vta",), D(2024, 2, 1), D(2024, 2, 1), D(2027, 1, 31), "verksmester", MINA, "Samme avtale som i AFT, fast dag i uka", "Ordinær produksjon, fast kontaktperson", 1, 2, D(2025, 11, 12), "deltakere", "2 hospiterte", "Prøver ordinært arbeid uten å miste plassen", "Samme kontaktperson for begge", "continue"),
    ("Bjørkesund Handelslag", "employer", "hospitering butikk", ("aft",), D(2024, 8, 15), D(2024, 8, 15), D(2026, 8, 14), "butikksjef", MINA, "Samme butikk fra prøve til jobb", "Møter kunder de kjenner", 3, 5, D(2025, 11, 18), "deltakere, ansettelser", "5 hospiterte, 1 ansatt", "Flere tør å prøve butikk", "Viser at butikk virker bedre enn lager", "change"),
    ("Bjørkesund Handelslag, varepåfylling", "employer", "hospitering butikk", ("vta",), D(2025, 4, 7), D(2025, 4, 7), D(2026, 8, 14), "butikksjef", ASE, "Samme hylle og samme dag hver uke", "Møter kunder de kjenner", None, 2, D(2025, 11, 18), "deltakere", "2 hospiterte", "Butikk i stedet for lager, som brukerrådet ba om", "Viser at butikk virker bedre enn lager", "change"),
    ("Ytre Tangøy gartneri", "employer", "sesongarbeid", ("vta",), D(2025, 4, 1), D(2025, 4, 1), D(2026, 10, 31), "gartner", ASE, "Samme plass hvert år", "Arbeid ute blant kunder", None, 2, D(2025, 10, 28), "deltakere", "2 hele sesongen", "Sesongarbeid uten press", "Ny type oppgave", "continue"),
    ("Bjørkesund voksenopplæring", "education", "norsk og fagbrev", ("aft",), D(2024, 1, 15), D(2024, 1, 15), D(2026, 12, 31), "rektor", ORJAN, "Kurset går videre etter AFT", "Klasse sammen med andre voksne", 6, 8, D(2025, 12, 4), "deltakere i kurs", "8 begynte, 6 fullførte", "Norsk på egen arbeidsplass", "Avlaster egne kurs", "continue"),
    ("Frivilligsentralen", "ngo", "turgruppe, nettverk", ("vta",), D(2024, 3, 1), D(2024, 3, 1), None, "leder", ASE, "Turgruppa fortsetter i feriene", "Naboer og deltakere går sammen", 9, 5, D(2025, 11, 4), "deltakere i turgruppa", "11 går fast, fem av dem uten annen partner", "Flere å kjenne utenfor jobben", "Frivillige følgere", "continue"),
)  # fmt: skip
# Fra åpen dag 2025 kom tre bedrifter til; den siste er ikke evaluert ennå.
PARTNER_ROWS += rows_of(
    _PARTNER_KEYS,
    ("Fjordblikk hotell", "employer", "hospitering i kantine og renhold", ("vta",), D(2025, 9, 1), D(2025, 9, 1), D(2026, 8, 31), "husøkonom", ASE, "Samme team hver uke", "Ordinært arbeidslag", None, 3, D(2026, 1, 15), "deltakere", "3 hospiterte", "Ny plass i kantine", "Svar på forslag F25-12", "change"),
    ("Bjørkesund kommune, bolig og helse", "health", "felles møter når flere er inne", ("aft", "vta"), D(2024, 6, 1), D(2024, 6, 1), None, "teamleder", ESPEN, "Én innkaller, én plan", "Støtte der folk bor", None, None, D(2026, 1, 15), "felles møter", "9 møter om fire deltakere", "Slipper å fortelle alt på nytt", "Raskere svar", "continue"),
    ("Tangøy bilverksted", "employer", "hospitering", ("aft",), D(2025, 10, 1), D(2025, 10, 1), D(2026, 9, 30), "daglig leder", MINA, "Fast veileder i verkstedet", "Ordinær bedrift", None, 3, None, "", "", "", "", ""),
)  # fmt: skip
_OWN: dict[str, str] = {
    "partner": "Samarbeidspartner",
    "agreement": "Avtaledato",
    "start": "Fra",
    "end": "Til",
    "contact": "Kontakt",
    "continuity": "Kontinuitet",
    "inclusion": "Inkludering",
    "before": "Deltakere 2024",
    "users_included": "Antall inkluderte (2025)",
    "evaluated": "Sist evaluert",
    "benefit_users": "Nytte for deltakerne",
    "decision": "Avgjørelse",
}


def _partner_sheet(rows: list[Row]) -> list[list[Cell]]:
    sheet = sheet_of("partners", rows, _OWN, _PARTNER_KEYS)
    return [["Samarbeidspartnere 2025 – oppdatert 16.01.2026"], *sheet]


PARTNERS = Table(
    "Samarbeid/Partneroversikt 2025.xlsx",
    D(2026, 1, 16),
    "Samarbeidspartnere 2025",
    ORJAN,
    {
        "Partnere": _partner_sheet(PARTNER_ROWS),
        "Resultater": [
            ["Samlet for alle partnere", "For hvem", "I 2024", "I 2025", "Hentet fra"],
            [
                "Deltakere inkludert gjennom arbeidsgiver eller skole",
                "AFT",
                14,
                20,
                "hver deltaker talt én gang",
            ],
            ["Deltakere inkludert gjennom partner", "VTA", 9, 14, "hver deltaker talt én gang"],
            ["Partnere fornøyde med samarbeidet", "begge", "11 av 13", "13 av 15", "spørreskjema i november"],
            ["Ansettelser hos partner", "AFT", 4, 6, "sluttrapporter"],
        ],
    },
)

COMPARISON_ROWS = rows_of(
    "date partner object what service measure ours theirs difference learned changed changed_on effect",
    (D(2024, 11, 19), "Havnegata Arbeid AS", "method", "Verktøytavle og arbeidsinstrukser i verksted", "vta", "Deltakere som henter rett verktøy selv", 9, 12, "De bruker bilder, vi brukte ord", "Bilder tatt av deltakerne selv blir brukt", "Bilder på verktøytavla i snekkerverkstedet", D(2025, 2, 20), "12 av 14 hentet rett verktøy uten hjelp i juni 2025, mot 9 av 14 før"),
    (D(2024, 11, 19), "Havnegata Arbeid AS", "result", "Overgang til arbeid eller utdanning i 2023", "aft", "Andel av avsluttede, prosent", 41, 44, "De har to jobbspesialister på 24 plasser, vi hadde én", "Jobbspesialist fra første uke gir flere prøver", "Jobbspesialist er med i kartleggingen", D(2025, 1, 13), "Overgangen var 45 % i 2024 og 52 % i 2025"),
    (D(2025, 6, 17), "Fjordhagen Arbeid AS", "result", "Overgang fra AFT i 2024", "aft", "Andel av avsluttede, prosent", 45, 49, "De har arbeidsgivere på eget råd", "Inviter arbeidsgivere til å kommentere måltallene", "Arbeidsgivere med på resultatfrokosten", D(2026, 2, 12), "Seks arbeidsgivere kom; tre nye plasser"),
    (D(2025, 6, 17), "Fjordhagen Arbeid AS", "result", "Hospitering fra VTA i 2024", "vta", "Andel av deltakere, prosent", 25, 29, "De prøver korte uker", "To dager er nok til å begynne", "Hospitering fra to dager i uka", D(2025, 9, 1), "9 hospiterte i 2025 mot 7 i 2024"),
    (D(2025, 6, 17), "Fjordhagen Arbeid AS", "result", "Fornøyde deltakere i 2024", "", "Andel fornøyde, prosent", 86, 84, "Liten forskjell, ulike skjema", "Tallene er like nok til at vi ser på annet", "", None, ""),
    (D(2025, 6, 17), "Fjordhagen Arbeid AS", "method", "Bildebaserte arbeidsinstrukser på nettbrett", "vta", "Deltakere av åtte som starter uten beskjed", 3, 7, "Deltakerne tar bildene selv", "Instruksen må lages av den som skal bruke den", "Nettbrett prøvd i montering og vaskeri", D(2026, 3, 2), "7 av 8 startet uten beskjed etter prøven, mot 3 av 8 før"),
    (D(2026, 4, 23), "Havnegata Arbeid AS", "approach", "Hvordan resultater blir fortalt til deltakere", "", "Deltakere som kjenner resultatene, prosent", 81, 72, "Vi har resultatfrokost, de har oppslag", "De lar deltakere fortelle tallene", "Brukerrådet legger fram tallene i 2027", None, ""),
)  # fmt: skip

FILES: list[Item] = [
    PARTNERS,
    Register(
        "Brukerråd/Forslag 2024-2026.xlsx", D(2026, 5, 29), "Forslag", TORUNN,
        "proposals", {"proposals": [*USERS_2024, *USERS_2025, *USERS_2026, *STAFF], "proposals.reviews": PROPOSAL_REVIEWS},
    ),
    Register(
        "Forbedring/Sammenligninger 2024-2026.xlsx", D(2026, 4, 24), "Sammenligninger", ORJAN,
        "comparisons", {"comparisons": COMPARISON_ROWS},
    ),
]  # fmt: skip
