"""Whatever a learner does, in whatever order, the collection and a plain-Python model agree."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

import flashcards
from flashcards import Rating
from tests.collection.model import ModelCard, ModelCollection, ModelNote

DECKS = ("A", "A::B", "C")
WORDS = st.sampled_from(["sun", "moon", "日月", "été", "a <b> c", "x::y", "ノ", "end."])
TAGS = st.frozensets(st.sampled_from(["t", "u::v", "été"]), max_size=2)
TERMS = ("Flood", "Ebb", "Slack")
RATINGS = st.sampled_from(list(Rating))


class CollectionMachine(RuleBasedStateMachine):
    """Does one thing after another to both."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "collection.flashcards"
        self.now = datetime(2026, 3, 27, 20, 0, tzinfo=UTC)
        self.collection = flashcards.open(self.path, lambda: self.now)
        self.model = ModelCollection()
        self.backups: list[tuple[Path, ModelCollection]] = []

    def teardown(self) -> None:
        assert self.collection.check() == []
        self.collection.close()
        shutil.rmtree(self.folder)

    @property
    def today(self) -> int:
        return (self.now - timedelta(hours=4)).toordinal()

    @rule(front=WORDS, back=WORDS, deck=st.sampled_from(DECKS), tags=TAGS)
    def add_note(self, front: str, back: str, deck: str, tags: frozenset[str]) -> None:
        note_id = self.collection.add_note(
            {"Front": front, "Back": back}, deck=deck, tags=sorted(tags)
        )
        state = self.model.step()
        state.decks |= {deck, deck.split("::")[0]}
        assert note_id not in state.notes
        state.notes[note_id] = ModelNote(front, back, tags, ModelCard(deck))

    def pick(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.model.state.notes)))

    @precondition(lambda self: self.model.state.notes)
    @rule(data=st.data(), front=WORDS, tags=TAGS)
    def edit_note(self, data: st.DataObject, front: str, tags: frozenset[str]) -> None:
        note_id = self.pick(data)
        note = self.model.state.notes[note_id]
        self.collection.update_note(note_id, {"Front": front}, tags=sorted(tags))
        if (note.front, note.tags) != (front, tags):
            note = self.model.step().notes[note_id]
            note.front, note.tags = front, tags

    @precondition(lambda self: self.model.state.notes)
    @rule(data=st.data())
    def delete_notes(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.model.state.notes)), min_size=1))
        self.collection.delete_notes(sorted(chosen))
        state = self.model.step()
        for note_id in chosen:
            del state.notes[note_id]

    @precondition(lambda self: self.model.state.notes)
    @rule(data=st.data(), deck=st.sampled_from(DECKS))
    def move_cards(self, data: st.DataObject, deck: str) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.model.state.notes)), min_size=1))
        cards = [card for note in sorted(chosen) for card in self.collection.note_cards(note)]
        self.collection.move_cards(cards, deck)
        state = self.model.step()
        state.decks |= {deck, deck.split("::")[0]}
        for note_id in chosen:
            state.notes[note_id].card.deck = deck

    @precondition(lambda self: self.model.state.notes)
    @rule(data=st.data(), flag=st.integers(0, 4))
    def flag_card(self, data: st.DataObject, flag: int) -> None:
        note_id = self.pick(data)
        self.collection.flag(self.collection.note_cards(note_id), flag)
        self.model.step().notes[note_id].card.flag = flag

    @precondition(lambda self: self.model.state.notes)
    @rule(data=st.data(), suspended=st.booleans())
    def suspend_card(self, data: st.DataObject, suspended: bool) -> None:
        note_id = self.pick(data)
        self.collection.suspend(self.collection.note_cards(note_id), suspended)
        self.model.step().notes[note_id].card.suspended = suspended

    @precondition(lambda self: self.model.state.notes)
    @rule(data=st.data())
    def reset_card(self, data: st.DataObject) -> None:
        note_id = self.pick(data)
        self.collection.reset_cards(self.collection.note_cards(note_id))
        card = self.model.step().notes[note_id].card
        card.qualities, card.answered_on, card.drill_on = [], [], None

    @precondition(lambda self: "A" in self.model.state.decks)
    @rule()
    def delete_deck(self) -> None:
        gone = self.collection.delete_deck("A")
        state = self.model.step()
        doomed = [key for key, note in state.notes.items() if note.card.deck in ("A", "A::B")]
        assert gone == len(doomed)
        for note_id in doomed:
            del state.notes[note_id]
        state.decks -= {"A", "A::B"}

    @rule(version=st.integers(1, 3))
    def follow_an_article(self, version: int) -> None:
        text = "# Tides\n\n## Glossary\n\n" + "\n".join(
            f"{term}\n: What rises {term.lower()}wards in edition {version}.\n" for term in TERMS
        )
        face = self.collection.articles
        draft = face.read(text, "https://example.org/tides.md")
        cards = [draft.card(number) for number in range(len(draft.candidates))]
        assert [each.candidate.term for each in draft.candidates] == list(TERMS)
        state = copy_of(self.model).state
        deck = (state.home(list(TERMS)) if state.article else None) or "Tides"
        made = {term: (card.front, card.back) for term, card in zip(TERMS, cards, strict=True)}
        fresh = state.follow(draft.document.text, made, deck)
        report = face.accept(draft, cards)
        [row] = face.sources()
        for passage in face.passages(row.id):
            if passage.term in fresh:
                assert passage.note_id not in state.notes
                front, back = made[passage.term]
                state.notes[passage.note_id] = ModelNote(
                    front, back, frozenset(), ModelCard(deck), passage.term, (front, back)
                )
        assert (report.added, report.skipped) == (len(fresh), 0)
        if state != self.model.state:
            self.model.step()
            self.model.state = state

    @precondition(lambda self: self.model.state.article)
    @rule()
    def forget_the_article(self) -> None:
        [row] = self.collection.articles.sources()
        self.collection.articles.forget(row.id)
        state = self.model.step()
        state.article = ""
        for note in state.notes.values():
            note.made, note.former = None, ""

    @precondition(lambda self: any(note.former for note in self.model.state.notes.values()))
    @rule(data=st.data())
    def look_again(self, data: st.DataObject) -> None:
        marked = [key for key, note in self.model.state.notes.items() if note.former]
        note_id = data.draw(st.sampled_from(sorted(marked)))
        self.collection.articles.clear_fresh_look([note_id])
        self.model.step().notes[note_id].former = ""

    @rule(ratings=st.lists(RATINGS, min_size=1, max_size=4))
    def study(self, ratings: list[Rating]) -> None:
        session = self.collection.study()
        for rating in ratings:
            card = session.next()
            if card is None:
                break
            session.answer(rating, taken_ms=1_000)
            state = self.model.step()
            state.answers += 1
            asked = state.notes[card.note_id].card
            assert not asked.suspended
            if asked.drill_on == self.today:
                asked.drill_on = None if rating.quality >= 4 else self.today
            else:
                asked.qualities.append(rating.quality)
                asked.answered_on.append(self.today)
                asked.drill_on = None if rating.quality >= 4 else self.today
        session.close()

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def undo(self) -> None:
        assert (self.collection.undo() is not None) == self.model.undo()

    @rule()
    def redo(self) -> None:
        assert (self.collection.redo() is not None) == self.model.redo()

    @rule()
    def reopen(self) -> None:
        self.collection.close()
        self.collection = flashcards.open(self.path, lambda: self.now)
        self.model.forget()

    @rule()
    def back_up(self) -> None:
        self.now += timedelta(seconds=1)
        kept = ModelCollection()
        kept.state = self.model.state
        self.backups.append((self.collection.backup(), copy_of(kept)))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        path, kept = data.draw(st.sampled_from(self.backups))
        if not path.exists():  # thinned out since
            return
        self.collection.close(back_up=False)
        flashcards.restore(path, self.path, lambda: self.now)
        self.collection = flashcards.open(self.path, lambda: self.now)
        self.model = copy_of(kept)

    @invariant()
    def the_notes_are_the_same(self) -> None:
        if not hasattr(self, "collection"):
            return
        state = self.model.state
        assert set(self.collection.deck_names()) == state.decks
        found = self.collection.notes_of(self.collection.search(""))
        assert sorted(found) == sorted(state.notes)
        for note_id, expected in state.notes.items():
            note = self.collection.note(note_id)
            assert note.fields == (expected.front, expected.back)
            assert frozenset(note.tags) == expected.tags

    @invariant()
    def the_passages_are_the_same(self) -> None:
        if not hasattr(self, "collection"):
            return
        rows = self.collection.articles.sources()
        assert len(rows) == bool(self.model.state.article)
        found = {
            each.note_id: each for row in rows for each in self.collection.articles.passages(row.id)
        }
        notes = self.model.state.notes
        assert set(found) == {key for key, note in notes.items() if note.made is not None}
        for note_id, passage in found.items():
            note = notes[note_id]
            assert note.made is not None
            assert passage.quote.endswith(note.made[1])
            assert passage.quote in self.model.state.article
            marked = bool(note.former)
            assert (passage.fresh_look, passage.former_until is not None) == (marked, marked)
            assert bool(passage.former_quote) == marked
            assert passage.former_quote.endswith(note.former)

    @invariant()
    def the_learning_is_the_same(self) -> None:
        if not hasattr(self, "collection"):
            return
        state = self.model.state
        assert self.collection.review_count() == state.answers
        for note_id, expected in state.notes.items():
            (card_id,) = self.collection.note_cards(note_id)
            card = self.collection.card(card_id)
            repetitions, ease, interval = expected.card.memory()
            assert card.memory.repetitions == repetitions
            assert card.memory.ease == ease * 100
            assert card.memory.interval_days == interval
            assert card.drill_day == expected.card.drill_on
            assert (card.suspended, card.flag) == (expected.card.suspended, expected.card.flag)


def copy_of(model: ModelCollection) -> ModelCollection:
    """Return the state without its stacks, as a backup keeps it."""
    import copy

    fresh = ModelCollection()
    fresh.state = copy.deepcopy(model.state)
    return fresh


TestCollection = CollectionMachine.TestCase
TestCollection.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
