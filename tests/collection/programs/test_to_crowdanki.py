"""Decks go to CrowdAnki as a folder in a zip, and come back as they went."""

import json
import zipfile
from pathlib import Path
from typing import Any

import flashcards
from flashcards import Collection
from tests.collection.programs.asking import fields
from tests.formats.programs.making import CLOZE, crowd_deck, crowd_note, crowd_top, written
from tests.ui.packages import PICTURE


def _exported(collection: Collection, folder: Path, deck: str | None = None) -> dict[str, Any]:
    path = folder / "Out.crowdanki.zip"
    collection.export(path, deck)
    with zipfile.ZipFile(path) as packed:
        body: dict[str, Any] = json.loads(packed.read("Out/deck.json"))
    return body


def test_what_came_from_crowdanki_goes_back_with_the_ids_it_came_with(
    collection: Collection, tmp_path: Path
) -> None:
    south = crowd_deck("South", crowd_note("g-2", "Rome", 'Italy <img src="a b.png">'))
    top = crowd_top(
        crowd_note("g-1", "Oslo", "<b>Norway</b>", tags=["north"]),
        crowd_note("g-3", "{{c1::Rhine}}", "", model=CLOZE),
        children=[south],
        desc="About <i>it</i>",
    )
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a b.png").write_bytes(PICTURE)
    (tmp_path / "deck.json").write_bytes(written(top))
    collection.import_file(tmp_path / "deck.json")
    body = _exported(collection, tmp_path, "Europe")
    for key in ("name", "crowdanki_uuid", "notes", "__type__", "desc"):
        assert body[key] == top[key]
    [child] = body["children"]
    assert (child["name"], child["notes"]) == ("South", south["notes"])
    assert child["media_files"] == ["a b.png"]
    models = {each["crowdanki_uuid"]: each for each in body["note_models"]}
    assert models.keys() == {each["crowdanki_uuid"] for each in top["note_models"]}
    assert models[CLOZE]["tmpls"][0]["qfmt"] == "{{cloze:Text}}"
    with zipfile.ZipFile(tmp_path / "Out.crowdanki.zip") as packed:
        assert packed.read("Out/media/a b.png") == PICTURE


def test_notes_made_here_come_back_as_what_they_were(
    collection: Collection, tmp_path: Path
) -> None:
    collection.add_note({"Front": "*Oslo*", "Back": "Norway"}, deck="Geo::North")
    collection.add_note({"Front": "Rome", "Back": "Italy"}, deck="Plain")
    body = _exported(collection, tmp_path)
    assert (body["name"], [each["name"] for each in body["children"]]) == ("Out", ["Geo", "Plain"])
    assert body["children"][0]["children"][0]["notes"][0]["fields"][0] == "<em>Oslo</em>"
    path = tmp_path / "Out.crowdanki.zip"
    kinds = [each.name for each in collection.note_types.all()]
    assert collection.import_file(path).unchanged == 2
    assert [each.name for each in collection.note_types.all()] == kinds
    with flashcards.open(tmp_path / "other.flashcards") as other:
        assert other.import_file(path).added == 2
        assert fields(other, "Oslo") == ("*Oslo*", "Norway")
        assert len(other.search("note:Basic deck:Out::Geo::North")) == 1


def test_before_it_is_written_one_reads_what_does_not_go_along(
    collection: Collection, tmp_path: Path
) -> None:
    collection.add_note({"Front": "Rome", "Back": "Italy"}, deck="Plain")
    session = collection.study()
    assert session.next() is not None
    session.answer(flashcards.Rating.GOOD)
    said = [str(each) for each in collection.not_carried(tmp_path / "Out.crowdanki.zip")]
    assert any("What you have learned" in each for each in said)
