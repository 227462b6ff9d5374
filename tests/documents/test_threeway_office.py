"""Save and edit every document of the library in LibreOffice, and merge what came back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from indexer.extract.tools import find_office
from qms.documents.api import build_values, load_library, render_document
from qms.documents.comparing.comparison import compare
from qms.documents.comparing.threeway import merge, unfilled
from qms.documents.samples import sample_answers, sample_context, sample_front

from .editing import edited_in_office, resaved, said, whole

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")]

COUNTRIES = {"neutral": "IE", "norway": "NO", "lithuania": "LT"}
NATIVE = {"en": "IE", "nb": "NO", "lt": "LT"}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
EDITED = (
    "complaints-procedure",
    "quality-policy",
    "code-of-ethics",
    "health-and-safety-plan",
    "abuse-prevention",
)
LONG = 60  # letters of a paragraph that is edited


def made(template: Any, language: str, country: str, *, name: str = "", **front: Any) -> bytes:
    """Render a document; `name` is another name of the organisation."""
    context = sample_context(full=True)
    if name:
        context["organisation"] = {**context["organisation"], "name": name}
    values = build_values(template, language, sample_answers(template, language), context)
    return render_document(
        template, language, country, values, replace(sample_front(template, language), **front)
    )


def sources() -> dict[str, tuple[Any, str]]:
    """Return every text of the library, easy-read texts and staff sheets too, by a name."""
    found = {}
    for template in load_library():
        texts = [
            template,
            *(template.companion(part) for part in template.companions if template.companions[part]),
        ]
        found |= {f"{t.slug}.{t.part}.{lang}": (t, lang) for t in texts for lang in t.languages}
    return found


def test_saving_in_libreoffice_edits_no_document_of_the_library():
    known = sources()
    bases, news = {}, {}
    for name, (template, language) in known.items():
        bases[name] = made(template, language, NATIVE[language])
        news[name] = made(
            template, language, NATIVE[language], name="Fjordhagen", version="2", owner="Kim Lee"
        )
    problems = []
    for name, copy in resaved(bases).items():
        merged = merge(bases[name], copy, news[name])
        if merged.data != news[name] or merged.kept or merged.conflicts:
            problems.append(f"{name}: {(*merged.kept, *merged.conflicts)[:2]}")
        if not compare(bases[name], copy).same:
            problems.append(f"{name}: {compare(bases[name], copy).differences[:2]}")
        if unfilled(bases[name], copy) != unfilled(bases[name], bases[name]):
            problems.append(f"{name}: passages to adapt")
    assert problems == []


def test_saving_in_libreoffice_edits_no_document_in_any_skin():
    bases = {
        f"{template.slug}.{skin}": made(template, "en", country)
        for template in list(load_library())[:12]
        for skin, country in COUNTRIES.items()
    }
    copies = resaved(resaved(bases))
    assert [name for name, copy in copies.items() if not compare(bases[name], copy).same] == []
    assert [name for name, copy in copies.items() if merge(bases[name], copy, bases[name]).kept] == []


def typed(_: str, xml: str) -> str:
    """Edit a document as its LibreOffice XML: add a sentence, remove a paragraph, add a paragraph, fill in a cell."""
    root = etree.fromstring(xml.encode(), etree.XMLParser(huge_tree=True))
    body = root.find(".//{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text")
    long = [p for p in body.iter(f"{TEXT}p") if len("".join(p.itertext())) > LONG]
    cells = [p for p in long if p.getparent().tag.endswith("table-cell")]
    outside = [p for p in long if next(p.iterancestors("{*}table", "{*}table-of-content"), None) is None]
    spot = outside[len(outside) // 3]
    if len(spot):
        spot[-1].tail = (spot[-1].tail or "") + " Edited P1 by hand."
    else:
        spot.text = (spot.text or "") + " Edited P1 by hand."
    gone, twin = outside[len(outside) // 2], outside[-2]
    gone.getparent().remove(gone)
    added = etree.Element(f"{TEXT}p", dict(twin.attrib))
    added.text = "A paragraph P2 of our own."
    next(node for node in (twin, *twin.iterancestors()) if node.getparent() is body).addnext(added)
    if cells:
        cells[0].text = "A cell P3 of our own. " + (cells[0].text or "")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode()


def test_edits_made_in_libreoffice_stay_and_all_else_is_renewed():
    bases, news = {}, {}
    for template in (load_library().get(slug) for slug in EDITED):
        for language, country in NATIVE.items():
            name = f"{template.slug}.{language}"
            bases[name] = made(template, language, country)
            news[name] = made(template, language, country, name="Fjordhagen", version="2", owner="Kim Lee")
    for name, copy in edited_in_office(bases, typed).items():
        merged = merge(bases[name], copy, news[name])
        own = (*merged.kept, *merged.conflicts)
        assert 3 <= len(own) <= 4, (name, own)
        told = [(change.mine, change.before) for change in own]
        left = compare(news[name], merged.data).differences
        # What differs from the new rendering is what the person did, and nothing else.
        for change in left:
            assert any(change.after == mine or (not mine and not change.after) for mine, _ in told), (
                name,
                change,
            )
        assert {"P1", "P2"} <= set(re.findall(r"\bP\d\b", said(merged.data))), name
        assert ("Kim Lee" in said(merged.data)) == ("Kim Lee" in said(news[name])), name
        whole(merged.data)
        assert merge(news[name], merged.data, news[name]).data == merged.data
