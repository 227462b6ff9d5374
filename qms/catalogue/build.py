"""Turn parsed YAML into a `Framework`, refusing what is not a standard with place and what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.model.coverage import REGISTER_SOURCES, SPECIAL_RULES, IndicatorRule
from qms.model.errors import QmsError
from qms.model.framework import Criterion, Framework, Indicator, LevelTest, Principle, Scale
from qms.model.words import EvidenceKind, Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCOPES = ("indicator", "service", "need")


class CatalogueProblem(QmsError):
    """Refuse a catalogue file: `file`, `line` (or 0), and what is `expected` there."""

    code = "catalogue_problem"
    hint = "hint_catalogue"


def build_framework(data: Any, texts: Mapping[str, Any], file: str) -> Framework:
    """Build a standard from its structure and its texts by language.

    Raises CatalogueProblem; zero indicators are refused, as is a reference to something that is not there.
    """
    if not isinstance(data, dict) or not isinstance(data.get("framework"), dict):
        raise CatalogueProblem(file=file, line=1, expected="framework:")
    try:
        return _build(data, texts)
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueProblem(file=file, line=0, expected=f"{type(error).__name__}: {error}") from error


def _build(data: dict[str, Any], texts: Mapping[str, Any]) -> Framework:
    head = data["framework"]
    criteria = tuple(_criterion(c) for c in data.get("criteria", []))
    above = {c.ref: c.principle for c in criteria}
    indicators = tuple(_indicator(i, above) for i in data.get("indicators", []))
    if not indicators:
        raise ValueError("no indicators")
    principles = tuple(Principle(str(p["ref"])) for p in data.get("principles", []))
    known = {p.ref for p in principles}
    placed = [(c.ref, c.principle) for c in criteria] + [(i.ref, i.principle) for i in indicators]
    for ref, principle in placed:
        if principle not in known:
            raise ValueError(f"{ref}: principle {principle}")
    refs = [i.ref for i in indicators]
    if len(refs) != len(set(refs)):
        raise ValueError("a reference stands twice")
    allowed = tuple(str(s) for s in head.get("not_applicable", []))
    if not set(allowed) <= set(SCOPES):
        raise ValueError(f"not_applicable: {allowed}")
    return Framework(
        id=str(head["id"]),
        version=str(head["version"]),
        edition=int(head.get("edition", 1)),
        provider=str(head.get("provider", "")),
        copyright=str(head.get("copyright", "")),
        languages=tuple(head.get("languages", ["en"])),
        scoring=dict(head.get("scoring", {"scheme": "met"})),
        not_applicable=allowed,
        principles=principles,
        criteria=criteria,
        indicators=indicators,
        texts=texts,
    )


def _criterion(item: dict[str, Any]) -> Criterion:
    scales = tuple(
        Scale(
            perspective=str(s["perspective"]),
            level_2=tuple(
                LevelTest(tuple(t["groups"]), str(t["verb"]), t.get("extent")) for t in s.get("level_2", [])
            ),
        )
        for s in item.get("scales", [])
    )
    return Criterion(str(item["ref"]), str(item["principle"]), scales)


def _indicator(item: dict[str, Any], above: Mapping[str, str]) -> Indicator:
    criterion = item.get("criterion")
    criterion = None if criterion is None else str(criterion)
    principle = above[criterion] if criterion is not None else str(item["principle"])
    kind = item.get("document")
    if kind not in {None, "approach", "results"}:
        raise ValueError(f"{item['ref']}: document {kind}")
    needs = tuple(tuple(EvidenceKind(k) for k in need) for need in item["needs"])
    if not needs or not all(needs):
        raise ValueError(f"{item['ref']}: needs")
    special = item.get("special")
    if special is not None and special not in SPECIAL_RULES:
        raise ValueError(f"{item['ref']}: special {special}")
    rule = IndicatorRule(
        ref=str(item["ref"]),
        needs=needs,
        rhythm=Rhythm(item.get("rhythm", "standing")),
        fresh_months=item.get("fresh_months"),
        document_kind=kind,
        needs_in_force=kind == "approach" or special in {"results_sheet", "comparison"},
        each_function=special == "function_descriptions",
        special=special,
        registers=tuple(_registers(item)),
    )
    return Indicator(rule.ref, principle, criterion, rule)


def _registers(item: dict[str, Any]) -> Iterator[tuple[str, tuple[EvidenceKind, ...]]]:
    for name, kinds in (item.get("registers") or {}).items():
        if name not in REGISTER_SOURCES or not kinds:
            raise ValueError(f"{item['ref']}: registers {name}")
        yield str(name), tuple(EvidenceKind(k) for k in kinds)
