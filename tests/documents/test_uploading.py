"""Prove that a handed-out Word file knows its copy, also after LibreOffice saved it, and that answers can go."""

from __future__ import annotations

import io
import subprocess
import tomllib
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.tools import find_office
from qms.documents.copy_mark import mark_of, marked, same_parts, unmarked
from qms.documents.wordfile import open_word
from qms.workspace.statements import put, taken_out

if TYPE_CHECKING:
    from pathlib import Path

MARK = "d-1 " + "ab" * 32


def word(text: str = "Klage") -> bytes:
    """Return a Word file."""
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_mark_is_carried_by_editing_and_leaves_no_trace() -> None:
    data = word()
    handed = marked(data, MARK)
    assert (mark_of(handed), mark_of(data)) == (MARK, "")
    assert same_parts(handed, data)
    assert open_word(handed)[1] == []
    assert same_parts(unmarked(marked(handed, "d-2 other")), data)
    document = docx.Document(io.BytesIO(handed))
    document.add_paragraph("Mer")
    stream = io.BytesIO()
    document.save(stream)
    assert mark_of(stream.getvalue()) == MARK
    assert not same_parts(stream.getvalue(), data)
    assert b"qms-copy" not in unmarked(stream.getvalue())


@pytest.mark.slow
def test_a_mark_outlives_libreoffice(tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "handed.docx").write_bytes(marked(word(), MARK))
    base = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    for form, name in (("odt", "handed.docx"), ("docx", "back/handed.odt")):
        out = tmp_path / ("back" if form == "odt" else "again")
        subprocess.run(
            [*base, form, "--outdir", out, tmp_path / name], check=True, capture_output=True, timeout=120
        )
    assert mark_of((tmp_path / "again" / "handed.docx").read_bytes()) == MARK


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))), st.integers())
def test_what_was_put_in_can_be_taken_out(text: str, number: int) -> None:
    before = '# first\n[answers.common]\ndirector = "Dora" # who leads\n\n# last\n'
    path = ("answers", "common", "days")
    both = put(put(before, path, number), (*path[:2], "note"), text)
    assert tomllib.loads(both)["answers"]["common"]["days"] == number
    assert taken_out(taken_out(both, path), (*path[:2], "note")) == before
    assert taken_out(before, path) == before
