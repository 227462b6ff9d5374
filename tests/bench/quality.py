"""Measure how well search finds: recall at 5 and mean reciprocal rank of labelled queries, against plain Whoosh.

Run as `python -m tests.bench.quality [--failures] [--heldout | FILE]`. Queries and the units that answer them stand in
`queries*.yaml`; those held out, on which nothing is tuned, are measured apart from the others.
All systems get the same texts, the same titles and paths, and rank by text alone: no register, no links.
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

from indexer.extract import Extraction, Extractor, Unit
from indexer.index import Index, IndexDocument
from indexer.ranking import Wish
from qms.model.evidence import Unit as ModelUnit
from qms.results.own_words import without_explanations
from tests.bench.ground import Ground, Row

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

STORES = Path(__file__).resolve().parents[2] / "evidence_store"
HELDOUT = Path(__file__).with_name("queries_heldout.yaml")
QUERIES = tuple(sorted(set(Path(__file__).parent.glob("queries*.yaml")) - {HELDOUT}))
"""The files of the queries that search was tuned on."""
TOP = 5
DEPTH = 50  # places that are looked at for the first answer
WISH = Wish(DEPTH)
OURS, AND, OR = "qms", "whoosh and", "whoosh or"
Place = tuple[str, int]
"""Path and number of a unit."""
Search = Callable[[str], list[Place]]


@dataclass(frozen=True)
class Answer:
    """Hold a unit that answers, any unit of a file when `number` is None; grade 2 is what was asked for, 1 helps."""

    path: str
    number: int | None
    label: str | None
    grade: int

    def is_met_by(self, place: Place) -> bool:
        """Say whether a hit is this answer."""
        return place[0] == self.path and self.number in {None, place[1]}


@dataclass(frozen=True)
class Query:
    """Hold one labelled query."""

    id: str
    lang: str
    store: str
    query: str
    why: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Outcome:
    """Hold how one system answered: share of answers among the first five hits, and the rank of the first good one."""

    query: Query
    recall: float
    rank: int | None

    @property
    def reciprocal(self) -> float:
        """Return 1 / rank, 0 when no answer was found."""
        return 1 / self.rank if self.rank else 0.0


def load_queries(files: Iterable[Path] = QUERIES) -> list[Query]:
    """Return the labelled queries of these files; paths are NFC, as the program shows them."""
    found = []
    for file in files:
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            answers = tuple(
                Answer(nfc(a["path"]), a.get("number"), a.get("label"), a.get("grade", 2))
                for a in entry["answers"]
            )
            found.append(Query(**{**entry, "answers": answers}))
    return found


@cache
def read_store(store: str) -> dict[str, Extraction]:
    """Return what was read from every file of a store and from every attachment, by path."""
    root = STORES / store
    files = sorted(path for path in root.rglob("*") if path.is_file())
    found: dict[str, Extraction] = {}
    with Extractor(2) as extractor:
        for path, extraction in extractor.extract_many(files):
            outer = nfc(Path(str(path)).relative_to(root).as_posix())
            found[outer] = searchable(extraction)
            for part in extraction.attachments:
                inner = extractor.extract_bytes(part.name, part.data)
                found[f"{outer}#{part.index}/{nfc(part.name)}"] = inner
    return dict(sorted(found.items()))


def searchable(extraction: Extraction) -> Extraction:
    """Return what `qms` indexes of a file: without what our own workbooks explain."""
    units = [ModelUnit(u.kind, u.number, u.label, u.text) for u in extraction.units]
    kept = [Unit(u.kind, u.number, u.label, u.text) for u in without_explanations(units)]  # type: ignore[arg-type]
    return replace(extraction, units=tuple(kept))


def ours(texts: dict[str, Extraction], index: Index) -> Search:
    """Index as `qms` does and return a search; where no file holds all words, "did you mean" is followed."""
    index.write(
        IndexDocument(path, "", one.title, path, one.units, one.language) for path, one in texts.items()
    )

    def search(query: str) -> list[Place]:
        result = index.search(query, wish=WISH)
        if not result.total and result.did_you_mean:
            result = index.search(result.did_you_mean, wish=WISH)
        return [(hit.key, hit.number) for hit in (*result.hits, *result.near)]

    return search


def plain(texts: dict[str, Extraction]) -> Any:
    """Return an index of Whoosh made as its manual shows, with a document a unit or for a file without text."""
    schema = Schema(title=TEXT, path=TEXT, content=TEXT, key=STORED, number=STORED)
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for path, one in texts.items():
        for number, text in [(unit.number, unit.text) for unit in one.units] or [(1, "")]:
            writer.add_document(title=one.title, path=path, content=text, key=path, number=number)
    writer.commit()
    return index


def theirs(index: Any, group: Any) -> Search:
    """Return a search of all three fields at once, words joined by `group`.

    Where nothing is found, Whoosh's own correction of the query is searched, so that this is no advantage of ours.
    """
    parser = MultifieldParser(["title", "path", "content"], index.schema, group=group)

    def search(query: str) -> list[Place]:
        asked = parser.parse(nfc(query))
        with index.searcher() as searcher:
            hits = searcher.search(asked, limit=DEPTH)
            if not hits:
                hits = searcher.search(searcher.correct_query(asked, query).query, limit=DEPTH)
            return [(hit["key"], hit["number"]) for hit in hits]

    return search


def judge(query: Query, places: list[Place]) -> Outcome:
    """Judge the hits of one query; a query with more than five answers asks for five of them."""
    met = sum(any(answer.is_met_by(place) for place in places[:TOP]) for answer in query.answers)
    proper = [answer for answer in query.answers if answer.grade == 2]
    rank = next(
        (at for at, place in enumerate(places, 1) if any(answer.is_met_by(place) for answer in proper)), None
    )
    return Outcome(query, min(1.0, met / min(TOP, len(query.answers))), rank)


def outcomes(files: Iterable[Path] = QUERIES) -> dict[str, list[Outcome]]:
    """Ask all systems all queries, store by store, and return what came of it by system."""
    queries = load_queries(files)
    found: dict[str, list[Outcome]] = {OURS: [], AND: [], OR: []}
    for store in dict.fromkeys(query.store for query in queries):
        texts = read_store(store)
        with tempfile.TemporaryDirectory() as folder, Index(Path(folder) / "index") as index:
            other = plain(texts)
            systems = {
                OURS: ours(texts, index),
                AND: theirs(other, AndGroup),
                OR: theirs(other, OrGroup),
            }
            for name, search in systems.items():
                found[name] += [judge(one, search(one.query)) for one in queries if one.store == store]
    return found


def measure(files: Iterable[Path] = QUERIES) -> dict[str, Any]:
    """Return the figures of every system, overall ("all") and per language, and our queries that fell short.

    {"queries": {"all": n, lang: n}, "systems": {name: {"all" | lang: {"recall": 0-1, "mrr": 0-1}}},
    "failures": [{"id", "query", "rank" (None: not found), "recall"}]}.
    """
    found = outcomes(files)
    languages = ["all", *dict.fromkeys(one.query.lang for one in found[OURS])]

    def of(name: str, lang: str) -> list[Outcome]:
        return [one for one in found[name] if lang in {"all", one.query.lang}]

    return {
        "queries": {lang: len(of(OURS, lang)) for lang in languages},
        "systems": {
            name: {
                lang: {
                    "recall": fmean(one.recall for one in of(name, lang)),
                    "mrr": fmean(one.reciprocal for one in of(name, lang)),
                }
                for lang in languages
            }
            for name in found
        },
        "failures": [
            {"id": one.query.id, "query": one.query.query, "rank": one.rank, "recall": one.recall}
            for one in found[OURS]
            if one.recall < 1 or one.rank != 1
        ],
    }


def table(found: dict[str, Any]) -> list[str]:
    """Return the figures as lines of text."""
    names = list(found["systems"])
    width = max(map(len, names)) + 1
    head = "".join(f"{name:>{width}}" for name in names)
    lines = [
        f"{'':12}{'recall at 5':>{len(head)}}{'mean reciprocal rank':>{len(head)}}",
        f"lang queries{head}{head}",
    ]
    for lang, count in found["queries"].items():
        figures = [found["systems"][name][lang] for name in names]
        shown = [figure[part] for part in ("recall", "mrr") for figure in figures]
        lines.append(f"{lang:<4}{count:>8}" + "".join(f"{value:>{width}.3f}" for value in shown))
    return lines


def quality(_: Ground) -> Iterator[Row]:
    """Yield the lines of the page of benchmarks, those of the held-out queries last."""
    yield from _rows("search quality", measure())
    yield from _rows("search quality (held-out)", measure([HELDOUT]))


def _rows(title: str, found: dict[str, Any]) -> Iterator[Row]:
    """Yield each figure beside that of the better plain search."""
    for lang, count in found["queries"].items():
        for figure, called in (("recall", "recall at 5"), ("mrr", "mean reciprocal rank")):
            values = {name: found["systems"][name][lang][figure] for name in found["systems"]}
            best = max(values[AND], values[OR])
            told = f"{count} queries; whoosh with AND {values[AND]:.3f}, with OR {values[OR]:.3f}"
            of = "all languages" if lang == "all" else lang
            measured, wanted = f"{values[OURS]:.3f}", f"more than {best:.3f}"
            yield Row(0, f"{title}, {of}: {called}", wanted, measured, values[OURS] > best, told)


def main(arguments: list[str]) -> None:
    """Print the table, with `--failures` also our queries that fell short."""
    files = [HELDOUT] if "--heldout" in arguments else [Path(a) for a in arguments if not a.startswith("-")]
    found = measure(files or QUERIES)
    lines = table(found)
    if "--failures" in arguments:
        lines += ["", "id       rank  recall  query"]
        lines += [
            f"{one['id']:<8} {one['rank'] or '-':>4}  {one['recall']:>6.2f}  {one['query']}"
            for one in found["failures"]
        ]
    sys.stdout.write("\n".join(lines) + "\n")


def nfc(text: str) -> str:
    """Return a path as the program shows it."""
    return unicodedata.normalize("NFC", text)


if __name__ == "__main__":
    main(sys.argv[1:])
