"""Prove the queue of scanned pages: behind the rest, page by page, going on where it was stopped."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms

TESSERACT = shutil.which("tesseract")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        TESSERACT is None and not os.environ.get("QMS_ALL_TOOLS"), reason="Tesseract is not installed"
    ),
]
NB = (
    "Klage fra pårørende",
    "Vi ønsker svar på klagen innen tre uker.",
    "Mottatt 4. juni 2025 av vernepleieren.",
)
LT = ("Skundas dėl paslaugų", "Prašome atsakyti į skundą per dvidešimt dienų.", "Gauta 2025 m. birželio 4 d.")


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_TESSERACT", TESSERACT or "tesseract")


def picture(lines: tuple[str, ...]) -> Any:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(FONT, 34) if os.path.exists(FONT) else ImageFont.load_default(34)
    page = Image.new("L", (1240, 560), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((80, 90 + 90 * number), line, fill=0, font=font)
    return page


def scan(*pages: tuple[str, ...]) -> bytes:
    """Return a PDF of pictures, a page for each text."""
    out = io.BytesIO()
    first, *rest = [picture(lines) for lines in pages]
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=150)
    return out.getvalue()


def waiting(qms: Qms) -> dict[str, int]:
    rows = qms.json("evidence", "unreadable")["evidence"]
    return {row["path"]: row["waiting_pages"] for row in rows}


def paths(qms: Qms, *query: str) -> set[str]:
    return {hit["path"] for hit in qms.json("search", *query)["hits"]}


def test_scans_of_three_kinds_are_found_at_their_page(qms: Qms, eml_bytes: Callable[..., bytes]) -> None:
    qms.write("brev.pdf", scan(("Forside uten innhold",), NB))
    png = io.BytesIO()
    picture(LT).save(png, "PNG")
    qms.write("skundas.png", png.getvalue())
    qms.write("mail.eml", eml_bytes(("vedlegg.pdf", scan(NB))))
    qms.configure(toml=(qms.root / "qms.toml").read_text().replace('["en"]', '["nb", "lt"]'))
    done = qms.json("sync")
    assert (done["recognised_pages"], done["waiting_pages"], done["unreadable"]) == (4, 0, 0)
    hits = [h for h in qms.json("search", "klagen")["hits"] if h["path"] == "brev.pdf"]
    assert [(h["unit"], h["page"]) for h in hits] == [("page", 2)]
    assert "mail.eml#1/vedlegg.pdf" in paths(qms, "vernepleieren")
    assert paths(qms, "skundą dvidešimt") == {"skundas.png"}
    shown = qms.json("evidence", "show", "skundas.png")
    assert (shown["language"], shown["evidence_date"], shown["date_source"]) == (
        "lt",
        "2025-06-04",
        "content",
    )
    assert "ocr" in shown["reader"]


def test_left_for_later_and_without_tesseract(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    qms.write("brev.pdf", scan(NB))
    told = qms.run("sync", "--no-ocr").out
    assert "still wait: 1" in told
    assert waiting(qms) == {"brev.pdf": 1}
    monkeypatch.setenv("QMS_TESSERACT", "")
    assert "cannot be searched without Tesseract: 1" in qms.run("sync").out
    told = " ".join(qms.run("evidence", "unreadable").out.split())
    assert "wait for text recognition: 1" in told
    assert "needs Tesseract" in told
    monkeypatch.setenv("QMS_TESSERACT", TESSERACT or "tesseract")
    assert "recognised: 1" in qms.run("sync").out
    assert waiting(qms) == {}
    assert paths(qms, "pårørende") == {"brev.pdf"}


def test_killed_at_any_page_it_goes_on_where_it_stopped(qms: Qms) -> None:
    qms.write("perm.pdf", scan(*[(*NB, f"Side nummer {n} med ord{n}x") for n in range(1, 7)]))
    qms.sync("--no-ocr")
    cache = qms.root / ".qms" / "cache" / "ocr"
    rounds = 0
    while waiting(qms) and rounds < 6:
        rounds += 1
        before = len(list(cache.glob("*.json"))) if cache.is_dir() else 0
        process = qms.start("sync")
        end = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < end:
            if cache.is_dir() and len(list(cache.glob("*.json"))) >= before + 2:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    kept = len(list(cache.glob("*.json")))
    assert kept >= 2
    done = qms.json("sync")
    assert done["recognised_pages"] <= 6 - min(kept, 6)
    assert waiting(qms) == {}
    assert {h["page"] for h in qms.json("search", "ord5x")["hits"]} == {5}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupted_it_ends_with_130_and_keeps_its_pages(qms: Qms) -> None:
    qms.write("perm.pdf", scan(*[NB] * 12))
    process = qms.start("sync")
    cache = qms.root / ".qms" / "cache" / "ocr"
    end = time.monotonic() + 60
    while time.monotonic() < end and not (cache.is_dir() and any(cache.glob("*.json"))):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    process.communicate()
    kept = len(list(cache.glob("*.json")))
    assert kept
    assert waiting(qms) == {"perm.pdf": 12 - kept}


def test_commands_work_beside_it(qms: Qms) -> None:
    qms.write("perm.pdf", scan(*[NB] * 10))
    qms.write("note.txt", "The walrus came to the meeting.")
    process = qms.start("sync")
    cache = qms.root / ".qms" / "cache" / "ocr"
    end = time.monotonic() + 60
    while time.monotonic() < end and not (cache.is_dir() and any(cache.glob("*.json"))):
        time.sleep(0.05)
    assert process.poll() is None
    assert paths(qms, "walrus") == {"note.txt"}
    qms.run("link", "note.txt", "40", "--kind", "voice", "--date", "2025-05-01")
    qms.write("more.txt", "A second walrus.")
    assert qms.sync("--no-ocr")["added"] == 1
    assert "Another process" in qms.run("sync").out or process.poll() is not None
    process.communicate(timeout=120)
    assert waiting(qms) == {}


def test_a_scan_made_anew_with_the_same_words_is_carried_over(qms: Qms) -> None:
    qms.write("brev.pdf", scan(NB))
    qms.sync()
    qms.run("link", "brev.pdf", "27", "--kind", "record")
    later = scan((NB[0], NB[1], NB[2]))
    qms.write("brev.pdf", later + b"\n% scanned again\n")
    assert qms.sync("--no-ocr")["changed"] == 1
    link = qms.json("evidence", "show", "brev.pdf")["links"][0]
    assert link["suspect"] == "bytes_changed"
    qms.sync()
    link = qms.json("evidence", "show", "brev.pdf")["links"][0]
    assert link["suspect"] is None
    qms.write("brev.pdf", scan((NB[0], "Klagen er trukket, og saken er avsluttet.", NB[2])))
    qms.sync()
    assert qms.json("evidence", "show", "brev.pdf")["links"][0]["suspect"] == "text_changed"


def test_recognition_never_makes_a_link_suspect(qms: Qms) -> None:
    qms.write("brev.pdf", scan(NB))
    qms.sync("--no-ocr")
    qms.run("link", "brev.pdf", "27", "--kind", "record", "--date", "2025-06-04")
    qms.sync()
    shown = qms.json("evidence", "show", "brev.pdf")
    assert shown["links"][0]["suspect"] is None
    assert shown["units"] == 1


def test_forgetting_takes_the_recognised_pages(qms: Qms) -> None:
    qms.write("brev.pdf", scan(NB))
    qms.sync()
    cache = qms.root / ".qms" / "cache"
    assert list(cache.rglob("*.1.json"))
    (qms.store / "brev.pdf").unlink()
    qms.sync("--accept-missing")
    qms.run("evidence", "forget", "brev.pdf", "--because", "kept long enough")
    assert not list(cache.rglob("*.1.json"))
    held = subprocess.run(
        ["grep", "-rl", "vernepleieren", str(qms.root)], check=False, capture_output=True, text=True
    )
    assert held.stdout == ""


def test_a_deleted_cache_does_not_lose_what_waits(qms: Qms) -> None:
    qms.write("brev.pdf", scan(NB))
    qms.sync("--no-ocr")
    shutil.rmtree(qms.root / ".qms" / "cache")
    assert "not searched: 1" in qms.run("search", "vernepleieren").out
    assert "recognised: 1" in qms.run("sync").out
    shutil.rmtree(qms.root / ".qms" / "cache")
    shutil.rmtree(qms.index)
    assert "made anew" in qms.run("search", "vernepleieren").err
    shutil.rmtree(qms.root / ".qms" / "cache")
    assert "recognised: 1" in qms.run("sync").out
    assert paths(qms, "vernepleieren") == {"brev.pdf"}
