"""Hold the papers on ethics, safety and privacy of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date

from lithuania_items import AURELIJA, EGLE, GINTARE, RIMAS, Copy, Item, Scan, Table, Text, act
from lithuania_staff import ON_LEAVE, UNITS

CODE = Text(
    "04 Etika ir sauga/Etikos kodeksas.docx",
    date(2025, 9, 8),
    "",
    AURELIJA,
    act("V-88", date(2025, 9, 8), "Etikos kodeksas")
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Kodeksas papildo Socialinių paslaugų srities darbuotojų etikos kodeksą Centro taisyklėmis. Jo laikosi darbuotojai, praktikantai ir savanoriai.
# II SKYRIUS SANTYKIAI SU PASLAUGŲ GAVĖJAIS
2. Apie žmogų kalbama taip, lyg jis stovėtų šalia.
3. Vaikui nežadama išsaugoti paslapties, kurios išsaugoti negalima. Prieš pranešant kitiems, pirmiausia pasakoma vaikui.
4. Darbuotojas iš paslaugų gavėjo neima ir jam neskolina pinigų, neparduoda ir neperka daiktų.
5. Vaikų nuotraukos daromos tik Centro įrenginiu ir tik gavus sutikimą. Į asmeninius socialinius tinklus jos nekeliamos.
# III SKYRIUS DOVANOS
6. Priimami tik piešiniai, gėlės ir naminiai kepiniai, skirti visai komandai. Kitų dovanų mandagiai atsisakoma ir apie tai pranešama vadovui.
# IV SKYRIUS KAI KYLA ABEJONIŲ
7. Keturi klausimai: ar tai dera su mūsų vertybėmis? Ar teisėta? Ką pasakytų vaikas, jei viską matytų? Ar paklausiau kolegos?
# V SKYRIUS PAŽEIDIMAI
8. Apie pažeidimą pranešama direktorei arba etikos komisijai. Pranešusį asmenį persekioti draudžiama.
9. Etikos komisija pranešimą išnagrinėja per 10 darbo dienų.
# VI SKYRIUS BAIGIAMOSIOS NUOSTATOS
10. Visi darbuotojai kasmet dalyvauja dilemų aptarime. Kodeksas peržiūrimas 2027 m. rugsėjį.
""",
    earlier=(
        (
            "Priimami tik piešiniai, gėlės ir naminiai kepiniai, skirti visai komandai. Kitų dovanų",
            "Priimamos smulkios dovanos, kurių vertė iki 10 eurų. Brangesnių dovanų",
        ),
        ("per 10 darbo dienų", "per 20 darbo dienų"),
    ),
)

SIGNED = Table(
    "04 Etika ir sauga/Susipažinimas su etikos kodeksu 2025.xlsx",
    date(2025, 10, 3),
    "Susipažinimo su etikos kodeksu lapas",
    AURELIJA,
    {
        "Parašai": [
            ["Kodas", "Padalinys", "Susipažino", "Dalyvavo dilemų aptarime"],
            *(
                [f"D-{n:02}", unit, date(2025, 9, 8 + n % 5 + n // 16 * 7), "ne" if n % 7 == 5 else "taip"]
                for n, unit in enumerate(UNITS, 1)
                if n not in ON_LEAVE
            ),
        ]
    },
)

ABUSE = Text(
    "04 Etika ir sauga/Smurto ir piktnaudžiavimo prevencijos procedūros.pdf",
    date(2024, 3, 18),
    "Fizinio ir psichologinio smurto ir finansinio piktnaudžiavimo prevencijos procedūrų aprašas",
    GINTARE,
    act(
        "V-19",
        date(2024, 3, 18),
        "Fizinio ir psichologinio smurto ir finansinio piktnaudžiavimo prevencijos procedūrų aprašas",
    )
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Centre netoleruojamas joks smurtas: fizinis, psichologinis, seksualinis, ekonominis, nepriežiūra.
2. Už prevenciją atsakinga psichologė Gintarė Pocevičiūtė, ją pavaduoja Daiva Ražinskienė.
# II SKYRIUS POŽYMIAI
3. Darbuotojas atkreipia dėmesį į staigius elgesio pokyčius, mėlynes, baimę eiti namo, pinigų ar daiktų dingimą.
<psl>
# III SKYRIUS VEIKSMAI
4. Užtikrinamas saugumas. Žmogus išklausomas, bet netardomas.
5. Tą pačią dieną užpildomas pranešimo lapas ir informuojamas atsakingas asmuo.
6. Įtarus smurtą prieš vaiką, nedelsiant pranešama policijai ir Valstybės vaiko teisių apsaugos ir įvaikinimo tarnybos teritoriniam skyriui.
7. Jeigu įtariamas darbuotojas, jis tą pačią dieną nušalinamas nuo tiesioginio darbo su paslaugų gavėjais.
<psl>
# IV SKYRIUS PINIGAI IR DAIKTAI
8. Paslaugų gavėjo pinigai saugomi tik jo prašymu, ne daugiau kaip 60 eurų. Kiekvieną įrašą pasirašo du asmenys.
9. Darbuotojas neturi teisės naudotis paslaugų gavėjo banko kortele ar elektroninės bankininkystės duomenimis.
# V SKYRIUS BAIGIAMOSIOS NUOSTATOS
10. Kasmet vasarį surengiami mokymai, o kovą atliekama prevencijos apžvalga. Aprašas galioja iki 2026 m. kovo 18 d.
""",
)

QUIZ = Table(
    "04 Etika ir sauga/smurto_prevencija_zinios_2026.csv",
    date(2026, 2, 17),
    "Smurto prevencijos žinių patikra 2026 m. vasaris",
    GINTARE,
    {
        "Atsakymai": [
            ["Klausimas", "Atsakė", "Teisingai", "Teisingai 2025 m."],
            ["Kam pranešate tą pačią dieną?", 29, 29, 24],
            ["Ką pasakote vaikui, prieš pranešdami kitiems?", 29, 27, 19],
            ["Ar galite pasinaudoti žmogaus banko kortele jo prašymu?", 29, 28, 26],
            ["Ką darote, jei įtariate kolegą?", 29, 26, 20],
        ]
    },
)

REVIEW = Text(
    "04 Etika ir sauga/Prevencijos apžvalga 2026-03.docx",
    date(2026, 3, 26),
    "Smurto prevencijos apžvalga 2026 m. kovo 26 d.",
    GINTARE,
    """
# Pranešimai 2025 metais
Užpildyta 11 pranešimo lapų: aštuoni dėl smurto artimoje aplinkoje, du dėl patyčių tarp vaikų, vienas dėl dingusių pinigų. Į vaiko teisių gynėjus kreiptasi penkis kartus, į policiją – keturis.
# Kas pakeista
- Vaikų kambaryje Krizių centre įrengta vieta pokalbiui, kurioje suaugusieji nesėdi už stalo.
- Pinigų apskaitos lapus kas dvi savaites tikrina kito padalinio darbuotojas.
# Mokymai
Vasario 17 d. mokymuose dalyvavo 29 iš 31 darbuotojo, du apmokyti kovą.
# Ko dar trūksta
Aprašo galiojimas baigėsi 2026 m. kovo 18 d. Nauja redakcija rengiama, nes keičiasi pavadavimo tvarka.
""",
)

SAFETY = Text(
    "04 Etika ir sauga/Saugos ir sveikatos priemonių planas 2026.docx",
    date(2026, 2, 9),
    "",
    RIMAS,
    act("V-14", date(2026, 2, 9), "Saugos ir sveikatos užtikrinimo priemonių 2026 metų planas")
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Planas skirtas darbuotojų, vaikų ir kitų paslaugų gavėjų saugai abiejuose pastatuose ir Krizių centre, kurio adresas viešai neskelbiamas.
# II SKYRIUS RIZIKA IR PRIEMONĖS
| Rizika | Kur | Priemonė | Atsakingas | Terminas |
| Smurtautojas ieško šeimos | Krizių centras | Vaizdo telefonspynė, pagalbos mygtukas, policijos kontaktas | Daiva Ražinskienė | įvykdyta |
| Darbas naktį po vieną | Krizių centras | Skambutis budinčiam vadovui kas tris valandas | Daiva Ražinskienė | nuolat |
| Nudegimai virtuvėje | Dienos centrai | Vaikai maistą gamina tik su suaugusiuoju, viryklės apsauga nuo vaikų | Mindaugas Kirvelis | 2026-04-30 |
| Darbuotojas vienas automobilyje su vaiku | Socialinė priežiūra šeimoms | Kelionė registruojama, gaunamas vaiko sutikimas | Vytautas Jurgelis | nuolat |
| Konfliktai grupėje | Dienos centrai | Ramybės kampelis, du suaugusieji grupėje | Mindaugas Kirvelis | 2026-05-29 |
# III SKYRIUS MOKYMAI IR PRATYBOS
2. Evakuacijos pratybos rengiamos spalį, pirmosios pagalbos mokymai – kas dvejus metus.
# IV SKYRIUS BAIGIAMOSIOS NUOSTATOS
3. Planą kartu su darbuotojų atstovu saugai ir sveikatai ir vaikų taryba kas pusmetį peržiūri Rimantas Bartaška.
""",
    earlier=(
        (
            "| Vaizdo telefonspynė, pagalbos mygtukas, policijos kontaktas | Daiva Ražinskienė | įvykdyta |",
            "| Vaizdo telefonspynė | Daiva Ražinskienė | 2026-06-30 |",
        ),
        ("Evakuacijos pratybos rengiamos spalį", "Evakuacijos pratybos rengiamos gegužę ir spalį"),
    ),
)

DRILL = Text(
    "04 Etika ir sauga/evakuacijos pratybos 2025-10-14.txt",
    date(2025, 10, 14),
    "Evakuacijos pratybų aktas, 2025 m. spalio 14 d.",
    RIMAS,
    """
Vieta: Vaikų dienos centras, Šaltinio g. 8, Vėjupė. Dalyvavo 21 vaikas ir 5 darbuotojai.
Signalas 15.20 val. Visi lauke po 2 min. 50 s.
Pastaba: du mažieji pasislėpė ramybės kampelyje. Nuo šiol kampelį patikrina grupėje dirbantis darbuotojas.
Vaikai pasiūlė susirinkimo vietą pažymėti geltonu stulpeliu. Padaryta spalio 17 d.

Raistėnuose pratybos spalio 16 d.: 12 vaikų, 3 darbuotojai, 2 min. 10 s, pastabų nėra.
""",
    encoding="cp1257",
)

PRIVACY = Text(
    "04 Etika ir sauga/Konfidencialumo ir privatumo tvarka.docx",
    date(2025, 5, 26),
    "",
    EGLE,
    act(
        "V-61",
        date(2025, 5, 26),
        "Konfidencialumo, tikslumo, privatumo, orumo ir fizinio neliečiamumo užtikrinimo tvarkos aprašas",
    )
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Renkami tik paslaugai būtini asmens duomenys. Bylos žymimos kodais, o ne pavardėmis.
# II SKYRIUS ĮRAŠŲ TIKSLUMAS
2. Įrašas daromas tą pačią dieną. Faktai atskiriami nuo nuomonės, vaiko žodžiai rašomi kabutėse.
3. Žmogus gali perskaityti, kas apie jį parašyta, ir prašyti ištaisyti.
# III SKYRIUS KAS GALI SUSIPAŽINTI
4. Su byla susipažįsta tik su šeima dirbantys darbuotojai. Kiekvienas susipažinimas su byla registruojamas.
5. Informacija mokyklai ar gydytojui perduodama gavus sutikimą, išskyrus įstatymų nustatytus atvejus.
# IV SKYRIUS KASDIENIS PRIVATUMAS
6. Prieš įeinant į kambarį pasibeldžiama. Vaikas pats pasako, ar nori būti apkabintas.
7. Krizių centro adresas neskelbiamas, telefonu nepatvirtinama, ar žmogus čia gyvena.
# V SKYRIUS PAŽEIDIMAI
8. Apie asmens duomenų saugumo pažeidimą pranešama direktorei nedelsiant, prireikus Valstybinei duomenų apsaugos inspekcijai – per 72 valandas.
# VI SKYRIUS BAIGIAMOSIOS NUOSTATOS
9. Aprašas peržiūrimas kasmet gruodį.
""",
)

PRIVACY_REVIEW = Text(
    "04 Etika ir sauga/Privatumo tvarkos peržiūra 2025-12.html",
    date(2025, 12, 12),
    "Konfidencialumo tvarkos metinė peržiūra",
    EGLE,
    """
2025 m. gruodžio 10 d. kokybės koordinatorė kartu su duomenų apsaugos pareigūnu peržiūrėjo konfidencialumo ir privatumo tvarką.
# Kas tikrinta
- 20 atsitiktinai parinktų bylų: visose naudojami kodai, dviejose nuomonė neatskirta nuo faktų.
- Prieigos teisės: dviem išėjusiems darbuotojams teisės panaikintos tik po savaitės.
- Spinta Raistėnuose: užraktas buvo sugedęs, gruodžio 12 d. pakeistas.
# Išvada
Tvarka tinkama, keisti nereikia. Prieigos teisės panaikinamos paskutinę darbo dieną, tai įrašyta į išeinančio darbuotojo kontrolinį lapą.
# Darbuotojų žinios
Lapkričio 6 d. mokymuose dalyvavo 30 darbuotojų, žinių patikrą išlaikė 28.
""",
)

LEAFLET = Scan(
    "04 Etika ir sauga/IMG_20260312_lankstinukas.jpg",
    date(2026, 3, 12),
    (
        "JEI NAMUOSE NESAUGU",
        "",
        "Vėjupės šeimos ir vaiko gerovės centras",
        "Krizių centras priima visą parą",
        "",
        "Jums nereikia siuntimo.",
        "Galite atvykti su vaikais ir be daiktų.",
        "Mūsų adresas neskelbiamas, Jus atvešime.",
        "",
        "Skambinkite 112, jei gresia pavojus.",
        "",
        "Pas mus rasite:",
        "saugų kambarį ir maistą,",
        "psichologo ir teisinę pagalbą,",
        "žmogų, kuris išklausys.",
        "",
        "Už buvimą pas mus mokėti nereikia.",
    ),
)

FILES: list[Item] = [
    CODE,
    SIGNED,
    ABUSE,
    QUIZ,
    REVIEW,
    SAFETY,
    DRILL,
    Copy("04 Etika ir sauga/evakuacijos pratybos – kopija.txt", DRILL.path),
    PRIVACY,
    PRIVACY_REVIEW,
    LEAFLET,
]
