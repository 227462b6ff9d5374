"""Verify a standard's texts and needs: what is missing is returned as values, never raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.reasons import Reason
from qms.model.words import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qms.model.assessment import Condition, ScaleText
    from qms.model.framework import Framework

VERB_KINDS: dict[str, frozenset[EvidenceKind]] = {
    "know": frozenset({EvidenceKind.AWARENESS, EvidenceKind.VOICE}),
    "understand": frozenset({EvidenceKind.AWARENESS, EvidenceKind.VOICE}),
    "use": frozenset({EvidenceKind.RECORD, EvidenceKind.OBSERVATION}),
    "review": frozenset({EvidenceKind.RECORD, EvidenceKind.RESULT}),
    "measure": frozenset({EvidenceKind.RESULT}),
}
"""Which kinds can prove what a verb of level 2 asks, besides a document."""


def check_framework(framework: Framework) -> list[Reason]:
    """Return every finding: texts missing in a language, titles that repeat, needs that level 2 asks for."""
    return [*_texts(framework), *_titles(framework), *_needs(framework)]


def _texts(framework: Framework) -> Iterator[Reason]:
    sections = {
        "principles": [p.ref for p in framework.principles],
        "criteria": [c.ref for c in framework.criteria],
        "indicators": [i.ref for i in framework.indicators],
    }
    for language in framework.languages:
        texts = framework.texts.get(language, {})
        for section, refs in sections.items():
            for ref in refs:
                own = texts.get(section, {}).get(ref, {})
                fields = ("title", "asked", "examples") if section == "indicators" else ("title",)
                for name in fields:
                    if not own.get(name):
                        yield Reason(
                            "text_missing", {"language": language, "ref": ref, "field": name, "part": section}
                        )
                count = len(own.get("examples") or [])
                if section == "indicators" and count and not 3 <= count <= 6:
                    yield Reason("examples_count", {"language": language, "ref": ref, "count": count})


def _titles(framework: Framework) -> Iterator[Reason]:
    for language in framework.languages:
        seen: dict[str, str] = {}
        for indicator in framework.indicators:
            title = str(
                framework.texts.get(language, {})
                .get("indicators", {})
                .get(indicator.ref, {})
                .get("title", "")
            )
            if title and title.casefold() in seen:
                refs = {"ref": indicator.ref, "other": seen[title.casefold()], "language": language}
                yield Reason("title_twice", refs)
            seen.setdefault(title.casefold(), indicator.ref)


def _needs(framework: Framework) -> Iterator[Reason]:
    """Find required approaches that level 2 asks people to know, use, review or measure, without a need for it."""
    criteria = {c.ref: c for c in framework.criteria}
    for indicator in framework.indicators:
        if indicator.rule.document_kind != "approach" or indicator.criterion is None:
            continue
        scales = [s for s in criteria[indicator.criterion].scales if s.perspective != "results"]
        verbs = {t.verb for s in scales for t in s.level_2} & set(VERB_KINDS)
        further = {kind for need in indicator.rule.needs if need != (EvidenceKind.DOCUMENT,) for kind in need}
        for verb in sorted(verbs):
            if not further & VERB_KINDS[verb]:
                yield Reason("need_missing", {"ref": indicator.ref, "verb": verb})


def check_scales(framework: Framework, scales: Mapping[tuple[str, str], ScaleText]) -> list[Reason]:
    """Return every finding about the scales: missing or unknown ones, levels without a condition, wrong keys, texts.

    Scales are asked for where the standard is judged by levels; one that is judged by requirements may have some.
    """
    wanted = {(c.ref, s.perspective): None for c in framework.criteria for s in c.scales}
    by_levels = framework.scoring.get("scheme") == "levels"
    findings = [
        Reason("scale_missing", {"ref": ref, "perspective": perspective})
        for ref, perspective in (wanted if by_levels else ())
        if (ref, perspective) not in scales
    ]
    for (ref, perspective), scale in scales.items():
        place = {"ref": ref, "perspective": perspective}
        if (ref, perspective) not in wanted and (wanted or ref not in framework.by_ref):
            findings.append(Reason("scale_unknown", place))
            continue
        levels = int(framework.scoring.get("levels", 1)) if by_levels else 1
        findings += _conditions(scale, place, levels)
        findings += _scale_texts(scale, place, framework.languages)
    return findings


def _conditions(scale: ScaleText, place: dict[str, str], levels: int) -> Iterator[Reason]:
    """Find levels without a condition, conditions outside the levels, keys that repeat, and wrong replacements."""
    found = {condition.level for condition in scale.conditions}
    for level in sorted(set(range(1, levels + 1)) - found):
        yield Reason("scale_level_empty", {**place, "level": level})
    for level in sorted(found - set(range(1, levels + 1))):
        yield Reason("scale_level_unknown", {**place, "level": level, "levels": levels})
    earlier: dict[str, Condition] = {}
    replaced: set[str] = set()
    for condition in scale.conditions:
        if condition.key in earlier:
            yield Reason("scale_key_twice", {**place, "key": condition.key})
        if (weaker := condition.replaces) is not None:
            is_lower = weaker in earlier and earlier[weaker].level < condition.level
            if not is_lower or weaker in replaced:
                yield Reason("scale_replaces", {**place, "key": condition.key, "other": weaker})
            replaced.add(weaker)
        earlier.setdefault(condition.key, condition)


def _scale_texts(scale: ScaleText, place: dict[str, str], languages: tuple[str, ...]) -> Iterator[Reason]:
    texts = {condition.key: condition.text for condition in scale.conditions}
    if scale.limit:
        texts["limit"] = scale.limit
    for key, text in texts.items():
        for language in languages:
            if not text.get(language):
                yield Reason("scale_text_missing", {**place, "key": key, "language": language})
