"""Both sides of cards as they are put on paper: the answer without the question it repeats."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flashcards.model.ids import CardId
from flashcards.store import cards, decks, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Store
from flashcards.text.render import render_card

_LINE: Final = re.compile(r"\s*(?:<hr[^>]*>\s*)*")
_SHEETS: Final = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card on paper; both sides are safe HTML."""

    question: str
    answer: str
    css: str
    number: int
    """Of the card among those of its note."""
    deck: str


def printed(store: Store, types: StoredTypes, card_ids: Sequence[int]) -> list[PrintedCard]:
    """Return cards as they are put on paper, in this order; those that are gone are left out."""
    with store.reading() as conn:
        found = {each.id: each for each in cards.get_cards(conn, card_ids, types.template_uids)}
        owners = notes.get_notes(conn, list({each.note_id for each in found.values()}))
        names: Mapping[int, str] = {each.id: each.name for each in decks.all_decks(conn)}
    of_id = {each.id: each for each in owners}
    made = []
    for card_id in card_ids:
        card = found.get(CardId(card_id))
        if card is None:
            continue
        note, deck = of_id[card.note_id], names.get(card.deck_id, "")
        kind = types.by_id[note.note_type_id]
        special = {
            "Tags": " ".join(note.tags),
            "Deck": deck,
            "CardFlag": f"flag{card.flag}",
            "CardID": str(card.id),
        }
        sides = render_card(kind, note.fields, card.template_uid, card.ordinal, special)
        answer = without_question(sides.question_html, sides.answer_html)
        made.append(PrintedCard(sides.question_html, answer, kind.css, sides.number, deck))
    return made


def without_question(question: str, answer: str) -> str:
    """Return an answer without the question it begins with, where there is more behind it."""
    asked, said = question.strip(), answer.strip()
    if not asked or not said.startswith(asked):
        return answer
    rest = said[len(asked) :]
    rest = rest[_matched(rest) :]
    return rest if _SHEETS.sub("", rest).strip() else answer


def _matched(text: str) -> int:
    found = _LINE.match(text)
    return found.end() if found else 0
