r"""Formulas and recordings come through import, editing, export and reading back as they were."""

from pathlib import Path

import pytest

import flashcards
from tests.conftest import FixedClock

TEXTS = (
    r"\(a^2 + b_1*c_2*d\)",
    r"\[ \sum_{i=1}^n \]",
    "$$ a_b * c_d $$",
    "$$\na + b\n= c\n$$",
    r"a\,b",
    "[sound:x y.mp3]",
    "![](x.wav)",
    r"hear ![alt](x.wav) and \(y\)",
)


@pytest.mark.parametrize("name", ["deck.md", "deck.csv", "deck.tsv"])
def test_nothing_of_it_is_eaten_on_any_way(
    name: str, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    with flashcards.open(there / "c.flashcards", fixed_clock) as collection:
        for number, text in enumerate(TEXTS):
            note = collection.add_note({"Front": f"{number} {text}", "Back": "typed"}, "Signs")
            collection.update_note(note, {"Back": text})
            assert collection.note(note).fields == (f"{number} {text}", text)
        collection.export(tmp_path / name)
        assert collection.check() == []
    with flashcards.open(here / "c.flashcards", fixed_clock) as collection:
        report = collection.import_file(tmp_path / name)
        assert report.added == len(TEXTS)
        found = {collection.note(note).fields for note in collection.search_notes()}
        assert found == {(f"{number} {text}", text) for number, text in enumerate(TEXTS)}
        again = collection.import_file(tmp_path / name)
        assert (again.added, again.updated) == (0, 0)


def test_a_table_of_another_program_keeps_them(tmp_path: Path, fixed_clock: FixedClock) -> None:
    table = tmp_path / "words.csv"
    table.write_text('word,"\\(a,b\\)"\nhear,[sound:x.mp3]\nlook,![](x.wav)\nspace,a\\;b\n')
    with flashcards.open(tmp_path / "c.flashcards", fixed_clock) as collection:
        assert collection.import_file(table).added == 4
        backs = {collection.note(note).fields[1] for note in collection.search_notes()}
        assert backs == {r"\(a,b\)", "[sound:x.mp3]", "![](x.wav)", r"a\;b"}
