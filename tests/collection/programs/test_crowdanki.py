"""Decks of CrowdAnki's come in, and come again, with what was edited here kept."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flashcards import Collection, UserError
from flashcards.model.anki import ImportChoices
from flashcards.text.picture_source import pictures_in
from tests.collection.programs.asking import fields
from tests.formats.anki import making
from tests.formats.programs.making import CLOZE, crowd_deck, crowd_note, crowd_top, written
from tests.ui.packages import PICTURE

OSLO = crowd_note("g-1", "Oslo", "<b>Norway</b>", tags=["north"])
RIVERS = crowd_note("g-2", "{{c1::Rhine}} and {{c2::Elbe}}", "", model=CLOZE)
ROME = crowd_note("g-3", "Rome", 'Italy <img src="my flag.png">')


def _deck(folder: Path, *notes: dict[str, Any], **more: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "my flag.png").write_bytes(PICTURE)
    south = crowd_deck("South", ROME, media_files=["my flag.png"])
    path = folder / "deck.json"
    path.write_bytes(written(crowd_top(*notes, **{"children": [south], **more})))
    return path


def test_a_deck_comes_with_its_subdecks_types_tags_and_media(
    collection: Collection, tmp_path: Path
) -> None:
    report = collection.import_file(_deck(tmp_path / "Europe", OSLO, RIVERS))
    assert (report.deck, report.added, report.skipped, report.problems) == ("Europe", 3, 0, ())
    assert set(collection.deck_names()) == {"Europe", "Europe::South"}
    assert len(collection.search("tag:north is:new note:Word deck:Europe Oslo")) == 1
    assert len(collection.search("note:Gaps Rhine")) == 2
    assert fields(collection, "Rome") == ("Rome", 'Italy <img src="my flag.png">')
    assert collection.media_path("my flag.png").read_bytes() == PICTURE
    assert collection.undo() is not None
    assert collection.search("") == []


def test_it_comes_again_with_what_changed_there_and_keeps_what_changed_here(
    collection: Collection, tmp_path: Path
) -> None:
    path = _deck(tmp_path / "Europe", OSLO, RIVERS)
    collection.import_file(path)
    assert collection.import_file(path).unchanged == 3
    [note] = collection.notes_of(collection.search("Oslo"))
    collection.update_note(note, fields={"Back": "my own words"})
    reworded = crowd_note("g-1", "Oslo, city", "Norway!", tags=["north"])
    report = collection.import_file(_deck(tmp_path / "Europe", reworded, RIVERS))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 2)
    assert fields(collection, "Oslo") == ("Oslo, city", "my own words")


def test_presets_come_where_they_are_asked_for(collection: Collection, tmp_path: Path) -> None:
    path = _deck(tmp_path / "Europe", OSLO)
    preview = collection.preview_anki(path)
    assert (preview.program, preview.presets, preview.notes) == ("CrowdAnki", ("Gentle",), 2)
    collection.import_file(path, choices=ImportChoices(presets=True))
    assert collection.preset_of("Europe").options.new_per_day == 7


def test_a_zip_of_the_folder_is_as_good(collection: Collection, tmp_path: Path) -> None:
    _deck(tmp_path / "Europe", OSLO)
    with zipfile.ZipFile(tmp_path / "Europe.zip", "w") as packed:
        for each in sorted((tmp_path / "Europe").rglob("*.*")):
            packed.write(each, each.relative_to(tmp_path))
    report = collection.import_file(tmp_path / "Europe.zip")
    assert (report.added, report.problems) == (2, ())
    assert collection.media_path("my flag.png").read_bytes() == PICTURE


def test_a_zip_without_a_deck_is_refused(collection: Collection, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as packed:
        packed.writestr("package.json", "{}")
    with pytest.raises(UserError, match="No deck was found"):
        collection.import_file(tmp_path / "odd.zip")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UserError, match="damaged"):
        collection.import_file(tmp_path / "cut.zip")


def test_notes_kept_apart_find_their_types_in_the_deck_above(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "deck.json").write_bytes(written(crowd_top()))
    (tmp_path / "split").mkdir()
    notes = tmp_path / "split" / "notes.json"
    notes.write_text(json.dumps([OSLO, RIVERS]), encoding="utf-8")
    report = collection.import_file(notes)
    assert (report.deck, report.added, report.problems) == ("notes", 2, ())
    assert len(collection.search("note:Word")) == 1


def test_notes_whose_types_are_nowhere_get_plain_ones(
    collection: Collection, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.json"
    notes.write_text(json.dumps([OSLO, crowd_note("g-4", "a", "b", "c", model="?")]))
    report = collection.import_file(notes)
    assert report.added == 2
    assert len(report.problems) == 2
    assert len(collection.search("note:“notes (3)”")) == 1
    assert fields(collection, "Oslo") == ("Oslo", "<b>Norway</b>")


def test_missing_media_are_told_and_a_note_is_not_lost_for_them(
    collection: Collection, tmp_path: Path
) -> None:
    path = _deck(tmp_path / "Europe", OSLO, media_files=["gone.png"])
    report = collection.import_file(path)
    assert [str(each.message) for each in report.problems] == [
        "The media file “gone.png” is missing."
    ]
    assert report.added == 2
    assert pictures_in(fields(collection, "Rome")[1])


def test_a_note_that_came_in_a_package_with_another_type_says_that_it_stays(
    collection: Collection, tmp_path: Path
) -> None:
    bare = making.database(
        tmp_path / "made.bare", [making.note(1, "Oslo", "N", guid="g-1")], [making.card(11, 1)], []
    )
    collection.import_file(making.package(tmp_path / "made.apkg", bare))
    report = collection.import_file(_deck(tmp_path / "Europe", OSLO))
    assert (report.added, report.unchanged) == (1, 1)
    [told] = [str(each.message) for each in report.problems]
    assert told.startswith("“Oslo” is here with another note type and stays as it is.")
    assert fields(collection, "Oslo") == ("Oslo", "N")
