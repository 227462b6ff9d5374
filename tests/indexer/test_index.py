from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import segments
from indexer.extract import Unit
from indexer.index import (
    HelperLost,
    Index,
    IndexDamaged,
    IndexDocument,
    IndexLocked,
    QueryProblem,
    SearchResult,
    Wish,
)

Make = Callable[..., IndexDocument]
ROOT = Path(__file__).resolve().parents[2]


def keys(result: SearchResult) -> list[str]:
    return list(dict.fromkeys(hit.key for hit in result.hits))


class TestWords:
    @pytest.fixture(autouse=True)
    def _filled(self, index: Index, document: Make) -> None:
        self.index = index
        index.write(
            [
                document(
                    "nb", "Vi har rutiner for klagebehandlingen, og brukerne kjenner dem. Møtet er i år."
                ),
                document(
                    "lt",
                    "Visi gauti skundų žurnale įrašai yra registruojami, ir įmonės darbuotojai tai žino.",
                ),
                document(
                    "en", "All complaints are logged by the organisation, see § 5, 1.1.1 and form A-12."
                ),
                document("other", "Something about 1.1.10, form A-120 and section 5 of the code."),
            ]
        )

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("klagebehandling", ["nb"]),
            ("KLAGEBEHANDLINGER", ["nb"]),
            ("rutinen", ["nb"]),
            ("bruker", ["nb"]),
            ("møter", ["nb"]),
            ("moter", ["nb"]),
            ("skundas", ["lt"]),
            ("skundai", ["lt"]),
            ("skundą", ["lt"]),
            ("skundu", ["lt"]),
            ("imone", ["lt"]),
            ("complaint", ["en"]),
            ("organization", ["en"]),
            ("1.1.1", ["en"]),
            ("A-12", ["en"]),
            ("a\u201112", ["en"]),
            ("§ 5", ["en"]),
            ("§5", ["en"]),
            ('"§ 5"', ["en"]),
            ("A-12*", ["en", "other"]),
            ('"form A-12"', ["en"]),
            ('"complaints are logged"', ["en"]),
            ('"complaint are logged"', []),
            ('"logged complaints"', []),
            ("skund* ", ["lt"]),
            ("klagebeh*", ["nb"]),
            ("complaint OR skundas", ["en", "lt"]),
            ("form -complaint", ["other"]),
            ("form -§5", ["other"]),
            ("zzz", []),
            ("complaint zzz", []),
        ],
    )
    def test_finds(self, query: str, expected: list[str]) -> None:
        found = self.index.search(query)
        assert sorted(keys(found)) == expected
        assert found.total == len(expected)

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_queries_in_any_composition(self, form: str) -> None:
        assert keys(self.index.search(unicodedata.normalize(form, "møtene"))) == ["nb"]
        assert keys(self.index.search(unicodedata.normalize(form, "skundų"))) == ["lt"]

    def test_snippet_marks_what_was_found(self) -> None:
        (hit,) = self.index.search("klagebehandling bruker").hits
        assert [piece for piece, is_match in hit.snippet if is_match] == ["klagebehandlingen", "brukerne"]
        assert hit.words == ("klagebehandling", "bruker")

    def test_problem_in_words(self) -> None:
        with pytest.raises(QueryProblem, match="star"):
            self.index.search("*")


def test_decomposed_text_is_found(index: Index, document: Make) -> None:
    index.write(
        [document("a", unicodedata.normalize("NFD", "Årsrapport om møter"), path="A\u030arsplan.docx")]
    )
    assert (
        keys(index.search("årsrapport"))
        == keys(index.search("arsrapport"))
        == keys(index.search("årsplan"))
        == ["a"]
    )


def test_words_spread_over_the_pages_of_a_file_still_match(index: Index, document: Make) -> None:
    index.write(
        [
            document("spread", "about participation", "nothing", "about leadership"),
            document("together", "nothing", "participation and leadership"),
            document("half", "about participation"),
        ]
    )
    found = index.search("participation leadership")
    assert found.total == 2
    assert [(hit.key, hit.number) for hit in found.hits][:1] == [("together", 2)]
    assert {(hit.key, hit.number) for hit in found.hits[1:]} == {("spread", 1), ("spread", 3)}


def test_the_units_of_a_file_follow_one_another_and_the_limit_counts_files(
    index: Index, document: Make
) -> None:
    index.write(
        [
            document("a", "complaint complaint", "complaint", "complaint x", "one complaint more", "no"),
            document("b", "a complaint of many"),
        ]
    )
    found = index.search("complaint")
    assert [(hit.key, hit.place) for hit in found.hits] == [("a", 1)] * 3 + [("b", 2)]
    assert found.hits[0].number == 1
    assert found.total == 2
    one = index.search("complaint", wish=Wish(1, units=2))
    assert [hit.key for hit in one.hits] == ["a", "a"]
    assert one.total == 2


def test_title_and_path_are_found(index: Index, document: Make) -> None:
    index.write([document("a", "text", title="Klageprosedyre", path="Ledelse/Referat_2025-03-12.docx")])
    (hit,) = index.search("klageprosedyren").hits
    assert (hit.by_name, hit.kind, hit.number) == (True, "page", 1)
    assert keys(index.search("referat text")) == keys(index.search("2025-03-12")) == ["a"]
    assert not index.search('"klageprosedyre ledelse"').hits


def test_files_without_text_are_found_by_name(index: Index, document: Make) -> None:
    index.write([document("photo", path="bilder/felles tur.jpg")])
    assert keys(index.search("tur")) == ["photo"]


def test_labels_are_searched_and_shown(index: Index) -> None:
    index.write(
        [IndexDocument("a", "s", "", "", [Unit("section", 3, "Complaints > How to", "Write to us.")])]
    )
    (hit,) = index.search("complaint write").hits
    assert (hit.kind, hit.number, hit.label) == ("section", 3, "Complaints > How to")


class TestRestriction:
    @pytest.fixture(autouse=True)
    def _filled(self, index: Index, document: Make) -> None:
        self.index = index
        index.write([document(str(number), "a complaint here") for number in range(30)])

    def test_empty_allow_gives_nothing(self) -> None:
        assert self.index.search("complaint", allow=set()) == SearchResult(0, ())
        assert self.index.search("complaint", allow=[]) == SearchResult(0, ())

    def test_allow_restricts_hits_and_total(self) -> None:
        found = self.index.search("complaint", allow={"3", "4", "unknown"}, wish=Wish(1))
        assert found.total == 2
        assert len(found.hits) == 1
        assert found.hits[0].key in {"3", "4"}

    def test_boost_changes_the_order(self) -> None:
        assert self.index.search("complaint", wish=Wish(5, boost={"17": 3.0})).hits[0].key == "17"

    def test_qualifiers(self) -> None:
        def resolve(name: str, value: str) -> set[str] | None:
            return {value} if name == "id" else None

        assert keys(self.index.search("complaint id:7", resolve=resolve)) == ["7"]
        assert keys(self.index.search("id:7", resolve=resolve)) == ["7"]
        assert self.index.search("id:7", resolve=resolve, allow={"8"}).total == 0
        assert self.index.search("complaint -id:7", resolve=resolve).total == 29

    def test_total_is_not_cut_by_the_limit(self) -> None:
        assert self.index.search("complaint", wish=Wish(5)).total == 30


class TestWriting:
    def test_stamps_tell_what_is_in(self, index: Index, document: Make) -> None:
        assert index.stamps() == {}
        index.write([document("a", "one", stamp="1"), document("b", stamp="2")])
        assert index.stamps() == {"a": "1", "b": "2"}
        index.write([document("a", "two", stamp="3")], remove=["b", "never"])
        assert index.stamps() == {"a": "3"}
        assert index.search("one").total == index.search("two").total - 1 == 0

    def test_a_failed_batch_changes_nothing(self, index: Index, document: Make) -> None:
        index.write([document("a", "one")])

        def broken():  # type: ignore[no-untyped-def]
            yield document("b", "two")
            raise RuntimeError("disk full")

        with pytest.raises(RuntimeError, match="disk full"):
            index.write(broken(), remove=["a"])
        assert index.stamps() == {"a": "s"}
        index.write([document("c", "three")])
        assert set(index.stamps()) == {"a", "c"}

    def test_one_key_twice_in_a_batch_is_refused(self, index: Index, document: Make) -> None:
        with pytest.raises(ValueError, match="same key"):
            index.write([document("a", "one"), document("a", "two")])

    def test_another_index_object_sees_the_commit(self, index: Index, document: Make) -> None:
        with Index(index.path) as other:
            assert other.search("one").total == 0
            index.write([document("a", "one")])
            assert other.search("one").total == 1
            assert not other.was_rebuilt

    def test_many_small_commits(self, index: Index, document: Make) -> None:
        for number in range(25):
            index.write([document(str(number), f"word{number} common")])
        index.write([], remove=[str(number) for number in range(0, 25, 2)])
        assert index.search("common").total == 12
        assert index.search("word2").total == 0

    @pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
    def test_owner_only(self, index: Index, document: Make) -> None:
        index.write([document("a", "one")])
        index.write([document("b", "one")])
        assert index.path.stat().st_mode & 0o777 == 0o700
        files = [*index.path.rglob("*"), *index.path.parent.glob("*.lock")]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}

    def test_readers_and_a_writer_at_once(self, index: Index, document: Make) -> None:
        index.write([document("base", "common")])
        problems: list[BaseException] = []
        done = threading.Event()

        def read() -> None:
            try:
                with Index(index.path) as mine:
                    while not done.is_set():
                        assert mine.search("common").total >= 1
                    assert not mine.was_rebuilt
            except BaseException as error:
                problems.append(error)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(12):
            index.write([document(str(number), "common")])
        done.set()
        for reader in readers:
            reader.join()
        assert not problems


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abcd"), st.sets(st.sampled_from(["alfa", "beta", "gamma"]), min_size=1)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_last_write_of_a_key_is_what_is_found(
    tmp_path_factory: pytest.TempPathFactory, batches: list[dict[str, set[str]]]
) -> None:
    truth: dict[str, set[str]] = {}
    with Index(tmp_path_factory.mktemp("law") / "index") as index:
        for batch in batches:
            index.write(
                IndexDocument(
                    key, "s", "", "", [Unit("part", n, "", word) for n, word in enumerate(sorted(words), 1)]
                )
                for key, words in batch.items()
            )
            truth.update(batch)
        for word in ("alfa", "beta", "gamma"):
            assert set(keys(index.search(word))) == {key for key, words in truth.items() if word in words}
        both = {key for key, words in truth.items() if {"alfa", "beta"} <= words}
        assert set(keys(index.search("alfa beta"))) == both


AT_ONCE = {(".toc", "garbage"), (".trm", "cut"), (".pst", "gone"), (".col", "garbage")}
"""Each kind of file and each kind of damage once; the other pairs take long and are for the slow suite."""
DAMAGE = [
    pytest.param(suffix, how, marks=[] if (suffix, how) in AT_ONCE else pytest.mark.slow)
    for suffix in (".toc", ".trm", ".pst", ".col")
    for how in ("garbage", "cut", "gone")
]


class TestDamage:
    def test_another_version_is_rebuilt(self, index: Index, document: Make) -> None:
        index.write([document("a", "one")])
        index.close()
        (index.path / "version").write_text("0", "ascii")
        told: list[bool] = []
        with Index(index.path, on_rebuild=lambda: told.append(True)) as again:
            assert again.was_rebuilt
            assert again.stamps() == {}
        assert told == [True]

    # Whoosh leaves the files of a failed opening to the collector.
    @pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
    @pytest.mark.parametrize(("suffix", "how"), DAMAGE)
    @pytest.mark.slow
    def test_a_damaged_file_never_raises_anything_else(
        self, index: Index, document: Make, suffix: str, how: str
    ) -> None:
        texts = [f"complaint number{number} about things" for number in range(40)]
        index.write([document("a", *texts), document("b", *texts)])
        index.close()
        for file in index.path.glob(f"*{suffix}"):
            data = file.read_bytes()
            if how == "gone":
                file.unlink()
            else:
                file.write_bytes(os.urandom(len(data)) if how == "garbage" else data[: len(data) // 2])
        with Index(index.path) as again:
            for ask in (
                again.stamps,
                lambda: again.search('"complaint number7"'),
                lambda: again.search("thing*"),
            ):
                with suppress(IndexDamaged):
                    ask()
            for _ in range(2):  # damage may show only now; then the index is empty and whole
                with suppress(IndexDamaged):
                    again.write([document("c", "complaint")])
                    assert "c" in keys(again.search("complaint"))
                    break
                assert again.was_rebuilt
            else:
                pytest.fail("damaged again")
        gc.collect()

    def test_something_else_in_its_place(self, tmp_path: Path, document: Make) -> None:
        place = tmp_path / "index"
        place.write_text("not an index", "ascii")
        with Index(place) as index:
            assert index.was_rebuilt
            index.write([document("a", "one")])
            assert index.search("one").total == 1

    @pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
    @pytest.mark.slow
    def test_kill_during_commit(self, index: Index, document: Make) -> None:
        index.write([document("kept", "common")])
        index.close()
        code = (
            "import sys\nfrom pathlib import Path\nfrom indexer.index import Index, IndexDocument\n"
            "from indexer.extract.model import Unit\nindex = Index(Path(sys.argv[1]))\n"
            "print('go', flush=True)\n"
            "for n in range(10**6):\n"
            "    units = [Unit('part', 1, '', 'common words ' * 50)]\n"
            "    index.write([IndexDocument(f'{n}-{m}', 's', '', '', units) for m in range(5)])\n"
        )
        for pause in (0.02, 0.1, 0.17, 0.31):
            process = subprocess.Popen(
                [sys.executable, "-c", code, str(index.path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
            with process:
                assert process.stdout is not None
                assert process.stdout.readline() == "go\n"
                time.sleep(pause)
                process.send_signal(signal.SIGKILL)
            with Index(index.path, wait=5) as again:
                assert not again.was_rebuilt
                assert "kept" in again.stamps()
                before = len(again.stamps())
                again.write([document(f"after{pause}", "common")])
                assert len(again.stamps()) == before + 1
                assert again.search("common").total == before + 1
        assert not list(index.path.glob("*.tmp"))


class TestLock:
    def test_a_second_writer_is_told_who_writes(self, index: Index, document: Make) -> None:
        with Index(index.path, wait=0.1) as other, index.lock():
            with pytest.raises(IndexLocked) as caught:
                other.write([document("a", "one")])
            assert caught.value.holder == os.getpid()
            index.write([document("b", "two")])
            assert other.search("two").total == 1
        assert index.write([document("c", "three")]) == 1

    def test_the_lock_is_free_after_an_error(self, index: Index, document: Make) -> None:
        with pytest.raises(RuntimeError), index.lock():
            raise RuntimeError
        with Index(index.path, wait=0.1) as other:
            other.write([document("a", "one")])


@pytest.mark.slow
class TestBeside:
    """An old or damaged index is made anew beside the live one, and the two change places."""

    def aged(self, place: Path, document: Make) -> None:
        with Index(place) as index:
            index.write([document("a", "walrus"), document("b", "unicorn")])
        (place / "version").write_text("0 of long ago", "ascii")

    def test_the_old_one_stays_until_the_new_one_is_whole(self, tmp_path: Path, document: Make) -> None:
        place = tmp_path / "index"
        self.aged(place, document)
        before = {file.name for file in place.iterdir()}
        with Index(place) as index:
            assert index.was_rebuilt
            assert index.unfinished
            assert {file.name for file in place.iterdir()} == before
            with pytest.raises(RuntimeError, match="half-way"):
                index.write(self.broken(document))
            assert {file.name for file in place.iterdir()} == before
            index.write([document("a", "walrus")])
            assert not index.unfinished
            assert index.search("walrus").total == 1
        assert [file.name for file in tmp_path.iterdir() if file.is_dir()] == ["index"]
        with Index(place) as again:
            assert not again.was_rebuilt
            assert again.search("unicorn").total == 0

    def broken(self, document: Make) -> Iterator[IndexDocument]:
        yield document("a", "walrus")
        raise RuntimeError("half-way")

    def test_what_a_killed_process_left_beside_is_swept(self, tmp_path: Path, document: Make) -> None:
        place = tmp_path / "index"
        self.aged(place, document)
        Index(place).close()
        assert (tmp_path / "index.new").is_dir()
        with Index(place) as index:
            index.write([document("a", "walrus")])
        (tmp_path / "index.old").mkdir()
        with Index(place) as index:
            index.write([document("b", "unicorn")])
            assert index.search("walrus OR unicorn").total == 2
        assert not (tmp_path / "index.old").exists()
        assert not (tmp_path / "index.new").exists()

    def test_a_reader_follows_the_index_that_took_the_place(self, tmp_path: Path, document: Make) -> None:
        place = tmp_path / "index"
        with Index(place) as reader:
            reader.write([document("a", "walrus")])
            assert reader.search("walrus").total == 1
            (place / "version").write_text("0 of long ago", "ascii")
            with Index(place) as writer:
                writer.write([document("a", "unicorn")])
            assert reader.search("walrus").total == 0
            assert reader.search("unicorn").total == 1

    def test_two_that_begin_anew_end_with_one(self, tmp_path: Path, document: Make) -> None:
        place = tmp_path / "index"
        self.aged(place, document)
        with Index(place) as first, Index(place) as second:
            first.write([document("a", "walrus")])
            second.write([document("a", "walrus"), document("b", "unicorn")])
            assert first.search("unicorn").total == second.search("unicorn").total == 1


def test_files_without_a_word_damage_nothing(tmp_path: Path) -> None:
    with Index(tmp_path / "index") as index:
        index.write([IndexDocument("a", "1", "klage", "klage.txt", [Unit("part", 1, "", "en klage")])])
        index.write(
            [IndexDocument("b", "1", "!!!", "!!!", [])]
        )  # a segment of its own, all of length nothing
        assert [hit.key for hit in index.search("klage").hits] == ["a"]
        assert index.search("x:y", resolve=lambda _name, _value: {"b"}).total == 1
        assert not index.was_rebuilt


def test_a_second_process_that_cannot_be_started_is_told_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(segments, "_BULK", 0)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    document = IndexDocument("a", "1", "klage", "klage.txt", [Unit("part", 1, "", "en klage")])
    with Index(tmp_path / "index") as index:
        with pytest.raises(HelperLost):
            index.write([document])
        assert index.write([document], alone=True) == 1
