from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Extraction, Extractor
from indexer.extract.reading import read_bytes

Bytes = Callable[..., bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def everything(extraction: Extraction) -> str:
    return "\n".join(unit.text for unit in extraction.units)


class TestDocx:
    def test_sections_and_labels(self, docx_bytes: Bytes) -> None:
        found = read_bytes(
            docx_bytes(
                ("Title", "Quality handbook"),
                ("Normal", "Before any heading."),
                ("Heading 1", "Complaints"),
                ("Heading 2", "How to complain"),
                ("Normal", "Write to us."),
                ("Heading 1", "Leadership"),
                ("Normal", "Who leads."),
            ),
            "handbook.docx",
        )
        assert [(unit.kind, unit.number, unit.label) for unit in found.units] == [
            ("part", 1, ""),
            ("section", 2, "Complaints > How to complain"),
            ("section", 3, "Leadership"),
        ]
        assert found.units[1].text == "Complaints\nHow to complain\nWrite to us."
        assert (found.title, found.title_source) == ("Quality handbook", "heading")
        assert found.problem is None
        assert found.reader.startswith("docx 2 lxml")

    def test_long_sections_are_cut_at_paragraphs(self, docx_bytes: Bytes) -> None:
        paragraphs = [("Normal", f"Paragraph {number} " + "word " * 150) for number in range(20)]
        found = read_bytes(docx_bytes(("Heading 1", "Long"), *paragraphs), "long.docx")
        assert len(found.units) >= 4
        assert {unit.label for unit in found.units} == {"Long"}
        assert max(len(unit.text) for unit in found.units) <= 4_100
        assert all(unit.text.startswith(("Long", "Paragraph")) for unit in found.units)

    def test_all_parts(self) -> None:
        found = read_bytes(_docx_of_all_parts(), "parts.docx")
        text = everything(found)
        for word in (
            "bodyword", "cellword", "nestedword", "boxword", "headerword", "footerword", "footnoteword",
            "endnoteword", "commentword", "insertedword", "linkword", "controlword", "A-12",
        ):  # fmt: skip
            assert text.count(word) == 1, word
        for word in ("deletedword", "fieldcode", "fallbackword", "separatorword"):
            assert word not in text
        assert {unit.label for unit in found.units if unit.kind == "part" and unit.label} == {
            "header", "footer", "footnotes", "endnotes", "comments",
        }  # fmt: skip

    def test_properties(self) -> None:
        import docx

        made = docx.Document()
        made.add_paragraph("Some words")
        made.core_properties.title = "Plan for quality"
        made.core_properties.author = "Kari Nordmann"
        made.core_properties.created = datetime(2024, 5, 1, 10, 0)
        made.core_properties.modified = datetime(2024, 6, 2, 11, 0)
        out = io.BytesIO()
        made.save(out)
        found = read_bytes(out.getvalue(), "plan.docx")
        assert (found.title, found.title_source, found.author) == (
            "Plan for quality",
            "properties",
            "Kari Nordmann",
        )
        assert (found.created, found.modified) == (datetime(2024, 5, 1, 10, 0), datetime(2024, 6, 2, 11, 0))
        assert [(one.start, one.source) for one in found.dates] == [
            (date(2024, 6, 2), "properties"), (date(2024, 5, 1), "properties"),
        ]  # fmt: skip

    def test_dates_of_the_programs_template_are_no_dates(self, docx_bytes: Bytes) -> None:
        found = read_bytes(docx_bytes(("Normal", "words")), "x.docx")
        assert (found.created, found.modified, found.dates) == (None, None, ())

    def test_declared_sizes_are_believed_before_anything_is_unpacked(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("word/document.xml", b"<a/>")
            for number in range(5):
                made.writestr(f"word/media/{number}", b"\0" * (110 << 20))
        assert read_bytes(out.getvalue(), "bomb.docx").problem == "too_large"

    def test_entities_are_not_resolved(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("topsecret", "ascii")
        body = (
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY l "lol">]>'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>word &e;</w:t></w:r></w:p></w:body>'
            "</w:document>"
        )
        assert "topsecret" not in everything(read_bytes(_package({"word/document.xml": body}), "x.docx"))


def _package(parts: dict[str, str], related: str = "") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "_rels/.rels",
            relations.format(
                f'<Relationship Id="r1" Type="{base}/officeDocument" Target="word/document.xml"/>'
            ),
        )
        names = [name.removeprefix("word/") for name in parts if name != "word/document.xml"]
        listed = "".join(
            f'<Relationship Id="r{n}" Type="{base}/{name.rstrip("0123456789.xml")}" Target="{name}"/>'
            for n, name in enumerate(names)
        )
        made.writestr("word/_rels/document.xml.rels", relations.format(listed))
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def _docx_of_all_parts() -> bytes:
    def p(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    def box(word: str) -> str:
        return f"<w:txbxContent>{p(word)}</w:txbxContent>"

    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    nested = f"<w:tbl><w:tr><w:tc>{p('nestedword')}</w:tc></w:tr></w:tbl>"
    body = (
        f'<w:document xmlns:w="{W}" xmlns:mc="{mc}"><w:body>{p("bodyword")}'
        f"<w:tbl><w:tr><w:tc>{p('cellword')}{nested}</w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box('boxword')}</mc:Choice>"
        f"<mc:Fallback>{box('fallbackword')}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        "<w:p><w:ins><w:r><w:t>insertedword</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>deletedword</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>linkword</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>fieldcode</w:instrText></w:r>"
        "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>12</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('controlword')}</w:sdtContent></w:sdt></w:body></w:document>"
    )
    parts = {"word/document.xml": body}
    for name, root, inner in (
        ("header1", "hdr", p("headerword")),
        ("header2", "hdr", p("headerword")),  # the same on first and later pages
        ("footer1", "ftr", p("footerword")),
        (
            "footnotes",
            "footnotes",
            (
                f'<w:footnote w:type="separator">{p("separatorword")}</w:footnote>'
                f"<w:footnote>{p('footnoteword')}</w:footnote>"
            ),
        ),
        ("endnotes", "endnotes", f"<w:endnote>{p('endnoteword')}</w:endnote>"),
        ("comments", "comments", f"<w:comment>{p('commentword')}</w:comment>"),
    ):
        parts[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>'
    return _package(parts)


class TestPdf:
    def test_pages(self, pdf_bytes: Bytes) -> None:
        found = read_bytes(pdf_bytes("First page words", "", "Third page words", title="A plan"), "plan.pdf")
        assert [(unit.kind, unit.number) for unit in found.units] == [("page", 1), ("page", 3)]
        assert found.units[1].text == "Third page words"
        assert (found.title, found.title_source) == ("A plan", "properties")
        assert found.problem is None

    def test_encrypted(self, pdf_bytes: Bytes) -> None:
        found = read_bytes(pdf_bytes("secret", encrypt="password"), "x.pdf")
        assert (found.problem, found.units) == ("encrypted", ())

    def test_without_text(self, pdf_bytes: Bytes) -> None:
        assert read_bytes(pdf_bytes("", ""), "scan.pdf").problem == "no_text"

    def test_truncated(self, pdf_bytes: Bytes) -> None:
        whole = pdf_bytes("words on a page " * 3, "more")
        for share in (0.2, 0.5, 0.9):
            assert read_bytes(whole[: int(len(whole) * share)], "x.pdf").problem == "damaged"


class TestSheets:
    def test_workbook(self) -> None:
        import xlsxwriter

        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            first = book.add_worksheet("Klager 2025")
            first.write_row(0, 0, ["Nr", "Dato", "Sak"])
            first.write_row(1, 0, [1, None, "Forsinket svar"])
            first.write_datetime(1, 1, datetime(2025, 3, 12), book.add_format({"num_format": "yyyy-mm-dd"}))
            book.add_worksheet("Tom")
            book.add_worksheet("Avvik").write(4, 2, 2.5)
        found = read_bytes(out.getvalue(), "register.xlsx")
        assert [(unit.kind, unit.number, unit.label) for unit in found.units] == [
            ("sheet", 1, "Klager 2025"), ("sheet", 3, "Avvik"),
        ]  # fmt: skip
        assert found.units[0].text == "Nr\tDato\tSak\n1\t2025-03-12\tForsinket svar"
        assert found.units[1].text == "2.5"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_csv(self, encoding: str) -> None:
        found = read_bytes("Nr;Sak;Sted\n1;Møte på Ås om årsplan;Tromsø\n".encode(encoding), "x.csv")
        assert found.units[0].text == "Nr\tSak\tSted\n1\tMøte på Ås om årsplan\tTromsø"
        assert (found.units[0].kind, found.units[0].number) == ("sheet", 1)


class TestText:
    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("Møtet på Ås handlet om klager og årsplan for brukerne", "utf-8"),
            ("Møtet på Ås handlet om klager og årsplan for brukerne", "cp1252"),
            ("Møtet på Ås handlet om klager og årsplan for brukerne", "utf-16-le"),
            ("Įmonės darbuotojai svarstė skundų nagrinėjimo tvarką ir žmonių teises šiais metais", "cp1257"),
            ("Įmonės darbuotojai svarstė skundų nagrinėjimo tvarką ir žmonių teises šiais metais", "utf-16"),
        ],
    )
    def test_encodings(self, text: str, encoding: str) -> None:
        assert everything(read_bytes((text * 3).encode(encoding), "x.txt")) == text * 3

    def test_binary_is_no_text(self) -> None:
        assert read_bytes(bytes(range(256)) * 20, "x.txt").problem == "damaged"

    def test_markdown(self) -> None:
        found = read_bytes(
            b"---\ntitle: Handbook\n---\nIntro\n\n# Complaints\n\n## How to **complain**\n\nWrite.\n\n"
            b"```\n# no heading\n```\n\nLeadership\n==========\nWho.\n",
            "x.md",
        )
        assert [unit.label for unit in found.units] == ["", "Complaints > How to complain", "Leadership"]
        assert found.title == "Complaints"

    def test_title_from_the_name(self) -> None:
        found = read_bytes(b"words", "Møte_referat.txt")
        assert (found.title, found.title_source) == ("Møte referat", "name")


class TestMail:
    def test_body_headers_and_attachments(self, mail: EmailMessage, pdf_bytes: Bytes) -> None:
        data = pdf_bytes("Attached words")
        mail.add_attachment(data, maintype="application", subtype="pdf", filename="../svar på klage.pdf")
        mail.add_attachment(b"a;b\n", maintype="text", subtype="csv", filename="liste.csv")
        found = read_bytes(mail.as_bytes(), "mail.eml")
        text = everything(found)
        assert "Klage på tjenesten – svar" in text
        assert "kari@example.org" in text
        assert "takk for svaret på klagen." in text
        assert "HTML-utgaven" not in text
        assert [(one.index, one.name, one.size) for one in found.attachments] == [
            (1, "svar på klage.pdf", len(data)), (2, "liste.csv", 4),
        ]  # fmt: skip
        assert found.attachments[0].data == data
        assert found.attachments[0].sha256 == hashlib.sha256(data).hexdigest()
        assert (found.title, found.title_source) == ("Klage på tjenesten – svar", "subject")
        assert found.dates[0].start == date(2025, 3, 12)
        assert found.created == datetime(2025, 3, 12, 10, 0)

    def test_forwarded_mail_is_an_attachment(self, mail: EmailMessage) -> None:
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer.set_content("see below")
        outer.add_attachment(mail)
        found = read_bytes(outer.as_bytes(), "x.eml")
        assert [one.name for one in found.attachments] == ["Klage på tjenesten – svar.eml"]
        inner = read_bytes(found.attachments[0].data, found.attachments[0].name)
        assert "takk for svaret" in everything(inner)

    def test_only_html(self) -> None:
        message = EmailMessage()
        message["Subject"] = "x"
        message.set_content("<style>p{}</style><p>One &amp; two</p><p>Three</p>", subtype="html")
        text = everything(read_bytes(message.as_bytes(), "x.eml"))
        assert "One & two" in text
        assert "p{}" not in text

    def test_not_a_mail(self) -> None:
        assert read_bytes(b"\x01\x02 nothing here\n", "x.eml").problem == "damaged"


class TestProblems:
    @pytest.mark.parametrize(
        ("name", "data", "problem"),
        [
            ("x.docx", b"", "empty"),
            ("x.pdf", b"", "empty"),
            ("x.unknown", b"\x00\x01abc", "unsupported"),
            ("x.docx", b"garbage" * 100, "damaged"),
            ("x.docx", b"PK\x03\x04" + b"garbage" * 100, "damaged"),
            ("x.xlsx", b"garbage" * 100, "damaged"),
            ("x.pdf", b"garbage" * 100, "damaged"),
            ("x.pdf", b"%PDF-1.7\n" + b"garbage" * 100, "damaged"),
            ("x.jpg", b"\xff\xd8\xff\xe0 picture", "damaged"),
            ("x.txt", b"  \n ", "no_text"),
            (
                "x.docx",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                "encrypted",
            ),
            ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unsupported"),
        ],
    )
    def test_problem(self, name: str, data: bytes, problem: str) -> None:
        assert read_bytes(data, name).problem == problem

    def test_truncated_office_files(self, docx_bytes: Bytes) -> None:
        whole = docx_bytes(("Normal", "word " * 500))
        for share in (0.1, 0.5, 0.95):
            assert read_bytes(whole[: int(len(whole) * share)], "x.docx").problem == "damaged"

    def test_the_suffix_may_lie(self, docx_bytes: Bytes, pdf_bytes: Bytes) -> None:
        assert read_bytes(pdf_bytes("pdf words"), "x.docx").units[0].kind == "page"
        assert everything(read_bytes(docx_bytes(("Normal", "docx words")), "x.pdf")) == "docx words"
        assert everything(read_bytes(docx_bytes(("Normal", "docx words")), "x.tmp1")) == "docx words"

    @settings(max_examples=60, deadline=None)
    @given(
        st.binary(max_size=400),
        st.sampled_from(["x.docx", "x.pdf", "x.xlsx", "x.csv", "x.txt", "x.md", "x.eml", "x"]),
        st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"Subject: x\n"]),
    )
    def test_no_bytes_raise(self, data: bytes, name: str, head: bytes) -> None:
        found = read_bytes(head + data, name)
        assert found.problem is not None or found.units or found.attachments


class TestWorkers:
    def test_reads_by_raw_path(self, extractor: Extractor, tmp_path: Path) -> None:
        raw = os.path.join(os.fsencode(tmp_path), b"m\xf8te 2025-03-12.txt")
        with open(raw, "wb") as file:
            file.write(b"words")
        found = extractor.extract(raw)
        assert everything(found) == "words"
        assert found.dates[0].start == date(2025, 3, 12)

    def test_round_trip_keeps_everything(
        self, extractor: Extractor, tmp_path: Path, mail: EmailMessage
    ) -> None:
        mail.add_attachment(
            bytes(range(256)), maintype="application", subtype="octet-stream", filename="å.bin"
        )
        path = tmp_path / "mail 😀.eml"
        path.write_bytes(mail.as_bytes())
        assert extractor.extract(path) == read_bytes(mail.as_bytes(), "mail 😀.eml")
        assert extractor.extract_bytes("mail 😀.eml", mail.as_bytes()) == read_bytes(
            mail.as_bytes(), "mail 😀.eml"
        )

    def test_what_is_not_there_or_no_file(self, extractor: Extractor, tmp_path: Path) -> None:
        assert extractor.extract(tmp_path / "none.txt").problem == "unreadable"
        assert extractor.extract(tmp_path).problem == "unreadable"
        if hasattr(os, "mkfifo"):
            os.mkfifo(tmp_path / "pipe.txt")
            assert extractor.extract(tmp_path / "pipe.txt").problem == "unreadable"

    def test_many(self, extractor: Extractor, tmp_path: Path) -> None:
        paths = [tmp_path / f"{number}.txt" for number in range(40)]
        for number, path in enumerate(paths):
            path.write_text(f"word{number}", "ascii")
        found = dict(extractor.extract_many(paths))
        assert {path: everything(one) for path, one in found.items()} == {
            path: f"word{number}" for number, path in enumerate(paths)
        }

    def test_many_takes_only_a_little_ahead_and_may_be_left(
        self, extractor: Extractor, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_text("word", "ascii")
        taken = 0

        def endless():  # type: ignore[no-untyped-def]
            nonlocal taken
            while True:
                taken += 1
                yield path

        results = extractor.extract_many(endless())
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert taken < 40
        assert extractor.extract(path).problem is None

    def test_an_error_in_the_paths_reaches_the_caller(self, extractor: Extractor) -> None:
        def broken():  # type: ignore[no-untyped-def]
            raise LookupError("state")
            yield b""

        with pytest.raises(LookupError, match="state"):
            list(extractor.extract_many(broken()))


class TestBadReaders:
    """A package in front of the real one gives the worker readers that crash, hang and print."""

    @pytest.fixture
    def bad(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / "sitecustomize.py").write_text(
            "import os, time\n"
            "import indexer.extract.plain as plain\n"
            "real = plain.decode\n"
            "def decode(data):\n"
            "    text = real(data)\n"
            "    if 'crash' in text: os.kill(os.getpid(), 9)\n"
            "    if 'hang' in text: time.sleep(60)\n"
            "    if 'print' in text:\n"
            "        print('noise'); os.write(1, b'noise'); os.write(2, b'noise')\n"
            "    return text\n"
            "plain.decode = decode\n",
            "ascii",
        )
        monkeypatch.syspath_prepend(tmp_path)
        return tmp_path

    @pytest.mark.skipif(os.name != "posix", reason="kill is POSIX")
    def test_a_crash_or_a_hang_costs_one_file(self, bad: Path) -> None:
        for name in ("crash", "hang", "print", "fine"):
            (bad / f"{name}.txt").write_text(name, "ascii")
        with Extractor(1, timeout=1.5) as extractor:
            assert extractor.extract(bad / "fine.txt").problem is None
            assert extractor.extract(bad / "crash.txt").problem == "damaged"
            assert everything(extractor.extract(bad / "fine.txt")) == "fine"
            assert extractor.extract(bad / "hang.txt").problem == "timeout"
            assert everything(extractor.extract(bad / "print.txt")) == "print"
            found = dict(extractor.extract_many([bad / "crash.txt", bad / "fine.txt"]))
            assert found[bad / "fine.txt"].problem is None


@pytest.mark.skipif(os.name != "posix", reason="kill is POSIX")
class TestLifeOfWorkers:
    def test_a_worker_that_died_while_idle_costs_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("word", "ascii")
        with Extractor(1) as extractor:
            assert extractor.extract(path).problem is None
            worker = extractor._idle.queue[0]._process
            assert worker is not None
            os.kill(worker.pid, 9)
            assert extractor.extract(path).problem is None

    def test_workers_end_with_their_parent(self, tmp_path: Path) -> None:
        import signal
        import subprocess
        import sys
        import time

        path = tmp_path / "a.txt"
        path.write_text("word", "ascii")
        code = (
            "import sys, time\nfrom indexer.extract import Extractor\nextractor = Extractor(1)\n"
            "extractor.extract(sys.argv[1])\n"
            "print(extractor._idle.queue[0]._process.pid, flush=True)\ntime.sleep(60)\n"
        )
        root = Path(__file__).resolve().parents[2]
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path)], cwd=root, stdout=subprocess.PIPE, text=True
        ) as parent:
            assert parent.stdout is not None
            pid = int(parent.stdout.readline())
            parent.send_signal(signal.SIGKILL)
        for _ in range(100):
            if not _alive(pid):
                break
            time.sleep(0.05)
        assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text("ascii").rpartition(")")[2].split()[0] != "Z"
