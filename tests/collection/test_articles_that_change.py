"""Whatever becomes of an article, nothing learnt of it is lost and no card is made twice."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection, Rating
from flashcards.collection.articles.drafting import Draft
from flashcards.model.articles import Decision, DraftCard, PassageState

NAMES = st.sampled_from(["Auk", "Gull", "Tern", "Skua", "Gannet", "Puffin", "Ebb", "Spring tide"])
_WORDS = "a the bird of cliffs sea which breeds grey white northern small not fish eats wind"
WORDS = st.lists(st.sampled_from(_WORDS.split()), min_size=4, max_size=12).map(" ".join)
ITEMS = st.lists(WORDS, min_size=2, max_size=4, unique=True)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article: a term, a question, a list, plain words or a heading."""

    kind: str
    name: str
    words: str
    items: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        if self.kind == "term":
            return f"{self.name}\n: A {self.words}.\n"
        if self.kind == "ask":
            question = f"## Why does the {self.name.lower()} like {self.words[:20].strip()}?"
            return f"{question}\n\nBecause it is {self.words} and more of the kind.\n"
        if self.kind == "list":
            lead = f"The {self.name.lower()} needs the following things:"
            return lead + "\n\n" + "".join(f"- {item}\n" for item in self.items)
        return f"## {self.name}\n" if self.kind == "heading" else f"So {self.words} it is.\n"


PARTS = st.builds(
    Part,
    st.sampled_from(["term", "term", "ask", "list", "prose", "heading"]),
    NAMES,
    WORDS,
    ITEMS.map(tuple),
)


def written(parts: list[Part]) -> str:
    return "# Birds of the coast\n\n## Glossary\n\n" + "\n".join(part.text for part in parts)


@st.composite
def changed(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    """Insert, delete, reword, rename, move and repeat some parts of an article."""
    parts = list(parts)
    for _ in range(draw(st.integers(1, 4))):
        action = draw(st.sampled_from(["insert", "delete", "reword", "rename", "move", "item"]))
        place = draw(st.integers(0, len(parts)))
        if action == "insert" or place == len(parts):
            parts.insert(place, draw(PARTS))
        elif action == "delete":
            del parts[place]
        elif action == "reword":
            parts[place] = replace(parts[place], words=draw(WORDS))
        elif action == "rename":
            parts[place] = replace(parts[place], name=draw(NAMES))
        elif action == "move":
            parts.insert(draw(st.integers(0, len(parts) - 1)), parts.pop(place))
        else:
            items = parts[place].items
            parts[place] = replace(
                parts[place],
                items=tuple(
                    draw(
                        st.lists(
                            st.one_of(st.sampled_from(items), WORDS),
                            min_size=2,
                            max_size=4,
                            unique=True,
                        )
                    )
                ),
            )
    return parts


def facts(collection: Collection) -> dict[str, list[Any]]:
    """Every row of what articles, notes and cards are, but for the stamps of its last change."""
    found = {}
    with closing(sqlite3.connect(f"file:{collection.path}?mode=ro", uri=True)) as raw:
        for table in ("sources", "passages", "notes", "cards", "decks", "reviews"):
            names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(name for name in names if name != "changed_ms")
            found[table] = raw.execute(f"SELECT {kept} FROM {table} ORDER BY 1, 2").fetchall()
    return found


def learnt(collection: Collection) -> dict[int, Any]:
    """Card -> its memory and how often it was answered, for those that were."""
    found: dict[int, Any] = {}
    for card_id in collection.search(""):
        if answers := collection.history(card_id):
            found[card_id] = collection.card(card_id).memory, len(answers)
    return found


def texts(collection: Collection) -> dict[int, tuple[str, ...]]:
    notes = collection.notes_of(collection.search(""))
    return {note: collection.note(note).fields for note in notes}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_becomes_of_an_article_nothing_is_lost_and_nothing_made_twice(
    data: st.DataObject,
) -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    parts = data.draw(st.lists(PARTS, min_size=1, max_size=8))
    with (
        tempfile.TemporaryDirectory() as folder,
        flashcards.open(Path(folder) / "c.flashcards", lambda: now) as collection,
    ):
        face = collection.articles
        draft = face.read(written(parts), "coast.md")
        if not draft.candidates:
            return
        mine = _take_some(data, collection, draft)
        for _ in range(data.draw(st.integers(1, 3))):
            mine |= _live(data, collection)
            mine = {note: fields for note, fields in texts(collection).items() if note in mine}
            now += timedelta(days=2)
            parts = data.draw(changed(parts))
            _follow(data, collection, written(parts), mine)
        _take_all(collection, written(parts))
        assert collection.check() == []


def _take_some(
    data: st.DataObject, collection: Collection, draft: Draft
) -> dict[int, tuple[str, ...]]:
    """Accept some cards, some of them split, merged or written anew; return those."""
    number = st.integers(0, len(draft.candidates) - 1)
    chosen: list[DraftCard] = []
    own: list[DraftCard] = []
    for each in sorted(data.draw(st.sets(number, min_size=1))):
        action = data.draw(st.sampled_from(["take", "take", "take", "split", "merge", "write"]))
        if action == "take":
            chosen.append(draft.card(each))
        elif action == "split":
            own.append(DraftCard(f"One of {each}?", "One.", candidates=(each,)))
            own.append(DraftCard(f"Two of {each}?", "Two.", candidates=(each,)))
        elif action == "merge":
            both = tuple(dict.fromkeys((each, data.draw(number))))
            own.append(DraftCard(f"Both of {each}?", "Both.", candidates=both))
        else:
            start = data.draw(st.integers(0, len(draft.document.text) - 1))
            stop = data.draw(st.integers(start + 1, len(draft.document.text)))
            own.append(DraftCard(f"Mine {each}?", "My words.", span=(start, stop)))
    collection.articles.accept(draft, [*chosen, *own])
    fronts = {card.front for card in own}
    return {note: fields for note, fields in texts(collection).items() if fields[0] in fronts}


def _take_all(collection: Collection, text: str) -> None:
    """Accept every candidate, twice: the second time there is nothing to do."""
    face = collection.articles
    memories = learnt(collection)
    draft = face.read(text, "coast.md")
    if not draft.candidates:
        return
    face.accept(draft, draft.above(0))
    before, step = facts(collection), collection.undo_name
    again = face.read(text, "coast.md")
    assert [each.note_id is not None for each in again.candidates] == [True] * len(draft.candidates)
    report = face.accept(again, again.above(0))
    assert (report.added, report.updated, report.skipped) == (0, 0, 0)
    assert facts(collection) == before
    assert collection.undo_name == step
    assert learnt(collection) == memories


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_is_decided_happens_once_and_one_step_takes_it_back(data: st.DataObject) -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    parts = data.draw(st.lists(PARTS, min_size=1, max_size=6))
    with (
        tempfile.TemporaryDirectory() as folder,
        flashcards.open(Path(folder) / "c.flashcards", lambda: now) as collection,
    ):
        face = collection.articles
        draft = face.read(written(parts), "coast.md")
        if not draft.candidates:
            return
        face.accept(draft, draft.above(0))
        _live(data, collection)
        text = written(data.draw(changed(parts)))
        before, notes = facts(collection), texts(collection)
        change = face.update(1, text)
        decisions = {
            place: data.draw(st.sampled_from(each.decisions))
            for place, each in enumerate(change.passages)
            if each.decisions
        }
        face.apply_update(change, decisions)
        after, new = facts(collection), texts(collection)
        assert notes.keys() <= new.keys()
        for place, each in enumerate(change.passages):
            if each.note_id is not None and decisions.get(place) is Decision.THEIRS:
                assert new[each.note_id] == each.theirs
            elif each.note_id is not None:
                assert new[each.note_id] == notes[each.note_id]
        asleep = collection.notes_of(collection.search("is:suspended"))
        assert sorted(asleep) == sorted(
            change.passages[place].note_id or 0
            for place, decision in decisions.items()
            if decision is Decision.SUSPEND
        )
        again = face.update(1, text)
        assert not again.anything
        assert set(again.counts) <= {PassageState.UNCHANGED, PassageState.GONE}
        if after != before:
            collection.undo()
            assert facts(collection) == before
            collection.redo()
            assert facts(collection) == after
        assert collection.check() == []


def _live(data: st.DataObject, collection: Collection) -> dict[int, tuple[str, ...]]:
    """Answer some cards, edit some notes, delete some; return the edited ones."""
    session = collection.study()
    for _ in range(data.draw(st.integers(0, 6))):
        if session.next() is None:
            break
        session.answer(data.draw(st.sampled_from([Rating.AGAIN, Rating.GOOD, Rating.EASY])))
    session.close()
    notes = texts(collection)
    mine = {}
    for note in data.draw(st.sets(st.sampled_from(sorted(notes)), max_size=2)) if notes else ():
        first, second = notes[note]
        if "{{c1::" in first:
            collection.update_note(note, {"Extra": "In my words."})
        else:
            collection.update_note(note, {"Back": f"{second} In my words."})
        mine[note] = collection.note(note).fields
    if notes and data.draw(st.integers(0, 9)) == 0:
        gone = data.draw(st.sampled_from(sorted(notes)))
        collection.delete_notes([gone])
        mine.pop(gone, None)
    return mine


def _follow(
    data: st.DataObject, collection: Collection, text: str, mine: dict[int, tuple[str, ...]]
) -> None:
    """Bring the cards up to date with a text, and see that all is as it should be."""
    face = collection.articles
    [source] = face.sources()
    before, memories, old_texts = facts(collection), learnt(collection), texts(collection)
    change = face.update(source.id, text)
    assert facts(collection) == before
    decisions = {
        place: Decision.TAKE
        for place, each in enumerate(change.passages)
        if each.state is PassageState.NEW and data.draw(st.booleans())
    }
    step = collection.undo_name
    report = face.apply_update(change, decisions)
    after = facts(collection)
    if after != before:
        undone = collection.undo()
        assert undone is not None
        assert str(undone).endswith(f"from “{change.draft.title}”")
        assert facts(collection) == before
        assert collection.check() == []
        collection.redo()
        assert facts(collection) == after
    else:
        assert collection.undo_name == step
    assert learnt(collection) == memories
    new_texts = texts(collection)
    assert old_texts.keys() <= new_texts.keys()
    assert len(new_texts) == len(old_texts) + report.added
    assert {note: new_texts[note] for note in mine} == mine
    kept = face.source(source.id)
    for passage in face.passages(source.id):
        if passage.start is not None:
            assert kept.text[passage.start : passage.stop] == passage.quote
    # Once more, in each of the ways there are: nothing happens.
    again = face.update(source.id, text)
    assert set(again.counts) <= {PassageState.UNCHANGED, PassageState.GONE}
    assert not again.anything
    step = collection.undo_name
    face.apply_update(again)
    draft = face.read(text, "coast.md")
    assert draft.source_id == source.id or not face.passages(source.id)
    has = [number for number, each in enumerate(draft.candidates) if each.note_id is not None]
    if has and draft.source_id == source.id:
        same = face.accept(draft, [draft.card(number) for number in has])
        assert (same.added, same.updated) == (0, 0)
    assert facts(collection) == after
    assert collection.undo_name == step
