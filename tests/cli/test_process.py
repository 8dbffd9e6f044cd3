"""The command line as the process a shell starts."""

import subprocess
import sys
from pathlib import Path

import pytest

import flashcards
from tests.cli.said import Run
from tests.effort import PATIENCE_S


def test_the_version_is_said_before_anything_heavy_is_loaded(repository: Path) -> None:
    code = (
        "import sys; from flashcards.__main__ import main; main(['--version']);"
        "heavy = {'PySide6', 'sqlalchemy', 'sqlite3', 'markdown_it', 'json', 'subprocess'};"
        "heavy.add('flashcards.api');"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout == f"flashcards {flashcards.__version__}\n"


def test_an_interrupt_while_the_command_line_is_loaded_prints_no_traceback(
    repository: Path,
) -> None:
    code = (
        "import builtins, sys; from flashcards.__main__ import main; load = builtins.__import__\n"
        "def interrupted(name, *rest):\n"
        "    if name == 'argparse': raise KeyboardInterrupt\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = interrupted; sys.exit(main(['decks']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("given", [["nonsense"], ["import"], ["decks", "--nonsense"], ["--js"]])
def test_misuse_is_told_in_one_sentence(process: Run, given: list[str]) -> None:
    said = process(*given)
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "--help" in said.err


def test_help_lists_every_command_even_where_only_ascii_is_known(process: Run) -> None:
    said = process("stats", "--help", PYTHONIOENCODING="ascii")
    assert said.code == 0
    assert '"all"' in said.out
    assert "restore" in process("--help").out


def test_flashcards_home_says_which_collection_is_meant(
    process: Run, deck_file: Path, tmp_path: Path
) -> None:
    home = {"FLASHCARDS_HOME": str(tmp_path / "elsewhere")}
    assert process("import", deck_file, **home).code == 0
    assert (tmp_path / "elsewhere" / "collection.flashcards").exists()
    assert process("search", "owl", "--json", **home).json["count"] == 1
    assert process("search", "owl", "--json").json["count"] == 0


def test_the_collection_may_be_named_after_the_command(
    process: Run, deck_file: Path, collection_path: Path
) -> None:
    assert process("import", deck_file, "--collection", collection_path).code == 0
    assert process("--collection", collection_path, "search", "owl", "--json").json["count"] == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_session_works_where_the_output_is_not_unicode(
    process: Run, tmp_path: Path, collection_path: Path, encoding: str
) -> None:
    file = tmp_path / "words.csv"
    file.write_text("“犬” — naïve…,собака\n", encoding="utf-8")
    process("import", file, "--collection", collection_path)
    said = process(
        "study", "--collection", collection_path, typed="\n3\n", PYTHONIOENCODING=encoding
    )
    assert said.code == 0
    assert "\\u72ac" in said.out
    assert "Good: 1 d" in said.out
    assert said.err == ""


def test_a_reader_that_goes_away_is_no_error(process: Run, deck_file: Path, tmp_path: Path) -> None:
    collection = tmp_path / "many.flashcards"
    file = tmp_path / "many.csv"
    file.write_text("".join(f"question {number},answer\n" for number in range(20_000)))
    assert process("import", file, "--collection", collection).code == 0
    with subprocess.Popen(
        [sys.executable, "-m", "flashcards", "--collection", str(collection), "search"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(PATIENCE_S) == 141


def run_with_output(output: str, *arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a command whose standard output the shell has put where it says."""
    command = [sys.executable, "-m", "flashcards", *map(str, arguments)]
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {output}', "sh", *command],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("output", [">/dev/full", ">&-"])
@pytest.mark.parametrize("command", ["decks", "search", "stats", "check", "study", "--version"])
def test_an_output_that_takes_nothing_is_told_in_one_sentence(
    filled: Run, collection_path: Path, output: str, command: str
) -> None:
    for more in ([], ["--json"]) if command != "--version" else ([],):
        done = run_with_output(output, "--collection", collection_path, command, *more)
        assert done.returncode == 2
        *before, last = done.stderr.splitlines()
        assert last.startswith(b"Standard output ")
        assert not before or (command, more) == ("study", ["--json"])  # the session's own words


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("output", ["2>/dev/full", "2>&-", "<&-"])
def test_a_command_works_without_the_streams_it_does_not_need(
    filled: Run, collection_path: Path, output: str
) -> None:
    done = run_with_output(output, "--collection", collection_path, "search", "--json")
    assert done.returncode == 0
    assert b'"count": 4' in done.stdout
    assert run_with_output(output, "--collection", collection_path, "study").returncode == 0
    assert run_with_output(output, "--collection", collection_path, "decks", "-x").returncode == 2


def test_nothing_is_imported_where_it_could_not_be_told(
    deck_file: Path, collection_path: Path
) -> None:
    done = run_with_output(">&-", "--collection", collection_path, "import", deck_file)
    assert done.returncode == 2
    assert not collection_path.exists()
