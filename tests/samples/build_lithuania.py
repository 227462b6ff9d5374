"""Build the evidence of the Lithuanian sample provider: `build_lithuania.py TARGET [EARLIER]`.

TARGET receives the files of `evidence_store/lithuania/`; EARLIER, when named, the former versions of some
of them and a file that vanished later.
The same input gives the same bytes: dates in properties and ZIP entries are fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import lithuania_ethics
import lithuania_events
import lithuania_leadership
import lithuania_meetings
import lithuania_people
import lithuania_plans
import lithuania_quality
import lithuania_registers
import lithuania_results
import lithuania_results_book
import lithuania_rights
import lithuania_services
import lithuania_staff
import lithuania_surveys
from lithuania_writers import content_bytes
from papers import main

if TYPE_CHECKING:
    from lithuania_items import Item

VANISHED: list[Item] = [lithuania_leadership.VANISHED]
FILES: list[Item] = [
    *lithuania_leadership.FILES,
    *lithuania_staff.FILES,
    *lithuania_rights.FILES,
    *lithuania_ethics.FILES,
    *lithuania_quality.FILES,
    *lithuania_meetings.FILES,
    *lithuania_services.FILES,
    *lithuania_results.FILES,
    *lithuania_registers.FILES,
    *lithuania_events.FILES,
    *lithuania_people.FILES,
    *lithuania_plans.FILES,
    *lithuania_results_book.FILES,
    *lithuania_surveys.FILES,
]


if __name__ == "__main__":
    main(FILES, VANISHED, content_bytes)
