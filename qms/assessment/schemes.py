"""Say what is assessed and on which steps: one scheme for scales with levels, one for requirements met or not met.

A framework file names its scheme in `scoring`; a new scheme is one more entry of SCHEMES.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.model.assessment import Condition
from qms.model.errors import QmsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qms.model.assessment import ScaleText
    from qms.model.framework import Criterion, Framework, LevelTest, Scale

LEVELS, MET = "levels", "met"
REQUIREMENT = "requirement"
"""The perspective of a standard whose requirements are met or not met."""
MET_KEY = "met"
DEFAULT_LEVELS = 5
DEFAULT_BAR = 2


class UnknownScheme(QmsError):
    """Refuse a scoring scheme that the program does not have."""

    code = "unknown_scheme"
    hint = "hint_unknown_scheme"


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one thing to assess: a scale of a criterion, or a requirement.

    `section` and `criterion` say where its title stands in the texts of the framework; `indicators` are the references
    whose evidence it rests on, `clauses` what level 2 asks of groups. `claim` is the level from which evidence is
    expected to be there.
    """

    criterion: str
    perspective: str
    principle: str
    section: str
    levels: int
    bar: int
    claim: int
    conditions: tuple[Condition, ...]
    limit: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[str, ...] = ()
    clauses: tuple[LevelTest, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """Return criterion and perspective."""
        return self.criterion, self.perspective


def scheme_name(framework: Framework) -> str:
    """Return the name of the scheme that a framework is scored by; raises UnknownScheme."""
    name = str(framework.scoring.get("scheme", LEVELS))
    if name not in SCHEMES:
        raise UnknownScheme(scheme=name, framework=framework.id, known=sorted(SCHEMES))
    return name


def items_of(framework: Framework, scales: Mapping[tuple[str, str], ScaleText]) -> tuple[Item, ...]:
    """Return all that is assessed, in the order of the standard; raises UnknownScheme."""
    return tuple(SCHEMES[scheme_name(framework)](framework, scales))


def bar_of(framework: Framework) -> int:
    """Return the level that the framework file asks for."""
    if scheme_name(framework) == MET:
        return 1
    return int(framework.scoring.get("bar", DEFAULT_BAR))


def levels_items(framework: Framework, scales: Mapping[tuple[str, str], ScaleText]) -> Iterator[Item]:
    """Yield the scales of every criterion."""
    levels = int(framework.scoring.get("levels", DEFAULT_LEVELS))
    for criterion in framework.criteria:
        for scale in criterion.scales:
            text = scales.get((criterion.ref, scale.perspective))
            yield Item(
                criterion=criterion.ref,
                perspective=scale.perspective,
                principle=criterion.principle,
                section="criteria",
                levels=levels,
                bar=bar_of(framework),
                claim=2,
                conditions=tuple(sorted(text.conditions, key=lambda c: c.level)) if text else (),
                limit=text.limit if text else {},
                indicators=_indicators(framework, criterion, scale),
                clauses=scale.level_2,
            )


def _indicators(framework: Framework, criterion: Criterion, scale: Scale) -> tuple[str, ...]:
    """Return what a scale rests on: where a criterion has two, results documents belong to that of results."""
    own = [indicator for indicator in framework.indicators if indicator.criterion == criterion.ref]
    measured = [indicator for indicator in own if indicator.rule.document_kind == "results"]
    if len(criterion.scales) > 1 and measured:
        own = measured if scale.perspective == "results" else [i for i in own if i not in measured]
    return tuple(indicator.ref for indicator in own)


def met_items(framework: Framework, scales: Mapping[tuple[str, str], ScaleText]) -> Iterator[Item]:
    """Yield every requirement with one condition, what it asks; a standard may name finer ones in its scales."""
    for indicator in framework.indicators:
        text = scales.get((indicator.ref, REQUIREMENT))
        asked = {
            language: str(words["indicators"][indicator.ref]["asked"])
            for language, words in framework.texts.items()
            if words.get("indicators", {}).get(indicator.ref, {}).get("asked")
        }
        yield Item(
            criterion=indicator.ref,
            perspective=REQUIREMENT,
            principle=indicator.principle,
            section="indicators",
            levels=1,
            bar=1,
            claim=1,
            conditions=text.conditions if text else (Condition(MET_KEY, 1, asked),),
            limit=text.limit if text else {},
            indicators=(indicator.ref,),
        )


SCHEMES: dict[str, Callable[[Framework, Mapping[tuple[str, str], ScaleText]], Iterator[Item]]] = {
    LEVELS: levels_items,
    MET: met_items,
}
