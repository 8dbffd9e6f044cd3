"""What an import reports adds up: nothing of a file is lost without being counted."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection
from flashcards.model.errors import UserError
from flashcards.model.parsed import ImportReport
from tests.conftest import FixedClock

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def _sum(report: ImportReport) -> int:
    return report.added + report.updated + report.unchanged + report.skipped


def test_rows_without_a_front_or_a_back_count_as_skipped(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("front;back\na;1\n;2\nc;\n;;\n\nd;4\n")
    report = collection.import_file(path)
    assert (report.added, report.skipped) == (2, 2)
    path.write_text('front;back\n"a";1\n;2\nc;\n;;\n\nd;4\n')
    report = collection.import_file(path)
    assert (report.unchanged, report.skipped) == (2, 2)


def test_notes_of_a_deck_file_that_cannot_be_used_count_as_skipped(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("## One\n1\n\n## No answer\n\nC: no gap\n\nQ:\nA: no question\n\n## Two\n2\n")
    report = collection.import_file(path)
    assert (report.added, report.skipped, len(report.problems)) == (2, 3, 3)


_CELL = st.sampled_from(["", " ", "a", "b", "c d", '"q"', "{{c1::x}}", "x" * 30, "-"])
_ROW = st.lists(_CELL, min_size=1, max_size=4)


@settings(max_examples=60)
@given(
    st.lists(_ROW, min_size=1, max_size=8),
    st.sampled_from(";\t,"),
    st.sampled_from(["", "front{}back\n", "{}\nfront{}back\n", "guid{}front{}back{}type\n"]),
)
def test_the_counts_of_any_table_add_up_to_its_rows(
    rows: list[list[str]], delimiter: str, header: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        text = "".join(f"{delimiter.join(row)}\n" for row in rows)
        path.write_text(header.replace("{}", delimiter) + text)
        with flashcards.open(Path(folder) / "one.flashcards", lambda: NOW) as collection:
            try:
                report = collection.import_file(path)
            except UserError:
                return
            assert _sum(report) == collection.preview(path).row_count, path.read_text()
