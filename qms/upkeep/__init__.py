"""Keep all in step in one pass: scan, revisions, documents, pins, index (used by sync, watch and web)."""

from __future__ import annotations
