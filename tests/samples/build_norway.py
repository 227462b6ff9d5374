"""Build the evidence of the Norwegian sample provider: `build_norway.py TARGET [EARLIER]`.

TARGET receives the files of `evidence_store/norway/`; EARLIER, when named, the former versions of some
of them and a file that vanished later.
The same input gives the same bytes: dates in properties and ZIP entries are fixed.
"""

from __future__ import annotations

import norway_leadership
import norway_people
import norway_registers
import norway_results
import norway_results_book
import norway_rights
import norway_services
import norway_surveys
import norway_voice
from norway_writers import Item, content_bytes
from papers import main

VANISHED: list[Item] = [norway_leadership.VANISHED]
FILES: list[Item] = [
    *norway_leadership.FILES,
    *norway_rights.FILES,
    *norway_services.FILES,
    *norway_results.FILES,
    *norway_registers.FILES,
    *norway_people.FILES,
    *norway_voice.FILES,
    *norway_surveys.FILES,
    *norway_results_book.FILES,
]


if __name__ == "__main__":
    main(FILES, VANISHED, content_bytes)
