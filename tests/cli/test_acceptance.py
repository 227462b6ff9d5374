"""Hold what an acceptance test by hand once found, so that it stays mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Qms


def test_an_emptied_trail_is_damage(qms: Qms) -> None:
    qms.write("plan.txt", "Words of 1 May 2026")
    qms.sync()
    qms.run("check")
    qms.sql("delete from trail")
    found = qms.json("check", code=4)["findings"]
    assert [f["code"] for f in found if f["severity"] == "damage"] == ["trail_emptied"]


def test_a_document_cannot_end_before_it_begins(qms: Qms) -> None:
    qms.write("plan.txt", "Words of 1 May 2026")
    qms.sync()
    dates = ("--in-force-from", "2026-01-01", "--approved-by", "the board", "--until", "2025-01-01")
    refused = qms.run("evidence", "set", "plan.txt", *dates, code=2)
    assert "2025-01-01" in refused.err
    assert qms.register()["plan.txt"]["valid_until"] is None


def test_a_path_that_the_shell_completed_is_found(qms: Qms) -> None:
    qms.write("minutes/plan.txt", "Words of 1 May 2026")
    qms.sync()
    assert "minutes/plan.txt" in qms.run("evidence", "show", "evidence_store/minutes/plan.txt").out


def test_a_document_in_force_lends_its_link_the_date(qms: Qms) -> None:
    qms.write("policy.txt", "Words without any day")
    qms.sync()
    qms.run("evidence", "set", "policy.txt", "--in-force-from", "2026-01-01", "--approved-by", "the board")
    assert "2026-01-01" in qms.run("link", "policy.txt", "4", "--kind", "document").out


def test_doctor_tells_of_broken_settings(qms: Qms) -> None:
    with (qms.root / "qms.toml").open("a", encoding="utf-8") as stream:
        stream.write("\na = = b\n")
    told = qms.run("doctor", code=1)
    assert "qms.toml" in told.out


def test_show_tells_of_privacy_and_retention(qms: Qms) -> None:
    qms.write("plan.txt", "Words of 1 May 2026")
    qms.sync()
    qms.run("evidence", "set", "plan.txt", "--personal-data", "--keep-until", "2030-01-01")
    told = qms.run("evidence", "show", "plan.txt").out
    assert "personal data" in told
    assert "2030-01-01" in told


def test_every_error_has_a_hint(qms: Qms) -> None:
    refused = qms.run("init", str(qms.root), code=1)
    assert "Hint: " in refused.err


def test_a_file_of_the_open_year_does_not_hide_which_year_is_missing(qms: Qms) -> None:
    qms.write("log.txt", "Complaints answered by 1 March 2026")
    qms.sync()
    qms.run("link", "log.txt", "27", "--kind", "record", "--date", "2026-03-01")
    assert "2025" in qms.indicator("27")["reason"]
