"""Hold the sentences of previews of files."""

from __future__ import annotations

PREVIEW: dict[str, str] = {
    "no_preview": "This file cannot be shown here: {why}.",
    "hint_no_preview": "Open the file itself in the program that made it.",
    "preview_changed": "it changed since the last sync",
    "preview_gone": "it is not in the evidence folder",
    "preview_no_page": "it has no page {number}",
    "preview_no_text_here": "no text was read on page {number}",
    "preview_part": "Only a part of this long text is shown.",
    "preview_rows": "Rows {first}–{last} of {count} filled rows are shown.",
    "preview_columns": "Only the first {count} columns are shown.",
}
