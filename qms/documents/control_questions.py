"""Find the questions at the end of a staff sheet, with which readers check whether they understood it."""

from __future__ import annotations

from qms.evidence.preview_html import clean

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ol", "ul"})


def split_questions(html: str) -> tuple[str, tuple[str, ...]]:
    """Return a clean sheet without its last chapter, and the questions of which that chapter consists.

    A sheet whose last chapter is no list of questions comes back whole, with none.
    """
    from lxml import html as parser

    root = parser.fragment_fromstring(html, create_parent="div")
    parts = list(root)
    last = max((at for at, part in enumerate(parts) if part.tag in _HEADINGS), default=None)
    if last is None:
        return html, ()
    lists = [part for part in parts[last:] if part.tag in _LISTS]
    asked = [" ".join(item.text_content().split()) for one in lists for item in one.iter("li")]
    if not asked or not all("?" in text for text in asked):
        return html, ()
    for part in parts[last:]:
        root.remove(part)
    return clean(parser.tostring(root, encoding="unicode")), tuple(asked)
