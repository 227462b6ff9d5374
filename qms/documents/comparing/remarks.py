"""Read the comments and notes of a Word file, and comment on the conflicts of a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from qms.documents.comparing.visible import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qms.documents.oxml import Element

_KINDS = ("/comments", "/footnotes", "/endnotes")


def remarks_of(document: Any) -> list[str]:
    """Return the texts of comments, footnotes and endnotes of a python-docx document, sorted."""
    found = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_KINDS):
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            texts = ("".join(node.text or "" for node in remark.iter(qn("w:t"))) for remark in root)
            found += [text for text in map(squeezed, texts) if text]
    return sorted(found)


def add_comments(document: Any, spots: Iterable[tuple[Element, str]], author: str) -> None:
    """Comment on paragraphs; nothing where the comment is there already or python-docx knows no comments."""
    known = set(remarks_of(document)) if hasattr(document, "add_comment") else None
    for element, text in spots:
        runs = Paragraph(element, document._body).runs if element.tag == qn("w:p") else []
        if known is not None and runs and squeezed(text) not in known:
            document.add_comment(runs, text, author=author, initials=author[:1])
