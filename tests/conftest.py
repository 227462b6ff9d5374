"""Let every test begin in English: commands that run in this process leave the language that they spoke."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _english() -> None:
    from qms.locale.translator import activate

    activate("en")
