"""Hold the papers on staff of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lithuania_items import (
    AURELIJA,
    DAIVA,
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
    DEVELOPMENT,
    TALKS,
    JOBS,
    JOB_REVIEW,
    SUPERVISION,
    THANKS,
]
