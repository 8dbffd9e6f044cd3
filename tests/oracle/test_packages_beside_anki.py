"""Packages of others stand here as in Anki, say the same words, and can be taken back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.store import decks as store_decks
from flashcards.text.render import render_card
from tests.oracle import anki_cards, beside_anki
from tests.oracle.anki_cards import anki_words, is_problem, open_package, with_picture
from tests.oracle.more_packages import gathered
from tests.text.face_words import words

pytest.importorskip("anki.collection", reason="needs the oracle extra")

MOST_CARDS = 500
"""How many cards of one package are drawn by both programs."""
REFUSED = {
    "imvladikon__AnkiTools4j__d27521f9__test.apkg": (
        "{file} is of schema 0; this program knows 11 to 18. Export it from Anki again, as a"
        " package for older versions."
    ),
    "ankitects__anki__c32cb291__pylib__tests__support__anki2-alpha.anki2": (
        "{file} holds no collection of Anki's. Export it again from Anki, as a package (.apkg)."
    ),
}
"""Packages that Anki refuses, and what is said of them here."""
DIFFERENT = {("f6B/1})HB4", 0)}
"""Cards with a gap that is never closed: this program shows it as written, Anki not at all."""


@pytest.fixture(autouse=True)
def formulas_as_written() -> Iterator[None]:
    """Let Anki leave the source of formulas: it would draw them with a program of the machine."""
    hooks = pytest.importorskip("anki.hooks", reason="needs the oracle extra")
    latex = pytest.importorskip("anki.latex", reason="needs the oracle extra")
    hooks.card_did_render.remove(latex.on_card_did_render)
    yield
    hooks.card_did_render.append(latex.on_card_did_render)


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
def test_every_package_stands_as_in_anki(tmp_path: Path, sealed: bool) -> None:
    wrong: dict[str, list[str]] = {}
    for place, path in enumerate(gathered(sealed=sealed)):
        folder = tmp_path / str(place)
        folder.mkdir()
        found = list(compared(path, folder))
        if found:
            wrong[path.name] = [f"{len(found)} differences", *found[:5]]
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def compared(path: Path, folder: Path) -> Iterator[str]:
    """Yield what differs between both programs after they imported one package."""
    try:
        anki = open_package(path, folder)
    except Exception as error:  # noqa: BLE001  (Anki raises what it likes)
        yield from refused(path, folder, error)
        return
    with flashcards.open(folder / "own.flashcards") as collection:
        try:
            collection.import_file(path)
        except UserError as error:
            yield f"only Anki takes it: {error}"
            return
        yield from map(str, collection.check())
        yield from beside_anki.differences(beside_anki.here(collection), beside_anki.there(anki))
        yield from other_words(collection, anki)
        yield from after(collection, path)
    anki.close()


def refused(path: Path, folder: Path, error: Exception) -> Iterator[str]:
    """Yield what is wrong where Anki refuses a package."""
    with flashcards.open(folder / "own.flashcards") as collection:
        try:
            collection.import_file(path)
        except UserError as said:
            if str(said) != REFUSED.get(path.name, "").format(file=path.name):
                yield f"refused here, too, but not as stated: {said}"
        else:
            if path.name in REFUSED:
                yield f"only Anki refuses it: {error!r}"


def after(collection: Collection, path: Path) -> Iterator[str]:
    """Yield what is wrong after importing a package once more, and after taking it back."""
    held = beside_anki.here(collection)
    again = collection.import_file(path)
    if again.added or again.updated or beside_anki.here(collection) != held:
        yield f"importing again changed something: {again}"
    yield from map(str, collection.check())
    while collection.undo_name is not None:
        collection.undo()
    if collection.search("") or collection.review_count():
        yield "something is left after undo"
    yield from map(str, collection.check())


def other_words(collection: Collection, anki: Any) -> Iterator[str]:
    """Yield the sides of cards that say other words here than there.

    Where a template is wrong, Anki says so in place of both sides, and this program besides.
    """
    by_name = {name: number for number, name in beside_anki.names_here(collection).items()}
    types = {each.id: each for each in collection.note_types.all()}
    with collection._store.reading() as conn:
        decks = {deck.id: deck.name for deck in store_decks.all_decks(conn)}
    for card in anki_cards.sampled(anki, MOST_CARDS):
        own = collection.card(by_name[card.name])
        note = collection.note(own.note_id)
        special = {
            "Tags": " ".join(note.tags),
            "Deck": decks[own.deck_id],
            "CardFlag": f"flag{own.flag}",
            "CardID": card.special["CardID"],
        }
        kind = types[note.note_type_id]
        fields = tuple(normalize("NFC", with_picture(text)) for text in note.fields)
        ours = render_card(kind, fields, own.template_uid, own.ordinal, special)
        if card.name in DIFFERENT:
            continue
        if is_problem(card.question):
            if 'class="missing"' not in ours.question_html + ours.answer_html:
                yield f"{card.name}: a template is wrong, which is not told"
            continue
        typed = anki_cards.typed_answers(anki, card)
        yield from apart(
            card.name, words(ours.question_html), {anki_words(card.question, {})}, "question"
        )
        either = {anki_words(card.answer, typed, hints_open=is_open) for is_open in (False, True)}
        yield from apart(card.name, words(ours.answer_html), either, "answer")


def apart(name: object, ours: str, theirs: set[str], side: str) -> Iterator[str]:
    """Yield where two texts begin to differ, if they do; ``theirs`` are all that may be said."""
    if _tight(ours) in map(_tight, theirs):
        return
    other = min(theirs)
    place = next((at for at, (a, b) in enumerate(zip(ours, other, strict=False)) if a != b), 0)
    part = slice(max(0, place - 30), place + 60)
    yield f"{side} of {name}: {ours[part]!r} here, {other[part]!r} in Anki"


def _tight(text: str) -> str:
    """Return a text without the spaces beside the signs of formulas, which no formula shows."""
    return re.sub(r" ?(\[/?(?:\$\$?|latex)\]) ?", r"\1", text)
