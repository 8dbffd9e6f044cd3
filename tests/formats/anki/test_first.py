"""Decks of Anki 1 come in as collections do, with what was learnt."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.enums import CardState
from tests.conftest import FixedClock

NOW_S = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()
DAY_S = 86_400
CREATED = NOW_S - 400 * DAY_S
_TABLES = """
CREATE TABLE decks (id, created, modified, description, version, currentModelId);
CREATE TABLE models (id integer PRIMARY KEY, deckId, created, modified, tags, name, description);
CREATE TABLE fieldModels (id, ordinal, modelId, name, description, features, required, "unique");
CREATE TABLE cardModels (id, ordinal, modelId, name, description, active, qformat, aformat,
    questionInAnswer);
CREATE TABLE facts (id integer PRIMARY KEY, modelId, created, modified, tags, spaceUntil);
CREATE TABLE fields (id, factId, fieldModelId, ordinal, value);
CREATE TABLE cards (id integer PRIMARY KEY, factId, cardModelId, created, modified, tags, ordinal,
    question, answer, priority, interval, lastInterval, due, lastDue, factor, lastFactor,
    firstAnswered, reps, successive, averageTime, reviewTime, yesCount, noCount, type);
CREATE TABLE reviewHistory (cardId, time, lastInterval, nextInterval, ease, delay, lastFactor,
    nextFactor, reps, thinkingTime, yesCount, noCount);
"""


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def card(number: int, fact: int, **values: float) -> tuple[float | str, ...]:
    """Return a row of cards, of a new one where nothing else is said."""
    row: dict[str, float | str] = {
        "id": number, "factId": fact, "cardModelId": 31, "created": CREATED + number,
        "modified": CREATED, "tags": "", "ordinal": 0, "question": "", "answer": "",
        "priority": 2, "interval": 0.0, "lastInterval": 0.0, "due": CREATED, "lastDue": 0.0,
        "factor": 2.5, "lastFactor": 2.5, "firstAnswered": 0.0, "reps": 0, "successive": 0,
        "averageTime": 0.0, "reviewTime": 0.0, "yesCount": 0, "noCount": 0, "type": 2, **values,
    }  # fmt: skip
    return tuple(row.values())


def deck(path: Path) -> Path:
    """Write a deck with a card of each kind."""
    learnt = {"reps": 4, "yesCount": 3, "noCount": 1, "interval": 9.4, "factor": 2.3}
    with sqlite3.connect(path) as raw:
        raw.executescript(_TABLES)
        raw.execute("INSERT INTO decks VALUES (1, ?, ?, '', 65, 20)", (CREATED, NOW_S))
        raw.execute("INSERT INTO models VALUES (20, 1, 0, 0, 'Old', 'Vocabulary', '')")
        raw.executemany(
            "INSERT INTO fieldModels VALUES (?, ?, 20, ?, '', '', 0, 0)",
            [(22, 1, "Back"), (21, 0, "Front")],
        )
        raw.executemany(
            "INSERT INTO cardModels VALUES (?, ?, 20, ?, '', 1, ?, ?, ?)",
            [
                (31, 0, "Forward", "%(Front)s", "%(Back)s <i>%(tags)s</i>", 0),
                (32, 1, "Reverse", "{{{Back}}}", "{{{Front}}}", 1),
            ],
        )
        for fact, front, back in ((-7, "dog", "Hund"), (8, "cat", "Katze"), (9, "cow", "Kuh")):
            raw.execute("INSERT INTO facts VALUES (?, 20, 0, ?, 'a, b', 0)", (fact, CREATED))
            raw.execute("INSERT INTO fields VALUES (0, ?, 22, 1, ?)", (fact, back))
            raw.execute("INSERT INTO fields VALUES (0, ?, 21, 0, ?)", (fact, front))
        rows = [
            card(-70, -7),
            card(80, 8, type=1, due=NOW_S + 3 * DAY_S, **learnt),
            card(81, 8, cardModelId=32, ordinal=1, type=-2, due=NOW_S - DAY_S, **learnt),
            card(90, 9, type=0, due=NOW_S + 600, **learnt),
        ]
        raw.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 24)})", rows)
        history = [
            (80, NOW_S - 9 * DAY_S, 3.0, 9.4, 3, 0, 2.3, 2.3, 3, 4.5, 2, 1),
            (80, NOW_S - 12 * DAY_S, 0.0, 3.0, 2, 0, 2.5, 2.3, 2, 1e9, 2, 1),
        ]
        raw.executemany(f"INSERT INTO reviewHistory VALUES ({', '.join('?' * 12)})", history)
    raw.close()
    return path


def test_a_deck_of_anki_1_comes_in(collection: Collection, tmp_path: Path) -> None:
    report = collection.import_file(deck(tmp_path / "Words.anki"))
    assert (report.added, report.problems) == (3, ())
    assert len(collection.search("deck:Words note:Vocabulary tag:a tag:b")) == 4
    [dog] = collection.search("dog")
    assert collection.card(dog).memory.state is CardState.NEW
    note = collection.note(collection.notes_of([dog])[0])
    assert note.fields == ("dog", "Hund")
    assert len(collection.search("cat card:Forward is:review due=3 interval=9 lapses=1")) == 1
    assert len(collection.search("cat card:Reverse is:suspended")) == 1
    assert len(collection.search("cow is:learn")) == 1
    assert collection.review_count() == 2
    assert collection.import_file(tmp_path / "Words.anki").unchanged == 3
    assert collection.review_count() == 2


def test_templates_speak_the_language_of_today(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(deck(tmp_path / "Words.anki"))
    kind = next(each for each in collection.note_types.all() if each.name == "Vocabulary")
    forward, reverse = kind.templates
    assert forward.question == "{{Front}}"
    assert forward.answer == "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}} <i>{{Tags}}</i>"
    assert (reverse.question, reverse.answer) == ("{{Back}}", "{{Front}}")


def test_values_of_odd_kinds_harm_nothing(collection: Collection, tmp_path: Path) -> None:
    path = deck(tmp_path / "Words.anki")
    with sqlite3.connect(path) as raw:
        raw.executemany(
            "INSERT INTO fields VALUES (0, ?, 22, ?, ?)",
            [("x", 1, b"z"), (None, "y", 3), (8.5, 1, 1)],
        )
        raw.execute("INSERT INTO reviewHistory SELECT * FROM reviewHistory")
        raw.execute("UPDATE cards SET interval = 9e999, factor = 'x', due = NULL WHERE id = 80")
        raw.execute("UPDATE decks SET created = 'never'")
    raw.close()
    assert collection.import_file(path).added == 3
    assert collection.review_count() == 2


@pytest.mark.parametrize("hours", [-10, -1, 0, 4, 12])
def test_days_are_those_of_the_clock_it_was_learnt_by(tmp_path: Path, hours: int) -> None:
    zone = timezone(-timedelta(hours=hours))
    today = datetime(2026, 3, 2, tzinfo=zone)
    with flashcards.open(tmp_path / "own.flashcards", FixedClock(today.replace(hour=9))) as opened:
        path = deck(tmp_path / "Words.anki")
        with sqlite3.connect(path) as raw:
            raw.execute("ALTER TABLE decks ADD utcOffset")
            raw.execute("UPDATE decks SET utcOffset = ?", ((hours + 4) * 3600,))
            last, first = today.replace(hour=3, minute=59), today.replace(hour=4)
            for number, due in ((80, last), (81, first)):
                raw.execute(
                    "UPDATE cards SET due = ?, type = 1 WHERE id = ?", (due.timestamp(), number)
                )
        raw.close()
        opened.import_file(path)
        assert len(opened.search("card:Forward is:review due=-1")) == 1
        assert len(opened.search("card:Reverse is:review due=0")) == 1
