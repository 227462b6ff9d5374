"""Hold the papers on meetings and participation of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date

from lithuania_items import DAIVA, EGLE, MINDAUGAS, SNIEGUOLE, Item, Text, minutes

LED = "Posėdžio pirmininkė – tarybos pirmininkė, sekretorė – Eglė Stanaitytė."
"""Who leads the council and who takes its minutes."""

STAFF_2025 = Text(
    "Posėdžiai 2025/Darbuotojų susirinkimas 2025-01-22.docx",
    date(2025, 1, 23),
    "",
    SNIEGUOLE,
    minutes(
        "DS-1",
        date(2025, 1, 22),
        "Visuotinio darbuotojų susirinkimo",
        "Susirinkimo pirmininkė – Rūta Girdvainienė, sekretorė – Snieguolė Tamulytė.",
    )
    + """
Dalyvavo 27 iš 29 darbuotojų.
# 1. Mano indėlis į misiją
SVARSTYTA. Kiekvienas vienu sakiniu papasakojo, kaip 2024 metais prisidėjo prie Centro misijos ir kuria vertybe rėmėsi.
- „Neskubinau mamos pasirašyti. Ji pasirašė po savaitės, bet pati.“ (socialinė darbuotoja)
- „Palaukiau, kol vaikas pats pasakys, kas nutiko.“ (individualios priežiūros darbuotoja)
- „Suremontavau tris dviračius, dabar vaikai patys atvažiuoja.“ (ūkio darbuotojas)
# 2. Kokybės tikslai ir 2025 metų planas
SVARSTYTA. Padalinių vadovai pristatė uždavinius. Siūlyta daugiau dėmesio skirti paaugliams.
NUTARTA. Siūlymą perduoti Vaikų dienos centrui.
# 3. Samdymo tvarka ir mentoriai
SVARSTYTA. Priminta, kur rasti darbuotojų samdymo ir išsaugojimo tvarkos aprašą. Trys darbuotojai sutiko būti mentoriais.
""",
)

COUNCIL_FEB = Text(
    "Posėdžiai 2025/PG tarybos posėdis 2025-02-19.docx",
    date(2025, 2, 20),
    "",
    EGLE,
    minutes("PGT-1", date(2025, 2, 19), "Paslaugų gavėjų tarybos posėdžio", LED)
    + """
Dalyvavo 7 tarybos nariai: du Vaikų dienos centrą lankančių vaikų tėvai, vaikų tarybos atstovas (15 m.), Krizių centro paslaugas gavusi moteris, du globėjai, socialinę priežiūrą gaunančios šeimos narys.
# 1. Praėjusių metų siūlymai
SVARSTYTA. Iš 14 pasiūlymų įgyvendinti aštuoni, dėl keturių atsakyta neigiamai ir paaiškinta kodėl, du perkelti.
# 2. Metinis planas
SVARSTYTA. Taryba prašo, kad į 2025 metų planą būtų įrašyta pagalba po išvykimo iš Krizių centro.
NUTARTA. Direktorė siūlymui pritaria, uždavinys plane jau yra.
# 3. Kita
Globėjai siūlo bent kartą per ketvirtį rengti susitikimą be vaikų, kai vaikus prižiūri savanoriai.
""",
)

COUNCIL_OCT = Text(
    "Posėdžiai 2025/PG tarybos posėdis 2025-10-08.docx",
    date(2025, 10, 9),
    "",
    EGLE,
    minutes("PGT-4", date(2025, 10, 8), "Paslaugų gavėjų tarybos posėdžio", LED)
    + """
Dalyvavo 6 tarybos nariai.
# 1. Siūlymai 2026 metų planui
SVARSTYTA. Taryba siūlo laikiną atokvėpį globėjams, paauglių vakarus penktadieniais ir planšetę nuotaikai pažymėti.
NUTARTA. Siūlymus įtraukti į plano projektą, apie sprendimą tarybai pranešti iki gruodžio 15 d.
# 2. Ar mūsų klausoma?
SVARSTYTA. Tarybos nariai 2025 metų dalyvavimą įvertino 4,2 balo iš 5. Geriausiai įvertinti greiti atsakymai, prasčiausiai – sunkiai suprantami protokolai.
NUTARTA. Protokolo santrauką rašyti lengvai suprantama kalba.
# 3. Skundų teikimas
Nariai pasakojo, kad Krizių centre skundą lengviau pasakyti žodžiu negu parašyti. Taryba prašo, kad darbuotojai apie tai primintų.
""",
)

COUNCIL_REPORT = Text(
    "Posėdžiai 2025/Paslaugų gavėjų tarybos ataskaita 2025.pdf",
    date(2026, 1, 21),
    "Paslaugų gavėjų tarybos 2025 metų ataskaita",
    EGLE,
    """
Ataskaitą parašė tarybos pirmininkė, padedama kokybės koordinatorės.
# Mūsų darbas
Įvyko penki posėdžiai. Dalyvavome keturių darbuotojų atrankoje ir vidaus audite. Vaikų taryba rinkosi kas mėnesį.
# Pasiūlymai
| Metai | Pasiūlyta | Įgyvendinta | Atsakyta neigiamai | Laukia |
| 2024 | 14 | 8 | 4 | 2 |
| 2025 | 18 | 12 | 3 | 3 |
<psl>
# Kaip vertiname dalyvavimą
Tarybos nariai dalyvavimą 2025 metais įvertino vidutiniškai 4,2 balo iš 5 (2024 m. – 3,7). Iš 97 apklaustų paslaugų gavėjų 71 proc. sako galintys daryti įtaką paslaugoms.
# Ką keisime
- Protokolų santraukos bus lengvai suprantama kalba.
- Į tarybą kviesime antrą jaunuolį.
- Posėdžių metu vaikus prižiūrės savanorė.
""",
)

COUNCIL_2026 = Text(
    "Posėdžiai 2026/PG tarybos posėdis 2026-03-18.docx",
    date(2026, 3, 19),
    "",
    EGLE,
    minutes("PGT-2", date(2026, 3, 18), "Paslaugų gavėjų tarybos posėdžio", LED)
    + """
Dalyvavo 8 tarybos nariai, tarp jų du jaunuoliai.
# 1. 2025 metų rezultatai
SVARSTYTA. Eglė Stanaitytė pristatė devynis rezultatus, pavaizduotus paveikslėliais. Nariai paprašė paaiškinti, ką reiškia užimtumas.
# 2. Dalyvavimo 2025 metais vertinimas
SVARSTYTA. Taryba mano, kad jos klausomasi. Daugiau įtakos norėtų dėl vasaros veiklų.
NUTARTA. Vasaros veiklas vaikai rinks balandžio 8 d.
# 3. Teisių chartijos projektas
SVARSTYTA. Nariai siūlo pridėti teisę žinoti, kas pavaduoja darbuotoją.
NUTARTA. Pridėti.
""",
)

FAMILIES = Text(
    "Posėdžiai 2026/Susitikimas su artimaisiais 2026-05-13.docx",
    date(2026, 5, 14),
    "",
    DAIVA,
    minutes(
        "AS-2",
        date(2026, 5, 13),
        "Susitikimo su paslaugų gavėjų artimaisiais",
        "Susitikimą vedė Daiva Ražinskienė, protokolavo Snieguolė Tamulytė.",
    )
    + """
Dalyvavo 19 artimųjų ir 4 darbuotojai. Vaikus prižiūrėjo savanorės.
# 1. Etika ir gerovė
SVARSTYTA. Ką šeimai reiškia gerovė. Artimieji mini ramybę, žmogų, kuriam visada galima paskambinti, ir laiką sau.
# 2. Skundų nagrinėjimas
Daiva Ražinskienė parodė formą ir geltoną dėžutę. Pabaigoje 17 iš 19 dalyvių teisingai pasakė, kam ir kaip galima pateikti skundą.
# 3. Smurto prevencija
Priminta, kad apie įtariamą smurtą galima pranešti ir anonimiškai.
""",
)

SLIDES = Text(
    "Posėdžiai 2026/Tėvų susirinkimas 2026-01-29 rezultatai.pptx",
    date(2026, 1, 29),
    "Ką pavyko 2025 metais",
    MINDAUGAS,
    """
# Ką pavyko 2025 metais
Vaikų dienos centras
Tėvų susirinkimas 2026 m. sausio 29 d.
> Pasisveikinti, pasakyti, kad pertraukoje bus arbatos. Vaikus prižiūri savanorės.
<psl>
# Kiek mūsų buvo
49 vaikai Vėjupėje ir Raistėnuose
94 proc. vietų užimta
Nustojo lankyti be paaiškinimo: 2 vaikai (2024 m. – 5)
<psl>
# Kas pasikeitė vaikams
31 vaikas reguliariau lanko pamokas arba ruošia namų darbus
Vaikai rinko 72 proc. savaičių veiklas
Raistėnuose atsirado ramybės kampelis
> Papasakoti, kad kampelį sugalvojo patys vaikai.
<psl>
# Ko dar nepavyko
Paauglių tik devyni
Kaip pateikti skundą, žino 78 proc. vaikų, o turėtų žinoti visi
<psl>
# Ar viskas suprantama?
Prašome užpildyti trumpą anketą apie tai, ar rezultatai buvo aiškūs
Klauskite dabar, raštu arba paskambinę
> Anketas surinkti dar salėje. Pernai pusė liko kišenėse.
""",
)

FILES: list[Item] = [
    STAFF_2025,
    COUNCIL_FEB,
    COUNCIL_OCT,
    COUNCIL_REPORT,
    COUNCIL_2026,
    FAMILIES,
    SLIDES,
]
