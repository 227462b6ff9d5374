"""Choose and read skins: the look of documents per country, with labels in every language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from qms.resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BY_COUNTRY = {"NO": "norway", "LT": "lithuania"}
_BY_LANGUAGE = {"nb": "norway", "lt": "lithuania"}


class _Strict(BaseModel):
    """Refuse unknown keys and changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(_Strict):
    """Hold the margins of an A4 page and the distances of header and footer, in centimetres."""

    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float

    @property
    def width(self) -> int:
        """Return the width between the margins in twentieths of a point."""
        return round((21.0 - self.left - self.right) * 567)


class Type(_Strict):
    """Hold fonts and sizes in points; `line` is the line height as a multiple."""

    body_font: str
    heading_font: str
    size: float
    line: float
    after: float
    justify: bool
    title: float
    heading_1: float
    heading_2: float
    table: float
    small: float


class Colours(_Strict):
    """Hold colours as RRGGBB."""

    text: str
    heading: str
    muted: str
    rule: str
    head_fill: str
    adapt_fill: str
    adapt_bar: str
    draft_fill: str
    draft_text: str


class Skin(_Strict):
    """Hold one skin: how front matter and chapters are laid out, how they look and what labels they carry."""

    name: str
    layout: Literal["title_block", "header_table", "act", "compact"]
    numbering: Literal["decimal", "roman_points", "plain"]
    page: Page
    type: Type
    colours: Colours
    labels: dict[str, dict[str, str]]

    def label(self, key: str, language: str) -> str:
        """Return a label in `language`, else in English."""
        texts = self.labels[key]
        return texts.get(language) or texts["en"]


def skin_name(country: str, language: str) -> str:
    """Choose the skin by country; without a country by language."""
    if country:
        return _BY_COUNTRY.get(country.upper(), "neutral")
    return _BY_LANGUAGE.get(language, "neutral")


@lru_cache(maxsize=8)
def load_skin(name: str) -> Skin:
    """Read a packaged skin and those that it extends; raises FileNotFoundError, pydantic.ValidationError."""
    return Skin.model_validate(_merged(data_path("templates", "skins"), name))


def compact_skin(skin: Skin, part: str) -> Skin:
    """Return the look of a form, a staff sheet or an easy-read text: a small head, no numbers, close margins.

    Easy-read texts take large type, set left, without serifs (Inclusion Europe's rules for easy-to-read texts).
    """
    easy = part == "easy"
    page = Page(top=2.2, right=2.0, bottom=1.9, left=2.0, header=0.9, footer=0.9)
    type_ = {
        "title": 17.0,
        "heading_1": 12.5,
        "heading_2": 11.0,
        "justify": False,
        "after": 4.0,
        "line": 1.15,
    }
    sans = {"body_font": "Arial", "heading_font": "Arial"}
    if easy:
        type_ = {"size": 14.0, "title": 24.0, "heading_1": 18.0, "heading_2": 15.0, "line": 1.5, "after": 8.0}
        type_ |= {"justify": False, "table": 14.0, "small": 10.0}
    elif skin.type.size > 11:
        type_["size"] = 11.0
    changed = skin.type.model_copy(update=type_ | (sans if easy else {}))
    # Norwegian and neutral forms stand in the same head; an act keeps its serifs in forms and sheets.
    return skin.model_copy(update={"layout": "compact", "numbering": "plain", "page": page, "type": changed})


def _merged(folder: Path, name: str) -> dict[str, Any]:
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is a safe one
    base = data.pop("extends", None)
    return _laid_over(_merged(folder, base), data) if base else data


def _laid_over(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    both = {**base, **top}
    for key in base.keys() & top.keys():
        if isinstance(base[key], dict) and isinstance(top[key], dict):
            both[key] = _laid_over(base[key], top[key])
    return both
