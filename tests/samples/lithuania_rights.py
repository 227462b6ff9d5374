"""Hold the papers on rights and complaints of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date, datetime

from lithuania_items import EGLE, GINTARE, RUTA, SNIEGUOLE, Item, Mail, Scan, Table, Text, act

FORM = Text(
    "03 Teisės ir skundai/Skundo forma lengvai suprantama kalba.docx",
    date(2025, 6, 16),
    "Noriu pasakyti, kas negerai",
    SNIEGUOLE,
    """
Jei kas nors negerai, galite mums pasakyti. Už tai Jums nieko blogo nebus.
# Kas nutiko?
Galite parašyti arba nupiešti. Galite paprašyti, kad parašytų kas nors kitas.
| Kas nutiko? | |
| Kada? | |
| Kur? | |
| Ko norėtumėte? | |
# Ar norite pasakyti savo vardą?
Nebūtina. Jei vardo nepasakysite, atsakymą rasite skelbimų lentoje.
# Kas bus toliau?
- Per 3 darbo dienas pasakysime, kad formą gavome.
- Per 15 darbo dienų atsakysime.
- Jei atsakymas netiks, padėsime kreiptis kitur.
Formą atiduokite bet kuriam darbuotojui arba įmeskite į geltoną dėžutę.
""",
)

OLD_PROCEDURE = Text(
    "03 Teisės ir skundai/Skundu tvarka 2021 (nebegalioja).rtf",
    date(2021, 10, 4),
    "Prašymų ir skundų nagrinėjimo tvarka",
    RUTA,
    """
> PATVIRTINTA
> direktoriaus 2021 m. spalio 4 d.
> įsakymu Nr. V-66
Tvarka netenka galios patvirtinus naują skundų nagrinėjimo tvarkos aprašą.
# I. BENDROJI DALIS
1. Skundai priimami raštu darbo dienomis nuo 8 iki 15 valandos.
2. Anoniminiai skundai nenagrinėjami.
3. Į skundą atsakoma per 30 kalendorinių dienų.
# II. REGISTRAVIMAS
4. Skundą registruoja administratorė gautų dokumentų žurnale.
""",
)

SESSION = Text(
    "03 Teisės ir skundai/Užsiėmimai Mano teisės 2026 vasaris.docx",
    date(2026, 2, 27),
    "Užsiėmimai „Mano teisės“, 2026 m. vasario 3–26 d.",
    GINTARE,
    """
# Kaip vyko
Keturios grupės dienos centruose (38 vaikai), viena grupė Krizių centre (7 moterys), du globėjų vakarai (22 globėjai) ir pokalbiai namuose su 31 šeima. Teisių chartiją aptarėme dalimis: kiekvieną kartą dvi teisės, pavyzdys iš gyvenimo, vaidmenų žaidimas.
Mažiesiems padėjo paveikslėlių kortelės. Vieną grupę Vėjupėje vedė du keturiolikmečiai iš vaikų tarybos.
# Ką supratome
Po užsiėmimo kiekvieno paprašėme savais žodžiais pasakyti tris teises. Tai padarė 83 iš 98 dalyvių.
- „Galiu pasakyti ne, ir niekas nepyks.“ (vaikas, 9 m.)
- „Mano laiškų niekas neskaito.“ (moteris, Krizių centras)
- „Globėjas irgi turi teisę pavargti.“ (globėjas)
# Ką darbuotojai žino
Tą patį klausimyną užpildė 29 darbuotojai. Bent penkias teises ir jų pavyzdžius iš savo darbo nurodė 27.
# Kas liko neaišku
Keli vaikai maniė, kad apie skundą visada sužino tėvai. Paaiškinome ir pakeitėme plakatą.
""",
)

CHECK = Table(
    "03 Teisės ir skundai/teisiu_zinojimas_2025.csv",
    date(2025, 11, 28),
    "Teisių žinojimas 2025 m. lapkritis",
    GINTARE,
    {
        "Atsakymai": [
            [
                "Paslauga",
                "Klausta",
                "Įvardija 3 teises",
                "Žino, kaip pateikti skundą",
                "Sako, kad jų teisių paisoma",
            ],
            ["Vaikų dienos centras", 36, 30, 28, 34],
            ["Krizių centras", 19, 14, 13, 17],
            ["Globos centras", 21, 20, 17, 20],
            ["Socialinė priežiūra šeimoms", 21, 16, 14, 18],
        ]
    },
)

BOOKLET = Text(
    "03 Teisės ir skundai/Tavo teisės dienos centre (vaikams).pdf",
    date(2026, 1, 26),
    "Tavo teisės dienos centre",
    GINTARE,
    """
Šią knygelę parašėme kartu su vaikų taryba. Ji skirta visiems vaikams, kurie ateina pas mus.
# Tave išklausome
Gali sakyti, ką galvoji. Išklausysime iki galo.
# Tu renkiesi
Gali žaisti, daryti pamokas arba ilsėtis. Gali pasakyti „ne“.
# Čia tau saugu
Niekas negali tavęs mušti, stumdyti ar šaipytis iš tavęs. Jei taip nutiko, pasakyk suaugusiajam, kuriuo pasitiki.
<psl>
# Tavo paslaptys
Ką papasakojai, nekartojame kitiems vaikams. Jei tau gresia pavojus, turime pasakyti žmogui, kuris gali padėti. Apie tai pirmiausia pasakysime tau.
# Tavo planas
Tavo planas parašytas tavo žodžiais. Gali jį pakeisti.
# Kai kas nors negerai
Geltona dėžutė kabo prie durų. Gali parašyti, nupiešti arba paprašyti draugo. Galima nepasirašyti.
Vaikų linijos telefonas – 116 111.
""",
)

ANSWER = Text(
    "03 Teisės ir skundai/Atsakymas S-2025-04 (nuasmeninta).odt",
    date(2025, 7, 14),
    "Atsakymas į skundą S-2025-04",
    RUTA,
    """
Gerbiamas globėjau,
ačiū, kad per kitą globėją perdavėte savo skundą dėl to, kad birželį tris savaites nežinojote, kas pavaduoja Jūsų globos koordinatorę. Labai atsiprašome. Tuo metu, kai pagalbos reikėjo labiausiai, likote vienas.
# Ką nustatėme
Koordinatorė išėjo atostogauti, o pavaduojanti darbuotoja susirgo. Apie tai niekas Jums nepranešė. Tvarka tokio atvejo nenumatė.
# Ką padarėme
- Nuo liepos 1 d. kiekviena globėjų šeima turi kortelę su dviejų kontaktinių asmenų telefonais.
- Globos centro vadovė kiekvieną pirmadienį patikrina, kas ką pavaduoja.
# Jei atsakymas netenkina
Per 20 darbo dienų galite prašyti skundą nagrinėti pakartotinai arba kreiptis į savivaldybės administraciją. Padėsime parašyti.
Direktorė Rūta Girdvainienė
""",
)

SCANNED = Scan(
    "03 Teisės ir skundai/skenuota 2025-09-18.pdf",
    date(2025, 9, 18),
    (
        "Šeimos ir vaiko gerovės centro",
        "Vaikų dienos centro vadovui",
        "",
        "SKUNDAS",
        "2025 m. rugsėjo 18 d., Raistėnai",
        "",
        "Gerbiamas vadove,",
        "rašau dėl savo anūko, kuris po pamokų lanko dienos centrą",
        "Raistėnuose. Jau antrą savaitę jis grįžta alkanas, nes žuvies",
        "nevalgo, o kito patiekalo nepasiūloma. Mažesniems vaikams",
        "darbuotoja duoda duonos su sviestu, o vyresniems sako palaukti",
        "vakarienės.",
        "",
        "Prašau, kad valgiaraštyje būtų bent du pasirinkimai ir kad vaikų",
        "būtų paklausta, ko jie nevalgo. Kitais dalykais esame patenkinti,",
        "anūkas centrą lanko noriai.",
        "",
        "Prašau man atsakyti raštu.",
        "",
        "Pagarbiai",
        "(parašas) močiutė",
        "",
        "",
        "GAUTA 2025-09-19   Reg. Nr. S-2025-05",
    ),
)

QUESTION = Mail(
    "03 Teisės ir skundai/RE_ Kur kreiptis dėl globos pinigų.eml",
    datetime(2025, 11, 4, 15, 42),
    "Snieguolė Tamulytė <skundai@vejupescentras.example>",
    "globeja@pastas.example",
    "RE: Kur kreiptis dėl globos (rūpybos) išmokos tikslinio priedo",
    """
Laba diena,

ačiū, kad parašėte. Dėl globos (rūpybos) išmokos ir jos tikslinio priedo sprendžia savivaldybės administracijos socialinės paramos skyrius, todėl Jūsų laiško neregistruojame kaip skundo dėl mūsų paslaugų, bet padėsime.

Globos koordinatorė rytoj Jums paskambins ir kartu užpildysite prašymą. Jeigu sprendimas netenkintų, jį galima skųsti teisės aktų nustatyta tvarka – parašysime, kam ir iki kada.

Jeigu norėtumėte, kad į savivaldybę kartu eitų Jus palaikantis žmogus, pasakykite, ir mes jį rasime.

Pagarbiai
Snieguolė Tamulytė
administratorė
""",
)

CHARTER_2023 = Text(
    "03 Teisės ir skundai/Paslaugų gavėjų chartija 2023.docx",
    date(2023, 3, 6),
    "",
    EGLE,
    act("V-17", date(2023, 3, 6), "Paslaugų gavėjų chartija")
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Chartija nustato paslaugų gavėjų teises Vėjupės šeimos ir vaiko gerovės centre.
# II SKYRIUS TEISĖS
2. Paslaugų gavėjas turi teisę į pagarbą, kokybiškas paslaugas, informaciją, privatumą ir saugumą.
3. Vaikas turi teisę būti išklausytas.
# III SKYRIUS BAIGIAMOSIOS NUOSTATOS
4. Chartija skelbiama skelbimų lentoje.
Pastaba (E. S.): pakeista 2026 m., žr. naują teisių chartiją.
""",
)

FILES: list[Item] = [
    FORM,
    OLD_PROCEDURE,
    SESSION,
    CHECK,
    BOOKLET,
    ANSWER,
    SCANNED,
    QUESTION,
    CHARTER_2023,
]
