"""Read files of evidence: one reader per format, in worker processes that may die without harm."""

from __future__ import annotations

from indexer.extract.model import Attachment, Extraction, FoundDate, Problem, Unit
from indexer.extract.pool import Extractor

__all__ = ["Attachment", "Extraction", "Extractor", "FoundDate", "Problem", "Unit"]
