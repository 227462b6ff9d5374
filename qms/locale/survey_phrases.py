"""Hold the sentences of surveys: invited, answered, and what was said."""

from __future__ import annotations

SURVEYS: dict[str, str] = {
    "unknown_survey": "There is no survey called “{name}”.",
    "hint_surveys": "There are: {choices}",
    "survey_not_held": "{survey}: no round of {year} is in the registers.",
    "hint_survey_not_held": "Rounds were held in: {years}. qms survey template writes the form and the counting sheet; qms sync reads it.",
    # What is wrong in counting sheets
    "survey_round_unknown": "There is no round “{round}” on the first sheet, so this form does not count. Write the code of its round.",
    "survey_form_twice": "Form {form} of round {round} stands in row {other} as well. Give every form its own number.",
    "survey_form_empty": "Form {form} has no answer, so it does not count as answered.",
    "survey_more_than_invited": "Round {round}: more forms came back ({answered}) than people were invited ({invited}). Correct one of the two.",
    # Forms and counting sheets
    "survey_form_written": "Form to print: {path}",
    "survey_sheet_written": "Counting sheet: {path}",
    "survey_next": "Print the form, write the answers that come back into the counting sheet, and run qms sync. qms survey count {name} shows them.",
    "survey_next_elsewhere": "Print the form, write the answers that come back into the counting sheet, put it into the evidence folder, and run qms sync.",
    "survey_serves": "Indicators: {refs}",
    "survey_asks": "Asks: {groups}; questions: {count}",
    # Counting
    "survey_none": "No round of a survey is in the registers. qms survey template writes the form and the counting sheet.",
    "survey_none_of": "{survey}: no round is in the registers.",
    "survey_title": "{survey} {year}",
    "survey_fact_period": "Period",
    "survey_fact_group": "Who was asked",
    "survey_fact_invited": "Invited",
    "survey_fact_answered": "Answered",
    "survey_fact_rate": "Response rate",
    "survey_fact_asked_by": "Asked by",
    "survey_fact_filled": "Filled in by",
    "survey_fact_anonymous": "Anonymous",
    "survey_unstated": "Not stated",
    "survey_mixed": "Differs between rounds, or not stated",
    "survey_yes": "Yes",
    "survey_no": "No",
    "survey_column_question": "Question",
    "survey_column_positive": "Positive",
    "survey_column_mean": "Mean",
    "survey_open": "In their own words",
    "survey_open_from": "{text} ({round}, form {form})",
    "survey_places": "Places to look at: {count}",
    # Reports
    "survey_report_written": "Written: {path}",
    "survey_report_public": "Small counts and answers in people's own words are left out.",
    "survey_report_inside": "This version names small counts: keep it inside the organisation. --public writes one for others.",
}
