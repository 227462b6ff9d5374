"""The definitions of books: what they hold, how they are found, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from qms.locale import LANGUAGES
from qms.resources import data_path
from qms.results.definitions import (
    SAMPLE_WORDS,
    BadBook,
    UnknownBook,
    all_tables,
    find_book,
    is_sample,
    load_books,
    plain,
    read_books,
    sample_key,
)

if TYPE_CHECKING:
    from pathlib import Path

    from qms.model.books import Book, Table

# The contract that reading, counting and reporting are built on; * marks what no row goes without.
CONTRACT = {
    "complaints": "number* code, received* date, channel choice, complainant choice, service service, topic text, "
    "severity choice, responsible person, acknowledged date, answered date, outcome choice, satisfied choice, "
    "lesson text, action text",
    "complaints.reviews": "year* year, service service, reviewed_on* date, by person, conclusion text",
    "incidents.reviews": "year* year, service service, reviewed_on* date, by person, conclusion text",
    "proposals.reviews": "year* year, service service, reviewed_on* date, by person, conclusion text",
    "awareness": "date* date, topic* text, indicators refs, group* group, person text, present count, "
    "understood count, checked choice, method choice, hours number, led_by person",
    "awareness.members": "person* text, group* group, joined date, left date",
    "competence": "person* person, function* function, requirement* text, kind choice, required* integer, "
    "actual integer, checked date, plan text",
    "competence.descriptions": "function* function, person person, description text, valid_from date, signed date, "
    "reviewed date, next_review date",
    "plans": "code* code, service* service, started date, plan_made date, user_present flag, own_words flag, "
    "goals integer, goals_reached integer, evaluated date, next_evaluation date, decided choice, ended date, "
    "ending choice, follow_up date",
    "partners": "partner* text, type choice, purpose text, service service, agreement date, start date, end date, "
    "contact text, owner person, continuity text, inclusion text, users_included integer, evaluated date, "
    "measure text, result text, benefit_users text, benefit_organisation text, decision choice",
    "incidents": "number* code, date* date, service service, site site, kind* choice, affected choice, "
    "severity choice, reported_to text, reported date, measures text, closed date, lesson text, action text",
    "risks": "number* code, area choice, risk* text, service service, affects choice, likelihood integer, "
    "consequence integer, measure text, owner person, due date, done date, reviewed date",
    "proposals": "number* code, date* date, source* choice, forum text, service service, proposal* text, "
    "concerns choice, decision choice, because text, answered date, carried_out date, became text",
    "comparisons": "date* date, partner* text, object choice, what* text, service service, measure text, "
    "ours number, theirs number, difference text, learned text, changed text, changed_on date, effect text",
    "improvements": "number* code, date* date, source choice, indicators refs, service service, finding* text, "
    "cause text, action* text, owner person, due date, done date, effect_checked date, effect choice, "
    "standardised text",
    "results.measures": "code* code, name* text, indicator* refs, service service, unit choice, better choice, "
    "definition text, target number, baseline number, baseline_year year, source text, owner person, fill text",
    "results.values": "measure* code, period* period, service service, value number, n integer, asked choice, "
    "answered_by choice, invited integer, source text, comparison_with text, comparison_value number, note text",
    "results.texts": "indicator* refs, year* year, service service, interpretation text, action text, "
    "owner person, due date",
}
CHOICES = {
    "complaints.channel": "oral form box email letter phone picture_card advocate other",
    "complaints.complainant": "user family staff purchaser other anonymous",
    "complaints.severity": "low medium high",
    "complaints.outcome": "upheld partly not_upheld withdrawn forwarded",
    "complaints.satisfied": "yes no unknown",
    "awareness.checked": "no questions quiz shown",
    "awareness.method": "training meeting reading conversation induction",
    "competence.kind": "education course certificate skill language experience",
    "plans.decided": "yes partly no not_asked",
    "plans.ending": "planned unplanned",
    "partners.type": "employer public ngo education health other",
    "partners.decision": "continue change stop",
    "incidents.kind": "accident near_miss violence physical_abuse psychological_abuse sexual_abuse financial neglect "
    "discrimination medication privacy rights missing_person fire property other",
    "incidents.affected": "user staff both other none",
    "risks.area": "building fire ergonomics infection violence lone_work medication transport machines food "
    "psychosocial user_specific privacy other",
    "risks.affects": "users staff both",
    "proposals.source": "user council family staff partner other",
    "proposals.concerns": "planning delivery evaluation environment staff other",
    "proposals.decision": "accepted partly declined pending",
    "comparisons.object": "approach method result",
    "improvements.source": "complaint incident survey audit results staff user comparison law risk self_assessment "
    "other",
    "improvements.effect": "effective partly not_effective",
    "results.measures.unit": "percent number hours score money days other",
    "results.measures.better": "higher lower",
    "results.values.asked": "users families staff partners purchasers community records",
    "results.values.answered_by": "self proxy both",
}
IDENTITIES = {
    "complaints": ("number", "received"),
    "awareness": ("", "date"),
    "competence": ("", "checked"),
    "plans": ("code", "evaluated"),
    "partners": ("partner", "evaluated"),
    "incidents": ("number", "date"),
    "risks": ("number", "reviewed"),
    "proposals": ("number", "date"),
    "comparisons": ("", "date"),
    "improvements": ("number", "date"),
    "results.measures": ("code", ""),
    "results.values": ("", "period"),
    "results.texts": ("", "year"),
}
OWN = [(b, t) for b in load_books().values() if not b.name.startswith("survey-") for t in b.tables]
each_table = pytest.mark.parametrize("table", [t for _, t in OWN], ids=[t.name for _, t in OWN])


def shape(table: Table) -> str:
    return ", ".join(f"{c.key}{'*' if c.required else ''} {c.type}" for c in table.columns)


def test_the_tables_are_those_of_the_contract() -> None:
    assert {t.name: shape(t) for _, t in OWN} == CONTRACT
    assert {
        name: (t.identity, t.dated) for name, t in ((t.name, t) for _, t in OWN) if name in IDENTITIES
    } == IDENTITIES


def test_the_choices_are_those_of_the_contract() -> None:
    found = {
        f"{t.name}.{c.key}": " ".join(choice.token for choice in c.choices)
        for _, t in OWN
        for c in t.columns
        if c.choices
    }
    assert found | CHOICES == found


def test_a_book_has_the_table_of_its_name_first_and_surveys_are_books_too() -> None:
    books = load_books()
    assert [b.kind for b in books.values()] == ["register"] * 10 + ["results"] + ["survey"] * 5
    for book in books.values():
        first = book.tables[0].name
        assert first == book.name or first.startswith(f"{book.name}.")
    assert set(all_tables()) >= set(CONTRACT) | {"survey-users.answers"}


@each_table
def test_everything_is_said_in_three_languages(table: Table) -> None:
    for language in LANGUAGES:
        assert table.titles[language]
        assert table.explain[language].endswith(".")
        for column in table.columns:
            assert column.explain[language], column.key
            assert column.headings[language], column.key
            # A heading must fit above its column in a few lines, an explanation in a few more.
            assert max(map(len, column.heading(language).split())) <= column.width + 2, column.key
            assert len(column.explain[language]) <= 8 * column.width, column.key


@each_table
def test_the_sample_is_marked_in_each_language_and_nothing_else_is(table: Table) -> None:
    key = sample_key(table)
    for language in LANGUAGES:
        marked = [
            c.key
            for c in table.columns
            if is_sample(c.example.get(language) if isinstance(c.example, dict) else c.example)
        ]
        assert marked == [key]
        assert table.column(key).example[language].startswith(SAMPLE_WORDS[language])


@each_table
def test_samples_of_people_served_are_codes(table: Table) -> None:
    for column in table.columns:
        if column.people:
            assert all(any(sign.isdigit() for sign in text) for text in column.example.values())


@pytest.mark.parametrize("cell", ["EXAMPLE", "EKSEMPEL: 1", " PAVYZDYS 2026-01", "EXAMPLE2026", "EKSEMPEL-1"])
def test_a_sample_is_known_by_its_first_word(cell: str) -> None:
    assert is_sample(cell)


@pytest.mark.parametrize("cell", ["Example of rudeness", "EXAMPLES", "an EXAMPLE", "", None, 3, "Eksempel"])
def test_other_cells_are_no_samples(cell: object) -> None:
    assert not is_sample(cell)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("complaints", "complaints"),
        ("Klageregister", "complaints"),
        ("klager", "complaints"),
        ("SKUNDU registras", "complaints"),
        ("planregister", "plans"),
        ("Gerinimo priemonių žurnalas", "improvements"),
        ("kompetansematrise", "competence"),
        ("survey-users", "survey-users"),
    ],
)
def test_a_book_is_found_by_name_and_by_title_in_any_language(typed: str, name: str) -> None:
    assert find_book(typed).name == name


def test_an_unknown_book_is_refused_with_what_is_similar() -> None:
    with pytest.raises(UnknownBook) as raised:
        find_book("coplaints")
    assert raised.value.params["similar"][0] == "complaints"
    with pytest.raises(UnknownBook) as raised:
        find_book("xyz")
    assert raised.value.params["similar"] == []


@pytest.mark.parametrize("kind", ["registers", "surveys"])
def test_no_key_stands_twice_in_a_file(kind: str) -> None:
    """YAML itself lets the second win in silence."""

    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader: Any, node: Any) -> dict[Any, Any]:
        keys = [loader.construct_object(key) for key, _ in node.value]
        assert len(keys) == len(set(keys)), (node.start_mark, keys)
        return dict(loader.construct_pairs(node, deep=True))

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    for path in data_path("templates", kind).glob("*.yaml"):
        yaml.load(path.read_text(encoding="utf-8"), Loader=Strict)


TITLES = "{en: T, nb: T, lt: T}"
GOOD = f"""\
titles: {TITLES}
purpose: {TITLES}
serves: {{equass-2018: ["26"]}}
tables:
  toys:
    titles: {TITLES}
    identity: name
    columns:
      name:
        required: true
        headings: {{en: Name | Called, nb: Navn, lt: Vardas}}
      colour:
        type: choice
        headings: {{en: Colour, nb: Farge, lt: Spalva}}
        choices:
          red: {{en: Red | Crimson, nb: Rød, lt: Raudona}}
          blue: {{en: Blue, nb: Blå, lt: Mėlyna}}
"""


def toys(tmp_path: Path, text: str = GOOD) -> Book:
    (tmp_path / "toys.yaml").write_text(text, encoding="utf-8")
    return read_books(tmp_path)["toys"]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    book = toys(tmp_path)
    assert book.tables[0].column("name").headings["en"] == ("Name", "Called")
    assert [c.token for c in book.tables[0].column("colour").choices] == ["red", "blue"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("type: choice", "type: colour", "tables.toys.columns.colour.type"),
        ("Colour, nb", "called, nb", "tables.toys.columns.colour"),
        ("Farge", "NÁVN.", "tables.toys.columns.colour"),
        ("en: Blue", "en: crimson", "tables.toys.columns.colour.choices.blue"),
        ("lt: Mėlyna", "lt: ''", "tables.toys.columns.colour.choices.blue.lt.0"),
        (", lt: Mėlyna", "", "tables.toys.columns.colour.choices.blue"),
        (", lt: Spalva", "", "tables.toys.columns.colour.headings"),
        ("type: choice", "type: text", "tables.toys.columns.colour.choices"),
        ("identity: name", "identity: nam", "tables.toys.identity"),
        ("identity: name", "dated: day", "tables.toys.dated"),
        ("required: true", "required: false", "tables.toys.columns"),
        ("required: true", "requird: true", "tables.toys.columns.name.requird"),
        ('["26"]', '["96"]', "serves.equass-2018"),
        ("equass-2018", "equass-2081", "serves.equass-2081"),
        ("  toys:\n    titles: {en: T,", "  toys:\n    titles: {en: 'T/1',", "tables.toys.titles"),
        ("  toys:", "  trains:", "tables.trains"),
        ("required: true", "use: nothing", "tables.toys.columns.name"),
        ("titles:", "titles: [", "2"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    with pytest.raises(BadBook) as raised:
        toys(tmp_path, GOOD.replace(old, new, 1))
    assert raised.value.params["file"] == "toys.yaml"
    assert raised.value.params["place"] == place


def test_headings_are_compared_without_signs_case_and_diacritics() -> None:
    assert plain("  Gauta (data): ") == plain("gauta DATA") == "gauta data"
    assert plain("Følge") == plain("folge")
