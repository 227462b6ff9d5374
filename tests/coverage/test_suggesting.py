"""Prove what is proposed, how likely, where it stands and why; on texts as people of three countries write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.catalogue.loader import load_framework
from qms.catalogue.packs import load_packs
from qms.coverage.candidates import MOST_WORDS, query_of
from qms.coverage.passages import LONGEST, best_passage
from qms.coverage.scoring import Place, Scorer, Subject
from qms.coverage.services_named import services_named
from qms.coverage.wording import Matcher
from qms.evidence.passages import find_quote
from qms.model.evidence import Unit
from qms.model.organisation import Service
from qms.model.words import EvidenceKind

PACKS = load_packs("equass-2018")
NEEDS = {
    i.ref: frozenset(k for need in i.rule.needs for k in need)
    for i in load_framework("equass-2018").indicators
}
SCORER = Scorer([Matcher(pack) for pack in PACKS.values()], NEEDS)


def subject(path: str, text: str = "", language: str | None = None, **more: object) -> Subject:
    title = path.rsplit("/", 1)[-1].rpartition(".")[0]
    units = (Unit("section", 1, "", text),) if text else ()
    return Subject(path, title, language, units, **more)  # type: ignore[arg-type]


def first(path: str, text: str = "", language: str | None = None) -> list[str]:
    return [w.ref for w in SCORER.weigh(subject(path, text, language))]


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("Policies/Complaints procedure.docx", "26"),
        ("Complaints/complaints log 2025.xlsx", "27"),
        ("Fire drill 3 May.txt", "34"),
        ("Staff/code of ethics signatures.csv", "31"),
        ("Klager/Klageprosedyre.docx", "26"),
        ("Klager/klagelogg 2025.xlsx", "27"),
        ("HMS/Brannøvelse mai.txt", "34"),
        ("Etikk/kvittering etiske retningslinjer.csv", "31"),
        ("Skundai/Skundų nagrinėjimo tvarka.docx", "26"),
        ("Skundai/skundu registras 2025.xlsx", "27"),
        ("Sauga/evakuacijos pratybos.txt", "34"),
        ("Etika/Susipažinimas su etikos kodeksu.xlsx", "31"),
    ],
)
def test_names_tell_neighbouring_indicators_apart(path: str, ref: str) -> None:
    assert first(path)[0] == ref


@pytest.mark.parametrize(
    ("text", "language", "ref"),
    [
        ("Minutes\nThe users' council met. Residents meeting every Monday.", "en", "40"),
        ("Vi gikk gjennom ventelisten. Fire søkere fikk avslag på inntak.", "nb", "33"),
        ("Nepriklausomo auditoriaus išvada. Finansinių ataskaitų rinkinys patikrintas.", "lt", "67"),
    ],
)
def test_a_text_tells_it_where_the_name_says_nothing(text: str, language: str, ref: str) -> None:
    assert first("Document1.docx", text, language)[0] == ref


def test_nothing_is_said_of_a_menu() -> None:
    for name, text, language in (
        ("menu week 20", "Monday soup, Tuesday fish, Wednesday stew.", "en"),
        ("meny uke 20", "Mandag suppe, tirsdag fisk, onsdag lapskaus.", "nb"),
        ("valgiaraštis 20 savaitė", "Pirmadienis: sriuba, antradienis: žuvis.", "lt"),
    ):
        assert SCORER.weigh(subject(f"{name}.txt", text, language)) == []


def test_a_file_counts_for_what_it_speaks_of_most() -> None:
    text = "Complaints log. Complaints received: 4. Date answered. " * 3 + "One was about the fire drill."
    found = {w.ref: w.score for w in SCORER.weigh(subject("complaints log.xlsx", text, "en"))}
    assert found["27"] > 0.9
    assert found["27"] > 2 * found["34"]


def test_the_kind_that_is_asked_for_comes_first() -> None:
    plain = {w.ref: w.score for w in SCORER.weigh(subject("rights.docx", "charter of rights", "en"))}
    asked = subject("rights.docx", "charter of rights", "en", kinds=(EvidenceKind.RESULT,))
    other = {w.ref: w.weight for w in SCORER.weigh(asked)}
    whole = {w.ref: w.weight for w in SCORER.weigh(subject("rights.docx", "charter of rights", "en"))}
    assert plain["21"]
    assert other["21"] < whole["21"]


def test_what_is_put_away_counts_less_and_words_speak_against() -> None:
    sound, draft = (
        SCORER.weigh(subject("Annual plan 2026.docx", put_away=away))[0].score for away in (False, True)
    )
    assert draft < sound
    procedure, log = (
        next(w for w in SCORER.weigh(subject(f"complaint form {name}.docx")) if w.ref == "26")
        for name in ("new", "log")
    )
    assert log.weight < procedure.weight
    assert "log" in log.words["against"]


def test_a_pack_of_another_language_counts_less() -> None:
    name = "Klageprosedyre.docx"
    own, other = (
        next(w for w in SCORER.weigh(subject(name, "", language)) if w.ref == "26").weight
        for language in ("nb", "lt")
    )
    assert other < own


@given(
    st.lists(st.sampled_from(["klage", "complaints log", "skundas", "årsplan", "menu", "ir"]), max_size=12)
)
def test_scores_lie_between_0_and_1_in_a_steady_order(words: list[str]) -> None:
    asked = subject("x.txt", " ".join(words))
    found = SCORER.weigh(asked)
    assert all(0 < w.score <= 1 for w in found)
    assert [w.score for w in found] == sorted((w.score for w in found), reverse=True)
    assert [(w.ref, w.score) for w in found] == [(w.ref, w.score) for w in SCORER.weigh(asked)]


TEXT = """Complaints procedure
1 Purpose. This tells how to make a complaint, orally or with the complaint form, and who answers it.
2 Some other matter without any of these words at all.
Date\treceived\tcomplaint\tanswered on
2025-01-04\tletter\tcomplaint about the bus\t2025-01-09"""


def test_a_quote_is_a_sentence_that_is_found_again() -> None:
    units = (Unit("page", 1, "", "Front page"), Unit("page", 2, "", TEXT))
    found = SCORER.weigh(Subject("x.pdf", "x", "en", units))
    mine = next(w for w in found if w.ref == "26")
    pin = best_passage(units, mine.places)
    assert pin is not None
    assert (pin.unit, pin.number) == ("page", 2)
    assert pin.quote.startswith("This tells how to make a complaint")
    assert find_quote(units, pin.quote) is units[1]


@given(
    st.text(alphabet="ab \n\t.\xad\u200b\xe5\u0161A", max_size=500),
    st.text(alphabet="cd .\n", max_size=500),
)
def test_every_quote_is_short_and_stands_in_its_unit(before: str, after: str) -> None:
    from indexer.text import normalise

    unit = Unit("section", 1, "", f"{before} complaint {after}")
    start = normalise(unit.text).index("complaint")
    pin = best_passage((unit,), [Place(0, start, start + 9, 3.0)])
    assert pin is None or (
        "complaint" in pin.quote and len(pin.quote) <= LONGEST and find_quote((unit,), pin.quote) is unit
    )


def test_services_are_named_by_name_capitals_or_a_long_id() -> None:
    services = (
        Service("day", "Day Service", "day"),
        Service("vta", "Varig tilrettelagt arbeid (VTA)", "work_inclusion"),
        Service("kriziu", "Intensyvi krizių įveikimo pagalba", "crisis"),
        Service("prieziura", "Socialinė priežiūra šeimoms", "family_child"),
    )

    def named(path: str, title: str = "") -> tuple[str, ...]:
        return services_named(services, path, title)

    assert named("07 Day Service/incidents.csv") == ("day",)
    assert named("open day programme.docx", "A good day") == ()
    assert named("VTA/plan.docx") == ("vta",)
    assert named("x/plan.docx", "Varig tilrettelagt arbeid") == ("vta",)
    assert named("vta liten.docx") == ()
    assert named("Krizių centras/planas.docx") == ("kriziu",)
    assert named("Socialinės priežiūros šeimoms planas.docx") == ("prieziura",)


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_the_index_is_asked_for_the_weightiest_words(language: str) -> None:
    from indexer.query import parse

    for ref, entries in PACKS[language].entries.items():
        query = query_of(entries)
        assert 0 < len(query.split()) <= 3 * MOST_WORDS, ref
        assert parse(query).terms(), ref
