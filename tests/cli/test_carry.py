"""Carry links, statements and owners from one standard to another: shown first, and never twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import TOML

if TYPE_CHECKING:
    from tests.cli.conftest import Qms

SMALL = Path(__file__).resolve().parents[1] / "catalogue" / "small.yaml"
MAPPING = """\
from: equass-2018
to: small
entries:
  - {from: "31", to: ["A.2"], relation: equal, because: {en: Both ask for a log., lt: Abu prašo žurnalo.}}
  - {from: "48", to: ["A.2", "A.10"], relation: narrower}
  - {from: "26", to: ["D.1"], relation: wider, because: {en: The new one asks more.}}
  - {from: "27", to: ["E.1"], relation: related}
"""


@pytest.fixture
def two(qms: Qms) -> Qms:
    """Return a workspace with two standards, a mapping between them, and links in the first."""
    (qms.root / "catalogue" / "mappings").mkdir(parents=True, exist_ok=True)
    (qms.root / "catalogue" / "small.yaml").write_bytes(SMALL.read_bytes())
    (qms.root / "catalogue" / "mappings" / "new.yaml").write_text(MAPPING, encoding="utf-8")
    qms.configure(toml=TOML.replace('["equass-2018"]', '["equass-2018", "small"]'))
    qms.write("log.txt", "The log of May: all was looked after on every day of the month.\n" * 4)
    qms.write("photo notes.txt", "What was seen on the round through the house.\n" * 4)
    qms.write("complaints.txt", "How complaints are handled here, step by step.\n" * 4)
    qms.sync()
    period = ("--period", "2026-05-01..2026-05-31")
    log = ("link", "log.txt", "31", "--kind", "record", "--service", "day", "--note", "May", *period)
    qms.run(*log, "--quote", "The log of May")
    qms.run("link", "photo notes.txt", "48", "--kind", "record", *period)
    qms.run("link", "complaints.txt", "26", "27", "62", "--kind", "document")
    qms.run("indicator", "set", "31", "--owner", "dora", "--statement", "We keep a log.")
    qms.run("indicator", "set", "48", "--owner", "ada", "--statement", "We walk through the house.")
    return qms


def links(qms: Qms) -> list[tuple[Any, ...]]:
    return qms.sql(
        "select e.path, l.indicator, l.kinds, l.services, l.date_from, l.note, l.confirmed_by, l.confirmed_at,"
        " l.confirmed_revision, l.suspect, (select count(*) from pins p where p.link = l.id)"
        " from links l join evidence e on e.id = l.evidence where l.framework = 'small' order by 1, 2"
    )


def test_the_preview_writes_nothing_and_shows_the_coverage_that_would_be(two: Qms) -> None:
    plan = two.json("framework", "carry", "new")
    assert (plan["from"], plan["to"], plan["applied"]) == ("equass-2018", "small", False)
    targets = {target["ref"]: target for target in plan["targets"]}
    assert list(targets) == ["A.2", "A.10"]
    assert (targets["A.10"]["before"], targets["A.10"]["after"]) == ("missing", "covered")
    assert [(link["path"], link["from"], link["new"]) for link in targets["A.2"]["links"]] == [
        ("log.txt", ["31"], True),
        ("photo notes.txt", ["48"], True),
    ]
    assert targets["A.2"]["owner"] == "dora"
    assert targets["A.2"]["statements"][0]["text"] == "We keep a log.\n\nWe walk through the house."
    assert [(s["from"], s["to"], s["relation"], s["files"]) for s in plan["suggestions"]] == [
        ("26", "D.1", "wider", 1),
        ("27", "E.1", "related", 1),
    ]
    assert plan["unmapped"] == ["62"]
    assert links(two) == []
    page = two.run("framework", "carry", "new").out
    assert "Nothing was written. --apply carries what is listed." in page
    assert "The new one asks more." in " ".join(page.split())
    assert "References of equass-2018 that the mapping leaves out: 62" in page
    assert max(len(line) for line in page.splitlines()) <= 80


def test_what_is_carried_is_as_it_was_and_matches_the_preview(two: Qms) -> None:
    before = {t["ref"]: t["after"] for t in two.json("framework", "carry", "new")["targets"]}
    two.run("--as", "dora", "framework", "carry", "new", "--apply")
    note = "Carried from equass-2018 (mapping new)."
    assert [row[:7] + row[8:] for row in links(two)] == [
        ("log.txt", "A.2", '["record"]', '["day"]', "2026-05-01", f"May {note}", "ada", 1, None, 1),
        ("photo notes.txt", "A.10", '["record"]', "[]", "2026-05-01", note, "ada", 1, None, 0),
        ("photo notes.txt", "A.2", '["record"]', "[]", "2026-05-01", note, "ada", 1, None, 0),
    ]
    covered = two.json("--framework", "small", "coverage")["indicators"]
    assert {row["ref"]: row["state"] for row in covered if row["ref"] in before} == before
    assert {row["ref"]: row["owner"] for row in covered if row["owner"]} == {"A.2": "dora", "A.10": "ada"}
    entries = two.json("log", "--limit", "20")["log"]
    assert sum(1 for e in entries if e["action"] == "link.carried" and e["actor"] == "dora") == 3
    # Nothing of the first standard is touched.
    assert two.sql("select count(*) from links where framework = 'equass-2018'") == [(5,)]


def test_a_suspect_link_stays_suspect(two: Qms) -> None:
    two.write("photo notes.txt", "Something quite different stands here now.\n" * 9)
    two.sync()
    target = next(t for t in two.json("framework", "carry", "new")["targets"] if t["ref"] == "A.10")
    assert target["after"] == "suspect"
    two.run("framework", "carry", "new", "--apply")
    assert [row[9] for row in links(two)] == [None, "text_changed", "text_changed"]


def test_carrying_twice_changes_nothing(two: Qms) -> None:
    two.run("framework", "carry", "new", "--apply")
    stand = (links(two), two.sql("select * from statements order by id"), two.trail())
    again = two.run("framework", "carry", "new", "--apply").out
    assert "Nothing has to be carried" in again
    assert two.json("framework", "carry", "new")["targets"] == []
    assert (links(two), two.sql("select * from statements order by id"), two.trail()) == stand


def test_a_link_that_is_there_is_extended_and_keeps_what_it_says(two: Qms) -> None:
    link = (
        "link",
        "log.txt",
        "small:A.2",
        "--kind",
        "observation",
        "--service",
        "work",
        "--note",
        "Own words",
    )
    two.run("--as", "dora", *link, "--period", "2026-04-01..2026-04-30")
    two.run("link", "photo notes.txt", "small:A.2", "--kind", "record", "--service", "work")
    two.run("--framework", "small", "indicator", "set", "A.2", "--owner", "ada", "--statement", "Our own.")
    plan = two.json("framework", "carry", "new")
    extended = plan["targets"][0]
    assert extended["links"][0]["new"] is False
    assert (extended["owner"], extended["statements"]) == (None, [])
    two.run("framework", "carry", "new", "--apply")
    row = links(two)[0]
    assert row[:7] == (
        "log.txt", "A.2", '["observation", "record"]', '["work", "day"]', "2026-04-01", "Own words", "dora",
    )  # fmt: skip
    assert row[-1] == 1
    assert [r[3] for r in links(two) if r[0] == "photo notes.txt"] == ["[]", "[]"]
    assert two.json("framework", "carry", "new")["targets"] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"31"', '"310"', "31"),
        ('"A.10"', '"A.11"', "A.1"),
        ("to: small", "to: smal", "smal"),
        ("to: small", "to: equass-2018", "equass-2018"),
        ("relation: equal", "relation: same", "equal | narrower | wider | related"),
        ('["D.1"]', "[1.5]", "entries[3].to"),
        ('{from: "27",', '{form: "27",', "entries[4].form"),
        ('"48", to: ["A.2", "A.10"]', '"31", to: ["A.2"]', "entries[2]"),
        ("entries:", "steps:", "entries"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_place(two: Qms, old: str, new: str, said: str) -> None:
    assert MAPPING.count(old) >= 1
    path = two.root / "wrong.yaml"
    path.write_text(MAPPING.replace(old, new, 1), encoding="utf-8")
    refused = two.run("framework", "carry", path, "--apply", code=None)
    assert refused.code in {1, 2}
    assert said in refused.err
    assert links(two) == []


def test_a_mapping_that_is_not_there_is_told_with_those_that_are(two: Qms) -> None:
    refused = two.run("framework", "carry", "nwe", code=2)
    assert "There is: new" in refused.err
