"""Hold the papers on partners and continuous improvement of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date, datetime

from lithuania_items import AURELIJA, EGLE, LINA, RUTA, VYTAUTAS, Item, Mail, Text, act, minutes

AGREEMENT = Text(
    "05 Partnerystė/Bendradarbiavimo sutartis su Paupio bendruomene.pdf",
    date(2024, 9, 16),
    "Bendradarbiavimo sutartis",
    RUTA,
    """
= BENDRADARBIAVIMO SUTARTIS
= 2024 m. rugsėjo 16 d. Nr. BS-12
= Vėjupė
Vėjupės šeimos ir vaiko gerovės centras, atstovaujamas direktorės Rūtos Girdvainienės, ir asociacija – bendruomenė „Paupys“, atstovaujama pirmininko, sudarė šią sutartį.
# 1. Sutarties dalykas
1.1. Šalys bendradarbiauja, kad Centro dienos centrus lankantys vaikai ir jų šeimos dalyvautų bendruomenės gyvenime.
1.2. Bendruomenė antradieniais ir ketvirtadieniais nemokamai suteikia dirbtuves ir savanorį, mokantį dirbti medžiu.
1.3. Centras atlydi vaikus, rūpinasi jų sauga ir supažindina savanorius su vaiko teisėmis bei konfidencialumo taisyklėmis.
<psl>
# 2. Vertinimas
2.1. Kartą per metus šalys kartu įvertina, kiek vaikų dalyvavo, kiek jų bendruomenėje lankosi be Centro pagalbos ir ką keisti.
# 3. Baigiamosios nuostatos
3.1. Sutartis galioja trejus metus ir pratęsiama rašytiniu susitarimu.
3.2. Šalis gali nutraukti sutartį, įspėjusi prieš 30 kalendorinių dienų.
""",
)

INTERAGENCY = Text(
    "05 Partnerystė/Tarpinstitucinis pasitarimas 2025-11-20.docx",
    date(2025, 11, 21),
    "",
    VYTAUTAS,
    minutes(
        "TP-6",
        date(2025, 11, 20),
        "Tarpinstitucinio pasitarimo dėl pagalbos šeimai koordinavimo",
        "Pasitarimo pirmininkas – Vytautas Jurgelis, sekretorė – Aurelija Medeikienė.",
    )
    + """
Dalyvavo Centro, savivaldybės administracijos, vaiko teisių apsaugos skyriaus, mokyklos, policijos ir bendruomeninių šeimos namų atstovai.
# 1. Vienas planas
SVARSTYTA. Dvylikoje šeimų vienu metu vykdomi du ar trys skirtingi planai. Tėvai nežino, kurio laikytis.
NUTARTA. Nuo 2026 m. sausio šeima turi vieną planą, kurį koordinuoja atvejo vadybininkas. Kiti specialistai prie jo prisideda.
# 2. Pareigų pasidalijimas
SVARSTYTA. Kas lanko šeimą, kai socialinė darbuotoja atostogauja.
NUTARTA. Pavaduojantis darbuotojas įrašomas į planą, mokykla ir policija apie jį informuojamos.
# 3. Ankstyvoji pagalba
Mokyklos specialistai primena: vaiko gerovės komisija apie lankomumo sunkumus praneša per penkias dienas, o ne pusmečio gale.
""",
)

VISIT = Text(
    "05 Partnerystė/Notat fra besøket i Vėjupė mai 2025.docx",
    date(2025, 5, 28),
    "Notat fra besøket i Vėjupė, 20.–21. mai 2025",
    "Solveig Rønneberg",
    """
Vi var fire ansatte fra Skarvøy familiesenter og besøkte Vėjupė familie- og barnevernssenter. Besøket var et ledd i samarbeidet vårt om barns medvirkning.
# Det vi la merke til
- Barna leder morgensamlingen selv. De voksne sitter i ringen, ikke foran.
- Alle familier i krisesenteret får et kort med to telefonnumre når de flytter ut.
- Klageordningen er forklart med bilder, men postkassa henger for høyt for de minste.
# Det vi tok med hjem
Vi prøver kortet med to kontaktpersoner fra august.
# Det vi delte
Vi viste hvordan vi måler om barn opplever at planen er deres egen. Kollegene våre vil bruke tre av spørsmålene.
""",
)

THANKS = Mail(
    "05 Partnerystė/FW_ Ačiū už vizitą.eml",
    datetime(2025, 6, 2, 10, 5),
    "Eglė Stanaitytė <egle@vejupescentras.example>",
    "kokybe@vejupescentras.example",
    "FW: Ačiū už vizitą ir palyginimo lentelė",
    """
Sveiki,

kolegos iš Norvegijos atsiuntė savo vizito užrašus (norvegiškai, padėjau į partnerystės aplanką) ir mūsų bendrą palyginimo lentelę. Lentelė pridėta.

Didžiausias skirtumas – kiek vaikų sako, kad planas yra jų pačių: pas juos 81 proc., pas mus 64 proc. Siūlau nuo rugsėjo prieš plano susitikimą vaikui duoti tuščią lapą „Mano mintys“ ir po metų palyginti iš naujo.

Eglė
""",
    (
        "palyginimas 2025.pdf",
        Text(
            "palyginimas 2025.pdf",
            date(2025, 5, 30),
            "Palyginimas su Skarvøy šeimos centru, 2025 m. gegužė",
            EGLE,
            """
| Matavimo rodiklis | Vėjupė | Skarvøy | Ką perimame |
| Vaikai, sakantys, kad planas yra jų pačių | 64 proc. | 81 proc. | Lapas „Mano mintys“ prieš plano susitikimą |
| Šeimos, su kuriomis susisiekta per tris mėnesius | 69 proc. | 70 proc. | – |
| Žino, kaip pateikti skundą | 58 proc. | 77 proc. | Klausimas kiekvieno susirinkimo pabaigoje |
| Supervizijos darbuotojui per metus | 6 | 10 | Aštuonios supervizijos nuo 2026 m. |
""",
        ),
    ),
)

COMPARISON = Text(
    "Kokybės komanda/Palyginimo vizitas 2025 gegužė.docx",
    date(2025, 6, 9),
    "Palyginimo su kitu paslaugų teikėju aprašymas, 2025 m. gegužės 20–21 d.",
    EGLE,
    """
# Ką lyginome
Su Skarvøy šeimos centru (Norvegija) lyginome vaikų dalyvavimą sudarant planą, skundų žinomumą, tęstinumą po išvykimo ir supervizijas.
# Skirtumai
Pas mus geriau: vaikai patys veda ryto ratą. Pas kolegas geriau: planas vaikui suprantamas, nes jis pats užpildo pirmąjį lapą.
# Ką pritaikėme
- Nuo rugsėjo visuose dienos centruose naudojamas lapas „Mano mintys“.
- Kiekvieno tėvų susirinkimo pabaigoje primenama, kaip pateikti skundą.
# Poveikis
2025 m. lapkritį planą savu laikė 78 proc. vaikų (gegužę – 64 proc.).
""",
)

PROCEDURE = Text(
    "Kokybės komanda/Nuolatinio gerinimo tvarkos aprašas.docx",
    date(2025, 6, 30),
    "",
    EGLE,
    act("V-74", date(2025, 6, 30), "Nuolatinio gerinimo ir mokymosi tvarkos aprašas")
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Aprašas nustato, kaip iš skundų, neatitikčių, apklausų, auditų ir siūlymų mokomasi ir kaip tikrinama, ar pakeitimas padėjo.
# II SKYRIUS GERINIMO CIKLAS
2. Planuojama: kokybės komanda kartu su padaliniu išsiaiškina priežastį ir susitaria dėl priemonės.
3. Atliekama: paskiriamas atsakingas asmuo ir terminas, priemonė įrašoma į gerinimo priemonių žurnalą.
4. Tikrinama: po trijų mėnesių pasižiūrima, ar poveikis matomas skaičiais arba žmonių atsiliepimuose.
5. Įtvirtinama: kas pasiteisino, perkeliama į tvarkos aprašus ir naujų darbuotojų mokymą.
# III SKYRIUS VIDAUS AUDITAS
6. Vidaus auditas vyksta kasmet rugsėjį. Auditorius netikrina savo padalinio.
# IV SKYRIUS BAIGIAMOSIOS NUOSTATOS
7. Vadovai ir darbuotojai žurnalą peržiūri kas mėnesį. Aprašas peržiūrimas 2027 m. birželį.
""",
)

AUDIT = Text(
    "Kokybės komanda/Vidaus audito ataskaita 2025-09.docx",
    date(2025, 9, 30),
    "Vidaus audito ataskaita, 2025 m. rugsėjo 22–24 d.",
    AURELIJA,
    """
Auditorės: Aurelija Medeikienė, Gintarė Pocevičiūtė. Kalbėta su 12 darbuotojų, 9 vaikais, 6 tėvais bei globėjais, peržiūrėta 16 nuasmenintų bylų.
# 1. Kas veikia gerai
Darbuotojai nedvejodami parodė, kur rasti gerinimo priemonių žurnalą, ir pateikė savo įrašų pavyzdžių. Ryto ratą dienos centre veda vaikai.
# 2. Pagrindiniai procesai
Teikiant visas paslaugas, priėmimas ir poreikių vertinimas vyksta pagal aprašą. Iš 16 planų 14 peržiūrėti laiku. Dviejuose Krizių centro planuose nėra tolesnės pagalbos dalies.
# 3. Pastabos
| Nr. | Pastaba | Rodiklis | Terminas |
| 1 | Įgalinimo koncepcija neparengta, darbuotojai sąvoką supranta skirtingai | 44 | 2026-06-30 |
| 2 | Gerinimo žurnalas pildomas tik prieš komandos posėdį | 73 | 2025-12-31 |
| 3 | Savanoriai nežino etikos kodekso | 31 | 2026-03-31 |
# 4. Išvada
Centras pasirengęs teikti pažangos ataskaitą. Iki išorės audito būtina parengti įgalinimo koncepciją ir partnerystės rezultatų vertinimą.
""",
    earlier=(("Iš 16 planų 14 peržiūrėti laiku.", "Iš 15 planų 13 peržiūrėti laiku."),),
)

PROGRESS = Text(
    "Kokybės komanda/Pažangos ataskaita EQUASS 2025.docx",
    date(2025, 11, 14),
    "Metinė pažangos ataskaita, 24 mėnesiai po sertifikavimo",
    EGLE,
    """
Įstaiga: Vėjupės šeimos ir vaiko gerovės centras. Laikotarpis: 2024 m. lapkritis – 2025 m. spalis.
# 3 kriterijus. Ilgalaikiai kokybės tikslai
Tikslai atnaujinti ir susieti su metiniu planu. Poveikis: iš 11 uždavinių 2024 m. įvykdyti aštuoni.
# 17 kriterijus. Skundai
Skundo forma perrašyta lengvai suprantama kalba. Poveikis: birželio susitikimuose su tėvais ir globėjais 71 proc. dalyvių žinojo, kaip pateikti skundą (2024 m. apklausoje – 58 proc.).
# 35 kriterijus. Dalyvavimas sudarant savo planą
Įvestas lapas „Mano mintys“. Poveikis bus matuojamas lapkritį.
# 50 kriterijus. Palyginimas
Lyginomės su vienu užsienio paslaugų teikėju, perėmėme du sprendimus.
""",
)

TEAM_MEETING = Text(
    "Kokybės komanda/kokybes komandos posedis 2026-04-15.md",
    date(2026, 4, 15),
    "Kokybės komandos posėdis 2026 m. balandžio 15 d.",
    EGLE,
    """
Dalyvavo: Eglė, Aurelija, Gintarė, Mindaugas, tarybos narė.
# Kas vėluoja
- Įgalinimo koncepcija: juodraštis bus birželį, su vaikų taryba aptarsime rugsėjį.
- Partnerystės rezultatai: turime partnerių sąrašą, bet nėra nė vieno matavimo rodiklio.
- Samdymo tvarka: peržiūros terminas praėjo balandžio 2 d.
# Darbai
- Aurelija: savanorių susipažinimas su etikos kodeksu iki gegužės 15 d.
- Mindaugas: nuotaikos lentos įvertinimas su vaikais iki birželio 12 d.
- Eglė: įsivertinimas birželio 15–19 d.
""",
)

NEEDS = Text(
    "Kokybės komanda/būsimi poreikiai – užrašai.docx",
    date(2024, 12, 3),
    "Būsimi poreikiai: užrašai po pokalbių su partneriais",
    LINA,
    """
Savivaldybės duomenimis, gimstamumas mažėja, bet dėl smurto artimoje aplinkoje pagalbos prašo vis daugiau šeimų. Mokykla prašo pagalbos paaugliams, nenorintiems eiti į pamokas.
Globėjai sensta: devynių šeimų globėjams per ketverius metus sueis septyniasdešimt. Reikia atokvėpio ir jaunų budinčių globotojų.
Tėvai, dirbantys užsienyje, klausia nuotolinių konsultacijų vakarais.
""",
)

NAMELESS = Text(
    "Įvairūs/Naujas dokumentas (3).txt",
    date(2026, 2, 4),
    "",
    EGLE,
    """
paskambinti dėl kėdžių
Raistėnuose lemputė koridoriuje
pasiteirauti mokyklos ar laisva salė gegužės 15
tarybos narei padėkoti už atranką!!!
""",
)

FILES: list[Item] = [
    AGREEMENT,
    INTERAGENCY,
    VISIT,
    THANKS,
    COMPARISON,
    PROCEDURE,
    AUDIT,
    PROGRESS,
    TEAM_MEETING,
    NEEDS,
    NAMELESS,
]
