"""Open a pack from disk in Chromium, as an auditor does: search, follow links, verify, by keyboard and on a phone."""

from __future__ import annotations

import json
import shutil
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.audit.browser import Browser
from tests.cli.packing import decide, furnish, links_of, members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Qms

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pack(make_qms: Callable[[], Qms]) -> Path:
    made = make_qms()
    furnish(made)
    decide(made)
    made.run("pack", "-o", made.root.parent / "pack")
    return made.root.parent / "pack"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


def page_of(pack: Path, anchor: str = "") -> str:
    return f"{(pack / 'index.html').as_uri()}{anchor}"


def hits(browser: Browser) -> list[str]:
    found: list[str] = browser.run(
        "Array.from(document.querySelectorAll('#hits li'), (one) => one.innerText)"
    )
    return found


def test_search_finds_words_in_other_forms_and_leads_to_the_page(browser: Browser, pack: Path) -> None:
    browser.open(page_of(pack, "#q=councils%20agreeing%20minute"))
    (found,) = [hit for hit in hits(browser) if "Minutes" in hit]
    assert "page 2" in found
    target = browser.run("document.querySelector('#hits .snippet a').href")
    assert target.endswith(".pdf#page=2")
    assert browser.run("document.querySelector('#hits mark').textContent") == "council"
    browser.open(page_of(pack, "#q=%22listen%20before%20we%22"))
    assert any("values" in hit for hit in hits(browser))
    browser.open(page_of(pack, "#q=nothingofthesort"))
    assert hits(browser) == []
    assert browser.run("document.getElementById('search-told').textContent") == "Nothing found."


def test_what_is_redacted_or_elsewhere_is_not_found(browser: Browser, pack: Path) -> None:
    for word in ("1234567FA", "%22whom it may%22", "Murphy"):
        browser.open(page_of(pack, f"#q={word}"))
        assert hits(browser) == [], word


def test_search_folds_letters_in_three_languages(browser: Browser, pack: Path) -> None:
    browser.open(page_of(pack))
    index = {
        "files": [["Klage", "a.pdf", 0], ["Skundas", "b.pdf", 0]],
        "units": [[0, 1, "", "Alle klagene ble besvart på Bjørkøya."],
                  [1, 3, "", "Gavėjų skundų nagrinėjimas, sutarčių sąrašas."]],
    }  # fmt: skip
    found: Callable[[str], Any] = lambda words: browser.run(  # noqa: E731
        f"PackTools.search({json.dumps(index)}, {json.dumps(words)}).map((one) => one.file)"
    )
    assert found("klager bjorkoya") == [0]
    assert found("BJØRKØYA klage") == [0]
    assert found("skundai") == [1]
    assert found("skundas sutartis") == [1]
    assert found("gaveju") == [1]
    assert found("klage skundas") == []


def verified(browser: Browser, folder: Path, page: Path) -> dict[str, Any]:
    browser.open(page_of(page))
    browser.choose("#folder", folder)
    browser.wait("document.getElementById('verify-told').className !== ''")
    return {
        "told": browser.run("document.getElementById('verify-told').textContent"),
        "found": browser.run("document.getElementById('verify-found').innerText"),
    }


def test_the_page_verifies_itself_and_detects_every_changed_byte(
    browser: Browser, pack: Path, tmp_path: Path
) -> None:
    count = len(members(pack))
    assert verified(browser, pack, pack)["told"] == f"All {count} files are unchanged."
    for number, name in enumerate(members(pack)):
        copy = tmp_path / f"{number}"
        shutil.copytree(pack, copy)
        data = bytearray((copy / name).read_bytes())
        data[len(data) // 2] ^= 1
        (copy / name).write_bytes(data)
        found = verified(browser, copy, pack)
        assert "is not as it was written" in found["told"] or "cannot be read" in found["told"], name
        assert name in found["found"] or name == "manifest.json"
        shutil.rmtree(copy)


def test_the_folder_above_the_pack_will_do(browser: Browser, pack: Path, tmp_path: Path) -> None:
    shutil.copytree(pack, tmp_path / "unpacked" / "pack")
    assert "are unchanged" in verified(browser, tmp_path / "unpacked", pack)["told"]


def test_missing_and_added_files_are_named(browser: Browser, pack: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(pack, copy)
    gone = next(name for name in members(pack) if name.endswith(".jpg"))
    (copy / gone).unlink()
    (copy / "extra.txt").write_text("added")
    (copy / ".DS_Store").write_text("of the system")
    found = verified(browser, copy, copy)
    assert found["told"].endswith("Differences: 2")
    assert gone in found["found"]
    assert "extra.txt" in found["found"]
    assert ".DS_Store" not in found["found"]
    (copy / "manifest.json").unlink()
    browser.open(page_of(copy))
    browser.choose("#folder", copy)
    browser.wait("document.getElementById('verify-told').textContent.startsWith('There is no manifest')")


def test_the_own_fingerprint_is_that_of_the_browser(browser: Browser, pack: Path) -> None:
    browser.open(page_of(pack))
    script = """
    (async () => {
      for (const size of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 65537]) {
        const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7 + size) & 255);
        if (PackTools.sha256Own(bytes) !== await PackTools.sha256(bytes)) return size;
      }
      return "same";
    })()
    """
    assert browser.run(script) == "same"


def test_it_works_by_keyboard(browser: Browser, pack: Path) -> None:
    browser.open(page_of(pack))
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    assert browser.run("document.activeElement.getBoundingClientRect().top >= 0")
    browser.press("Enter")
    assert browser.run("location.hash") == "#main"
    unreachable = """
    Array.from(document.querySelectorAll('a[href], button, input'))
      .filter((one) => one.tabIndex < 0 || !(one.innerText || one.labels?.length || one.ariaLabel)).length
    """
    assert browser.run(unreachable) == 0


def test_pages_fit_a_phone(browser: Browser, pack: Path) -> None:
    browser.size(360)
    try:
        for page in pack.rglob("*.html"):
            browser.open(page.as_uri())
            assert browser.run("document.documentElement.scrollWidth") <= 360, page.name
    finally:
        browser.size(1200)


def test_colours_have_contrast(browser: Browser, pack: Path) -> None:
    browser.open(page_of(pack))
    script = """
    (() => {
      const light = (c) => { const v = c.match(/[\\d.]+/g).slice(0, 3).map((x) => { x /= 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
      const ground = (one) => { for (; one; one = one.parentElement) { const c = getComputedStyle(one).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } return "rgb(255, 255, 255)"; };
      const weak = new Set();
      for (const one of document.querySelectorAll("body *")) {
        if (!Array.from(one.childNodes).some((n) => n.nodeType === 3 && n.data.trim())) continue;
        if (one.matches("script, style") || !one.offsetParent) continue;
        const a = light(getComputedStyle(one).color), b = light(ground(one));
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) weak.add(one.className || one.tagName);
      }
      return Array.from(weak);
    })()
    """  # noqa: E501
    assert browser.run(script) == []


def test_nothing_is_asked_of_the_network(browser: Browser, pack: Path) -> None:
    browser.open(page_of(pack, "#q=values"))
    loaded = browser.run("performance.getEntriesByType('resource').map((one) => one.name)")
    assert all(address.startswith("file://") for address in loaded)


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [("en", "complaints", "ompla"), ("nb", "klagene", "klag"), ("lt", "skundai", "skund")],
)
def test_the_sample_providers_have_packs_that_open_search_and_verify(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, word: str, stem: str
) -> None:
    from tests.cli.conftest import Qms

    Qms(tmp_path).run("init", tmp_path / "w", "--demo", "--lang", language)
    qms = Qms(tmp_path / "w")
    people = tomllib.loads((tmp_path / "w" / "qms.toml").read_text(encoding="utf-8"))["people"]
    coordinator = next(one["id"] for one in people if "quality_coordinator" in one["roles"])
    monkeypatch.setenv("QMS_PERSON", coordinator)
    qms.run("sync")
    qms.run("pack", "-o", tmp_path / "pack", "--unchecked", "on-site", "--lang", language)
    pack = tmp_path / "pack"
    for page in pack.rglob("*.html"):
        for link in links_of(page.read_text(encoding="utf-8")):
            path = link.partition("#")[0]
            assert not path or (page.parent / path).is_file(), link
    browser.open(page_of(pack, f"#q={word}"))
    assert len(hits(browser)) > 5
    assert browser.run(
        "Array.from(document.querySelectorAll('mark'), (one) => one.textContent).join(' ')"
    ).count(stem)
    verified(browser, pack, pack)
    assert browser.run("document.getElementById('verify-told').className") == "good"
    assert browser.run("document.querySelectorAll('.indicator').length") == 75
