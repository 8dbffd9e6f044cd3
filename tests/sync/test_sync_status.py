"""How much waits to be told, as a learner counts it."""

from flashcards.store.syncing.sync_status import changes_in
from flashcards.sync.values import Fact, Segment


def test_a_note_of_anki_counts_once_whatever_its_guid() -> None:
    for guid in ("plain", "a/b", "/", "a/b/c/d"):
        facts = [
            Fact("notes", guid, "type", "t", 1, 0),
            *(Fact("cards", f"{guid}/front/{number}", "deck", "d", 1, 0) for number in range(3)),
        ]
        assert changes_in(Segment("d", 1, facts=facts)) == 1
