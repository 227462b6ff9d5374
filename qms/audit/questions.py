"""Bring together what an audit asks: by indicator and role, with what was answered and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.audit.rounds import answers_in, indicators_of
from qms.catalogue.questions import load_questions
from qms.model.audit import AUDIT_ROLES, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from qms.model.audit import Answer, AuditRound
    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what is asked of one indicator in one role, and the answer, if there is one."""

    indicator: str
    role: str
    questions: tuple[Question, ...]
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Count what was asked and answered, by role: (answered, asked)."""

    by_role: Mapping[str, tuple[int, int]]

    @property
    def answered(self) -> int:
        """Return how many were answered."""
        return sum(answered for answered, _ in self.by_role.values())

    @property
    def asked(self) -> int:
        """Return how many are asked."""
        return sum(asked for _, asked in self.by_role.values())


def asked_in(
    workspace: Workspace,
    found: AuditRound | None,
    roles: Collection[str] = (),
    indicators: Collection[str] = (),
) -> list[Asked]:
    """Return what an audit asks, in the order of the standard and of the roles; None: all indicators.

    `roles` and `indicators` narrow it. An indicator without questions of its own is asked about once, in the words of
    the standard, as something to look at.
    """
    framework = workspace.framework
    known = load_questions(framework.id, workspace.catalogue)
    answers = answers_in(workspace, found) if found else {}
    made: list[Asked] = []
    for ref in indicators_of(framework, found):
        if indicators and ref not in indicators:
            continue
        own = known.get(ref) or (_of_the_standard(framework, ref, workspace.reading_language),)
        for role in AUDIT_ROLES:
            put = tuple(question for question in own if question.role == role)
            if put and (not roles or role in roles):
                made.append(Asked(ref, role, put, answers.get((ref, role))))
    return made


def _of_the_standard(framework: Framework, ref: str, language: str) -> Question:
    asked = framework.text("indicators", ref, "asked", language) or framework.title(
        "indicators", ref, language
    )
    examples = framework.text("indicators", ref, "examples", language) or []
    return Question(ref, "records", {language: str(asked)}, {language: "; ".join(str(e) for e in examples)})


def progress_of(asked: Collection[Asked]) -> Progress:
    """Count what was answered, by role in their order; roles that nobody asks are left out."""
    found: dict[str, tuple[int, int]] = {}
    for role in AUDIT_ROLES:
        own = [one for one in asked if one.role == role]
        if own:
            found[role] = (sum(one.answer is not None for one in own), len(own))
    return Progress(found)
