"""What teachers see of a learner who agreed to share progress, and what they do not."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.__main__ import main
from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.store.hub import connecting, sharing
from tests.hub.conftest import Class
from tests.sync.machines import Clock


class Room:
    """A teacher, a learner, and what time it is: noon of the server’s tomorrow."""

    def __init__(self, school: Class, folder: Path, stack: ExitStack) -> None:
        self.school = school
        self.clock = Clock()
        with connecting.opened(school.owner) as hub:
            # It may be past midnight there before the test ends.
            ((day,),) = hub.rows("SELECT CAST(current_date + 1 AS text)")
        self.clock.moment = datetime.combine(date.fromisoformat(str(day)), time(12), UTC)
        self.teacher, self.ada = (
            stack.enter_context(flashcards.open(folder / f"{name}.flashcards", self.clock))
            for name in ("teacher", "ada")
        )

    def publish(self, deck: str, *fronts: str) -> None:
        for front in fronts:
            self.teacher.add_note({"Front": front, "Back": "?"}, deck=deck)
        self.teacher.hub.publish(self.school.teacher, deck)
        self.hear()

    def hear(self) -> None:
        report = self.ada.sync(self.school.ada)
        assert [str(each) for each in (*report.troubles, *self.ada.check())] == []

    def seen(self) -> list[tuple[str, int]]:
        with connecting.opened(self.school.teacher) as hub:
            return [(each.deck, each.answers) for each in sharing.seen(hub)]


@pytest.fixture
def room(school: Class, tmp_path: Path) -> Iterator[Room]:
    with ExitStack() as stack:
        yield Room(school, tmp_path, stack)


def _answer(collection: Collection, front: str, deck: str) -> None:
    """Add a card, and answer one of the deck."""
    collection.add_note({"Front": front, "Back": "?"}, deck=deck)
    session = collection.study(deck)
    assert session.next() is not None
    session.answer(Quality.GOOD)


def test_teachers_see_published_decks_and_no_name_of_any_other(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    room.publish("Biology", "cell")
    _answer(room.ada, "today I", "Private diary")
    _answer(room.ada, "gene", "Biology")
    room.hear()
    room.ada.hub.share(room.school.ada)
    room.hear()
    capsys.readouterr()
    for who in (room.school.teacher, room.school.ada):
        assert main(["hub", "progress", who]) == 0
        day = room.clock.moment.date().isoformat()
        said = capsys.readouterr().out
        assert said == f"{day} Ada, Biology: 1 answer, 1 right, 0 known\n"


def test_answers_of_the_days_before_are_not_told(room: Room) -> None:
    room.publish("Biology", "cell", "gene")
    room.clock.moment -= timedelta(days=3)
    _answer(room.ada, "virus", "Biology")
    room.clock.moment += timedelta(days=3)
    room.ada.hub.share(room.school.ada)
    assert room.seen() == []
    _answer(room.ada, "phage", "Biology")
    room.hear()
    assert room.seen() == [("Biology", 1)]


def test_subdecks_count_with_the_published_deck_above_them(room: Room) -> None:
    room.publish("Biology::Cells", "cell")
    room.publish("Biology", "gene")
    room.ada.hub.share(room.school.ada)
    _answer(room.ada, "mine", "Biology::Cells::Private")
    _answer(room.ada, "phage", "Biology::Private")
    _answer(room.ada, "virus", "Biology::Private")
    room.hear()
    assert room.seen() == [("Biology", 2), ("Biology::Cells", 1)]


def test_what_is_shared_goes_by_the_titles_of_the_teacher_and_follows_what_is_undone(
    room: Room,
) -> None:
    room.publish("Biology", "cell")
    room.ada.hub.share(room.school.ada)
    _answer(room.ada, "sol", "Biology")
    room.hear()
    assert room.seen() == [("Biology", 1)]
    room.ada.rename_deck("Biology", "Boring")
    room.hear()
    assert room.seen() == [("Biology", 1)]
    for _ in range(2):
        room.ada.undo()
    assert room.ada.review_count() == 0
    room.hear()
    assert room.seen() == []
    room.ada.redo()
    room.teacher.rename_deck("Biology", "Life")
    room.publish("Life")
    assert room.seen() == [("Life", 1)]


def test_what_is_told_of_a_deck_goes_when_it_is_published_no_longer(room: Room) -> None:
    room.publish("Biology", "cell")
    room.ada.hub.share(room.school.ada)
    _answer(room.ada, "sol", "Biology")
    with connecting.opened(room.school.ada) as hub:  # as earlier versions told of all decks
        hub.run(
            "INSERT INTO flashcards_hub.progress VALUES "
            "(session_user, '2026-03-02', 'Private diary', 3, 2, 1)"
        )
    room.hear()
    assert room.seen() == [("Biology", 1)]
    assert room.teacher.hub.withdraw(room.school.teacher, "Biology")
    room.hear()
    assert room.seen() == []


def test_a_learner_whose_clock_is_wrong_goes_on_syncing(room: Room) -> None:
    room.publish("Biology", "cell")
    room.ada.hub.share(room.school.ada)
    room.clock.moment += timedelta(days=3650)
    _answer(room.ada, "sol", "Biology")
    room.hear()
    assert room.seen() == []
