"""Prove that what identifies a person is found, and that numbers one digit off are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.evidence import identifiers as found_in
from qms.evidence.identifiers import identifiers, masked, own_contacts
from qms.evidence.name_list import NameList
from qms.evidence.telling_names import telling_words

DIGITS = st.text("0123456789", min_size=1, max_size=1)


def kinds(text: str, names: NameList | None = None) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in identifiers(text, names)]


def weighed(digits: str, *weights: int) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))


def norwegian(head: str) -> str:
    first = -weighed(head, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11
    second = -weighed(f"{head}{first}", 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
    return "" if 10 in (first, second) else f"{head}{first}{second}"


def lithuanian(head: str) -> str:
    control = weighed(head, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11
    if control == 10:
        control = weighed(head, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10
    return f"{head}{control}"


def account(head: str) -> str:
    control = -weighed(head, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
    return "" if control == 10 else f"{head}{control}"


def iban(country: str, body: str) -> str:
    number = int("".join(str(int(sign, 36)) for sign in f"{body}{country}00"))
    return f"{country}{98 - number % 97:02}{body}"


def off(number: str, at: int) -> str:
    return number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]


# The last three digits carry no day, so that a changed one leaves a day that there is.
@given(st.dates().filter(lambda day: day.year > 1000), st.integers(0, 999), st.integers(6, 10), st.booleans())
def test_norwegian_numbers_and_those_of_foreigners(day: object, tail: int, at: int, foreign: bool) -> None:
    head = f"{day:%d%m%y}{tail:03}"
    head = str(int(head[0]) + 4) + head[1:] if foreign else head
    made = norwegian(head)
    if made:
        assert ("norwegian_number", made) in kinds(f"Fnr {made}, født")
        assert found_in.NATIONAL not in dict(kinds(f"Fnr {off(made, at)}, født"))


@given(st.dates(), st.integers(3, 6), st.integers(0, 999), st.integers(7, 10))
def test_lithuanian_codes(day: object, century: int, tail: int, at: int) -> None:
    made = lithuanian(f"{century}{day:%y%m%d}{tail:03}")
    assert any(
        words == made
        for kind, words in kinds(f"a. k. {made}")
        if kind in {"lithuanian_code", "norwegian_number"}
    )
    assert not found_in.is_lithuanian(off(made, at)) or lithuanian(off(made, at)[:10]) == off(made, at)


@given(st.integers(0, 9_999_999), st.sampled_from(["", "A", "W"]), st.integers(0, 6))
def test_irish_numbers(number: int, second: str, at: int) -> None:
    def letter(digits: str) -> str:
        return "WABCDEFGHIJKLMNOPQRSTUV"[
            (weighed(digits, 8, 7, 6, 5, 4, 3, 2) + (9 if second == "A" else 0)) % 23
        ]

    digits = f"{number:07}"
    assert kinds(f"PPSN {digits}{letter(digits)}{second}.") == [
        ("pps_number", f"{digits}{letter(digits)}{second}")
    ]
    wrong = off(digits, at)
    if letter(wrong) != letter(digits):
        assert kinds(f"PPSN {wrong}{letter(digits)}{second}.") == []


@given(st.sampled_from(["NO", "LT", "IE"]), st.data(), st.integers(4, 14))
def test_international_accounts(country: str, data: st.DataObject, at: int) -> None:
    length = {"NO": 11, "LT": 16, "IE": 18}[country]
    body = data.draw(st.text("0123456789", min_size=length, max_size=length))
    body = f"BOFI{body[4:]}" if country == "IE" else body
    made = iban(country, body)
    spaced = " ".join(made[n : n + 4] for n in range(0, len(made), 4))
    assert ("iban", made) in kinds(f"Konto: {made}.")
    assert ("iban", spaced) in kinds(f"Sąskaita {spaced} banke")
    if made[at].isdigit():
        assert "iban" not in dict(kinds(f"Konto: {off(made, at)}."))


@given(st.text("0123456789", min_size=10, max_size=10))
def test_norwegian_accounts(head: str) -> None:
    made = account(head)
    if made and not found_in.is_norwegian(made) and not found_in.is_lithuanian(made) and int(made):
        dotted = f"{made[:4]}.{made[4:6]}.{made[6:]}"
        assert ("bank_account", dotted) in kinds(f"betales til {dotted}.")
        assert ("bank_account", made) in kinds(f"kontonr. {made}")
        assert "bank_account" not in dict(kinds(f"sak {made}"))
        assert "bank_account" not in dict(kinds(f"betales til {off(dotted, 3)}"))


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("ring 22 33 44 55.", "22 33 44 55"),
        ("mobil 912 34 567", "912 34 567"),
        ("+47 91234567", "+47 91234567"),
        ("tlf. 22334455", "22334455"),
        ("tel. +370 612 34567", "+370 612 34567"),
        ("8 612 34567", "8 612 34567"),
        ("(8 5) 212 3456", "(8 5) 212 3456"),
        ("0 612 34567", "0 612 34567"),
        ("Call 087 123 4567", "087 123 4567"),
        ("+353 87 123 4567", "+353 87 123 4567"),
        ("01 234 5678", "01 234 5678"),
    ],
)
def test_phones_of_three_countries(text: str, phone: str) -> None:
    assert kinds(text) == [("phone", phone)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-15 kl. 08.30-11.00",
        "20250315",
        "org.nr. 974 760 673",
        "§ 12 34 56",
        "V-45/2025, 1 234 567,50 kr",
        "1.1.1",
        "2024 2025 2026",
        "Salg 16 940 15 780 14 230",
        "12 34 56 78 901 22",
    ],
)
def test_days_amounts_and_organisations_are_none(text: str) -> None:
    assert kinds(text) == []


def test_names_in_their_forms() -> None:
    names = NameList(
        ["Jonas Petraitis", "Ona Kazlauskienė", "# a remark", "", "Ola Nordmann", "Seán O'Brien", "Rūta"]
    )
    assert names.count == 5
    told = "Jono Petraičio, Petraičiui; Petraitį; JONAS PETRAITIS; Kazlauskienės Onos; Rūtos"
    assert len(kinds(told, names)) == 6
    assert kinds("Nordmanns plan, ola nordmann, Ola H. Nordmann, O’Brien’s, O'Brien", names) == [
        ("name", "Nordmanns"),
        ("name", "ola nordmann"),
        ("name", "Ola H. Nordmann"),
        ("name", "O’Brien’s"),
        ("name", "O'Brien"),
    ]
    assert kinds("Jonas kom. Ola gikk. En nordmann i Norge. Petras Jonaitis", names) == []


def test_nothing_is_shown_in_full() -> None:
    names = NameList(["Jonas Petraitis"])
    assert "Petraitis" not in repr(names)
    (one,) = identifiers("Jonas Petraitis", names)
    assert "Petr" not in repr(one)
    assert masked("Jonas Petraitis") == "J…s"
    assert masked("12 34 56 78") == "1…8"
    assert masked("ola.nordmann@example.no") == "o…@e….no"
    assert masked("Ola") == "…"


def test_the_providers_own_contacts_are_told_apart() -> None:
    own = own_contacts(
        ["+47 22 33 44 55"], ["post@day.example"], ["https://www.day.example/om"], ["Ada Byrne"]
    )
    text = (
        "22 33 44 55, 22 33 44 56, post@day.example, ada@day.example, someone@gmail.com, Ada Byrne, Ola Moe"
    )
    held = [one.words for one in identifiers(text, NameList(["Ada Byrne", "Ola Moe"])) if own.holds(one)]
    assert held == ["22 33 44 55", "post@day.example", "ada@day.example", "Ada Byrne"]


@pytest.mark.parametrize(
    ("name", "telling"),
    [
        ("sykemelding april", True),
        ("Sykemeldinger 2025", True),
        ("Nedarbingumo pažyma", True),
        ("Ligos istorija", True),
        ("Skundas dėl Petraičio", True),
        ("Klage fra Nordmann", True),
        ("Complaint from Murphy", True),
        ("Prosedyre for klager", False),
        ("Skundų nagrinėjimo tvarka", False),
        ("complaints procedure", False),
        ("Klagelogg 2025", False),
    ],
)
def test_file_names_that_tell_too_much(name: str, telling: bool) -> None:
    assert bool(telling_words(name)) is telling


def _born(head: str) -> str:
    return next(made for tail in range(300, 400) if (made := norwegian(f"{head}{tail}")))


@pytest.mark.parametrize("form", [
    "{0}.{1}.{2} {3}", "{0}{1}{2}\n{3}", "{0}{1}{2} \n{3}", "{0}{1}{2}-{3}", "{0}.{1}.{2}-{3}", "{0}{1}{2} {4} {5}",
])  # fmt: skip
def test_birth_numbers_as_they_are_written(form: str) -> None:
    made = _born("090777")
    text = form.format(made[:2], made[2:4], made[4:6], made[6:], made[6:9], made[9:])
    assert kinds(f"nr {text} og så") == [("norwegian_number", text)]
    # Not across an empty line, and not within a longer number.
    assert not kinds(f"{made[:6]}\n\n{made[6:]}")
    assert not kinds(f"{text}1")


def test_spaced_codes_and_letters_of_any_case() -> None:
    made = lithuanian("4850313123")
    assert kinds(f"a. k. {made[0]} {made[1:7]} {made[7:]}.") == [
        ("lithuanian_code", f"{made[0]} {made[1:7]} {made[7:]}")
    ]
    assert kinds("PPSN 1234567fa and 1234567 FA") == [
        ("pps_number", "1234567fa"),
        ("pps_number", "1234567 FA"),
    ]
    assert not kinds("1234567 fa")
    made = iban("IE", "AIBK93115212345678").lower()
    assert kinds(f"to {made} today") == [("iban", made)]


def test_addresses_that_hide_from_robots() -> None:
    (one,) = identifiers("skriv til jonas (at) pastas.lt i dag (at last.)")
    assert (one.kind, one.words) == ("email", "jonas (at) pastas.lt")
    assert own_contacts([], ["post@pastas.lt"], [], []).holds(one)


def test_cells_that_lost_their_zero() -> None:
    born = _born("030471")
    text = f"Name\tNumber\nA\t{born[1:]}\nB\t{off(born, 10)[1:]}\n"
    assert [one.words for one in identifiers(text, cells=True)] == [born[1:]]
    assert identifiers(text) == []
    assert identifiers(f"sum 1{born[1:]}\t{born[1:]}5", cells=True) == []


def test_bare_mobiles_below_a_heading() -> None:
    for sign in "\t;,":
        text = f"Navn{sign}Telefon{sign}Beløp\nA{sign}91234568{sign}41234568\nB{sign}(ukjent){sign}7\n"
        assert kinds(text) == [("phone", "91234568")]
        (one,) = identifiers(text)
        assert text[one.start : one.end] == "91234568"
    assert not kinds("Navn\tAntall\nA\t91234568\n")


def test_lithuanian_mobiles_that_look_like_an_organisation() -> None:
    number = next(f"8612{tail}" for tail in range(10_000, 99_999) if found_in.is_organisation(f"8612{tail}"))
    assert kinds(f"8 {number[1:4]} {number[4:]}") == [("phone", f"8 {number[1:4]} {number[4:]}")]
    assert kinds(f"skambinti {number}") == [("phone", number)]
    assert not kinds(f"Org.nr. {number}")


@pytest.mark.parametrize(("name", "said"), [
    ("Vytautas Mickevičius", "su Vytautu Mickevičiumi"), ("Paulius Stankus", "Pauliumi Stankumi"),
    ("Inga Valančienė-Petrė", "Ingos Valančienės-Petrės"), ("Inga Valančienė-Petrė", "apie Valančienę"),
    ("Kari Nordmann Berg", "Kari Nordmann-Berg"), ("Kari Nordmann Berg", "Kari Nordmann"),
    ("Seán Ó Briain", "Sean O'Briain"), ("Seán Ó Briain", "Seán Ó Bhriain"), ("Seán O’Briain", "Seán Ó Briain"),
    ("Aušra Žukauskaitė", "Žukaus-\nkaitė"), ("Aušra Žukauskaitė", "Žukaus\u00adkaitės"),
    ("Jonas Šuo", "Jonui Šuniui"), ("Petras Akmuo", "Akmeniui"), ("Ona Marti", "Marčiai"),
    ("Ann-Kristin Olsen", "Ann-Kristin Olsens"), ("Eglė Rūta Jankauskienė", "Eglei Jankauskienei"),
])  # fmt: skip
def test_names_that_bend_and_join(name: str, said: str) -> None:
    ((start, end),) = NameList([name]).find(said)
    assert said[start:end] in said.removeprefix("su ").removeprefix("apie ")


def test_parts_of_names_alone_are_words() -> None:
    names = NameList(["Kari Nordmann Berg", "Ann-Kristin Olsen", "Mantas Katinas"])
    assert not list(names.find("Kari og Nordmann, Ann eller Kristin; katinas miega"))
    found = "Ola Olsen, Kari Berg, Kari Nordmann"
    assert [found[a:b] for a, b in names.find(found)] == ["Olsen", "Kari Berg", "Kari Nordmann"]
