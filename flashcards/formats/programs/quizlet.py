"""Reads sets as Quizlet exports them with separators of one's own choice.

Those with a tab between term and definition, and a card a line, are plain tables.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from flashcards.formats.decoding import decode
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems, quoted
from flashcards.model.messages import message
from flashcards.model.note_types import BASIC
from flashcards.model.parsed import ParsedDeck, ParsedNote

_BETWEEN: Final = ("---", "--", ";;", "::", "||", "=>", "->", " – ", " — ", " - ", " = ")
"""What people put between term and definition, the longer ones first."""
_ROWS: Final = ("\n\n", ";;", "||", ";")
"""What stands between cards that are not a line each."""
_SAMPLE_CHARACTERS: Final = 20_000
_FEWEST = 3
_LONGEST_TERM: Final = 200
_LONGEST_CARD: Final = 1_000
_MARKS: Final = ("-", "*", "#", ">", "|", "=", "+", "•")
"""What lines of lists, headings and tables begin with."""
_BARE: Final = message("card without term or definition")


class Separators(NamedTuple):
    """What stands between term and definition, and between cards."""

    words: str
    cards: str


def begins(head: bytes) -> bool:
    """Whether a text that begins so is a set with separators that no table has."""
    text = head.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return separators(text, whole=len(head) < _SAMPLE_CHARACTERS) is not None


def separators(text: str, *, whole: bool = True) -> Separators | None:
    """Return the separators that all of a text fits; None where it is no such set."""
    sample = text[:_SAMPLE_CHARACTERS].strip()
    whole = whole and len(text) <= _SAMPLE_CHARACTERS
    for found in _possible(sample):
        cards = [card for card in sample.split(found.cards) if card.strip()]
        if not whole:
            del cards[-1:]
        if len(cards) >= _FEWEST and all(_is_card(card, found) for card in cards):
            return found
    return None


def _possible(sample: str) -> Iterator[Separators]:
    """Yield the separators that a text may have: none that make a table of it."""
    if "\t" in sample:
        if "\n" not in sample:
            yield from (Separators("\t", cards) for cards in _ROWS if cards in sample)
        elif not all("\t" in line for line in sample.split("\n") if line.strip()):
            yield Separators("\t", "\n\n")
        return
    for words in _BETWEEN:
        if words in sample:
            yield Separators(words, "\n")
            for cards in _ROWS[1:]:
                if cards in sample and cards != words and "\n" not in sample:
                    yield Separators(words, cards)
    if "\n" not in sample and ";" in sample and "," in sample:
        yield Separators(",", ";")


def _is_card(card: str, found: Separators) -> bool:
    term, between, definition = card.strip("\n").partition(found.words)
    one = card.count(found.words) == 1 or (found.words.strip() not in ("", ",") and bool(between))
    plain = found.words == "\t" or not term.lstrip().startswith(_MARKS)
    short = len(term) <= _LONGEST_TERM and len(card) <= _LONGEST_CARD
    return one and plain and short and bool(term.strip()) and bool(definition.strip())


def read(data: bytes, file: str) -> ParsedDeck:
    """Return the cards of a set, as they are written."""
    decoded = decode(data, file)
    text, problems = decoded.text, Problems(file, decoded.problems)
    found = separators(text) or Separators("\t", "\n")
    notes: list[ParsedNote] = []
    line = 1
    for card in text.split(found.cards):
        term, _, definition = (part.strip() for part in card.partition(found.words))
        at = line + len(card) - len(card.lstrip("\n"))
        line += card.count("\n") + found.cards.count("\n")
        if not term and not definition:
            continue
        if not term or not definition or len(card) > MAX_FIELD_CHARACTERS:
            what = message(
                "{text} has no term or no definition and was left out.",
                text=quoted(term or definition),
            )
            problems.leave_out(at, what, _BARE)
            continue
        front, back = BASIC.fields[:2]
        notes.append(ParsedNote(BASIC.uid, {front: term, back: definition}, line=at))
    return ParsedDeck(
        notes=tuple(notes), problems=problems.all(), left_out=problems.left_out, literal=True
    )
