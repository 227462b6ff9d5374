"""Prove that files of a pack get names that every system takes, and no two the same."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qms.audit.pack.names import LONGEST, Taken, file_name, folder_name, slug


def test_a_name_tells_indicator_title_version_day_and_language() -> None:
    name = file_name("21", "Service user charter", "PDF", version=3, dated=date(2025, 2, 10), language="nb")
    assert name == "I21_service-user-charter_v3_2025-02-10_nb.pdf"
    assert (
        file_name("4", "Kokybės politika – Šiaulių", "docx", language="lt")
        == "I4_kokybes-politika-siauliu_lt.docx"
    )
    assert file_name("4", "…", "", dated=None) == "I4_file.bin"
    assert folder_name(3, "Dokumenter om tilnærming") == "03_dokumenter-om-tilnaerming"


@given(st.text(max_size=300), st.text(max_size=12), st.text(max_size=20))
def test_every_name_is_plain_and_short(title: str, suffix: str, ref: str) -> None:
    name = file_name(ref, title, suffix, version=12, dated=date(2025, 12, 31), language="lt")
    assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
    assert len(name) <= LONGEST - 4
    assert name.isascii()
    assert not slug(title).startswith(("con.", "-"))


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "a-2.pdf", "b.pdf"]), max_size=12))
def test_no_two_files_have_one_path(names: list[str]) -> None:
    taken = Taken()
    paths = [taken.free("03_x", name) for name in names]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(path.endswith(".pdf") for path in paths)
