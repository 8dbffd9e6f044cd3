"""A card is known in every copy by its note, its template and its cloze number."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.cards import card_seed
from flashcards.model.enums import NewOrder, ReviewOrder
from flashcards.study.session import StudySession
from tests.conftest import FixedClock

DECK = """# Capitals {uid}

## Capital of France? {#france}
Paris

## Capital of Italy? {#italy}
Rome

## Capital of Spain? {#spain}
Madrid

C: {{c1::Bern}} is in {{c2::Switzerland}} {#bern}

## Capital of Greece? {#greece}
Athens
Reverse: yes
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "capitals.md"
    path.write_text(DECK.replace(" {uid}", ""), encoding="utf-8")
    return path


def seeds(collection: Collection) -> dict[tuple[str, str, int], int]:
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT n.guid, t.uid, c.ordinal, c.seed FROM cards c "
            "JOIN notes n ON n.id = c.note_id JOIN templates t ON t.id = c.template_id"
        ).fetchall()
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def kept(collection: Collection) -> list[tuple[int, str, str, int]]:
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM card_names ORDER BY id, template").fetchall()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def name_of(collection: Collection, card: int) -> tuple[int, str, str, int]:
    with collection._store.reading() as conn:
        row = conn.exec_driver_sql(
            "SELECT c.id, n.guid, t.uid, c.ordinal FROM cards c JOIN notes n ON n.id = c.note_id "
            "JOIN templates t ON t.id = c.template_id WHERE c.id = ?",
            (card,),
        ).fetchone()
    assert row is not None
    return row[0], row[1], row[2], row[3]


def card_of(session: StudySession) -> int:
    shown = session.next()
    assert shown is not None
    return shown.id


def random_fuzz(collection: Collection) -> None:
    collection.set_options(
        "Capitals",
        fuzz=True,
        new_order=NewOrder.RANDOM,
        review_order=ReviewOrder.RANDOM,
        bury_new=False,
        bury_reviews=False,
    )


def test_chances_of_all_cards_come_from_their_names_however_they_were_made(
    collection_path: Path, deck: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_file(deck)
        collection.add_note({"Front": "typed", "Back": "by hand"}, "A", note_type="basic-reverse")
        found = seeds(collection)
        assert len(found) == 9
        assert found == {name: card_seed(*name) for name in found}
        assert len(set(found.values())) == 9


def test_two_machines_ask_and_plan_alike_though_their_rows_have_other_numbers(
    tmp_path: Path, deck: Path, fixed_clock: FixedClock
) -> None:
    lives = []
    for name in ("one", "other"):
        clock = FixedClock(fixed_clock.now)
        with flashcards.open(tmp_path / f"{name}.flashcards", clock) as collection:
            if name == "other":  # whose numbers are taken up by something else
                collection.delete_notes([collection.add_note({"Front": "a", "Back": "b"}, "X")])
            collection.import_file(deck)
            random_fuzz(collection)
            life = []
            for _ in range(12):
                session = collection.study("Capitals")
                while (shown := session.next()) is not None:
                    session.answer(Rating.GOOD)
                    due = collection.card(shown.id).due_at
                    life.append((name_of(collection, shown.id)[1:], due))
                clock.advance(days=4)
            lives.append(life)
            assert collection.check() == []
    assert lives[0] == lives[1]
    assert len(lives[0]) > 25


def test_the_name_of_a_card_that_goes_stays_with_its_log(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        unseen = collection.add_note({"Front": "moon", "Back": "luna"}, "B")
        session = collection.study("A")
        card = card_of(session)
        name = name_of(collection, card)
        session.answer(Rating.GOOD)
        assert kept(collection) == []
        collection.delete_notes([note, unseen])
        assert kept(collection) == [name]
        collection.undo()
        collection.redo()
        assert kept(collection) == [name]
        assert collection.check() == []


def test_the_name_of_a_card_that_follows_its_note_to_another_type_is_kept(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        session = collection.study("A")
        card = collection.card(card_of(session))
        before = name_of(collection, card.id)
        session.answer(Rating.GOOD)
        collection.update_note(note, note_type="basic-reverse")
        after = name_of(collection, card.id)
        assert (before[2], after[2]) == ("basic-1", "basic-reverse-1")
        assert kept(collection) == [before]
        assert collection.card(card.id).seed == card.seed
        collection.delete_notes([note])
        assert kept(collection) == [before, after]
        (entry,) = collection.bin()
        collection.restore_from_bin(entry.id)
        assert collection.card(card.id).seed == card.seed


def test_undoing_an_addition_keeps_the_name_its_answers_go_by(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        session = collection.study("A")
        name = name_of(collection, card_of(session))
        session.answer(Rating.GOOD)
        collection.undo()
        collection.undo()
        assert kept(collection) == [name]
