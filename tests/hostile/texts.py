"""Hostile texts given to every part that takes text: notes, decks, tags, searches, the terminal."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from random import Random

from tests.hostile.case import ANYTHING, Act, Case, Place
from tests.hostile.stock import ACTIVE, INVISIBLE, LATEX, PLAIN, any_text, set_in

_RAW = ("\x1b", "\x9b", "\x07", "\x08", "\x7f", "\u202e", "\u2066", "\u2069")
"""Signs that no terminal may be sent."""


def _undone(place: Place) -> None:
    while place.collection.undo() is not None:
        pass


def _as_note(text: str) -> Act:
    def act(place: Place) -> Sequence[str]:
        collection = place.collection
        try:
            for kind, fields in (
                ("basic", {"Front": text, "Back": "b"}),
                ("basic-reverse", {"Front": "f", "Back": text}),
                ("cloze", {"Text": "{{c1::" + text + "}} and", "Extra": text}),
            ):
                note_type = collection.note_type(kind)
                for rendered in collection.preview_note(note_type, fields):
                    assert "<script" not in rendered.answer_html.lower()
                collection.add_note(fields, "Odd", note_type=kind)
                collection.duplicates(text)
            collection.search("deck:Odd")
        finally:
            _undone(place)
        return []

    return act


def _as_names(text: str) -> Act:
    def act(place: Place) -> Sequence[str]:
        collection = place.collection
        try:
            collection.add_deck(text)
            collection.add_note({"Front": "f", "Back": "b"}, text, [text])
            collection.rename_deck(collection.deck_names()[0], f"{text} again")
            collection.deck_tree()
            collection.tags()
        finally:
            _undone(place)
        return []

    return act


def _as_search(text: str) -> Act:
    def act(place: Place) -> Sequence[str]:
        place.collection.search(text)
        return []

    return act


def _as_file(suffix: str) -> Callable[[str], Act]:
    def of(text: str) -> Act:
        def act(place: Place) -> Sequence[str]:
            """Write a note to a file and bring it in again: it must say the same."""
            collection = place.collection
            out = place.home / f"out{suffix}"
            try:
                note = collection.add_note({"Front": text, "Back": text}, "Odd")
                kept = [each.strip() for each in collection.note(note).fields]  # as files have it
                collection.export(out, "Odd")
                collection.import_file(out)
                assert [each.strip() for each in collection.note(note).fields] == kept
            finally:
                _undone(place)
            return []

        return act

    return of


def _at_the_terminal(text: str) -> Act:
    def act(place: Place) -> Sequence[str]:
        from flashcards.cli import main

        path = str(place.path)
        for words in (
            ["import", str(place.given / "odd.md"), f"--deck={text}"],
            ["decks"],
            ["search", "--", text],
            ["search", ""],
        ):
            out, err = io.StringIO(), io.StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                main(["--collection", path, *words])
            said = out.getvalue() + err.getvalue()
            assert "Traceback" not in said
            assert not any(sign in said for sign in _RAW), words
        return []

    return act


_TRIES: dict[str, Callable[[str], Act]] = {
    "as a note": _as_note,
    "as a name": _as_names,
    "as a search": _as_search,
    "out and in as Markdown": _as_file(".md"),
    "out and in as a table": _as_file(".csv"),
    "at the terminal": _at_the_terminal,
}


def _case(what: str, how: str, text: str) -> Case:
    def make(place: Place) -> None:
        place.put("odd.md", f"Q: f {text.replace(chr(10), ' ')}\nA: b {text}\n")

    return Case(f"{what} {how}", _TRIES[how](text), ANYTHING, make)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield each odd text by every way in, then texts put together at random."""
    known = {**INVISIBLE, **ACTIVE, **LATEX, **PLAIN}
    pairs = [(what, how) for what in known for how in _TRIES]
    random.shuffle(pairs)
    for what, how in pairs[:count]:
        yield _case(what, how, known[what])
    for number in range(count - len(pairs)):
        how = random.choice(list(_TRIES))
        text = any_text(random)
        if number % 2:
            text = set_in(random, text + random.choice(list(known.values())))
        yield _case("any text", how, text)
