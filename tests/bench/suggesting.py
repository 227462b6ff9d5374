"""Measure how well proposals meet what people decided: recall at 3 and precision at 1, against searching for titles.

Run as `python -m tests.bench.suggesting [--failures] [--heldout | FOLDER]`. A folder holds files and `labels.yaml`: a
list of path, lang, and indicators (those that the file proves, best first). The held-out ones are written by somebody
who has not seen the query packs, and nothing is tuned on them; the tuning set is the sample stores with the decisions
of the samples. The other systems search the title of every indicator, in the language of the file; the indicators
under which a file comes up best are theirs for it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import yaml

from indexer.extract import Extractor
from indexer.index import Index
from qms.catalogue.loader import load_framework
from qms.catalogue.packs import load_packs
from qms.coverage.scoring import Scorer, Subject
from qms.coverage.suggesting import LEAST, LEAST_OF_MANY
from qms.coverage.wording import Matcher
from qms.evidence.kinds import propose_kinds
from qms.evidence.relevance import is_put_away
from tests.bench import quality
from tests.bench.ground import Ground, Row
from tests.bench.suggestions.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.extract import Extraction

FRAMEWORK = "equass-2018"
SAMPLES = Path(__file__).resolve().parents[2] / "qms" / "samples"
STORES = {"ireland": "en", "norway": "nb", "lithuania": "lt"}
TOP = 3
OURS, SEARCH, ANY, OR = "qms suggest", "title, qms search", "title, any word", "title, whoosh or"
Scores = dict[str, dict[str, float]]
"""Score by indicator, by path of the file."""


@dataclass(frozen=True)
class Label:
    """Hold what a file proves, best first; nothing for a file that proves nothing."""

    path: str
    lang: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """Hold files of one provider as they were read, by path, with the labels of some of them."""

    name: str
    texts: dict[str, Extraction]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Outcome:
    """Hold how one system did for a file, or for an indicator (`label.path` is then its reference)."""

    label: Label
    proposed: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Return the share of what is right (three at most) among the first three."""
        right = set(self.label.indicators)
        return min(1.0, len(right & set(self.proposed[:TOP])) / min(TOP, len(right)))

    @property
    def first(self) -> float:
        """Return 1 where the first one is right, else 0."""
        return float(bool(self.proposed) and self.proposed[0] in self.label.indicators)


def tuning() -> list[Labelled]:
    """Return the sample stores, with the links of the samples as labels."""
    found = []
    for store, lang in STORES.items():
        folder = SAMPLES / store / "decisions"
        paths = {row["id"]: row["path"] for row in _rows(folder / "evidence.jsonl")}
        linked: dict[str, list[str]] = defaultdict(list)
        for row in _rows(folder / "links.jsonl"):
            if row["framework"] == FRAMEWORK:
                linked[paths[row["evidence"]]].append(row["indicator"])
        texts = quality.read_store(store)
        labels = (Label(path, lang, tuple(refs)) for path, refs in sorted(linked.items()) if path in texts)
        found.append(Labelled(store, texts, tuple(labels)))
    return found


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text("utf-8").splitlines():
        yield json.loads(line)


def from_folder(folder: Path) -> list[Labelled]:
    """Return the files of a folder with their labels; files of one language are one provider's."""
    labels = [
        Label(quality.nfc(entry["path"]), entry["lang"], tuple(map(str, entry["indicators"])))
        for entry in yaml.safe_load((folder / "labels.yaml").read_text("utf-8"))
    ]
    texts = _read(folder)
    if missing := [label.path for label in labels if label.path not in texts]:
        raise ValueError(f"no such files: {missing[:3]}")
    found = []
    for lang in dict.fromkeys(label.lang for label in labels):
        own = tuple(label for label in labels if label.lang == lang)
        found.append(Labelled(lang, {label.path: texts[label.path] for label in own}, own))
    return found


@cache
def heldout() -> list[Labelled]:
    """Return the held-out set, whose files are made when it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        return from_folder(Path(folder))


@cache
def _read(folder: Path) -> dict[str, Extraction]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "labels.yaml")
    with Extractor(2) as extractor:
        return {
            quality.nfc(Path(str(path)).relative_to(folder).as_posix()): quality.searchable(found)
            for path, found in extractor.extract_many(files)
        }


@cache
def scorer() -> Scorer:
    """Return what weighs files as the program does."""
    needs = {
        i.ref: frozenset(kind for need in i.rule.needs for kind in need)
        for i in load_framework(FRAMEWORK).indicators
    }
    return Scorer([Matcher(pack) for pack in load_packs(FRAMEWORK).values()], needs)


def ours(store: Labelled) -> Scores:
    """Return what `qms suggest` goes by: nothing is linked yet, and all is open."""
    lang = {label.path: label.lang for label in store.labels}
    scores: Scores = {}
    for path, one in store.texts.items():
        language = one.language or lang.get(path)
        kinds = propose_kinds(path, one.title)
        subject = Subject(path, one.title, language, one.units, kinds, is_put_away(path))  # type: ignore[arg-type]
        scores[path] = {w.ref: w.score for w in scorer().weigh(subject)}
    return scores


def by_title(store: Labelled, search: Callable[[str], list[quality.Place]], glue: str = " ") -> Scores:
    """Return the scores of searching every title: 1 for the first file that comes up, 1/2 for the second."""
    framework = load_framework(FRAMEWORK)
    scores: Scores = {path: {} for path in store.texts}
    for lang in dict.fromkeys(label.lang for label in store.labels):
        own = {label.path for label in store.labels if label.lang == lang}
        for indicator in framework.indicators:
            title = framework.title("indicators", indicator.ref, lang)
            words = title.replace(",", " ").replace("/", " ").split()
            found = search(glue.join(words))
            for place, path in enumerate(dict.fromkeys(path for path, _ in found), 1):
                if path in own:
                    scores[path][indicator.ref] = 1 / place
    return scores


def scores_of(store: Labelled) -> dict[str, Scores]:
    """Let all systems score the files of one provider."""
    with tempfile.TemporaryDirectory() as folder, Index(Path(folder) / "index") as index:
        own = quality.ours(store.texts, index)
        plain = quality.theirs(quality.plain(store.texts), quality.OrGroup)
        return {
            OURS: ours(store),
            SEARCH: by_title(store, own),
            ANY: by_title(store, own, " OR "),
            OR: by_title(store, plain),
        }


def for_files(store: Labelled, scores: Scores, least: float) -> list[Outcome]:
    """Return the indicators proposed for each labelled file, best first."""
    return [Outcome(label, _best(scores[label.path], least)) for label in store.labels if label.indicators]


def for_indicators(store: Labelled, scores: Scores, least: float) -> list[Outcome]:
    """Return the files proposed for each indicator that some file proves, best first."""
    proving: dict[str, list[str]] = defaultdict(list)
    for label in store.labels:
        for ref in label.indicators:
            proving[ref].append(label.path)
    labelled = [label.path for label in store.labels]
    found = []
    for ref, paths in proving.items():
        by_path = {path: scores[path].get(ref, 0.0) for path in labelled}
        found.append(Outcome(Label(ref, store.name, tuple(paths)), _best(by_path, least)))
    return found


def _best(scores: dict[str, float], least: float) -> tuple[str, ...]:
    enough = [name for name, score in scores.items() if score >= least and score > 0]
    return tuple(sorted(enough, key=lambda name: (-scores[name], name)))


def measure(stores: Iterable[Labelled]) -> dict[str, Any]:
    """Return the figures of every system, for files overall ("all") and by language, and for indicators.

    {"files": {"all": n, lang: n}, "systems": {name: {"all" | lang | "indicators": {"recall", "first"}}},
    "idle": (files that prove nothing, those of them that something is proposed for), "failures": [Outcome]}.
    """
    files: dict[str, list[Outcome]] = defaultdict(list)
    indicators: dict[str, list[Outcome]] = defaultdict(list)
    idle = [0, 0]
    for store in stores:
        for name, scores in scores_of(store).items():
            of_many = (LEAST, LEAST_OF_MANY) if name == OURS else (0.0, 0.0)
            files[name] += for_files(store, scores, of_many[0])
            indicators[name] += for_indicators(store, scores, of_many[1])
            if name == OURS:
                nothing = [label for label in store.labels if not label.indicators]
                idle[0] += len(nothing)
                idle[1] += sum(bool(_best(scores[label.path], LEAST)) for label in nothing)
    languages = ["all", *dict.fromkeys(one.label.lang for one in files[OURS])]
    return {
        "files": {lang: len(_of(files[OURS], lang)) for lang in languages},
        "indicators": len(indicators[OURS]),
        "systems": {
            name: {lang: _figures(_of(found, lang)) for lang in languages}
            | {"indicators": _figures(indicators[name])}
            for name, found in files.items()
        },
        "idle": tuple(idle),
        "proposed": fmean(min(TOP, len(one.proposed)) for one in files[OURS]),
        "failures": [one for one in files[OURS] if one.recall < 1 or not one.first],
    }


def _of(found: list[Outcome], lang: str) -> list[Outcome]:
    return [one for one in found if lang in {"all", one.label.lang}]


def _figures(found: list[Outcome]) -> dict[str, float]:
    return {"recall": fmean(one.recall for one in found), "first": fmean(one.first for one in found)}


def suggest(_: Ground) -> Iterator[Row]:
    """Yield the lines of the page of benchmarks: of the tuning set, and of the held-out one last."""
    yield from _lines("suggestions (tuning set)", measure(tuning()))
    yield from _lines("suggestions (held-out)", measure(heldout()))


def _lines(title: str, found: dict[str, Any]) -> Iterator[Row]:
    """Yield each figure beside that of the best search for titles."""
    parts = {lang: f"{count} files" for lang, count in found["files"].items()}
    parts["indicators"] = f"{found['indicators']} indicators with files"
    for part, count in parts.items():
        called = {"all": "all languages", "indicators": "files for an indicator"}.get(part, part)
        for figure, name in (("recall", "recall at 3"), ("first", "precision at 1")):
            values = {system: found["systems"][system][part][figure] for system in found["systems"]}
            others = {system: value for system, value in values.items() if system != OURS}
            told = "; ".join(f"{system} {value:.3f}" for system, value in others.items())
            best, mine = max(others.values()), values[OURS]
            work = f"{title}, {called}: {name}"
            yield Row(0, work, f"more than {best:.3f}", f"{mine:.3f}", mine > best, f"{count}; {told}")


def table(found: dict[str, Any]) -> list[str]:
    """Return the figures as lines of text."""
    lines = [f"{'':18}{'files':>6}  {'':20}recall at 3  precision at 1"]
    for part, count in {**found["files"], "indicators": found["indicators"]}.items():
        for name, figures in found["systems"].items():
            values = figures[part]
            lines.append(f"{part:18}{count:>6}  {name:20}{values['recall']:>11.3f}{values['first']:>16.3f}")
    idle, disturbed = found["idle"]
    lines.append(f"{found['proposed']:.2f} proposals a file, three at most")
    lines.append(f"{idle} files prove nothing; for {disturbed} of them something is proposed")
    return lines


def main(arguments: list[str]) -> None:
    """Print the table, with `--failures` also the files of which something was missed, the worst first."""
    folders = [Path(a) for a in arguments if not a.startswith("-")]
    chosen = heldout() if "--heldout" in arguments else [s for f in folders for s in from_folder(f)]
    found = measure(chosen or tuning())
    lines = table(found)
    if "--failures" in arguments:
        worst = sorted(found["failures"], key=lambda one: (one.recall, one.first, one.label.path))
        lines += [
            f"{one.recall:.2f} {one.label.lang} {one.label.path}: {', '.join(one.label.indicators)};"
            f" proposed: {', '.join(one.proposed[:TOP]) or '-'}"
            for one in worst
        ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
