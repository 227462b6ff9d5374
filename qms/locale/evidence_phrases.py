"""Hold the sentences of reading evidence: where facts were found, recognition, near-duplicates."""

from __future__ import annotations

EVIDENCE: dict[str, str] = {}
