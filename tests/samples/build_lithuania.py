"""Build the evidence of the Lithuanian sample provider: `build_lithuania.py TARGET [EARLIER]`.

TARGET receives the files of `evidence_store/lithuania/`; EARLIER, when named, the former versions of some
of them and a file that vanished later.
The same input gives the same bytes: dates in properties and ZIP entries are fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import lithuania_ethics
import lithuania_leadership
import lithuania_meetings
import lithuania_quality
import lithuania_results
import lithuania_rights
import lithuania_services
import lithuania_staff
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
]


if __name__ == "__main__":
    main(FILES, VANISHED, content_bytes)
