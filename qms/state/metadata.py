"""Hold what all tables of the state are registered in."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
