"""Write the pages of an audit pack as HTML that opens from disk: no server, no network, no login."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, word
from qms.reports.official import official_label
from qms.reports.tables import MARKS
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Environment

    from qms.model.pack import Level, Pack, PackCriterion, PackIndicator, PackPrinciple
    from qms.model.words import EvidenceKind

_PAGES = {"facts": 1, "assessment": 2, "improvement": 6, "interviews": 8}
"""The pages beside the index, and the number of the folder that each stands in."""
_SCRIPT_WORDS = (
    "pack_hits", "pack_hits_none", "pack_hits_more", "pack_hit_cut", "pack_verifying", "pack_verified", "pack_differs",
    "pack_no_manifest", "pack_changed", "pack_missing", "pack_extra", "pack_seal_differs", "pack_seal_same",
    "pack_unreadable",
)  # fmt: skip


def page_names(ways: Sequence[str]) -> dict[str, str]:
    """Return the paths of what stands beside the evidence, by what it is; `ways` are the folders of the pack."""

    def page(number: int, ending: str) -> str:
        return f"{ways[number]}/{ways[number].partition('_')[2]}{ending}"

    names = {key: page(number, ".html") for key, number in _PAGES.items()}
    start = {"index": "index.html", "workbook": page(0, ".xlsx")}
    rest = {key: f"{ways[0]}/{name}" for key, name in _BESIDE.items()}
    return start | names | rest


_BESIDE = {"style": "pack.css", "script": "pack.js", "search": "search-index.js"}


def write_pages(pack: Pack, ways: Sequence[str]) -> dict[str, bytes]:
    """Return the pages with their style and script, by path in the pack."""
    names = page_names(ways)
    served: dict[str, list[str]] = {}
    for indicator in pack.indicators:
        for use in indicator.uses:
            served.setdefault(use.file.key, []).append(indicator.ref)
    shared: dict[str, Any] = {
        "pack": pack,
        "names": names,
        "say": say,
        "word": word,
        "kinds": _kinds,
        "level_text": level_text,
        "level_short": level_short,
        "official_label": official_label,
        "titles": {indicator.ref: indicator.title for indicator in pack.indicators},
        "levels_of": lambda principle: [(part.ref, level) for part, _, level in scales_of(principle)],
        "scales_of": scales_of,
        "marks": MARKS,
        "served": served,
        "words": {part: text[:1].upper() + text[1:] for part, text in pack.words.items()},
        "script_words": _script_words(),
        "pages": [
            ("index", say("pack_folder_index")),
            *((key, say(f"pack_folder_{key}")) for key in _PAGES),
            ("workbook", say("pack_workbook")),
        ],
    }
    made = {}
    for key in ("index", *_PAGES):
        up = "" if key == "index" else "../"
        text = _environment().get_template(f"{key}.html").render(shared, here=key, up=up)
        made[names[key]] = text.encode("utf-8", "replace")
    for key in ("style", "script"):
        made[names[key]] = data_path("pages", _BESIDE[key]).read_bytes()
    return made


def level_text(level: Level) -> str:
    """Return a claimed level in words, with the bar that the standard asks for."""
    if level.level is None:
        return say("pack_level_none")
    if level.levels == 1:
        return say("pack_level_met" if level.level else "pack_level_unmet")
    if level.level == 0:
        return say("pack_level_zero", {"bar": level.bar})
    return say("pack_level_of", {"level": level.level, "levels": level.levels, "bar": level.bar})


def level_short(level: Level) -> str:
    """Return a claimed level as a number, met or not met in words, a dash for none."""
    if level.level is None:
        return "–"
    return level_text(level) if level.levels == 1 else str(level.level)


def scales_of(principle: PackPrinciple) -> list[tuple[PackCriterion | PackIndicator, str, Level]]:
    """Return the scales below a principle: what each belongs to, its anchor on the index page, and the level."""
    found: list[tuple[PackCriterion | PackIndicator, str, Level]] = []
    for criterion in principle.criteria:
        found += [(criterion, f"c{criterion.ref}", level) for level in criterion.levels]
        found += [(one, f"i{one.ref}", level) for one in criterion.indicators for level in one.levels]
    return found


def _kinds(kinds: Iterable[EvidenceKind]) -> str:
    return ", ".join(word(kind.value) for kind in kinds)


def _script_words() -> Any:
    """Return the sentences of the script as JSON that no page mistakes for the end of a script."""
    from markupsafe import Markup

    said: Mapping[str, str] = {
        code.removeprefix("pack_"): say(code, {name: f"{{{name}}}" for name in ("count", "of", "files")})
        for code in _SCRIPT_WORDS
    }
    said = {**said, "page": say("at_page", {"number": "{number}"})}
    return Markup(json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - our own sentences


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(data_path("pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
