"""Ctrl+C at any moment of a command: no traceback, and what is said of the notes is true."""

import subprocess
import sys
from pathlib import Path

import pytest

import flashcards
from tests.cli.said import Run, Said
from tests.effort import PATIENCE_S

CALL = "flashcards.cli.progress:Work.__call__"
PREVIEW = "flashcards.cli.table_choices:table_preview"
CLOSING = "flashcards.api:Collection.close"
DRIVER_CLOSES = "sqlalchemy.engine.base:Connection.close"
CHECKPOINT = "flashcards.store.connections:checkpoint"
TOO_LATE = "Ctrl+C came too late to cancel anything: all of it was done and saved.\n"
NOTHING_KEPT = "Cancelled; nothing of it was kept.\n"


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    """Two tables of three and of two hundred notes."""
    made = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, count in zip(made, (3, 200), strict=True):
        path.write_text("".join(f"{path.stem} question {n},answer {n}\n" for n in range(count)))
    return made


@pytest.fixture
def interrupted(collection_path: Path, repository: Path) -> Run:
    """Run a command that is interrupted at the places given first, divided by commas."""

    def running(places: str, *arguments: str | Path, typed: str = "") -> Said:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.cli.interrupted",
                places,
                "--collection",
                str(collection_path),
                *map(str, arguments),
            ],
            cwd=repository,
            input=typed,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return running


def _notes(path: Path) -> int:
    with flashcards.open(path) as collection:
        assert collection.check() == []
        return len(collection.search_notes())


@pytest.mark.parametrize(
    "places",
    [
        CLOSING,
        f"~{CLOSING},{DRIVER_CLOSES}",
        f"~{CLOSING},{CHECKPOINT},{DRIVER_CLOSES}",
        f"~{CLOSING},~{CHECKPOINT},sqlalchemy.pool.base:_finalize_fairy",
        f"~{CLOSING},flashcards.store.identity:remember_state",
    ],
)
def test_an_interrupt_once_the_notes_are_saved_says_so_and_what_was_done(
    interrupted: Run, collection_path: Path, tables: list[Path], places: str
) -> None:
    said = interrupted(places, "import", *tables)
    assert said.code == 130
    assert "a.csv: 3 added" in said.out
    assert "b.csv: 200 added" in said.out
    assert said.err == TOO_LATE
    assert _notes(collection_path) == 203


def test_an_interrupt_while_it_is_told_what_was_done_says_that_it_is_saved(
    interrupted: Run, collection_path: Path, tables: list[Path]
) -> None:
    said = interrupted("flashcards.cli.files:_tell", "import", tables[0])
    assert (said.code, said.out) == (130, "")
    assert said.err == "Stopped; what had been done by then is saved.\n"
    assert _notes(collection_path) == 3


@pytest.mark.parametrize(
    "places",
    [
        f"{CALL},{CLOSING},{DRIVER_CLOSES}",
        f"{CALL},flashcards.cli.opening:discard_new,sqlalchemy.pool.base:_finalize_fairy",
        f"{CALL},flashcards.store.store:Store._roll_back,{CHECKPOINT}",
    ],
)
def test_more_interrupts_while_a_cancelled_import_is_taken_back_change_nothing(
    interrupted: Run, collection_path: Path, tables: list[Path], places: str
) -> None:
    said = interrupted(places, "import", tables[1])
    assert (said.code, said.out, said.err) == (130, "", NOTHING_KEPT)
    assert not collection_path.exists()


@pytest.mark.parametrize(
    "places",
    [
        f"~{CALL},~{PREVIEW},flashcards.collection.files.reading:import_file",
        (
            f"~{CALL},~{PREVIEW},{CALL},flashcards.cli.files:_take_back,"
            "flashcards.store.store:Store.undo,sqlalchemy.engine.base:Connection.exec_driver_sql"
        ),
    ],
)
def test_of_several_files_none_is_kept_however_often_one_interrupts(
    interrupted: Run, filled: Run, collection_path: Path, tables: list[Path], places: str
) -> None:
    said = interrupted(places, "import", *tables)
    assert (said.code, said.out, said.err) == (130, "", NOTHING_KEPT)
    assert _notes(collection_path) == 3


@pytest.mark.parametrize(
    "place",
    [
        "flashcards.store.migrations:take_step",
        "sqlalchemy.engine.default:DefaultExecutionContext._init_statement",
        "sqlalchemy.engine.default:DefaultExecutionContext._setup_result_proxy",
        "flashcards.store.connections:open_reader",
    ],
)
def test_a_collection_whose_making_was_interrupted_is_made_the_next_time(
    interrupted: Run, collection_path: Path, tables: list[Path], place: str
) -> None:
    said = interrupted(place, "import", tables[0])
    assert (said.code, said.out, said.err) == (130, "", "Cancelled.\n")
    assert _notes(collection_path) == 0


@pytest.mark.parametrize(
    "place",
    [
        "sqlalchemy.engine.default:DefaultExecutionContext._setup_result_proxy",
        "flashcards.store.undo:record",
    ],
)
def test_an_interrupt_never_breaks_off_a_statement_of_an_open_collection(
    interrupted: Run, filled: Run, collection_path: Path, tables: list[Path], place: str
) -> None:
    said = interrupted(f"~flashcards.cli.files:_imported,{place}", "import", tables[1])
    assert (said.code, said.out, said.err) == (130, "", NOTHING_KEPT)
    assert _notes(collection_path) == 3


def test_an_interrupt_in_an_answer_ends_the_session_with_the_answer_saved(
    interrupted: Run, filled: Run, collection_path: Path
) -> None:
    said = interrupted("flashcards.study.answering:answer", "study", typed="\n3\n\n3\n")
    assert said.code == 130
    assert said.err == ""
    assert "1 answer in" in said.out
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 1
