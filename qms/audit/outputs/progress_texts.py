"""Put the texts of a progress report together: a few lines for each criterion, in the words of the log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.assessment.schemes import MET
from qms.audit.outputs.head import capital
from qms.documents.engine import long_date
from qms.locale.sentences import say, word
from qms.reports.numbers import number_text
from qms.reports.periods import period_text, short_period
from qms.reports.tables import printable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.framework import Framework
    from qms.model.progress import Approved, Deed, Graded, Measured, Progress, Recommendation, Work
    from qms.model.results import Value

_ALONE = 3
_SHORTENED = re.compile(
    # After a number or another abbreviation a letter alone is one: "20 d.", "2026 m.", "o.l.", "t. y."
    r"(?:[\d.]\s?[a-zåæøąčęėįšųūž]|\b(?:"
    r"d|m|g|mėn|val|mnd|proc|pan|kt|vnt|nr|str|pvz|žr|sav|tūkst|mln|tel|egz|asm|pav|lent|spec|soc|dir|vad|"
    r"osv|mfl|fl|mm|stk|tlf|pst|kap|bl|el|evt|etc|ltd|inc|approx|dept|st|feb|aug|sept|okt|oct|nov|des|dec"
    r"))\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Texts:
    """Make the lines of a progress report in the language in use; `services` gives names by id."""

    progress: Progress
    framework: Framework
    language: str
    services: Mapping[str, str]

    def title(self, ref: str) -> str:
        """Return number and short title of a criterion."""
        return f"{ref} {self.framework.title(self.section, ref, self.language)}".strip()

    @property
    def section(self) -> str:
        """Return what the report is ordered by: criteria, or the parts of a standard without any."""
        return "criteria" if self.framework.criteria else "principles"

    def done(self, work: Work) -> list[str]:
        """Return what was done, what is under way, and what another criterion tells in full."""
        return [*self._finished(work), *self._under_way(work), *self._elsewhere(work)]

    def _finished(self, work: Work) -> list[str]:
        lines = [self._deed(deed) for deed in work.deeds if deed.done_on is not None]
        return lines + [self.document(item) for item in work.documents]

    def _elsewhere(self, work: Work) -> list[str]:
        """Return what another criterion tells, each with where it stands itself: never below the word "done"."""
        return [self._reference(ref, deed) for ref, deed in work.elsewhere]

    def _reference(self, ref: str, deed: Deed) -> str:
        text = _bare(deed.text)
        if deed.done_on is None:
            return say("progress_elsewhere_open", {"action": text, "criterion": ref})
        facts = {"action": text, "day": self._day(deed.done_on), "criterion": ref}
        return say("progress_elsewhere_done", facts)

    def _under_way(self, work: Work) -> list[str]:
        return [self._deed(deed) for deed in work.deeds if deed.done_on is None]

    def led_to(self, work: Work) -> list[str]:
        """Return what it led to: as the log says, how the effect was judged, and results before and after."""
        told = [(deed, text) for deed in work.deeds if (text := self._outcome(deed))]
        lines = [text if len(work.deeds) == 1 else f"{_bare(deed.text)}: {text}" for deed, text in told]
        both = [item for item in work.results if item.before is not None]
        # A value alone shows no change; a few of them say at least where things stand.
        return lines + [self._result(item) for item in both or work.results[:_ALONE]]

    def levels(self, work: Work) -> list[str]:
        """Return the levels of the scales at the beginning and now."""
        return [self._level(level) for level in work.levels]

    def whole(self, work: Work) -> list[str]:
        """Return the text of one criterion for a form with one cell: done, led to, level before and after."""
        return [
            *_listed("progress_head_done", self._finished(work)),
            *self._under_way(work),
            *self._elsewhere(work),
            *self.led_to_with_levels(work, head=True),
        ]

    def led_to_with_levels(self, work: Work, *, head: bool = False) -> list[str]:
        """Return what it led to, below its own `head` where it has none in the form, and the levels below theirs."""
        led_to = self.led_to(work)
        levels = _listed("progress_head_level", self.levels(work))
        return [*(_listed("progress_head_led_to", led_to) if head else led_to), *levels]

    def answer(self, item: Recommendation) -> list[str]:
        """Return what became of a recommendation: its end with the reason, and every action."""
        day = self._day(item.ended_on) if item.ended_on else ""
        lines = [say(f"progress_rec_{item.status}", {"day": day}).replace(" ()", "")]
        if item.because:
            lines.append(_sentence(item.because))
        lines += [f"{self._deed(deed)} {self._outcome(deed)}".strip() for deed in item.deeds]
        if item.status == "open" and not item.deeds:
            lines.append(say("progress_rec_nothing"))
        return lines

    def document(self, item: Approved) -> str:
        """Return that a version of a document was approved, and why it was changed."""
        facts = {"title": item.title, "version": item.version, "day": self._day(item.on)}
        text = say("progress_document", facts)
        return f"{text} {_sentence(item.note)}" if item.note else text

    def _deed(self, deed: Deed) -> str:
        text = _bare(deed.text)
        if deed.done_on is not None:
            since, checked = self.progress.since, deed.effect_on
            earlier = deed.done_on < since and checked is not None and checked >= since
            code = "progress_deed_earlier" if earlier else "progress_deed_done"
            return say(code, {"action": text, "day": self._day(deed.done_on)})
        if deed.due is not None:
            return say("progress_deed_due", {"action": text, "day": self._day(deed.due)})
        return _one_stop(say("progress_deed_open", {"action": text}))

    def _outcome(self, deed: Deed) -> str:
        """Return what the log says of what came of it, on one line; nothing where it says nothing."""
        parts = []
        if deed.led_to:
            text = _bare(deed.led_to)
            routine = _one_stop(say("progress_routine", {"what": text}))
            parts.append(routine if deed.routine else _sentence(deed.led_to))
        if deed.effect and deed.effect_on:
            parts.append(say(f"progress_effect_{deed.effect}", {"day": self._day(deed.effect_on)}))
        return " ".join(parts)

    def _result(self, item: Measured) -> str:
        name = printable(item.measure.name)
        if item.service:
            name = f"{name} ({self.services.get(item.service, item.service)})"
        after = self._value(item.after, item.measure.unit, count=item.n_after)
        if item.before is None:
            return say("progress_result", {"measure": name, "after": after})
        before = self._value(item.before, item.measure.unit, count=item.n_before)
        return say("progress_result_both", {"measure": name, "before": before, "after": after})

    def _value(self, value: Value, unit: str, *, count: bool) -> str:
        period = short_period(period_text(value.first, value.last))
        facts = {"value": number_text(value.value, unit, self.language), "period": period, "n": value.n}
        text = say("progress_value" if value.n is not None and count else "progress_value_plain", facts)
        return text.replace("n = ", "n\u00a0=\u00a0")

    def _level(self, level: Graded) -> str:
        where = f" ({self.services.get(level.service, level.service)})" if level.service else ""
        facts = {
            "scale": capital(word(level.perspective)) + where,
            "was": self._grade(level.was),
            "now": self._grade(level.now),
        }
        return say("progress_level_same" if level.was == level.now else "progress_level", facts)

    def _grade(self, level: int | None) -> str:
        if level is None:
            return say("diff_not_assessed")
        if self.progress.scheme == MET:
            return say("level_met") if level >= self.progress.bar else say("level_unmet")
        return str(level) if level else say("progress_level_zero")

    def _day(self, day: date) -> str:
        return long_date(day, self.language)


def _listed(head: str, lines: list[str]) -> list[str]:
    """Return lines below their heading, a single one beside it, nothing for none."""
    told = say(head)
    if len(lines) < 2:
        return [f"{told}: {line}" for line in lines]
    return [f"{told}:", *(f"– {line}" for line in lines)]


def _bare(text: str) -> str:
    """Return words of people on one line without a full stop, so that a sentence may go on after them.

    The stop of an abbreviation stays: it belongs to its word.
    """
    line = " ".join(printable(text).split())
    if not line.endswith(".") or line.endswith("..") or _SHORTENED.search(line):
        return line
    return line[:-1]


def _one_stop(text: str) -> str:
    """Return a sentence with one full stop where it ends with an abbreviation."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


def _sentence(text: str) -> str:
    """Return words of people on one line, as a sentence."""
    line = capital(" ".join(printable(text).split()))
    return line if line.endswith((".", "!", "?", "…")) or not line else f"{line}."
