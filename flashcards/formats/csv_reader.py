"""Turns the rows of a table into notes; plain tables of two or three columns take a fast path."""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from flashcards.formats.csv_mapping import CALLED_BY_ANKI
from flashcards.formats.csv_preview import CsvPreview
from flashcards.formats.csv_rows import MAX_COLUMNS, split_rows
from flashcards.formats.csv_sniffing import note_type_of, sniff_text
from flashcards.formats.csv_writer import unguarded
from flashcards.formats.decoding import Decoded, decode_table
from flashcards.formats.fences import fence_map
from flashcards.formats.images import FILE_SIGNS, find_pictures, names_files
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, NO_NOTES, Problems, split_tags
from flashcards.model import clozes, note_types
from flashcards.model.enums import NoteKind
from flashcards.model.messages import Message, message, sentences
from flashcards.model.note_types import BASIC
from flashcards.model.notes import lacks_answer
from flashcards.model.parsed import ParsedDeck, ParsedNote

_EMPTY_FRONT = message("row without a front")
_EMPTY_BACK = message("row without a back")
_RAGGED = message("row with an unusual number of columns")
_TOO_LONG = message("row with a cell longer than a million characters")
_NO_NOTES = sentences(NO_NOTES, message("Each row needs a front and a back."))
_NO_GAP = message("cloze row without a gap")
_NO_FIELD = message("row with nothing in any field")
_NO_ANSWER = message("row with the first field alone")
_Make = Callable[[int, Sequence[str], CsvPreview, Problems], ParsedNote | None]
_SAMPLE_LINES = 400
_SAMPLE_CHARACTERS = 400_000


def read(data: bytes, file: str, preview: CsvPreview | None = None) -> ParsedDeck:
    """Read a table's bytes into notes; rows that cannot be used become problems.

    Without a preview the file is sniffed first. ``ParsedNote.tags`` are those of the row,
    ``ParsedDeck.tags`` and ``name`` what the file says for all rows. Cells lose white space at
    their ends. A front holding ``{{c1::...}}`` makes a cloze note unless the file names types.
    """
    decoded = decode_table(data, file, preview.encoding if preview else None)
    return read_decoded(decoded, file, preview)


def read_decoded(decoded: Decoded, file: str, preview: CsvPreview | None = None) -> ParsedDeck:
    """Do what ``read`` does for a file decoded already."""
    problems = Problems(file, decoded.problems)
    if preview is None:
        preview = sniff_text(decoded, file)
        problems.extend(preview.problems)
    if _is_plain(preview) and (preview.note_type == BASIC.uid and not decoded.holds(clozes.SIGN)):
        notes = _plain_notes(decoded, preview, problems)
    else:
        notes = list(_notes(decoded.lines(), preview, problems))
    if not notes:
        problems.add(0, _NO_NOTES if preview.target is None else NO_NOTES)
    media = _pictures(notes, problems) if _names_files(decoded) else {}
    return ParsedDeck(
        name=preview.deck,
        tags=preview.tags,
        notes=tuple(notes),
        problems=problems.all(),
        left_out=problems.left_out,
        media=media,
        literal=not preview.html,
    )


class ReadRow(NamedTuple):
    """A row of a table, and what becomes of it."""

    line: int
    cells: tuple[str, ...]
    note: ParsedNote | None
    problem: Message | None = None
    """Why there is no note."""


def first_rows(decoded: Decoded, preview: CsvPreview, count: int) -> list[ReadRow]:
    """Return the first rows of a table with the notes ``read`` would make of them."""
    lines = decoded.start(_SAMPLE_CHARACTERS).split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    found: list[ReadRow] = []
    header = preview.has_header
    make, width, least = _making(preview)
    for number, cells in split_rows(lines, preview, Problems(""), preview.comment_lines):
        if not any(cell.strip() for cell in cells):
            continue
        if header:
            header = False
            continue
        problems, whole = Problems(""), list(cells)
        fits = _mend(whole, width, least, number, problems, needs_back=preview.target is None)
        note = make(number, _stripped(whole, preview), preview, problems) if fits else None
        told = problems.all()
        why = told[-1].message if told and note is None else None
        found.append(ReadRow(number, tuple(cells[:MAX_COLUMNS]), note, why))
        if len(found) == count:
            break
    return found


def rows(
    decoded: Decoded, file: str, preview: CsvPreview, problems: Problems
) -> Iterator[tuple[int, str, str, str]] | None:
    """Return (line, front, back, tags as text) of the usable rows, None if it is no plain table.

    For imports of many rows: nothing is built per note. A table is plain when it has no quoted
    cells, no clozes, no pictures and no guid, deck or type column; the rows are those ``read``
    would give as Basic notes. ``problems`` has all of them once the iterator is used up.
    """
    special = preview.note_type != BASIC.uid or decoded.holds(clozes.SIGN) or _names_files(decoded)
    if special or not _is_plain(preview):
        return None
    problems.extend(decoded.problems)
    return _told(_plain_rows(decoded, preview, problems), problems)


def _told(
    plain: Iterator[tuple[int, str, str, str]], problems: Problems
) -> Iterator[tuple[int, str, str, str]]:
    row = None
    for row in plain:
        yield row
    if row is None:
        problems.add(0, _NO_NOTES)


def _is_plain(preview: CsvPreview) -> bool:
    special = (preview.guid_column, preview.deck_column, preview.type_column, preview.target)
    return not preview.quote and preview.html and special == (None, None, None, None)


def _plain_notes(decoded: Decoded, preview: CsvPreview, problems: Problems) -> list[ParsedNote]:
    known: dict[str, tuple[str, ...]] = {"": ()}
    notes, basic, (first, second) = [], BASIC.uid, BASIC.fields
    collecting = gc.isenabled()
    # No cycles are made here; collecting would walk the growing list again and again, which
    # takes a third of the time for 100,000 rows.
    gc.disable()
    try:
        for number, front, back, tags in _plain_rows(decoded, preview, problems):
            split = known.get(tags)
            if split is None:
                split = known[tags] = split_tags(tags)
            fields = {first: front, second: back}
            notes.append(ParsedNote(basic, fields, None, split, None, "", number))
    finally:
        if collecting:
            gc.enable()
    return notes


def _plain_rows(
    decoded: Decoded, preview: CsvPreview, problems: Problems
) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line number, front, back, tags) of the usable rows of a table without quotes."""
    delimiter, front_at, back_at = preview.delimiter, preview.front_column, preview.back_column
    tags_at = preview.tags_column
    width, header = max(2, len(preview.columns)), preview.has_header
    least = max(front_at, back_at, tags_at or 0) + 1
    # No line is longer than the piece it lies in, and only a long line makes a long piece.
    check_length = max(map(len, decoded.pieces), default=0) > MAX_FIELD_CHARACTERS
    lines = islice(decoded.each_line(), preview.comment_lines, None)
    for number, line in enumerate(lines, preview.comment_lines + 1):
        cells = line.split(delimiter, MAX_COLUMNS)
        if len(cells) != width or width < least or check_length or header:
            if not line or line.isspace():
                continue
            if header:
                header = not any(cell.strip() for cell in cells)
                continue
            if not _mend(cells, width, least, number, problems):
                continue
        front, back = cells[front_at].strip(), cells[back_at].strip()
        if front and back:  # no note that comes in may lack its answer
            yield number, front, back, cells[tags_at].strip() if tags_at is not None else ""
        elif any(cell.strip() for cell in cells):
            _tell_empty(front, number, problems)


def _mend(
    cells: list[str],
    width: int,
    least: int,
    number: int,
    problems: Problems,
    *,
    needs_back: bool = True,
) -> bool:
    """Tell of a row unlike the others and fill it up; False when it cannot be used at all."""
    if not any(cell.strip() for cell in cells):
        return False
    if max(map(len, cells)) > MAX_FIELD_CHARACTERS:
        what = message(
            "A cell of this row is longer than a million characters; the row is left out."
        )
        problems.leave_out(number, what, _TOO_LONG)
        return False
    count = len(cells)
    if count > MAX_COLUMNS:
        what = message("This row has more than 1,000 columns; the rest was left out.")
        problems.add(number, what, _RAGGED)
        del cells[MAX_COLUMNS:]
    elif count == 1 and width > 1 and needs_back:
        what = message("This row has one column only, so there is no back; it is left out.")
        problems.leave_out(number, what, _EMPTY_BACK)
        return False
    elif count > width:
        what = message(
            "This row has {count} columns where {width} are usual; the rest was left out.",
            count=count,
            width=width,
        )
        problems.add(number, what, _RAGGED)
    cells.extend([""] * (least - len(cells)))
    return True


def _tell_empty(front: str, number: int, problems: Problems) -> None:
    if front:
        problems.leave_out(number, message("This row has no back; it is left out."), _EMPTY_BACK)
    else:
        problems.leave_out(number, message("This row has no front; it is left out."), _EMPTY_FRONT)


def _notes(lines: Sequence[str], preview: CsvPreview, problems: Problems) -> Iterator[ParsedNote]:
    """Read any table: quotes, types, guids and decks per row."""
    header = preview.has_header
    make, width, least = _making(preview)
    guids: set[str] = set()
    for number, cells in split_rows(lines, preview, problems, preview.comment_lines):
        if header and any(cell.strip() for cell in cells):
            header = False
        elif _mend(cells, width, least, number, problems, needs_back=preview.target is None):
            note = make(number, _stripped(cells, preview), preview, problems)
            if note is None:
                continue
            if note.guid in guids:
                what = message("The guid of this row was used before; the row is left out.")
                problems.leave_out(number, what, message("row whose guid was used before"))
                continue
            if note.guid:
                guids.add(note.guid)
            yield note


def _making(preview: CsvPreview) -> tuple[_Make, int, int]:
    """Return what makes a note of a row, how many columns are usual, and how many it needs."""
    if preview.target is not None:
        width = max(1, len(preview.columns))
        return _mapped_note, width, max((*preview.used_columns, width - 1)) + 1
    return _note, max(2, len(preview.columns)), max((*preview.used_columns, 1)) + 1


def _stripped(cells: Sequence[str], preview: CsvPreview) -> list[str]:
    read = [cell.strip() for cell in cells]
    return [unguarded(cell).strip() for cell in read] if preview.own else read


def _mapped_note(
    number: int, cells: Sequence[str], preview: CsvPreview, problems: Problems
) -> ParsedNote | None:
    """Return a note of the type chosen for all rows, or of the one that its row names."""
    target = preview.target
    assert target is not None
    fields = {field: cells[at] for at, field in preview.field_columns}
    name = "" if preview.type_column is None else cells[preview.type_column]
    texts = tuple(fields.get(field, "") for field in target.fields)
    if not any(texts):
        what = message("Nothing of this row becomes a field; it is left out.")
        problems.leave_out(number, what, _NO_FIELD)
        return None
    if not name and texts[0] and lacks_answer(target.kind, texts):
        what = message(
            "Of this row only “{field}” is filled in, so nothing answers it; it is left out.",
            field=(target.labels or target.fields)[0],
        )
        problems.leave_out(number, what, _NO_ANSWER)
        return None
    return _parsed(number, ParsedNote(target.uid, fields, type_name=name), cells, preview)


def _note(
    number: int, cells: Sequence[str], preview: CsvPreview, problems: Problems
) -> ParsedNote | None:
    def cell(column: int | None) -> str:
        return "" if column is None else cells[column]

    front, back = cell(preview.front_column), cell(preview.back_column)
    name = cell(preview.type_column)
    others = {field: cells[at] for at, field in preview.field_columns if cells[at]}
    typed = _typed(name, cells, others, preview)
    if typed is not None:
        return _parsed(number, typed, cells, preview)
    note_type = note_type_of(name) if name else preview.note_type
    has_gap = bool(clozes.cloze_numbers(front))
    if has_gap and preview.type_column is None:
        note_type = note_types.CLOZE.uid
    if note_type == note_types.CLOZE.uid and front and not has_gap:
        what = message("This cloze has no gap such as {{c1::word}}; the row is left out.")
        problems.leave_out(number, what, _NO_GAP)
        return None
    may_lack = preview.own and (front or back)
    kind = NoteKind.CLOZE if note_type == note_types.CLOZE.uid else NoteKind.NORMAL
    if not may_lack and (not front or lacks_answer(kind, (front, back))):
        _tell_empty(front, number, problems)
        return None
    fields = note_types.named(note_type, front, back) | others
    known = name in note_types.TWO_FIELDS
    note = ParsedNote(note_type, fields, type_name="" if known and not others else name)
    return _parsed(number, note, cells, preview)


def _typed(
    name: str, cells: Sequence[str], others: dict[str, str], preview: CsvPreview
) -> ParsedNote | None:
    """Return the note of a row that names its fields, or a type that no front and back tell of.

    None where its type is one of those with a front and a back.
    """
    wanted = CALLED_BY_ANKI.get(name.casefold(), name.casefold())
    known = next(
        (each.uid for each in note_types.BUILT_IN_NOTE_TYPES
         if wanted in (each.uid, each.name.casefold())),
        "",
    )  # fmt: skip
    if not name or known in note_types.TWO_FIELDS or not (known or others):
        return None
    front, back = preview.front_column, preview.back_column
    usual = zip((front, back), BASIC.fields, strict=True)
    fields = {preview.field_name(column) or field: cells[column] for column, field in usual}
    fields |= others
    return ParsedNote(known or name, fields, type_name=name) if any(fields.values()) else None


def _parsed(number: int, note: ParsedNote, cells: Sequence[str], preview: CsvPreview) -> ParsedNote:
    """Return a note with what its row says beside its fields."""

    def cell(column: int | None) -> str:
        return "" if column is None else cells[column]

    tags = cell(preview.tags_column)
    return replace(
        note,
        guid=cell(preview.guid_column) or None,
        tags=tuple(tags.split()) if preview.own else split_tags(tags),
        deck=cell(preview.deck_column) or None,
        line=number,
        in_order=preview.type_column is not None
        and preview.target is None
        and not (preview.has_header or preview.named),
    )


def _names_files(decoded: Decoded) -> bool:
    return any(decoded.holds(sign) for sign in FILE_SIGNS)


def _pictures(notes: Sequence[ParsedNote], problems: Problems) -> dict[str, str]:
    """Return the pictures and sounds of notes by their files’ names; none inside code fences."""
    found: dict[str, str] = {}
    for note in notes:
        for text in note.fields.values():
            if names_files(text):
                lines = text.split("\n")
                inside, _ = fence_map(lines, after_markers=False)
                shown = ("" if inside[at] else line for at, line in enumerate(lines))
                find_pictures("\n".join(shown), note.line, found, problems)
    return found
