"""Propose links for what arrives in folders with a rule, and accept them for a whole folder at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.kinds import propose_kinds
from qms.evidence.linking import LinkWish, link
from qms.evidence.listing import list_evidence
from qms.evidence.series import chosen_series
from qms.evidence.services import check_services
from qms.model.errors import QmsError
from qms.model.reasons import Reason
from qms.model.references import Ref
from qms.model.suggestion import Suggestion
from qms.model.words import EvidenceStatus
from qms.state.series_rows import all_rules, delete_rule, put_rule
from qms.state.suggestion_rows import refused_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.evidence.linking import Linked
    from qms.evidence.listing import Listed
    from qms.model.arrivals import FolderRule
    from qms.model.words import EvidenceKind
    from qms.workspace.workspace import Workspace


class NoSuchFolder(QmsError):
    """Refuse a rule for a folder that the evidence does not have; `folder` and similar ones are given."""

    code = "no_such_folder"

    def hint_code(self) -> str | None:
        """Return a suggestion only where a similar folder exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_rule_folder"


class NoSuchRule(QmsError):
    """Report that a folder has no rule."""

    code = "no_such_rule"
    hint = "hint_rule_list"


@dataclass(frozen=True, slots=True)
class RuleWish:
    """Hold what a person says of a folder; `series` names a series and `every_months` its interval."""

    kinds: tuple[EvidenceKind, ...] = ()
    services: tuple[str, ...] = ()
    series: str = ""
    every_months: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """Hold what became of a folder: the links made, and files that could not be linked with the code of why."""

    links: tuple[Linked, ...]
    refused: tuple[tuple[str, QmsError], ...]


def set_rule(workspace: Workspace, folder: str, refs: Sequence[Ref], wish: RuleWish) -> list[FolderRule]:
    """Say what arrives in a folder, replacing what was said before for the same standard, and return the rules.

    Raises NoSuchFolder, UnknownService or SeriesNeedsInterval; nothing is written then.
    """
    check_services(workspace, wish.services)
    name = _named(folder)
    _check_folder(workspace, name)
    by_framework: dict[str, list[str]] = {}
    for ref in refs:
        by_framework.setdefault(ref.framework, []).append(ref.ref)
    with workspace.state.write(workspace.actor.id) as change:
        series = chosen_series(change, wish.series or name, wish.every_months) if _is_series(wish) else None
        for framework, indicators in by_framework.items():
            values = {
                "folder": name,
                "framework": framework,
                "indicators": list(dict.fromkeys(indicators)),
                "kinds": [k.value for k in wish.kinds],
                "services": list(wish.services),
                "series": series.id if series else None,
                "by": change.actor,
                "at": change.at,
            }
            ident = put_rule(change.conn, values)
            change.log("rule.set", ident, indicators=values["indicators"], kinds=values["kinds"])
        return [r for r in all_rules(change.conn) if r.folder == name and r.framework in by_framework]


def _is_series(wish: RuleWish) -> bool:
    return bool(wish.series) or wish.every_months is not None


def _named(folder: str) -> str:
    """Return a folder as paths of the register begin with it, however it was typed."""
    return folder.replace("\\", "/").strip("/")


def _check_folder(workspace: Workspace, name: str) -> None:
    import difflib

    folders = {path for item in list_evidence(workspace) for path in _above(item.evidence.path)}
    if name not in folders:
        similar = difflib.get_close_matches(name, sorted(folders), n=3, cutoff=0.5)
        raise NoSuchFolder(folder=name, similar=similar)


def _above(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def list_rules(workspace: Workspace) -> list[FolderRule]:
    """Return all folder rules by folder."""
    with workspace.state.read() as conn:
        return all_rules(conn)


def remove_rule(workspace: Workspace, folder: str) -> None:
    """Remove the rules of a folder; links stay. Raises NoSuchRule."""
    name = _named(folder)
    with workspace.state.write(workspace.actor.id) as change:
        mine = [r for r in all_rules(change.conn) if r.folder == name]
        if not mine:
            raise NoSuchRule(folder=name)
        for rule in mine:
            delete_rule(change.conn, rule.id)
            change.log("rule.removed", rule.id)


def rule_suggestions(workspace: Workspace, folder: str | None = None) -> list[Suggestion]:
    """Return what the folder rules propose: present files that are neither linked nor refused, in order of path.

    Of a folder and a folder inside it, the rule of the inner one counts.
    """
    wanted = _named(folder) if folder is not None else None
    with workspace.state.read() as conn:
        rules, refused = all_rules(conn), refused_pairs(conn)
    if not rules:
        return []
    found: list[Suggestion] = []
    for item in list_evidence(workspace):
        for rule in _rules_of(item.evidence.path, rules):
            if wanted is None or rule.folder == wanted:
                found += _proposed(item, rule, refused)
    return found


def _rules_of(path: str, rules: Sequence[FolderRule]) -> list[FolderRule]:
    best: dict[str, FolderRule] = {}
    for rule in rules:
        inner = best.get(rule.framework)
        if path.startswith(rule.folder + "/") and (inner is None or len(rule.folder) > len(inner.folder)):
            best[rule.framework] = rule
    return list(best.values())


def _proposed(item: Listed, rule: FolderRule, refused: set[tuple[str, str, str]]) -> list[Suggestion]:
    evidence = item.evidence
    if evidence.status is not EvidenceStatus.PRESENT or evidence.container is not None:
        return []
    linked = {(k.framework, k.indicator) for k in item.links}
    return [
        Suggestion(
            evidence=evidence.id,
            path=evidence.path,
            framework=rule.framework,
            indicator=ref,
            score=1.0,
            pin=None,
            kinds=rule.kinds or propose_kinds(evidence.path, evidence.title),
            services=rule.services,
            because=(Reason("because_folder", {"folder": rule.folder}),),
            rule=rule.id,
        )
        for ref in rule.indicators
        if (rule.framework, ref) not in linked and (evidence.id, rule.framework, ref) not in refused
    ]


def accept_folder(workspace: Workspace, folder: str) -> Accepted:
    """Link all that the rule of a folder proposes; a file that cannot be linked does not stop the others.

    Raises NoSuchRule.
    """
    name = _named(folder)
    rules = {r.id: r for r in list_rules(workspace) if r.folder == name}
    if not rules:
        raise NoSuchRule(folder=name)
    by_file: dict[tuple[str, str], list[Suggestion]] = {}
    for one in rule_suggestions(workspace, name):
        by_file.setdefault((one.evidence, one.rule or ""), []).append(one)
    made: list[Linked] = []
    refused: list[tuple[str, QmsError]] = []
    for (evidence, rule), several in by_file.items():
        series = rules[rule].series
        wish = LinkWish(
            kinds=several[0].kinds, services=several[0].services, series=series.name if series else ""
        )
        try:
            made += link(workspace, evidence, [Ref(s.framework, s.indicator) for s in several], wish)
        except QmsError as error:
            refused.append((several[0].path, error))
    return Accepted(tuple(made), tuple(refused))
