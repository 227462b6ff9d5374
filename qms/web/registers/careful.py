"""Work out what may be shown of small counts beside the requests: for some surveys it takes many seconds."""

from __future__ import annotations

import contextvars
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from qms.locale.translator import current
from qms.results.survey_figures import ReportWords, question_table
from qms.web.registers.seen import is_careful, registers_of
from qms.web.remembered import stamp_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from qms.results.survey_figures import QuestionTable
    from qms.results.surveys import Survey
    from qms.web.here import Here

PATIENCE = 2.0
"""Seconds that a page waits for its tables; after that it says that they come."""
_KEPT = 32
_lock = threading.Lock()
_made: OrderedDict[Hashable, list[QuestionTable]] = OrderedDict()
_running: dict[Hashable, threading.Thread] = {}


def tables_of(
    h: Here, survey: Survey, year: int, *, public: bool | None = None
) -> list[QuestionTable] | None:
    """Return the tables of a survey in a year as the person may see them, None while they are worked out.

    `public` asks for what a public version shows, whoever asks.
    """
    careful = is_careful(h) if public is None else public
    key = (str(h.workspace.root), survey.name, year, careful, current(), stamp_of(h.workspace))
    with _lock:
        if key in _made:
            return _made[key]
        thread = _running.get(key)
        if thread is None:
            thread = _thread(h, survey, year, careful=careful, key=key)
            _running[key] = thread
            thread.start()
    thread.join(PATIENCE)
    with _lock:
        return _made.get(key)


def _thread(h: Here, survey: Survey, year: int, *, careful: bool, key: Hashable) -> threading.Thread:
    registers, names, words = registers_of(h), h.workspace.settings.service_names, ReportWords(current())

    def work() -> None:
        try:
            made = [
                question_table(registers, survey.name, q, year, names=names, words=words, public=careful)
                for q in survey.questions
                if q.scale is not None
            ]
            with _lock:
                _made[key] = made
                while len(_made) > _KEPT:
                    _made.popitem(last=False)
        finally:
            with _lock:
                _running.pop(key, None)

    return threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True)
