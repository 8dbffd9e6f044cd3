"""Two learners and a teacher over one hub, with collections of their own."""

from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.store.hub import connecting, sharing, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.sync import segment as codec
from flashcards.sync.values import SNAPSHOT, Fact, LogBlock, Segment
from tests.hub.conftest import Class
from tests.sync.machines import Clock, differences

Machines = dict[str, Collection]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """Ada has two computers, Ben and the teacher one."""
    clock = Clock()
    with ExitStack() as stack:
        found = {}
        for name in ("ada", "ada2", "ben", "teacher"):
            (tmp_path / name).mkdir()
            path = tmp_path / name / "c.flashcards"
            found[name] = stack.enter_context(flashcards.open(path, clock))
        yield found


def _meet(school: Class, machines: Machines) -> None:
    for _ in range(2):
        for name, collection in machines.items():
            report = collection.sync(getattr(school, name.rstrip("2")))
            assert [str(each) for each in report.troubles] == []
    for collection in machines.values():
        assert [str(each) for each in collection.check()] == []
    assert differences(machines["ada"], machines["ada2"]) == []


def _study(collection: Collection, most: int = 1) -> None:
    session = collection.study()
    for _ in range(most):
        assert session.next() is not None
        session.answer(Quality.GOOD)


def _fields(collection: Collection, query: str) -> list[tuple[str, ...]]:
    return [collection.note(collection.card(each).note_id).fields
            for each in collection.search(query)]  # fmt: skip


def test_both_computers_of_a_learner_agree_and_others_hear_nothing(
    school: Class, machines: Machines
) -> None:
    machines["ada"].add_note({"Front": "secret", "Back": "of Ada"}, deck="Mine")
    _study(machines["ada"])
    _meet(school, machines)
    assert _fields(machines["ada2"], "secret") == [("secret", "of Ada")]
    assert machines["ada2"].review_count() == 1
    assert machines["ben"].deck_names() == machines["teacher"].deck_names() == []


def test_a_published_deck_reaches_everybody_and_schedules_stay_private(
    school: Class, machines: Machines
) -> None:
    teacher = machines["teacher"]
    note = teacher.add_note({"Front": "cell", "Back": "smallest unit"}, deck="School::Biology")
    teacher.add_note({"Front": "mine", "Back": "alone"}, deck="Private")
    _study(teacher, 2)
    assert teacher.hub.publish(school.teacher, "School::Biology").changes
    assert not teacher.hub.publish(school.teacher, "School::Biology").changes
    _meet(school, machines)
    for name in ("ada", "ada2", "ben"):
        assert machines[name].deck_names() == ["Biology"]
        assert machines[name].review_count() == 0
    _study(machines["ben"])
    _meet(school, machines)
    assert machines["ada"].review_count() == 0
    assert teacher.review_count() == 2
    teacher.update_note(note, {"Front": "cell", "Back": "the smallest unit of life"})
    teacher.hub.publish(school.teacher, "School::Biology")
    _meet(school, machines)
    for name in ("ada", "ada2", "ben"):
        assert _fields(machines[name], "cell") == [("cell", "the smallest unit of life")]
    assert machines["ben"].review_count() == 1


def test_what_a_teacher_takes_out_goes_and_comes_back(school: Class, machines: Machines) -> None:
    teacher, ada = machines["teacher"], machines["ada"]
    keep = teacher.add_note({"Front": "one", "Back": "1"}, deck="Numbers")
    gone = teacher.add_note({"Front": "two", "Back": "2"}, deck="Numbers")
    teacher.hub.publish(school.teacher, "Numbers")
    _meet(school, machines)
    teacher.delete_notes([gone])
    teacher.hub.publish(school.teacher, "Numbers")
    _meet(school, machines)
    assert _fields(ada, "deck:Numbers") == [("one", "1")]
    teacher.undo()
    teacher.hub.publish(school.teacher, "Numbers")
    _meet(school, machines)
    assert sorted(_fields(ada, "deck:Numbers")) == [("one", "1"), ("two", "2")]
    assert teacher.note(keep).fields == ("one", "1")


def test_what_a_learner_wrote_into_a_published_note_stays_theirs(
    school: Class, machines: Machines
) -> None:
    teacher, ada = machines["teacher"], machines["ada"]
    note = teacher.add_note({"Front": "pons", "Back": "bridge"}, deck="Latin")
    teacher.hub.publish(school.teacher, "Latin")
    _meet(school, machines)
    (card,) = ada.search("pons")
    ada.update_note(ada.card(card).note_id, {"Front": "pons, m.", "Back": "bridge"})
    teacher.update_note(note, {"Front": "pons", "Back": "bridge, way"})
    teacher.hub.publish(school.teacher, "Latin")
    _meet(school, machines)
    assert _fields(ada, "pons") == [("pons, m.", "bridge, way")]
    assert _fields(machines["ben"], "pons") == [("pons", "bridge, way")]


def test_what_is_withdrawn_keeps_no_computer_waiting(school: Class, machines: Machines) -> None:
    teacher, ada, second = machines["teacher"], machines["ada"], machines["ada2"]
    teacher.add_note({"Front": "pons", "Back": "bridge"}, deck="Latin")
    teacher.hub.publish(school.teacher, "Latin")
    ada.sync(school.ada)
    _study(ada)
    ada.add_note({"Front": "sol", "Back": "sun"}, deck="Mine")
    ada.sync(school.ada)
    assert teacher.hub.withdraw(school.teacher, "Latin")
    report = second.sync(school.ada)
    assert (report.waiting, report.troubles) == (0, ())
    assert _fields(second, "sol") == [("sol", "sun")]
    teacher.hub.publish(school.teacher, "Latin")
    _meet(school, machines)
    assert _fields(second, "pons") == [("pons", "bridge")]
    assert second.review_count() == 1


def test_progress_is_seen_by_teachers_until_it_is_taken_back(
    school: Class, machines: Machines
) -> None:
    ada, teacher = machines["ada"], machines["teacher"]
    for word in ("sol", "luna"):
        teacher.add_note({"Front": word, "Back": "star"}, deck="Latin")
    teacher.hub.publish(school.teacher, "Latin")
    _meet(school, machines)
    _study(ada)
    _meet(school, machines)
    assert _seen(school.teacher) == []
    ada.hub.share(school.ada)
    assert _seen(school.teacher) == [("Ada", "Latin", 1, 1, 0)]
    _study(ada)
    _meet(school, machines)
    assert _seen(school.teacher) == _seen(school.ada) == [("Ada", "Latin", 2, 2, 0)]
    assert _seen(school.ben) == []
    with connecting.opened(school.ada) as hub:
        assert sharing.take_back(hub)
    _meet(school, machines)
    assert _seen(school.teacher) == []
    assert teacher.review_count() == 0


def _seen(address: str) -> list[tuple[str, str, int, int, int]]:
    with connecting.opened(address) as hub:
        return [
            (each.name, each.deck, each.answers, each.correct, each.known)
            for each in sharing.seen(hub)
        ]


def test_more_than_a_deck_in_a_published_space_is_left_aside(
    school: Class, machines: Machines
) -> None:
    ada = machines["ada"]
    ada.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    ada.sync(school.ada)
    (own,) = _devices(school.ada)
    with connecting.opened(school.teacher) as hub:
        space = spaces.for_deck(hub, "bad", "Bad")
        carrier = HubCarrier(hub, space)
        note = ("notes", "g", "tags", ["x"], 1 << 60)
        for number, segment in enumerate(
            (
                Segment(space, 1, log=LogBlock()),
                Segment(space, 2, devices=[("", "")],
                        facts=[Fact("learner", "learner", "day_start", 0, 1 << 60, 0)]),
                Segment(space, 3, kind=SNAPSHOT, covers=("0" * 64,), heads=("0" * 64,)),
                Segment(own, 4),
                Segment(space, 5, devices=[("", ""), (own, "")], facts=[Fact(*note, 1)]),
            )
        ):  # fmt: skip
            carrier.put(f"bad-{number}.seg", codec.pack(segment))
    report = ada.sync(school.ada)
    assert len(report.troubles) == 5
    assert all("more than a published deck may" in str(each) for each in report.troubles)
    assert report.taken == 0
    ada.add_note({"Front": "luna", "Back": "moon"}, deck="Latin")
    ada.sync(school.ada)
    assert _devices(school.ada) == {own}


def _devices(address: str) -> set[str]:
    """Return which devices have written into the space of a learner."""
    with connecting.opened(address) as hub:
        carrier = HubCarrier(hub)
        return {
            codec.header_of(carrier.read(each.name, 1 << 20)).device
            for each in carrier.segments()
            if not each.published
        }


def test_a_round_in_which_nothing_is_new_asks_the_server_four_times(
    school: Class, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines["ada"].add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    machines["ada"].sync(school.ada)
    asked = []
    cursor = import_module("psycopg").Cursor
    ask = cursor.execute

    def note(*given: Any, **more: Any) -> Any:
        asked.append(given[1])
        return ask(*given, **more)

    monkeypatch.setattr(cursor, "execute", note)
    machines["ada"].sync(school.ada)
    assert len(asked) == 4, asked
