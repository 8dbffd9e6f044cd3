"""Reading first: an article is kept without cards, marked, and cards are made on the way."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.articles import DraftCard
from flashcards.model.reading import Priority
from tests.collection.coast import ARTICLE, MOULT
from tests.conftest import FixedClock

ADDRESS = "https://example.org/coast.md"
MINDED = MOULT.replace("yearly", "{{c1::yearly}}")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def kept(collection: Collection) -> int:
    return collection.reading.keep(collection.articles.read(ARTICLE, ADDRESS))


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_an_article_is_kept_without_any_card_and_undo_takes_it_back(
    collection: Collection, kept: int
) -> None:
    (row,) = collection.articles.sources()
    assert (row.id, row.title, row.notes) == (kept, "Birds of the coast", 0)
    assert [each.source_id for each in collection.reading.under_way()] == [kept]
    assert collection.search() == []
    assert str(collection.undo()) == "Read “Birds of the coast”"
    assert collection.articles.sources() == []
    assert collection.reading.under_way() == []
    collection.redo()
    assert [each.source_id for each in collection.reading.under_way()] == [kept]
    assert collection.check() == []


def test_keeping_it_twice_keeps_it_once(collection: Collection, kept: int) -> None:
    again = collection.reading.keep(collection.articles.read(ARTICLE, ADDRESS))
    assert again == kept
    assert len(collection.articles.sources()) == 1


def test_a_deck_made_of_it_later_is_offered_as_of_a_new_article(
    collection: Collection, kept: int
) -> None:
    draft = collection.articles.read(ARTICLE, ADDRESS)
    assert draft.source_id == kept
    assert not any(each.seen for each in draft.candidates)
    collection.articles.accept(draft, draft.above(0.5))
    assert all(each.seen for each in collection.articles.read(ARTICLE, ADDRESS).candidates)
    assert str(collection.undo_name) == "New deck from “Birds of the coast”"
    assert len(collection.articles.sources()) == 1


def test_the_place_and_what_was_read_are_there_after_a_restart(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        kept = collection.reading.keep(collection.articles.read(ARTICLE, ADDRESS))
        size = len(collection.articles.source(kept).text)
        collection.reading.note_place(kept, 40, 20, [(0, 40)])
        collection.reading.note_place(kept, 90, 60, [(41, 90)])
        assert str(collection.undo_name) == "Read “Birds of the coast”"
    with flashcards.open(collection_path, fixed_clock) as collection:
        found = collection.reading.progress(kept)
        assert (found.position, found.top, found.read) == (90, 60, ((0, 90),))
        assert found.share == pytest.approx(90 / size)
        assert collection.check() == []


def test_highlights_are_marked_made_one_undone_and_kept(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        kept = collection.reading.keep(collection.articles.read(ARTICLE, ADDRESS))
        text = collection.articles.source(kept).text
        collection.reading.highlight(kept, *place(text, "yearly change"))
        collection.reading.highlight(kept, *place(text, "change of feathers"))
        (one,) = collection.reading.highlights(kept)
        assert one.quote == "yearly change of feathers"
        assert str(collection.undo()) == "Highlight"
        assert [each.quote for each in collection.reading.highlights(kept)] == ["yearly change"]
        collection.redo()
        collection.reading.highlight(kept, *place(text, "plough turns up"))
    with flashcards.open(collection_path, fixed_clock) as collection:
        found = collection.reading.highlights(kept)
        assert [each.quote for each in found] == ["yearly change of feathers", "plough turns up"]
        collection.reading.remove_highlights([found[0].id])
        assert len(collection.reading.highlights(kept)) == 1
        collection.undo()
        assert len(collection.reading.highlights(kept)) == 2
        assert collection.check() == []


def test_a_highlight_that_went_is_remembered_as_gone_for_other_copies(
    collection: Collection, collection_path: Path, kept: int
) -> None:
    text = collection.articles.source(kept).text

    def gone() -> list[tuple[str]]:
        with closing(sqlite3.connect(collection_path)) as raw:
            return raw.execute("SELECT kind FROM tombstones WHERE kind = 'highlights'").fetchall()

    collection.reading.highlight(kept, *place(text, "yearly"))
    collection.reading.remove_highlights([collection.reading.highlights(kept)[0].id])
    assert len(gone()) == 1
    collection.undo()
    assert gone() == []


def test_cards_made_while_reading_stand_on_their_passages(
    collection: Collection, kept: int
) -> None:
    text = collection.articles.source(kept).text
    span = place(text, MOULT)
    collection.reading.add_cards(kept, [DraftCard(cloze=MINDED, span=span)])
    collection.reading.add_cards(kept, [DraftCard("When do they moult?", "yearly", span=span)])
    first, second = collection.articles.passages(kept)
    assert (first.quote, second.quote) == (MOULT, MOULT)
    assert collection.note(first.note_id).fields[0] == MINDED
    assert first.heading[-1] == "Terms"
    assert collection.deck_names() == ["Birds of the coast"]
    assert str(collection.undo()) == "Add card"
    assert len(collection.articles.passages(kept)) == 1
    assert collection.check() == []


def test_each_gap_in_a_sentence_can_be_a_card_of_its_own(collection: Collection, kept: int) -> None:
    text = collection.articles.source(kept).text
    span = place(text, MOULT)
    gaps = (MINDED, MOULT.replace("yearly change", "{{c1::yearly change}}"))
    for cloze in gaps:
        assert collection.reading.add_cards(kept, [DraftCard(cloze=cloze, span=span)]).added == 1
    report = collection.reading.add_cards(kept, [DraftCard(cloze=gaps[0], span=span)])
    assert (report.added, report.unchanged) == (0, 1)
    notes = [collection.note(each.note_id) for each in collection.articles.passages(kept)]
    assert [note.fields[0] for note in notes] == list(gaps)


def test_what_the_rules_find_becomes_the_note_that_a_deck_would_have(
    collection: Collection, kept: int
) -> None:
    draft = collection.reading.candidates(kept)
    number = next(n for n, each in enumerate(draft.candidates) if each.candidate.term == "Moult")
    collection.reading.add_cards(kept, [draft.card(number)], draft)
    known = collection.articles.read(ARTICLE, ADDRESS)
    assert [each.candidate.term for each in known.candidates if each.note_id] == ["Moult"]
    assert collection.reading.candidates(kept).candidates[number].note_id is not None


def test_a_newer_text_carries_place_and_highlights_along(collection: Collection, kept: int) -> None:
    text = collection.articles.source(kept).text
    start, stop = place(text, "They eat the worms that the plough turns up.")
    collection.reading.highlight(kept, *place(text, "the worms"))
    collection.reading.highlight(kept, *place(text, "yearly"))
    collection.reading.note_place(kept, start, start, [(0, stop)])
    collection.reading.add_cards(kept, [DraftCard("Q", "A", span=(start, stop))])
    newer = ARTICLE.replace("Some words", "A few more words").replace(MOULT, "A change.")
    collection.articles.apply_update(collection.articles.update(kept, newer))
    now = collection.articles.source(kept).text
    marks = collection.reading.highlights(kept)
    assert [(each.quote, each.start is None) for each in marks] == [
        ("the worms", False), ("yearly", True),
    ]  # fmt: skip
    found = collection.reading.progress(kept)
    assert now[found.position :].startswith("They eat the worms")
    read = [now[low:high] for low, high in found.read]
    assert not any("A change." in each or "A few more" in each for each in read)
    assert any("They eat the worms" in each for each in read)
    assert collection.check() == []


def test_without_cards_a_newer_text_takes_the_place_at_once(
    collection: Collection, kept: int
) -> None:
    newer = collection.articles.read(ARTICLE.replace("Some words", "Words"), ADDRESS)
    assert collection.reading.keep(newer) == kept
    assert "Words on birds" in collection.articles.source(kept).text


def test_articles_come_by_priority_and_rest_once_the_portion_of_the_week_is_read(
    collection: Collection, fixed_clock: FixedClock, kept: int
) -> None:
    other = collection.reading.keep(collection.articles.read("# Tides\n\nWater rises twice.\n"))

    def waiting() -> list[int]:
        return [each.source_id for each in collection.reading.under_way() if each.waits]

    collection.reading.set_priority(kept, Priority.HIGH)
    assert waiting() == [kept, other]
    assert str(collection.undo()) == "Set reading priority"
    collection.reading.set_priority(other, Priority.HIGH)
    assert waiting() == [other, kept]
    collection.reading.set_portion(kept, 50)
    collection.reading.note_place(kept, 60, 60, [(0, 60)])
    assert waiting() == [other]
    fixed_clock.advance(days=7)
    assert waiting() == [other, kept]
    collection.reading.put_away(other)
    assert waiting() == [kept]
    collection.undo()
    assert waiting() == [other, kept]


def test_undoing_the_deck_an_article_came_with_leaves_no_trace_of_reading_it(
    collection: Collection,
) -> None:
    draft = collection.articles.read(ARTICLE, ADDRESS)
    collection.articles.accept(draft, draft.above(0.5))
    kept = collection.articles.sources()[0].id
    collection.reading.start(kept)
    collection.reading.note_place(kept, 30, 30, [(0, 30)])
    assert str(collection.undo()) == "New deck from “Birds of the coast”"
    assert collection.reading.under_way() == []
    assert collection.check() == []
    collection.redo()
    assert collection.reading.progress(kept).position == 30


def test_a_removed_article_is_read_no_more_and_comes_back_with_its_highlights(
    collection: Collection, kept: int
) -> None:
    collection.reading.highlight(kept, 0, 5)
    collection.articles.forget(kept)
    assert collection.reading.under_way() == []
    with pytest.raises(UserError):
        collection.reading.progress(kept)
    collection.undo()
    assert len(collection.reading.highlights(kept)) == 1
    assert len(collection.reading.under_way()) == 1
    assert collection.check() == []


def test_the_summary_counts_what_reading_came_to(collection: Collection, kept: int) -> None:
    text = collection.articles.source(kept).text
    collection.reading.note_place(kept, 0, 0, [(0, len(text))])
    collection.reading.highlight(kept, *place(text, "yearly"))
    span = place(text, MOULT)
    collection.reading.add_cards(kept, [DraftCard(cloze=MINDED, span=span)])
    found = collection.reading.summary(kept)
    assert (found.share, found.highlights, found.cards, found.due) == (1.0, 1, 1, 1)


# The deck, and the language


def test_the_deck_chosen_for_an_article_outlives_its_newer_text_and_goes_with_the_deck(
    collection: Collection, kept: int
) -> None:
    reading = collection.reading
    reading.set_deck(kept, "Sea::Words")
    reading.add_cards(kept, [DraftCard("What is ebb?", "Falling water")])
    assert reading.deck(kept) == "Sea::Words"
    newer = collection.articles.read(f"{ARTICLE}\nA tern is a small gull.\n", ADDRESS)
    change = collection.articles.change_of(newer)
    assert change is not None
    collection.articles.apply_update(change)
    assert reading.deck(kept) == "Sea::Words"
    assert collection.check() == []
    collection.delete_deck("Sea")
    assert reading.deck(kept) == "Birds of the coast"


def test_choosing_a_deck_is_undone_and_an_empty_name_means_no_choice(
    collection: Collection, kept: int
) -> None:
    reading = collection.reading
    reading.set_deck(kept, "Sea")
    reading.set_deck(kept, "  ")
    assert reading.deck(kept) == "Birds of the coast"
    collection.undo()
    assert reading.deck(kept) == "Sea"
    collection.undo()
    assert reading.deck(kept) == "Birds of the coast"


def test_the_language_a_file_named_is_remembered_where_cards_are_found_again(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    page = b'<html lang="da"><title>Kort</title><p>Olla: baxa mira.</p><p>Tolo.</p></html>'
    with flashcards.open(collection_path, fixed_clock) as collection:
        source_id = collection.reading.keep(collection.articles.read(page, "kort.html"))
        assert collection.reading.candidates(source_id).document.language == "da"
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.reading.set_deck(source_id, "Ord")
        assert collection.reading.candidates(source_id).document.language == "da"
        assert collection.check() == []
