from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.stems import query_forms, stem_forms
from indexer.text import Language, fold, guess_language, normalise, tokens

FAMILIES = {
    "nb": """
        klage klager klagen klagene
        klagebehandling klagebehandlingen klagebehandlinger klagebehandlingens
        avvik avviket avvikene avvikets
        tjeneste tjenester tjenesten tjenestene tjenestens
        bruker brukere brukeren brukerne brukernes brukerens
        møte møter møtet møtene
        leder ledere lederen lederne
        evaluering evalueringer evalueringen evaluere evaluerer evalueres evaluert
        mål målet målene
        kvalitet kvaliteten
        deltaker deltakere deltakeren deltakerne
        skjema skjemaet skjemaer skjemaene
        år året årene
        individuell individuelle individuelt
        hjem hjemmet hjemmene
        bok boka boken bøker bøkene
        varsel varselet varsler varslene
    """,
    "lt": """
        skundas skundo skundui skundą skundu skunde skundai skundų skundams skundus skundais
        paslauga paslaugos paslaugai paslaugą paslaugoje paslaugų paslaugoms paslaugas paslaugomis
        įmonė įmonės įmonei įmonę įmonėje įmonių įmonėms
        klientas kliento klientui klientą klientai klientų klientams
        darbuotojas darbuotojo darbuotojai darbuotojų darbuotojams
        vertinimas vertinimo vertinimą vertinimų vertinti vertina
        teisė teisės teisę teisių teisėmis
        sutartis sutarties sutartį sutarčių sutartims
        asmuo asmens asmenys asmenų asmenims
        žmogus žmogaus žmonės žmonių
        medis medžio medžiai medžių
        pasiūlymas pasiūlymo pasiūlymai pasiūlymų
        kriterijus kriterijaus kriterijai kriterijų
    """,
    "en": """
        complaint complaints
        policy policies
        participate participation participating participants
        organisation organization organisations
        behaviour behavior behaviours
        evaluate evaluation evaluated
        person persons people
        centre centres center
    """,
}
CASES = [family.split() for block in FAMILIES.values() for family in block.strip().split("\n")]


@pytest.mark.parametrize("family", CASES, ids=lambda family: family[0])
def test_every_form_of_a_word_finds_every_other_with_and_without_diacritics(family: list[str]) -> None:
    for written in family:
        indexed = set(stem_forms(written))
        for asked in family:
            assert query_forms(asked) & indexed, (asked, written)
            assert query_forms(fold(asked)) & indexed, (fold(asked), written)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nb", "bruk", "brudd"),
        ("nb", "lov", "lovise"),
        ("nb", "mål", "måling"),
        ("nb", "plan", "plante"),
        ("lt", "skundas", "skubus"),
        ("lt", "planas", "plienas"),
        ("en", "policy", "police"),
    ],
)
def test_different_words_stay_apart(language: Language, one: str, other: str) -> None:
    assert stem_forms(one, (language,)) != stem_forms(other, (language,))


def test_digraphs_that_replace_norwegian_letters() -> None:
    assert query_forms("maal") & set(stem_forms("målene"))
    assert query_forms("moete") & set(stem_forms("møter"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("see A-12 here", {"a-12"}),
        ("point 1.1.1.", {"1.1.1"}),
        ("jf. § 5 og §5-3a", {"§5", "§5-3a"}),
        ("Nr. V-45/2025", {"v-45/2025", "v-45"}),
        ("on 2025-03-12", {"2025-03-12"}),
        ("A\u201112 and A\u201312", {"a-12"}),
        ("follow-up", set()),
    ],
)
def test_codes_are_kept_as_written(text: str, whole: set[str]) -> None:
    assert {token.exact for token in tokens(text) if token.whole} == whole


def test_tokens_know_their_place() -> None:
    text = "Møtet nr. A-12: § 5"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Møtet",
        "nr",
        "A-12",
        "A",
        "12",
        "§ 5",
        "5",
    ]


@given(st.text(max_size=200))
def test_normalise_is_idempotent_and_encodable(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=80))
def test_composed_and_decomposed_text_give_the_same_tokens(text: str) -> None:
    composed = [token.exact for token in tokens(normalise(unicodedata.normalize("NFC", text)))]
    assert composed == [token.exact for token in tokens(normalise(unicodedata.normalize("NFD", text)))]


@given(st.text(max_size=200))
def test_tokens_lie_within_the_text_in_order(text: str) -> None:
    text = normalise(text)
    found = [token for token in tokens(text) if not token.whole]
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.position for token in found] == list(range(len(found)))
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("klage\ufffe\nbehandling", "klagebehandling"),
        ("klage\u00adbehandling", "klagebehandling"),
        ("a\udce5b", "a\ufffdb"),
        ("a\x00b\x0bc", "a b c"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("A\u030arsrapport", "Årsrapport"),
        ("a\u00a0b", "a b"),
    ],
)
def test_normalise_cleans(dirty: str, clean: str) -> None:
    assert normalise(dirty) == clean


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The service users are involved in planning and have the right to complain.",
            "en",
        ),
        (
            "Brukerne er med på planleggingen, og de har rett til å klage på det som ikke er bra.",
            "nb",
        ),
        ("Paslaugų gavėjai dalyvauja planuojant paslaugas ir turi teisę skųstis dėl jų kokybės.", "lt"),
        ("12 345 678", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language
