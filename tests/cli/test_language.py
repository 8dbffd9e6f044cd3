"""The command line speaks the learner's language; what scripts read is the same everywhere."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards.languages import choosing, speaking
from tests.cli.said import Run
from tests.strings_tool import known_texts


@pytest.fixture(autouse=True)
def _english_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the next test in the language it began in."""
    monkeypatch.setenv(choosing.VARIABLE, os.environ[choosing.VARIABLE])
    spoken = speaking.spoken()
    yield
    choosing.speak_in("en")
    speaking.speak(*spoken)


def test_the_language_can_be_named_for_one_command(run: Run, deck_file: Path) -> None:
    run("import", deck_file)
    assert "2 new" not in run("decks").out
    said = run("--language", "de", "stats")
    assert "Alle Stapel" in said.out
    assert "All decks" not in said.out
    assert "Alle Stapel" in run("stats", "--language=de").out


def test_the_environment_says_which_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(choosing.VARIABLE)
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert "Sammlung" in run("stats").err  # there is none yet


def test_what_scripts_read_is_the_same_in_every_language(run: Run, deck_file: Path) -> None:
    english = run("import", deck_file, "--json")
    german = run("--language", "de", "import", deck_file, "--json")
    assert json.loads(english.out).keys() == json.loads(german.out).keys()
    assert json.loads(run("--language", "de", "stats", "--json").out)["deck"] is None


def test_a_language_nobody_translated_is_refused_with_those_there_are(run: Run) -> None:
    said = run("--language", "tlh", "stats")
    assert said.code == 2
    assert "tlh" in said.err
    assert "de" in said.err


def test_a_refused_language_is_told_in_that_of_the_system(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    monkeypatch.setenv(choosing.VARIABLE, "")
    assert "spricht „tlh“ nicht" in run("--language", "tlh", "stats").err


def test_an_option_has_to_be_written_out(run: Run) -> None:
    assert run("--lang", "de", "stats").code == 2
    assert run("stats", "--day", "3").code == 2


def test_in_a_language_of_signs_no_help_stays_english(run: Run) -> None:
    helps = [(), ("import",), ("export",), ("study",), ("article",), ("check",), ("bin",)]
    for command in helps:
        said = run("--language", choosing.LENGTHENED, *command, "--help").out
        assert "⟦" in said
        for text in ("usage", "options:", "show this help"):
            assert text not in said, command


def test_misuse_is_told_in_the_language_and_says_what_to_do(run: Run) -> None:
    said = run("--language", choosing.LENGTHENED, "study", "--minutes")
    assert said.code == 2
    assert "éx" in said.err  # expected one argument
    assert "--minutes" in said.err


def test_every_text_of_argparse_is_known_to_translators() -> None:
    assert {"usage: ", "options", "expected one argument"} <= known_texts()


def test_syncing_speaks_the_language(filled: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    first = filled("--language", "de", "sync", folder)
    assert first.out.startswith("Abgeglichen: gesendet, was hier neu ist.\nNicht mit einer Pass")
    again = filled("--language", "de", "sync", folder)
    assert again.out == "Abgeglichen: nichts Neues.\n"
    assert [(each.code, each.err) for each in (first, again)] == [(0, "")] * 2
    folder.rename(tmp_path / "gone")
    said = filled("--language", "de", "sync")
    assert said.code == 2
    assert "nicht da" in said.err
