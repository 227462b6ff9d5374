"""Read the legal acts that documents may rest on, and print those that the provider ticked.

The acts are dated data (`templates/anchors/*.yaml`): a stale citation before an auditor is worse than none, so each
says when somebody compared it with its source. A workspace may add acts or replace one by its id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qms.documents.engine import long_date
from qms.documents.schema import THEMES, Act, AnchorSpec
from qms.documents.yamlfile import read_model
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from qms.documents.findings import Finding
    from qms.documents.schema import Localised

_ARTICLES = {"en": "art. {}", "nb": "artikkel {}", "lt": "{} str."}
_CHECKED = {"en": "checked on {}", "nb": "kontrollert {}", "lt": "tikrinta {}"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hold an act with the country that it holds in (empty: everywhere)."""

    act: Act
    country: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Hold the rows that a document prints of the acts it rests on: title, articles, source, checked."""

    acts: tuple[Mapping[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.acts)

    def __str__(self) -> str:
        return "; ".join(row["title"] for row in self.acts)


def load_anchors(workspace_templates: Path | None = None) -> tuple[list[Anchor], list[Finding]]:
    """Return the packaged acts, those of a workspace laid over them, and what is wrong with the files."""
    found: dict[str, Anchor] = {}
    problems: list[Finding] = []
    for root in (data_path("templates"), workspace_templates):
        if root is None:
            continue
        anchors, trouble = _packaged(root) if root == data_path("templates") else _read(root)
        found.update({anchor.act.id: anchor for anchor in anchors})
        problems += trouble
    return list(found.values()), problems


@lru_cache(maxsize=2)
def _packaged(root: Path) -> tuple[list[Anchor], list[Finding]]:
    return _read(root)


def _read(root: Path) -> tuple[list[Anchor], list[Finding]]:
    anchors: list[Anchor] = []
    problems: list[Finding] = []
    for path in sorted((root / "anchors").glob("*.yaml")):
        spec, trouble = read_model(path, AnchorSpec)
        problems += trouble
        if spec is not None:
            anchors += [Anchor(act, spec.country) for act in spec.acts]
    return anchors, problems


def offered(
    anchors: Iterable[Anchor], country: str, kinds: Iterable[str], themes: Iterable[str]
) -> list[Act]:
    """Return the acts worth asking a provider about: of its country or of all, for its services and documents."""
    served, wanted = set(kinds), set(themes)
    return [
        anchor.act
        for anchor in anchors
        if anchor.country in {"", country}
        and (not anchor.act.kinds or served & set(anchor.act.kinds))
        and wanted & set(anchor.act.articles)
    ]


def legal_context(
    anchors: Sequence[Anchor], ticked: Iterable[str], themes: Iterable[str], language: str
) -> dict[str, Any]:
    """Return what templates see of the law: `law_acts` (ticked ids), `law` (a line by theme), `legal_basis` (rows).

    `themes` are those of the document; an act is in its rows when it says something on one of them.
    """
    chosen = set(ticked)
    acts = [anchor.act for anchor in anchors if anchor.act.id in chosen]
    return {
        "law_acts": [act.id for act in acts],
        "law": {theme: _line(acts, theme, language) for theme in THEMES},
        "legal_basis": LegalBasis(tuple(_rows(acts, tuple(themes), language))),
    }


def _line(acts: Sequence[Act], theme: str, language: str) -> str:
    return "; ".join(_cited(act, theme, language) for act in acts if theme in act.articles)


def _cited(act: Act, theme: str, language: str) -> str:
    """Return an act with its articles; in Lithuanian in brackets, where a name before them stands in any case."""
    short, articles = _text(act.short, language), _bare(act.articles[theme], language)  # type: ignore[index]
    if not articles:
        return short
    return f"{short} ({articles})" if language == "lt" else f"{short} {articles}"


def _rows(acts: Sequence[Act], themes: Sequence[str], language: str) -> list[Mapping[str, str]]:
    rows: list[Mapping[str, str]] = []
    for act in acts:
        if not set(themes) & set(act.articles):
            continue
        checked = act.last_checked
        title = _text(act.title, language)
        rows.append(
            {
                "title": f"{title} ({act.number})" if act.number else title,
                "articles": _articles(act, themes, language),
                "source": act.source.removeprefix("https://").removeprefix("www.").rstrip("/"),
                # What nobody compared yet is told when the document is generated, not in the document.
                "checked": _CHECKED[language].format(long_date(checked, language)) if checked else "",
            }
        )
    return rows


def _articles(act: Act, themes: Sequence[str], language: str) -> str:
    """Join the articles of several themes: numbers into one sorted list, other texts one after the other."""
    given = [act.articles[theme] for theme in themes if theme in act.articles]
    numbers = {part.strip() for value in given if isinstance(value, str) for part in value.split(",")} - {""}
    texts = list(dict.fromkeys(_text(value, language) for value in given if not isinstance(value, str)))
    counted = ", ".join(sorted(numbers, key=_order))
    return "; ".join([*([_ARTICLES[language].format(counted)] if counted else []), *texts])


def _order(number: str) -> tuple[int, str]:
    found = re.match(r"\d+", number)
    return int(found.group()) if found else 0, number


def _bare(value: str | Localised, language: str) -> str:
    if isinstance(value, str):
        return f"{value} str." if value and language == "lt" else value
    return _text(value, language)


def _text(texts: Localised, language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")  # type: ignore[call-overload]
