from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms.evidence.listing import Listed
from qms.evidence.relevance import (
    CONFIRMED,
    DRAFT,
    EXPIRED,
    IN_FORCE,
    OLD,
    RECENT,
    SUSPECT,
    Relevances,
    is_put_away,
    relevance,
)
from qms.model.evidence import Evidence, Link
from qms.model.words import EvidenceKind, EvidenceStatus

DAY = date(2026, 6, 1)


def item(path: str = "a.txt", suspect: tuple[str | None, ...] = (), **facts: Any) -> Listed:
    """Return a file with a link for each of `suspect`."""
    evidence = Evidence(
        "e-1", "evidence", path, EvidenceStatus.PRESENT, "0", 1, (), "", None, 1, None, **facts
    )
    links = tuple(
        Link(
            *("l", "e-1", "equass-2018", "26", (EvidenceKind.RECORD,), (), None, None, True, why),
            *("", (), "ada", "2026-01-01"),
        )
        for why in suspect
    )
    return Listed(evidence, links)


@pytest.mark.parametrize(
    ("listed", "factor"),
    [
        (item(), 1.0),
        (item(suspect=(None,)), CONFIRMED),
        (item(suspect=("text_changed",)), SUSPECT),
        (item(suspect=("text_changed", None)), CONFIRMED),
        (item(valid_until=date(2026, 5, 31)), EXPIRED),
        (item(valid_until=DAY), 1.0),
        (item(in_force_from=date(2026, 1, 1)), IN_FORCE),
        (item(in_force_from=date(2026, 7, 1)), 1.0),
        (item(in_force_from=date(2024, 1, 1), valid_until=date(2025, 1, 1)), EXPIRED),
        (item(date_from=date(2026, 1, 1)), RECENT),
        (item(date_from=date(2023, 1, 1)), 1.0),
        (item(date_from=date(2015, 1, 1)), OLD),
        (item(date_from=date(2027, 1, 1)), 1.0),
        (item("Utkast/a.txt", (None,)), CONFIRMED * DRAFT),
    ],
)
def test_what_the_register_knows_makes_a_file_count_more_or_less(listed: Listed, factor: float) -> None:
    assert relevance(listed, DAY) == pytest.approx(factor)
    assert Relevances({"e-1": listed}, DAY).get("e-1") == pytest.approx(factor)
    assert Relevances({"e-1": listed}, DAY).get("other", 1.0) == 1.0


@pytest.mark.parametrize(
    "path", ["x draft.docx", "Arkiv/x.pdf", "UTKAST_2.odt", "plan-Kopi.txt", "Juodraštis.doc", "old/x"]
)
def test_names_that_tell_of_a_draft_or_of_something_put_away(path: str) -> None:
    assert is_put_away(path)


@pytest.mark.parametrize(
    "path", ["x.docx", "Arkivloven.pdf", "drafting.txt", "copyright.txt", "gold.txt", "Seniorer.pdf"]
)
def test_other_names(path: str) -> None:
    assert not is_put_away(path)
