"""Hold the results workbook of the Lithuanian sample provider: what its results say, and what is done about them."""

from __future__ import annotations

from datetime import date

from lithuania_items import (
    AURELIJA,
    DAIVA,
    EGLE,
    GINTARE,
    LINA,
    MINDAUGAS,
    RUTA,
    SNIEGUOLE,
    VYTAUTAS,
    Book,
    Item,
    rows,
)
from lithuania_measures import measures, values

_KEYS = "indicator year service interpretation action owner due"
_TEXTS_2024 = rows(
    _KEYS,
    (("16",), 2024, None,
     ("Mokomės daugiau nei siekta, tačiau kas trečias nepritaikė darbe to, ko mokėsi. Per pokalbius paaiškėjo kodėl: "
     "mokymai parinkti centralizuotai."),
     "Mokymus siūlo padaliniai, po trijų mėnesių vadovas paklausia, kas pritaikyta.", SNIEGUOLE, date(2025, 4, 30)),
    (("25",), 2024, None,
     ("Devyni iš dešimties vaikų ir globėjų sako, kad jų teisių paisoma, bet kaip pateikti skundą, žino tik kiek daugiau "
     "kaip pusė, o Krizių centre – mažiau nei pusė."),
     "Skundo formą perrašyti lengvai suprantama kalba, apie skundus kalbėti kiekviename susirinkime.", SNIEGUOLE,
     date(2025, 6, 30)),
    (("39",), 2024, None,
     "Žinome, su kuo bendradarbiaujame, bet ne tai, ką tai duoda žmonėms: suskaičiuoti tik dienos centro vaikai.",
     "Su kiekvienu partneriu susitarti, ką skaičiuosime.", EGLE, date(2025, 12, 31)),
    (("42",), 2024, None,
     ("Įgyvendinti aštuoni iš 14 pasiūlymų. Krizių centro moterys siūlo rečiausiai, nes išvyksta anksčiau, negu sulaukia "
     "atsakymo."), "Į Krizių centre pateiktą pasiūlymą atsakyti tą pačią savaitę.", DAIVA, date(2025, 3, 31)),
    (("45",), 2024, None,
     "Globėjai jaučia galintys spręsti, o vaikai ir Krizių centro moterys – tik iš dalies.",
     "Susitarti, kokius sprendimus kiekviename padalinyje perima paslaugų gavėjai.", GINTARE, date(2025, 9, 30)),
    (("51",), 2024, None,
     ("Silpniausia – materialinė gerovė, po jos – įtrauktis ir apsisprendimas. Pirmosios pakeisti beveik negalime, kitų "
     "dviejų – galime."), "Vaikai veda ryto ratą, šeimos pačios užrašo tikslą.", GINTARE, date(2025, 12, 31)),
    (("56",), 2024, None,
     "Planai sudaromi kartu, bet rašomi darbuotojo kalba: plano savu nelaiko kas trečias vaikas.",
     "Lengvai suprantamos kalbos mokymai ir nauja plano forma.", AURELIJA, date(2025, 6, 30)),
    (("58",), 2024, None,
     "Penki vaikai dingo iš dienos centro be paaiškinimo, su keturiomis iš 13 šeimų po Krizių centro ryšio nebeturime.",
     "Skambinti po dviejų praleistų dienų. Išvykstančiai šeimai – kortelė su dviem kontaktais.", MINDAUGAS,
     date(2025, 3, 31)),
    (("66",), 2024, None, "Vietos užimtos, lėšos panaudotos beveik visos. Į dienos centrą laukiama dvi savaites.",
     "Prašymus svarstyti kas savaitę, ne kas dvi.", RUTA, date(2025, 2, 28)),
    (("67",), 2024, None, "Auditoriaus išvada besąlyginė. Rekomenduota greičiau pasirašyti inventorizacijos aktus.",
     "Nustatyti penkių darbo dienų terminą.", RUTA, date(2025, 11, 28)),
    (("68",), 2024, None,
     "Pusė tikslų pasiekta. Socialinės priežiūros planuose tikslai per platūs, todėl pasiekiami rečiausiai.",
     "Tikslus skaidyti į žingsnius, kuriuos šeima įveikia per tris mėnesius.", VYTAUTAS, date(2025, 9, 1)),
    (("70",), 2024, None, "Patenkinti 85 procentai. Priekaištų daugiausia dėl laukimo ir neaiškių planų.",
     "Antra psichologė globėjams, trumpesnė plano forma.", LINA, date(2025, 6, 30)),
    (("71",), 2024, None, "Pusė tėvų anketų taip ir liko kišenėse. Krizių centre rezultatus suprato tik pusė.",
     "Rezultatus rodyti paveikslėliais, anketas surinkti dar salėje.", EGLE, date(2026, 1, 30)),
    (("75",), 2024, None, "Pirmą kartą pasilyginome su kitu centru ir sužinojome, kad šeimai skambiname per vėlai.",
     "Perimti skambutį po dviejų praleistų dienų, ieškoti partnerio užsienyje.", EGLE, date(2025, 5, 30)),
)  # fmt: skip

_TEXTS_2025 = rows(
    _KEYS,
    (("16",), 2025, None,
     ("Mokymosi valandų padaugėjo iki 23, kaita sumažėjo iki 10 procentų, o tai, ko išmoko, darbe pritaikė trys iš "
     "keturių. Labiausiai trūksta gebėjimų dirbti su paaugliais ir nuraminti agresyvų žmogų."),
     "Deeskalacijos mokymai balandį, darbo su paaugliais – rudenį. Išeinančių kolegų klausiama kodėl.", SNIEGUOLE,
     date(2026, 10, 30)),
    (("25",), 2025, None,
     ("92 procentai sako, kad jų teisių paisoma. Kaip pateikti skundą, žino jau trys iš keturių, bet tikslo nepasiekėme: "
     "mažiausiai žino socialinę priežiūrą gaunančios šeimos ir Krizių centro moterys."),
     "Apie skundą priminti per kiekvieną vizitą į namus, Krizių centre skundą užrašyti iš žodžių.", SNIEGUOLE,
     date(2026, 6, 30)),
    (("25",), 2025, "kriziu",
     "Moterys drąsiau kalba negu rašo: vienintelis metų skundas pateiktas forma, kurią padėjo užpildyti draugė.",
     "Budinti darbuotoja kartą per savaitę paklausia, kas negerai.", DAIVA, date(2026, 3, 31)),
    (("39",), 2025, None,
     ("Partneriai patenkinti, tęstinumą mato penki iš šešių. Įvertinome tik dalį partnerysčių, naudos Įstaigai beveik "
     "neaprašėme."), "Iki birželio su keturiais partneriais aptarti, kas matuojama. Kiti – iki rugsėjo.", EGLE,
     date(2026, 9, 11)),
    (("42",), 2025, None,
     "Įgyvendinta 12 iš 18 pasiūlymų. Daugiausia jų – iš tarybos ir vaikų. 71 procentas sako galintys daryti įtaką.",
     "Protokolų santraukos lengvai suprantama kalba, antras jaunuolis taryboje.", EGLE, date(2026, 3, 31)),
    (("42",), 2025, "dienos", "Vaikai rinko 72 procentų savaičių veiklas, o per atostogas – nė vienos.",
     "Vasaros veiklas vaikai renka balandį.", MINDAUGAS, date(2026, 4, 30)),
    (("45",), 2025, None,
     ("Galimybė spręsti labiausiai išaugo ten, kur darbuotojai ką nors konkrečiai perleido: ryto ratą, ramybės laiką. "
     "Globėjams ji beveik nepasikeitė."),
     "Įgalinimo koncepcijoje išvardyti sprendimus, kuriuos perima paslaugų gavėjai.", GINTARE, date(2026, 9, 18)),
    (("51",), 2025, None,
     ("Labiausiai išaugo apsisprendimas, daugiau gerbiamos teisės. Materialinė gerovė vis dar silpniausia, fizinė "
     "nepasikeitė."), "Dvi šeimos per mėnesį konsultuojamos dėl skolų, būrelių mokestis padengiamas iš paramos.",
     GINTARE, date(2026, 11, 30)),
    (("56",), 2025, None,
     ("Lapas „Mano mintys“ padėjo: savu planą laiko 78 procentai vaikų. Šeimos žodžiais tikslas įrašytas keturiuose iš "
     "penkių planų, tačiau trys dienos centro vaikai metų pabaigoje plano dar neturėjo."),
     "Naujam vaikui planas sudaromas per mėnesį, lapą „Mano mintys“ išbandyti su šeimomis.", AURELIJA,
     date(2026, 9, 30)),
    (("58",), 2025, None,
     ("Be paaiškinimo nustojo lankyti du vaikai vietoj penkių, išvykus iš Krizių centro susisiekta su 12 iš 14 šeimų. "
     "Kad pagalba suderinta, mano trys iš keturių gavėjų ir artimųjų."),
     "Nuo sausio šeima turi vieną planą, kurį koordinuoja atvejo vadybininkas.", VYTAUTAS, date(2026, 1, 31)),
    (("66",), 2025, None,
     ("Užimtumas ir laukimo laikas gerėja, vieta dienos centre pabrango 120 eurų dėl maisto kainų. Globėjų paslaugos "
     "apimties kol kas nematuojame."), "Susitarti, kuo matuosime pagalbos globėjams apimtį.", LINA, date(2026, 9, 30)),
    (("67",), 2025, None, "Išvada vėl besąlyginė, tačiau rekomendacija dėl inventorizacijos aktų kartojasi.",
     "Aktus pasirašyti iki gruodžio 20 d., vykdymą tikrina direktorė.", RUTA, date(2026, 12, 21)),
    (("68",), 2025, None,
     "Pasiekta daugiau nei pusė tikslų. 17 šeimų priežiūros nebereikia, devynios moterys gyvena savarankiškai.",
     "Po pusmečio pasiteirauti, ar pasiektas tikslas tebegalioja.", VYTAUTAS, date(2026, 7, 31)),
    (("70",), 2025, None,
     ("Patenkinti devyni iš dešimties paslaugų gavėjų ir tiek pat artimųjų. Rečiausiai patenkintos socialinę priežiūrą "
     "gaunančios šeimos: joms planas vis dar per ilgas. Jos rečiausiai ir atsako."),
     "Kitąmet į namus apklausti eis kito padalinio savanorės, plano forma sutrumpinama iki dviejų puslapių.", EGLE, date(2026, 11, 30)),
    (("71",), 2025, None,
     ("Rezultatus suprato dauguma, geriausiai – globėjai ir tėvai. Dienos centro vaikų neklausėme: jiems pasakojome ryto "
     "rate."), "2027 m. sausį paveikslėliais paklausti ir vaikų.", MINDAUGAS, date(2027, 1, 29)),
    (("75",), 2025, None,
     ("Iš keturių palyginimų trys ką nors pakeitė: lapas „Mano mintys“, klausimas susirinkimo pabaigoje, aštuonios "
     "supervizijos. Dviejų pakeitimų poveikį jau matome."),
     "2026 metais lyginame socialinės priežiūros planus, pagalbos globėjams srityje partnerio dar ieškome.", EGLE, date(2026, 12, 15)),
)  # fmt: skip

RESULTS = Book(
    "Rezultatai/Matavimo rodikliai ir rezultatai.xlsx",
    date(2026, 4, 30),
    EGLE,
    "results",
    {
        "results.measures": measures(),
        "results.values": values(),
        "results.texts": [*_TEXTS_2024, *_TEXTS_2025],
    },
)

FILES: list[Item] = [RESULTS]
