"""Compile the gettext catalogues, and put templates and sample evidence into a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = ("templates", "evidence_store")


class CatalogueHook(BuildHookInterface):
    """Write one .mo beside each .po below qms/locale; in a wheel, copy data below qms/_data.

    An editable install gets no copies: they would go stale beside the checkout that it reads.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in sorted(Path(self.root, "qms", "locale").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as stream:
                catalogue = read_po(stream)
            with source.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update({name: f"qms/_data/{name}" for name in DATA})
