"""Hold the results, and what lies about, of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date

from lithuania_items import EGLE, RUTA, SNIEGUOLE, Blank, Bundle, Item, Table, Text, order


def opinion(year: int, day: date, number: str, amount: str) -> Text:
    """Return the report of an independent auditor on the accounts of one year."""
    return Text(
        f"Rezultatai/Auditoriaus išvada {year}.pdf",
        day,
        f"Nepriklausomo auditoriaus išvada už {year} metus",
        "UAB „Skaidrus balansas“",
        f"""
= NEPRIKLAUSOMO AUDITORIAUS IŠVADA
Vėjupės šeimos ir vaiko gerovės centro savininkei – Vėjupės rajono savivaldybei
# 1. Nuomonė
Atlikome Centro finansinių ataskaitų auditą. Jas sudaro {year} m. gruodžio 31 d. finansinės būklės ataskaita, tą dieną pasibaigusių metų veiklos rezultatų, grynojo turto pokyčių bei pinigų srautų ataskaitos ir aiškinamasis raštas. Panaudoti asignavimai – {amount} tūkst. eurų.
Mūsų nuomone, {year} metų finansinės ataskaitos visais reikšmingais atžvilgiais teisingai parodo Centro finansinę būklę ir veiklos rezultatus pagal viešojo sektoriaus apskaitos ir finansinės atskaitomybės standartus.
# 2. Nuomonės pagrindas
Auditą atlikome pagal tarptautinius audito standartus. Esame nepriklausomi nuo Centro.
<psl>
# 3. Vadovybės ir auditoriaus atsakomybė
Už finansinių ataskaitų parengimą atsako Centro direktorė, už auditu pagrįstą nuomonę – auditorius.
# 4. Pastabos
Reikšmingų pastabų nėra. Rekomenduojame inventorizacijos aktus pasirašyti per penkias darbo dienas.
{number}
""",
    )


ACCOUNTS_2024 = opinion(2024, date(2025, 4, 24), "2025 m. balandžio 24 d. Nr. A-118", "735,6")
ACCOUNTS_2025 = opinion(2025, date(2026, 4, 22), "2026 m. balandžio 22 d. Nr. A-131", "802,1")

NEWSLETTER = Text(
    "Rezultatai/Naujienlaiškis 2026 vasaris.html",
    date(2026, 2, 27),
    "Centro naujienlaiškis, 2026 m. vasaris",
    SNIEGUOLE,
    """
# Rezultatai paprastai
2025 metais padėjome 49 vaikams dienos centruose, 45 žmonėms Krizių centre, 39 globėjų šeimoms ir 62 kitoms šeimoms. Devyni iš dešimties žmonių patenkinti pagalba.
Trys dalykai, kuriuos pakeitėme jūsų prašymu: valgiaraštyje du pasirinkimai, kortelė su dviem telefonais, protokolai trumpai ir aiškiai.
# Kviečiame
- Kovo 18 d. – Paslaugų gavėjų tarybos posėdis, ateiti gali visi.
- Balandžio 8 d. – vaikai renka vasaros veiklas.
# Ačiū
Bendruomenei „Paupys“ už dirbtuves, savanorėms – už skaitymo popietes.
""",
)

EMPTY = Blank("Įvairūs/Skenuota_0007.pdf")

PHONES = Text(
    "Įvairūs/telefonai.md",
    date(2026, 1, 5),
    "Vidaus telefonai",
    SNIEGUOLE,
    """
| Kas | Numeris |
| Priimamasis | 101 |
| Vaikų dienos centras, Vėjupė | 110 |
| Vaikų dienos centras, Raistėnai | 115 |
| Krizių centro budėtojas | 120 |
| Globos centras | 130 |
| Ūkis | 140 |
""",
)

MENU = Text(
    "Įvairūs/valgiarastis 21 savaite.txt",
    date(2026, 5, 18),
    "Dienos centro valgiaraštis, gegužės 18–22 d.",
    SNIEGUOLE,
    """
Pirmadienis: barščiai; varškėčiai arba omletas
Antradienis: daržovių sriuba; žuvies maltinis arba vištienos troškinys
Trečiadienis: pupelių sriuba; bulvių plokštainis arba grikiai su daržovėmis
Ketvirtadienis: šaltibarščiai; makaronai su sūriu arba su mėsos padažu
Penktadienis: vaikų pasirinkimas – blynai
""",
    encoding="cp1257",
)

ARCHIVE = Bundle(
    "Įvairūs/archyvas 2023.zip",
    (
        Text(
            "Įsakymas V-71 dėl EQUASS darbo grupės.docx",
            date(2022, 9, 5),
            "",
            RUTA,
            order("V-71", date(2022, 9, 5), "Dėl EQUASS darbo grupės sudarymo")
            + """
1. S u d a r a u EQUASS darbo grupę iš penkių darbuotojų.
2. P a v e d u grupei parengti EQUASS diegimo planą iki 2022 m. spalio 31 d.
Direktorė Rūta Girdvainienė
""",
        ),
        Text(
            "diegimo planas 2022.txt",
            date(2022, 10, 28),
            "EQUASS diegimo planas",
            EGLE,
            """
Įsivertinimas – lapkritis. Mokymai – sausis. Vidaus auditas – 2023 m. birželis. Išorės auditas – 2023 m. spalis.
""",
        ),
        Table(
            "dalyviai.csv",
            date(2022, 11, 16),
            "Įsivertinimo dalyviai",
            EGLE,
            {"Dalyviai": [["Padalinys", "Dalyvių"], ["Vaikų dienos centras", 6], ["Krizių centras", 5]]},
        ),
    ),
)

FILES: list[Item] = [
    ACCOUNTS_2024,
    ACCOUNTS_2025,
    NEWSLETTER,
    EMPTY,
    PHONES,
    MENU,
    ARCHIVE,
]
