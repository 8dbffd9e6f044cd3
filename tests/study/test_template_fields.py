"""A card being studied tells what its template asks beside the fields: deck, tags, flag."""

import sqlite3
from contextlib import closing
from pathlib import Path

import flashcards
from tests.conftest import FixedClock
from tests.study.learner import plain

QUESTION = "{{Front}}: {{Deck}}, {{Subdeck}}, {{Tags}}, {{Type}}, {{Card}}, {{CardFlag}}"


def test_a_card_tells_its_deck_its_tags_and_its_flag(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.add_note({"Front": "a", "Back": "b"}, "French::Verbs", tags=["one", "two"])
    with closing(sqlite3.connect(collection_path)) as conn, conn:
        conn.execute("UPDATE templates SET question = ? WHERE uid = 'basic-1'", (QUESTION,))
    with flashcards.open(collection_path, fixed_clock) as opened:
        card = opened.study("French").next()
        assert card is not None
        said = "a: French::Verbs, Verbs, one two, Basic, Card 1, flag0"
        assert plain(card.question_html) == said
