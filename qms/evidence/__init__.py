"""Hold the evidence register: revisions, links, pins, metadata, status, retention and the privacy guard."""

from __future__ import annotations
