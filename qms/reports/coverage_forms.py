"""Turn the coverage map into its JSON form and its sentences (design section 6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, word
from qms.model.reasons import Reason
from qms.reports.periods import iso, period_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.coverage import CoverageMap, Entry, Hanging
    from qms.model.framework import Framework
    from qms.model.leverage import Leverage, Step
    from qms.model.reasons import Action


_COMMAND = re.compile(r"(?<!\S)qms [a-z]")


def reason_text(reason: Reason, names: Mapping[str, str]) -> str:
    """Return why, with service and year named; `names` gives service names by id."""
    because = reason.params.get("because")
    inner = reason.params
    if isinstance(because, Reason):
        told = _placed(say(because.code, because.params), reason.params, names)
        return say(reason.code, {**reason.params, "because": told})
    return _placed(say(reason.code, inner), reason.params, names)


def action_text(action: Action | None, names: Mapping[str, str]) -> str:
    """Return the next step, with service and year named."""
    if action is None:
        return ""
    text = _placed(say(f"act_{action.code}", action.params), action.params, names)
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _placed(sentence: str, params: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Put service and year into a sentence, before its full stop, or before the command that it names."""
    service, year = params.get("service"), params.get("year")
    parts = [names.get(service, service) if service else "", str(year) if year else ""]
    text = ", ".join(p for p in parts if p)
    if not text:
        return sentence
    command = _COMMAND.search(sentence)
    if command is not None:
        # Behind a command they would read as a part of it.
        cut = max(sentence.rfind(mark, 0, command.start()) for mark in (": ", "; ", ". "))
        return f"{sentence[:cut]} ({text}){sentence[cut:]}" if cut > 0 else f"{text}: {sentence}"
    return f"{sentence[:-1]} ({text})." if sentence.endswith(".") else f"{sentence} ({text})"


def coverage_json(found: CoverageMap, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the map as the contract has it."""
    return {
        "framework": found.framework.id,
        "as_of": found.setting.as_of.isoformat(),
        "audit_on": iso(found.setting.audit_on),
        "summary": found.summary,
        "indicators": [_indicator(e, found, language, names) for e in found.entries],
        "notice": [say("covered_means"), say("not_affiliated")],
    }


def _indicator(entry: Entry, found: CoverageMap, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    judged, indicator = entry.judgement, entry.indicator
    return {
        "ref": indicator.ref,
        "criterion": indicator.criterion,
        "principle": indicator.principle,
        "title": found.framework.title("indicators", indicator.ref, language),
        "state": judged.state.value,
        "on_audit_day": judged.on_audit_day.value if judged.on_audit_day else None,
        "lens": judged.lens.value,
        "aspects": {side: state.value for side, state in judged.aspects.items()},
        "reason": reason_text(judged.reason, names),
        "reason_code": judged.reason.code,
        "next_action": action_text(judged.action, names) or None,
        "action_code": judged.action.code if judged.action else None,
        "counts": counts_texts(entry, names),
        "warnings": [say(w.code, w.params) for w in judged.warnings],
        "needs": [
            {
                "kinds": [k.value for k in c.kinds],
                "service": c.service,
                "year": c.year,
                "state": c.state.value,
                "reason": say(c.reason.code, c.reason.params),
                "reason_code": c.reason.code,
                "until": iso(c.until),
            }
            for c in judged.cells
        ],
        "document_required": indicator.rule.document_kind is not None,
        "evidence": [_evidence(h) for h in entry.evidence],
        "owner": entry.owner,
        "due": iso(entry.due),
    }


def counts_texts(entry: Entry, names: Mapping[str, str]) -> list[str]:
    """Return what the registers hold for an indicator, a sentence each, with the service where one is counted alone."""
    return [reason_text(reason, names) for reason in entry.counts]


def entries_text(ident: str) -> str:
    """Return what is shown in place of a path for rows that were entered in the program (`register:complaints`)."""
    prefix, _, book = ident.partition(":")
    return say("entries_of", {"book": say(f"book_{book}")}) if prefix == "register" and book else ""


def _evidence(item: Hanging) -> dict[str, Any]:
    return {
        "id": item.id,
        "path": item.path or entries_text(item.id),
        "kinds": [k.value for k in item.kinds],
        "state": item.state.value,
        "page": item.pin.page if item.pin else None,
        "label": item.pin.label if item.pin else None,
        "evidence_date": period_text(item.date_from, item.date_to),
        "date_assumed": item.date_assumed,
        "valid_until": iso(item.valid_until),
        "services": list(item.services),
    }


def gaps_json(
    found: CoverageMap, gaps: Iterable[Entry], language: str, names: Mapping[str, str]
) -> dict[str, Any]:
    """Return these gaps of a map as the contract has them."""
    rows = []
    for entry in gaps:
        judged = entry.judgement
        rows.append(
            {
                "ref": entry.indicator.ref,
                "title": found.framework.title("indicators", entry.indicator.ref, language),
                "state": judged.state.value,
                "reason": reason_text(judged.reason, names),
                "reason_code": judged.reason.code,
                "next_action": action_text(judged.action, names),
                "action_code": judged.action.code if judged.action else None,
                "counts": counts_texts(entry, names),
                "owner": entry.owner,
                "due": iso(entry.due),
                "overdue": is_overdue(entry, found),
            }
        )
    return {"as_of": found.setting.as_of.isoformat(), "gaps": rows}


def is_overdue(entry: Entry, found: CoverageMap) -> bool:
    """Say whether the day by which a gap was to be closed is over."""
    return entry.due is not None and entry.due < found.setting.as_of


def leverage_json(leverage: Leverage) -> dict[str, Any]:
    """Return which steps would close most, and what much depends on, with their sentences left to the reader."""
    return {
        "steps": [
            {
                "what": step.what,
                "subject": step.subject,
                "principle": step.principle,
                "closes": list(step.closes),
                "helps": list(step.helps),
            }
            for step in leverage.steps
        ],
        "carriers": [
            {
                "id": carrier.id,
                "path": carrier.path,
                "carries": list(carrier.carries),
                "until": iso(carrier.until),
                "soon": carrier.soon,
            }
            for carrier in leverage.carriers
        ],
    }


def step_text(step: Step, framework: Framework, language: str) -> str:
    """Return a step as people read it."""
    subject = word(step.subject) if step.principle else step.title or step.subject
    principle = framework.title("principles", step.principle, language) if step.principle else ""
    return say(f"step_{step.what}", {"subject": subject, "principle": principle})
