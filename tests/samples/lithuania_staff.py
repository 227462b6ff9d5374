"""Hold the papers on staff of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lithuania_items import (
    AURELIJA,
    DAIVA,
    EGLE,
    RUTA,
    SNIEGUOLE,
    Cell,
    Item,
    Mail,
    Table,
    Text,
    act,
    minutes,
    working,
)

RECRUITMENT = Text(
    "02 Personalas/Darbuotojų samdymo ir išsaugojimo tvarka.docx",
    date(2024, 4, 2),
    "",
    RUTA,
    act("V-21", date(2024, 4, 2), "Darbuotojų samdymo ir išsaugojimo tvarkos aprašas")
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Aprašas nustato, kaip Centre planuojamas darbuotojų poreikis, vykdoma atranka, priimamas naujas darbuotojas ir kuo rūpinamasi, kad žmonės liktų dirbti.
2. Atrankoje vertinama kompetencija ir vertybinės nuostatos. Draudžiama klausti apie šeiminę padėtį, tikėjimą, sveikatą, jei to nereikalauja teisės aktai.
# II SKYRIUS ATRANKA
3. Skelbime nurodomi kvalifikacijos reikalavimai, darbo užmokesčio ribos ir Centro vertybės.
4. Atrankos komisijoje dalyvauja padalinio vadovas, specialistas ir, kai įmanoma, Paslaugų gavėjų tarybos narys.
5. Prieš priimant į darbą su vaikais, teisės aktų nustatyta tvarka patikrinama, ar asmuo nėra teistas už nusikaltimus, dėl kurių dirbti su vaikais draudžiama.
# III SKYRIUS PIRMIEJI MĖNESIAI
6. Naujam darbuotojui skiriamas mentorius. Pirmąją savaitę aptariamos paslaugų gavėjų teisės, etikos kodeksas, smurto prevencija, asmens duomenų apsauga ir darbų sauga.
7. Po vieno ir po trijų mėnesių vyksta pokalbis pagal adaptacijos planą.
# IV SKYRIUS KAD LIKTŲ DIRBTI
8. Kiekvienam specialistui užtikrinamos ne mažiau kaip šešios supervizijos per metus.
9. Už gerą darbą padėkojama viešai, galima naudotis lanksčiu grafiku, po sunkaus atvejo suteikiama poilsio diena.
10. Su išeinančiu darbuotoju kalbasi ne jo tiesioginis vadovas.
# V SKYRIUS BAIGIAMOSIOS NUOSTATOS
11. Matavimo rodikliai: darbuotojų kaita (siekiama mažiau kaip 12 proc.), laikas nuo skelbimo iki priėmimo, išėjimo priežastys.
12. Aprašas peržiūrimas kas dvejus metus.
""",
)

TRAINING = Table(
    "02 Personalas/Mokymų registras 2024-2026.xlsx",
    date(2026, 5, 29),
    "Darbuotojų mokymų registras 2024–2026",
    SNIEGUOLE,
    {
        "Registras": [
            ["Data", "Mokymai", "Kas vedė", "Valandos (akad.)", "Dalyvių", "Planuota", "Ką pritaikėme"],
            [
                date(2024, 2, 20),
                "Motyvuojantis pokalbis su tėvais",
                "Lektorė iš kolegijos",
                16,
                9,
                "taip",
                "Klausimai plano susitikimui",
            ],
            [
                date(2024, 5, 14),
                "Pirmoji pagalba",
                "Gydytoja",
                6,
                24,
                "taip",
                "Vaistinėlės abiejuose pastatuose",
            ],
            [
                date(2024, 9, 26),
                "Darbas su traumą patyrusiu vaiku",
                "Psichoterapeutė",
                16,
                11,
                "taip",
                "Ramybės kampelio taisyklės",
            ],
            [
                date(2025, 2, 12),
                "Smurto artimoje aplinkoje atpažinimas",
                "Specializuotos kompleksinės pagalbos centras",
                8,
                27,
                "taip",
                "Rizikos klausimynas Krizių centre",
            ],
            [
                date(2025, 3, 27),
                "Pozityvi tėvystė: grupės vedimas",
                "Lektorė",
                24,
                4,
                "taip",
                "Dvi tėvų grupės rudenį",
            ],
            [
                date(2025, 6, 4),
                "Lengvai suprantama kalba",
                "Savanorė redaktorė",
                4,
                12,
                "ne",
                "Perrašyta skundo forma",
            ],
            [
                date(2025, 9, 18),
                "Įgalinimas: kaip atsitraukti laiku",
                "Eglė Stanaitytė, Gintarė Pocevičiūtė",
                6,
                28,
                "taip",
                "Vaikai veda ryto ratą",
            ],
            [
                date(2025, 11, 6),
                "Asmens duomenų apsauga kasdienybėje",
                "Duomenų apsaugos pareigūnas",
                3,
                30,
                "taip",
                "Segtuvų žymėjimas kodais",
            ],
            [
                date(2026, 2, 17),
                "Smurto prevencija: pranešimas tą pačią dieną",
                "Gintarė Pocevičiūtė",
                4,
                29,
                "taip",
                "Atmintinė prie telefono",
            ],
            [date(2026, 4, 23), "Agresyvaus elgesio deeskalacija", "Lektorius", 8, 18, "taip", "–"],
        ],
        "Rezultatai 2024": [
            ["Matavimo rodiklis", "2024 m. rezultatas", "Siekta"],
            ["Mokymosi valandos vienam darbuotojui", 18.4, 16],
            ["Įvykdyta plano dalis", "86 proc.", "90 proc."],
            ["Po 3 mėn. darbe pritaikė tai, ko išmoko", "61 proc.", "60 proc."],
        ],
        "Rezultatai 2025": [
            ["Matavimo rodiklis", "2025 m. rezultatas", "Siekta"],
            ["Mokymosi valandos vienam darbuotojui", 23.1, 18],
            ["Įvykdyta plano dalis", "94 proc.", "90 proc."],
            ["Po 3 mėn. darbe pritaikė tai, ko išmoko", "73 proc.", "65 proc."],
            ["Metinis pokalbis įvyko", "29 iš 31", "31 iš 31"],
        ],
    },
)

DEVELOPMENT = Text(
    "02 Personalas/Kompetencijos tobulinimo planas 2026.docx",
    date(2026, 1, 19),
    "",
    RUTA,
    act("V-6", date(2026, 1, 19), "Darbuotojų profesinės kompetencijos tobulinimo 2026 metų planas")
    + """
# I SKYRIUS POREIKIAI
1. Poreikiai nustatyti per 29 metinius pokalbius, iš skundų analizės ir vidaus audito pastabų. Dažniausiai minėta: darbas su paaugliais, agresyvus elgesys, pagalba globėjams krizės metu.
# II SKYRIUS PRIEMONĖS
| Kam | Tema | Valandos | Lėšos, Eur | Terminas | Laukiamas poveikis |
| Visiems darbuotojams | Smurto prevencija | 4 | 0 | vasaris | Visi žino, kam pranešti |
| Dienos centrai, Krizių centras | Agresyvaus elgesio deeskalacija | 8 | 1 600 | balandis | Mažiau neatitikčių dėl konfliktų |
| Globos centras | Pagalba globėjui netekties metu | 16 | 1 900 | spalis | Globėjai rečiau atsisako globos |
| Socialinė priežiūra šeimoms | Tikslų formulavimas kartu su šeima | 8 | 900 | birželis | Daugiau tikslų šeimos žodžiais |
| Visos komandos | Supervizijos, po 8 per metus | 16 | 5 400 | kas mėnesį | Darbuotojai lieka dirbti |
# III SKYRIUS VERTINIMAS
2. Padalinio vadovas su kiekvienu darbuotoju planą aptaria balandį ir spalį. Po mokymų praėjus trims mėnesiams klausiama, kas pritaikyta darbe.
""",
)

UNITS = (
    *["Vaikų dienos centras"] * 8,
    *["Krizių centras"] * 9,
    *["Globos centras"] * 4,
    *["Socialinė priežiūra šeimoms"] * 6,
    *["Administracija"] * 4,
)
NEEDS = (
    "darbas su paaugliais", "agresyvus elgesys", "lengvai suprantama kalba", "rizikos vertinimas", "netektis",
    "tikslų formulavimas", "grupės vedimas", "priklausomybės šeimoje", "dokumentų valdymas",
)  # fmt: skip
ON_LEAVE = (13, 24)


def _talks() -> list[list[Cell]]:
    """Return a row for each member of staff: two were on leave, and all others had their talk in March or April."""
    rows: list[list[Cell]] = []
    for n, unit in enumerate(UNITS, 1):
        if n in ON_LEAVE:
            rows.append([f"D-{n:02}", unit, None, "ne", None, "vaiko priežiūros atostogos"])
        else:
            day = date(2025, 3, 4) + timedelta(days=7 * (n // 5) + n % 3)
            rows.append(
                [f"D-{n:02}", unit, str(working(day)), "taip", 3.5 + n * 7 % 4 / 2, NEEDS[n * 5 % len(NEEDS)]]
            )
    return rows


TALKS = Table(
    "02 Personalas/metiniai_pokalbiai_2025.csv",
    date(2025, 12, 5),
    "Metiniai pokalbiai 2025",
    SNIEGUOLE,
    {
        "Pokalbiai": [
            [
                "Kodas",
                "Padalinys",
                "Pokalbio data",
                "Planas aptartas",
                "Įvertinta pažanga (1–5)",
                "Pagrindinis mokymosi poreikis",
            ],
            *_talks(),
        ]
    },
)

JOBS = Text(
    "02 Personalas/Pareigybių aprašymai 2025.pdf",
    date(2025, 4, 14),
    "Pareigybių aprašymai",
    RUTA,
    act("V-52", date(2025, 4, 14), "Pareigybių aprašymai")
    + """
# 1. Socialinis darbuotojas (Vaikų dienos centras)
Paskirtis: kartu su vaiku ir šeima kurti saugią, prasmingą dieną ir ugdyti vaiko socialinius įgūdžius.
Funkcijos: vertina vaiko poreikius, kartu su vaiku rengia individualų planą, veda užsiėmimus, palaiko ryšį su tėvais ir mokykla.
Reikalavimai: aukštasis socialinio darbo išsilavinimas, gebėjimas išklausyti vaiką, žinios apie smurto požymius.
Atsakomybė: apie įtariamą smurtą praneša tą pačią dieną.
<psl>
# 2. Globos koordinatorius (Globos centras)
Paskirtis: padėti globėjui (rūpintojui), budinčiam globotojui ar įtėviams užtikrinti vaiko gerovę.
Funkcijos: konsultuoja, organizuoja psichosocialinę pagalbą ir savitarpio paramos grupes, rengia pagalbos planą, tarpininkauja tarp šeimos ir institucijų.
Reikalavimai: aukštasis socialinio darbo ar psichologijos išsilavinimas, Valstybės vaiko teisių apsaugos ir įvaikinimo tarnybos atestacija (GIMK programa), vairuotojo pažymėjimas.
# 3. Individualios priežiūros darbuotojas (Krizių centras)
Paskirtis: užtikrinti saugią kasdienybę moterims ir vaikams, kuriems teikiama intensyvi krizių įveikimo pagalba.
Funkcijos: budi pamainomis, padeda tvarkytis buityje, lydi į įstaigas, pildo budėjimo žurnalą.
<psl>
# 4. Pažyma apie susipažinimą, 2025 m. gegužės 5 d.
Visi 31 darbuotojas su savo pareigybės aprašymu susipažino pasirašytinai iki 2025 m. balandžio 30 d. ir pokalbyje su vadovu aptarė, kurios funkcijos pasikeitė.
""",
)

JOB_REVIEW = Text(
    "02 Personalas/Pareigybių aprašymų peržiūra 2025-11-26.docx",
    date(2025, 11, 26),
    "",
    SNIEGUOLE,
    minutes(
        "PP-3",
        date(2025, 11, 26),
        "Pareigybių aprašymų metinės peržiūros pasitarimo",
        "Pasitarimo pirmininkė – Rūta Girdvainienė, sekretorė – Snieguolė Tamulytė.",
    )
    + """
Dalyvavo padalinių vadovai.
SVARSTYTA. Ar kompetencijų reikalavimai ir funkcijos tebeatitinka paslaugų poreikius.
# Išvados
- Į globos koordinatoriaus aprašymą neįrašytas laikino atokvėpio paslaugos organizavimas.
- Individualios priežiūros darbuotojui naktį tenka dirbti vienam: aprašyme turi būti nurodyta, kam jis skambina.
- Socialinio darbuotojo dienos centre pareigybės aprašymo keisti nereikia.
NUTARTA. Pakeistus aprašymus pateikti tvirtinti iki 2026 m. sausio 30 d. Atsakinga Snieguolė Tamulytė.
""",
)

SUPERVISION = Table(
    "02 Personalas/Supervizijų žurnalas 2024-2026.xlsx",
    date(2026, 5, 21),
    "Supervizijų žurnalas (ištrauka)",
    AURELIJA,
    {
        "Žurnalas": [
            ["Data", "Komanda", "Dalyvių", "Trukmė, val.", "Tema (be asmens duomenų)", "Susitarimas"],
            [
                date(2024, 3, 21),
                "Vaikų dienos centras",
                6,
                2,
                "Ribos su tėvais",
                "Žinutės tik darbo valandomis",
            ],
            [
                date(2024, 10, 17),
                "Krizių centras",
                7,
                2,
                "Bejėgiškumas, kai moteris grįžta pas smurtautoją",
                "Pokalbis poroje po budėjimo",
            ],
            [
                date(2025, 1, 23),
                "Globos centras",
                4,
                2,
                "Vaiko grįžimas į biologinę šeimą",
                "Atsisveikinimo ritualas",
            ],
            [
                date(2025, 4, 10),
                "Socialinė priežiūra šeimoms",
                5,
                2,
                "Kai šeima neįsileidžia",
                "Laiškas vietoj trečio skambučio",
            ],
            [
                date(2025, 9, 25),
                "Krizių centras",
                7,
                2,
                "Nuovargis dirbant naktimis",
                "Grafike ne daugiau kaip dvi naktys iš eilės",
            ],
            [
                date(2025, 11, 20),
                "Vaikų dienos centras",
                7,
                2,
                "Lojalumas vaikui ir tėvams",
                "Vaikui iš anksto pasakome, ką pasakysime tėvams",
            ],
            [date(2026, 2, 26), "Globos centras", 4, 2, "Globėjo perdegimas", "Siūlome atokvėpį anksčiau"],
            [
                date(2026, 5, 21),
                "Socialinė priežiūra šeimoms",
                6,
                2,
                "Tikslai šeimos žodžiais",
                "Tikslą užrašo pati šeima",
            ],
        ]
    },
)

SURVEY = Table(
    "02 Personalas/Darbuotojų apklausa 2025.xlsx",
    date(2025, 10, 24),
    "Darbuotojų apklausa 2025 m. spalis",
    EGLE,
    {
        "Rezultatai": [
            ["Teiginys", "Sutinka 2024 m., proc.", "Sutinka 2025 m., proc.", "Siekta, proc."],
            ["Žinau, kaip mano darbas padeda siekti Centro misijos", 86, 93, 85],
            ["Galiu siūlyti pokyčius ir gaunu atsakymą", 64, 71, 75],
            ["Jaučiuosi vertinamas", 70, 82, 80],
            ["Supervizijos man padeda", 77, 88, 80],
            ["Rekomenduočiau Centrą kaip darbovietę", 73, 84, 80],
        ],
        "Kas atsakė": [
            ["Kviesta", "Atsakė", "Dalis", "Laikotarpis", "Būdas"],
            [31, 28, "90 proc.", "2025-10-06 – 2025-10-17", "anoniminė elektroninė anketa"],
        ],
        "Mano indėlis": [
            ["Atsakymai į klausimą „Kaip prisidedu prie misijos?“"],
            ["Paskambinu šeimai, kai vaikas neateina antrą dieną."],
            ["Paklausiu vaiko, kol dar nenusprendžiau už jį."],
            ["Globėjai žino, kad gali man verkti į ragelį."],
            ["Virtuvėje visada kvepia – tai irgi saugumas."],
        ],
    },
)

THANKS = Mail(
    "02 Personalas/FW_ Padėka Krizių centro komandai.eml",
    datetime(2026, 3, 27, 9, 14),
    "Daiva Ražinskienė <daiva@vejupescentras.example>",
    "visi@vejupescentras.example",
    "FW: Padėka Krizių centro komandai",
    """
Labas rytas, kolegos,

persiunčiu laišką, kurį gavome iš moters, sausį išvykusios iš Krizių centro (vardą pašalinau, ji sutiko, kad perskaitytume visi). Pridedu ir padėkų sąrašą: Pasaulinės socialinio darbo dienos proga viešai padėkojome aštuoniems darbuotojams ir trims savanorėms.

„Atėjau su dviem maišais ir vaiku ant rankų. Niekas neklausė, kodėl neišėjau anksčiau. Dabar turiu butą, darbą ir telefono numerį, kuriuo galiu paskambinti. Ačiū, kad budėjote.“

Gražios dienos
Daiva
""",
    (
        "padėkos 2026.csv",
        Table(
            "padėkos 2026.csv",
            date(2026, 3, 27),
            "Padėkos 2026",
            DAIVA,
            {
                "Padėkos": [
                    ["Kam", "Už ką", "Kas padėkojo"],
                    ["individualios priežiūros darbuotoja", "už budėjimą per šventes", "direktorė"],
                    ["socialinis darbuotojas", "už paauglių vakarus", "vaikų taryba"],
                    ["savanorė", "už skaitymo popietes Raistėnuose", "tėvai"],
                ]
            },
        ),
    ),
)

FILES: list[Item] = [
    RECRUITMENT,
    TRAINING,
    DEVELOPMENT,
    TALKS,
    JOBS,
    JOB_REVIEW,
    SUPERVISION,
    SURVEY,
    THANKS,
]
