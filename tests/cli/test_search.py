"""Prove that words are found as people write them, in three languages, and narrowed by what the register knows."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms


def found(qms: Qms, *words: str) -> list[str]:
    """Return the paths of the hits, sorted."""
    return sorted(h["path"] for h in qms.json("search", *words)["hits"])


def put(qms: Qms, **files: str) -> None:
    """Put text files into the register."""
    for name, text in files.items():
        qms.write(f"{name}.txt", text)
    qms.sync()


ENGLISH = "The complaints were handled by the manager and the policies are known to everybody in the house."
NORWEGIAN = "Klagebehandlingen er kjent for alle deltakerne, og øvelsene på avdelingen ble gjennomført i går."
LITHUANIAN = (
    "Skundų nagrinėjimas yra žinomas visiems darbuotojams, o mokymai įstaigoje vyko praėjusią savaitę."
)


@pytest.fixture(scope="module")
def languages(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with one text in each language; tests only read it."""
    qms = make_qms()
    put(qms, en=ENGLISH, nb=NORWEGIAN, lt=LITHUANIAN)
    return qms


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("complaint", "en"),
        ("policy", "en"),
        ("klagebehandling", "nb"),
        ("øvelse", "nb"),
        ("ovelse", "nb"),
        ("deltaker", "nb"),
        ("skundas", "lt"),
        ("nagrinejimas", "lt"),
        ("nagrinėjimo", "lt"),
        ("istaiga", "lt"),
        ("MANAGER", "en"),
    ],
)
def test_inflections_and_diacritics(languages: Qms, query: str, name: str) -> None:
    assert found(languages, query) == [f"{name}.txt"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_normal_forms_of_text_and_query(qms: Qms, form: str) -> None:
    put(qms, nb=unicodedata.normalize(form, NORWEGIAN))
    for typed in ("NFC", "NFD"):
        assert found(qms, unicodedata.normalize(typed, "øvelsene på")) == ["nb.txt"]


def test_exact_codes_and_paragraph_signs(qms: Qms) -> None:
    put(
        qms,
        a="Etter § 3-2 i loven gjelder dette for alle. Sak 2025/117.",
        b="Etter § 3-21 i loven gjelder noe annet. Sak 2025/118.",
        c="ISO 9001:2015 og EQUASS 2018 og AB-12/7.",
    )
    assert found(qms, '"§ 3-2"') == ["a.txt"]
    assert found(qms, "§ 3-2") == ["a.txt"]
    assert found(qms, "2025/118") == ["b.txt"]
    assert found(qms, "AB-12/7") == ["c.txt"]
    assert found(qms, "9001:2015") == ["c.txt"]


def test_phrase_prefix_or_and_not(qms: Qms) -> None:
    put(qms, a="The users council met today", b="The council of users did not meet", c="Gardening")
    assert found(qms, '"users council"') == ["a.txt"]
    assert found(qms, "users council", "met") == ["a.txt"]
    assert found(qms, "garden*") == ["c.txt"]
    assert found(qms, "gardening OR met") == ["a.txt", "b.txt", "c.txt"] or "a.txt" in found(
        qms, "gardening OR met"
    )
    assert found(qms, "council -today") == ["b.txt"]


def test_and_finds_words_on_different_pages_of_a_file(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    qms.write("a.pdf", pdf_bytes("The elephant speaks", "The walrus listens"))
    qms.sync()
    assert set(found(qms, "elephant walrus")) == {"a.pdf"}


def test_the_answer_has_the_fields_of_the_contract(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    qms.write("a.pdf", pdf_bytes("Nothing here", "The complaints of 3 March 2026 were answered"))
    qms.sync()
    qms.run("link", "a.pdf", "26", "40", "--kind", "voice")
    answer = qms.json("search", "complaint")
    assert set(answer) == {"query", "total", "did_you_mean", "hits", "near"}
    assert (answer["query"], answer["total"]) == ("complaint", 1)
    (hit,) = answer["hits"]
    assert set(hit) >= {
        "id", "path", "title", "unit", "number", "label", "page", "snippet", "score", "indicators", "evidence_date",
        "file_rank",
    }  # fmt: skip
    assert (hit["unit"], hit["number"], hit["page"]) == ("page", 2, 2)
    assert hit["indicators"] == ["26", "40"]
    assert hit["evidence_date"] == "2026-03-03" or hit["evidence_date"] is None
    assert "«complaints»" in hit["snippet"]


def test_a_hit_in_a_word_file_names_its_heading_and_no_page(
    qms: Qms, docx_bytes: Callable[..., bytes]
) -> None:
    qms.write(
        "m.docx", docx_bytes(("Heading 1", "Minutes"), ("Heading 2", "Item 3"), "We heard a complaint.")
    )
    qms.sync()
    (hit,) = qms.json("search", "complaint")["hits"]
    assert (hit["page"], hit["label"]) == (None, "Minutes > Item 3")
    assert "Item 3" in qms.run("search", "complaint").out


@pytest.fixture(scope="module")
def linked(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with four files that hold the same word and differ in all else; tests only read it."""
    qms = make_qms()
    for name in ("a.txt", "b.md", "c.txt", "d.txt"):
        qms.write(name, "A walrus was here")
    qms.sync()
    qms.run("link", "a.txt", "26", "--kind", "document", "--date", "2025-01-10", "--service", "day")
    qms.run(
        "link", "b.md", "40", "--kind", "voice", "--period", "2025-06-01..2025-12-31", "--service", "work"
    )
    qms.run("link", "c.txt", "40", "--kind", "record", "--date", "2026-02-01")
    return qms


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--indicator", "40"), ["b.md", "c.txt"]),
        (("--indicator", "40", "--indicator", "26"), ["a.txt", "b.md", "c.txt"]),
        (("--indicator", "equass-2018:26"), ["a.txt"]),
        (("--principle", "3"), ["a.txt"]),
        (("--principle", "6"), ["b.md", "c.txt"]),
        (("--kind", "voice"), ["b.md"]),
        (("--type", "md"), ["b.md"]),
        (("--type", ".TXT"), ["a.txt", "c.txt", "d.txt"]),
        (("--service", "day"), ["a.txt", "c.txt"]),
        (("--since", "2026-01-01"), ["c.txt"]),
        (("--since", "2025-12-31"), ["b.md", "c.txt"]),
        (("--until", "2025-01-10"), ["a.txt"]),
        (("--since", "2025-02-01", "--until", "2025-06-01"), ["b.md"]),
        (("--indicator", "40", "--kind", "document"), []),
    ],
)
def test_filters(linked: Qms, words: tuple[str, ...], expected: list[str]) -> None:
    assert found(linked, "walrus", *words) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("walrus indicator:26", ["a.txt"]),
        ("walrus kind:voice", ["b.md"]),
        ("walrus type:md", ["b.md"]),
        ("walrus after:2026-01-01", ["c.txt"]),
        ("walrus before:2025-01-10", ["a.txt"]),
        ("walrus service:work", ["b.md", "c.txt"]),
    ],
)
def test_qualifiers(linked: Qms, query: str, expected: list[str]) -> None:
    assert found(linked, query) == expected


def test_limit_and_total(linked: Qms) -> None:
    answer = linked.json("search", "walrus", "--limit", "2")
    assert (answer["total"], len(answer["hits"])) == (4, 2)


def test_indicators_of_another_standard(qms: Qms) -> None:
    (qms.root / "catalogue" / "local.yaml").write_text(LOCAL, encoding="utf-8")
    qms.configure(
        toml=(qms.root / "qms.toml").read_text().replace('["equass-2018"]', '["equass-2018", "local"]')
    )
    put(qms, a="A walrus was here", b="Another walrus")
    qms.run("link", "a.txt", "local:L1")
    assert found(qms, "walrus", "--indicator", "local:L1") == ["a.txt"]
    assert found(qms, "walrus", "--indicator", "26") == []


LOCAL = """\
framework: {id: local, version: "1", provider: Brookfield, languages: [en], scoring: {scheme: met}}
principles: [{ref: "A"}]
criteria: []
indicators: [{ref: "L1", principle: "A", needs: [[record]], rhythm: standing, fresh_months: 12}]
texts:
  en:
    framework:
      name: Own requirements
      words: {principle: [part, parts], criterion: [rule, rules], indicator: [rule, rules]}
    principles: {"A": {title: House}}
    indicators: {"L1": {title: Cover, asked: The house is covered at night., examples: [rota, report, book]}}
"""


def test_nothing_found(qms: Qms) -> None:
    put(qms, a="Words")
    nothing = {"query": "unicorn", "total": 0, "did_you_mean": None, "hits": [], "near": []}
    assert qms.json("search", "unicorn") == nothing
    assert "unicorn" in qms.run("search", "unicorn").out


def test_an_empty_workspace_answers(qms: Qms) -> None:
    assert qms.json("search", "anything")["hits"] == []


@pytest.mark.parametrize(
    "query", ["", "   ", "*", "-word", '"', "(", "AND", "a" * 20_000, ":", "title:", "§"]
)
def test_odd_queries_never_crash(languages: Qms, query: str) -> None:
    done = languages.run("search", "--", query, code=None)
    assert done.code in {0, 2}
    if done.code:
        assert done.err.startswith("Error: ")


@pytest.mark.parametrize(
    "words", [("--since", "soon"), ("--limit", "0"), ("--kind", "wish"), ("--service", "no")]
)
def test_wrong_filters(languages: Qms, words: tuple[str, ...]) -> None:
    languages.run("search", "x", *words, code=2)


def damage_nothing(_qms: Qms) -> None:
    """Leave the index as it is."""


def delete(qms: Qms) -> None:
    """Delete the index."""
    shutil.rmtree(qms.index.parent)


def empty_files(qms: Qms) -> None:
    """Truncate every file of the index."""
    for path in qms.index.iterdir():
        path.write_bytes(b"")


def noise(qms: Qms) -> None:
    """Fill every file of the index with noise."""
    for path in qms.index.iterdir():
        path.write_bytes(b"\x00noise\xff" * 20)


def halve(qms: Qms) -> None:
    """Cut every file of the index in half."""
    for path in qms.index.iterdir():
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])


def one_gone(qms: Qms) -> None:
    """Delete the largest file of the index."""
    max(qms.index.iterdir(), key=lambda p: p.stat().st_size).unlink()


def a_file(qms: Qms) -> None:
    """Put a file where the index was."""
    shutil.rmtree(qms.index)
    qms.index.write_text("not an index")


@pytest.mark.parametrize("harm", [damage_nothing, delete, empty_files, noise, halve, one_gone, a_file])
@pytest.mark.slow
def test_an_index_that_is_gone_or_damaged_is_made_anew(qms: Qms, harm: Callable[[Any], None]) -> None:
    put(qms, a="A walrus was here", b="Nothing")
    assert found(qms, "walrus") == ["a.txt"]
    harm(qms)
    assert found(qms, "walrus") == ["a.txt"]
    assert qms.sync()["added"] == 0
    assert found(qms, "walrus") == ["a.txt"]
