"""Prove that every sentence that a page names exists, and gets what it shows."""

from __future__ import annotations

import re
import string
from pathlib import Path

from qms.locale.sentences import SENTENCES

PAGES = sorted((Path(__file__).parents[2] / "qms" / "web" / "pages").rglob("*.html"))
_SAY = re.compile(r"""\bsay\(\s*(["'])([a-z][\w.]*)\1\s*(?=[,)])(?:,\s*\{([^{}]*)\})?""")
_KEY = re.compile(r"""["'](\w+)["']\s*:""")
# Comments first: they may hold code, and code no comments.
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]{3,}")


def said() -> list[tuple[str, str, set[str] | None]]:
    """Return page, code and the parameters given in place, None where they come from elsewhere."""
    found = []
    for page in PAGES:
        for _, code, given in _SAY.findall(page.read_text(encoding="utf-8")):
            found.append((page.name, code, set(_KEY.findall(given)) if given else None))
    return found


def test_every_code_on_a_page_has_a_sentence() -> None:
    assert len(said()) > 30
    assert sorted({(page, code) for page, code, _ in said() if code not in SENTENCES}) == []


def test_every_sentence_on_a_page_gets_what_it_shows() -> None:
    lacking = []
    for page, code, given in said():
        wanted = {name for _, name, _, _ in string.Formatter().parse(SENTENCES.get(code, "")) if name}
        if given is not None and wanted - given:
            lacking.append((page, code, wanted - given))
    assert lacking == []


def test_no_page_has_words_of_its_own() -> None:
    """Words written into a page would stay English whatever language somebody reads."""
    found = []
    for page in PAGES:
        page_text = re.sub(r"\{% block \w*class %\}.*?\{% endblock %\}", "", page.read_text(encoding="utf-8"))
        text = _CODE.sub(" ", page_text)
        texts = [part.strip() for part in re.split(r"<[^>]*>", text) if '="' not in part]
        found += [(page.name, part) for part in texts if _WORDS.search(part) and part != "qms"]
    assert found == []
