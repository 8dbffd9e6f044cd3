"""An article that changed is read again: what is followed, what stays, and what is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.collection.articles.matching import is_clearly_material, is_material
from flashcards.model.articles import Decision, DraftCard, PassageState
from tests.collection.coast import ARTICLE, MOULT, SLOW, changed, note_of, of, place_of
from tests.conftest import FixedClock

S = PassageState


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection with the article, all of its cards accepted."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        draft = opened.articles.read(ARTICLE, "https://example.org/coast.md")
        opened.articles.accept(draft, draft.above(0))
        yield opened
        assert opened.check() == []


def state(collection: Collection) -> object:
    source = collection.articles.source(1)
    passages = collection.articles.passages(1)
    notes = [(n, collection.note(n).fields, collection.note(n).source_heading)
             for n in collection.notes_of(collection.search(""))]  # fmt: skip
    return source, passages, notes, collection.search("is:suspended")


# Comparing -------------------------------------------------------------------------


def test_the_same_text_has_nothing_to_bring_up_to_date(collection: Collection) -> None:
    change = changed(collection)
    assert set(change.counts) == {S.UNCHANGED}
    assert not change.anything
    before, name = state(collection), collection.undo_name
    report = collection.articles.apply_update(change)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 4)
    assert (state(collection), collection.undo_name) == (before, name)


def test_comparing_writes_nothing(collection: Collection) -> None:
    before = state(collection)
    changed(collection, (MOULT, SLOW))
    assert state(collection) == before


def test_a_passage_said_otherwise_is_reworded_and_the_others_are_unchanged(
    collection: Collection,
) -> None:
    change = changed(collection, (MOULT, SLOW), ("Some words", "Some longer words"))
    moult = of(change, "Moult")
    assert moult.state is S.REWORDED
    assert moult.material
    assert (moult.made[1], moult.mine[1], moult.theirs[1]) == (MOULT, MOULT, SLOW)
    assert change.counts == {S.UNCHANGED: 3, S.REWORDED: 1}


def test_another_space_or_line_end_is_no_rewording(collection: Collection) -> None:
    change = changed(collection, ("yearly change of", "yearly  change\n  of"))
    assert of(change, "Moult").state is S.UNCHANGED


def test_small_words_and_punctuation_are_no_material_change(collection: Collection) -> None:
    change = changed(collection, (MOULT, "A yearly change of the feathers!"))
    moult = of(change, "Moult")
    assert (moult.state, moult.material) == (S.REWORDED, False)
    change = changed(collection, (MOULT, "Not the yearly change of feathers."))
    assert of(change, "Moult").material


RESIN = "Resin gathered from buds, with which bees seal cracks."


@pytest.mark.parametrize(
    ("old", "new", "material", "clearly"),
    [
        (RESIN, "Resin that bees gather from buds and use to seal cracks.", False, False),
        ("It carries pollen.", "It is carrying the pollens.", False, False),
        ("The bees stopped.", "The bee stops.", False, False),
        ("Smoke masks the alarm scent.", "Smoke hides the alarm scent.", True, False),
        ("Bees sleep in winter.", "Bees do not sleep in winter.", True, True),
        (
            "It was built in 1990 by Swiss monks.",
            "It was built in 1991 by Swiss monks.",
            True,
            True,
        ),
        ("A yearly change of feathers.", "The slow growth of wool in spring.", True, True),
    ],
)
def test_other_endings_say_the_same_and_other_words_may_not(
    old: str, new: str, material: bool, clearly: bool
) -> None:
    assert is_material(old, new) is material
    assert is_clearly_material(old, new) is clearly


def test_passages_in_another_order_are_moved_as_few_as_possible(collection: Collection) -> None:
    terms = ARTICLE[ARTICLE.index("## Terms") : ARTICLE.index("## Why")]
    change = changed(collection, text=ARTICLE.replace(terms, "") + "\n" + terms)
    states = {each.term[:9]: each.state for each in change.passages}
    assert states == {
        "Guillemot": S.MOVED, "Moult": S.MOVED, "Why do gu": S.UNCHANGED, "Sea birds": S.UNCHANGED,
    }  # fmt: skip


def test_a_passage_under_another_heading_is_moved_and_its_note_names_it(
    collection: Collection,
) -> None:
    change = changed(collection, ("## What they need", "## Needs"))
    assert of(change, "Sea birds").state is S.MOVED
    collection.articles.apply_update(change)
    assert note_of(collection, "Sea birds").source_heading == "Needs"


def test_a_passage_that_went_is_gone_and_one_that_came_is_new(collection: Collection) -> None:
    change = changed(
        collection,
        ("Guillemot\n: A black and white bird that breeds on cliffs.", "Tern\n: A light gull."),
    )
    assert of(change, "Guillemot").state is S.GONE
    assert of(change, "Tern").state is S.NEW


def test_a_term_that_got_another_name_is_found_by_what_is_said_of_it(
    collection: Collection,
) -> None:
    change = changed(collection, ("Guillemot\n", "Common murre\n"))
    murre = of(change, "Common murre")
    assert (murre.state, murre.note_id) == (S.REWORDED, note_of(collection, "Guillemot").id)
    assert murre.theirs[0] == "What is a common murre? (Birds of the coast)"


def test_a_candidate_left_out_before_is_not_new(
    collection_path: Path, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        draft = other.articles.read(ARTICLE)
        other.articles.accept(draft, [draft.card(1)])
        change = changed(other, (MOULT, SLOW))
        assert change.counts == {S.REWORDED: 1}
        assert len(change.left_out) == 3


def test_what_the_learner_edited_and_the_article_too_is_a_conflict(
    collection: Collection,
) -> None:
    collection.update_note(note_of(collection, "Moult").id, {"Back": "New feathers each year."})
    change = changed(collection, (MOULT, SLOW))
    moult = of(change, "Moult")
    assert moult.state is S.CONFLICT
    assert (moult.made[1], moult.mine[1], moult.theirs[1]) == (
        MOULT, "New feathers each year.", SLOW,
    )  # fmt: skip


def test_the_learners_edit_alone_is_no_change_of_the_article(collection: Collection) -> None:
    collection.update_note(note_of(collection, "Moult").id, {"Back": "New feathers each year."})
    assert set(changed(collection).counts) == {S.UNCHANGED}


def test_an_edit_that_says_what_the_article_says_now_is_no_conflict(
    collection: Collection,
) -> None:
    collection.update_note(note_of(collection, "Moult").id, {"Back": SLOW})
    assert of(changed(collection, (MOULT, SLOW)), "Moult").state is S.UNCHANGED


def test_a_merged_card_is_in_conflict_where_either_passage_changed(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        draft = other.articles.read(ARTICLE)
        other.articles.accept(draft, [DraftCard("Both?", "Both.", candidates=(0, 1))])
        assert set(changed(other).counts) == {S.UNCHANGED}
        change = changed(other, (MOULT, SLOW))
        assert [each.state for each in change.passages] == [S.CONFLICT]
        other.articles.apply_update(change)
        assert other.check() == []


def test_a_card_in_the_learners_own_words_is_never_taken_for_the_articles(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        draft = other.articles.read(ARTICLE)
        start = draft.document.text.index("Moult")
        own = DraftCard("How often do birds moult?", "Once.", span=(start, start + 30))
        other.articles.accept(draft, [own])
        for words in ("The yearly change of the coat of feathers.", "The change of feathers."):
            change = changed(other, (MOULT, words))
            assert [each.state for each in change.passages] == [S.CONFLICT]
            other.articles.apply_update(change)
            [note] = other.notes_of(other.search(""))
            assert other.note(note).fields == ("How often do birds moult?", "Once.")
            assert not changed(other, (MOULT, words)).anything
        assert other.check() == []


def test_an_article_whose_address_holds_something_else_now_is_another_article(
    collection: Collection,
) -> None:
    other = "# Trains\n\n## Terms\n\nPoint\n: Where one track becomes two.\n"
    draft = collection.articles.read(other, "https://example.org/coast.md")
    assert draft.source_id is None
    collection.articles.accept(draft, draft.above(0))
    assert len(collection.articles.sources()) == 2


# Bringing up to date -----------------------------------------------------------------


def test_a_reworded_passage_takes_the_new_text_and_keeps_what_was_learnt(
    collection: Collection,
) -> None:
    note = note_of(collection, "Moult")
    [card] = collection.note_cards(note.id)
    session = collection.articles.study(1)
    while (asked := session.next()) is not None and asked.id != card:
        session.answer(Rating.EASY)
    session.answer(Rating.GOOD)
    memory = collection.card(card).memory
    report = collection.articles.apply_update(changed(collection, (MOULT, SLOW)))
    assert (report.updated, report.unchanged) == (1, 3)
    assert collection.note(note.id).fields == ("What does “moult” mean? (Birds of the coast)", SLOW)
    assert collection.note(note.id).guid == note.guid
    assert collection.card(card).memory == memory
    assert len(collection.history(card)) == 1
    assert str(collection.undo_name) == "Update from “Birds of the coast”"


def test_an_update_is_one_step_back_and_forth(collection: Collection) -> None:
    before = state(collection)
    change = changed(collection, (MOULT, SLOW), ("## Terms", "## Words\n\nTern\n: A gull.\n"))
    decisions = {place_of(change, "Tern"): Decision.TAKE}
    collection.articles.apply_update(change, decisions)
    after = state(collection)
    assert after != before
    collection.undo()
    assert state(collection) == before
    assert collection.check() == []
    collection.redo()
    assert state(collection) == after


def test_an_update_is_there_after_a_restart(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as first:
        draft = first.articles.read(ARTICLE)
        first.articles.accept(draft, draft.above(0))
        first.articles.apply_update(changed(first, (MOULT, SLOW)))
        before = state(first)
    with flashcards.open(collection_path, fixed_clock) as second:
        assert state(second) == before
        assert second.check() == []
        text = ARTICLE.replace(MOULT, SLOW)
        assert set(second.articles.update(1, text).counts) == {S.UNCHANGED}


def test_a_conflict_keeps_the_learners_text_and_says_so_once(collection: Collection) -> None:
    note = note_of(collection, "Moult")
    collection.update_note(note.id, {"Back": "Mine."})
    change = changed(collection, (MOULT, SLOW))
    report = collection.articles.apply_update(change)
    assert collection.note(note.id).fields[1] == "Mine."
    assert "yours was kept" in str(report.problems[0].message)
    again = changed(collection, (MOULT, SLOW))
    assert of(again, "Moult").state is S.UNCHANGED
    third = changed(collection, (MOULT, "Something else again."))
    assert of(third, "Moult").state is S.CONFLICT


def test_a_conflict_decided_for_the_article_takes_its_text(collection: Collection) -> None:
    note = note_of(collection, "Moult")
    collection.update_note(note.id, {"Back": "Mine."})
    change = changed(collection, (MOULT, SLOW))
    decisions = {place_of(change, "Moult"): Decision.THEIRS}
    report = collection.articles.apply_update(change, decisions)
    assert report.problems == ()
    assert collection.note(note.id).fields[1] == SLOW
    assert collection.articles.fresh_look() == [note.id]


def test_a_rewording_can_be_refused(collection: Collection) -> None:
    change = changed(collection, (MOULT, SLOW))
    collection.articles.apply_update(change, {place_of(change, "Moult"): Decision.MINE})
    assert note_of(collection, "Moult").fields[1] == MOULT
    assert of(changed(collection, (MOULT, SLOW)), "Moult").state is S.UNCHANGED


def test_what_was_edited_after_comparing_is_not_overwritten(collection: Collection) -> None:
    change = changed(collection, (MOULT, SLOW))
    note = note_of(collection, "Moult")
    collection.update_note(note.id, {"Back": "Mine, in between."})
    before = state(collection)
    for decisions in ({}, {place_of(change, "Moult"): Decision.THEIRS}):
        report = collection.articles.apply_update(change, decisions)
        assert collection.note(note.id).fields[1] == "Mine, in between."
        assert "has been edited since; yours was kept." in str(report.problems[0].message)
        collection.undo()
        assert state(collection) == before


def test_a_note_deleted_after_comparing_stays_deleted(collection: Collection) -> None:
    change = changed(collection, (MOULT, SLOW))
    note = note_of(collection, "Moult")
    collection.delete_notes([note.id])
    collection.articles.apply_update(change)
    assert note.id not in collection.notes_of(collection.search(""))


def test_cards_made_after_comparing_are_pointed_to_their_place_in_the_new_text(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        draft = other.articles.read(ARTICLE)
        other.articles.accept(draft, [draft.card(1)])
        change = changed(other, ("Some words", "Quite a few more words"))
        other.articles.accept(draft, [draft.card(2)])
        other.articles.apply_update(change)
        assert other.check() == []
        assert all(each.start is not None for each in other.articles.passages(1))


def test_a_gone_passage_keeps_its_card_asked_and_its_quote(collection: Collection) -> None:
    gone = "Guillemot\n: A black and white bird that breeds on cliffs.\n"
    change = changed(collection, (gone, ""))
    collection.articles.apply_update(change)
    assert collection.search("is:suspended") == []
    passage = collection.articles.passage(note_of(collection, "Guillemot").id)
    assert passage is not None
    assert (passage.start, passage.paragraph_start) == (None, None)
    assert passage.paragraph == passage.quote
    assert passage.quote.startswith("Guillemot")
    assert len(collection.articles.in_article(1)) == 5
    collection.articles.apply_update(changed(collection))
    assert collection.articles.passages(1)[0].start is not None


def test_a_gone_passage_is_suspended_where_the_learner_says_so(collection: Collection) -> None:
    gone = "Guillemot\n: A black and white bird that breeds on cliffs.\n"
    change = changed(collection, (gone, ""))
    decisions = {place_of(change, "Guillemot"): Decision.SUSPEND}
    collection.articles.apply_update(change, decisions)
    note = note_of(collection, "Guillemot")
    assert collection.search("is:suspended") == collection.note_cards(note.id)


def test_a_new_passage_becomes_a_card_only_where_the_learner_takes_it(
    collection: Collection,
) -> None:
    change = changed(collection, ("## Terms\n", "## Terms\n\nTern\n: A light gull.\n"))
    assert collection.articles.apply_update(change).added == 0
    change = changed(
        collection, ("## Terms\n", "## Terms\n\nSkua\n: A thief.\n\nTern\n: A light gull.\n")
    )
    assert [each.term for each in change.passages if each.state is S.NEW] == ["Skua"]
    decisions = {place_of(change, "Skua"): Decision.TAKE}
    report = collection.articles.apply_update(change, decisions)
    assert (report.added, report.deck) == (1, "Birds of the coast")
    assert note_of(collection, "Skua").fields[1] == "A thief."


def test_accepting_a_changed_article_follows_it_and_adds_no_card_twice(
    collection: Collection,
) -> None:
    text = ARTICLE.replace("Guillemot\n", "Common murre\n").replace(MOULT, SLOW)
    text = text.replace("## Terms\n", "## Terms\n\nTern\n: A light gull.\n")
    draft = collection.articles.read(text, "https://example.org/coast.md")
    assert draft.changed
    report = collection.articles.accept(draft, draft.above(0))
    assert (report.added, report.updated, report.unchanged) == (1, 2, 2)
    assert len(collection.articles.sources()) == 1
    again = collection.articles.accept(draft, draft.above(0))
    assert (again.added, again.updated) == (0, 0)


def test_what_was_gone_already_is_no_news(collection: Collection) -> None:
    without = ("Guillemot\n: A black and white bird that breeds on cliffs.\n", "")
    collection.articles.apply_update(changed(collection, without))
    again = changed(collection, without)
    assert of(again, "Guillemot").state is S.GONE
    assert not again.anything


def test_a_decision_that_does_not_fit_is_refused_and_nothing_changes(
    collection: Collection,
) -> None:
    change = changed(collection, (MOULT, SLOW))
    before = state(collection)
    with pytest.raises(UserError, match="cannot be decided"):
        collection.articles.apply_update(change, {place_of(change, "Moult"): Decision.TAKE})
    assert state(collection) == before


# Files ---------------------------------------------------------------------------------


def test_a_file_is_read_again_by_its_path(
    tmp_path: Path, collection_path: Path, fixed_clock: FixedClock
) -> None:
    path = tmp_path / "coast.md"
    path.write_text(ARTICLE)
    with flashcards.open(collection_path, fixed_clock) as collection:
        draft = collection.articles.read(path)
        collection.articles.accept(draft, draft.above(0))
        path.write_text(ARTICLE.replace(MOULT, SLOW))
        for source in (1, path, str(path)):
            assert collection.articles.update(source).counts[S.REWORDED] == 1
        path.unlink()
        with pytest.raises(UserError, match="There is no file"):
            collection.articles.update(path)


def test_an_article_whose_file_was_moved_is_read_again_from_its_new_place(
    tmp_path: Path, collection_path: Path, fixed_clock: FixedClock
) -> None:
    first, second = tmp_path / "coast.md", tmp_path / "moved.md"
    first.write_text(ARTICLE)
    with flashcards.open(collection_path, fixed_clock) as collection:
        draft = collection.articles.read(first)
        collection.articles.accept(draft, draft.above(0))
        second.write_text(ARTICLE)
        copy = collection.articles.read(second)
        collection.articles.accept(copy, copy.above(0))
        assert collection.articles.source(1).address == str(first)  # still there
        first.unlink()
        collection.articles.accept(copy, copy.above(0))
        assert collection.articles.source(1).address == str(second)
        assert not collection.articles.update(1).anything
        assert len(collection.articles.sources()) == 1


def test_what_is_not_kept_or_not_a_file_is_refused(collection: Collection) -> None:
    with pytest.raises(UserError, match="not in the collection"):
        collection.articles.update(99, ARTICLE)
    with pytest.raises(UserError, match="not in the collection"):
        collection.articles.update("nowhere.md", ARTICLE)
    with pytest.raises(UserError, match="was not read from a file"):
        collection.articles.update(1)


# Fresh looks ---------------------------------------------------------------------------


def test_a_definition_that_says_something_else_is_marked_until_it_was_looked_at(
    collection: Collection,
) -> None:
    change = changed(collection, (MOULT, SLOW), ("They eat the worms", "They eat worms"))
    collection.articles.apply_update(change)
    note = note_of(collection, "Moult")
    assert collection.articles.fresh_look() == [note.id]
    passage = collection.articles.passage(note.id)
    assert passage is not None
    assert passage.fresh_look
    collection.articles.clear_fresh_look([note.id])
    assert collection.articles.fresh_look() == []
    assert str(collection.undo_name) == "Mark as looked at"
    collection.undo()
    assert collection.articles.fresh_look() == [note.id]
    collection.redo()
    assert collection.articles.fresh_look() == []


def test_a_conflict_no_one_was_asked_about_is_marked_and_one_that_was_decided_is_not(
    collection: Collection,
) -> None:
    note = note_of(collection, "Moult")
    collection.update_note(note.id, {"Back": "Mine."})
    change = changed(collection, (MOULT, SLOW))
    collection.articles.apply_update(change, {place_of(change, "Moult"): Decision.MINE})
    assert collection.articles.fresh_look() == []
    collection.undo()
    collection.articles.apply_update(change)
    assert collection.note(note.id).fields[1] == "Mine."
    assert collection.articles.fresh_look() == [note.id]


def test_an_article_that_got_another_text_since_is_compared_anew(collection: Collection) -> None:
    before = changed(collection, (MOULT, SLOW))
    collection.articles.apply_update(changed(collection, ("Some words", "Other words")))
    kept, name = state(collection), collection.undo_name
    with pytest.raises(UserError, match="Look once more at what differs"):
        collection.articles.apply_update(before)
    assert (state(collection), collection.undo_name) == (kept, name)
