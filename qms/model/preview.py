"""Describe what can be shown of a file, and the pictures and texts that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qms.model.errors import QmsError
from qms.model.reasons import Reason

if TYPE_CHECKING:
    from typing import Any

PreviewKind = Literal["pages", "image", "html", "table", "text", "none"]


class NoPreview(QmsError):
    """Report that a file cannot be shown; `why` is a Reason."""

    code = "no_preview"
    hint = "hint_no_preview"

    def __init__(self, why: str, **params: Any) -> None:
        super().__init__(why=Reason(why, params))

    def hint_code(self) -> str | None:
        """Advise a sync where that helps, else to open the file itself."""
        return "hint_sync" if self.params["why"].code in {"preview_changed", "preview_gone"} else self.hint


@dataclass(frozen=True, slots=True)
class UnitView:
    """Name a place of a file that can be shown: its number, kind of unit and label; `has_text` tells of words."""

    number: int
    unit: str
    label: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """Tell what can be shown of a file, and of "none" the `reason`.

    "pages" are shown with `page_picture`, "image" with `picture`, all others with `page_html`, which also gives the
    text of a page. Units whose kind is "part" have text only.
    """

    kind: PreviewKind
    units: tuple[UnitView, ...]
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture as PNG, its size in pixels, and whether the passage is marked on it."""

    png: bytes
    marked: bool
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold clean HTML, headings from h3 on, and whether the passage stands in it as `<mark id="passage">`."""

    html: str
    marked: bool
