"""Prove that every fact of a file comes out with where it was found, and that later versions are noticed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms

MINUTES = (
    "Referat fra brukerrådet. Dato: 12. mars 2025. Til stede var rådets leder og fem medlemmer fra avdelingene. "
    "Rådet gikk gjennom klagene fra forrige halvår og ba om at svarfristen blir satt ned til ti dager. "
    "Daglig leder orienterte om budsjettet og om planene for den nye kantina, som skal åpne til høsten. "
    "Neste møte blir holdt i juni, og innkallingen sendes ut fjorten dager før."
)


def test_facts_name_their_source(qms: Qms) -> None:
    import io

    import docx

    made = docx.Document()
    made.add_heading("Referat fra brukerrådet", 1)
    made.add_paragraph(MINUTES)
    made.core_properties.author = "Kari Nordmann"
    made.core_properties.created = datetime(2025, 3, 13, 9, 0)
    out = io.BytesIO()
    made.save(out)
    qms.write("Referat.docx", out.getvalue())
    qms.sync()
    shown = qms.json("evidence", "show", "Referat.docx")
    assert (shown["title"], shown["title_source"]) == ("Referat fra brukerrådet", "heading")
    assert (shown["author"], shown["author_source"]) == ("Kari Nordmann", "properties")
    assert (shown["language"], shown["language_source"]) == ("nb", "text")
    assert (shown["evidence_date"], shown["date_source"]) == ("2025-03-12", "content")
    place = shown["date_place"]
    assert (place["words"], place["label"]) == ("12. mars 2025", "Referat fra brukerrådet")
    assert shown["created"].startswith("2025-03-13")
    told = " ".join(qms.run("evidence", "show", "Referat.docx").out.split())
    assert "Kari Nordmann (from the file's properties)" in told
    assert "2025-03-12 (in the text: “12. mars 2025”, Referat fra brukerrådet)" in told


def test_a_date_in_the_name_says_so_and_a_person_overrules_it(qms: Qms) -> None:
    qms.write("2024-05-07 note.txt", "A few words about the garden and the workshop.")
    qms.sync()
    shown = qms.json("evidence", "show", "2024-05-07 note.txt")
    assert (shown["evidence_date"], shown["date_source"], shown["date_place"]) == ("2024-05-07", "name", None)
    qms.run("evidence", "set", "2024-05-07 note.txt", "--date", "2024-05-09")
    shown = qms.json("evidence", "show", "2024-05-07 note.txt")
    assert (shown["evidence_date"], shown["date_source"]) == ("2024-05-09", "person")


def test_an_e_mail_has_its_sender_and_subject(qms: Qms, eml_bytes: Callable[..., bytes]) -> None:
    qms.write("mail.eml", eml_bytes())
    qms.sync()
    shown = qms.json("evidence", "show", "mail.eml")
    assert (shown["title_source"], shown["author_source"]) == ("subject", "sender")


def newer(qms: Qms) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = qms.json("evidence", "duplicates")["newer"]
    return found


def test_a_later_text_alike_is_named_as_a_newer_version(qms: Qms) -> None:
    qms.write("Referat mars.txt", MINUTES)
    qms.write("other.txt", "The fire drill took four minutes. Everybody met at the flagpole on 3 March 2025.")
    qms.sync()
    qms.run("link", "Referat mars.txt", "40", "26", "--kind", "voice")
    assert newer(qms) == []
    qms.write("Referat juni.txt", MINUTES.replace("12. mars", "11. juni").replace("ti dager", "fem dager"))
    result = qms.run("sync")
    assert "may be a newer version of a linked file: 1" in result.out
    (pair,) = newer(qms)
    assert (pair["path"], pair["of"]["path"]) == ("Referat juni.txt", "Referat mars.txt")
    assert pair["indicators"] == ["26", "40"]
    assert 0.5 <= pair["likeness"] < 1
    assert "Referat mars.txt" in qms.run("evidence", "duplicates").out


def test_an_earlier_or_a_linked_text_alike_is_not(qms: Qms) -> None:
    qms.write("Referat mars.txt", MINUTES)
    qms.write("Referat januar.txt", MINUTES.replace("12. mars", "11. januar"))
    qms.write("Referat juni.txt", MINUTES.replace("12. mars", "11. juni"))
    qms.sync()
    qms.run("link", "Referat mars.txt", "40", "--kind", "voice")
    assert [pair["path"] for pair in newer(qms)] == ["Referat juni.txt"]
    qms.run("link", "Referat juni.txt", "40", "--kind", "voice")
    assert newer(qms) == []


def test_an_unlinked_file_has_no_newer_version(qms: Qms) -> None:
    qms.write("Referat mars.txt", MINUTES)
    qms.write("Referat juni.txt", MINUTES.replace("12. mars", "11. juni"))
    qms.sync()
    assert newer(qms) == []


def test_a_paper_without_styles_has_the_title_that_it_shows(qms: Qms) -> None:
    import io

    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    made = docx.Document()
    for text in ("VAIKŲ DIENOS CENTRAS", "ĮSAKYMAS", "Dėl skundų nagrinėjimo tvarkos"):
        paragraph = made.add_paragraph()
        paragraph.add_run(text).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("Tvirtinu pridedamą tvarką.")
    out = io.BytesIO()
    made.save(out)
    qms.write("scan0001.docx", out.getvalue())
    qms.sync()
    shown = qms.json("evidence", "show", "scan0001.docx")
    assert (shown["title"], shown["title_source"]) == ("Dėl skundų nagrinėjimo tvarkos", "heading")


def test_xml_beyond_the_limits_is_too_large_and_not_damaged(
    qms: Qms, docx_bytes: Callable[..., bytes]
) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes("words"))) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"words", b"w" * 12_000_000)
            new.writestr(name, data)
    qms.write("vast.docx", out.getvalue())
    qms.sync()
    assert qms.register()["vast.docx"]["problem"] == "too_large"
