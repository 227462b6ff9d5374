"""Draw the answers to surveys as stacked bars, readable without colour, the same bytes for the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qms.reports.figures import GREY, INK, WIDTH, new_figure, png_of, wrapped
from qms.reports.numbers import share_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

_FILLS = ("#1f3b4d", "#5d87a1", "#a9c1cf", "#e3eaee", "#ffffff", "#c9c9c9")
_HATCHES = ("", "", "", "", "", "....")
_QUESTION = 42  # letters of a question on one line


@dataclass(frozen=True, slots=True)
class Answers:
    """Hold the answers to one question: how many chose each answer, in the order of the answers' labels."""

    question: str
    counts: tuple[int, ...]


def answer_bars(questions: Sequence[Answers], answers: Sequence[str], *, language: str) -> bytes:
    """Return a PNG of stacked level bars: one per question with its n, shares written in.

    `answers` name the parts from left to right; the first is darkest. A question without answers has an empty bar.
    """
    return _bars(tuple(questions), tuple(answers), language)


def answer_words(questions: Sequence[Answers], answers: Sequence[str], *, language: str) -> str:
    """Return what `answer_bars` shows in words, for who cannot see the picture."""
    told = []
    for one in questions:
        whole = sum(one.counts)
        parts = [
            f"{label} {count} ({share_text(count / whole, language)})"
            for label, count in zip(answers, one.counts, strict=False)
            if whole
        ]
        told.append(f"{one.question}: {', '.join([*parts, f'n = {whole}'])}.")
    return " ".join(told)


@lru_cache(maxsize=64)
def _bars(questions: tuple[Answers, ...], answers: tuple[str, ...], language: str) -> bytes:
    from matplotlib import rc_context

    height = 0.42 * max(1, len(questions)) + 0.55
    with rc_context({"font.family": "DejaVu Sans", "font.size": 7, "hatch.linewidth": 0.5}):
        figure = new_figure(WIDTH, height)
        axes = figure.add_subplot(1, 1, 1)
        _draw_bars(axes, questions, answers, language)
        for side in ("top", "right", "bottom", "left"):
            axes.spines[side].set_visible(False)
        axes.set_xlim(0, 1)
        axes.set_ylim(len(questions) - 0.45, -0.55)
        axes.set_xticks([])
        axes.tick_params(length=0)
        if questions and answers:
            axes.legend(
                loc="lower left",
                bbox_to_anchor=(0, 1.0),
                ncols=max(1, len(answers)),
                frameon=False,
                fontsize=6.5,
                handlelength=1.1,
                handleheight=1.0,
                columnspacing=1.2,
                borderaxespad=0.1,
            )
        figure.subplots_adjust(left=0.41, right=0.9, top=1 - 0.36 / height, bottom=0.08 / height)
        return png_of(figure)


def _draw_bars(axes: Axes, questions: Sequence[Answers], answers: Sequence[str], language: str) -> None:
    wholes = [sum(one.counts) for one in questions]
    starts = [0.0] * len(questions)
    for part, label in enumerate(answers):
        shares = [
            one.counts[part] / whole if whole and part < len(one.counts) else 0.0
            for one, whole in zip(questions, wholes, strict=True)
        ]
        fill = _FILLS[part % len(_FILLS)]
        axes.barh(
            range(len(questions)),
            shares,
            left=starts,
            height=0.62,
            color=fill,
            edgecolor=INK,
            linewidth=0.5,
            hatch=_HATCHES[part % len(_HATCHES)],
            label=label,
        )
        ink = "white" if part % len(_FILLS) < 2 else INK
        for row, share in enumerate(shares):
            if share >= 0.07:
                place = starts[row] + share / 2
                text = share_text(share, language)
                axes.text(place, row, text, ha="center", va="center", fontsize=6.5, color=ink)
        starts = [start + share for start, share in zip(starts, shares, strict=True)]
    for row, whole in enumerate(wholes):
        axes.text(1.015, row, f"n = {whole}", va="center", fontsize=6.5, color=GREY)
    axes.set_yticks(range(len(questions)))
    axes.set_yticklabels([wrapped(one.question, _QUESTION) for one in questions], fontsize=7, color=INK)
