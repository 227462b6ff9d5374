"""Compare the documentation with the program."""

from __future__ import annotations
