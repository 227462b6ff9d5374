"""Write proposals and what people answered to them, for people and for programs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say
from qms.locale.translator import current
from qms.reports.evidence import pin_text
from qms.reports.tables import print_table, print_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.model.framework import Framework
    from qms.model.suggestion import Rejected, Suggestion, Unrelated


def suggestions_json(found: Sequence[Suggestion], framework: Framework) -> dict[str, Any]:
    """Return proposals as the contract has them."""
    language = current()
    return {
        "framework": framework.id,
        "suggestions": [
            {
                "id": one.evidence,
                "path": one.path,
                "indicator": one.indicator,
                "title": framework.title("indicators", one.indicator, language),
                "score": one.score,
                "unit": one.pin.unit if one.pin else None,
                "number": one.pin.number if one.pin else None,
                "page": one.pin.page if one.pin else None,
                "label": one.pin.label if one.pin else None,
                "quote": one.pin.quote if one.pin else None,
                "kinds": [k.value for k in one.kinds],
                "services": list(one.services),
                "because": [say(r.code, r.params) for r in one.because],
                "because_codes": [r.code for r in one.because],
                "rule": one.rule,
            }
            for one in found
        ],
    }


def print_for_file(found: Sequence[Suggestion], framework: Framework, path: str) -> None:
    """Print what one file may prove."""
    if not found:
        print_text(say("suggest_nothing_file", {"path": path}))
        return
    print_text(say("suggest_file_title", {"path": found[0].path}), style="bold")
    for one in found:
        title = framework.title("indicators", one.indicator, current())
        _print_one(one, f"{one.indicator} {title}")
    _print_next()


def print_for_indicators(found: Sequence[Suggestion], framework: Framework, refs: Sequence[str]) -> None:
    """Print files by indicator; `refs` are those that were asked for, none where all gaps were."""
    by_ref: dict[str, list[Suggestion]] = defaultdict(list)
    for one in found:
        by_ref[one.indicator].append(one)
    for ref in dict.fromkeys((*refs, *by_ref)):
        if by_ref[ref]:
            title = framework.title("indicators", ref, current())
            print_text(f"{ref} {title}", style="bold")
            for one in by_ref[ref]:
                _print_one(one, one.path)
    if missing := [ref for ref in refs if not by_ref[ref]]:
        print_text(say("suggest_nothing", {"refs": missing}))
    if found:
        _print_next()
    elif not refs:
        print_text(say("suggest_nothing_open"))


def _print_one(one: Suggestion, head: str) -> None:
    share = say("suggest_share", {"share": round(one.score * 100)})
    print_text(f"{head}  ({share})", style="cyan", indent=3)
    pin = one.pin
    if pin is not None:
        place = pin_text(pin)
        quotation = say("quotation", {"text": pin.quote})
        print_text(f"{place}: {quotation}" if place else quotation, indent=6)
    else:
        print_text(say("suggest_whole"), indent=6)
    reasons = "; ".join(say(r.code, r.params) for r in one.because)
    print_text(say("suggest_why", {"reasons": reasons}), style="dim", indent=6)


def _print_next() -> None:
    print_text("")
    print_text(say("suggest_more"))
    print_text(say("suggest_next"))


def rejected_json(found: Sequence[Rejected], apart: Sequence[Unrelated]) -> dict[str, Any]:
    """Return what was rejected."""
    return {
        "rejected": [
            {
                "id": one.evidence,
                "path": one.path,
                "framework": one.framework,
                "indicator": one.indicator,
                "because": one.because,
                "by": one.by,
                "on": one.on,
            }
            for one in found
        ],
        "unrelated": [
            {"path": one.path, "other": one.other, "because": one.because, "by": one.by, "on": one.on}
            for one in apart
        ],
    }


def print_rejected(found: Sequence[Rejected], apart: Sequence[Unrelated], people: Mapping[str, str]) -> None:
    """Print what was rejected, with the reason, by whom and when; `people` are names by id."""
    if not found and not apart:
        print_text(say("no_rejections"))
        return
    rows = [
        [
            one.path,
            f"{one.framework}:{one.indicator}",
            one.because,
            _by_on(people.get(one.by, one.by), one.on),
        ]
        for one in found
    ]
    rows += [
        [
            one.path,
            say("not_version_of", {"path": one.other}),
            one.because,
            _by_on(people.get(one.by, one.by), one.on),
        ]
        for one in apart
    ]
    heads = ["column_file", "column_answered", "column_reason", "column_who"]
    print_table([say(head) for head in heads], rows, wide=2)


def _by_on(by: str, on: str) -> str:
    return say("by_on", {"by": by, "date": on})
