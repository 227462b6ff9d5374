"""Hold the ordered migrations of the state database; one module per schema number."""

from __future__ import annotations
