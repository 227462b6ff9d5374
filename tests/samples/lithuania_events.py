"""Hold incidents, risks and partners of the Lithuanian sample provider.

The incidents of 2025 are a CSV that the safety officer kept, and the partners a list of the quality coordinator: both
have headings of their own, and the list has two cells that cannot be read.
"""

from __future__ import annotations

from datetime import date

from lithuania_items import (
    DAIVA,
    EGLE,
    GINTARE,
    LINA,
    MINDAUGAS,
    RIMAS,
    RUTA,
    VYTAUTAS,
    Book,
    Cell,
    Item,
    Table,
    rows,
)

DAY, CRISIS = "Vaikų dienos socialinė priežiūra", "Intensyvi krizių įveikimo pagalba"
CARERS = "Pagalba globėjams (rūpintojams), budintiems globotojams ir įtėviams"
FAMILIES = "Socialinė priežiūra šeimoms"

_BY_HAND: list[list[Cell]] = [
    ["Nr.", "Data", "Paslauga", "Rūšis", "Kas nutiko", "Priežastis", "Korekcinis veiksmas", "Išspręsta"],
    ["N-01", "2025-01-15", DAY, "trauma", "vaikas paslydo prie durų", "takas nepabarstytas smėliu",
     "smėlio dėžė prie įėjimo", "2025-01-16"],
    ["N-02", "2025-03-05", CRISIS, "vos neįvykęs įvykis", "neveikė pagalbos mygtukas", "išsikrovė baterija",
     "patikra kas mėnesį", "2025-03-07"],
    ["N-03", "2025-04-29", FAMILIES, "trauma", "darbuotoją užpuolė šuo", "šeima nebuvo įspėta",
     "prieš vizitą klausiama, ar šuo pririštas", "2025-05-06"],
    ["N-04", "2025-06-11", DAY, "smurtas", "muštynės kieme", "trūko suaugusiojo", "kieme budi du", "2025-06-12"],
    ["N-05", "2025-09-02", CARERS, "privatumo pažeidimas", "segtuvas paliktas automobilyje", "skuba",
     "užrakinamas krepšys", "2025-09-09"],
    ["N-06", "2025-11-18", CRISIS, "grasinimai", "tarp moterų kilo konfliktas naktį", "budėjo viena",
     "skambutis budinčiam vadovui", "2025-11-25"],
]  # fmt: skip

INCIDENTS_2025 = Table(
    "04 Etika ir sauga/neatitiktys_2025.csv",
    date(2026, 1, 9),
    "Neatitikčių ir nelaimingų atsitikimų registras 2025",
    RIMAS,
    {"Neatitiktys": _BY_HAND},
)

_GUARDS, _POLICE = "Vaiko teisių gynėjai", "Policija"
_KEYS = "number date service site kind affected severity reported_to reported measures closed lesson action"
_EVENTS = rows(
    _KEYS,
    ("N-24-01", date(2024, 2, 13), "dienos", "raistenai", "accident", "user", "low", "Tėvams", date(2024, 2, 13),
     "Vaikas atsitrenkė į atvirą spintelės duris, pirmoji pagalba", date(2024, 2, 14), None,
     "Spintelių durelės su slopintuvais"),
    ("N-24-02", date(2024, 5, 7), "kriziu", None, "violence", "both", "high", _POLICE, date(2024, 5, 7),
     "Prie durų pasirodė smurtautojas, iškviesta policija, moterys perkeltos į antrą aukštą", date(2024, 5, 31),
     "Durų kamera be garso nepakankama", "Vaizdo telefonspynė"),
    ("N-24-03", date(2024, 9, 24), "prieziura", None, "near_miss", "staff", "medium", None, None,
     "Per liūtį automobilis nuslydo nuo kelio, niekas nenukentėjo", date(2024, 9, 26), None,
     "Per liūtis tolimi vizitai atidedami"),
    ("N-24-04", date(2024, 11, 12), "dienos", "saltinio", "property", "none", "low", None, None,
     "Išdaužtas salės langas, vaikai išvesti, stiklai surinkti", date(2024, 11, 15), None, None),
    ("N-26-01", date(2026, 2, 3), "dienos", "raistenai", "near_miss", "none", "low", None, None,
     "Šaldytuve 6,9 laipsnio, maistas išmestas", date(2026, 2, 12), "Tarpinė tikrinama tik sugedus",
     "Tarpinės patikra kas ketvirtį"),
    ("N-26-02", date(2026, 3, 24), "prieziura", None, "accident", "staff", "medium", "Darbo inspekcija",
     date(2026, 3, 25), "Darbuotoja paslydo šeimos laiptinėje, susilaužė riešą, ją pavaduoja kolegė",
     date(2026, 4, 30), "Žiemą vizitai vieni po kito", "Batų apkaustai visiems lankantiems šeimas"),
    ("N-26-03", date(2026, 5, 30), "kriziu", "saltinio", "other", "none", "medium", None, None,
     "Naktį budintis vadovas neatsiliepė telefonu, paskambinta direktorei", None, None,
     "Antras numeris budėjimo lape"),
)  # fmt: skip

_CONCERNS = rows(
    _KEYS,
    ("PR-24-01", date(2024, 1, 30), "prieziura", None, "neglect", "user", "high", _GUARDS, date(2024, 1, 30),
     "Vaikas be žiemos batų, aptarta su mama, drabužiai iš daiktų mainų", date(2024, 3, 12), None, None),
    ("PR-24-02", date(2024, 3, 12), "dienos", "saltinio", "physical_abuse", "user", "high",
     f"{_GUARDS}, policija", date(2024, 3, 12), "Vaikui pasakyta, kam pranešime, kartu paskambinta",
     date(2024, 4, 22), "Vaikas laukė savaitę, kol paklausėme", "Mokymai apie požymius"),
    ("PR-24-03", date(2024, 6, 18), "kriziu", None, "psychological_abuse", "user", "medium", _POLICE,
     date(2024, 6, 18), "Grasinimai žinutėmis, padėta kreiptis dėl orderio", date(2024, 7, 15), None, None),
    ("PR-24-04", date(2024, 8, 27), "globos", None, "financial", "user", "medium", _GUARDS, date(2024, 8, 28),
     "Paauglio kišenpinigius laikė giminaitis, susitarta dėl atskiros sąskaitos", date(2024, 10, 1), None, None),
    ("PR-24-05", date(2024, 10, 29), "dienos", "raistenai", "psychological_abuse", "user", "medium", None, None,
     "Patyčios žinutėse, pokalbis su abiem vaikais ir tėvais", date(2024, 11, 18), None,
     "Telefonų susitarimas, kurį rašė vaikai"),
    ("PR-25-01", date(2025, 1, 21), "kriziu", None, "physical_abuse", "user", "high", _POLICE, date(2025, 1, 21),
     "Moteris lydėta pas gydytoją, skirtas orderis", date(2025, 2, 10), None, None),
    ("PR-25-02", date(2025, 2, 18), "dienos", "saltinio", "physical_abuse", "user", "high", _GUARDS,
     date(2025, 2, 18), "Vaikas pats pasirinko, kas dalyvaus pokalbyje", date(2025, 3, 24), None, None),
    ("PR-25-03", date(2025, 3, 6), "prieziura", None, "psychological_abuse", "user", "medium", _GUARDS,
     date(2025, 3, 6), "Šeimai pasiūlyta mediacija", date(2025, 5, 5), None, None),
    ("PR-25-04", date(2025, 3, 31), "kriziu", None, "physical_abuse", "user", "high", _POLICE, date(2025, 3, 31),
     "Pagalbos mygtukas, pokalbis vaikų kambaryje", date(2025, 4, 28),
     "Už stalo vaikas tyli", "Vieta pokalbiui, kurioje suaugusieji nesėdi už stalo"),
    ("PR-25-05", date(2025, 5, 6), "dienos", "raistenai", "psychological_abuse", "user", "medium", None, None,
     "Patyčios tarp vaikų, grupės susitarimas", date(2025, 5, 26), None, None),
    ("PR-25-06", date(2025, 6, 3), "kriziu", "saltinio", "financial", "user", "medium", "Direktorei",
     date(2025, 6, 3), "Saugomų pinigų trūko 15 eurų, pinigai grąžinti, apskaita patikrinta", date(2025, 6, 16),
     "Įrašą pasirašė vienas žmogus", "Pinigų lapus kas dvi savaites tikrina kito padalinio darbuotojas"),
    ("PR-25-07", date(2025, 7, 22), "prieziura", None, "physical_abuse", "user", "high", f"{_GUARDS}, policija",
     date(2025, 7, 22), "Mama su vaikais priimta į Krizių centrą", date(2025, 9, 1), None, None),
    ("PR-25-08", date(2025, 9, 11), "globos", None, "psychological_abuse", "user", "medium", _GUARDS,
     date(2025, 9, 11), "Po susitikimų su tėvu vaikas nebemiega, keista susitikimų vieta", date(2025, 10, 20), None,
     None),
    ("PR-25-09", date(2025, 10, 7), "dienos", "saltinio", "psychological_abuse", "user", "low", None, None,
     "Patyčios kieme dėl drabužių, pokalbis su vaikais", date(2025, 10, 21), None, None),
    ("PR-25-10", date(2025, 11, 4), "kriziu", None, "physical_abuse", "user", "high", _POLICE, date(2025, 11, 4),
     "Moteris grįžo su sužalojimais, saugumo planas", date(2025, 12, 1), None, None),
    ("PR-25-11", date(2025, 12, 9), "prieziura", None, "neglect", "user", "high", _GUARDS, date(2025, 12, 9),
     "Vaikai vieni namuose naktį, susitarta su teta", date(2026, 1, 26), None, None),
    ("PR-26-01", date(2026, 2, 5), "kriziu", None, "physical_abuse", "user", "high", _POLICE, date(2026, 2, 5),
     "Saugumo planas, lydėta į policiją", date(2026, 3, 2), None, None),
    ("PR-26-02", date(2026, 4, 16), "dienos", "raistenai", "psychological_abuse", "user", "medium", _GUARDS,
     date(2026, 4, 16), "Vaikas pasakė per nuotaikos lentą, kalbėtasi tą pačią dieną", date(2026, 5, 11), None, None),
    ("PR-26-03", date(2026, 5, 26), "prieziura", None, "psychological_abuse", "user", "medium", _GUARDS,
     date(2026, 5, 26), "Šeimai pasiūlyta tėvystės grupė", None, None, None),
)  # fmt: skip

_RIGHTS = rows(
    _KEYS,
    ("T-24-01", date(2024, 4, 9), "dienos", "saltinio", "rights", "user", "low", "Padalinio vadovui",
     date(2024, 4, 9), "Vaikas be jo sutikimo nufotografuotas, nuotrauka ištrinta, atsiprašyta", date(2024, 4, 12),
     "Sutikimo klausiame tėvų, bet ne vaiko", "Prieš fotografuojant klausiama ir vaiko"),
    ("T-24-02", date(2024, 10, 17), "prieziura", None, "rights", "user", "medium", "Direktorei", date(2024, 10, 18),
     "Apie šeimą kalbėta koridoriuje, šeimos atsiprašyta", None, None, None),
    ("T-25-01", date(2025, 3, 20), "kriziu", "saltinio", "rights", "user", "low", "Padalinio vadovei",
     date(2025, 3, 20), "Į kambarį įeita nepasibeldus, atsiprašyta", date(2025, 3, 24), None,
     "Ant durų – „Pabelsk ir palauk“"),
    ("T-25-02", date(2025, 10, 28), "prieziura", None, "rights", "user", "medium", "Padalinio vadovui",
     date(2025, 10, 28), "Plane tikslas įrašytas ne taip, kaip sakė šeima, planas perrašytas", date(2025, 11, 12),
     None, None),
    ("T-25-03", date(2025, 11, 13), "dienos", "raistenai", "rights", "user", "low", "Padalinio vadovui",
     date(2025, 11, 13), "Raštelis iš dėžutės perskaitytas garsiai, vaiko atsiprašyta", date(2025, 11, 17),
     "Dėžutę atidarė, kas buvo arčiau", "Dėžutę atidaro tik du paskirti žmonės"),
    ("T-26-01", date(2026, 4, 28), "dienos", "saltinio", "rights", "user", "medium", "Direktorei",
     date(2026, 4, 28), "Planšetėje matyti kitų nuotaika (skundas S-2026-02)", date(2026, 5, 8), None, None),
)  # fmt: skip

INCIDENTS = Book(
    "04 Etika ir sauga/Įvykių ir pranešimų registras.xlsx",
    date(2026, 6, 2),
    GINTARE,
    "incidents",
    {
        "incidents": sorted([*_EVENTS, *_CONCERNS, *_RIGHTS], key=lambda row: row["date"]),
        "incidents.reviews": rows(
            "year service reviewed_on by conclusion",
            (2024, None, date(2025, 3, 27), GINTARE,
             ("Keturi įvykiai ir penki pranešimai dėl smurto, išnaudojimo ar nepriežiūros. Dėl vieno teisių pažeidimo "
             "tyrimas neužbaigtas.")),
            (2025, None, date(2026, 3, 26), GINTARE,
             ("11 pranešimo lapų: aštuoni dėl smurto artimoje aplinkoje, du dėl patyčių tarp vaikų, vienas dėl dingusių "
             "pinigų. Į vaiko teisių gynėjus kreiptasi penkis kartus, į policiją – keturis. Šešios neatitiktys "
             "registruotos atskirame sąraše.")),
        ),
    },
)  # fmt: skip

RISKS = Book(
    "04 Etika ir sauga/Rizikos registras.xlsx",
    date(2026, 2, 9),
    RIMAS,
    "risks",
    {
        "risks": rows(
            "number area risk service affects likelihood consequence measure owner due done reviewed",
            ("R-01", "violence", "Smurtautojas ieško šeimos", "kriziu", "both", 3, 5,
             "Vaizdo telefonspynė, pagalbos mygtukas, policijos kontaktas", DAIVA, date(2026, 6, 30),
             date(2026, 1, 28), date(2026, 2, 9)),
            ("R-02", "lone_work", "Darbas naktį po vieną", "kriziu", "staff", 4, 3,
             "Skambutis budinčiam vadovui kas tris valandas", DAIVA, None, date(2025, 11, 25), date(2026, 2, 9)),
            ("R-03", "food", "Nudegimai virtuvėje", "dienos", "users", 2, 3,
             "Vaikai maistą gamina tik su suaugusiuoju, viryklės apsauga nuo vaikų", MINDAUGAS, date(2026, 4, 30),
             None, date(2026, 2, 9)),
            ("R-04", "transport", "Darbuotojas vienas automobilyje su vaiku", "prieziura", "both", 2, 4,
             "Kelionė registruojama, gaunamas vaiko sutikimas", VYTAUTAS, None, date(2025, 3, 17), date(2026, 2, 9)),
            ("R-05", "violence", "Konfliktai grupėje", "dienos", "users", 4, 2,
             "Ramybės kampelis, du suaugusieji grupėje", MINDAUGAS, date(2026, 5, 29), date(2025, 11, 20),
             date(2026, 2, 9)),
            ("R-06", "building", "Slidus takas prie įėjimo", "dienos", "both", 3, 2, "Smėlio dėžė prie įėjimo", RIMAS,
             None, date(2025, 1, 16), date(2026, 2, 9)),
            ("R-07", "fire", "Vaikai pasislepia evakuacijos metu", "dienos", "users", 2, 5,
             "Ramybės kampelį patikrina grupėje dirbantis darbuotojas", RIMAS, date(2025, 10, 31),
             date(2025, 10, 17), date(2026, 2, 9)),
            ("R-08", "privacy", "Segtuvas su šeimos duomenimis paliekamas automobilyje", None, "users", 3, 4,
             "Užrakinamas krepšys, segtuvai žymimi kodais", EGLE, date(2025, 9, 30), date(2025, 9, 9),
             date(2026, 2, 9)),
            ("R-09", "violence", "Šuo užpuola šeimą lankančią darbuotoją", "prieziura", "staff", 3, 3,
             "Prieš vizitą klausiama, ar šuo pririštas", VYTAUTAS, None, date(2025, 5, 6), date(2026, 2, 9)),
            ("R-10", "psychosocial", "Darbuotojai perdega po sunkių atvejų", None, "staff", 4, 3,
             "Aštuonios supervizijos per metus, poilsio diena po sunkaus atvejo", RUTA, date(2026, 12, 31), None,
             date(2026, 2, 9)),
            ("R-11", "psychosocial", "Globėjas pervargsta ir atsisako globos", "globos", "users", 3, 5,
             "Laikinas atokvėpis, savitarpio paramos grupė", LINA, date(2026, 12, 15), None, date(2026, 2, 9)),
            ("R-12", "infection", "Virusas krizių centro bendroje virtuvėje", "kriziu", "both", 3, 2,
             "Indai plaunami aukštoje temperatūroje, kambarys sergančiai šeimai", DAIVA, None, date(2025, 12, 8),
             date(2026, 2, 9)),
            ("R-13", "building", "Tualete Raistėnuose nėra turėklo", "dienos", "users", 2, 3, "Įrengti turėklą", RIMAS,
             date(2026, 8, 31), None, date(2026, 2, 9)),
            ("R-14", "medication", "Vaikas pasiima svetimus vaistus", "kriziu", "users", 1, 5,
             "Kiekviena šeima turi rakinamą spintelę", DAIVA, None, date(2025, 3, 27), date(2026, 2, 9)),
        )
    },
)  # fmt: skip

_PARTNERS: list[list[Cell]] = [
    ["Partneris", "Rūšis", "Paslauga", "Sutarties data", "Galioja iki", "Kontaktas", "Atsakingas", "Tęstinumas",
     "Įtrauktis", "Įtraukta gavėjų", "Paskutinis vertinimas", "Kuo matuojama", "Rezultatas", "Nauda gavėjams",
     "Nauda mums", "Sprendimas", "Pastabos"],
    ["Vėjupės pagrindinė mokykla", "mokykla", DAY, date(2023, 10, 2), date(2026, 10, 1), "socialinė pedagogė",
     MINDAUGAS, "Bendri susitikimai dėl vaiko kas pusmetį", "Šeimos diena mokyklos kieme", None, date(2026, 6, 2),
     "Reguliariai pamokas lankantys dienos centro vaikai", "31 vaikas", "Vaikas nekartoja savo istorijos dukart",
     None, "tęsti", "Sutartį pratęsti iki spalio"],
    ["Bendruomenė „Paupys“", "NVO", DAY, date(2024, 9, 16), date(2027, 9, 15), "pirmininkas", MINDAUGAS,
     "Savanorė ateina ir per atostogas", "Dirbtuvės, vasaros stovykla", 23, date(2025, 12, 4),
     "Vaikai stovyklose ir nuolatiniuose būreliuose", "Stovyklose – 23 vaikai, nuolatinį būrelį rado 11",
     "Draugai už dienos centro ribų", "Trys nauji savanoriai", "tęsti", None],
    ["Rajono policijos komisariatas", "Valstybės institucija", CRISIS, date(2022, 5, 9), None, "bendruomenės pareigūnė",
     DAIVA, "Atvykimas pagal pagalbos mygtuko iškvietimą, mokymai", None, None, "pernai rudenį", None, None, None,
     None, None, "Vertinome per tarpinstitucinį pasitarimą"],
    ["Specializuotos kompleksinės pagalbos centras", "NVO", CRISIS, date(2023, 7, 3), date(2026, 7, 2), "vadovė", DAIVA,
     "Teisinė ir psichologinė pagalba išvykus", "Moterų grupė mieste", 9, date(2025, 11, 20),
     "Moterys, gavusios pagalbą išvykusios", "9 iš 14", "Pagalba nenutrūksta išvykus", None, "keisti",
     "Susitarti dėl pagalbos ir savaitgaliais"],
    ["Pirminės sveikatos priežiūros centras", "sveikatos priežiūra", "visos", date(2021, 11, 8), None,
     "vyriausioji gydytoja", GINTARE, "Vaikų psichiatro konsultacija per 10 dienų", None, None, None, None, None, None,
     None, None, "Neįvertinta, susitikti rugsėjį"],
    ["Globėjų klubas „Lizdas“", "NVO", CARERS, date(2024, 3, 4), date(2027, 3, 3), "koordinatorė", LINA,
     "Savitarpio parama, laikinas atokvėpis", "Klubo išvykos su kitomis šeimomis", "apie dešimt", date(2026, 6, 3),
     "Atokvėpiu pasinaudojusios šeimos", "6 šeimos 2025 m.", "Globėjai pailsi", "Trumpesnė budinčiųjų eilė", "tęsti",
     None],
    ["Bendruomeniniai šeimos namai", "NVO", FAMILIES, date(2024, 1, 15), date(2027, 1, 14), "direktorė", VYTAUTAS,
     "Tėvystės grupės, mediacija, vaikų priežiūra susitikimų metu", "Šeimų popietės", 17, date(2026, 6, 3),
     "Tėvystės grupes baigę tėvai", "17", "Tėvai susipažįsta su kitais tėvais", None, "tęsti", None],
]  # fmt: skip

PARTNERS = Table(
    "05 Partnerystė/Partnerių sąrašas 2026.xlsx",
    date(2026, 6, 5),
    "Partnerių sąrašas 2026",
    EGLE,
    {"Partneriai": _PARTNERS},
)

FILES: list[Item] = [INCIDENTS_2025, INCIDENTS, RISKS, PARTNERS]
