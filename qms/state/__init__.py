"""Hold the database: tables, migrations, repositories and the append-only trail; the only importer of SQLAlchemy."""

from __future__ import annotations
