"""A teacher with two computers publishes, withdraws and renames; nobody loses what stands."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.__main__ import main
from flashcards.api import Collection
from flashcards.store.hub import connecting, members
from tests.hub.conftest import Class
from tests.sync.dots import picture
from tests.sync.machines import Clock
from tests.sync.test_empty_cards import imported


class Room:
    """Two computers of the teacher's, one of a learner, and what time it is there."""

    def __init__(self, school: Class, folder: Path, stack: ExitStack) -> None:
        self.school = school
        self.clock = Clock()
        self.one, self.two, self.ada = (
            stack.enter_context(flashcards.open(folder / f"{name}.flashcards", self.clock))
            for name in ("one", "two", "ada")
        )

    def later(self) -> None:
        self.clock.moment += timedelta(minutes=30)

    def meet(self) -> None:
        """Let both computers of the teacher's hear of each other."""
        for each in (self.one, self.two, self.one):
            each.sync(self.school.teacher)
        self.later()

    def publish(self, collection: Collection, deck: str = "Biology") -> int:
        """Publish, and let the learner hear of it; return how much was told."""
        told = collection.hub.publish(self.school.teacher, deck).changes
        self.hear()
        self.later()
        return told

    def hear(self) -> None:
        report = self.ada.sync(self.school.ada)
        assert [str(each) for each in (*report.troubles, *self.ada.check())] == []

    def titles(self, address: str) -> list[str]:
        with connecting.opened(address) as hub:
            return [each.title for each in members.published(hub)]


@pytest.fixture
def room(school: Class, tmp_path: Path) -> Iterator[Room]:
    with ExitStack() as stack:
        yield Room(school, tmp_path, stack)


def _texts(collection: Collection, query: str = "") -> dict[str, str]:
    notes = [collection.note(each) for each in collection.search_notes(query)]
    return {each.fields[0]: each.fields[1] for each in notes}


def _add(collection: Collection, front: str, deck: str = "Biology") -> int:
    return collection.add_note({"Front": front, "Back": "v1"}, deck=deck)


def test_what_publishing_says_is_so(
    school: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.flashcards"
    with flashcards.open(path) as collection:
        _add(collection, "cell")

    def said(action: str) -> str:
        capsys.readouterr()
        assert main(["--collection", str(path), "hub", action, school.teacher, "Biology"]) == 0
        return capsys.readouterr().out

    assert said("publish") == "Published Biology: 1 note.\n"
    assert said("publish") == "The hub has the newest state of Biology already.\n"
    assert main(["hub", "status", school.ada]) == 0
    seen = capsys.readouterr().out
    assert "Biology: published by Ms Holt\n" in seen
    assert "Ben" not in seen
    said("withdraw")
    assert main(["hub", "status", school.ada]) == 0
    assert "Ms Holt" not in capsys.readouterr().out
    assert said("publish") == "Published Biology again: 1 note.\n"
    assert said("publish") == "The hub has the newest state of Biology already.\n"


def test_a_computer_that_is_behind_takes_nothing_back(room: Room) -> None:
    one, two = room.one, room.two
    note = _add(one, "cell")
    old = _add(one, "old", "Other")
    room.meet()
    one.update_note(note, {"Back": "v2"})
    one.add_tags([note], ["core"])
    _add(one, "gene")
    one.move_cards(one.search("old"), "Biology::Deep")
    room.publish(one)
    there = {"cell": "v2", "gene": "v1", "old": "v1"}
    assert _texts(room.ada) == there
    assert room.publish(two) == 0
    assert _texts(room.ada) == there
    assert _texts(room.ada, "tag:core") == {"cell": "v2"}
    _add(two, "virus")
    assert room.publish(two) > 0
    room.meet()
    for each in (one, two):
        assert room.publish(each) == 0
    assert _texts(room.ada) == {**there, "virus": "v1"}
    assert one.note(old).fields[0] == "old"


def test_a_computer_that_is_behind_brings_nothing_back(room: Room) -> None:
    one, two = room.one, room.two
    notes = [_add(one, front) for front in ("cell", "gene", "virus", "deep")]
    one.move_cards(one.search("deep"), "Biology::Deep")
    one.add_tags(notes[:1], ["core"])
    room.meet()
    room.publish(one)
    one.delete_notes(notes[1:2])
    one.move_cards(one.search("virus"), "Elsewhere")
    one.remove_tags(notes[:1], ["core"])
    one.delete_deck("Biology::Deep")
    room.publish(one)
    assert _texts(room.ada) == {"cell": "v1"}
    assert room.publish(two) == 0
    assert _texts(room.ada) == {"cell": "v1"}
    assert _texts(room.ada, "tag:core") == {}
    room.meet()
    two.move_cards(two.search("virus"), "Biology")
    room.publish(two)
    assert _texts(room.ada) == {"cell": "v1", "virus": "v1"}


def test_what_the_second_computer_takes_out_goes(room: Room) -> None:
    note = _add(room.one, "cell")
    _add(room.one, "gene")
    room.publish(room.one)
    room.meet()
    room.one.update_note(note, {"Back": "v2"})
    room.publish(room.one)
    room.two.delete_notes(room.two.search_notes("gene"))
    room.publish(room.two)
    assert _texts(room.ada) == {"cell": "v2"}


def test_a_deck_goes_by_the_name_that_its_teacher_gives_it(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    school = room.school
    _add(room.one, "cell")
    room.publish(room.one)
    room.one.rename_deck("Biology", "Life")
    room.publish(room.one, "Life")
    assert room.titles(school.ada) == ["Life"]
    room.one.delete_deck("Life")
    words = ["--collection", str(room.two.path), "hub", "withdraw", school.teacher]
    room.two.close()
    assert main([*words, "Biology"]) == 2
    assert main([*words, "Life"]) == 0
    assert room.titles(school.ada) == room.titles(school.teacher) == []
    assert main([*words, "Life"]) == 2
    assert "do not publish" in capsys.readouterr().err
    room.hear()
    assert _texts(room.ada) == {"cell": "v1"}


def test_what_went_while_a_deck_was_withdrawn_goes_when_it_is_published_again(
    room: Room,
) -> None:
    one, school = room.one, room.school
    name = one.import_media(picture(3))
    _add(one, f"cell ![]({name})")
    wrong = _add(one, "wrong")
    room.publish(one)
    assert one.hub.withdraw(school.teacher, "Biology")
    with connecting.opened(school.owner) as hub:
        assert hub.rows("SELECT 1 FROM flashcards_hub.media") == []
    one.delete_notes([wrong])
    room.later()
    room.hear()
    assert len(_texts(room.ada)) == 2
    room.publish(one)
    assert list(_texts(room.ada)) == [f"cell ![]({name})"]
    with connecting.opened(school.ben) as hub:
        assert len(hub.rows("SELECT 1 FROM flashcards_hub.media")) == 1


def test_a_deck_and_one_below_it_are_published_both(room: Room) -> None:
    _add(room.one, "light", "Physics::Optics")
    room.publish(room.one, "Physics")
    assert room.ada.deck_names() == ["Physics", "Physics::Optics"]
    room.publish(room.one, "Physics::Optics")
    assert room.ada.deck_names() == ["Physics", "Physics::Optics"]


def test_a_deck_that_is_published_before_the_one_above_it_comes_under_it(room: Room) -> None:
    _add(room.one, "light", "Physics::Optics")
    room.publish(room.one, "Physics::Optics")
    assert room.ada.deck_names() == ["Optics"]
    room.publish(room.one, "Physics")
    assert room.ada.deck_names() == ["Physics", "Physics::Optics"]


def test_decks_that_were_put_below_each_other_are_no_part_of_the_deck_any_more(room: Room) -> None:
    one, two = room.one, room.two
    for front in ("cell", "x", "y"):
        _add(one, front, "Biology" if front == "cell" else f"Biology::{front.upper()}")
    room.meet()
    room.publish(one)
    one.rename_deck("Biology::X", "Biology::Y::X")
    two.rename_deck("Biology::Y", "Biology::X::Y")
    room.meet()
    room.publish(one)
    assert _texts(room.ada) == {"cell": "v1"}


def test_a_card_that_came_back_stays_where_a_computer_has_not_heard_of_it(
    room: Room, tmp_path: Path
) -> None:
    one, two = room.one, room.two
    imported(one, tmp_path, "small")
    one.move_cards(one.search(""), "Biology")
    room.meet()
    one.browsing.delete_empty(one.browsing.empty_cards().found)
    one.undo()
    room.publish(one)
    assert room.publish(two) == 0
    for each in (one, two, room.ada):
        assert len(each.search("")) == 2
