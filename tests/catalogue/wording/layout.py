"""Lay an invented standard out on pages, as a printer might, so that reading it back can be proved for any layout."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qms.catalogue.build import build_framework
from qms.catalogue.loader import read_yaml
from qms.catalogue.official import read_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.framework import Framework

FOLDER = Path(__file__).parent
EN = dict(read_wording(FOLDER / "english.yaml", "lighthouse", "en").texts)
"""The texts of an invented standard in English, by place."""


def lighthouse() -> Framework:
    """Return the invented standard."""
    data = read_yaml(FOLDER / "lighthouse.yaml")
    return build_framework(data, data["texts"], "lighthouse.yaml")


@dataclass(frozen=True)
class Layout:
    """Say how a copy looks: widths of columns and of running text, blank lines, order, and what heads a level."""

    column: int = 20
    width: int = 70
    blank: bool = True
    tables_first: bool = False
    level: str = "Level"
    stacked: bool = False
    tabs: bool = False
    pages: bool = False
    spaces: bool = False

    def lines(self, text: str, width: int) -> list[str]:
        """Return a text in lines of a width, each with a space at its end where the layout says so."""
        found = textwrap.wrap(text, width, break_long_words=False)
        return [line + " " for line in found[:-1]] + found[-1:] if self.spaces else found


def print_copy(framework: Framework, texts: Mapping[tuple[str, str, str, str], str], layout: Layout) -> str:
    """Return a printed copy of a standard."""
    out: list[str] = []
    page = 0
    for principle in framework.principles:
        out += [f"Principle {principle.ref}: {texts['titles', principle.ref, '', '']}"]
        out += layout.lines(texts["principles", principle.ref, "", ""], layout.width)
        out += [""] * layout.blank
        for criterion in (c for c in framework.criteria if c.principle == principle.ref):
            tables = [
                line
                for scale in criterion.scales
                for line in _table(
                    [texts["levels", criterion.ref, scale.perspective, str(n)] for n in range(1, 6)], layout
                )
            ]
            out += tables if layout.tables_first else []
            out += [f"Criterion {criterion.ref}"]
            out += layout.lines(texts["criteria", criterion.ref, "", ""], layout.width)
            out += ["Indicators:"]
            for indicator in (i for i in framework.indicators if i.criterion == criterion.ref):
                note = texts.get(("documents", indicator.ref, "", ""))
                text = texts["indicators", indicator.ref, "", ""]
                out += layout.lines(
                    f"{indicator.ref}. {text}" + (f" ({note})." if note else ""), layout.width
                )
            out += [""] * layout.blank
            out += [] if layout.tables_first else tables
            if layout.pages:
                page += 1
                out += [f"The Guild, third edition, page {page}", f"{page}", "\f"]
    return "\n".join(out).replace("\n\f\n", "\f") + "\n"


def _table(levels: list[str], layout: Layout) -> list[str]:
    heads = [f"{layout.level} {n}" for n in range(1, 6)]
    if layout.tabs:
        return ["\t".join(heads), "\t".join(levels)]
    found = [] if layout.stacked else [" ".join(heads)]
    for head, text in zip(heads, levels, strict=True):
        found += [head] if layout.stacked else []
        found += layout.lines(text, layout.column)
        found += [""] * layout.blank
    return found
