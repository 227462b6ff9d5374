"""Hold the sentences of the annual results report and its sheets."""

from __future__ import annotations

REPORTS: dict[str, str] = {
    "report_written": "Written: {path} (copy of the results report for {year}, outside document control)",
    "report_suggestions_left": "Passages that still hold our suggestion: {count}. The copy is marked as a draft.",
    "report_own_words_public": "Own words are printed as they are: check that they tell no number under five.",
    "report_answers_lacking": "the report cannot be written: questions are not answered yet ({names})",
    "hint_report_interview": "qms document interview annual-results asks them.",
    "no_report_data": "the results for “{slug}” cannot be read here, and a report without results is not written",
    "unknown_sheet": "there is no results sheet “{instance}”; there are: {names}",
    "hint_sheets": "Write the indicator behind an @, for example: qms document generate results-sheet@16",
}
