"""Set what people decide about an indicator: owner, due date, statement, and where it does not apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.coverage.gather import setting_of
from qms.coverage.rules import judge
from qms.evidence.services import check_services
from qms.model.coverage import Exemption
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.model.words import EvidenceKind, State
from qms.people.actors import find_person
from qms.results.free_texts import refuse_identity_numbers
from qms.state.link_rows import add_statement, drop_exemption, exemptions_of, put_exemption, put_indicator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.model.references import Ref
    from qms.state.store import Change
    from qms.workspace.workspace import Workspace


class ExemptionRefused(QmsError):
    """Refuse a decision that the standard does not allow, such as a whole EQUASS indicator."""

    code = "exemption_refused"
    hint = "hint_exemption"


class ReasonNeeded(UsageProblem):
    """Refuse a decision without a reason."""

    code = "reason_needed"


@dataclass(frozen=True, slots=True)
class IndicatorWish:
    """Hold what a person wants to set; None leaves a field as it is.

    `seen` is the number of the statement that the person saw (0: none), `fresh` says that the person saw no decision of
    the same scope (`not_applicable`) or just this one (`applicable`): what changed meanwhile is then refused.
    """

    owner: str | None = None
    due: date | None = None
    statement: str | None = None
    service: str | None = None
    need: EvidenceKind | None = None
    not_applicable: bool = False
    applicable: bool = False
    because: str = ""
    seen: int | None = None
    fresh: bool = False


def set_indicator(workspace: Workspace, ref: Ref, wish: IndicatorWish) -> list[str]:
    """Apply a wish in one transaction and return the codes of what was done.

    Raises UnknownPerson, UnknownService, ReasonNeeded, NumberInText, ExemptionRefused or ChangedMeanwhile; nothing is
    written then.
    """
    if wish.owner:
        find_person(workspace.settings.people, wish.owner)
    check_services(workspace, [wish.service] if wish.service else [])
    refuse_identity_numbers(wish.statement, wish.because)
    done: list[str] = []
    with workspace.state.write(workspace.actor.id) as change:
        if wish.owner is not None or wish.due is not None:
            values = {k: v for k, v in (("owner", wish.owner), ("due", wish.due)) if v is not None}
            put_indicator(change.conn, ref.framework, ref.ref, values)
            change.log("indicator.set", str(ref), **{k: str(v) for k, v in values.items()})
            done.append("indicator_set")
        if wish.statement is not None:
            number = add_statement(
                change.conn,
                {
                    "framework": ref.framework,
                    "indicator": ref.ref,
                    "service": wish.service,
                    "text": wish.statement,
                    "by": change.actor,
                    "at": change.at,
                },
                wish.seen,
            )
            change.log("indicator.statement", str(ref), number=number, service=wish.service)
            done.append("statement_set")
        if wish.not_applicable:
            _waive(workspace, change, ref, wish)
            done.append("not_applicable_set")
        if wish.applicable:
            need = wish.need.value if wish.need else None
            dropped = drop_exemption(change.conn, ref.framework, ref.ref, wish.service, need)
            if wish.fresh and not dropped:
                raise ChangedMeanwhile(subject=str(ref))
            change.log("indicator.applicable", str(ref), service=wish.service, need=wish.need)
            done.append("applicable_set")
    return done


def _waive(workspace: Workspace, change: Change, ref: Ref, wish: IndicatorWish) -> None:
    """Record that something does not apply."""
    current = [
        Exemption(r.indicator, r.service, EvidenceKind(r.need) if r.need else None, r.because, r.by)
        for r in exemptions_of(change.conn, ref.framework)
    ]
    scope = (ref.ref, wish.service, wish.need)
    if wish.fresh and any((e.indicator, e.service, e.need) == scope for e in current):
        raise ChangedMeanwhile(subject=str(ref))
    check_exemption(workspace, ref, wish, current, change.actor)
    put_exemption(
        change.conn,
        {
            "framework": ref.framework,
            "indicator": ref.ref,
            "service": wish.service,
            "need": wish.need.value if wish.need else None,
            "because": wish.because.strip(),
            "by": change.actor,
            "at": change.at,
        },
    )
    change.log("indicator.not_applicable", str(ref), service=wish.service, need=wish.need)


def assign(
    workspace: Workspace,
    refs: Sequence[Ref],
    person: str | None,
    due: date | None,
    *,
    clear: bool = False,
    seen: int | None = None,
) -> str | None:
    """Set owner and due date of several indicators in one transaction and return the owner's name.

    What is None stays as it is; `clear` takes both away, or the one that is None. `seen` is the version that the
    person saw (0: nothing set yet). Raises UnknownPerson or ChangedMeanwhile, and nothing is written then.
    """
    owner = find_person(workspace.settings.people, person) if person else None
    wanted: dict[str, str | date | None] = {"owner": owner.id if owner else None, "due": due}
    values = {name: value for name, value in wanted.items() if clear or value is not None}
    with workspace.state.write(workspace.actor.id) as change:
        for ref in refs:
            put_indicator(change.conn, ref.framework, ref.ref, values, seen)
            told = {k: None if v is None else str(v) for k, v in values.items()}
            change.log("indicator.set", str(ref), **told)
    return owner.name if owner else None


def check_exemption(
    workspace: Workspace, ref: Ref, wish: IndicatorWish, current: list[Exemption], by: str
) -> None:
    """Refuse what the framework file does not allow; raises ReasonNeeded or ExemptionRefused.

    Where a whole indicator may not be left out, neither may all of its cells, one after another.
    """
    if not wish.because.strip():
        raise ReasonNeeded
    framework = workspace.load_framework(ref.framework)
    scopes = [s for s, chosen in (("service", wish.service), ("need", wish.need)) if chosen] or ["indicator"]
    if not set(scopes) <= set(framework.not_applicable):
        raise ExemptionRefused(ref=ref.ref, framework=framework.id, allowed=list(framework.not_applicable))
    if "indicator" in framework.not_applicable:
        return
    added = Exemption(ref.ref, wish.service, wish.need, wish.because, by)
    verdict = judge(framework.by_ref[ref.ref].rule, [], [*current, added], setting_of(workspace))
    if verdict.state is State.NOT_APPLICABLE:
        raise ExemptionRefused(ref=ref.ref, framework=framework.id, allowed=list(framework.not_applicable))
