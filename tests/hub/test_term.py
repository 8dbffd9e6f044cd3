"""A whole term over one hub: two learners, one of them with two computers, and a teacher."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.store.hub import connecting, members
from flashcards.store.hub.refusals import OverQuotaError
from tests.hub.conftest import Class
from tests.sync.dots import picture
from tests.sync.machines import Clock, differences

_WEEKS = 10


class Term:
    """The computers of all, and what time it is there."""

    def __init__(self, school: Class, folder: Path, stack: ExitStack) -> None:
        self.clock = Clock()
        self.school = school
        self.all: dict[str, Collection] = {}
        for name in ("ada", "ada2", "ben", "teacher"):
            (folder / name).mkdir()
            path = folder / name / "c.flashcards"
            self.all[name] = stack.enter_context(flashcards.open(path, self.clock))

    def sync(self, *names: str) -> None:
        """Let some sync, in turn; nobody may wait for anything."""
        for name in names or tuple(self.all) * 2:
            report = self.all[name].sync(getattr(self.school, name.rstrip("2")))
            assert (report.waiting, [str(each) for each in report.troubles]) == (0, [])

    def publish(self, deck: str) -> None:
        self.all["teacher"].hub.publish(self.school.teacher, deck)

    def agree(self) -> None:
        """See to it that both computers of one learner are alike, and that all are sound."""
        assert differences(self.all["ada"], self.all["ada2"]) == []
        for each in self.all.values():
            assert [str(problem) for problem in each.check()] == []


@pytest.fixture
def term(school: Class, tmp_path: Path) -> Iterator[Term]:
    with ExitStack() as stack:
        yield Term(school, tmp_path, stack)


def _study(collection: Collection, most: int) -> int:
    session, done = collection.study(), 0
    while done < most and session.next() is not None:
        session.answer(Quality.GOOD)
        done += 1
    return done


def _texts(collection: Collection, query: str) -> list[tuple[str, ...]]:
    notes = collection.notes_of(collection.search(query))
    return sorted(collection.note(each).fields for each in notes)


def test_a_term_of_publishing_studying_and_changing_on_all_sides(term: Term) -> None:
    teacher, ada, second, ben = (term.all[each] for each in ("teacher", "ada", "ada2", "ben"))
    file = teacher.import_media(picture(3))
    notes = [teacher.add_note({"Front": f"![]({file}) start", "Back": "0"}, deck="Bio::Cells")]
    answers = {"ada": 0, "ada2": 0, "ben": 0}
    for week in range(1, _WEEKS + 1):
        notes.append(teacher.add_note({"Front": f"word {week}", "Back": "a"}, deck="Bio::Cells"))
        teacher.update_note(notes[week // 2], {"Back": f"of week {week}"})
        if week == 5:
            teacher.delete_notes([notes[2]])
        term.publish("Bio")
        term.sync("ben", "ada" if week % 2 else "ada2")
        for name in answers:  # also without having synced
            answers[name] += _study(term.all[name], 3)
        term.clock.moment += timedelta(days=7)
    term.sync()
    term.agree()
    assert ada.review_count() == second.review_count() == answers["ada"] + answers["ada2"]
    assert ben.review_count() == answers["ben"] > 0
    assert teacher.review_count() == 0
    assert _texts(ada, "deck:Bio") == _texts(ben, "deck:Bio") == _texts(teacher, "deck:Bio")
    assert second.media_path(file).read_bytes() == picture(3)
    assert ("word 2", "a") not in _texts(ada, "")


def test_what_both_changed_is_in_the_history_of_the_learner(term: Term) -> None:
    teacher, ada = term.all["teacher"], term.all["ada"]
    note = teacher.add_note({"Front": "pons", "Back": "bridge"}, deck="Latin")
    term.publish("Latin")
    term.sync()
    (card,) = ada.search("pons")
    ada.update_note(ada.card(card).note_id, {"Back": "a bridge"})
    teacher.update_note(note, {"Back": "bridge, way"})
    term.publish("Latin")
    term.sync()
    term.agree()
    assert _texts(ada, "pons") == [("pons", "bridge, way")]
    (conflict,) = ada.syncing.status().conflicts
    assert conflict.field == "Back"
    assert "a bridge" in [each.value for each in ada.revisions(conflict.note_id)]


def test_a_deck_is_withdrawn_and_published_again_in_the_same_term(term: Term) -> None:
    teacher, ben = term.all["teacher"], term.all["ben"]
    note = teacher.add_note({"Front": "pons", "Back": "bridge"}, deck="Latin")
    term.publish("Latin")
    term.sync("ada", "ben")
    done = _study(ben, 1)
    teacher.hub.withdraw(term.school.teacher, "Latin")
    term.sync()
    term.agree()
    teacher.update_note(note, {"Back": "way"})
    term.publish("Latin")
    term.sync()
    term.agree()
    for name in ("ada", "ada2", "ben"):
        assert _texts(term.all[name], "pons") == [("pons", "way")]
    assert ben.review_count() == done == 1


def test_whoever_is_at_the_limit_goes_on_and_tells_it_later(term: Term) -> None:
    ada = term.all["ada"]
    ada.add_note({"Front": "sol", "Back": "sun"}, deck="Mine")
    with connecting.opened(term.school.owner) as hub:
        members.give(hub, 100, "Ada")
        with pytest.raises(OverQuotaError):
            ada.sync(term.school.ada)
        assert ada.syncing.status().waiting > 0
        _study(ada, 1)
        members.give(hub, 1_000_000, "Ada")
    term.sync("ada", "ada2")
    term.agree()
    assert ada.syncing.status().waiting == 0
    assert term.all["ada2"].review_count() == 1
