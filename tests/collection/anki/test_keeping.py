"""What Anki says of notes, cards and answers is kept in little room, and nothing of it is lost."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import flashcards
from flashcards.collection.anki import keeping
from flashcards.collection.anki.keeping import KeptReview
from flashcards.collection.anki.logs import Entries
from flashcards.formats.anki.collection import AnkiCard, AnkiNote
from flashcards.store import migrations, origins, preparing
from flashcards.store.origins import Origin
from flashcards.store.seed import seed
from tests.conftest import FixedClock

NOTE = AnkiNote(1_600_000_000_000, "guid", 10, 1_600_000_000, "", "a\x1fb", 0, "")
Log = Sequence[tuple[int, int, int, int, int]]
"""id, interval, last interval, factor, type of each row."""
PLAIN: Log = [
    (1_600_000_000_001, -600, 0, 0, 0),
    (1_600_000_000_002, 3, -600, 2500, 0),
    (1_600_900_000_000, -(2**31) + 1, 36_500, 65_535, 255),
]
ODD: Log = [(5, 1, 2, 65_536, 1), (-7, 1, 2, -1, 300)]


def card(number: int, place: int = 0) -> AnkiCard:
    """Return a card that is due on day 7."""
    return AnkiCard(number, NOTE.id, 1, place, 0, 2, 2, 7, 3, 2500, 4, 0, 0, 0, 0, 0, "{}")


def origin(*logs: tuple[int, Log]) -> Origin:
    """Return what is kept of a note with a card, by its id, for each log."""
    rows = [(place, *row) for place, (_, log) in enumerate(logs) for row in log]
    none = np.zeros(len(rows), np.int64)
    owner, at_ms, *others = np.array(rows, np.int64).reshape(-1, 6).T
    interval, last, factor, kind = others
    entries = Entries(owner, at_ms, none, interval, last, factor, none, kind)
    cards = [(card(number, place), f"t{place}", 0) for place, (number, _) in enumerate(logs)]
    kept = keeping.kept_logs(entries, len(logs))
    return keeping.origin(NOTE, "", ["a", "b"], cards, kept)


def log_of(found: Origin, number: int) -> list[tuple[int, ...]]:
    """Return the rows that are kept of a card."""
    return [tuple(row) for row in keeping.kept(found).log.get(number, ())]


def test_all_that_anki_says_of_an_answer_is_kept_packed() -> None:
    found = origin((11, PLAIN), (12, []), (13, PLAIN[:1]))
    assert log_of(found, 11) == PLAIN
    assert log_of(found, 12) == []
    assert log_of(found, 13) == PLAIN[:1]
    assert len(found.log) < 20 * 4 + 2 * 12
    assert keeping.kept(found).log[11][0] == KeptReview(*PLAIN[0])
    assert keeping.kept(found).cards[13].due == 7


def test_a_value_that_no_version_of_anki_writes_is_kept_too() -> None:
    found = origin((11, PLAIN), (12, [*PLAIN, *ODD]))
    assert log_of(found, 11) == PLAIN
    assert log_of(found, 12) == [*PLAIN, *ODD]


def test_what_does_not_come_again_stays() -> None:
    before = origin((11, PLAIN), (12, ODD), (13, PLAIN))
    now = origin((11, [*PLAIN, *PLAIN]))
    found = keeping.renewed(before, now)
    assert log_of(found, 11) == [*PLAIN, *PLAIN]
    assert log_of(found, 12) == ODD
    assert log_of(found, 13) == PLAIN
    assert set(keeping.kept(found).cards) == {11, 12, 13}
    assert keeping.renewed(found, found) is found


@pytest.mark.parametrize("size", [5, 12, 30, 68])
def test_a_log_that_was_cut_off_is_noticed(size: int) -> None:
    found = origin((11, PLAIN))
    with pytest.raises(ValueError, match="log ends"):
        keeping.kept(found._replace(log=found.log[:size]))


def test_what_an_older_collection_keeps_can_still_be_read(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    preparing.prepare(collection_path, seed, 0, migrations.STEPS[:11])
    body = (
        '{"mod":5,"flags":0,"data":"","cards":{"11":[1,0,2,2,7,3,2500,4,0,0,0,0,0,"{}"]},'
        '"log":{"11":[[1600000000001,-600,0,0,0]]}}'
    )
    with closing(sqlite3.connect(collection_path)) as raw, raw:
        raw.execute(
            "INSERT INTO origins (guid, origin_id, texts, cards, body, changed_ms) "
            "VALUES ('guid', 1, '[]', '[[11,\"t0\",0]]', ?, 5)",
            (body,),
        )
    with flashcards.open(collection_path, fixed_clock) as collection:
        with collection._store.reading() as conn:
            before = origins.of_notes(conn, ["guid"])["guid"]
        assert log_of(before, 11) == PLAIN[:1]
        assert log_of(keeping.renewed(before, origin((11, PLAIN))), 11) == PLAIN
        assert log_of(keeping.renewed(before, origin((11, []))), 11) == PLAIN[:1]
        assert collection.check() == []
