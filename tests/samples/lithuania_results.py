"""Hold the results, and what lies about, of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date

from lithuania_items import EGLE, GINTARE, RUTA, SNIEGUOLE, Blank, Bundle, Item, Table, Text, order

SURVEY_2024 = Table(
    "Rezultatai/Paslaugų gavėjų apklausa 2024.xlsx",
    date(2024, 12, 6),
    "Paslaugų gavėjų apklausa 2024",
    EGLE,
    {
        "Rezultatai": [
            [
                "Teiginys",
                "Vaikų dienos centras",
                "Krizių centras",
                "Globos centras",
                "Socialinė priežiūra",
                "Iš viso, proc.",
            ],
            ["Esu patenkinta(s) paslaugomis", 90, 84, 85, 80, 85],
            ["Mano teisių paisoma", 91, 83, 90, 82, 87],
            ["Žinau, kaip pateikti skundą", 66, 41, 67, 54, 58],
            ["Planą sudarėme kartu", 62, 75, 78, 63, 68],
        ],
        "Kas atsakė": [
            ["Kviesta", "Atsakė", "Dalis", "Laikotarpis", "Kas klausė"],
            [128, 84, "66 proc.", "2024-11-04 – 2024-11-22", "savanoriai, ne darbuotojai"],
        ],
    },
)

SURVEY_2025 = Table(
    "Rezultatai/Paslaugų gavėjų apklausa 2025.xlsx",
    date(2025, 12, 5),
    "Paslaugų gavėjų apklausa 2025",
    EGLE,
    {
        "Rezultatai": [
            [
                "Teiginys",
                "Vaikų dienos centras",
                "Krizių centras",
                "Globos centras",
                "Socialinė priežiūra",
                "Iš viso, proc.",
            ],
            ["Esu patenkinta(s) paslaugomis", 92, 89, 92, 86, 90],
            ["Mano teisių paisoma", 94, 89, 95, 86, 92],
            ["Žinau, kaip pateikti skundą", 78, 68, 81, 67, 74],
            ["Planą sudarėme kartu", 78, 84, 81, 71, 78],
        ],
        "Kas atsakė": [
            ["Kviesta", "Atsakė", "Dalis", "Laikotarpis", "Kas klausė"],
            [
                134,
                97,
                "72 proc.",
                "2025-11-03 – 2025-11-21",
                "savanoriai, ne darbuotojai; už 6 vaikus atsakė tėvai (pažymėta)",
            ],
        ],
    },
)

QUALITY_OF_LIFE = Table(
    "Rezultatai/Gyvenimo kokybės vertinimas 2024-2025.xlsx",
    date(2025, 12, 12),
    "Gyvenimo kokybės vertinimas 2024–2025",
    GINTARE,
    {
        "2024": [
            ["Sritis", "Vertino", "Vidurkis (1–5)"],
            ["Asmeninis tobulėjimas", 71, 3.6],
            ["Apsisprendimas", 71, 3.2],
            ["Tarpusavio santykiai", 71, 3.7],
            ["Socialinė įtrauktis", 71, 3.1],
            ["Teisės", 71, 3.8],
            ["Emocinė gerovė", 71, 3.3],
            ["Fizinė gerovė", 71, 3.9],
            ["Materialinė gerovė", 71, 2.8],
        ],
        "2025": [
            ["Sritis", "Vertino", "Vidurkis (1–5)", "Pokytis"],
            ["Asmeninis tobulėjimas", 83, 3.8, 0.2],
            ["Apsisprendimas", 83, 3.6, 0.4],
            ["Tarpusavio santykiai", 83, 3.8, 0.1],
            ["Socialinė įtrauktis", 83, 3.3, 0.2],
            ["Teisės", 83, 4.1, 0.3],
            ["Emocinė gerovė", 83, 3.5, 0.2],
            ["Fizinė gerovė", 83, 3.9, 0.0],
            ["Materialinė gerovė", 83, 2.9, 0.1],
        ],
    },
)

UNDERSTOOD = Table(
    "Rezultatai/rezultatu_supratimas_2026.csv",
    date(2026, 2, 5),
    "Informacijos apie 2025 m. rezultatus suprantamumo apklausa",
    EGLE,
    {
        "Atsakymai": [
            [
                "Grupė",
                "Atsakė",
                "Žinau, kokie buvo rezultatai",
                "Buvo lengva suprasti",
                "Galėjau paklausti",
                "Ką prisimenu",
            ],
            ["Tėvai (dienos centras)", 27, 25, 24, 27, "vaikai patys planuoja savaitę"],
            ["Globėjai", 18, 17, 16, 18, "kortelė su dviem kontaktais"],
            ["Krizių centras", 8, 6, 5, 8, "skambina ir išvykus"],
            ["Darbuotojai", 30, 29, 27, 29, "vaikai rečiau nustoja lankyti centrą"],
            ["Partneriai", 6, 6, 5, 5, "vienas planas šeimai"],
        ]
    },
)


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
2025 metais padėjome 49 vaikams dienos centruose, 35 žmonėms Krizių centre, 39 globėjų šeimoms ir 62 kitoms šeimoms. Devyni iš dešimties žmonių patenkinti pagalba.
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
    SURVEY_2024,
    SURVEY_2025,
    QUALITY_OF_LIFE,
    UNDERSTOOD,
    ACCOUNTS_2024,
    ACCOUNTS_2025,
    NEWSLETTER,
    EMPTY,
    PHONES,
    MENU,
    ARCHIVE,
]
