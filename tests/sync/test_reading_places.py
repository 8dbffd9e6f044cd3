"""How far articles are read goes along, whatever the clocks say."""

from datetime import timedelta

from flashcards.api import Collection
from tests.sync.group import Group

CELLS = "# Cells\n\nA cell has a wall. The wall is thin.\n\nMitosis: a cell becomes two.\n"
ROME = "# Rome\n\nRome had a king. The Senate advised him.\n\nConsul: one of two who led Rome.\n"


def _read(machine: Collection, title: str, to: int) -> None:
    (found,) = (row.id for row in machine.articles.sources() if title in row.title)
    machine.reading.note_place(found, to, to, [(0, to)])


def _places(machine: Collection) -> dict[str, int]:
    with machine._store.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT s.title, p.position FROM reading_places p JOIN sources s ON s.uid = p.uid"
        )
        return {row[0].strip("# "): row[1] for row in rows}


def test_a_clock_that_was_ahead_once_holds_no_place_back(group: Group) -> None:
    one, two, _ = group.all
    for text in (CELLS, ROME):
        one.reading.keep(one.articles.read(text))
    group.meet()
    begun = group.clock.moment
    group.clock.moment = begun + timedelta(days=3650)
    _read(one, "Cells", 5)
    group.clock.moment = begun
    group.meet()
    assert _places(two) == {"Cells": 5}
    _read(two, "Rome", 20)
    _read(two, "Cells", 30)
    group.meet()
    for each in group.all:
        assert _places(each) == {"Cells": 30, "Rome": 20}
    group.meet()
    count = len(group.shelf.files)
    group.meet()
    assert len(group.shelf.files) == count, "nothing is told twice"


def test_what_was_read_stays_read_where_a_backup_is_restored(group: Group) -> None:
    one, two, _ = group.all
    one.reading.keep(one.articles.read(CELLS))
    _read(one, "Cells", 5)
    group.meet()
    backup = one.backup()
    _read(two, "Cells", 30)
    group.meet()
    group.restore(0, backup)
    group.meet()
    for each in group.all:
        assert _places(each) == {"Cells": 30}
