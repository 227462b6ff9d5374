"""E-mail and Outlook messages: bodies, headers, attachments of attachments, and their limits."""

from __future__ import annotations

import hashlib
import struct
import sys
import time
from datetime import datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Extraction, attached
from indexer.extract.lzfu import unpacked
from indexer.extract.reading import read_bytes
from tests.indexer.msg_writer import attached_letter, attachment, compound, message

ENVELOPED = bytes.fromhex("3080 0609 2a864886f70d010703 a080 3080 020100")


def everything(extraction: Extraction) -> str:
    return "\n".join(unit.text for unit in extraction.units)


def letter(subject: str, *files: tuple[str, bytes], body: str = "Hei.\n") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = (
        subject,
        "Kari <kari@example.org>",
        "Wed, 12 Mar 2025 10:00:00 +0100",
    )
    made.set_content(body)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


class TestMail:
    def test_attached_letters_bring_their_files(self) -> None:
        inner = letter("Svar", ("svar.pdf", b"%PDF-1"), ("a.txt", b"a"))
        middle = letter("Videre", ("først.txt", b"0"))
        middle.add_attachment(inner)
        outer = letter("Fwd")
        outer.add_attachment(middle)
        outer.add_attachment(
            inner.as_bytes(), maintype="application", subtype="octet-stream", filename="kopi.eml"
        )
        outer.add_attachment(b"sist", maintype="text", subtype="plain", filename="sist.txt")
        found = read_bytes(outer.as_bytes(), "x.eml")
        assert [(one.index, one.name) for one in found.attachments] == list(
            enumerate(
                [
                    "Videre.eml", "Videre.eml#1/først.txt", "Videre.eml#2/Svar.eml", "Videre.eml#2/Svar.eml#1/svar.pdf",
                    "Videre.eml#2/Svar.eml#2/a.txt", "kopi.eml", "kopi.eml#1/svar.pdf", "kopi.eml#2/a.txt", "sist.txt",
                ],
                1,
            )
        )  # fmt: skip
        assert found.problem is None
        again = read_bytes(outer.as_bytes(), "x.eml")
        assert again == found

    def test_nested_deeper_than_five(self) -> None:
        made = letter("0", ("0.txt", b"0"))
        for number in range(1, 9):
            outer = letter(str(number), (f"{number}.txt", b"x"))
            outer.add_attachment(made)
            made = outer
        found = read_bytes(made.as_bytes(), "x.eml")
        assert found.problem == "too_large"
        assert max(one.name.count("#") for one in found.attachments) == 4
        assert found.units

    def test_thousands_within_each_other(self) -> None:
        made = b"Subject: innerst\r\n\r\nord\r\n"
        for _ in range(3_000):
            made = b"Subject: ytterst\r\nContent-Type: message/rfc822\r\n\r\n" + made
        began = time.monotonic()
        found = read_bytes(made, "x.eml")
        assert (found.problem, found.title) == ("too_large", "ytterst")
        assert time.monotonic() - began < 10

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "head",
        [
            b"Subject: " + b"x " * 1_000_000,
            b"To: " + b"a@example.org,\r\n " * 50_000,
            b"Subject: x\r\nContent-Type: text/plain; " + b"a=b; " * 20_000,
            b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
        ],
    )
    def test_headers_without_end(self, head: bytes) -> None:
        began = time.monotonic()
        assert "ord" in everything(read_bytes(head + b"\r\n\r\nord\r\n", "x.eml"))
        assert time.monotonic() - began < 40

    def test_too_many_and_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        many = read_bytes(letter("x", *((f"{n}.txt", b"x") for n in range(205))).as_bytes(), "x.eml")
        assert (len(many.attachments), many.problem) == (200, "too_large")
        assert many.units
        monkeypatch.setattr(attached, "MOST_BYTES", 1_000)
        found = read_bytes(
            letter("x", ("big.bin", bytes(900)), ("over.bin", bytes(200)), ("ok.bin", b"k")).as_bytes(),
            "x.eml",
        )
        assert ([one.name for one in found.attachments], found.problem) == (
            ["big.bin", "ok.bin"],
            "too_large",
        )

    @pytest.mark.parametrize(
        ("name", "safe"),
        [
            ("../../etc/passwd", "passwd"), ("C:\\temp\\svar.pdf", "svar.pdf"), ("a\x00b\n.txt", "a_b_.txt"),
            ("å" * 300 + ".pdf", "å" * 116 + ".pdf"), ("...", "attachment-1.octet-stream"),
            ("fil#1:2?.txt", "fil#1_2_.txt"),
        ],
    )  # fmt: skip
    def test_names(self, name: str, safe: str) -> None:
        made = letter("x", ("y", b"data"))
        part = next(made.iter_attachments())
        part.replace_header("Content-Disposition", "attachment")
        part.set_param("filename", "z", header="Content-Disposition")
        part.get_filename = lambda failobj=None: name  # type: ignore[method-assign]
        from indexer.extract.mail import _name

        assert _name(part, 1) == safe  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("encoding", "text"),
        [("cp1252", "Møtet på Ås er avlyst"), ("cp1257", "Šis posėdis įvyks ketvirtadienį")],
    )
    def test_raw_headers_and_undeclared_bodies(self, encoding: str, text: str) -> None:
        raw = f"Subject: {text}\r\nFrom: x@example.org\r\n\r\n{text}\r\n".encode(encoding)
        found = read_bytes(raw, "x.eml")
        assert found.title == text
        assert everything(found).count(text) == 2

    def test_a_wrong_declaration(self) -> None:
        raw = b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "Også på øya".encode(
            "cp1252"
        )
        assert "Også på øya" in everything(read_bytes(raw, "x.eml"))
        raw = b"Subject: x\r\nContent-Type: text/plain; charset=klingon\r\n\r\n" + "Også på øya".encode()
        assert "Også på øya" in everything(read_bytes(raw, "x.eml"))

    def test_an_empty_plain_body_beside_html(self) -> None:
        made = EmailMessage()
        made["Subject"] = "x"
        made.set_content("  \n")
        made.add_alternative("<h1>Svar</h1><p>til deg</p>", subtype="html")
        assert "Svar\ntil deg" in everything(read_bytes(made.as_bytes(), "x.eml"))

    def test_a_letter_that_is_a_file(self) -> None:
        raw = b'Subject: x\r\nContent-Type: application/pdf; name="a.pdf"\r\n'
        raw += b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0x\r\n"
        assert [(one.name, one.data) for one in read_bytes(raw, "x.eml").attachments] == [
            ("a.pdf", b"%PDF-1")
        ]

    def test_signatures_and_pictures_of_the_body_are_no_evidence(self) -> None:
        made = letter("x", ("a.pdf", b"%PDF-1"))
        made.add_attachment(b"0", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
        made.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<1@x>", disposition="inline")
        assert [one.name for one in read_bytes(made.as_bytes(), "x.eml").attachments] == ["a.pdf"]

    @pytest.mark.parametrize(
        "kind", ['application/pkcs7-mime; smime-type="enveloped-data"', "application/x-pkcs7-mime"]
    )
    def test_sealed(self, kind: str) -> None:
        import base64

        raw = (
            f"Subject: Hemmelig\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
        )
        found = read_bytes(raw + base64.b64encode(ENVELOPED), "x.eml")
        assert (found.problem, found.title, found.attachments) == ("encrypted", "Hemmelig", ())
        assert read_bytes(ENVELOPED, "smime.p7m").problem == "encrypted"

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.sampled_from([
        b"Subject: x\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n", b"--b--\r\n",
        b"\xe5\xf8",
        b"Content-Type: message/rfc822\r\n", b"Content-Type: text/html\r\n", b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Disposition: attachment; filename*=utf-8''%ff\r\n",
        b"Date: nonsense\r\n", b"Content-Type: =?x?q?=\r\n",
    ]), max_size=14))  # fmt: skip
    def test_no_letter_raises(self, pieces: list[bytes]) -> None:
        found = read_bytes(b"From: a\r\n" + b"".join(pieces), "x.eml")
        assert found.problem in (None, "damaged")


def test_no_letter_is_lost_in_the_text_of_another() -> None:
    assert "%PDF-1.7" in everything(
        read_bytes(letter("x", body="Filen begynner med %PDF-1.7 som den skal.\n").as_bytes(), "x.eml")
    )


TEXTS = {
    0x37: "Klage på tjenesten",
    0x1000: "Hei,\r\n\r\ntakk for svaret ąčę.",
    0x0C1A: "Kari Nordmann",
    0x0E04: "Post",
}
SENT = datetime(2025, 3, 12, 9, 0)


class TestMsg:
    def test_everything(self) -> None:
        big = b"%PDF-1.4 " + bytes(9_000)
        inner = message(
            {0x37: "Indre / svar", 0x1000: "indre tekst", 0x0C1A: "Ola", 0x0C1F: "ola@example.org"},
            sent=datetime(2024, 1, 2, 3, 4),
            attached=(attachment("indre.txt", b"hei"),),
            embedded=True,
        )
        data = compound(
            message(
                {**TEXTS, 0x5D01: "kari@example.org", 0x0C1F: "/O=EXCHANGE/CN=KARI"},
                {0x1013: b'<img src="cid:logo1">'},
                SENT,
                (
                    attachment("svar på klage.pdf", big),
                    attached_letter("Indre", inner),
                    attachment("l.png", b"p", "logo1"),
                ),
            )
        )
        found = read_bytes(data, "klage.msg")
        assert everything(found) == (
            "Subject: Klage på tjenesten\nFrom: Kari Nordmann <kari@example.org>\nTo: Post\nDate: 2025-03-12 09:00\n"
            "Hei,\ntakk for svaret ąčę."
        )
        assert [(one.index, one.name) for one in found.attachments] == [
            (1, "svar på klage.pdf"), (2, "Indre _ svar.eml"), (3, "Indre _ svar.eml#1/indre.txt"),
        ]  # fmt: skip
        assert found.attachments[0].data == big
        assert found.attachments[0].sha256 == hashlib.sha256(big).hexdigest()
        assert (found.title, found.title_source, found.author_source) == (
            "Klage på tjenesten",
            "subject",
            "sender",
        )
        assert (found.created, found.author) == (SENT, "Kari Nordmann <kari@example.org>")
        inside = read_bytes(found.attachments[1].data, found.attachments[1].name)
        assert "indre tekst" in everything(inside)
        assert (inside.title, inside.created) == ("Indre / svar", datetime(2024, 1, 2, 3, 4))
        assert read_bytes(data, "klage.msg") == found
        assert read_bytes(data, "klage.doc").title == "Klage på tjenesten"

    def test_attached_to_an_e_mail(self) -> None:
        data = compound(message(TEXTS, attached=(attachment("a.txt", b"a"),)))
        found = read_bytes(letter("Fwd", ("klage.msg", data)).as_bytes(), "x.eml")
        assert [one.name for one in found.attachments] == ["klage.msg", "klage.msg#1/a.txt"]

    @pytest.mark.parametrize("page", [1257, 0, 99_999])
    def test_texts_of_one_byte(self, page: int) -> None:
        text = "Šiais metais užtikrinome paslaugų kokybę."
        found = read_bytes(compound(message({0x37: text, 0x1000: text}, narrow="cp1257", page=page)), "x.msg")
        assert everything(found) == f"Subject: {text}\n{text}"

    def test_a_body_only_in_html_or_in_rtf(self) -> None:
        page = "<p>Hei på <b>deg</b></p>".encode("cp1252")
        assert "Hei på deg" in everything(read_bytes(compound(message({0x37: "x"}, {0x1013: page})), "x.msg"))
        rtf = rb"{\rtf1\ansi\ansicpg1252 Hei p\'e5 deg\par}"
        plain = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
        assert "Hei på deg" in everything(
            read_bytes(compound(message({0x37: "x"}, {0x1009: plain})), "x.msg")
        )

    def test_the_date_of_the_headers_is_that_of_the_sender(self) -> None:
        headers = "Date: Wed, 12 Mar 2025 10:00:00 +0100\r\n"
        found = read_bytes(compound(message({**TEXTS, 0x7D: headers}, sent=SENT)), "x.msg")
        assert found.created == datetime(2025, 3, 12, 10, 0)

    def test_sealed(self) -> None:
        data = compound(
            message({0x37: "x", 0x1A: "IPM.Note.SMIME"}, attached=(attachment("smime.p7m", ENVELOPED),))
        )
        assert read_bytes(data, "x.msg").problem == "encrypted"

    def test_damaged(self) -> None:
        whole = compound(message(TEXTS, {0x1013: b"x" * 20_000}, SENT, (attachment("a.txt", b"a" * 5_000),)))
        for share in (0.01, 0.3, 0.6, 0.9):
            found = read_bytes(whole[: int(len(whole) * share)], "x.msg")
            assert (
                found.problem in ("damaged", "unsupported", "no_text") or found.title == "Klage på tjenesten"
            )

    def test_streams_that_overlap(self) -> None:
        tree = message(TEXTS)
        for number in range(60):
            tree[f"s{number}"] = bytes(10_000) if number == 0 else b""
        whole = bytearray(compound(tree))
        shared = whole.index("s0".encode("utf-16-le").ljust(64, b"\0"))
        start, size = whole[shared + 116 : shared + 120], struct.pack("<Q", 10_000)
        for number in range(1, 60):
            at = whole.index(f"s{number}".encode("utf-16-le").ljust(64, b"\0"))
            whole[at + 116 : at + 128] = start + size
        assert read_bytes(bytes(whole), "x.msg").problem == "too_large"

    def test_without_the_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "oxmsg.storage", None)
        assert read_bytes(compound(message(TEXTS)), "x.msg").problem == "unsupported"

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, 4_000), st.binary(min_size=1, max_size=8))
    def test_no_bytes_raise(self, at: int, junk: bytes) -> None:
        data = bytearray(compound(message(TEXTS, attached=(attachment("a.txt", b"a"),))))
        data[at : at + len(junk)] = junk
        found = read_bytes(bytes(data), "x.msg")
        assert found.problem is None or not found.attachments


def test_packed_rtf_of_the_format_s_own_example() -> None:
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    repeated = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert unpacked(repeated) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
