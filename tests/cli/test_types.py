"""``flashcards types``: note types are listed, and one is shown with its fields and cards."""

from dataclasses import replace
from pathlib import Path

import flashcards
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import FieldSettings
from tests.cli.said import Run


def test_types_are_listed_with_their_notes_and_fields(filled: Run) -> None:
    said = filled("types")
    assert said.code == 0
    lines = said.out.splitlines()
    assert len(lines) == len(BUILT_IN_NOTE_TYPES)
    assert "Term and definition  (0 notes; Term, Definition, Example)" in lines
    assert any(line.startswith("Basic  (") and "Front, Back" in line for line in lines)


def test_one_type_is_shown_with_its_fields_and_cards(filled: Run, collection_path: Path) -> None:
    with flashcards.open(collection_path) as collection:
        basic = collection.note_type("basic")
        front, back = basic.field_list()
        arabic = replace(back, settings=FieldSettings(True, "Amiri", 20, "ar"))
        styled = replace(basic.with_fields((arabic, front)), css=".card {}")
        collection.note_types.save(styled)
    said = filled("types", "BASIC").out
    assert "  Back  (right to left, Amiri, 20 pt, ar)\n  Front\n" in said
    assert "Card 1\n  front\n    {{Front}}\n  back\n    {{FrontSide}}\n" in said
    assert said.endswith("  style\n    .card {}\n")
    shown = filled("types", "basic", "--json").json
    assert [field["name"] for field in shown["fields"]] == ["Back", "Front"]
    assert shown["fields"][0]["language"] == "ar"
    assert filled("types", "--json").json["types"][0] == shown


def test_a_type_that_is_not_there_is_refused(filled: Run) -> None:
    said = filled("types", "Verb")
    assert said.code == 2
    assert said.err == "There is no note type called “Verb”. “flashcards types” lists them.\n"


def test_types_are_read_while_the_window_has_the_collection(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path):
        assert filled("types").code == 0
