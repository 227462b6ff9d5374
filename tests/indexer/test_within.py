"""Prove that a proposal of other words says nothing of files that are unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.extract import Unit
from indexer.index import Index, IndexDocument, Wish

if TYPE_CHECKING:
    from pathlib import Path


def document(key: str, text: str) -> IndexDocument:
    return IndexDocument(
        key=key, stamp="1", title=key, path=key, units=[Unit("section", 1, "", text)], language="en"
    )


@pytest.mark.parametrize(
    ("query", "everybody", "some"),
    [
        ("zorblekct", "zorbleckt", "zorblockt"),  # the nearest word stands in what is unseen only
        ("zorbleckt", None, "zorblockt"),  # that the word itself stands there is not told either
        ("zorblock*", None, None),
    ],
)
def test_a_proposal_knows_nothing_of_unseen_files(
    tmp_path: Path, query: str, everybody: str | None, some: str | None
) -> None:
    with Index(tmp_path / "index") as index:
        index.write(
            [document("seen", "the zorblockt of the house"), document("unseen", "a zorbleckt person")]
        )
        whole = index.search(query, allow={"seen", "unseen"})
        part = index.search(query, allow={"seen"}, wish=Wish(20, unseen={"unseen"}))
        nothing = index.search(query, allow=set(), wish=Wish(20, unseen={"seen", "unseen"}))
    assert (whole.did_you_mean, part.did_you_mean, nothing.did_you_mean) == (everybody, some, None)
    assert all(hit.key == "seen" for hit in (*part.hits, *part.near))
