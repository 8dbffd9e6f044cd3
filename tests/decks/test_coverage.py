"""The shipped decks cover the article, in words of their own, with cards a teacher would sign."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from flashcards.formats.markdown_deck import read
from flashcards.model.parsed import ParsedDeck, ParsedNote
from tests.reference import reference

_ROOT = Path(__file__).parents[2]
_FILES = sorted((_ROOT / "decks").glob("*.md"))

_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_LONGEST_SHARED_RUN = 5
"""Words in a row a card may have in common with the article; chance reaches four or five."""


def _decks() -> list[ParsedDeck]:
    return [read(path.read_text("utf-8"), path.name) for path in _FILES]


def _notes() -> list[ParsedNote]:
    return [note for deck in _decks() for note in deck.notes]


def _table(part: str) -> dict[str, dict[str, Any]]:
    """What the decks must ask of the article: the notes that do, and words of their own in them."""
    text = Path(__file__).with_name("coverage.json").read_text("utf-8")
    return {row["ask"]: row for row in json.loads(text)[part]}


def _shown(text: str) -> str:
    """The text with every cloze filled in and its hint gone."""
    return _CLOZE.sub(lambda match: match[2], text)


def _text(note: ParsedNote) -> str:
    return "\n".join(_shown(text) for text in note.fields.values())


def _cards(note: ParsedNote) -> int:
    if note.note_type == "cloze":
        return len({match[1] for match in _CLOZE.finditer(note.fields["Text"])})
    return 2 if note.note_type == "basic-reverse" else 1


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _runs(text: str, length: int) -> set[str]:
    words = _words(text)
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_a_shipped_deck_reads_without_problems(path: Path) -> None:
    deck = read(path.read_text("utf-8"), path.name)
    assert deck.problems == ()
    assert deck.name is not None
    assert deck.name.startswith("GenAI and LLM::")
    assert deck.uid == path.stem
    assert deck.source


def test_at_least_two_decks_ship_with_80_to_150_cards_in_all() -> None:
    decks = _decks()
    assert len(decks) >= 2
    assert len({deck.name for deck in decks}) == len(decks)
    assert 80 <= sum(_cards(note) for note in _notes()) <= 150


def test_every_note_has_an_identity_of_its_own() -> None:
    identities = [note.guid for note in _notes()]
    assert None not in identities
    assert [guid for guid, count in Counter(identities).items() if count > 1] == []


def test_no_question_is_asked_twice() -> None:
    fronts = Counter(next(iter(note.fields.values())).casefold() for note in _notes())
    assert [front for front, count in fronts.items() if count > 1] == []


@pytest.mark.parametrize("part", ["terms", "faqs"])
def test_everything_a_careful_reader_must_find_has_a_note(part: str) -> None:
    known = {note.guid for note in _notes()}
    for ask, row in _table(part).items():
        assert row["notes"]
        missing = set(row["notes"]) - known
        assert not missing, f"{ask!r} names notes that do not exist: {missing}"


@pytest.mark.parametrize("part", ["terms", "faqs"])
def test_the_notes_convey_what_the_answer_must_have(part: str) -> None:
    texts = {note.guid: _text(note) for note in _notes()}
    for ask, row in _table(part).items():
        said = " ".join("\n".join(texts[guid] for guid in row["notes"]).split()).casefold()
        for words in row["words"]:
            absent = [word for word in words if word.casefold() not in said]
            assert words
            assert not absent, f"{ask!r}: nothing about {absent}"


@pytest.mark.parametrize("part", ["terms", "faqs"])
def test_nothing_is_missing_from_the_list_of_what_must_be_asked(part: str) -> None:
    wanted = json.loads(reference("article", "must_cover.json").read_text("utf-8"))[part]
    table = _table(part)
    assert {entry["ask"] for entry in wanted} == set(table)
    for entry in wanted:
        assert len(table[entry["ask"]]["words"]) == len(entry["answer_has"]), entry["ask"]


def test_no_card_repeats_a_run_of_the_articles_words() -> None:
    length = _LONGEST_SHARED_RUN + 1
    article = _runs(reference("article", "genai-vs-llm.txt").read_text("utf-8"), length)
    for note in _notes():
        for field in note.fields.values():
            assert not _runs(_shown(field), length) & article, note.guid


def test_every_note_stands_under_a_heading_of_the_article() -> None:
    article = reference("article", "genai-vs-llm.txt").read_text("utf-8")
    headings = {re.sub(r"^\d+\. ", "", line.strip()) for line in article.splitlines()}
    assert {note.source_heading for note in _notes()} <= headings


def test_answers_are_short_and_without_long_lists() -> None:
    for note in _notes():
        for name, field in note.fields.items():
            assert len(re.findall(r"(?m)^\s*(?:[-*+]|\d+[.)])\s", field)) <= 5, note.guid
            if name != "Front":
                assert len(_words(_shown(field))) <= 60, f"{note.guid}: {name} is long"


def test_a_list_is_asked_for_a_few_hinted_items_at_a_time() -> None:
    for note in _notes():
        if note.note_type != "cloze":
            continue
        gaps = list(_CLOZE.finditer(note.fields["Text"]))
        assert max(Counter(match[1] for match in gaps).values()) <= 3, note.guid
        assert [match[2] for match in gaps if not match[3]] == [], f"{note.guid}: no hint"


def test_questions_cannot_be_answered_with_yes_or_no() -> None:
    closed = re.compile(r"^(is|are|do|does|did|can|could|has|have|will|was|were)\b", re.IGNORECASE)
    assert [note.guid for note in _notes() if closed.match(note.fields.get("Front", ""))] == []


def test_the_cards_say_where_the_article_is_loose_or_dated() -> None:
    texts = {note.guid: _text(note) for note in _notes()}
    assert "strictly, BERT is for understanding" in texts["genai-llm-terms/bert-no-generator"]
    assert "multimodal" in texts["genai-llm-terms/llm-multimodal"]
    corrections = [note for note in _notes() if "correction" in note.tags]
    assert len(corrections) >= 10
    for note in corrections:
        assert re.search(r"strictly|article|multimodal", _text(note)), note.guid
