"""Tell paragraph styles by name: LibreOffice keeps the names and makes up new ids."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from qms.documents.oxml import paragraph_style


class StyleNames:
    """Tell the names of paragraph styles by their ids in one document, and the other way round."""

    def __init__(self, document: Any) -> None:
        found = document.styles.element.findall(qn("w:style"))
        pairs = [(style.get(qn("w:styleId")), style.find(qn("w:name"))) for style in found]
        self._names = {
            ident: str(name.get(qn("w:val"))).casefold() for ident, name in pairs if name is not None
        }
        self._ids = {name: ident for ident, name in self._names.items()}

    def name(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style, in small letters; nothing when it names none."""
        return self._names.get(paragraph_style(paragraph), "")

    def is_style(self, paragraph: Any, name: str) -> bool:
        """Tell whether a paragraph has the style of that name."""
        return self.name(paragraph) == name.casefold()

    def ident(self, name: str) -> str | None:
        """Return the id of the style of that name, None when the document has none."""
        return self._ids.get(name.casefold())
