"""Gather the conditions of every scale with what was ticked, for the organisation and each service that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.assessment.forms import condition_text, level_text, scale_title
from qms.assessment.levels import met_keys
from qms.audit.outputs.head import capital, head_word
from qms.audit.outputs.wording import Wording
from qms.locale.sentences import say
from qms.model.reports import Column, Mark, Part, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.assessment.schemes import Item
    from qms.audit.outputs.kinds import Wish
    from qms.model.assessment import RoundResult, ScaleResult
    from qms.model.reports import Cell


def conditions_parts(wish: Wish, result: RoundResult, found: Sequence[Item]) -> list[Part]:
    """Return the conditions: all of them for workbooks, and for print those up to the level after the present one."""
    scales = {(scale.criterion, scale.perspective): scale for scale in result.scales}
    title = say("output_conditions")
    return [
        Part(title, title, table=_table(wish, result, found, scales, whole=True), only="sheet"),
        Part(
            title,
            title,
            (say("output_conditions_next"),),
            table=_table(wish, result, found, scales, whole=False),
            only="print",
        ),
    ]


def _table(
    wish: Wish,
    result: RoundResult,
    found: Sequence[Item],
    scales: dict[tuple[str, str], ScaleResult],
    *,
    whole: bool,
) -> Table:
    framework, names = wish.workspace.framework, wish.workspace.settings.service_names
    wording = Wording(wish.workspace, wish.language)
    columns = (
        Column(say("column_ref"), 5, only="sheet"),
        Column(capital(framework.word("criterion", wish.language)), 36, only="sheet"),
        Column(say("output_column_perspective"), 14, only="sheet"),
        Column(say("output_service"), 24, only="sheet"),
        Column(say("column_level"), 8, "number"),
        Column(say("output_column_condition"), 80),
        Column(say("output_column_ticked"), 20, "mark"),
        *([Column(wording.heading, 60)] if wording.known else []),
    )
    rows: list[Row] = []
    for item in found:
        scale = scales[item.place]
        for service, one in ((None, scale), *scale.by_service.items()):
            if not item.conditions or (one.level is None and not whole):
                continue
            own = names.get(service, service) if service else ""
            title = f"{item.criterion} {scale_title(framework, item, wish.language)}"
            title += f" ({head_word(item.perspective).lower()})" if item.section == "criteria" else ""
            level = level_text(one.level, one.bar, result.scheme)
            rows.append(Row(group=f"{title}{f' – {own}' if own else ''}: {level}"))
            rows += _conditions(item, one, own, wish, wording, whole=whole)
    return Table(columns, tuple(rows), say("output_nothing_ticked"))


def _conditions(
    item: Item, scale: ScaleResult, service: str, wish: Wish, wording: Wording, *, whole: bool
) -> list[Row]:
    framework, language = wish.workspace.framework, wish.language
    ticks = scale.assessed.ticks if scale.assessed else ()
    met = met_keys(item.conditions, ticks)
    last = max(scale.bar, (scale.level or 0) + 1)
    rows = []
    told: set[int] = set()
    for condition in item.conditions:
        if condition.level > last and not whole:
            continue
        if condition.key in ticks:
            mark = Mark("ticked", say("output_ticked"))
        elif condition.key in met:
            mark = Mark("ticked", capital(say("assess_counts")))
        else:
            mark = Mark("unticked" if scale.assessed else "unassessed", say("output_unticked"))
        cells: list[Cell] = [
            item.criterion,
            scale_title(framework, item, language),
            head_word(item.perspective),
            service or say("assess_organisation"),
            condition.level,
            condition_text(condition, framework, language),
            mark,
        ]
        if wording.known:
            once = condition.level not in told
            official = wording.of("levels", item.criterion, item.perspective, condition.level)
            cells.append(official if once else "")
            told.add(condition.level)
        rows.append(Row(tuple(cells)))
    return rows
