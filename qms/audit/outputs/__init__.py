"""Gather what the reports for directors, boards and auditors say, as plain rows, and make files of them."""

from __future__ import annotations
