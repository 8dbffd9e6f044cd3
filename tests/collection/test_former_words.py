"""What an article said before is kept until the learner has looked at what it says now."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.articles import Decision, Passage
from flashcards.model.messages import message
from tests.collection.coast import ARTICLE, MOULT, SLOW, changed, note_of, place_of
from tests.conftest import FixedClock

QUICK = "The sudden loss of every quill at once."
ADDRESS = "https://example.org/coast.md"


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection with the article, all of its cards accepted."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        draft = opened.articles.read(ARTICLE, ADDRESS)
        opened.articles.accept(draft, draft.above(0))
        yield opened
        assert opened.check() == []


def moult(collection: Collection) -> Passage:
    found = collection.articles.passage(note_of(collection, "Moult").id)
    assert found is not None
    return found


def update(collection: Collection, back: str, decision: Decision | None = None) -> None:
    change = changed(collection, (MOULT, back))
    decisions = {} if decision is None else {place_of(change, "Moult"): decision}
    collection.articles.apply_update(change, decisions)


def test_the_words_before_and_the_moment_they_changed_are_kept(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    before = moult(collection)
    assert (before.former_quote, before.former_until) == ("", None)
    fixed_clock.advance(days=3)
    update(collection, SLOW)
    now = moult(collection)
    assert SLOW in now.quote
    assert now.former_quote == before.quote
    assert now.former_until == fixed_clock()


def test_undo_takes_them_away_and_redo_brings_them_back(collection: Collection) -> None:
    before = moult(collection)
    update(collection, SLOW)
    after = moult(collection)
    collection.undo()
    assert moult(collection) == before
    collection.redo()
    assert moult(collection) == after


def test_they_go_once_the_card_was_looked_at_and_undo_brings_them_back(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    update(collection, SLOW)
    marked = moult(collection)
    fixed_clock.advance(days=1)
    collection.articles.clear_fresh_look([marked.note_id])
    done = moult(collection)
    assert (done.fresh_look, done.former_quote, done.former_until) == (False, "", None)
    collection.undo()
    assert moult(collection) == marked


def test_former_is_what_was_looked_at_last_however_often_the_article_changes(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    first = moult(collection)
    update(collection, SLOW)
    moment = fixed_clock()
    fixed_clock.advance(days=1)
    update(collection, QUICK)
    again = moult(collection)
    assert (again.former_quote, again.former_until) == (first.quote, moment)
    collection.articles.clear_fresh_look([again.note_id])
    looked = moult(collection)
    update(collection, SLOW)
    assert moult(collection).former_quote == looked.quote


def test_an_article_that_says_what_it_said_before_leaves_nothing_to_look_at(
    collection: Collection,
) -> None:
    first = moult(collection)
    update(collection, SLOW)
    collection.articles.apply_update(changed(collection))
    assert collection.articles.fresh_look() == []
    assert moult(collection) == first


def test_a_card_that_keeps_the_words_between_is_looked_at_though_the_article_is_back(
    collection: Collection,
) -> None:
    update(collection, SLOW)
    note = note_of(collection, "Moult")
    collection.update_note(note.id, {"Back": SLOW + " So I have seen."})
    collection.articles.apply_update(changed(collection))
    assert collection.articles.fresh_look() == [note.id]
    assert collection.note(note.id).fields[1] == SLOW + " So I have seen."
    collection.articles.apply_update(changed(collection))
    assert collection.articles.fresh_look() == [note.id]


def test_who_decided_has_looked_so_that_nothing_is_kept(collection: Collection) -> None:
    collection.update_note(note_of(collection, "Moult").id, {"Back": "Mine."})
    update(collection, SLOW, Decision.MINE)
    found = moult(collection)
    assert (found.fresh_look, found.former_quote) == (False, "")


def test_small_words_that_changed_leave_nothing_to_look_at(collection: Collection) -> None:
    update(collection, "A yearly change of the feathers.")
    found = moult(collection)
    assert "A yearly change" in found.quote
    assert (found.fresh_look, found.former_quote) == (False, "")


def test_a_passage_that_is_gone_meanwhile_still_knows_what_it_said(collection: Collection) -> None:
    first = moult(collection)
    update(collection, SLOW)
    gone = ARTICLE.replace(f"Moult\n: {MOULT}\n", "")
    collection.articles.apply_update(changed(collection, text=gone))
    found = moult(collection)
    assert found.start is None
    assert (found.fresh_look, found.former_quote) == (True, first.quote)


def test_a_copy_of_the_collection_and_a_backup_have_them_too(
    collection: Collection, tmp_path: Path
) -> None:
    first = moult(collection)
    update(collection, SLOW)
    kept = collection.backup()
    with closing(sqlite3.connect(kept)) as raw:
        found = raw.execute("SELECT former_quote FROM passages WHERE fresh_look = 1").fetchall()
    assert found == [(first.quote,)]


def test_marks_set_by_an_older_version_take_the_words_of_the_next_change(
    collection: Collection,
) -> None:
    update(collection, SLOW)
    marked = moult(collection)
    with collection._store.writing(message("As it was left"), undoable=False) as conn:
        conn.exec_driver_sql("UPDATE passages SET former_quote = '', former_until_ms = NULL")
    elsewhere = ("Some words", "Some longer words")
    collection.articles.apply_update(changed(collection, (MOULT, SLOW), elsewhere))
    assert (moult(collection).fresh_look, moult(collection).former_quote) == (True, "")
    update(collection, QUICK)
    assert moult(collection).former_quote == marked.quote
