"""One odd value keeps nothing else from the other computers."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from flashcards.collection.syncing import snapshots, syncing
from flashcards.model.enums import Quality, SchedulerKind
from flashcards.model.messages import message
from flashcards.sync.registers import ms_of, stamp_of
from tests.sync.group import Group, Pair


@pytest.mark.parametrize("tag", ["t" * 20_001, "İ" * 10_001, "a" * 1_001])
def test_a_tag_of_any_length_reaches_the_other_computer_and_goes_there_again(
    group: Group, pair: Pair, tag: str
) -> None:
    one, two = pair
    note = one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    group.meet()

    one.add_tags([note], [tag])
    group.meet()
    assert two.note(two.search_notes("cell")[0]).tags == (tag,)

    two.remove_tags(two.search_notes("cell"), [tag])
    group.meet()
    assert one.note(note).tags == ()


@pytest.mark.parametrize("year", [1901, 1969, 1970])
def test_what_a_clock_of_long_ago_wrote_is_told_and_what_is_written_later_stands(
    group: Group, pair: Pair, year: int
) -> None:
    one, two = pair
    now = group.clock.moment
    group.clock.moment = datetime(year, 6, 28, 4, tzinfo=UTC)
    note = one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    one.update_note(note, {"Back": "unit of life"})
    one.update_note(note, {"Back": "smallest unit of life"})
    group.sync(one, two)

    group.clock.moment = now
    two.update_note(two.search_notes("cell")[0], {"Back": "later"})
    group.meet()
    assert one.note(note).fields == ("cell", "later")


def test_no_moment_before_the_clocks_of_computers_makes_a_stamp_of_the_distant_future() -> None:
    year_9999 = 253_402_300_799_999
    for ms in (-(1 << 40), 0, 15_400_000_000, 17_000_000_000, 1 << 34, (1 << 34) + 1):
        assert 0 < ms_of(stamp_of(ms)) < year_9999
        assert stamp_of(ms) <= stamp_of(ms + 1)


def test_a_value_that_nobody_else_would_read_stays_here_and_all_else_is_told(
    group: Group, pair: Pair
) -> None:
    one, two = pair
    note = one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    group.meet()
    source = one.reading.keep(one.articles.read("# A\n\nA cell has a wall.\n"))
    one.reading.set_portion(source, 1 << 50)
    one.update_note(note, {"Back": "unit of life"})

    report = syncing.sync(one._store, group.shelf)
    (trouble,) = map(str, report.troubles)
    assert trouble.startswith("1 value in this collection is larger")
    group.sync(two, one)
    assert two.note(two.search_notes("cell")[0]).fields == ("cell", "unit of life")


def test_what_stays_here_keeps_no_newcomer_from_all_else(group: Group, pair: Pair) -> None:
    one, late = pair
    source = one.reading.keep(one.articles.read("# A\n\nA cell has a wall.\n"))
    one.reading.set_portion(source, 1 << 50)
    one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    syncing.sync(one._store, group.shelf)

    assert snapshots.make(one._store, None, [*group.shelf.files])
    group.sync(one)
    for name in [each for each in group.shelf.files if "snapshot" not in each]:
        del group.shelf.files[name]
    group.sync(late)
    assert len(late.search("cell")) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"fsrs_parameters": [1, 2]},
        {"fsrs_parameters": [0] * 21},
        {"desired_retention": -5},
        {"learning_steps": [1] * 1_000},
        {"easy_days": [1], "fuzz": True},
    ],
)
def test_options_that_no_scheduler_can_use_are_named_and_keep_nobody_from_studying(
    group: Group, pair: Pair, odd: dict[str, Any]
) -> None:
    one, two = pair
    one.add_note({"Front": "cell", "Back": "unit"}, "Bio")
    group.meet()
    with two._store.writing(message("Set options"), undoable=False) as conn:
        options = json.loads(conn.exec_driver_sql("SELECT options FROM presets").scalar_one())
        conn.exec_driver_sql(
            "UPDATE presets SET options = ?, changed_ms = changed_ms + 1",
            (json.dumps(options | odd),),
        )
    group.sync(two, one)

    two.set_options("Bio", scheduler=SchedulerKind.FSRS)
    two.add_note({"Front": "tree", "Back": "plant"}, "Bio")
    group.sync(two, one)
    assert len(one.search("tree")) == 1
    assert [str(each)[:24] for each in one.check()] == ["In the preset “Default”:"]
    session = one.study()
    assert session.next() is not None
    session.answer(Quality.GOOD)
    session.close()
    assert len(one.card_rows(one.search(""), True)) == 2
