"""Prove the query language from outside: qualifiers in three languages, wrong input, proposals, what is printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms


def found(qms: Qms, *words: str) -> list[str]:
    """Return the names of the files that answer, sorted, without folders and suffixes."""
    answer = json.loads(qms.run("search", "--json", "--limit", "50", "--", *words).out)
    paths = {h["path"] for h in answer["hits"]}
    return sorted(p.rsplit("/", 1)[-1].split(".")[0] for p in paths)


@pytest.fixture(scope="module")
def store(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace of files that hold the same word and differ in all else; tests only read it."""
    qms = make_qms()
    qms.write("HMS/01 Runde/a.txt", "A walrus was here and the users of the day service were told of it.")
    qms.write("HMS/b.md", "En hvalross, altså en walrus, var her, og brukerne på avdelingen fikk vite det.")
    qms.write(
        "Sk\u0173st\u0173 s\u0105ra\u0161as/c.csv",
        "walrus;Vėplys buvo čia, ir visi darbuotojai tai žino, nes jis yra didelis",
    )
    qms.write("d.txt", "A walrus was here and nobody has linked the file yet, which is as it is.")
    qms.sync()
    qms.run("link", "a.txt", "26", "--kind", "document", "--date", "2025-01-10", "--service", "day")
    qms.run(
        "link", "b.md", "40", "--kind", "voice", "--period", "2025-06-01..2025-12-31", "--service", "work"
    )
    qms.run("link", "c.csv", "41", "--kind", "record", "--date", "2026-02-01")
    return qms


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("indicator:26", "a"),
        ("indikator:40", "b"),
        ("rodiklis:41", "c"),
        ("indicator:26,41", "ac"),
        ("indicator:40-41", "bc"),
        ("indicator:41..26", "abc"),
        ("indicator:equass-2018:26", "a"),
        ("INDICATOR:26", "a"),
        ("principle:3", "a"),
        ("prinsipp:right", "a"),
        ("principas:3,6", "abc"),
        ("principle:rights", "a"),
        ("kind:voice", "b"),
        ("kind:tilbakemelding", "b"),
        ("r\u016b\u0161is:\u012fra\u0161as", "c"),
        ("kind:records,document", "ac"),
        ("type:txt", "ad"),
        ("type:.TXT", "ad"),
        ("tipas:csv,md", "bc"),
        ("filtype:regneark", "c"),
        ("lang:nb", "b"),
        ("spr\u00e5k:norsk", "b"),
        ("sprak:no", "b"),
        ("kalba:lietuvi\u0173", "c"),
        ("language:english,nb", "abd"),
        ("path:hms", "ab"),
        ("sti:HMS", "ab"),
        ("mappe:01", "a"),
        ('path:"01 Runde"', "a"),
        ("path:HMS\\01", "a"),
        ("kelias:skustu", "c"),
        ("path:HMS/*.md", "b"),
        ("path:*.txt", "ad"),
        ("path:[x]", ""),
        ("path:[ab]*.txt", ""),
        ("after:2026-01", "c"),
        ("etter:2025-12-31", "bc"),
        ("po:2025-12", "bc"),
        ("nuo:2025-12-31", "bc"),
        ("since:01.02.2026", "c"),
        ("before:2025-01", "a"),
        ("before:2025-06", "ab"),
        ("f\u00f8r:2025-01-10", "a"),
        ("for:2025", "ab"),
        ("til:2025", "ab"),
        ("iki:2025.06", "ab"),
        ("before:2025-01-09", ""),
        ("date:2025Q2", "b"),
        ('"walrus" date:2025-K1', "a"),
        ('dato:"1. kvartal 2026"', "c"),
        ('data:"2026 I ketv."', "c"),
        ("after:2025-02 before:2025-07", "b"),
        ("service:day", "ac"),
        ("tjeneste:work", "bc"),
        ('paslauga:"work serv"', "bc"),
        ("walrus -type:txt", "bc"),
        ("-path:hms walrus", "cd"),
        ("indicator:26 OR lang:lt", "ac"),
        ("(indicator:26 OR lang:lt) walrus -kind:record", "a"),
        ("brukerne OR indicator:26", "ab"),
        ("walrus -(type:txt OR lang:nb)", "c"),
    ],
)  # fmt: skip
def test_qualifiers(store: Qms, query: str, expected: str) -> None:
    assert "".join(found(store, query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        "kl:12:30", "http://example.org/x", "path://x", "Sak: klage", "sak:klage", "note:this", "page:3", "side:3",
        "for:Kari", "https://example.org", "C:\\Users", "10:30", "Re:walrus", "time:12", "kind:", "indicator: 26",
    ],
)  # fmt: skip
def test_text_that_only_looks_like_a_qualifier_is_text(store: Qms, query: str) -> None:
    assert store.run("search", "--", query).code == 0


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("indikatr:26", "“indikator:”"),
        ("indicater:26", "“indicator:”"),
        ("rodklis:26", "“rodiklis:”"),
        ("knid:voice", "“kind:”"),
        ("servise:day", "“service:”"),
        ("tjenste:day", "“tjeneste:”"),
        ("indicator:99", "1 to 75"),
        ("indicator:26-99", "1 to 75"),
        ("indicator:foo", "“foo”"),
        ("indicator:iso:4", "no standard “iso”"),
        ("principle:11", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        ("kind:foo", "document, record, result"),
        ("type:pfd", "pdf, word, excel"),
        ("lang:xx", "nb, en, lt"),
        ("service:nowhere", "day, work"),
        ("after:banana", "2025-01-15"),
        ("before:2025-13", "2025-01-15"),
        ("before:31.02.2025", "2025-01-15"),
        ("etter:soon walrus", "“soon”"),
        ("-kind:foo walrus", "document, record, result"),
        ("indicator:,", "“indicator:”"),
        ('path:"" walrus', "“path:”"),
    ],
)
def test_wrong_input_is_answered_in_words(store: Qms, query: str, says: str) -> None:
    done = store.run("search", "--", query, code=2)
    first, second = done.err.splitlines()
    assert first.startswith("Error: ")
    assert says in first
    assert second.startswith('Hint: To look for the words themselves, put them in quotes: "')
    literal = second.split(": ", 2)[2]
    assert store.run("search", "--", literal).code == 0


NAMES = [
    "indicator",
    "indikator",
    "principle",
    "kind",
    "type",
    "lang",
    "path",
    "after",
    "for",
    "date",
    "kidn",
    "x",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "-", "(", "OR "]),
            st.sampled_from(NAMES),
            st.text(alphabet='26-.,:;"*?[]()år nbx/\\Q', max_size=8),
        ),
        max_size=4,
    )
)
def test_no_value_crashes(store: Qms, pieces: list[tuple[str, str, str]]) -> None:
    query = " ".join(f"{sign}{name}:{value}" for sign, name, value in pieces) or "walrus"
    done = store.run("search", "--", query, code=None)
    assert done.code in {0, 2}
    assert done.code == 0 or done.err.startswith("Error: ")


def test_words_to_leave_out_need_no_quotes(store: Qms) -> None:
    answer = store.json("search", "walrus", "-hvalross", "-type:txt", "--limit", "5")
    assert answer["query"] == "walrus -hvalross -type:txt"
    assert [h["path"][-5:] for h in answer["hits"]] == ["c.csv"]
    assert "--limt" in store.run("search", "walrus", "--limt", "5", code=2).err


def test_words_that_the_shell_took_apart(store: Qms) -> None:
    assert found(store, "walrus", "path:01 Runde") == ["a"]
    assert found(store, "walrus was", "here") == ["a", "d"]


def test_families_of_formats_as_option(store: Qms) -> None:
    paths = {h["path"] for h in store.json("search", "walrus", "--type", "sheet")["hits"]}
    assert {path[-5:] for path in paths} == {"c.csv"}


def test_a_mistyped_word_is_answered_with_a_proposal(store: Qms) -> None:
    assert store.json("search", "walruss")["did_you_mean"] == "walrus"
    assert store.json("search", "walruss", "indicator:26")["did_you_mean"] == "walrus indicator:26"
    assert store.json("search", "avdelignen", "--indicator", "40")["did_you_mean"] == "avdelingen"
    assert store.json("search", "avdelignen", "--indicator", "26")["did_you_mean"] is None
    assert "Did you mean: walrus\n" in store.run("search", "walruss").out
    assert "Did you mean" not in store.run("search", "walrus").out


def test_each_file_is_printed_once_with_its_best_places(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    qms.write(
        "two.pdf", pdf_bytes("The walrus sings", "Nothing", "A walrus and a walrus", "walrus", "walrus")
    )
    qms.write("one.txt", "One walrus lives in the house, and everyone in it knows about the animal.")
    qms.sync()
    answer = qms.json("search", "walrus")
    assert answer["total"] == 2
    ranks = [(h["path"], h["file_rank"]) for h in answer["hits"]]
    assert ranks == sorted(ranks, key=lambda rank: rank[1])
    assert sorted(path for path, _ in ranks) == ["one.txt", "two.pdf", "two.pdf", "two.pdf"]
    assert {rank for _, rank in ranks} == {1, 2}
    out = qms.run("search", "walrus").out
    assert out.count("two.pdf") == 1
    assert "page 3: A ‹walrus› and a ‹walrus›" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert len({h["path"] for h in qms.json("search", "walrus", "--limit", "1")["hits"]}) == 1
    assert "Files not shown: 1." in qms.run("search", "walrus", "--limit", "1").out


def test_files_with_only_some_of_the_words_stand_apart(qms: Qms) -> None:
    qms.write("both.txt", "The walrus and the heron live in the house, and everyone in it knows about them.")
    qms.write("one.txt", "The heron lives in the house, and everyone in it knows about the animal.")
    qms.write("none.txt", "The badger lives in the house, and everyone in it knows about the animal.")
    qms.sync()
    answer = qms.json("search", "walrus heron")
    assert (answer["total"], [h["path"] for h in answer["hits"]]) == (1, ["both.txt"])
    out = qms.run("search", "unicorn heron -walrus").out
    assert "Nothing found for: unicorn heron -walrus" in out
    assert out.index("With only some of the words:") < out.index("one.txt")
    assert "both.txt" not in out
    nearer = qms.json("search", "unicorn heron", "--type", "txt")
    assert (nearer["total"], nearer["hits"]) == (0, [])
    assert {h["path"] for h in nearer["near"]} == {"both.txt", "one.txt"}
    assert qms.json("search", "unicorn heron", "--type", "pdf")["near"] == []
    assert qms.json("search", "unicorn heron indicator:26")["near"] == []


def test_confirmed_and_current_evidence_comes_first(qms: Qms) -> None:
    for name in ("1 draft", "2 plain", "3 linked", "4 expired"):
        qms.write(f"{name}.txt", "The walrus lives in the house, and everyone in it knows about the animal.")
    qms.sync()
    qms.run("link", "3 linked.txt", "26", "--kind", "document", "--date", "2026-05-01")
    qms.run("evidence", "set", "4 expired.txt", "--until", "2025-01-01")
    paths = [h["path"] for h in qms.json("search", "walrus")["hits"]]
    assert paths[:2] == ["3 linked.txt", "2 plain.txt"]
    assert set(paths[2:]) == {"1 draft.txt", "4 expired.txt"}


def test_equal_files_stand_in_the_order_of_their_paths(qms: Qms) -> None:
    for name in "ecadb":
        qms.write(f"{name}.txt", "The walrus lives in the house, and everyone in it knows about the animal.")
        qms.sync()
    assert [h["path"][0] for h in qms.json("search", "walrus")["hits"]] == list("abcde")


def test_options_are_answered_as_qualifiers_are(qms: Qms) -> None:
    qms.write("one.txt", "One walrus.")
    qms.sync()
    told = qms.run("search", "walrus", "--type", "docs", code=2).err
    assert "no file has the format “docs”" in told
    assert qms.json("search", "walrus", "--type", "word")["total"] == 0
    told = qms.run("search", "walrus", "--since", "2025-06-01", "--until", "2025-01-01", code=2).err
    assert "nothing lies after 2025-06-01 and before 2025-01-01" in told
