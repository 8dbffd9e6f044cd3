"""Notes that have lost their article, or come back from a deck file, find their passages again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.collection.articles.known import strays
from flashcards.model.messages import message
from flashcards.store.articles import titles_only
from tests.collection.coast import ARTICLE
from tests.conftest import FixedClock
from tests.store import older

TITLE = "Birds of the coast"


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection with the article, all of its cards accepted."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        draft = opened.articles.read(ARTICLE, "coast.md")
        opened.articles.accept(draft, draft.above(0))
        yield opened
        assert opened.check() == []


def passages_of(collection: Collection) -> list[tuple[int, str]]:
    [row] = collection.articles.sources()
    return [(each.note_id, each.quote) for each in collection.articles.passages(row.id)]


def accept_again(collection: Collection) -> tuple[int, int]:
    draft = collection.articles.read(ARTICLE, "coast.md")
    assert all(each.note_id is not None for each in draft.candidates)
    assert not any(each.duplicates for each in draft.candidates)
    report = collection.articles.accept(draft, draft.above(0))
    return report.added, report.unchanged


def test_an_article_forgotten_and_accepted_again_gets_its_notes_back(
    collection: Collection,
) -> None:
    before = passages_of(collection)
    [row] = collection.articles.sources()
    collection.articles.forget(row.id)
    assert accept_again(collection) == (0, 4)
    assert passages_of(collection) == before
    collection.undo()
    assert collection.articles.sources() == []
    collection.redo()
    assert passages_of(collection) == before


def test_notes_that_come_back_from_a_deck_file_stand_in_their_article_again(
    collection: Collection, tmp_path: Path
) -> None:
    before = passages_of(collection)
    collection.export(tmp_path / "coast-deck.md")
    collection.delete_deck("Birds of the coast")
    collection.import_file(tmp_path / "coast-deck.md")
    assert passages_of(collection) == []
    assert accept_again(collection) == (0, 4)
    assert [quote for _, quote in passages_of(collection)] == [quote for _, quote in before]


def test_a_deck_file_of_an_article_and_the_article_itself_make_no_card_twice(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    collection.export(tmp_path / "coast-deck.md")
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        other.import_file(tmp_path / "coast-deck.md")
        count = len(other.notes_of(other.search("")))
        assert accept_again(other) == (0, 4)
        assert len(other.notes_of(other.search(""))) == count
        assert len(passages_of(other)) == 4
        assert accept_again(other) == (0, 4)
        assert other.check() == []


def test_a_note_that_names_the_article_but_asks_something_else_is_left_alone(
    collection: Collection,
) -> None:
    [row] = collection.articles.sources()
    moult = next(p.note_id for p in collection.articles.passages(row.id) if p.term == "Moult")
    collection.update_note(moult, {"Front": "What do birds do with old feathers?"})
    collection.articles.forget(row.id)
    draft = collection.articles.read(ARTICLE, "coast.md")
    assert collection.articles.accept(draft, draft.above(0)).added == 0
    found = collection.articles.passage(moult)
    assert found is not None
    assert found.term == "Moult"
    assert collection.note(moult).fields[0] == "What do birds do with old feathers?"


def test_a_title_shared_with_notes_from_elsewhere_brings_them_no_passage(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ndeck: Own\nsource: Birds of the coast\n---\nQ: What is a tern?\nA: x\n")
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        other.import_file(deck)
        [own] = other.notes_of(other.search(""))
        draft = other.articles.read(ARTICLE, "coast.md")
        assert other.articles.accept(draft, draft.above(0)).added == 4
        assert other.articles.passage(own) is None
        assert other.check() == []


@pytest.mark.parametrize("layout", range(1, 7))
def test_a_collection_of_any_older_layout_takes_articles_and_knows_its_own_notes(
    tmp_path: Path, fixed_clock: FixedClock, layout: int
) -> None:
    path = tmp_path / "older.flashcards"
    text = "What is Moult?\x1fThe yearly change of feathers."
    older.cards_of_layout(path, layout, [text], TITLE)
    with flashcards.open(path, fixed_clock) as opened:
        assert opened.check() == []
        draft = opened.articles.read(ARTICLE, "coast.md")
        report = opened.articles.accept(draft, draft.above(0))
        assert (report.added, report.unchanged) == (3, 1)
        found = opened.articles.passage(1)
        assert found is not None
        assert found.quote.startswith("Moult")
        assert opened.check() == []
        opened.undo()
        assert opened.articles.passage(1) is None
        assert opened.note(1).source_heading == "Terms"
        assert opened.check() == []


def test_an_older_text_is_known_as_the_article_that_has_the_notes(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    newer = ARTICLE.replace("The yearly change", "A slow change")
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        first = other.articles.read(ARTICLE, "coast.md")
        other.articles.accept(first, first.above(0))
        other.delete_deck(TITLE)
        second = other.articles.read(newer, "coast.md")
        other.articles.accept(second, second.above(0))
        count = len(other.notes_of(other.search("")))
        third = other.articles.read(ARTICLE, "coast.md")
        assert other.articles.accept(third, third.above(0)).added == 0
        assert len(other.notes_of(other.search(""))) == count
        assert other.check() == []


def test_a_file_whose_cards_were_all_deleted_is_still_one_article(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    path = tmp_path / "coast.md"
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        for text in (ARTICLE, ARTICLE.replace("The yearly change", "A slow change")):
            path.write_text(text)
            draft = other.articles.read(path)
            assert other.articles.accept(draft, draft.above(0)).added == 4
            assert len(other.articles.sources()) == 1
            other.delete_deck(TITLE)
        assert "A slow change" in other.articles.source(1).text
        assert other.check() == []


# Articles kept without their lists ------------------------------------------------------

WITHOUT_LISTS = "UPDATE sources SET structure = json_remove(structure, '$.items', '$.blocks')"


def forget_lists(collection: Collection) -> None:
    """Leave the article as a version kept it that did not know of lists."""
    with collection._store.writing(message("Without lists"), undoable=False) as conn:
        conn.exec_driver_sql(WITHOUT_LISTS)
    assert collection.articles.source(1).items == ()


def test_the_same_text_read_again_says_where_the_lists_are(collection: Collection) -> None:
    before, name = collection.articles.source(1), collection.undo_name
    forget_lists(collection)
    collection.articles.keep_lists(collection.articles.read(ARTICLE, "coast.md"))
    assert collection.articles.source(1) == before
    assert collection.undo_name == name
    assert len(before.items) == 3


def test_lists_that_are_there_and_texts_that_read_otherwise_leave_the_article_alone(
    collection: Collection,
) -> None:
    with collection._store.reading() as conn:
        before = conn.exec_driver_sql("SELECT structure, changed_ms FROM sources").fetchall()
    collection.articles.keep_lists(collection.articles.read(ARTICLE, "coast.md"))
    with collection._store.reading() as conn:
        after = conn.exec_driver_sql("SELECT structure, changed_ms FROM sources").fetchall()
    assert after == before
    forget_lists(collection)
    newer = ARTICLE.replace("The yearly change", "A slow change")
    for text in (newer, newer.replace("Birds of the coast", "Quite another text")):
        collection.articles.keep_lists(collection.articles.read(text, "coast.md"))
    assert collection.articles.source(1).items == ()


def glossary(*meanings: str, term: str = "Auk") -> str:
    return "# Birds\n\n## Glossary\n\n" + "".join(f"{term}\n: {each}.\n\n" for each in meanings)


def test_a_second_meaning_of_a_term_put_before_the_first_becomes_a_card_of_its_own(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    first, second, third = "A bird of the sea", "A size of ships", "An old word for a lamp"
    with flashcards.open(collection_path, fixed_clock) as opened:
        face = opened.articles
        draft = face.read(glossary(first), "birds.md")
        face.accept(draft, draft.above(0))
        for text in (glossary(second, first), glossary(third, second, first)):
            draft = face.read(text, "birds.md")
            assert face.accept(draft, draft.above(0)).added == 1
            again = face.read(text, "birds.md")
            assert all(each.note_id is not None for each in again.candidates)
            cards = [again.card(number) for number in range(len(again.candidates))]
            assert face.notes_added(again, cards) == [each.note_id for each in again.candidates]
            report = face.accept(again, again.above(0))
            assert (report.added, report.updated) == (0, 0)
        assert [card.note_id for card in map(opened.card, opened.search(""))] == [1, 2, 3]
        assert opened.check() == []


def test_a_term_explained_anew_after_its_second_meaning_got_a_name_of_its_own_is_made_once(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    first, second = "A bird of the northern sea", "A robber of the nests of other birds"
    with flashcards.open(collection_path, fixed_clock) as opened:
        face = opened.articles
        draft = face.read(glossary(first, second), "birds.md")
        face.accept(draft, draft.above(0))
        renamed = glossary(first) + f"Skua\n: {second}.\n\n"
        [source] = face.sources()
        face.apply_update(face.update(source.id, renamed))
        newer = renamed + "Auk\n: An old word for a lamp.\n"
        draft = face.read(newer, "birds.md")
        assert [each.note_id for each in draft.candidates] == [1, 2, None]
        assert face.accept(draft, draft.above(0)).added == 1
        again = face.read(newer, "birds.md")
        assert [each.note_id for each in again.candidates] == [1, 2, 3]
        assert opened.check() == []


def test_what_an_article_says_twice_in_the_same_words_is_two_notes_and_stays_so(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    text = glossary("A bird of the northern sea", "A bird of the northern sea")
    with flashcards.open(collection_path, fixed_clock) as opened:
        draft = opened.articles.read(text, "birds.md")
        opened.articles.accept(draft, draft.above(0))
        again = opened.articles.read(text, "birds.md")
        known = [each.note_id for each in again.candidates]
        assert known == [*range(1, len(known) + 1)]


def test_a_note_belongs_to_the_card_of_just_its_words_though_another_adds_brackets(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ndeck: Own\nsource: Wars\n---\nQ: When did it begin?\nA: In 1914.\n")
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        other.import_file(deck)
        [own] = other.notes_of(other.search(""))
        with other._store.reading() as conn:
            [(source_id, _)] = titles_only(conn, "Wars")
            asked = [("a", "When did it begin? (Europe, 1939)"), ("b", "When did it begin?")]
            assert strays(conn, source_id, asked) == {1: own}
            assert strays(conn, source_id, asked[:1]) == {0: own}
