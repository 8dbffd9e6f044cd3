"""Words are looked up in dictionaries of Hunspell, whoever wrote these, in another process."""

from pathlib import Path
from typing import Any

import pytest

from flashcards import children
from flashcards.text.spelling.process import Dictionary, opening, request, script_of
from tests.effort import PATIENCE_S
from tests.spelling import write_dictionary


def _answers(folder: Path, name: str, *asked: bytes) -> list[Any]:
    """Return what the process answers."""
    answers: list[Any] = []
    lines = [opening(folder, name), *asked]
    helper = children.Helper(children.SPELLING, lines, answers.append)
    helper.wait(PATIENCE_S)
    helper.stop()
    assert helper.ending is children.Ending.DONE
    return answers


def test_misspelt_words_are_told_and_what_was_meant(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "en_GB", ["cell", "wall/S", "don't", "etc."])
    asked = ["cell", "walls", "wal", "don’t", "dont", "Cell", "WALL", "etc.", "cell."]
    answers = _answers(tmp_path, "en_GB", request("check", asked), request("suggest", ["cel"]))
    assert answers[0] == ["ready", ""]
    assert answers[1] == ["check", ["wal", "dont"]]
    assert answers[2] == ["suggest", ["cell"]]


def test_a_suggestion_has_the_apostrophe_of_the_word(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "en", ["don't", "cell"])
    assert _answers(tmp_path, "en", request("suggest", ["donn’t"]))[1] == ["suggest", ["don’t"]]


def test_words_of_another_script_are_not_judged(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "en", ["cell", "wall"])
    (_, answer) = _answers(tmp_path, "en", request("check", ["клетка", "細胞", "κύτταρο", "cel"]))
    assert answer == ["check", ["cel"]]


def test_stress_and_vowel_points_are_what_dictionaries_do_not_write(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "ru", ["молоко", "чай", "ёлка"])
    asked = ["молоко\u0301", "молако\u0301", "чай", "чаи", "ёлка"]
    assert _answers(tmp_path, "ru", request("check", asked))[1] == ["check", [asked[1], "чаи"]]
    write_dictionary(tmp_path, "he", ["שלום", "עולם"])
    asked = ["שָׁלוֹם", "שָׁלֹם"]
    assert _answers(tmp_path, "he", request("check", asked))[1] == ["check", [asked[1]]]


@pytest.mark.parametrize(
    ("affixes", "words"),
    [
        (b"", b""),
        (b"\x00\xff" * 5_000, b"\xff\xfe\x00" * 5_000),
        (b"SET UTF-8\nSFX A Y 99999999\nSFX A 0 s .\n", b"99999999999999\n"),
        (b"SET no-such-encoding\n", b"1\nword\n"),
        (b"FLAG num\nSFX 1 Y 1\nSFX 1 0 x/1 .\n", b"2\nfoo/1,1,1,1,1\nbar/70000000\n"),
        (b"SET UTF-8\nCOMPOUNDRULE 1\nCOMPOUNDRULE (a)*(a)*(a)*(a)*\n", b"1\nx/a\n"),
    ],
)
def test_what_is_no_dictionary_is_told_or_harmless(
    tmp_path: Path, affixes: bytes, words: bytes
) -> None:
    (tmp_path / "xx.aff").write_bytes(affixes)
    (tmp_path / "xx.dic").write_bytes(words)
    answers: list[Any] = []
    asked = [opening(tmp_path, "xx"), request("check", ["foo", "x" * 60])]
    helper = children.Helper(children.SPELLING, asked, answers.append)
    helper.wait(PATIENCE_S)
    helper.stop()
    assert not answers or answers[0] in (["ready", ""], ["no", "unreadable"])
    assert b"word" in words or b"foo" in words or answers in ([], [["no", "unreadable"]])


def test_a_dictionary_that_is_missing_is_told(tmp_path: Path) -> None:
    assert _answers(tmp_path, "none") == [["no", "unreadable"]]


class _Latin:
    """A book that holds only what Latin-1 can write."""

    def spell(self, word: str) -> bool:
        return word.encode("latin-1") in (b"cell", b"caf\xe9")

    def suggest(self, word: str) -> tuple[str, ...]:
        word.encode("latin-1")
        return ("cell", "", "cell", "caf\u0065\u0301")


def test_an_old_encoding_ends_nothing() -> None:
    found = Dictionary(_Latin(), ["cell", "wall"])
    assert found.works
    assert not found.is_right("Œuvre")
    assert found.suggested("Œuvre") == []
    assert found.suggested("cel") == ["cell", "café"]
    assert [script_of(each) for each in ("", "7", "é", "я")] == ["", "", "LATIN", "CYRILLIC"]
