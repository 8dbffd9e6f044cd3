"""Pictures with a size, and those under masks, go from collection to collection in a deck file."""

from pathlib import Path

import pytest

import flashcards
from flashcards.formats.images import image_targets, replace_images
from tests.collection.test_article_pictures import PNG

MASKS = (
    "{{c1::image-occlusion:rect:left=.1:top=.2:width=.2:height=.6:oi=1}}<br>"
    "{{c2::image-occlusion:text:left=.1:top=.2:text=a\\: b:scale=1:fs=.05}}"
)


@pytest.mark.parametrize("ending", ["md", "csv"])
def test_pictures_in_tags_come_along_with_a_deck(tmp_path: Path, ending: str) -> None:
    with flashcards.open(tmp_path / "one.flashcards") as one:
        name = one.import_media(PNG)
        sized = f'See <img src="{name}" alt="a" width="300">'
        one.add_note({"Front": "Q", "Back": sized}, "Hearts")
        masked = {"Occlusion": MASKS, "Image": f'<img src="{name}">', "Header": "Heart"}
        one.add_note(masked, "Hearts", note_type="image-occlusion")
        one.export(tmp_path / f"deck.{ending}")
    with flashcards.open(tmp_path / "two.flashcards") as two:
        report = two.import_file(tmp_path / f"deck.{ending}")
        assert report.problems == ()
        notes = [two.note(each) for each in two.search_notes("")]
        texts = {text for note in notes for text in note.fields}
        assert {sized, MASKS, masked["Image"]} <= texts
        assert two.media_path(name).read_bytes() == PNG
        assert len(two.search("Heart")) == 2


def test_a_tag_is_found_outside_of_code_alone() -> None:
    line = (
        '![a](x.png) <img alt="b" src="y.png" width=3> `<img src="z.png">` <img data-src="w.png">'
    )
    assert [target for _, target in image_targets(line)] == ["x.png", "y.png"]
    assert replace_images(line, {"y.png": "new.png"}) == line.replace("y.png", "new.png")


def test_many_tags_in_one_line_take_no_time() -> None:
    line = "![](a.png)<img src=b.png>" * 20_000 + "<img " * 20_000
    assert len(list(image_targets(line))) == 40_000
