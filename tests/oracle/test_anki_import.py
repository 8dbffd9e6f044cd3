"""What comes in from Anki stands as it does there: as new, due, learned or put aside."""

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from tests.oracle.anki_cards import open_package, packages
from tests.oracle.zones import zone_where_it_is

pytest.importorskip("anki.collection", reason="needs the oracle extra")

STATES = ("is:new", "is:due", "is:learn", "is:review", "is:suspended", "is:buried", "")

Name = tuple[str, int]
"""A card: the guid of its note and the place of its template, or its cloze number less one."""


def ours(collection: Collection) -> dict[int, Name]:
    """Return what our cards are called, by id."""
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT c.id, n.guid, CASE WHEN c.ordinal THEN c.ordinal - 1 ELSE t.position END "
            "FROM cards c JOIN notes n ON n.id = c.note_id JOIN templates t ON t.id = c.template_id"
        ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def theirs(anki: Any) -> dict[int, Name]:
    """Return what Anki's cards are called, by id."""
    rows = anki.db.all("select c.id, n.guid, c.ord from cards c join notes n on n.id = c.nid")
    return {row[0]: (row[1], row[2]) for row in rows}


def standing(collection: Collection) -> dict[Name, tuple[int, ...]]:
    """Return interval (days), ease, lapses and flag of our cards in review."""
    names = ours(collection)
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT id, interval_minutes / 1440, ease, lapses, flag FROM cards WHERE state = 2"
        ).fetchall()
    return {names[row[0]]: tuple(row[1:]) for row in rows}


def test_packages_at_hand_stand_as_in_anki(tmp_path: Path) -> None:
    for place, path in enumerate(packages()):
        folder = tmp_path / str(place)
        folder.mkdir()
        anki = open_package(path, folder)
        with flashcards.open(folder / "own.flashcards") as collection:
            collection.import_file(path)
            assert collection.check() == []
            here, there = ours(collection), theirs(anki)
            for state in STATES:
                found = {here[card] for card in collection.search(state)}
                assert found == {there[card] for card in anki.find_cards(state)}, (path, state)
            rows = anki.db.all(
                "select id, max(ivl, 1), round(factor / 10.0), lapses, flags & 7 from cards"
                " where type = 2 and (factor = 0 or factor > 1100)"
            )
            known = standing(collection)
            for card, interval, ease, lapses, flag in rows:
                assert known[there[card]] == (interval, ease or 250, lapses, flag)
            there_yet = " and cid in (select id from cards)" * (path.suffix == ".apkg")
            assert collection.review_count() == anki.db.scalar(
                f"select count() from revlog where ease > 0 and type < 4{there_yet}"
            )
        anki.close()


ASKED = """
import json, sys
from datetime import datetime
from pathlib import Path
from anki.collection import Collection
from flashcards.collection.anki.days import elapsed_days, rollover_hour
from tests.oracle import made_packages

folder = Path(sys.argv[1])
for number, (created, config) in enumerate(json.load(sys.stdin)):
    path = made_packages.collection(folder / str(number))
    made_packages.changed(path, f"update col set crt = {created}", config=config)
    package = made_packages.packed(path)
    anki = Collection(str(path))
    anki.upgrade_to_v2_scheduler()
    now, hours = datetime.now().astimezone(), anki._backend.get_preferences().scheduling.rollover
    print(json.dumps([
        [elapsed_days(created, config, now), anki.sched.today],
        [elapsed_days(created, config, now, whole=False), made_packages.day_of(package)],
        [rollover_hour(config), hours],
    ]))
    anki.close()
"""
ROLLOVERS = (0, 4, 23, -2)


@pytest.mark.parametrize(
    "zone",
    ["UTC", "Asia/Kathmandu", *(zone_where_it_is(*at) for at in (
        (3, 57), (4, 2), (3, 57, 3), (4, 2, 3), (22, 57, 9), (23, 2, 9),
    ))],
)  # fmt: skip
def test_todays_number_is_ankis(tmp_path: Path, zone: str) -> None:
    asked = []
    for number, (rollover, rule) in enumerate(product(ROLLOVERS, (0, 1, 2))):
        config = {"rollover": rollover, "schedVer": min(rule + 1, 2)}
        if rule == 2:
            config["creationOffset"] = -345
        asked.append((1_619_941_585 + number * 5_000_000, config))
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path)],
        input=json.dumps(asked),
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(asked)
    for each, pairs in zip(asked, found, strict=True):
        assert all(ours == theirs for ours, theirs in pairs), (each, pairs)
