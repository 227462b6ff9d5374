"""Hold the papers on leadership of the Lithuanian sample provider."""

from __future__ import annotations

from datetime import date

from lithuania_items import EGLE, RUTA, Item, Text, act, minutes, order

VISION = Text(
    "01 Lyderystė/Vizija, misija, vertybės.pdf",
    date(2024, 2, 12),
    "Vizija, misija ir vertybės",
    EGLE,
    act("V-9", date(2024, 2, 12), "Vizija, misija ir vertybės")
    + """
# Kas mes esame
Vėjupės šeimos ir vaiko gerovės centras (toliau – Centras) yra savivaldybės biudžetinė įstaiga. Centras teikia vaikų dienos socialinės priežiūros, intensyvios krizių įveikimo pagalbos, pagalbos globėjams (rūpintojams) ir socialinės priežiūros šeimoms paslaugas. Dirbame Vėjupėje ir Raistėnuose.
# Misija
Padėti šeimai pačiai įveikti sunkumus, o vaikui – augti saugiai savo šeimoje arba kuo arčiau jos.
# Vizija
Vėjupės rajonas, kuriame pagalba šeimą pasiekia anksčiau negu krizė.
# Vertybės
| Vertybė | Darbuotojui tai reiškia | Paslaugų gavėjas gali tikėtis |
| Pagarba | Kalbamės su žmogumi, o ne apie žmogų | Būsiu išklausytas iki galo |
| Pasitikėjimas | Pirmiausia ieškome, kas šeimai jau pavyksta | Manęs neteis |
| Atvirumas | Pasakome, ko nežinome ar negalime | Žinosiu, kodėl taip nuspręsta |
| Vaiko balsas | Vaiko klausiame ir tada, kai atsakymas nepatogus | Mano nuomonė bus įrašyta mano žodžiais |
<psl>
# Kaip dokumentas parengtas
Projektą parengė EQUASS darbo grupė. Jis aptartas darbuotojų susirinkime 2023 m. gruodžio 14 d. ir Paslaugų gavėjų tarybos posėdyje 2024 m. sausio 17 d. Tarybos siūlymu vertybė „profesionalumas“ pakeista vertybe „vaiko balsas“.
# Kaip su juo supažindiname
- Naujas darbuotojas dokumentą aptaria su padalinio vadovu pirmąją darbo savaitę.
- Kasmet sausį visuotiniame susirinkime kiekvienas vienu sakiniu pasako, kaip prisidėjo prie misijos.
- Vaikams skirtas plakatas kabo abiejuose dienos centruose, suaugusiesiems – priimamajame ir interneto svetainėje.
# Kaip žinome, kad tai veikia
Darbuotojų apklausoje bent 85 proc. atsakiusiųjų turi sutikti su teiginiu „Žinau, kaip mano darbas padeda siekti Centro misijos“. Dokumentas iš esmės peržiūrimas 2027 m. vasarį.
""",
)

PLAN_2025 = Text(
    "01 Lyderystė/Metinis veiklos planas 2025.docx",
    date(2025, 1, 31),
    "",
    RUTA,
    act("V-8", date(2025, 1, 31), "2025 metų veiklos planas")
    + """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Planas parengtas atsižvelgiant į 2024 metų veiklos vertinimą, Paslaugų gavėjų tarybos siūlymus ir savivaldybės strateginio veiklos plano socialinės paramos programą.
2. Planas apima visas keturias sertifikuotas paslaugas.
# II SKYRIUS VAIKŲ DIENOS CENTRAS
| Uždavinys | Matavimo rodiklis | Siekiama 2025 m. | Atsakingas | Terminas |
| Daugiau vaikų turi galiojantį individualų planą | Dalis vaikų | 95 proc. | Mindaugas Kirvelis | 2025-06-30 |
| Vaikai dalyvauja planuodami savaitę | Savaičių, kurių veiklas rinko vaikai, dalis | 70 proc. | Mindaugas Kirvelis | 2025-12-31 |
# III SKYRIUS KRIZIŲ CENTRAS
| Uždavinys | Matavimo rodiklis | Siekiama 2025 m. | Atsakingas | Terminas |
| Šeima neprarandama iš akių jai išvykus | Šeimos, su kuriomis susisiekta per tris mėnesius | 80 proc. | Daiva Ražinskienė | nuolat |
# IV SKYRIUS GLOBOS CENTRAS
| Uždavinys | Matavimo rodiklis | Siekiama 2025 m. | Atsakingas | Terminas |
| Globėjai gauna pagalbą laiku | Konsultacija per 5 darbo dienas | 90 proc. | Lina Šarkauskaitė | nuolat |
| Daugiau budinčių globotojų | Budinčių globotojų skaičius | 5 | Lina Šarkauskaitė | 2025-12-31 |
# V SKYRIUS SOCIALINĖ PRIEŽIŪRA ŠEIMOMS
| Uždavinys | Matavimo rodiklis | Siekiama 2025 m. | Atsakingas | Terminas |
| Pagalbos planai peržiūrimi laiku | Laiku peržiūrėtų planų dalis | 90 proc. | Vytautas Jurgelis | 2025-12-31 |
# VI SKYRIUS DARBUOTOJAI IR KOKYBĖ
3. Kompetencijai tobulinti skiriama 9 800 eurų. Supervizijos vyksta visose komandose.
4. Vidaus auditas atliekamas rugsėjį, pažangos ataskaita teikiama lapkritį.
# VII SKYRIUS BAIGIAMOSIOS NUOSTATOS
5. Plano vykdymas aptariamas vadovų pasitarime kas ketvirtį, galutinai įvertinamas 2026 m. sausį.
""",
)

_PLAN_2026 = """
# I SKYRIUS BENDROSIOS NUOSTATOS
1. Planas parengtas įvertinus 2025 metų plano vykdymą, paslaugų gavėjų apklausą (97 atsakymai), Paslaugų gavėjų tarybos 18 pasiūlymų ir 2025 m. rugsėjo mėn. vidaus audito pastabas.
2. Visi uždaviniai susieti su ilgalaikiais kokybės tikslais, nustatytais Centro kokybės politikoje.
# II SKYRIUS VAIKŲ DIENOS CENTRAS
| Uždavinys | Matavimo rodiklis | 2025 m. rezultatas | Siekiama 2026 m. | Atsakingas | Terminas |
| Vaikai dalyvauja planuodami savaitę | Savaičių, kurių veiklas rinko vaikai, dalis | 72 proc. | 80 proc. | Mindaugas Kirvelis | 2026-12-15 |
| Vaikas planą laiko savu | Apklausoje taip atsakiusių vaikų dalis | 78 proc. | 85 proc. | Mindaugas Kirvelis | 2026-11-30 |
| Paaugliai lieka dienos centre | 14–17 metų lankytojų skaičius | 9 | 14 | Mindaugas Kirvelis | 2026-12-15 |
# III SKYRIUS KRIZIŲ CENTRAS
| Uždavinys | Matavimo rodiklis | 2025 m. rezultatas | Siekiama 2026 m. | Atsakingas | Terminas |
| Šeima neprarandama iš akių jai išvykus | Šeimos, su kuriomis susisiekta per tris mėnesius | 86 proc. | 90 proc. | Daiva Ražinskienė | nuolat |
| Skundų teikimo tvarka žinoma | Dalis žinančių, kaip pateikti skundą | 68 proc. | 85 proc. | Daiva Ražinskienė | 2026-11-30 |
# IV SKYRIUS GLOBOS CENTRAS
| Uždavinys | Matavimo rodiklis | 2025 m. rezultatas | Siekiama 2026 m. | Atsakingas | Terminas |
| Globėjai turi atokvėpį | Laikino atokvėpio paslauga pasinaudojusios šeimos | 6 | 12 | Lina Šarkauskaitė | 2026-12-15 |
# V SKYRIUS SOCIALINĖ PRIEŽIŪRA ŠEIMOMS
| Uždavinys | Matavimo rodiklis | 2025 m. rezultatas | Siekiama 2026 m. | Atsakingas | Terminas |
| Pagalbos planai peržiūrimi laiku | Laiku peržiūrėtų planų dalis | 88 proc. | 95 proc. | Vytautas Jurgelis | 2026-12-15 |
| Šeimos pačios formuluoja tikslus | Planai, kuriuose tikslas įrašytas šeimos žodžiais | 79 proc. | 90 proc. | Vytautas Jurgelis | 2026-12-15 |
# VI SKYRIUS NAUJOS TECHNOLOGIJOS
3. Nuo kovo abiejuose dienos centruose bandoma nuotaikos lenta planšetėje: vaikas atėjęs pasirenka, kaip jaučiasi, ir gali paprašyti pokalbio.
# VII SKYRIUS PASIRENGIMAS IŠORĖS AUDITUI
4. Įsivertinimas atliekamas birželį, vidaus auditas – rugsėjo pradžioje, išorės auditas vyks 2026 m. spalio 21 d.
# VIII SKYRIUS BAIGIAMOSIOS NUOSTATOS
5. Plano vykdymas aptariamas kas ketvirtį. Paslaugų gavėjų taryba pusmečio rezultatus svarsto liepą.
"""

PLAN_2026 = Text(
    "01 Lyderystė/Metinis veiklos planas 2026.docx",
    date(2026, 1, 30),
    "",
    RUTA,
    act("V-11", date(2026, 1, 30), "2026 metų veiklos planas") + _PLAN_2026,
)

PLAN_2026_DRAFT = Text(
    "01 Lyderystė/Metinis veiklos planas 2026 PROJEKTAS.docx",
    date(2026, 1, 12),
    "",
    RUTA,
    "== 2026 METŲ VEIKLOS PLANAS\n= Projektas pastaboms teikti iki 2026 m. sausio 20 d.\n"
    + _PLAN_2026.replace("| 9 | 14 |", "| 9 | 12 |").replace("| 6 | 12 |", "| 6 | 10 |"),
)

REPORT_2024 = Text(
    "01 Lyderystė/Veiklos ataskaita 2024.pdf",
    date(2025, 2, 27),
    "2024 metų veiklos ataskaita",
    RUTA,
    """
Vėjupės šeimos ir vaiko gerovės centras. Pateikta savivaldybės tarybai 2025 m. vasario 27 d.
# 1. Svarbiausi skaičiai
| Paslauga | Vietų ar šeimų | Paslaugų gavėjai per metus | Užimtumas |
| Vaikų dienos centras | 40 vietų | 46 vaikai | 91 proc. |
| Krizių centras | 12 vietų | 13 moterų ir 18 vaikų | 78 proc. |
| Globos centras | – | 36 globėjų šeimos, 4 budintys globotojai | – |
| Socialinė priežiūra šeimoms | – | 58 šeimos | – |
Centro asignavimai – 742,3 tūkst. eurų, panaudota 99,1 proc. Dirbo 29 darbuotojai, darbuotojų kaita – 14 proc.
# 2. Kaip įvykdytas planas
Iš 11 uždavinių įvykdyti aštuoni, iš dalies – du, neįvykdytas vienas: budinčių globotojų skaičius nepadidėjo.
<psl>
# 3. Ką sako paslaugų gavėjai
Apklausoje dalyvavo 84 iš 128 kviestų asmenų (66 proc.). 87 proc. nurodė, kad jų teisių paisoma, 58 proc. žino, kaip pateikti skundą.
Gauti 5 skundai, į visus atsakyta. Vidutinė nagrinėjimo trukmė – 11 darbo dienų.
# 4. Paslaugų tęstinumas
Išvykus iš Krizių centro, per tris mėnesius susisiekta su 9 iš 13 šeimų. Dienos centrą be paaiškinimo nustojo lankyti 5 vaikai.
# 5. Ko išmokome
Per vėlai paklausiame, kodėl vaikas neateina. 2025 m. skambiname šeimai po dviejų praleistų dienų.
""",
)

REPORT_2025 = Text(
    "01 Lyderystė/Veiklos ataskaita 2025.pdf",
    date(2026, 2, 26),
    "2025 metų veiklos ataskaita",
    RUTA,
    """
Vėjupės šeimos ir vaiko gerovės centras. Pateikta savivaldybės tarybai 2026 m. vasario 26 d.
# 1. Svarbiausi skaičiai
| Paslauga | Vietų ar šeimų | Paslaugų gavėjai per metus | Užimtumas |
| Vaikų dienos centras | 40 vietų | 49 vaikai | 94 proc. |
| Krizių centras | 12 vietų | 18 moterų ir 27 vaikai | 81 proc. |
| Globos centras | – | 39 globėjų šeimos, 5 budintys globotojai | – |
| Socialinė priežiūra šeimoms | – | 62 šeimos | – |
Centro asignavimai – 806,9 tūkst. eurų, panaudota 99,4 proc. Dirbo 31 darbuotojas, darbuotojų kaita – 10 proc.
# 2. Kaip įvykdytas planas
Iš šešių uždavinių įvykdyti keturi, iš dalies – du: individualų planą turi 93 proc. dienos centro vaikų (siekta 95 proc.), laiku peržiūrėta 88 proc. pagalbos planų (siekta 90 proc.).
<psl>
# 3. Ką sako paslaugų gavėjai
Apklausoje dalyvavo 97 iš 134 kviestų asmenų (72 proc.). 92 proc. nurodė, kad jų teisių paisoma, 74 proc. žino, kaip pateikti skundą. Rečiausiai tai žino socialinę priežiūrą gaunančios šeimos (67 proc.) ir Krizių centro gyventojos (68 proc.).
Gauti 7 skundai, į visus atsakyta laiku. Vidutinė nagrinėjimo trukmė sutrumpėjo iki 10 darbo dienų.
# 4. Vaikų balsas
Dienos centro vaikai patys rinko 72 proc. savaičių veiklas. Vaikų siūlymu Raistėnuose įrengtas ramybės kampelis.
<psl>
# 5. Paslaugų tęstinumas
Išvykus iš Krizių centro, per tris mėnesius susisiekta su 12 iš 14 šeimų. Dienos centrą be paaiškinimo nustojo lankyti 2 vaikai: po dviejų praleistų dienų šeimai paskambinama.
Iš 62 socialinę priežiūrą gavusių šeimų septyniolikai jos nebereikia, penkioms pasiūlyta kita pagalba.
# 6. Partneriai
Bendradarbiavimo sutartys pasirašytos su septyniais partneriais. Per partnerius vasaros stovyklose dalyvavo 23 vaikai, nuolatinį būrelį rado 11.
<psl>
# 7. Finansai
| Lėšų šaltinis | 2024 m., tūkst. Eur | 2025 m., tūkst. Eur |
| Savivaldybės biudžetas | 431,0 | 468,2 |
| Valstybės biudžeto dotacija | 287,6 | 309,5 |
| Projektai ir parama | 23,7 | 29,2 |
Vienos vietos dienos centre išlaikymas kainavo 3 140 eurų per metus (2024 m. – 3 020 eurų).
# 8. Kas toliau
2026 metais plečiame laikino atokvėpio paslaugą globėjams ir rengiamės pakartotiniam EQUASS sertifikavimui.
""",
)

REVIEW = Text(
    "01 Lyderystė/Vadovybės vertinamoji analizė 2025-12-17.docx",
    date(2025, 12, 18),
    "",
    EGLE,
    minutes(
        "VP-24",
        date(2025, 12, 17),
        "Vadovybės vertinamosios analizės posėdžio",
        "Posėdžio pirmininkė – Rūta Girdvainienė, sekretorė – Eglė Stanaitytė.",
    )
    + """
Dalyvavo: Rūta Girdvainienė, Eglė Stanaitytė, Mindaugas Kirvelis, Daiva Ražinskienė, Lina Šarkauskaitė, Vytautas Jurgelis, Paslaugų gavėjų tarybos pirmininkė.
# 1. Kokybės klausimas pasitarimuose
SVARSTYTA. Kokybės klausimas buvo įtrauktas į 22 iš 24 vadovų pasitarimų darbotvarkių. Kas mėnesį kiekvienas vadovas pusdienį praleidžia kitame padalinyje ir pastabas pristato pasitarime.
NUTARTA. Tęsti. Liepos mėnesį vizitai nevyko dėl atostogų, todėl 2026 m. grafike numatyti pavadavimą.
# 2. Skundai ir neatitiktys
SVARSTYTA. Septyni skundai, iš jų trys dėl informacijos stokos. Pasikartojanti priežastis: šeima nežino, kas ją konsultuos specialistui susirgus.
NUTARTA. Nuo 2026 m. sausio mėn. visuose padaliniuose šeimai per pirmąjį susitikimą įteikti kortelę su dviejų kontaktinių asmenų telefonais.
# 3. Kokybės tikslai
SVARSTYTA. Iš penkių ilgalaikių tikslų trijų siekiama pagal planą, dviejų – lėčiau: kad vaikas planą laikytų savu ir kad visi žinotų, kaip pateikti skundą.
NUTARTA. Abu tikslus įrašyti į 2026 metų veiklos planą kaip pirmaeiliai.
# 4. Lėšų prioritetas
SVARSTYTA. Siūlyta atnaujinti administracijos baldus arba pirkti papildomas supervizijas.
NUTARTA. Pirkti supervizijas: tai padeda siekti tikslo, kad darbuotojai liktų dirbti Centre.
""",
)

MEETING_2026 = Text(
    "01 Lyderystė/vadovu pasitarimas 2026-03-09.txt",
    date(2026, 3, 9),
    "Vadovų pasitarimas 2026 m. kovo 9 d., trumpas protokolas",
    EGLE,
    """
Dalyvavo: Rūta, Eglė, Mindaugas, Daiva, Lina. Vytautas atostogauja, jį pavaduoja Aurelija.

1. Kokybė. Daiva lankėsi Raistėnų dienos centre: vaikai patys veda ryto ratą, darbuotoja tik padeda. Pastaba – skundų dėžutė pakabinta per aukštai, vaikai jos nepasiekia. Mindaugas perkabins iki kovo 13 d.
2. Skundai. Vasarį gautas vienas skundas (S-2026-01) dėl pavėluotos konsultacijos, atsakyta per 8 darbo dienas.
3. Darbuotojai. Krizių centre du mėnesius trūksta individualios priežiūros darbuotojo. Atranka kovo 20 d., komisijoje dalyvauja tarybos narė.
4. Nuotaikos lenta. Vėjupėje naudojasi 19 iš 25 vaikų, Raistėnuose planšetės dar nėra.

Kitas pasitarimas kovo 23 d.
""",
    encoding="cp1257",
)

ORDER_TEAM = Text(
    "01 Lyderystė/Įsakymas V-45 dėl kokybės komandos.pdf",
    date(2025, 3, 12),
    "Įsakymas dėl kokybės komandos sudarymo",
    RUTA,
    order("V-45", date(2025, 3, 12), "Dėl kokybės komandos sudarymo")
    + """
Vadovaudamasi Vėjupės šeimos ir vaiko gerovės centro nuostatų 24.6 papunkčiu ir atsižvelgdama į Centro kokybės politiką:
1. S u d a r a u kokybės komandą: Eglė Stanaitytė, kokybės koordinatorė (komandos vadovė); Aurelija Medeikienė, socialinė darbuotoja; Gintarė Pocevičiūtė, psichologė; Mindaugas Kirvelis, Vaikų dienos centro vadovas; Paslaugų gavėjų tarybos deleguotas narys.
2. P a v e d u komandai posėdžiauti ne rečiau kaip kartą per du mėnesius, tvarkyti gerinimo priemonių žurnalą ir organizuoti vidaus auditą.
3. P r i p a ž į s t u netekusiu galios direktoriaus 2022 m. rugsėjo 5 d. įsakymą Nr. V-71 „Dėl EQUASS darbo grupės sudarymo“.
Direktorė Rūta Girdvainienė
""",
)

OPEN_DAY = Text(
    "01 Lyderystė/Šeimos diena ir daiktų mainai 2025.docx",
    date(2025, 5, 20),
    "Šeimos diena ir daiktų mainai 2025 m. gegužės 15 d.",
    EGLE,
    """
# Įtrauktis
Tarptautinę šeimos dieną Centro kieme surengėme kartu su Vėjupės pagrindine mokykla, seniūnija ir bendruomene „Paupys“. Dalyvavo apie 160 žmonių, iš jų 40 – pirmą kartą.
Trys Centro paslaugas gavusios mamos papasakojo, kas joms padėjo. Po renginio dvi kaimynės pasisiūlė savanoriauti dienos centre.
Direktorė merui įteikė šeimų pasirašytą prašymą dėl vakarinio autobuso į Raistėnus. Meras pažadėjo, kad autobusas pradės važiuoti rugsėjį.
# Daiktų mainai ir tvarumas
Prie mainų stalo buvo galima atiduoti ir pasiimti vaikiškų drabužių, vežimėlių, mokyklinių kuprinių. Naują šeimininką rado 212 daiktų, likę atiduoti Krizių centrui. Vienkartinių indų nenaudojome.
# Ką darysime kitaip
Kitąmet renginį pradėsime vėliau, kad spėtų dirbantys tėvai.
""",
)

VANISHED = Text(
    "01 Lyderystė/Naujovių žurnalas 2025.docx",
    date(2025, 11, 24),
    "Naujovių žurnalas 2025",
    EGLE,
    """
| Ką išbandėme | Kada | Su kuo | Kas paaiškėjo | Sprendimas |
| Vaizdo skambutis su psichologe šeimoms iš kaimų | 2025 m. vasaris–gegužė | 7 šeimos | Sutaupo kelionę, bet pirmas susitikimas turi būti gyvas | Paliekama |
| Nuotaikos lenta popieriuje | 2025 m. rugsėjis–lapkritis | 16 vaikų | Vyresni vaikai norėtų planšetės | Bandoma planšetėje nuo 2026 m. kovo |
""",
)

FILES: list[Item] = [
    VISION,
    PLAN_2025,
    PLAN_2026,
    PLAN_2026_DRAFT,
    REPORT_2024,
    REPORT_2025,
    REVIEW,
    MEETING_2026,
    ORDER_TEAM,
    OPEN_DAY,
]
