"""Make reports, freeze and compare states, decide about files, and make audit packs."""

from __future__ import annotations

from qms.web.packs import files, making, reports, showing, snapshots
from qms.web.packs.room import pages

__all__ = ["files", "making", "pages", "reports", "showing", "snapshots"]
