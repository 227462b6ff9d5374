"""Read HTML, a page or the body of an e-mail: sections at headings, table rows as lines."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.archive import local, moment
from indexer.extract.decoding import declared
from indexer.extract.model import Content
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

READER = f"html 1 lxml {etree.__version__}"
_HIDDEN = {
    "script", "style", "template", "head", "noscript", "iframe", "object", "svg", "math", "select", "datalist",
    "textarea", "audio", "video", "canvas", "map",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "br", "tr", "li", "table", "ul", "ol", "dl", "dt", "dd", "blockquote", "hr", "section", "article",
    "header", "footer", "main", "nav", "aside", "pre", "form", "fieldset", "figure", "figcaption", "caption", "body",
    "address", "summary", "details", "td", "th", "center", "title",
}  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ENCODING = re.compile(
    rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:-]{2,40})|<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4_096  # bytes in which a page declares its encoding
# What is never closed runs to the end, so that each is looked for once.
_TAG = re.compile(
    r"<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_BREAKS = re.compile(r"(?=<(?:p|br|div|tr|li|h[1-6])\b)", re.IGNORECASE)
_SPACE, _SPACES = re.compile(r"[ \t\r\n\f]+"), re.compile(r" {2,}")
_AT_TAB, _AT_BREAK = re.compile(r" *\t *"), re.compile(r" *\n *")
_CREATED = (
    "article:published_time", "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "pubdate",
    "publish-date", "created", "datepublished",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "last-modified",
    "dcterms.modified",
    "changed",
    "datemodified",
    "changedby",
)
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "article:author")


def read(data: bytes) -> Content:
    """Return a page. Raises ReadProblem("damaged") for what is no text."""
    return page(declared(data, _declared(data)))


def page(text: str) -> Content:
    """Return a page whose bytes are text already."""
    root = _parsed(text)
    if root is None:
        return Content(units=tuple(cut((0, part) for part in _bare(text).split("\n\n"))))
    found = list(blocks(root))
    metas = _metas(root)
    titles = (each for each in root.iter("title") if local(each.getparent()) != "svg")
    title = next(("".join(str(piece) for piece in each.itertext()) for each in titles), "")
    return Content(
        units=tuple(cut(found)),
        heading=next((" ".join(text.split()) for level, text in found if level and text.strip()), ""),
        title=title or metas.get("dc.title", ""),
        author=next((metas[name] for name in _AUTHORS if metas.get(name)), ""),
        language=_language(root) or metas.get("content-language", ""),
        created=_moment(metas, _CREATED),
        modified=_moment(metas, _MODIFIED),
    )


def plain(text: str) -> str:
    """Return the visible text of HTML, such as the body of an e-mail."""
    root = _parsed(text)
    if root is None:
        return _bare(text)
    return "\n\n".join(block.strip() for _, block in blocks(root) if block.strip())


def _declared(data: bytes) -> str:
    match = _ENCODING.search(data[:_HEAD])
    return (match[1] or match[2] or b"").decode("ascii") if match else ""


def _parsed(text: str) -> etree._Element | None:
    """Return the root of a page; None for what the parser gives up on, such as hundreds of nested elements."""
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or any("xcessive depth" in entry.message for entry in parser.error_log):
        return None
    return root


def _bare(text: str) -> str:
    """Return text without tags, for what cannot be parsed."""
    text = _TAG.sub(" ", _BREAKS.sub("\n", text))
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _language(root: etree._Element) -> str:
    places = [root, *root.iter("body")]
    return next(
        (str(text) for each in places for key, text in each.attrib.items() if str(key).endswith("lang")), ""
    )


def _metas(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in root.iter("meta"):
        name = (
            each.get("name") or each.get("property") or each.get("http-equiv") or each.get("itemprop") or ""
        )
        found.setdefault(name.lower(), (each.get("content") or "").strip())
    return found


def _moment(metas: dict[str, str], names: tuple[str, ...]) -> datetime | None:
    return next((found for name in names if (found := moment(metas.get(name)))), None)


def blocks(root: etree._Element) -> Iterator[Block]:
    """Yield headings and paragraphs; the cells of a row stand between tabs where the table holds data.

    A table that holds other tables or headings only arranges the page, and its cells are blocks like others.
    """
    layout = _layout(root)
    line = _Line()
    hidden: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if hidden is None and (name in _HIDDEN or (element.attrib and _unseen(element))):
                hidden = element
            if hidden is None:
                yield from line.start(name, element in layout)
                line.add(element.text)
            continue
        if hidden is None:
            yield from line.end(name, element in layout)
        elif hidden is element:
            hidden = None
        if hidden is None:
            line.add(element.tail)
    yield from line.flush()


def _unseen(element: etree._Element) -> bool:
    return bool(_UNSEEN.search(element.get("style") or "")) or element.get("hidden") is not None


def _layout(root: etree._Element) -> set[etree._Element]:
    """Return the tables that only arrange, with their rows and cells."""
    found: set[etree._Element] = set()
    inner = (each for name in ("table", "h1", "h2", "h3", "h4", "h5", "h6") for each in root.iter(name))
    for each in inner:
        above = each.getparent()
        while above is not None and above not in found:  # what is above a known one is known
            if local(above) in ("table", "tr", "td", "th"):
                found.add(above)
            above = above.getparent()
    arranging = [each for each in found if local(each) == "table"]
    for table in arranging:
        found.update(
            each for row in _rows(table) for each in (row, *row) if local(each) in ("tr", "td", "th")
        )
    return found


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in table:
        if local(each) == "tr":
            yield each
        elif local(each) in ("tbody", "thead", "tfoot"):
            yield from (row for row in each if local(row) == "tr")


class _Line:
    """Gather the text of one block at a time."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._level = 0
        self._row = 0  # data rows that are open
        self._kept = 0  # elements open in which line breaks count

    def add(self, text: str | None) -> None:
        """Add text; white space counts once, except where it is laid out beforehand."""
        if text:
            self._pieces.append(text if self._kept and not self._row else _SPACE.sub(" ", text))

    def start(self, name: str, arranges: bool) -> Iterator[Block]:
        """Begin an element: a block ends what stood before it."""
        if self._row and not (name in ("td", "th") and not arranges):
            self._pieces.append(" " if name in _BLOCKS else "")
        elif name == "tr" and not arranges:
            yield from self.flush()
            self._row += 1
        elif match := _HEADING.fullmatch(name):
            yield from self.flush()
            self._level = int(match[1])
        elif name == "br":
            self._pieces.append("\n")
        elif name in _BLOCKS and not self._row:
            yield from self.flush()
        self._kept += name == "pre"

    def end(self, name: str, arranges: bool) -> Iterator[Block]:
        """End an element."""
        self._kept -= name == "pre"
        if self._row and name in ("td", "th") and not arranges:
            self._pieces.append("\t")
        elif name == "tr" and not arranges and self._row:
            self._row -= 1
            yield from self.flush()
        elif self._row:
            return
        elif name in _BLOCKS and name != "br":
            yield from self.flush()
        elif _HEADING.fullmatch(name):
            yield from self.flush()
            self._level = 0

    def flush(self) -> Iterator[Block]:
        """Yield what was gathered as one block."""
        if not self._pieces:
            return
        text = _AT_BREAK.sub("\n", _AT_TAB.sub("\t", _SPACES.sub(" ", "".join(self._pieces))))
        self._pieces = []
        if text.strip():
            yield self._level, text.rstrip().strip("\n ")
