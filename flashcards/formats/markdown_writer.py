"""Writes a deck in the Markdown deck format, the way a person would lay it out."""

from collections.abc import Iterable

from flashcards.formats import markdown_syntax as syntax
from flashcards.formats.decoding import clean_text
from flashcards.formats.fences import fence_map
from flashcards.formats.front_matter import write_front_matter
from flashcards.formats.markdown_types import write_type
from flashcards.formats.wording import slug, write_tags
from flashcards.model.note_types import BASIC_REVERSE, CLOZE, TWO_FIELDS
from flashcards.model.parsed import ParsedDeck, ParsedNote


def write(deck: ParsedDeck) -> str:
    """Return the text of a deck file; ``read`` gives back the same notes in the same order.

    Fields come back without white space at their ends, NULs and half characters; notes without
    a guid get an id made of their front. A note is written as a heading where its front has one
    line and as ``Q:`` and ``A:`` otherwise; one of another type than these can hold, or with text
    in other fields, with all its fields by name.
    """
    uid = deck.uid or slug(deck.name or "") or "deck"
    intro = normalised(deck.description)
    short = intro if " ".join(intro.split()) == intro else ""
    lines = write_front_matter(
        (
            ("deck", deck.name or ""),
            ("id", uid),
            ("tags", write_tags(deck.tags)),
            ("source", deck.source),
            ("description", short),
        ),
        {
            _one_line(name): normalised(text)
            for name, text in deck.descriptions.items()
            if normalised(text)
        },
    )
    if intro and not short:
        lines += ["", *_escaped(intro)]
    for note_type in deck.types:
        lines += ["", f"T: {_one_line(note_type.name)}"]
        for name, text in write_type(note_type).items():
            lines += _marked(f"@{name}", normalised(text), named=True)
    ids = _ids(deck.notes, uid)
    heading, source = "", _one_line(deck.source)
    for note, note_id in zip(deck.notes, ids, strict=True):
        wanted = _one_line(note.source_heading)
        title = None if note.source is None else _one_line(note.source)
        title = None if title == source else title
        # A line with a title leaves the heading to the section, so there must be the right one.
        if wanted != heading and (wanted or title is not None):
            lines += ["", f"# {wanted}".rstrip()]
            heading = wanted
        lines += ["", *_note(note, note_id, heading, title)]
    return "\n".join(lines) + "\n"


def normalised(text: str) -> str:
    """Return a field as the format keeps it: clean, without white space at both ends."""
    return clean_text(text, "")[0].strip()


def _one_line(text: str) -> str:
    return " ".join(clean_text(text, "")[0].split())


def _ids(notes: Iterable[ParsedNote], uid: str) -> list[str]:
    notes = list(notes)
    taken = {syntax.id_of(note.guid, uid) for note in notes if note.guid}
    ids = []
    for number, note in enumerate(notes, start=1):
        if note.guid:
            ids.append(syntax.id_of(note.guid, uid))
            continue
        stem = slug(next(iter(note.fields.values()), "")) or f"note-{number}"
        note_id, copy = stem, 1
        while note_id in taken:
            copy += 1
            note_id = f"{stem}-{copy}"
        taken.add(note_id)
        ids.append(note_id)
    return ids


def _note(note: ParsedNote, note_id: str, heading: str, title: str | None) -> list[str]:
    lines = note_lines(note, note_id)
    settings = []
    if note.note_type == BASIC_REVERSE.uid:
        settings.append("Reverse: yes")
    if note.tags:
        settings.append(f"Tags: {write_tags(note.tags)}")
    if note.deck:
        settings.append(f"Deck: {_one_line(note.deck)}")
    if title is not None:
        settings.append(f"Source: {title} ::" if title else "Source: ::")
    elif _one_line(note.source_heading) != heading:
        settings.append(f"Source: {_one_line(note.source_heading)}".rstrip())
    return lines + settings


def note_lines(note: ParsedNote, note_id: str, mark: str = "##") -> list[str]:
    """Return the lines of a note but for its settings, with ``mark`` where its text allows it.

    Without ``note_id`` it has none.
    """
    front, back = note_parts(note, note_id, mark)
    return front + back


def note_parts(note: ParsedNote, note_id: str, mark: str) -> tuple[list[str], list[str]]:
    """Return the same in two: what asks, and what answers; of named fields all is in the first."""
    usual = TWO_FIELDS.get(note.note_type, ("", ""))
    front, back = (normalised(note.fields.get(name, "")) for name in usual)
    if mark == "N" or not is_plain(note):
        return _named(note, note_id), []
    if note.note_type == CLOZE.uid:
        return _marked("C", front, note_id), _marked("E", back) if back else []
    if mark == "Q" or "\n" in front or not front:
        return _marked("Q", front, note_id), _marked("A", back)
    return [f"## {front}{_suffix(note_id)}"], _escaped(back or syntax.EMPTY)


def _suffix(note_id: str) -> str:
    return f" {{#{note_id}}}" if note_id else ""


def is_plain(note: ParsedNote) -> bool:
    """Whether a note says all it has in the two fields of a type that has two."""
    usual = TWO_FIELDS.get(note.note_type)
    filled = (name for name, text in note.fields.items() if normalised(text))
    return usual is not None and set(usual).issuperset(filled)


def _named(note: ParsedNote, note_id: str) -> list[str]:
    """Return the lines of a note with its filled fields by name."""
    lines = [f"N: {_one_line(note.note_type)}{_suffix(note_id)}"]
    filled = {name: normalised(text) for name, text in note.fields.items()}
    for name, text in filled.items():
        if text or not any(filled.values()):
            lines += _marked(f"@{name}", text, named=True)
    return lines


def _marked(mark: str, text: str, note_id: str = "", *, named: bool = False) -> list[str]:
    """Return the lines of a field behind its mark, an id at the end of the first."""
    first, *rest = _lines(text or syntax.EMPTY)
    own_line = first != first.rstrip(" \t") or syntax.FENCE_LIKE.match(first)
    suffix = _suffix(note_id)
    if own_line:
        return [f"{mark}:{suffix}", *_escaped(text, named=named)]
    escaped = _escaped(text or syntax.EMPTY, named=named)[1:]
    return [f"{mark}: {first}{suffix}", *(escaped if rest else ())]


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _escaped(text: str, *, named: bool = False) -> list[str]:
    lines = _lines(text)
    inside, _ = fence_map(lines, after_markers=False)
    return [
        line if inside[at] else syntax.escape(line, named=named) for at, line in enumerate(lines)
    ]
