"""Prove what a link holds, when it becomes suspect, and how a person confirms it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms


def later(qms: Qms, name: str, content: str | bytes) -> None:
    """Write a file so that its time differs whatever the clock's grain, and sync."""
    path = qms.write(name, content)
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))
    qms.sync()


def put(qms: Qms, name: str, content: str | bytes) -> None:
    """Put one file into the register."""
    qms.write(name, content)
    qms.sync()


def links(qms: Qms, name: str) -> list[dict[str, Any]]:
    """Return the links of one file."""
    found: list[dict[str, Any]] = qms.json("evidence", "show", name)["links"]
    return found


def hanging(qms: Qms, ref: str) -> dict[str, Any]:
    """Return the only evidence that hangs on an indicator."""
    (found,) = qms.indicator(ref)["evidence"]
    assert isinstance(found, dict)
    return found


def suspects(qms: Qms) -> list[tuple[str, str, str]]:
    """Return suspect links."""
    return [(s["path"], s["indicator"], s["because"]) for s in qms.json("review")["suspect"]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Complaints policy.txt", "document"),
        ("Referat ledermøte.txt", "record"),
        ("Attendance list first aid.txt", "awareness"),
        ("Brukerutvalg møte.txt", "voice"),
        ("Survey 2025.txt", "result"),
        ("Vernerunde mars.txt", "observation"),
        ("Mokymų dalyviai.txt", "awareness"),
        ("whatever.txt", "record"),
    ],
)
def test_kind_defaults_from_the_name(qms: Qms, name: str, kind: str) -> None:
    put(qms, name, "Some words")
    qms.run("link", name, "40")
    assert links(qms, name)[0]["kinds"] == [kind]


def test_kind_of_the_register_comes_before_the_name(qms: Qms) -> None:
    put(qms, "Survey.txt", "Some words")
    qms.run("evidence", "set", "Survey.txt", "--kind", "voice")
    qms.run("link", "Survey.txt", "40")
    assert links(qms, "Survey.txt")[0]["kinds"] == ["voice"]


def test_a_date_found_in_the_file_is_assumed_until_a_person_says_it(qms: Qms) -> None:
    put(qms, "m.txt", "Meeting of 12 March 2026\n\nWe decided.")
    said = qms.run("link", "m.txt", "40", "--kind", "voice").out
    assert "2026-03-12" in said
    found = hanging(qms, "40")
    assert (found["evidence_date"], found["date_assumed"]) == ("2026-03-12", True)
    qms.run("link", "m.txt", "40", "--date", "2026-03-13")
    found = hanging(qms, "40")
    assert (found["evidence_date"], found["date_assumed"]) == ("2026-03-13", False)


def test_the_time_of_the_file_is_never_its_date(qms: Qms) -> None:
    put(qms, "m.txt", "No day is named here")
    os.utime(qms.store / "m.txt", (1_700_000_000, 1_700_000_000))
    qms.sync()
    qms.run("link", "m.txt", "40", "--kind", "voice")
    assert hanging(qms, "40")["evidence_date"] is None
    assert qms.indicator("40")["reason_code"] == "no_date"
    assert qms.indicator("40")["state"] == "suspect"


def test_period(qms: Qms) -> None:
    put(qms, "log.txt", "The log")
    qms.run("link", "log.txt", "27", "--period", "2025-01-01..2025-12-31")
    assert hanging(qms, "27")["evidence_date"] == "2025-01-01..2025-12-31"


@pytest.mark.parametrize("period", ["2025", "2025-12-31..2025-01-01", "2025-13-01..2025-12-31", "..", ""])
def test_a_bad_period_is_wrong_usage(qms: Qms, period: str) -> None:
    put(qms, "log.txt", "The log")
    qms.run("link", "log.txt", "27", "--period", period, code=2)
    assert links(qms, "log.txt") == []


def test_service(qms: Qms) -> None:
    put(qms, "m.txt", "Words of 1 May 2026")
    qms.run("link", "m.txt", "40", "--kind", "voice", "--service", "day")
    shown = qms.indicator("40")
    assert {n["service"]: n["state"] for n in shown["needs"]} == {"day": "covered", "work": "missing"}
    assert shown["state"] == "partial"
    qms.run("link", "m.txt", "40", "--service", "work")
    assert hanging(qms, "40")["services"] == ["day", "work"]
    assert qms.indicator("40")["state"] == "covered"


def test_unknown_service(qms: Qms) -> None:
    put(qms, "m.txt", "Words")
    failed = qms.run("link", "m.txt", "40", "--service", "night", code=2)
    assert "day, work" in failed.err
    assert links(qms, "m.txt") == []


def test_linking_again_adds_and_takes_nothing_away(qms: Qms) -> None:
    put(qms, "m.txt", "# One\n\nFirst words\n\n# Two\n\nSecond words\n")
    qms.run("link", "m.txt", "40", "--kind", "voice", "--quote", "First words", "--note", "see here")
    again = qms.run("link", "m.txt", "40", "--kind", "record", "--quote", "Second words").out
    assert "40" in again
    (link,) = links(qms, "m.txt")
    assert link["kinds"] == ["voice", "record"]
    assert sorted(p["quote"] for p in link["pins"]) == ["First words", "Second words"]
    assert link["note"] == "see here"
    qms.run("link", "m.txt", "40", "--quote", "Second words")
    assert len(links(qms, "m.txt")[0]["pins"]) == 2


def test_many_indicators_at_once_or_none(qms: Qms) -> None:
    put(qms, "m.txt", "Words")
    qms.run("link", "m.txt", "40", "27", "equass-2018:8")
    assert sorted(x["indicator"] for x in links(qms, "m.txt")) == ["27", "40", "8"]
    put(qms, "n.txt", "More words")
    qms.run("link", "n.txt", "40", "999", code=1)
    assert links(qms, "n.txt") == []


def test_page_pin(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("First page here", "Second page here"))
    qms.run("link", "a.pdf", "40", "--kind", "voice", "--page", "2", "--date", "2026-05-01")
    assert hanging(qms, "40")["page"] == 2
    failed = qms.run("link", "a.pdf", "40", "--page", "3", code=1)
    assert "Hint: " in failed.err
    qms.run("link", "a.pdf", "40", "--page", "0", code=2)
    qms.run("link", "a.pdf", "27", "--quote", "First page")
    assert hanging(qms, "27")["page"] == 1


def test_quote_must_stand_on_the_page(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("First page here", "Second page here"))
    qms.run("link", "a.pdf", "40", "--page", "1", "--quote", "Second page", code=1)
    assert links(qms, "a.pdf") == []


def test_heading_pin_has_no_page(qms: Qms, docx_bytes: Callable[..., bytes]) -> None:
    put(
        qms,
        "m.docx",
        docx_bytes(("Heading 1", "Minutes"), "Hello", ("Heading 2", "Item 3"), "We decided to listen."),
    )
    qms.run("link", "m.docx", "40", "--kind", "voice", "--at", "Item 3", "--date", "2026-05-01")
    found = hanging(qms, "40")
    assert found["page"] is None
    assert found["label"] == "Minutes > Item 3"
    qms.run("link", "m.docx", "40", "--at", "Item 4", code=1)
    qms.run("link", "m.docx", "40", "--page", "1", code=1)


def test_sheet_pin(qms: Qms, xlsx_bytes: Callable[..., bytes]) -> None:
    put(qms, "l.xlsx", xlsx_bytes(("Day", "What"), ("2026-01-02", "A complaint about food")))
    qms.run("link", "l.xlsx", "27", "--at", "Log", "--quote", "complaint about food")
    assert hanging(qms, "27")["label"] == "Log"
    assert hanging(qms, "27")["page"] is None


def test_page_of_a_scan_is_believed(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "scan.pdf", pdf_bytes("", ""))
    qms.run("link", "scan.pdf", "40", "--kind", "voice", "--page", "2", "--date", "2026-05-01")
    assert hanging(qms, "40")["page"] == 2
    assert hanging(qms, "40")["state"] == "covered"


def test_unlink(qms: Qms) -> None:
    put(qms, "m.txt", "Words")
    qms.run("link", "m.txt", "40", "27")
    qms.run("unlink", "m.txt", "40", "8", code=1)
    assert len(links(qms, "m.txt")) == 2
    qms.run("unlink", "m.txt", "40")
    assert [x["indicator"] for x in links(qms, "m.txt")] == ["27"]
    assert "link.removed" in qms.trail()


def test_text_changed_makes_suspect_and_confirm_clears(qms: Qms) -> None:
    put(qms, "m.txt", "Old words of 1 May 2026")
    qms.run("link", "m.txt", "40", "27", "--kind", "voice")
    later(qms, "m.txt", "New words of 1 May 2026")
    assert sorted(suspects(qms)) == [
        ("m.txt", "equass-2018:27", "text_changed"),
        ("m.txt", "equass-2018:40", "text_changed"),
    ]
    shown = qms.indicator("40")
    assert (shown["state"], shown["reason_code"], shown["action_code"]) == (
        "suspect", "text_changed", "review_link",
    )  # fmt: skip
    difference = qms.run("review", "m.txt").out
    assert "[Old] words of 1 May 2026" in difference
    assert "[New] words of 1 May 2026" in difference
    qms.run("review", "m.txt", "40", "--confirm")
    assert [s[1] for s in suspects(qms)] == ["equass-2018:27"]
    qms.run("review", "m.txt", "--confirm")
    assert suspects(qms) == []
    assert qms.indicator("40")["state"] == "covered"


def test_text_that_is_changed_back_is_no_longer_suspect(qms: Qms) -> None:
    put(qms, "m.txt", "Old words of 1 May 2026")
    qms.run("link", "m.txt", "40", "--kind", "voice")
    later(qms, "m.txt", "New words of 1 May 2026")
    assert len(suspects(qms)) == 1
    later(qms, "m.txt", "Old words of 1 May 2026")
    assert suspects(qms) == []


def test_bytes_only_change_carries_over_and_is_logged(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("The same words", mark="one"))
    qms.run("link", "a.pdf", "40")
    later(qms, "a.pdf", pdf_bytes("The same words", mark="two"))
    assert len(qms.json("evidence", "show", "a.pdf")["revisions"]) == 2
    assert suspects(qms) == []
    assert qms.trail()[-1] == "link.carried_over"


def test_pinned_passage_found_elsewhere_stays_confirmed(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("Everybody is heard", "Other matters"))
    qms.run("link", "a.pdf", "40", "--kind", "voice", "--quote", "Everybody is heard", "--date", "2026-05-01")
    later(qms, "a.pdf", pdf_bytes("A new first page", "Other things altogether", "Everybody  is\nheard"))
    assert suspects(qms) == []
    assert hanging(qms, "40")["page"] == 3


def test_pinned_passage_that_is_gone_makes_suspect(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("Everybody is heard", "Other matters"))
    qms.run("link", "a.pdf", "40", "--quote", "Everybody is heard")
    later(qms, "a.pdf", pdf_bytes("Nobody is heard", "Other matters"))
    assert [s[2] for s in suspects(qms)] == ["passage_gone"]


def test_a_pin_found_in_other_words_is_told_and_confirmed_with_them(qms: Qms) -> None:
    quote = "Every complaint is written down on the same day and answered by the director."
    now = "Every complaint is written down on the same day and it is answered by the director."
    put(qms, "m.md", f"# Complaints\n\n{quote}\n\nThe box is red.\n")
    qms.run("link", "m.md", "26", "--kind", "record", "--quote", quote)
    later(qms, "m.md", f"# Complaints\n\n{now}\n\nThe box is blue.\n")
    found = qms.json("review")
    assert found["suspect"] == []
    assert [(p["quote"], p["now"]) for p in found["found_in_other_words"]] == [(quote, now)]
    assert now in " ".join(qms.run("review").out.split())
    shown = qms.json("review", "m.md")
    assert [(c["mark"], c["before"], c["after"]) for c in shown["changes"]] == [
        ("~", quote, now),
        ("~", "The box is red.", "The box is blue."),
    ]
    assert shown["pins"][0]["now"] == now
    assert "[it is]" in " ".join(qms.run("review", "m.md").out.split())
    qms.run("review", "m.md", "26", "--confirm")
    assert qms.json("review")["found_in_other_words"] == []
    assert qms.json("review", "m.md")["pins"][0]["quote"] == now


def test_any_change_of_a_file_without_text_makes_suspect(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "scan.pdf", pdf_bytes("", mark="one"))
    qms.run("link", "scan.pdf", "40", "--kind", "voice", "--date", "2026-05-01")
    later(qms, "scan.pdf", pdf_bytes("", mark="two"))
    assert [s[2] for s in suspects(qms)] == ["bytes_changed"]
    assert "text" in qms.run("review", "scan.pdf").out
    qms.run("review", "scan.pdf", "--confirm")
    assert suspects(qms) == []


def test_a_file_that_becomes_unreadable_makes_suspect(qms: Qms, docx_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.docx", docx_bytes("Words of 1 May 2026"))
    qms.run("link", "a.docx", "40", "--kind", "voice")
    later(qms, "a.docx", b"no longer a document")
    assert [s[2] for s in suspects(qms)] == ["bytes_changed"]


def test_living_spreadsheet_may_grow_but_not_shrink(qms: Qms, xlsx_bytes: Callable[..., bytes]) -> None:
    rows: list[tuple[object, ...]] = [("Day", "What"), ("2026-01-02", "Food"), ("2026-02-03", "Noise")]
    put(qms, "Complaints log.xlsx", xlsx_bytes(*rows))
    said = qms.run("link", "Complaints log.xlsx", "27", "--kind", "record").out
    assert len(said.splitlines()) > 1
    assert qms.register()["Complaints log.xlsx"]["living"] is True
    later(qms, "Complaints log.xlsx", xlsx_bytes(*rows, ("2026-03-04", "Heating")))
    assert suspects(qms) == []
    later(qms, "Complaints log.xlsx", xlsx_bytes(*rows[:2]))
    assert [s[2] for s in suspects(qms)] == ["text_changed"]


def test_a_spreadsheet_that_is_not_living(qms: Qms, xlsx_bytes: Callable[..., bytes]) -> None:
    put(qms, "log.xlsx", xlsx_bytes(("a", "b")))
    qms.run("link", "log.xlsx", "27", "--kind", "record")
    qms.run("evidence", "set", "log.xlsx", "--not-living")
    later(qms, "log.xlsx", xlsx_bytes(("a", "b"), ("c", "d")))
    assert [s[2] for s in suspects(qms)] == ["text_changed"]


def test_unknown_reference_suggests(qms: Qms) -> None:
    put(qms, "m.txt", "Words")
    failed = qms.run("link", "m.txt", "226", code=1)
    assert failed.err.startswith("Error: ")
    assert "26" in failed.err.splitlines()[1]
    for words in (
        ("unlink", "m.txt", "999"),
        ("indicator", "show", "999"),
        ("search", "x", "--indicator", "999"),
        ("search", "x", "--principle", "99"),
        ("review", "m.txt", "999", "--confirm"),
        ("evidence", "list", "--indicator", "999"),
    ):
        assert qms.run(*words, code=1).err.startswith("Error: "), words
    qms.run("link", "m.txt", "nope:26", code=1)


def test_unknown_file_suggests(qms: Qms) -> None:
    put(qms, "folder/minutes.txt", "Words")
    failed = qms.run("link", "minutess.txt", "40", code=1)
    assert "folder/minutes.txt" in failed.err.splitlines()[1]


def test_a_bare_name_is_enough_when_it_is_unique(qms: Qms) -> None:
    put(qms, "a/minutes.txt", "Words")
    qms.run("link", "minutes.txt", "40")
    put(qms, "b/minutes.txt", "Others")
    failed = qms.run("link", "minutes.txt", "40", code=1)
    assert "a/minutes.txt" in failed.err
    assert "b/minutes.txt" in failed.err


def test_a_vanished_file_cannot_be_linked(qms: Qms) -> None:
    put(qms, "m.txt", "Words")
    (qms.store / "m.txt").unlink()
    qms.sync()
    qms.run("link", "m.txt", "40", code=1)


def test_a_link_needs_somebody(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    put(qms, "m.txt", "Words")
    monkeypatch.delenv("QMS_PERSON")
    monkeypatch.setattr("getpass.getuser", lambda: "stranger")
    failed = qms.run("link", "m.txt", "40", code=1)
    assert "--as" in failed.err
    qms.run("--as", "nobody", "link", "m.txt", "40", code=2)
    qms.run("--as", "dora", "link", "m.txt", "40")
    assert links(qms, "m.txt")[0]["confirmed_by"] == "dora"


def test_a_linked_file_that_vanishes_keeps_its_link_and_counts_as_missing(qms: Qms) -> None:
    put(qms, "m.txt", "Words of 1 May 2026")
    qms.run("link", "m.txt", "40", "--kind", "voice")
    (qms.store / "m.txt").unlink()
    qms.sync()
    shown = qms.indicator("40")
    assert (shown["state"], shown["reason_code"]) == ("missing", "evidence_missing")
    assert "m.txt" in shown["next_action"]
