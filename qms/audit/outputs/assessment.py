"""Gather the newest round of self-assessment as a report: levels against the bar, what was ticked, what changed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from qms.assessment.comparing import compare_rounds
from qms.assessment.forms import (
    below_and_open,
    below_lines,
    condition_text,
    level_text,
    person_name,
    scale_title,
)
from qms.assessment.results import items, result_of, rounds_of
from qms.assessment.schemes import MET
from qms.audit.outputs.assessment_conditions import conditions_parts
from qms.audit.outputs.head import capital, head_word, report_of
from qms.audit.outputs.wording import Wording
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.reports import Column, Mark, Part, Row, Table
from qms.reports.coverage_forms import reason_text

if TYPE_CHECKING:
    from qms.assessment.comparing import ScaleChange
    from qms.assessment.schemes import Item
    from qms.audit.outputs.kinds import Wish
    from qms.model.assessment import RoundResult, ScaleResult
    from qms.model.reports import Cell, Report


class NothingAssessed(QmsError):
    """Report that there is no round of self-assessment to tell of."""

    code = "no_rounds"
    hint = "hint_open_round"


def build(wish: Wish) -> Report:
    """Return the newest round of self-assessment as a report; raises NothingAssessed."""
    result = result_of(wish.workspace)
    if result is None:
        raise NothingAssessed
    found = _Found(wish, result)
    parts = [
        _overview(found),
        _below(found),
        _scales(found),
        *conditions_parts(wish, result, found.items),
        *_comparison(found),
    ]
    state = (
        say("round_open_since", {"date": result.round.opened_on})
        if result.round.closed_on is None
        else say("round_closed_on", {"date": result.round.closed_on})
    )
    facts = [(say("column_round"), f"{result.round.name} ({state})")]
    return report_of(wish, "assessment", parts, facts=facts)


class _Found:
    """Hold what the parts share: the round, what is assessed by its place, and names."""

    def __init__(self, wish: Wish, result: RoundResult) -> None:
        self.wish, self.result = wish, result
        self.framework, self.settings = wish.workspace.framework, wish.workspace.settings
        self.items = items(wish.workspace)
        self.by_place = {item.place: item for item in self.items}
        self.names = wish.workspace.settings.service_names

    @property
    def is_met(self) -> bool:
        """Say whether requirements are met or not met, rather than scales having levels."""
        return self.result.scheme == MET

    def item(self, scale: ScaleResult) -> Item:
        """Return what a result is about."""
        return self.by_place[scale.criterion, scale.perspective]

    def title(self, item: Item) -> str:
        """Return the title of a criterion or requirement."""
        return scale_title(self.framework, item, self.wish.language)

    def level(self, level: int | None, bar: int) -> Mark:
        """Return a level as it is shown."""
        token = "unassessed" if level is None else "met" if level >= bar else "below"
        return Mark(token, capital(level_text(level, bar, self.result.scheme)))

    def columns(self, wording: Wording | None = None) -> list[Column]:
        """Return the columns that name a scale."""
        part = "indicator" if self.is_met else "criterion"
        title = capital(self.framework.word(part, self.wish.language))
        named = wording.columns(title, 36) if wording else [Column(title, 36)]
        perspective = [] if self.is_met else [Column(say("output_column_perspective"), 14)]
        return [Column(say("column_ref"), 5), *named, *perspective]

    def names_of(self, item: Item, wording: Wording | None = None) -> list[Cell]:
        """Return the cells that name a scale."""
        title = self.title(item)
        named = wording.cells(title, item.section, item.criterion) if wording else [title]
        return [item.criterion, *named, *([] if self.is_met else [head_word(item.perspective)])]


def _overview(found: _Found) -> Part:
    result, total = found.result, len(found.items)
    below, unassessed = below_and_open(result)
    names = [_short(found, found.item(scale)) for scale in below]
    bar = say("assess_bar_met") if found.is_met else say("assess_bar", {"bar": result.bar})
    lines = [bar, *below_lines(names, total, len(unassessed), is_met=found.is_met)]
    counts = Counter(scale.level for scale in result.scales)
    ordered = sorted(counts, key=lambda level: -1 if level is None else level)
    rows = tuple(Row((found.level(level, result.bar), counts[level])) for level in ordered)
    columns = (Column(say("column_level"), 34, "mark"), Column(say("column_count"), 12, "number"))
    return Part(say("output_overview"), say("output_overview"), tuple(lines), table=Table(columns, rows))


def _short(found: _Found, item: Item) -> str:
    """Return a scale as lists of names have it: number, title, and the perspective in brackets."""
    told = f"{item.criterion} {found.title(item)}"
    return told if found.is_met else f"{told} ({head_word(item.perspective).lower()})"


def _below(found: _Found) -> Part:
    """Return the scales below the bar with what is lacking for it."""
    language = found.wish.language
    columns = (
        *found.columns(),
        Column(say("column_level"), 22, "mark"),
        Column(say("output_service"), 26),
        Column(say("output_column_lacking"), 80),
    )
    rows: list[Row] = []
    for scale in found.result.below:
        item = found.item(scale)
        for service, one in ((None, scale), *scale.by_service.items()):
            if one.level is not None and one.level < one.bar:
                lacking = [c for c in one.lacking if c.level <= one.bar]
                said = "\n".join(f"– {condition_text(c, found.framework, language)}" for c in lacking)
                name = found.names.get(service, service) if service else say("assess_organisation")
                rows.append(Row((*found.names_of(item), found.level(one.level, one.bar), name, said)))
    title = say("output_below")
    return Part(title, title, table=Table(columns, tuple(rows), say("output_none_below")))


def _scales(found: _Found) -> Part:
    """Return every scale with its level, who decided it when and why, and where claim and evidence do not fit."""
    language, framework = found.wish.language, found.framework
    wording = Wording(found.wish.workspace, language)
    columns = [
        *found.columns(wording),
        Column(capital(framework.word("principle", language)), 20, only="sheet"),
        Column(say("column_level"), 20, "mark"),
        Column(say("output_column_level_number"), 8, "number", only="sheet"),
        Column(say("output_column_differ"), 26),
        Column(say("column_assessed"), 11, "date"),
        Column(say("column_who"), 18),
        Column(say("column_why"), 44),
        Column(say("assess_warnings"), 44),
    ]
    rows: list[Row] = []
    principle = ""
    for scale in found.result.scales:
        item = found.item(scale)
        title = f"{item.principle} {framework.title('principles', item.principle, language)}"
        if item.principle != principle:
            principle = item.principle
            rows.append(Row(group=title))
        decided = scale.assessed
        differ = [
            f"{found.names.get(service, service)}: {found.level(one.level, one.bar).text}"
            for service, one in scale.by_service.items()
        ]
        cells: list[Cell] = [
            *found.names_of(item, wording),
            title,
            found.level(scale.level, scale.bar),
            scale.level,
            "\n".join(differ),
            date.fromisoformat(decided.at[:10]) if decided else None,
            person_name(found.settings, decided.by) if decided else "",
            decided.because if decided else "",
            "\n".join(_warnings(scale, found)),
        ]
        rows.append(Row(tuple(cells)))
    title = say("output_requirements") if found.is_met else say("scales")
    return Part(title, title, table=Table(tuple(columns), tuple(rows)))


def _warnings(scale: ScaleResult, found: _Found) -> list[str]:
    lines = [reason_text(reason, found.names) for reason in scale.warnings]
    for one in scale.by_service.values():
        lines += [line for line in _warnings(one, found) if line not in lines]
    return lines


def _comparison(found: _Found) -> list[Part]:
    """Return what differs from the round before, nothing where there was none."""
    if len(rounds_of(found.wish.workspace)) < 2:
        return []
    compared = compare_rounds(found.wish.workspace, found.result.round.id)
    changed = [change for change in compared.changes if change.is_change]
    counts = {
        "raised": compared.raised,
        "lowered": compared.lowered,
        "other": len(changed) - compared.raised - compared.lowered,
        "same": len(compared.changes) - len(changed),
    }
    columns = (
        *found.columns(),
        Column(say("output_service"), 24),
        Column(say("output_column_before"), 20, "mark"),
        Column(say("output_column_now"), 20, "mark"),
        Column(say("output_column_course"), 13, "mark"),
        Column(say("output_column_gained"), 44),
        Column(say("output_column_lost"), 44),
    )
    rows = tuple(_change(change, found) for change in changed)
    rounds = {"before": compared.before.round.name, "after": compared.after.round.name}
    lines = (say("compare_title", rounds), say("compare_count", counts))
    return [
        Part(
            say("output_compared"),
            say("output_compared"),
            lines,
            table=Table(columns, rows, say("compare_nothing")),
        )
    ]


def _change(change: ScaleChange, found: _Found) -> Row:
    item = found.by_place[change.criterion, change.perspective]
    before, after = (
        "\n".join(f"– {condition_text(c, found.framework, found.wish.language)}" for c in conditions)
        for conditions in (change.gained, change.lost)
    )
    name = found.names.get(change.service, change.service) if change.service else say("assess_organisation")
    levels = (found.level(change.before, item.bar), found.level(change.after, item.bar))
    return Row((*found.names_of(item), name, *levels, _course(change), before, after))


def _course(change: ScaleChange) -> Mark:
    before, after = change.before, change.after
    if before is None or after is None or before == after:
        code = "first" if before is None else "gone" if after is None else "same"
        return Mark("same", say(f"output_course_{code}"))
    token = "better" if after > before else "worse"
    return Mark(token, say(f"output_course_{token}"))
