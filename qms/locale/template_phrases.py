"""Hold the sentences about the provider's own templates: what is wrong with them, and where."""

from __future__ import annotations

TEMPLATES: dict[str, str] = {
    "template_refused": (
        "The template {slug} has errors ({count}), so nothing was written. The first, in {file}: {problem}"
    ),
    "template_too_heavy": "The template needs more time or memory than a template may: {file}",
    "hint_template_heavy": (
        "Take out loops within loops, very long tables and large pictures; qms template lint names "
        "other mistakes."
    ),
    "template_at": "{place}: {problem}",
    "template_meant": "{problem} Did you mean “{similar}”?",
    "place_line": "line {line}",
    "place_paragraph": "paragraph {paragraph}",
    "place_table": "table {table}, row {row}, column {column}",
    "place_within": "{part}, {place}",
    "place_header": "header",
    "place_footer": "footer",
    "place_footnotes": "footnotes",
    "place_other": "{name}",
    "lint_too_heavy": "It needs more time or memory than a template may.",
    "lint_lint_failed": "It cannot be looked at ({problem}).",
    "lint_text_unreadable": "The file cannot be read as a text in UTF-8.",
    "lint_text_too_large": "The text is too long for a template ({size} letters; at most {limit}).",
    "lint_word_too_large": "The Word file unpacks to more than a template may ({size} MB; at most {limit}).",
    "lint_word_too_many": (
        "The Word file has more parts or paragraphs than a template may ({count}; at most {limit})."
    ),
    "lint_word_doctype": "{name} declares entities, which no Word file needs.",
    "lint_word_macro": "The file holds macros or controls ({name}); save it as a Word document without them.",
    "lint_word_object": "The file holds another file ({name}); take the object out, or put in a picture of it.",
    "lint_word_external": (
        "The file would load something from elsewhere ({kind}: {target}); put it into the file, or take "
        "it out."
    ),
    "lint_field_not_allowed": "The field {field} may not be used in a template.",
    "lint_tag_elsewhere": (
        "A tag stands where it is not filled in ({tag}); keep tags in the text, the headers and the footers."
    ),
    "lint_tag_too_deep": "{tag}: the tag is too long or too deeply nested.",
    "lint_loops_too_deep": "{tag}: there are too many loops or conditions within each other.",
    "lint_hidden_sign_in_tag": "{tag}: the tag holds a sign that cannot be seen ({sign}); type it anew.",
    "lint_quotes_in_tag": "{tag}: write straight quotes (') in the tag.",
    "lint_picture_not_described": "The picture “{name}” has no alternative text for who cannot see it.",
}
