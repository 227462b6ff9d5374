"""Turn a round into its JSON form and its words, in the language in use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qms.assessment.levels import met_keys
from qms.assessment.schemes import MET, scheme_name
from qms.locale.sentences import say, word
from qms.reports.coverage_forms import reason_text
from qms.reports.periods import iso

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qms.assessment.comparing import Comparison, ScaleChange
    from qms.assessment.schemes import Item
    from qms.catalogue.official import Official
    from qms.model.assessment import Assessed, Condition, Round, RoundResult, ScaleResult
    from qms.model.framework import Framework
    from qms.model.organisation import Settings


def person_name(settings: Settings, ident: str | None) -> str:
    """Return the name of a person, else the id: people leave, and what they decided stays."""
    return next((person.name for person in settings.people if person.id == ident), ident or "")


def level_text(level: int | None, bar: int, scheme: str) -> str:
    """Return a level in words, with the bar where it is not reached."""
    if level is None:
        return say("level_none")
    if scheme == MET:
        return say("level_met") if level >= bar else say("level_unmet")
    if level >= bar:
        return say("level_reached", {"level": level})
    return say("level_below", {"level": level}) if level else say("level_zero")


def round_state(round_: Round) -> str:
    """Return since when a round is open, or when it was closed."""
    if round_.closed_on is None:
        return say("round_open_since", {"date": round_.opened_on})
    return say("round_closed_on", {"date": round_.closed_on})


def warning_lines(names: Mapping[str, str], scale: ScaleResult) -> list[str]:
    """Return where claim and evidence do not fit, a sentence each; statements that are lacking come last.

    Those of services that differ come after the others.
    """
    from qms.assessment.warnings import is_of_words

    told = [*scale.warnings, *(reason for one in scale.by_service.values() for reason in one.warnings)]
    return list(dict.fromkeys(reason_text(reason, names) for reason in sorted(told, key=is_of_words)))


def official_texts(official: Official, item: Item, language: str) -> dict[str, dict[str, str]]:
    """Return the official wording by level, with its language, where the provider imported it."""
    found = {}
    for level in range(1, item.levels + 1):
        if item.section == "criteria":
            text = official.best("levels", item.criterion, language, item.perspective, level)
        else:
            text = official.best(item.section, item.criterion, language)
        if text is not None:
            found[str(level)] = {"language": text.language, "text": text.text}
    return found


def scale_name(item: Item) -> str:
    """Return how a scale is named in lists: criterion and perspective; a requirement has its number only."""
    return item.criterion if item.section == "indicators" else f"{item.criterion} {word(item.perspective)}"


def scale_title(framework: Framework, item: Item, language: str) -> str:
    """Return the title of the criterion or requirement."""
    return framework.title(item.section, item.criterion, language)


def condition_text(condition: Condition, framework: Framework, language: str) -> str:
    """Return a condition in a language, else in the first of the standard that it has."""
    for candidate in (language, *framework.languages):
        if condition.text.get(candidate):
            return condition.text[candidate]
    return condition.key


def text_in(texts: Mapping[str, str], framework: Framework, language: str) -> str:
    """Return a text in a language, else in the first of the standard that it has, else ''."""
    return next((texts[c] for c in (language, *framework.languages) if texts.get(c)), "")


def numbers_of(item: Item, conditions: Sequence[Condition]) -> str:
    """Return conditions by their numbers in the list of the scale."""
    keys = [condition.key for condition in item.conditions]
    return ", ".join(str(keys.index(condition.key) + 1) for condition in conditions)


def below_and_open(result: RoundResult) -> tuple[list[ScaleResult], list[ScaleResult]]:
    """Return the scales that were assessed and are below the bar, and those that nobody assessed."""
    unassessed = [scale for scale in result.scales if _is_unassessed(scale)]
    return [scale for scale in result.below if scale not in unassessed], unassessed


def below_lines(names: Sequence[str], of: int, unassessed: int, *, is_met: bool) -> list[str]:
    """Return how many scales are below the bar, by name; nothing is said of what nobody assessed but its number."""
    own = "_met" if is_met else ""
    lines: list[str] = []
    if names:
        lines.append(say(f"assess_below{own}", {"count": len(names), "of": of, "names": list(names)}))
    elif unassessed < of:
        lines.append(say(f"assess_below{own}_none", {"of": of - unassessed}))
    if unassessed:
        lines.append(say("assess_unassessed", {"count": unassessed, "of": of}))
    return lines


def _is_unassessed(scale: ScaleResult) -> bool:
    return scale.level is None and not any(one.is_below for one in scale.by_service.values())


def for_service(result: RoundResult, service: str) -> RoundResult:
    """Return a round as it is for one service: where it does not differ, as the organisation."""
    own = tuple(replace(scale.by_service.get(service, scale), by_service={}) for scale in result.scales)
    return replace(result, scales=own)


def round_json(round_: Round) -> dict[str, Any]:
    """Return a round."""
    return {
        "id": round_.id,
        "name": round_.name,
        "opened_on": round_.opened_on.isoformat(),
        "closed_on": iso(round_.closed_on),
        "by": round_.by,
        "open": round_.closed_on is None,
    }


def result_json(
    framework: Framework,
    found: Sequence[Item],
    result: RoundResult | None,
    scales: Mapping[tuple[str, str], ScaleResult],
    names: Mapping[str, str],
    language: str,
    service: str | None = None,
) -> dict[str, Any]:
    """Return a whole round, or as it is for a service; without a round, every scale as not assessed."""
    if result and service:
        result = for_service(result, service)
        scales = {(scale.criterion, scale.perspective): scale for scale in result.scales}
    below, unassessed = below_and_open(result) if result else ([], list(scales.values()))
    return {
        "framework": framework.id,
        "scheme": scheme_name(framework),
        "round": round_json(result.round) if result else None,
        "service": service,
        "bar": found[0].bar if found else None,
        "of": len(found),
        "below": [_place(scale) for scale in below],
        "not_assessed": [_place(scale) for scale in unassessed],
        "scales": [
            {
                "title": scale_title(framework, item, language),
                "principle": item.principle,
                **scale_json(scales[item.place], names),
            }
            for item in found
        ],
        "notice": [say("covered_means"), say("not_affiliated")],
    }


def _place(scale: ScaleResult) -> dict[str, str]:
    return {"criterion": scale.criterion, "perspective": scale.perspective}


def scale_json(scale: ScaleResult, names: Mapping[str, str]) -> dict[str, Any]:
    """Return one scale with the services that differ."""
    decided = scale.assessed
    return {
        **_place(scale),
        "level": scale.level,
        "levels": scale.levels,
        "bar": scale.bar,
        "below": scale.is_below and not _is_unassessed(scale),
        "ticks": list(decided.ticks) if decided else [],
        "by": decided.by if decided else None,
        "at": decided.at if decided else None,
        "because": decided.because if decided else None,
        "lacking": [condition.key for condition in scale.lacking],
        "warnings": [{"code": w.code, "text": reason_text(w, names)} for w in scale.warnings],
        "services": {service: scale_json(one, names) for service, one in scale.by_service.items()},
    }


def conditions_json(
    framework: Framework, item: Item, ticks: Collection[str], language: str
) -> list[dict[str, Any]]:
    """Return the conditions of a scale in the order in which they are numbered."""
    met = met_keys(item.conditions, ticks)
    return [
        {
            "number": number,
            "key": condition.key,
            "level": condition.level,
            "text": condition_text(condition, framework, language),
            "replaces": condition.replaces,
            "ticked": condition.key in ticks,
            "met": condition.key in met,
        }
        for number, condition in enumerate(item.conditions, 1)
    ]


def decided_json(decided: Assessed) -> dict[str, Any]:
    """Return one decision of the history."""
    return {
        "service": decided.service,
        "number": decided.number,
        "ticks": list(decided.ticks),
        "because": decided.because,
        "by": decided.by,
        "at": decided.at,
    }


def comparison_json(compared: Comparison) -> dict[str, Any]:
    """Return two rounds side by side; `scales` holds only what differs."""
    return {
        "framework": compared.before.round.framework,
        "before": round_json(compared.before.round),
        "after": round_json(compared.after.round),
        "raised": compared.raised,
        "lowered": compared.lowered,
        "scales": [_change_json(change) for change in compared.changes if change.is_change],
        "unchanged": sum(1 for change in compared.changes if not change.is_change),
        "notice": [say("covered_means"), say("not_affiliated")],
    }


def _change_json(change: ScaleChange) -> dict[str, Any]:
    return {
        "criterion": change.criterion,
        "perspective": change.perspective,
        "service": change.service,
        "before": change.before,
        "after": change.after,
        "gained": [condition.key for condition in change.gained],
        "lost": [condition.key for condition in change.lost],
        "by_before": change.by_before,
        "by_after": change.by_after,
        "because_before": change.because_before,
        "because_after": change.because_after,
    }
