"""Notes made here are cards that Anki draws rightly."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.errors import CancelledError
from tests.collection.anki.test_importing import NOW_S, PICTURE
from tests.collection.to_anki.reading import Written, written
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def exported(collection: Collection, folder: Path, deck: str | None = None) -> Written:
    path = folder / "out.apkg"
    collection.export(path, deck)
    return written(path)


def test_markdown_is_html_there(collection: Collection, tmp_path: Path) -> None:
    collection.add_note({"Front": "a **b**", "Back": "$x^2$ and `c < d`\n\n$$y$$"}, "A")
    found = exported(collection, tmp_path)
    back = found.fields("a <strong>b</strong>")[1]
    assert back == r"<p>\(x^2\) and <code>c &lt; d</code></p>" + "\n\\[y\\]"
    [kind] = found.note_types.values()
    assert kind["name"] == "Basic (Flashcards)"
    assert kind["tmpls"][0]["afmt"] == "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"


def test_clozes_stay_clozes(collection: Collection, tmp_path: Path) -> None:
    text = r"{{c1::**Paris**::a <city>}} is in {{c2::$\frac{a}{{b}}$}}"
    collection.add_note({"Text": text}, "A", note_type="cloze")
    [note] = exported(collection, tmp_path).notes.values()
    said = note.fields.split("\x1f")[0]
    assert said == (
        r"{{c1::<strong>Paris</strong>::a &lt;city&gt;}} is in {{c2::\(\frac{a}{{b} }\)}}"
    )


def test_a_list_is_asked_by_clozes(collection: Collection, tmp_path: Path) -> None:
    collection.add_note(
        {"Question": "Planets", "Items": "Mars\n*Venus*", "All at once": "y"}, "A", note_type="list"
    )
    found = exported(collection, tmp_path)
    items = found.fields("Planets")[1]
    assert items == ("{{c400::<ol><li>{{c1::Mars}}</li><li>{{c2::<em>Venus</em>}}</li></ol>}}")
    assert sorted(card.place for card in found.cards) == [0, 1, 399]
    [kind] = found.note_types.values()
    [template] = kind["tmpls"]
    assert "{{cloze:Items}}" in template["qfmt"]
    assert "list" not in template["qfmt"] + template["afmt"]


def test_what_may_be_chosen_does_not_tell_what_is_right(
    collection: Collection, tmp_path: Path
) -> None:
    for number in range(6):
        collection.add_note(
            {"Question": f"Q{number}", "Answer": "right", "Wrong answers": "w1\nw2"},
            "A",
            note_type="choice",
        )
    found = exported(collection, tmp_path)
    [kind] = found.note_types.values()
    front, back = kind["tmpls"][0]["qfmt"], kind["tmpls"][0]["afmt"]
    assert front == "{{Question}}\n\n{{Options}}"
    assert "{{Answer}}" in back
    shown = [found.fields(f"Q{number}")[4] for number in range(6)]
    assert {frozenset(re.findall(r"<li>(.*?)</li>", each)) for each in shown} == {
        frozenset(("right", "w1", "w2"))
    }
    assert len({re.findall(r"<li>(.*?)</li>", each).index("right") for each in shown}) > 1


def test_pictures_go_along(collection: Collection, tmp_path: Path) -> None:
    name = collection.import_media(PICTURE)
    collection.add_note({"Front": f"![cat]({name})", "Back": "cat"}, deck="A")
    collection.import_media(PICTURE + b"\0")
    found = exported(collection, tmp_path, "A")
    assert found.media == {name: PICTURE}
    assert found.fields(f'<img src="{name}" alt="cat">')[1] == "cat"


def test_answers_and_what_is_due_go_along(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    collection.add_note({"Front": "f", "Back": "b"}, deck="A::B")
    collection.add_note({"Front": "g", "Back": "b"}, deck="A::B")
    session = collection.study()
    session.next()
    session.answer(Rating.EASY)
    fixed_clock.advance(days=2)
    found = exported(collection, tmp_path)
    card = found.card("f")
    interval = collection.card(collection.search("f")[0]).memory.interval_days
    first_day = found.created_s // 86_400
    today = (NOW_S + 2 * 86_400) // 86_400 - first_day
    assert (card.type, card.queue, card.interval) == (2, 2, interval)
    assert card.due - today == interval - 2
    assert [(row.id, row.card_id, row.ease) for row in found.log] == [(NOW_S * 1000, card.id, 4)]
    assert {deck["name"] for deck in found.decks.values()} == {"A", "A::B", "Default"}
    assert found.card("g").type == 0


def test_a_whole_collection_is_never_a_single_deck(collection: Collection, tmp_path: Path) -> None:
    collection.add_note({"Front": "f", "Back": "b"}, deck="A")
    with pytest.raises(UserError, match="takes the place of all"):
        collection.export(tmp_path / "out.colpkg", "A")
    assert list(tmp_path.glob("out*")) == []


def test_cancelling_leaves_the_file_that_was_there(collection: Collection, tmp_path: Path) -> None:
    collection.add_note({"Front": "f", "Back": "b"}, "A")
    path = tmp_path / "out.apkg"
    path.write_bytes(b"before")
    with pytest.raises(CancelledError):
        collection.export(path, None, lambda done, total: False)
    assert path.read_bytes() == b"before"
    assert [each.name for each in path.parent.iterdir() if ".part" in each.name] == []
