"""A hub that lost what was published: what a teacher takes out goes all the same."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from flashcards.store.hub import connecting
from tests.hub.conftest import Class
from tests.hub.test_publishing import Room, _add, _texts


@pytest.fixture
def room(school: Class, tmp_path: Path) -> Iterator[Room]:
    with ExitStack() as stack:
        yield Room(school, tmp_path, stack)


def _go_back(room: Room, publications: int) -> None:
    """Let the hub have so many publications, as where it was restored from a backup."""
    with connecting.opened(room.school.owner) as hub:
        hub.run(
            "DELETE FROM flashcards_hub.segments WHERE hash IN (SELECT g.hash FROM "
            "flashcards_hub.segments g JOIN flashcards_hub.spaces s ON s.id = g.space "
            "WHERE s.deck <> '' ORDER BY g.came OFFSET :most)",
            most=publications,
        )


@pytest.mark.parametrize("made_anew", [False, True])
def test_what_went_before_an_emptied_hub_is_filled_again_goes(room: Room, made_anew: bool) -> None:
    one = room.one
    note = _add(one, "cell")
    wrong = _add(one, "wrong")
    _add(one, "deep", "Biology::Deep")
    one.add_tags([note], ["core"])
    room.publish(one)
    _go_back(room, 0)
    if made_anew:
        with connecting.opened(room.school.owner) as hub:
            hub.run("DELETE FROM flashcards_hub.spaces WHERE deck <> ''")
    one.delete_notes([wrong])
    one.remove_tags([note], ["core"])
    one.move_cards(one.search("deep"), "Elsewhere")
    room.publish(one)
    assert _texts(room.ada) == {"cell": "v1"}
    assert _texts(room.ada, "tag:core") == {}
    assert room.publish(one) == 0


@pytest.mark.parametrize("in_step", [False, True])
def test_what_a_restored_hub_has_not_heard_of_is_taken_back(room: Room, in_step: bool) -> None:
    one = room.one
    note = _add(one, "cell")
    back = _add(one, "back")
    if in_step:
        room.meet()
    room.publish(one)
    one.update_note(note, {"Back": "v2"})
    one.move_cards(one.search("back"), "Elsewhere")
    _add(one, "wrong")
    room.publish(one)
    assert _texts(room.ada) == {"cell": "v2", "wrong": "v1"}
    _go_back(room, 1)
    one.update_note(note, {"Back": "v1"})
    one.move_cards(one.search("back"), "Biology")
    one.delete_notes(one.search_notes("wrong"))
    room.publish(one)
    assert _texts(room.ada) == {"cell": "v1", "back": "v1"}
    assert back in one.search_notes("deck:Biology")
    assert room.publish(one) == 0


def test_a_learners_own_text_stays_where_a_hub_was_emptied(room: Room) -> None:
    _add(room.one, "cell")
    room.publish(room.one)
    (note,) = room.ada.search_notes("cell")
    room.ada.update_note(note, {"Back": "mine"})
    room.later()
    _go_back(room, 0)
    _add(room.one, "gene")
    room.publish(room.one)
    assert _texts(room.ada) == {"cell": "mine", "gene": "v1"}
