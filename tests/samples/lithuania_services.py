"""Hold the papers of the four services of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lithuania_items import (
    AURELIJA,
    DAIVA,
    LINA,
    MINDAUGAS,
    VYTAUTAS,
    Cell,
    Item,
    Mail,
    Table,
    Text,
    act,
    minutes,
    working,
)

PLAN_DAY = Text(
    "Paslaugos/Vaikų dienos centras/Individualus planas V-17 (nuasmeninta).docx",
    date(2025, 9, 24),
    "Individualus planas V-17",
    MINDAUGAS,
    """
Planas sudarytas 2025 m. rugsėjo 24 d. Dalyvavo vaikas (11 m.), mama, socialinė darbuotoja, klasės vadovė. Ankstesnis planas: 2025 m. kovo 19 d.
# Ką sakau aš
„Noriu, kad manęs nešauktų prie lentos. Noriu mokėti groti gitara. Man ramu, kai žinau, kas bus po pietų.“
# Ką svarbu žinoti
Stipriosios pusės: puikiai piešia, rūpinasi mažesniais. Sunkiau: triukšmas, netikėti pasikeitimai.
# Šeimos situacija
Mama dirba pamainomis, padeda močiutė. Tėvas gyvena užsienyje, skambina sekmadieniais. Būstas šiltas, vaikas turi savo kampą. Mama prašo pagalbos dėl pamokų ruošos.
# Tikslai
| Tikslas (mano žodžiais) | Žingsniai | Kas padeda | Iki kada |
| Pagroti gitara tris dainas | Būrelis bendruomenės namuose antradieniais | savanorė | 2026-02-27 |
| Atsakyti žodžiu prieš visą klasę, kai būsiu pasiruošęs | Susitarimas su mokytoja, repeticija centre | socialinė darbuotoja | 2025-12-19 |
# Peržiūra
2025 m. kovo mėn. tikslas „ateiti be mamos“ pasiektas. Vaikas pats pasirinko, kad peržiūroje dalyvautų močiutė.
""",
)

ATTENDANCE = Table(
    "Paslaugos/Vaikų dienos centras/lankomumas 2025.xlsx",
    date(2026, 1, 8),
    "Vaikų dienos centro lankomumas 2025",
    MINDAUGAS,
    {
        "Mėnesiai": [
            [
                "Mėnuo",
                "Vėjupė, vidutiniškai per dieną",
                "Raistėnai, vidutiniškai per dieną",
                "Praleista be paaiškinimo",
            ],
            *(
                [month, a, b, c]
                for month, a, b, c in (
                    ("sausis", 21.4, 12.1, 9),
                    ("vasaris", 21.9, 12.6, 8),
                    ("kovas", 22.8, 13.0, 5),
                    ("balandis", 23.1, 13.4, 4),
                    ("gegužė", 22.6, 13.1, 4),
                    ("birželis", 23.9, 14.2, 2),
                    ("rugsėjis", 24.2, 14.0, 3),
                    ("spalis", 24.4, 14.3, 3),
                    ("lapkritis", 24.1, 14.1, 2),
                    ("gruodis", 23.5, 13.8, 2),
                )
            ),
        ]
    },
)

FOOD = Table(
    "Paslaugos/Vaikų dienos centras/maitinimo savikontrolė 2026.xlsx",
    date(2026, 5, 29),
    "Maitinimo savikontrolės žurnalas 2026",
    MINDAUGAS,
    {
        "Savikontrolė": [
            [
                "Data",
                "Vieta",
                "Šaldytuvo temperatūra",
                "Maisto temperatūra išduodant",
                "Alergenai pažymėti",
                "Pastaba",
            ],
            [date(2026, 1, 14), "Vėjupė", 3.8, 66, "taip", None],
            [date(2026, 2, 11), "Raistėnai", 6.9, 64, "taip", "per šilta, pakeista tarpinė, kitą dieną 4,1"],
            [date(2026, 3, 18), "Vėjupė", 3.9, 67, "ne", "pakabintas alergenų sąrašas"],
            [date(2026, 4, 15), "Raistėnai", 4.0, 65, "taip", None],
            [date(2026, 5, 27), "Vėjupė", 4.2, 66, "taip", None],
        ]
    },
)

PROCESS = Text(
    "Paslaugos/Krizių centras/Intensyvios krizių įveikimo pagalbos eiga.docx",
    date(2025, 8, 11),
    "",
    DAIVA,
    act("V-81", date(2025, 8, 11), "Intensyvios krizių įveikimo pagalbos pagrindinių procesų aprašas")
    + """
# I SKYRIUS PRIĖMIMAS
1. Moteris su vaikais priimama bet kuriuo paros metu, be siuntimo. Budintis darbuotojas pasirūpina saugumu, maistu, miegu.
2. Per pirmąją parą aptariamos teisės ir pavojai, vaikui – jam suprantamais žodžiais.
# II SKYRIUS POREIKIŲ VERTINIMAS IR PLANAS
3. Per penkias darbo dienas kartu su moterimi įvertinama visa jos gyvenimo situacija: saugumas, sveikata, vaikai, būstas, pinigai, artimieji.
4. Pagalbos planą moteris pasirašo tik tada, kai su juo sutinka.
# III SKYRIUS PAGALBA
5. Atvejį koordinuoja vienas darbuotojas. Komanda kas savaitę aptaria pažangą, moteris dalyvauja, jei nori.
# IV SKYRIUS IŠVYKIMAS IR TOLESNĖ PAGALBA
6. Išvykstant įteikiama kortelė su dviem kontaktais. Darbuotojas paskambina po savaitės, po mėnesio ir po trijų mėnesių.
# V SKYRIUS KONTROLĖ
7. Matavimo rodikliai: gyvenimo Centre trukmė, pas smurtautoją grįžusių moterų dalis, šeimų, su kuriomis susisiekta per tris mėnesius, dalis.
""",
    earlier=(
        (
            "Darbuotojas paskambina po savaitės, po mėnesio ir po trijų mėnesių.",
            "Darbuotojas paskambina po trijų mėnesių.",
        ),
        ("Per penkias darbo dienas", "Per dešimt darbo dienų"),
    ),
)

LEFT = (
    (1, 17, "taip", "taip", "taip", "socialinė priežiūra šeimai"),
    (1, 31, "taip", "taip", "taip", "psichologo konsultacijos vaikui"),
    (2, 14, "taip", "taip", "taip", "teisinė pagalba"),
    (3, 7, "taip", "ne", "ne", "neatsiliepia, išsiųstas laiškas"),
    (4, 4, "taip", "taip", "taip", "dienos centras vaikams"),
    (4, 25, "taip", "taip", "taip", "užimtumo tarnybos konsultacija"),
    (5, 16, "taip", "taip", "taip", "tėvystės grupė"),
    (6, 27, "taip", "taip", "taip", "pagalbos mygtukas"),
    (8, 8, "ne", "ne", "ne", "išvyko į užsienį"),
    (9, 5, "taip", "ne", "taip", "vaiko paruošimas mokyklai"),
    (9, 19, "taip", "taip", "taip", "psichologo konsultacijos"),
    (10, 31, "taip", "taip", "taip", "socialinis būstas"),
    (11, 21, "taip", "taip", "taip", "skolų konsultantas"),
    (12, 12, "taip", "taip", "taip", "socialinė priežiūra šeimai"),
)
CODES = (1, 2, 3, 4, 5, 6, 7, 12, 9, 10, 11, 8, 13, 14)
"""The codes of the families, which do not follow the days they left: K-08 stayed until its flat was ready."""
FOLLOW_UP = Table(
    "Paslaugos/Krizių centras/pagalba išvykus 2025.xlsx",
    date(2026, 4, 3),
    "Tolesnė pagalba išvykus iš Krizių centro 2025",
    DAIVA,
    {
        "Kontaktai": [
            ["Kodas", "Išvyko", "Po savaitės", "Po mėnesio", "Po 3 mėnesių", "Kas pasiūlyta toliau"],
            *(
                [f"K-{n:02}", date(2025, m, d), a, b, c, what]
                for n, (m, d, a, b, c, what) in zip(CODES, LEFT, strict=True)
            ),
        ]
    },
)

PLAN_CRISIS = Text(
    "Paslaugos/Krizių centras/Pagalbos planas K-08 (nuasmeninta).docx",
    date(2025, 8, 20),
    "Pagalbos planas K-08",
    DAIVA,
    """
Planas sudarytas 2025 m. rugpjūčio 20 d. kartu su moterimi ir jos sūnumi (7 m.). Peržiūrėtas 2025 m. rugsėjo 10 d.
# Mano žodžiais
„Noriu, kad sūnus vėl miegotų. Noriu turėti savo raktą.“ Sūnus: „Noriu, kad mama nebijotų telefono.“
# Visapusiškas vertinimas
Saugumas: smurtautojui skirtas apsaugos nuo smurto artimoje aplinkoje orderis. Sveikata: nemiga, moteris užregistruota pas gydytoją. Pinigai: 12 eurų kortelėje, prašymas dėl išmokų pateiktas. Artimieji: sesuo kitame mieste, kalbamasi kasdien.
# Tikslai
| Tikslas | Žingsniai | Kas padeda | Rezultatas 2025-09-10 |
| Saugūs namai | Prašymas dėl socialinio būsto | Daiva Ražinskienė | pateiktas, laukiama |
| Sūnus lanko mokyklą be baimės | Pokalbis su mokykla, lydėjimas | psichologė | pasiekta |
# Peržiūra
Moteris pati vedė susitikimą. Nusprendė, kad policijos pareigūnas plano susitikime nedalyvaus.
""",
)

CARER_SURVEY = Table(
    "Paslaugos/Globos centras/Globėjų apklausa 2025.xlsx",
    date(2025, 12, 8),
    "Globėjų, budinčių globotojų ir įtėvių apklausa 2025",
    LINA,
    {
        "Rezultatai": [
            ["Klausimas", "2024 m., proc.", "2025 m., proc."],
            ["Konsultaciją gaunu per 5 darbo dienas", 81, 91],
            ["Žinau, kas pavaduoja mano koordinatorę", 47, 88],
            ["Turiu laiko sau", 39, 46],
        ],
        "Kas atsakė": [
            ["Kviesta", "Atsakė", "Dalis", "Laikotarpis"],
            [46, 33, "72 proc.", "2025-11-10 – 2025-11-28"],
        ],
        "Atviri atsakymai": [
            ["Kas labiausiai padėjo?"],
            ["Kad paskambino pirmą savaitę, kol dar nemokėjau paklausti."],
            ["Grupė, kurioje galiu pasakyti, kad pykstu."],
            ["Atokvėpio savaitgalis. Pirmą kartą per trejus metus išsimiegojau."],
        ],
    },
)

CARER_GROUP = Text(
    "Paslaugos/Globos centras/Savitarpio paramos grupė - atsiliepimai.rtf",
    date(2025, 12, 16),
    "Globėjų savitarpio paramos grupė: atsiliepimai, 2025 m. ruduo",
    LINA,
    """
Grupė rinkosi aštuonis kartus, nuo 2025 m. spalio 7 d. iki gruodžio 9 d. Dalyvavo 11 globėjų, vedė Lina Šarkauskaitė ir patyrusi globėja.
# Ką išsinešu
- Kad vaiko pyktis – ne prieš mane.
- Kad galiu prašyti atokvėpio, kol dar turiu jėgų.
- Tris žmones, kuriems galiu paskambinti vakare.
# Ko trūko
Dviem dalyviams per toli važiuoti iš kaimo. Siūlo kas antrą susitikimą rengti nuotoliniu būdu.
""",
)

LOCKED = Text(
    "Paslaugos/Globos centras/GIMK išvada G-21.pdf",
    date(2025, 10, 10),
    "Išvada dėl pasirengimo globoti (rūpintis) vaiką",
    LINA,
    """
Išvados turinys prieinamas tik bylą tvarkantiems darbuotojams.
""",
    password="tik-bylai-2025",
)


def _families() -> list[list[Cell]]:
    """Return a row for each of 48 families: 42 plans were looked at again in time, 38 hold the family's own words."""
    progress = ("tikslas pasiektas", "iš dalies pasiektas", "iš dalies pasiektas", "tikslas patikslintas")
    rows: list[list[Cell]] = []
    for n in range(1, 49):
        made = date(2025, 1, 13) + timedelta(days=7 * (n * 5 % 22) + n % 4)
        late = n % 8 == 3
        again = made + timedelta(days=203 if late else 175 + n % 2 * 7)
        told = "perrašyta po skundo S-2025-06" if n == 18 else progress[n * 3 % 4]
        own = "ne" if n % 5 == 3 else "taip"
        rows.append(
            [f"Š-{n:02}", str(working(made)), str(working(again)), "ne" if late else "taip", own, told]
        )
    return rows


PLAN_DATES = Table(
    "Paslaugos/Socialinė priežiūra šeimoms/planu_perziura_2025.csv",
    date(2026, 1, 12),
    "Pagalbos planų peržiūra 2025",
    VYTAUTAS,
    {
        "Planai": [
            [
                "Šeimos kodas",
                "Planas sudarytas",
                "Peržiūrėtas",
                "Laiku",
                "Tikslas šeimos žodžiais",
                "Pažanga",
            ],
            *_families(),
        ]
    },
)

CASE = Text(
    "Paslaugos/Socialinė priežiūra šeimoms/Atvejo aptarimas Š-24 2025-06-05.docx",
    date(2025, 6, 5),
    "",
    VYTAUTAS,
    minutes(
        "AA-9",
        date(2025, 6, 5),
        "Atvejo aptarimo posėdžio",
        "Posėdžio pirmininkė – atvejo vadybininkė, sekretorius – Vytautas Jurgelis.",
    )
    + """
= (nuasmenintas)
Dalyvavo šeima Š-24, socialinė darbuotoja, mokyklos psichologė, bendrosios praktikos slaugytoja.
# 1. Visa situacija
Šeima augina tris vaikus. Tėvas po gydymo nuo priklausomybės dirba, mama ieško darbo. Močiutė padeda savaitgaliais ir dalyvavo posėdyje nuotoliniu būdu. Skolos už būstą sumažėjo perpus.
# 2. Kas ką daro
NUTARTA. Koordinuoja atvejo vadybininkė. Mokyklos psichologė su vyresniuoju sūnumi susitinka kas savaitę, socialinė darbuotoja lanko šeimą antradieniais, slaugytoja primena apie skiepus.
# 3. Šeimos nuomonė
Tėvas: „Pirmą kartą visi sėdi prie vieno stalo ir kalba ta pačia kalba.“
""",
)

ADAPTED = Text(
    "Paslaugos/Vaikų dienos centras/Aplinkos pritaikymas Raistėnuose.docx",
    date(2025, 12, 2),
    "Aplinkos pritaikymas Raistėnų dienos centre, 2025 m.",
    AURELIJA,
    """
# Ką pasakė vaikai
Vaikų taryba apėjo patalpas su fotoaparatu. Netiko: per aukštos kabyklos, aidinti salė, nėra kur pabūti vienam.
# Kas padaryta
- Ramybės kampelis su širma ir ausinėmis.
- Akustinės plokštės salėje.
- Pandusas prie kiemo durų: vežimėliu judantis berniukas įvažiuoja pats.
- Kabyklos dviejuose aukščiuose, lentynos su paveikslėliais.
# Kas liko
Tualete reikia turėklo, darbai numatyti 2026 m. rugpjūtį.
""",
)

PHONE_MAIL = Mail(
    "Paslaugos/Socialinė priežiūra šeimoms/Fwd_ is telefono.eml",
    datetime(2025, 11, 24, 20, 51),
    "Vytautas Jurgelis <vytautas@vejupescentras.example>",
    "kokybe@vejupescentras.example",
    "Fwd: is telefono",
    """
Eglei – vienos mamos atsiliepimas, leido naudoti be vardo. Palieku kaip parašyta.

> Laba diena, rasau is telefono, atleiskit uz raides. Noriu padekoti uz pagalba.
> Kai darbuotoja pirma karta atejo, slepiau vaikus, bijojau, kad atims. Dabar pati
> paskambinu, kai sunku. Plana perrasem taip, kad suprasciau. Sunus lanko dienos centra,
> as baigiau tevystes kursus. Tik noreciau, kad butu autobusas ir vakare.
""",
)

FILES: list[Item] = [
    PHONE_MAIL,
    PLAN_DAY,
    ATTENDANCE,
    FOOD,
    ADAPTED,
    PROCESS,
    FOLLOW_UP,
    PLAN_CRISIS,
    CARER_SURVEY,
    CARER_GROUP,
    LOCKED,
    PLAN_DATES,
    CASE,
]
