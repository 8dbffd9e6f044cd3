"""An article becomes a deck: its cards, where they come from, and the way back."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.collection.articles.drafting import Draft
from flashcards.model.articles import DraftCard
from flashcards.model.notes import Note
from tests.collection.coast import ARTICLE
from tests.conftest import FixedClock
from tests.effort import calls


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def accepted(collection: Collection, text: str = ARTICLE, name: str = "coast.md") -> Draft:
    """Accept all candidates of an article and return its draft."""
    draft = collection.articles.read(text, name)
    collection.articles.accept(draft, draft.above(0))
    return draft


def notes_in(collection: Collection) -> list[Note]:
    return [collection.note(n) for n in collection.notes_of(collection.search(""))]


def state(collection: Collection) -> object:
    """All that accepting an article brings, to be compared."""
    face = collection.articles
    sources = [face.source(row.id) for row in face.sources()]
    passages = [passage for source in sources for passage in face.passages(source.id)]
    facts = [(n.id, n.guid, n.fields, n.tags, n.source_id, n.source_heading)
             for n in notes_in(collection)]  # fmt: skip
    return sources, passages, facts, collection.deck_names()


# Reading ------------------------------------------------------------------------


def test_reading_an_article_writes_nothing(collection: Collection) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    assert draft.title == "Birds of the coast"
    assert [each.candidate.term for each in draft.candidates][:2] == ["Guillemot", "Moult"]
    assert collection.undo_name is None
    assert collection.articles.sources() == []


def test_a_file_is_known_by_its_path_and_a_page_by_its_address(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "coast.md"
    path.write_text(ARTICLE)
    assert collection.articles.read(path).address == str(path)
    page = collection.articles.read(ARTICLE.encode(), "https://example.org/coast.md")
    assert page.address == "https://example.org/coast.md"
    assert collection.articles.read(ARTICLE, "coast.md").address == ""


def test_what_is_left_out_of_a_very_long_article_is_told(collection: Collection) -> None:
    entries = "".join(f"- **Entry{number}**: it is so\n" for number in range(20_001))
    draft = collection.articles.read(f"# Glossary\n\n{entries}", "long.md")
    assert len(draft.candidates) == 20_000
    assert str(draft.problems[-1]).startswith("20,001 cards could be made of this article")


def test_a_missing_file_and_a_folder_are_refused_in_plain_words(
    collection: Collection, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="There is no file"):
        collection.articles.read(tmp_path / "gone.md")
    with pytest.raises(UserError, match="is a folder"):
        collection.articles.read(tmp_path)


def test_a_candidate_that_the_collection_asks_already_is_marked(collection: Collection) -> None:
    like = collection.add_note({"Front": "what is a **guillemot**?", "Back": "An auk."}, "Own")
    bare = collection.add_note({"Front": "Moult", "Back": "New feathers."}, "Own")
    draft = collection.articles.read(ARTICLE, "coast.md")
    assert [each.duplicates for each in draft.candidates[:3]] == [(like,), (bare,), ()]


def test_the_notes_an_article_has_become_are_no_duplicates_of_it(collection: Collection) -> None:
    accepted(collection)
    again = collection.articles.read(ARTICLE, "coast.md")
    assert all(each.note_id is not None for each in again.candidates)
    assert not any(each.duplicates for each in again.candidates)
    assert not again.changed


# Accepting ------------------------------------------------------------------------


def test_accepting_makes_a_deck_of_basic_and_cloze_notes_in_one_step(
    collection: Collection,
) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    report = collection.articles.accept(draft, draft.above(0))
    assert (report.deck, report.added) == ("Birds of the coast", len(draft.candidates))
    assert str(collection.undo_name) == "New deck from “Birds of the coast”"
    kinds = {note.fields[0]: note.note_type_id for note in notes_in(collection)}
    types = {kind.id: kind.uid for kind in collection.note_types.all()}
    assert types[kinds["What is a guillemot? (Birds of the coast)"]] == "basic"
    assert [types[kind] for front, kind in kinds.items() if "{{c1::" in front] == ["cloze"]


def test_the_article_is_kept_with_a_passage_for_each_note(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    draft = accepted(collection)
    [row] = collection.articles.sources()
    source = collection.articles.source(row.id)
    assert source.text == draft.document.text
    assert source.digest == hashlib.sha256(source.text.encode()).hexdigest()
    assert source.read_at == fixed_clock.now
    assert [heading.title for heading in source.headings][:2] == ["Birds of the coast", "Terms"]
    assert row.notes == len(draft.candidates)
    for note in notes_in(collection):
        passage = collection.articles.passage(note.id)
        assert passage is not None
        assert passage.start is not None
        assert source.text[passage.start : passage.stop] == passage.quote
        assert note.source_id == row.id


def test_a_note_names_the_section_it_comes_from(collection: Collection) -> None:
    accepted(collection)
    headings = {note.fields[0]: note.source_heading for note in notes_in(collection)}
    assert headings["What is a guillemot? (Birds of the coast)"] == "Terms"
    assert headings["Why do gulls follow ploughs?"] == ""


def test_a_passage_is_shown_in_its_paragraph_with_its_sentence(collection: Collection) -> None:
    accepted(collection)
    [note] = [n for n in notes_in(collection) if "guillemot" in n.fields[0]]
    passage = collection.articles.passage(note.id)
    assert passage is not None
    assert "The yearly change of feathers" in passage.paragraph
    first, last = passage.sentence
    assert passage.paragraph[first:last] == passage.quote


def test_a_note_of_the_learners_own_comes_from_no_passage(collection: Collection) -> None:
    note = collection.add_note({"Front": "a", "Back": "b"}, "Own")
    assert collection.articles.passage(note) is None


def test_accepting_twice_adds_nothing(collection: Collection) -> None:
    accepted(collection)
    before = state(collection)
    name = collection.undo_name
    draft = collection.articles.read(ARTICLE, "other-name.md")
    report = collection.articles.accept(draft, draft.above(0))
    assert (report.added, report.unchanged) == (0, len(draft.candidates))
    assert state(collection) == before
    assert collection.undo_name == name


def test_a_card_left_out_at_first_can_be_taken_later(collection: Collection) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    collection.articles.accept(draft, [draft.card(1)])
    again = collection.articles.read(ARTICLE, "coast.md")
    report = collection.articles.accept(again, [again.card(0), again.card(1)], deck="Elsewhere")
    assert (report.added, report.unchanged) == (1, 1)
    assert len(collection.articles.sources()) == 1


def test_more_cards_go_where_those_of_the_article_are(collection: Collection) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    collection.articles.accept(draft, [draft.card(0)], deck="Nature::Birds")
    assert collection.articles.accept(draft, [draft.card(1)]).deck == "Nature::Birds"


def test_a_card_edited_before_it_is_accepted_is_known_again(collection: Collection) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    mine = DraftCard(
        "Which auk breeds on cliffs?", "The guillemot.", candidates=(0,), tags=("auk",)
    )
    collection.articles.accept(draft, [mine])
    [note] = notes_in(collection)
    assert (note.fields[0], note.tags) == ("Which auk breeds on cliffs?", ("auk",))
    report = collection.articles.accept(draft, [draft.card(0)])
    assert (report.added, report.unchanged) == (0, 1)


def test_a_candidate_split_in_two_and_two_merged_are_known_again(collection: Collection) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    chosen = [
        DraftCard("Which colours?", "Black and white.", candidates=(0,)),
        DraftCard("Breeds where?", "On cliffs.", candidates=(0,)),
        DraftCard("Why gulls, why moult?", "Worms; feathers.", candidates=(1, 2)),
    ]
    assert collection.articles.accept(draft, chosen).added == 3
    assert collection.articles.accept(draft, chosen).unchanged == 3
    merged = [n for n in notes_in(collection) if n.fields[0] == "Why gulls, why moult?"]
    passage = collection.articles.passage(merged[0].id)
    assert passage is not None
    assert passage.quote.startswith("Moult")
    assert passage.quote.endswith("turns up.")


def test_a_card_may_be_written_for_a_stretch_the_learner_marked(collection: Collection) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    start = draft.document.text.index("yearly change")
    own = DraftCard("How often?", "Yearly.", span=(start, start + 6))
    bare = DraftCard("Without a place?", "Yes.")
    assert collection.articles.accept(draft, [own, bare]).added == 2
    first, second = notes_in(collection)
    passage = collection.articles.passage(first.id)
    assert passage is not None
    assert (passage.quote, passage.heading[-1]) == ("yearly", "Terms")
    assert collection.articles.passage(second.id) is None
    assert second.source_id == first.source_id


def test_nothing_chosen_and_nothing_usable_are_refused_and_leave_nothing(
    collection: Collection,
) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    with pytest.raises(UserError, match="No card was chosen"):
        collection.articles.accept(draft, [])
    with pytest.raises(UserError, match="None of the cards can be used"):
        collection.articles.accept(draft, [DraftCard("", "Only an answer", candidates=(0,))])
    assert collection.articles.sources() == []
    assert collection.deck_names() == []


def test_a_card_that_cannot_be_used_is_told_and_the_others_are_kept(
    collection: Collection,
) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    report = collection.articles.accept(draft, [draft.card(0), DraftCard("", "Only an answer")])
    assert (report.added, report.skipped) == (1, 1)
    assert "its front is empty" in str(report.problems[0].message)


def test_two_articles_of_one_title_are_two(collection: Collection) -> None:
    accepted(collection)
    accepted(collection, "# Birds of the coast\n\n## Skua\n\nA skua is a thief of the open sea.\n")
    assert len(collection.articles.sources()) == 2


# The way back ----------------------------------------------------------------------


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_again(collection: Collection) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, "Own")
    before = state(collection)
    accepted(collection)
    after = state(collection)
    collection.undo()
    assert state(collection) == before
    assert collection.check() == []
    collection.redo()
    assert state(collection) == after


def test_all_of_it_is_there_after_a_restart(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as first:
        accepted(first)
        before = state(first)
    with flashcards.open(collection_path, fixed_clock) as second:
        assert state(second) == before
        assert second.check() == []


def test_a_deleted_note_takes_its_passage_along_and_undo_brings_both_back(
    collection: Collection,
) -> None:
    accepted(collection)
    before = state(collection)
    [row] = collection.articles.sources()
    first = collection.articles.passages(row.id)[0].note_id
    collection.delete_notes([first])
    assert first not in [each.note_id for each in collection.articles.passages(row.id)]
    assert collection.check() == []
    collection.undo()
    assert state(collection) == before


def test_the_article_outlives_its_deck_and_makes_it_again(collection: Collection) -> None:
    draft = accepted(collection)
    guids = {note.guid for note in notes_in(collection)}
    collection.delete_deck("Birds of the coast")
    [row] = collection.articles.sources()
    assert (row.notes, collection.check()) == (0, [])
    assert collection.articles.accept(draft, draft.above(0)).added == len(guids)
    assert {note.guid for note in notes_in(collection)} == guids
    assert len(collection.articles.sources()) == 1


def test_a_deck_deleted_in_part_keeps_the_passages_of_notes_with_cards_elsewhere(
    collection: Collection,
) -> None:
    accepted(collection)
    [row] = collection.articles.sources()
    cloze = next(n for n in notes_in(collection) if "{{c1::" in n.fields[0])
    collection.move_cards(collection.note_cards(cloze.id)[:1], "Elsewhere")
    collection.delete_deck("Birds of the coast")
    assert [each.note_id for each in collection.articles.passages(row.id)] == [cloze.id]


def test_an_article_can_be_forgotten_and_its_notes_stay(collection: Collection) -> None:
    accepted(collection)
    before = state(collection)
    count = len(notes_in(collection))
    [row] = collection.articles.sources()
    collection.articles.forget(row.id)
    assert collection.articles.sources() == []
    assert len(notes_in(collection)) == count
    assert collection.check() == []
    collection.undo()
    assert state(collection) == before
    collection.delete_deck("Birds of the coast")
    collection.articles.forget(row.id)
    with pytest.raises(UserError, match="not in the collection"):
        collection.articles.source(row.id)


def test_reviews_of_article_cards_are_kept_through_undo_of_other_things(
    collection: Collection,
) -> None:
    accepted(collection)
    session = collection.study("Birds of the coast")
    session.next()
    session.answer(Rating.GOOD)
    collection.undo()
    collection.undo()
    assert collection.articles.sources() == []
    collection.redo()
    collection.redo()
    assert collection.review_count() == 1


# The check ---------------------------------------------------------------------------


def test_a_passage_that_points_elsewhere_is_found_and_put_right(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    import sqlite3
    from contextlib import closing

    with flashcards.open(collection_path, fixed_clock) as first:
        accepted(first)
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.execute("UPDATE passages SET start = start + 3, stop = stop + 3 WHERE note_id = 1")
        raw.execute("UPDATE passages SET quote = 'not in it' WHERE note_id = 2")
        raw.commit()
    with flashcards.open(collection_path, fixed_clock) as second:
        assert [*map(str, second.check())] == ["2 passages disagree with their articles."]
        second.check(repair=True)
        assert second.check() == []
        found = {int(each.note_id): each for each in second.articles.passages(1)}
        text = second.articles.source(1).text
        assert text[found[1].start : found[1].stop] == found[1].quote
        assert found[2].start is None


def damaged(path: Path, *statements: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sources SET digest = 'x'",
        "UPDATE sources SET text = text || ' And more.'",
        "UPDATE sources SET structure = 'no JSON'",
        "UPDATE sources SET structure = '{}'",
        """UPDATE sources SET structure = '{"headings": [[1, 2]], "seen": []}'""",
        """UPDATE sources SET structure = '{"headings": [[1, 0, 99999]], "seen": []}'""",
        """UPDATE sources SET structure = '{"headings": [], "seen": [1]}'""",
        """UPDATE sources SET structure = '{"headings": [], "items": [[1, 2]], "seen": []}'""",
        """UPDATE sources SET structure = '{"headings": [], "items": [[-1, 1, 0]], "seen": []}'""",
    ],
)
def test_an_article_that_is_not_as_noted_down_is_found_and_put_right(
    collection_path: Path, fixed_clock: FixedClock, statement: str
) -> None:
    with flashcards.open(collection_path, fixed_clock) as first:
        accepted(first)
    damaged(collection_path, statement)
    with flashcards.open(collection_path, fixed_clock) as second:
        assert [*map(str, second.check())] == ["The outline of 1 article disagrees with its text."]
        second.check(repair=True)
        assert second.check() == []
        assert second.articles.coverage(1).passages
        draft = second.articles.read(ARTICLE, "coast.md")
        assert second.articles.accept(draft, draft.above(0)).added == 0


def test_a_passage_under_no_path_of_headings_is_found_and_put_right(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as first:
        accepted(first)
    damaged(collection_path, "UPDATE passages SET heading = '1' WHERE note_id = 1")
    with flashcards.open(collection_path, fixed_clock) as second:
        assert [*map(str, second.check())] == ["1 passage has an unreadable heading."]
        second.check(repair=True)
        assert second.check() == []


def test_a_passage_of_no_note_and_of_no_article_is_found(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as first:
        accepted(first)
    damaged(
        collection_path,
        "PRAGMA foreign_keys = OFF",
        "UPDATE passages SET source_id = 77 WHERE note_id = 1",
        "UPDATE passages SET note_id = 999 WHERE note_id = 2",
    )
    with flashcards.open(collection_path, fixed_clock) as second:
        assert [*map(str, second.check())] == ["2 rows refer to something missing (passages)."]


# Size ----------------------------------------------------------------------------------


def test_two_thousand_cards_and_a_megabyte_are_accepted_in_step(collection: Collection) -> None:
    words = "of feathers and wind over the water " * 12
    lines = [f"Bird{n}\n: A bird of kind {n} {words}.\n" for n in range(2_000)]
    draft = collection.articles.read(
        "# Many birds\n\n## Glossary\n\n" + "\n".join(lines), "many.md"
    )
    assert len(draft.candidates) >= 2_000
    assert calls(lambda: collection.articles.accept(draft, draft.above(0))) < 2_000 * 500
    assert len(collection.articles.source(1).text) > 900_000
    assert len(collection.articles.coverage(1).passages) >= 2_000
    assert len(collection.articles.passages(1)) >= 2_000
    assert calls(lambda: collection.articles.coverage(1)) < 2_000 * 200
    assert calls(lambda: collection.articles.passages(1)) < 2_000 * 200


def test_three_thousand_lists_are_shaded_and_read_with_gaps_at_once(
    collection: Collection,
) -> None:
    words = "on the coast"
    text = "# Many birds\n\n" + "".join(
        f"## Part {n}\n\nThe bird {n} needs the following:\n\n"
        f"- cliffs {n} {words}\n- fish {n} {words}\n\n"
        for n in range(3_000)
    )
    draft = collection.articles.read(text, "many.md")
    collection.articles.accept(draft, draft.above(0))
    assert collection.articles.sources()[0].notes == 3_000

    notes = [each.note_id for each in collection.articles.in_article(1)][::600]
    assert len(notes) == 10
    assert collection.articles.passage(notes[0]) is not None
    assert calls(lambda: collection.articles.coverage(1)) < 3_000 * 300
    assert calls(lambda: collection.articles.in_article(1)) < 3_000 * 1_500
    assert calls(lambda: [collection.articles.passage(note) for note in notes]) < 10 * 1_000
