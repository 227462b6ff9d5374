"""Hold earlier versions of a few Irish files, for links that later become suspect or lose their file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ireland_quality import MEETINGS, MEETINGS_TO_APRIL
from ireland_services import LIBRARY_LETTER, coordination
from ireland_staff import survey_actions
from ireland_writers import Docx, Source

ACCESS_CHECK = Docx(
    "access check Mill Yard Nov 2025.docx",
    datetime(2025, 11, 10, 9, 0),
    "Sinead Moylette",
    "Access check Mill Yard",
    body="""
10 November 2025, with W-03 and W-20.

| Place | What we found | What we do | By |
| Front door | 4 cm step | ramp | done 2 December 2025 |
| Toilet | rail loose | refit | done 14 November 2025 |
| Packing line | two heights only | third bench | 31 March 2026 |
""",
)

SOURCES: list[Source] = [
    replace(MEETINGS, path="notes management meetings 2026 - April.md", body=MEETINGS_TO_APRIL),
    replace(
        survey_actions(
            "February 2026", "done", "planned", "The volunteers' dinner is planned for 15 May 2026."
        ),
        path="staff survey actions - February 2026.docx",
    ),
    replace(
        coordination("17 April 2026", "17 April 2026", "1 July 2026"),
        path="coordination meeting W-12 - first version.docx",
    ),
    replace(
        LIBRARY_LETTER, path="letter library - first scan.pdf", when=datetime(2025, 3, 10, 14, 5), tilt=1.6
    ),
    ACCESS_CHECK,
]
