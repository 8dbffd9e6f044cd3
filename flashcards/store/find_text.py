"""The parts of a search that speak of words, fields and names, as SQL conditions.

Words the full-text index can answer go to it. It knows letters and digits only, so that other
signs, ``*`` within a word and single fields are looked for in the notes themselves.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search.expressions import WITHOUT_ACCENTS, is_expression
from flashcards.search.tree import Text
from flashcards.search.values import shown
from flashcards.store import fields as stored
from flashcards.store import rankings
from flashcards.store.find_scope import Scope
from flashcards.store.operation import course
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.plain import PART_LENGTH, cjk_spaced

_NOTES_MATCHING = "SELECT rowid AS note_id FROM note_text WHERE note_text MATCH ?"
_NOTES_TAGGED = "SELECT note_id FROM note_tags WHERE tag_id IN (SELECT value FROM json_each(?))"
_AMONG = (
    "id IN (SELECT t.rowid FROM json_each(?) word CROSS JOIN note_text t"
    " WHERE t.note_text MATCH word.value) AND "
)
"""Leaves notes that have one of some words, bound as JSON."""
_NOTES_HOLDING = "SELECT id AS note_id FROM notes WHERE {among}fields LIKE ? ESCAPE '\\'"
_HOLDING = "c.note_id IN (" + _NOTES_HOLDING + ")"
_MATCHING = f"c.note_id IN ({_NOTES_MATCHING})"
_TAGGED = f"c.note_id IN ({_NOTES_TAGGED})"
_OF_NOTES = {
    _MATCHING: _NOTES_MATCHING,
    f"({_MATCHING})": _NOTES_MATCHING,
    _TAGGED: _NOTES_TAGGED,
    **{_HOLDING.format(among=each): _NOTES_HOLDING.format(among=each) for each in ("", _AMONG)},
}
_SCAN = 3
"""To look up one note in so many takes as long as to read all of them."""
_PART = re.compile(f"[0-9A-Za-z]{{{PART_LENGTH},}}")


def of_notes(where: str) -> str | None:
    """Return what asks an index for the notes alone, where a condition says nothing else."""
    return _OF_NOTES.get(where)


def all_words(texts: Sequence[Text], connective: str, scope: Scope) -> str:
    """Ask the index for all (AND) or some (OR) of these texts at once."""
    scope.bind(f" {connective} ".join(dict.fromkeys(map(_match, texts))))
    return _MATCHING


def is_indexed(text: Text) -> bool:
    """Whether the full-text index alone can answer: it knows letters and digits only."""
    if text.exact:
        return _has_letters(text.text) and not any(map(_is_symbol, text.text))
    return "*" not in text.text.rstrip("*") and _has_letters(text.text)


def _has_letters(text: str) -> bool:
    return any(c.isalnum() or unicodedata.category(c) == "Co" for c in text)


def _is_symbol(character: str) -> bool:
    return character in "#@%&" or unicodedata.category(character)[0] == "S"


def _match(text: Text) -> str:
    """Return a phrase of the index's own query language."""
    phrase = cjk_spaced(text.text).replace('"', '""')
    return f'"{phrase}"' if text.exact else f'"{phrase}" *'


def words(text: Text, scope: Scope) -> str:
    """Ask for notes with these words."""
    if is_indexed(text):
        scope.bind(_match(text))
        return _MATCHING
    pieces = [text.text] if text.exact else [piece for piece in text.text.split("*") if piece]
    if all(map(str.isascii, pieces)):
        holds = _holding(pieces, scope)
    else:
        holds = _holds(pieces, lambda _, fields: (fields,), scope)
    if text.exact and _has_letters(text.text):
        scope.bind(_match(text))
        return f"({holds} AND {_MATCHING})"
    return holds


def in_field(name: str, text: str, scope: Scope) -> str:
    """Ask for notes whose field ``name`` holds ``text``, or is empty if that is empty.

    Raises UserError when no note type has such a field.
    """
    if name == "*" and is_expression(text):
        every = scope.rows("SELECT id, fields FROM notes")
        found = _matching(text, ((note, (fields,)) for note, fields in every), scope)
        return scope.chosen("c.note_id", found)
    places = field_places(name, scope)

    def of_type(type_id: int, fields: str) -> list[str]:
        parts = fields.split(FIELD_SEPARATOR)
        # Fields that were added to the type later are empty.
        return [parts[place] if place < len(parts) else "" for place in places.get(type_id, ())]

    if is_expression(text):
        every = scope.rows("SELECT id, note_type_id, fields FROM notes")
        found = _matching(text, ((n, of_type(t, f)) for n, t, f in every), scope)
        return scope.chosen("c.note_id", found)
    if text.startswith(WITHOUT_ACCENTS):
        wanted = [_bare(piece) for piece in text.removeprefix(WITHOUT_ACCENTS).split("*") if piece]
        each = scope.each("SELECT id, note_type_id, fields FROM notes")
        return scope.chosen(
            "c.note_id",
            [
                n
                for n, t, f in each
                if any(_in_order(wanted, _bare(part)) for part in of_type(t, f))
            ],
        )
    if text:
        return _holds([piece for piece in text.split("*") if piece], of_type, scope)
    each = scope.each("SELECT id, note_type_id, fields FROM notes")
    return scope.chosen("c.note_id", [row[0] for row in each if "" in of_type(row[1], row[2])])


def field_places(name: str, scope: Scope) -> dict[int, list[int]]:
    """Return where the fields with this name (``*`` for anything) stand in notes, by note type.

    Raises UserError when no note type has such a field.
    """
    matches = whole(name)
    places: dict[int, list[int]] = {}
    for type_id, kept in scope.rows("SELECT id, fields FROM note_types"):
        found = [place for place, known in enumerate(stored.names(kept)) if matches(known)]
        if found:
            places[type_id] = found
    if not places:
        raise UserError(
            message("No note type has a field called {name}.", name=shown(name)),
            message("To search for a colon in the text, put the words in quotation marks."),
        )
    return places


def _holds(
    pieces: Sequence[str], parts_of: Callable[[int, str], Sequence[str]], scope: Scope
) -> str:
    """Ask for notes of which some part holds the pieces one after the other, in any case."""
    longest = max(pieces, key=len, default="")
    among, words = _among(pieces, scope)
    sql = f"SELECT id, note_type_id, fields FROM notes WHERE {among}fields LIKE ? ESCAPE '\\'"
    rows = scope.each(sql, *words, f"%{''.join(map(_like, longest))}%")
    folded = [piece.lower() for piece in pieces]
    found = []
    for note_id, type_id, fields in rows:
        if any(_in_order(folded, part.lower()) for part in parts_of(type_id, fields)):
            found.append(note_id)
    return scope.chosen("c.note_id", found)


def _holding(pieces: Sequence[str], scope: Scope) -> str:
    """Ask for what ``_holds`` does of the whole text of notes, for ASCII, whose cases SQL knows."""
    among, words = _among(pieces, scope)
    pattern = "%".join("".join(map(_like, piece)) for piece in pieces)
    scope.bind(*words, f"%{pattern}%")
    return _HOLDING.format(among=among)


def _among(pieces: Sequence[str], scope: Scope) -> tuple[str, tuple[str, ...]]:
    """Return a condition for only those notes with a word that holds some of this, and its words.

    Nothing where it is not known which words there are, or where many notes have one.
    """
    parts = [part for piece in pieces for part in _PART.findall(piece)]
    lent = rankings.lent(scope.conn)
    if lent is None or not parts:
        return "", ()
    [(notes,)] = scope.rows("SELECT coalesce(max(id), 0) FROM notes")
    found = lent.words(scope.conn).holding(max(parts, key=len).lower(), notes // _SCAN)
    if found is None:
        return "", ()
    return _AMONG, (json.dumps([f'"{word}"' for word in found]),)


def _matching(pattern: str, rows: Iterable[tuple[int, Sequence[str]]], scope: Scope) -> list[int]:
    """Return which rows have a regular expression; not loaded before there is one."""
    from flashcards.search.matching import matching

    return matching(pattern, rows, course(scope.conn).ask)


def _bare(text: str) -> str:
    """Return a text without accents and other marks on its letters, in lower case."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parted if not unicodedata.combining(c))


def _like(character: str) -> str:
    """Return a LIKE pattern that lets ``character`` through in either case.

    SQLite knows the two cases of ASCII letters only; for others any character passes here.
    """
    if character in "%_\\":
        return "\\" + character
    plain = character.isascii() or character.lower() == character.upper()
    return character if plain else "_"


def _in_order(pieces: Iterable[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        place = text.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def in_source(text: str, scope: Scope) -> str:
    """Ask for notes made from something whose title or heading holds ``text``."""
    scope.notes = True
    pattern = f"%{''.join(map(_like, text))}%"
    scope.bind(pattern, pattern)
    return (
        "(n.source_heading LIKE ? ESCAPE '\\' OR coalesce(n.source_id IN"
        " (SELECT id FROM sources WHERE title LIKE ? ESCAPE '\\'), 0))"
    )


def whole(pattern: str) -> Callable[[str], bool]:
    """Return a test for names that match ``pattern`` whole, in any case."""
    first, *rest = pattern.casefold().split("*")
    if not rest:
        return lambda name: name.casefold() == first
    *middle, last = rest

    def matches(name: str) -> bool:
        folded = name.casefold()
        if len(folded) < len(first) + len(last):
            return False
        inner = folded[len(first) : len(folded) - len(last)]
        return folded.startswith(first) and folded.endswith(last) and _in_order(middle, inner)

    return matches


def holding(pattern: str) -> Callable[[str], bool]:
    """Return a test for names that hold ``pattern`` somewhere, in any case."""
    pieces = pattern.casefold().split("*")
    return lambda name: _in_order(pieces, name.casefold())


def below(pattern: str) -> Callable[[str], bool]:
    """Return a test for names that match ``pattern``, or lie below one that does (``A::B``)."""
    if "*" not in pattern:
        top = pattern.casefold()
        return lambda name: f"{name.casefold()}::".startswith(f"{top}::")
    matches = whole(pattern)

    def matches_some(name: str) -> bool:
        parts = name.split("::")
        return any(matches("::".join(parts[:size])) for size in range(len(parts), 0, -1))

    return matches_some


def inside(pattern: str) -> Callable[[str], bool]:
    """Return a test for names with ``pattern`` as one of their parts: ``b`` is in ``A::B``."""
    wanted = pattern.casefold()
    return lambda name: wanted in name.casefold().split("::")


def named(
    scope: Scope,
    sql: str,
    pattern: str,
    how: Callable[[str], Callable[[str], bool]],
    *,
    expressions: bool,
) -> list[int]:
    """Return the ids, from rows of (id, name), whose name fits a pattern: ``how`` makes the test.

    With ``expressions`` the pattern may be a regular one, which was checked when it was read; it
    has to stand somewhere in the name.
    """
    if expressions and is_expression(pattern):
        return _matching(pattern, ((number, (name,)) for number, name in scope.rows(sql)), scope)
    matches = how(pattern)
    return [number for number, name in scope.rows(sql) if matches(name)]


def tagged(pattern: str, scope: Scope) -> str:
    """Ask for notes with a tag that matches or lies below one that does; ``none``: without tags."""
    if pattern.casefold() == "none":
        scope.notes = True
        return "(n.tags = '')"
    found = named(scope, "SELECT id, name FROM tags", pattern, below, expressions=True)
    scope.bind(json.dumps(found))
    return _TAGGED
