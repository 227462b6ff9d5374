"""Find the pages that a person comes to by links, one or a few for each rule of the application, without a browser."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.web.conftest import Browser, Site

MORE: Mapping[str, int] = {
    "evidence.show": 18,
    "external.file": 12,
    "documents.show": 4,
    "indicator.show": 3,
    "indicator.answer": 2,
    "registers.book": 3,
    "improvement.finding": 2,
    "mine.ask": 4,
    "settings.edit": 5,
    "settings.new_row": 4,
    "registers.survey": 2,
}
"""How many examples of a rule are looked at; one of all others."""
NOT_PAGES = frozenset({"static", "login.by_link"})


@dataclass
class Found:
    """Hold what one person came to: addresses of pages and the bones of each; addresses of files; rules seen."""

    pages: dict[str, frozenset[str]] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)
    endpoints: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collect links, and the tags and classes below main as the bones of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.bones: list[str] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "main":
            self._in_main = True
        if self._in_main:
            self.bones.append(f"{tag}.{named.get('class') or ''}.{named.get('type') or ''}")
        for name in ("href", "src", "data-fragment", "data-load", "data-search", "data-level", "data-poll"):
            if named.get(name) and tag not in {"link", "script"}:
                self.links.append(named[name] or "")


def crawl(
    site: Site, client: Browser, starts: Iterable[str], *, more: bool = True, known: Iterable[str] = ()
) -> Found:
    """Follow every link from some addresses on and return what was found.

    Without `more` one example of each rule will do; `known` rules that give no pages are not asked again.
    """
    passed = frozenset(known)
    found, counts = Found(), Counter[str]()
    rules = site.app.url_map.bind("127.0.0.1")
    queue, queued = deque(starts), set(starts)
    while queue:
        address = queue.popleft()
        parts = urlsplit(address)
        try:
            rule, _ = rules.match(parts.path, method="GET", return_rule=True)
        except HTTPException:
            found.broken.append(f"{address}: no such page")
            continue
        name = rule.endpoint
        if name in NOT_PAGES | passed or counts[name] >= (MORE.get(name, 1) if more else 1):
            continue
        answer = client.raw("GET", address, None)
        if answer.status_code in {301, 302, 303}:
            found.rules.add(name)
            target = urlsplit(answer.headers["Location"])
            _enqueue(queue, queued, [f"{target.path}?{target.query}" if target.query else target.path])
            continue
        counts[name] += 1
        found.rules.add(name)
        text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        if answer.status_code != 200:
            found.broken.append(f"{address}: {answer.status_code}")
            continue
        if not text:
            continue
        reader = _Reader()
        reader.feed(text)
        if re.search(r"<html\b", text):
            found.pages[address] = frozenset(reader.bones)
            found.endpoints[address] = name
        _enqueue(queue, queued, [urljoin(address, link) for link in reader.links])
    return found


def _enqueue(queue: deque[str], queued: set[str], links: Iterable[str]) -> None:
    for link in links:
        parts = urlsplit(link)
        if parts.scheme not in {"", "http"} or parts.netloc:
            continue
        query = urlencode(sorted(parse_qsl(parts.query)))
        address = f"{parts.path}?{query}" if query else parts.path
        if address not in queued:
            queued.add(address)
            queue.append(address)
