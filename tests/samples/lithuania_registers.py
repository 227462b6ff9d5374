"""Hold complaints, proposals, comparisons and improvements of the Lithuanian sample provider as rows of registers.

Rows are written by column key with typed values, as the books of `templates/registers` describe them.
"""

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

_COMPLAINTS = rows(
    "number received channel complainant service topic severity responsible acknowledged answered outcome satisfied "
    "lesson action",
    ("S-2024-01", date(2024, 2, 8), "oral", "family", "dienos", "Neperspėta apie išvyką", "low", MINDAUGAS,
     date(2024, 2, 9), date(2024, 2, 15), "upheld", "yes",
     "Tėvams reikia laiko susiruošti", "Išvykos skelbiamos prieš savaitę"),
    ("S-2024-02", date(2024, 4, 22), "email", "family", "globos", "Ilgai laukta psichologės", "high", LINA,
     date(2024, 4, 24), date(2024, 5, 21), "partly", "no",
     "Vienos psichologės globėjams nepakanka", "Susitarta su antra psichologe"),
    ("S-2024-03", date(2024, 6, 3), "box", "anonymous", "dienos", "Triukšmas ruošiant pamokas", "low", MINDAUGAS,
     None, date(2024, 6, 20), "upheld", "unknown",
     "Pamokoms reikia tylesnės vietos", "Ramybės laikas aptartas vaikų susirinkime, atsakyta skelbimų lentoje"),
    ("S-2024-04", date(2024, 9, 11), "oral", "user", "prieziura", "Darbuotoja atvyko be įspėjimo", "high", VYTAUTAS,
     date(2024, 9, 12), date(2024, 9, 30), "upheld", "yes",
     "Netikėtas vizitas šeimai atrodo kaip tikrinimas", "Apie vizitą pranešama iš vakaro"),
    ("S-2024-05", date(2024, 11, 19), "form", "user", "dienos", "Kiti renkasi žaidimus pirmi", "low", MINDAUGAS,
     date(2024, 11, 19), date(2024, 11, 26), "upheld", "yes",
     "Taisyklė žodžiu mažiesiems neveikia", "Žaidimai renkami eilės tvarka, eilė pakabinta"),
    ("S-2025-01", date(2025, 1, 28), "phone", "family", "dienos", "Vaikas grįžo be kepurės", "low", MINDAUGAS,
     date(2025, 1, 28), date(2025, 2, 3), "upheld", "yes",
     "Daiktai pasimeta, kai lentynos nepažymėtos", "Lentynos pažymėtos paveikslėliais"),
    ("S-2025-02", date(2025, 3, 17), "form", "user", "kriziu", "Negalėjo užrakinti spintelės", "high", DAIVA,
     date(2025, 3, 18), date(2025, 3, 27), "upheld", "yes",
     "Užraktą tikriname ne tik jam sugedus", "Pakeista dešimt spynų"),
    ("S-2025-03", date(2025, 5, 12), "email", "other", "dienos", "Mokytojai neatsakyta į laišką", "low", MINDAUGAS,
     date(2025, 5, 14), date(2025, 5, 28), "upheld", "yes",
     "Laiškas liko vieno žmogaus pašte", "Bendras paštas tikrinamas kasdien"),
    ("S-2025-04", date(2025, 6, 20), "advocate", "family", "globos", "Nežinojo, kas pavaduoja koordinatorę", "high",
     LINA, date(2025, 6, 23), date(2025, 7, 14), "upheld", "yes",
     "Tvarka nenumatė, kas bus, jei susirgs ir pavaduojanti darbuotoja", "Kortelė su dviem kontaktais"),
    ("S-2025-05", date(2025, 9, 19), "letter", "family", "dienos", "Anūkas nevalgė pietų", "high", MINDAUGAS,
     date(2025, 9, 22), date(2025, 10, 3), "partly", "no",
     "Vaikų neklausėme, ko jie nevalgo", "Valgiaraštyje – du pasirinkimai"),
    ("S-2025-06", date(2025, 10, 27), "oral", "user", "prieziura", "Planas parašytas nesuprantamai", "high", VYTAUTAS,
     date(2025, 10, 28), date(2025, 11, 12), "upheld", "yes",
     "Planą rašome sau, o ne šeimai", "Planas perrašytas šeimos žodžiais"),
    ("S-2025-07", date(2025, 12, 1), "box", "anonymous", "dienos", "Per šalta salėje", "low", MINDAUGAS,
     None, date(2025, 12, 15), "upheld", "unknown",
     "Temperatūrą matuojame tik koridoriuje", "Sureguliuotas šildymas, atsakyta skelbimų lentoje"),
    ("S-2026-01", date(2026, 2, 11), "phone", "family", "globos", "Konsultacija nukelta du kartus", "high", LINA,
     date(2026, 2, 12), date(2026, 2, 24), "upheld", "yes",
     "Antrą kartą nukelta konsultacija žeidžia labiau už pirmą", "Perkelti galima tik vieną kartą"),
    ("S-2026-02", date(2026, 4, 28), "form", "user", "dienos", "Planšetėje mato kitų nuotaiką", "high", MINDAUGAS,
     date(2026, 4, 28), date(2026, 5, 8), "upheld", "yes",
     "Naujovę bandėme, bet nepaklausėme, kas matys įrašus", "Ekranas rodo tik savo įrašą"),
    ("S-2026-03", date(2026, 6, 3), "oral", "family", "prieziura", "Į susitikimą mokykloje šeima pakviesta per vėlai",
     "medium", VYTAUTAS, date(2026, 6, 4), None, None, None, None, None),
)  # fmt: skip

_COMPLAINT_REVIEWS = rows(
    "year service reviewed_on by conclusion",
    (2024, None, date(2025, 1, 15), SNIEGUOLE,
     "Gauti 5 skundai, į visus atsakyta, keturiais atvejais laiku. Vidutiniškai nagrinėta 11 darbo dienų."),
    (2024, "kriziu", date(2025, 1, 15), DAIVA,
     ("Skundų negauta. Moterų paklausta per sausio susirinkimą: raštu skųstis drąsos trūksta, tad skundą nuo šiol "
     "galima pasakyti ir žodžiu bet kuriam budinčiam darbuotojui.")),
    (2025, None, date(2026, 1, 14), SNIEGUOLE,
     ("Gauti 7 skundai, į visus atsakyta laiku. Vidutiniškai nagrinėta 10 darbo dienų. Trys skundai – dėl informacijos "
     "stokos: šeima nežino, kas ją konsultuos specialistui susirgus.")),
)  # fmt: skip

COMPLAINTS = Book(
    "03 Teisės ir skundai/Skundų registras 2024-2026.xlsx",
    date(2026, 6, 5),
    SNIEGUOLE,
    "complaints",
    {"complaints": _COMPLAINTS, "complaints.reviews": _COMPLAINT_REVIEWS},
)

_COUNCIL, _CHILDREN = "Paslaugų gavėjų tarybos posėdis", "Vaikų taryba"
_STAFF_MEETING = "Visuotinis darbuotojų susirinkimas"

_PROPOSALS_2024 = rows(
    "number date source forum service proposal concerns decision because answered carried_out became",
    ("P-24-01", date(2024, 1, 17), "council", _COUNCIL, None, ("Vertybę „profesionalumas“ pakeisti vertybe „vaiko "
     "balsas“"), "planning", "accepted", None, date(2024, 2, 12), date(2024, 2, 12), "Vertybė pakeista"),
    ("P-24-02", date(2024, 2, 14), "user", _CHILDREN, "dienos", "Penktadienį veiklą renka vaikai", "planning",
     "accepted", None, date(2024, 2, 21), date(2024, 3, 1), "Veiklas renka visai savaitei"),
    ("P-24-03", date(2024, 3, 13), "user", _CHILDREN, "dienos", "Nupirkti batutą", "environment", "declined",
     "Kieme nėra vietos, kurioje jis būtų saugus", date(2024, 3, 27), None, None),
    ("P-24-04", date(2024, 4, 17), "council", _COUNCIL, "globos", "Antra psichologė globėjams", "delivery", "accepted",
     None, date(2024, 5, 21), date(2024, 8, 12), "Laukiama 6, ne 17 dienų"),
    ("P-24-05", date(2024, 4, 17), "council", _COUNCIL, "kriziu", "Virtuvėje laikyti vaikiškų indų", "environment",
     "accepted", None, date(2024, 4, 24), date(2024, 5, 6), "Vaikai patys pasiima indus"),
    ("P-24-06", date(2024, 5, 22), "family", "Tėvų susirinkimas", "dienos", "Apie išvyką pranešti prieš savaitę",
     "delivery", "accepted", None, date(2024, 5, 22), date(2024, 5, 27), "Išvykų skelbimas įėjime ir žinute"),
    ("P-24-07", date(2024, 6, 12), "user", _CHILDREN, "dienos", "Pamokų ruošos kambaryje netriukšmauti", "environment",
     "accepted", None, date(2024, 6, 20), date(2024, 9, 2), "Ramybės laikas nuo 15 iki 16 valandos"),
    ("P-24-08", date(2024, 6, 19), "council", _COUNCIL, None, "Nemokamas autobusas į Raistėnus vakarais", "delivery",
     "declined", "Maršrutus tvirtina savivaldybė, bet jai perduosime prašymą", date(2024, 7, 3), None, None),
    ("P-24-09", date(2024, 8, 28), "family", "Globėjų vakaras", "globos", "Susitikimai be vaikų", "delivery",
     "pending", "Nėra kam prižiūrėti vaikų, ieškome savanorių", date(2024, 9, 11), None, None),
    ("P-24-10", date(2024, 9, 18), "council", _COUNCIL, "prieziura", "Apie vizitą pranešti iš vakaro", "delivery",
     "accepted", None, date(2024, 9, 30), date(2024, 10, 1), "Šeima gauna žinutę su laiku ir darbuotojos vardu"),
    ("P-24-11", date(2024, 10, 9), "user", _CHILDREN, "dienos", "Žaidimų kompiuteris", "environment", "declined",
     "Vaikai balsuodami pasirinko stalo futbolą, abiejų nusipirkti negalime", date(2024, 10, 23), None, None),
    ("P-24-12", date(2024, 10, 16), "council", _COUNCIL, "kriziu", "Pagalba ir išvykus iš Krizių centro", "planning",
     "accepted", None, date(2024, 11, 6), date(2025, 1, 31), "Uždavinys įrašytas į 2025 metų planą"),
    ("P-24-13", date(2024, 11, 13), "user", "Krizių centro susirinkimas", "kriziu", ("Vaikams nesakyti „tyliau“ po 20 "
     "valandos"), "delivery", "declined", "Kiti vaikai jau miega, bet žaidimų kambarys atrakintas iki 21 val.",
     date(2024, 11, 20), None, None),
    ("P-24-14", date(2024, 12, 11), "council", _COUNCIL, None, "Protokolus rašyti paprasčiau", "evaluation", "pending",
     "Tariamės, kas redaguos", date(2024, 12, 18), None, None),
)  # fmt: skip

_PROPOSALS_2025 = rows(
    "number date source forum service proposal concerns decision because answered carried_out became",
    ("P-25-01", date(2025, 2, 19), "council", _COUNCIL, "kriziu", "Į metinį planą įrašyti pagalbą po išvykimo",
     "planning", "accepted", None, date(2025, 2, 19), date(2025, 2, 19), "Susisiekta su 12 iš 14 šeimų"),
    ("P-25-02", date(2025, 2, 19), "council", _COUNCIL, "globos", ("Kas ketvirtį susitikti be vaikų, kai juos prižiūri "
     "savanoriai"), "delivery", "accepted", None, date(2025, 3, 5), date(2025, 4, 15), "Trys susitikimai per metus"),
    ("P-25-03", date(2025, 3, 12), "user", _CHILDREN, "dienos", "Vaikai patys veda ryto ratą", "delivery", "accepted",
     None, date(2025, 3, 19), date(2025, 3, 24), "Ryto ratą vaikai veda abiejuose dienos centruose"),
    ("P-25-04", date(2025, 3, 12), "user", _CHILDREN, "dienos", "Šuniukas dienos centre", "environment", "declined",
     "Dalis vaikų alergiška, todėl kartą per mėnesį į kiemą ateina savanorė su šunimi", date(2025, 3, 26), None,
     None),
    ("P-25-05", date(2025, 4, 9), "family", "Tėvų susirinkimas", "dienos", ("Skambinti, kai vaikas neateina antrą "
     "dieną"), "delivery", "accepted", None, date(2025, 4, 9), date(2025, 4, 14), ("Be paaiškinimo nustojo lankyti 2 "
     "vaikai, ne 5")),
    ("P-25-06", date(2025, 4, 23), "user", "Krizių centro susirinkimas", "kriziu", "Mezgimo vakarai", "delivery",
     "accepted", None, date(2025, 4, 23), date(2025, 5, 7), "Veda buvusi Krizių centro gyventoja"),
    ("P-25-07", date(2025, 5, 14), "council", _COUNCIL, "prieziura", "Planą spausdinti didesnėmis raidėmis", "planning",
     "accepted", None, date(2025, 5, 28), date(2025, 6, 16), "Pakeista plano forma"),
    ("P-25-08", date(2025, 5, 14), "council", _COUNCIL, None, "Skundo formą perrašyti lengvai suprantama kalba",
     "evaluation", "accepted", None, date(2025, 5, 28), date(2025, 6, 16), "Forma naudojama nuo birželio 16 d."),
    ("P-25-09", date(2025, 6, 11), "user", _CHILDREN, "dienos", "Ramybės kampelis Raistėnuose", "environment",
     "accepted", None, date(2025, 6, 18), date(2025, 11, 20), "Kampelį suprojektavo vaikai"),
    ("P-25-10", date(2025, 6, 11), "user", _CHILDREN, "dienos", "Kabyklas pakabinti žemiau", "environment", "accepted",
     None, date(2025, 6, 18), date(2025, 11, 20), "Kabyklos dviejuose aukščiuose"),
    ("P-25-11", date(2025, 8, 27), "family", "Globėjų vakaras", "globos", ("Pirmadieniais pranešti, kas šią "
     "savaitę ką pavaduoja"), "staff", "accepted", None, date(2025, 8, 27), date(2025, 9, 1), ("Kas pavaduoja, žino 88 "
     "proc. globėjų, pernai – 47 proc.")),
    ("P-25-12", date(2025, 9, 24), "family", "Tėvų susirinkimas", "dienos", "Dienos centrą atidaryti šeštadieniais",
     "planning", "declined", "Lėšų tam nėra, bet du šeštadieniai per mėnesį vyksta bendruomenės dirbtuvės",
     date(2025, 10, 8), None, None),
    ("P-25-13", date(2025, 10, 8), "council", _COUNCIL, "globos", "Laikinas atokvėpis globėjams", "planning",
     "accepted", None, date(2025, 12, 10), date(2025, 12, 15), "Pirmą kartą pasinaudojo 6 šeimos"),
    ("P-25-14", date(2025, 10, 8), "council", _COUNCIL, "dienos", "Paauglių vakarai penktadieniais", "planning",
     "pending", "Bandysime, kai ateis naujas socialinis darbuotojas", date(2025, 12, 10), None, None),
    ("P-25-15", date(2025, 10, 8), "council", _COUNCIL, "dienos", "Planšetė nuotaikai pažymėti", "delivery", "pending",
     "Planšetė užsakyta, bandysime nuo kovo", date(2025, 12, 10), None, None),
    ("P-25-16", date(2025, 10, 8), "council", _COUNCIL, None, "Protokolo santrauka lengvai suprantama kalba",
     "evaluation", "accepted", None, date(2025, 10, 8), date(2025, 10, 20), "Santrauka – vienas puslapis"),
    ("P-25-17", date(2025, 11, 12), "user", _CHILDREN, "dienos", "Vakarais valgyti picą", "delivery", "declined",
     "Vakarienę tiekia mokyklos virtuvė, penktadienio patiekalą renka vaikai", date(2025, 11, 19), None, None),
    ("P-25-18", date(2025, 12, 3), "council", _COUNCIL, None, "Posėdžių metu vaikus prižiūri savanorė", "evaluation",
     "pending", "Tariamės su savanorėmis", date(2025, 12, 10), None, None),
)  # fmt: skip

_PROPOSALS_STAFF = rows(
    "number date source forum service proposal concerns decision because answered carried_out became",
    ("D-24-01", date(2024, 1, 24), "staff", _STAFF_MEETING, None, "Supervizijas rengti ne tik po sunkaus atvejo",
     "staff", "accepted", None, date(2024, 2, 14), date(2024, 3, 21), "Supervizijos visose komandose"),
    ("D-24-02", date(2024, 9, 26), "staff", "Vaikų dienos centro pasitarimas", "dienos", ("Vienas telefonas tėvams, ne "
     "asmeniniai numeriai"), "delivery", "accepted", None, date(2024, 10, 7), date(2024, 11, 4), ("Žinutės tik darbo "
     "valandomis")),
    ("D-25-01", date(2025, 1, 22), "staff", _STAFF_MEETING, "dienos", "Daugiau dėmesio paaugliams", "planning",
     "accepted", None, date(2025, 2, 10), date(2026, 1, 30), "Uždavinys 2026 metų plane"),
    ("D-25-02", date(2025, 4, 10), "staff", "Socialinės priežiūros supervizija", "prieziura", ("Laiškas vietoj trečio "
     "skambučio, kai šeima neatsiliepia"), "delivery", "accepted", None, date(2025, 4, 28), date(2025, 5, 5),
     "Atsiliepė pusė šeimų, gavusių laišką"),
    ("D-25-03", date(2025, 9, 25), "staff", "Krizių centro supervizija", "kriziu", ("Ne daugiau kaip dvi naktys iš "
     "eilės"), "staff", "accepted", None, date(2025, 10, 6), date(2025, 11, 3), "Grafikas pakeistas"),
    ("D-25-04", date(2025, 11, 20), "staff", "Vaikų dienos centro supervizija", "dienos", ("Penktadieniais dirbti iš "
     "namų"), "staff", "declined", "Vaikai ateina ir penktadieniais, bet planams rašyti skiriama diena per mėnesį",
     date(2025, 12, 8), None, None),
    ("D-26-01", date(2026, 1, 21), "staff", _STAFF_MEETING, None, ("Kiekvienam naujam darbuotojui – mentorius iš kito "
     "padalinio"), "staff", "partly", ("Mentorius lieka iš to paties padalinio, tačiau naujokas dieną praleidžia "
     "kiekviename iš kitų"), date(2026, 2, 9), date(2026, 4, 20), "Taip pradėjo abu 2026 metų naujokai"),
    ("D-26-02", date(2026, 5, 21), "staff", "Socialinės priežiūros supervizija", "prieziura", ("Tikslą užrašo pati "
     "šeima"), "planning", "pending", "Bandome su dešimčia šeimų iki rugsėjo", date(2026, 6, 1), None, None),
)  # fmt: skip

_PROPOSALS_2026 = rows(
    "number date source forum service proposal concerns decision because answered carried_out became",
    ("P-26-01", date(2026, 1, 21), "council", _COUNCIL, None, "Į tarybą kviesti antrą jaunuolį", "evaluation",
     "accepted", None, date(2026, 1, 28), date(2026, 3, 18), "Kovo posėdyje dalyvavo du jaunuoliai"),
    ("P-26-02", date(2026, 3, 18), "council", _COUNCIL, None, ("Chartijoje įrašyti teisę žinoti, kas pavaduoja "
     "darbuotoją"), "planning", "accepted", None, date(2026, 3, 18), date(2026, 5, 4), "Teisė įrašyta"),
    ("P-26-03", date(2026, 3, 18), "council", _COUNCIL, "dienos", "Vasaros veiklas rinkti patiems", "planning",
     "accepted", None, date(2026, 3, 18), date(2026, 4, 8), "Vaikai rinko balandžio 8 d."),
    ("P-26-04", date(2026, 4, 22), "user", "Krizių centro susirinkimas", "kriziu", "Skalbyklėje – eilės lapas",
     "environment", "accepted", None, date(2026, 4, 22), date(2026, 4, 24), "Nebesiginčijama, kieno eilė"),
    ("P-26-05", date(2026, 5, 13), "family", "Susitikimas su artimaisiais", "prieziura", ("Susitikti ir vakare, po "
     "darbo"), "delivery", "pending", "Bus svarstoma birželio vadovų pasitarime", None, None, None),
)  # fmt: skip

PROPOSALS = Book(
    "Kokybės komanda/Pasiūlymų registras.xlsx",
    date(2026, 6, 5),
    EGLE,
    "proposals",
    {
        "proposals": [*_PROPOSALS_2024, *_PROPOSALS_2025, *_PROPOSALS_2026, *_PROPOSALS_STAFF],
        "proposals.reviews": rows(
            "year service reviewed_on by conclusion",
            (2024, None, date(2025, 2, 19), EGLE,
             ("Iš 14 paslaugų gavėjų pasiūlymų įgyvendinti aštuoni, dėl keturių atsakyta neigiamai ir paaiškinta kodėl, "
             "du atidėti. Taryba dalyvavimą įvertino 3,7 balo iš 5.")),
            (2025, None, date(2026, 1, 21), EGLE,
             ("Iš 18 paslaugų gavėjų pasiūlymų įgyvendinta 12, dėl trijų atsakyta neigiamai, trys laukia. Taryba "
             "dalyvavimą įvertino 4,2 balo iš 5: atsakoma greitai, bet protokolus sunku suprasti.")),
        ),
    },
)  # fmt: skip

COMPARISONS = Book(
    "Kokybės komanda/Palyginimų su kitais registras.xlsx",
    date(2026, 5, 29),
    EGLE,
    "comparisons",
    {
        "comparisons": rows(
            "date partner object what service measure ours theirs difference learned changed changed_on effect",
            (date(2024, 10, 15), "Vilkamedžio šeimos centras", "method", "Kaip ieškoma šeimų, kurios nustojo lankytis", "dienos",
             "Be paaiškinimo nustoję lankyti vaikai per metus", 5, 2,
             "Kolegos skambina po dviejų praleistų dienų, mes – po dviejų savaičių",
             "Kuo anksčiau paklausiama, tuo paprastesnė priežastis", "Skambutis po dviejų praleistų dienų",
             date(2025, 3, 17), "2025 metais be paaiškinimo nustojo lankyti 2 vaikai"),
            (date(2025, 5, 20), "Skarvøy šeimos centras (Norvegija)", "method", "Vaiko dalyvavimas sudarant planą",
             "dienos", "Vaikai, sakantys, kad planas yra jų pačių, proc.", 64, 81,
             "Ten vaikas pats užpildo pirmąjį plano lapą", "Suaugusieji per anksti pradeda rašyti už vaiką",
             "Lapas „Mano mintys“ prieš plano susitikimą", date(2025, 9, 8),
             "Lapkritį planą savu laikė 78 proc. vaikų"),
            (date(2025, 5, 20), "Skarvøy šeimos centras (Norvegija)", "result", "Pagalba išvykus iš Krizių centro",
             "kriziu", "Šeimos, su kuriomis susisiekta per tris mėnesius, proc.", 69, 70,
             "Skirtumo beveik nėra: abiejų įstaigų šeimos keičia telefono numerį",
             "Kolegos paima ir artimo žmogaus numerį", None, None, None),
            (date(2025, 5, 21), "Skarvøy šeimos centras (Norvegija)", "approach", "Kaip primenama apie skundus", None,
             "Žinantys, kaip pateikti skundą, proc.", 58, 77,
             "Pas juos apie skundus primenama kiekviename susirinkime", "Vieno plakato nepakanka",
             "Klausimas kiekvieno tėvų susirinkimo pabaigoje", date(2025, 6, 11), "Lapkritį žinojo 74 proc."),
            (date(2025, 5, 21), "Skarvøy šeimos centras (Norvegija)", "approach", "Supervizijos", None,
             "Supervizijos darbuotojui per metus", 6, 10, "Kolegos supervizijai skiria pastovų laiką grafike",
             "Supervizija vyksta tik tada, kai įrašyta į grafiką", "Aštuonios supervizijos nuo 2026 m.",
             date(2026, 1, 19), None),
            (date(2026, 4, 21), "Ąžuolynės bendruomeniniai šeimos namai", "result", "Planų peržiūra laiku",
             "prieziura", "Laiku peržiūrėti planai, proc.", 88, 93,
             "Kolegų peržiūros data įrašyta šeimos kalendoriuje, o ne tik byloje",
             "Datą turi žinoti šeima", "Peržiūros data rašoma ant šeimos kortelės", date(2026, 5, 18), None),
        )
    },
)  # fmt: skip

IMPROVEMENTS = Book(
    "Kokybės komanda/Gerinimo priemonių žurnalas.xlsx",
    date(2026, 6, 5),
    EGLE,
    "improvements",
    {
        "improvements": rows(
            "number date source indicators service finding cause action owner due done effect_checked effect "
            "standardised",
            ("G-24-03", date(2024, 5, 27), "complaint", ("27", "58"), "globos",
             "Ilgai laukiama psichologės (skundas S-2024-02)", "Globėjus konsultuoja viena psichologė",
             "Sutartis su antra psichologe", LINA, date(2024, 8, 30), date(2024, 8, 12), date(2024, 11, 11),
             "effective", "Laukiama 6, ne 17 dienų. Laukimo laikas stebimas kas mėnesį"),
            ("G-24-07", date(2024, 10, 7), "audit", ("52", "56"), None, "Planai rašomi darbuotojo kalba",
             "Forma verčia rašyti tarnybiškai", "Mokymai apie lengvai suprantamą kalbą", AURELIJA, date(2025, 6, 30),
             date(2025, 6, 4), date(2026, 1, 12), "effective", ("Savo žodžiais – 79 proc. planų. Mokoma per įvadinę "
             "savaitę")),
            ("G-25-02", date(2025, 2, 24), "results", ("58",), "dienos",
             "Vaikai be paaiškinimo nustoja lankyti dienos centrą", "Šeimai skambinama per vėlai",
             "Skambutis po dviejų praleistų dienų", MINDAUGAS, date(2025, 3, 31), date(2025, 3, 17),
             date(2025, 6, 16), "effective", ("Per metus nustojo lankyti 2 vaikai vietoj 5. Įrašyta į dienos centro "
             "atmintinę")),
            ("G-25-05", date(2025, 6, 9), "comparison", ("56", "75"), "dienos", "Vaikas plano nelaiko savu",
             "Planą pirmas ima rašyti suaugusysis", "Lapas „Mano mintys“", MINDAUGAS, date(2025, 9, 15),
             date(2025, 9, 8), date(2025, 12, 8), "effective", "78 proc. (buvo 64 proc.). Lapas – plano dalis"),
            ("G-25-06", date(2025, 6, 30), "complaint", ("27", "65"), "globos",
             "Globėjas nežino, kas pavaduoja (skundas S-2025-04)", "Tvarka nenumato, kad suserga ir pavaduojantis",
             "Kortelė su dviem kontaktais", LINA, date(2025, 8, 1), date(2025, 7, 1), date(2025, 10, 6), "effective",
             "Pasikartojančių skundų nebuvo. Nuo 2026 m. kortelę gauna visos šeimos"),
            ("G-25-07", date(2025, 7, 7), "user", ("40", "54"), "dienos", "Raistėnuose nėra kur pabūti vienam",
             "Vienintelė salė atvira", "Ramybės kampelis su širma", AURELIJA, date(2025, 11, 28), date(2025, 11, 20),
             date(2026, 2, 20), "effective", "Kampeliu kasdien pasinaudoja trys keturi vaikai"),
            ("G-25-09", date(2025, 9, 30), "audit", ("73",), None, "Žurnalas pildomas tik prieš posėdį",
             "Įrašas laikomas koordinatorės darbu", "Žurnalo peržiūra padalinyje kas mėnesį", EGLE,
             date(2025, 12, 31), date(2025, 12, 15), date(2026, 3, 16), "effective", "Įrašų per mėnesį 5 (buvo 2)"),
            ("G-25-10", date(2025, 9, 30), "audit", ("44",), None,
             "Įgalinimo koncepcija neparengta, darbuotojai sąvoką supranta skirtingai",
             "Nesutarta, kas ją rengia", "Įgalinimo koncepcijos juodraštis", GINTARE, date(2026, 6, 30), None, None,
             None, None),
            ("G-25-11", date(2025, 9, 30), "audit", ("31",), None, "Savanoriai nežino etikos kodekso",
             "Savanorių supažindinimo niekas neplanuoja", "Savanorių susipažinimas su etikos kodeksu", AURELIJA,
             date(2026, 3, 31), date(2026, 5, 12), None, None, None),
            ("G-25-12", date(2025, 12, 17), "complaint", ("65",), None,
             "Trys metų skundai – dėl informacijos stokos", "Kortelė įteikiama tik globėjams",
             "Kortelė per pirmąjį susitikimą visuose padaliniuose", RUTA, date(2026, 1, 30), date(2026, 1, 26),
             date(2026, 4, 27), "partly", "Raistėnuose kortelę turi 9 iš 15 šeimų"),
            ("G-26-01", date(2026, 2, 27), "user", ("23", "26"), "dienos",
             "Vaikai mano, kad apie skundą sužino tėvai", "Plakate parašyta „pasakyk tėvams“", "Naujas plakatas",
             GINTARE, date(2026, 3, 31), date(2026, 3, 25), None, None, None),
            ("G-26-02", date(2026, 3, 9), "staff", ("26",), "dienos", "Raistėnuose skundų dėžutė pakabinta per aukštai",
             "Kabino suaugęs žmogus pagal savo ūgį", "Dėžutę perkabinti vaiko akių aukštyje", MINDAUGAS,
             date(2026, 3, 13), date(2026, 3, 12), date(2026, 6, 1), "effective", "Aukštis įrašytas į patalpų sąrašą"),
            ("G-26-03", date(2026, 5, 8), "complaint", ("36", "27"), "dienos",
             "Planšetėje matyti kitų nuotaika (skundas S-2026-02)", "Prieš bandymą neįvertintas privatumas",
             "Ekranas rodo tik savo įrašą", MINDAUGAS, date(2026, 5, 29), None, None, None, None),
            ("G-26-04", date(2026, 6, 1), "incident", ("34",), "kriziu", "Naktį budintis vadovas neatsiliepė telefonu",
             "Telefonas be garso", "Antras numeris budėjimo lape", DAIVA, date(2026, 6, 15), None, None, None, None),
        )
    },
)  # fmt: skip

FILES: list[Item] = [COMPLAINTS, PROPOSALS, COMPARISONS, IMPROVEMENTS]
