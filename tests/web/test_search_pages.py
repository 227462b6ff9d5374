"""Prove the search page: hits with marks and places, filters as chips, and a pin that changes the map."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from qms.evidence.hit_passages import passage_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


def test_hits_are_grouped_by_file_with_marks_and_lead_to_the_passage(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    told = made.qms.json("search", "skundas", "--limit", "15")
    page = browser.get("/search?q=skundas")
    assert f"Files found: {told['total']}" in page
    assert page.count('class="hit-file"') == len({hit["path"] for hit in told["hits"]})
    assert re.search(r"<mark>[Ss]kund", page, re.IGNORECASE)
    assert unescape(browser.get("/search/hits?q=skundas")) in unescape(page)
    place = next(
        unescape(a) for a in re.findall(r'class="hit place" href="(/evidence/[^"]+)"', page) if "q=" in a
    )
    shown = browser.get(place.partition("#")[0])
    assert "The passage is marked." in shown
    # What the command says of a mistyped word, a wrong filter and words left out, the page says as well.
    assert "Did you mean" in browser.get("/search?q=skundsas")
    assert "there is no indicator" in browser.get("/search?q=skundas+indicator:999")
    assert "is not a date" in browser.get("/search?q=skundas&since=never")
    narrowed = browser.get("/search?q=skundas&indicator=27&type=pdf")
    assert narrowed.count('class="chip"') == 2
    only = made.qms.json("search", "skundas", "--indicator", "27", "--type", "pdf")
    assert f"Files found: {only['total']}" in narrowed
    assert browser.get("/search").count("hit-file") == 0
    # A filter may be given twice: the form keeps both, and a chip takes one of them off.
    several = browser.get("/search?q=skundas&kind=record&kind=voice")
    assert '<input type="hidden" name="kind" value="voice">' in several
    chips = [
        parse_qs(urlsplit(unescape(a)).query) for a in re.findall(r'class="chip" href="([^"]+)"', several)
    ]
    assert [chip["kind"] for chip in chips] == [["voice"], ["record"]]


def test_a_pin_from_a_hit_changes_the_map(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    page = browser.get("/search?q=skundas")
    address = next(unescape(a) for a in re.findall(r'class="pin"[^>]* href="([^"]+)"', page))
    ident = urlsplit(address).path.rsplit("/", 1)[-1]
    quote = parse_qs(urlsplit(address).query)["quote"][0]
    linked = {i["ref"]: {e["id"] for e in i["evidence"]} for i in made.qms.json("coverage")["indicators"]}
    ref = next(ref for ref, ids in linked.items() if ident not in ids)
    form = browser.get(address)
    assert quote.split()[0] in unescape(form)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    sent = {name: unescape(value) for name, value in fields.items()} | {
        "quote": quote,
        "kinds": ["record", "voice"],
    }
    browser.post(urlsplit(address).path, sent | {"indicator": ""}, 400)
    wrong = browser.post(
        urlsplit(address).path, sent | {"indicator": ref, "quote": "Never said by anybody"}, 400
    )
    assert "Never said by anybody" in wrong
    back = browser.post(urlsplit(address).path, sent | {"indicator": ref}, 200)
    assert f"Linked to {ref}" in back
    assert 'class="hit-file"' in back
    after = {i["ref"]: {e["id"] for e in i["evidence"]} for i in made.qms.json("coverage")["indicators"]}
    assert ident in after[ref]
    shown = made.qms.json("evidence", "show", ident)
    link = next(one for one in shown["links"] if one["indicator"] == ref)
    assert (link["kinds"], link["pins"][0]["quote"]) == (["record", "voice"], quote)
    made.client("manager").raw("GET", address, 403)


def test_the_open_index_follows_what_others_write(site: Callable[..., Site]) -> None:
    made = site("en")
    browser = made.client()
    assert "Nothing found" in browser.get("/search?q=quxomatic")
    (made.root / "evidence_store" / "fresh.txt").write_text("The quxomatic drill was held in May.")
    made.qms.run("sync", code=None)
    assert "fresh" in browser.get("/search?q=quxomatic")
    (made.root / "evidence_store" / "fresh.txt").unlink()
    made.qms.run("sync", code=None)
    assert "Nothing found" in browser.get("/search?q=quxomatic")
    made.server.index.close()
    assert "Nothing found" in browser.get("/search?q=quxomatic")


@pytest.mark.parametrize(
    ("snippet", "passage"),
    [
        (
            (("One. We got a ", False), ("complaint", True), (" in May and answered. Two.", False)),
            "We got a complaint in May and answered.",
        ),
        (
            (
                ("…", False),
                ("alf word the ", False),
                ("complaint", True),
                (" was heard by the tea", False),
                ("…", False),
            ),
            "word the complaint was heard by the",
        ),
        ((("No match here", False),), ""),
        ((("A ", False), ("complaint", True)), "A complaint"),
    ],
)
def test_the_passage_is_the_sentence_with_the_match(
    snippet: tuple[tuple[str, bool], ...], passage: str
) -> None:
    assert passage_of(snippet) == passage
