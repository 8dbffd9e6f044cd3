"""Finds out how a table of notes is separated, whether it has a header and which column is what."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from flashcards.formats.csv_choices import FOUND_OUT, CsvChoices, with_columns
from flashcards.formats.csv_directives import Directives, read_directives
from flashcards.formats.csv_mapping import CALLED_BY_ANKI, mapped, type_headed
from flashcards.formats.csv_preview import HEADER, CsvPreview, field_of
from flashcards.formats.csv_rows import MAX_COLUMNS, count_rows, split_rows
from flashcards.formats.csv_writer import unguarded
from flashcards.formats.decoding import Decoded, decode_table
from flashcards.formats.wording import Problems, listed, quoted, split_tags
from flashcards.model import clozes
from flashcards.model.messages import message
from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE
from flashcards.model.tables import TableType

_SAMPLE_LINES = 400
_SAMPLE_CHARACTERS = 400_000
_SHOWN_ROWS = 20
_LEAST_AGREEING = {"\t": 0.5, ";": 0.6, "|": 0.6, ",": 0.7}
"""Share of rows that must agree in their number of columns; prose is full of commas."""

COLUMNS_LEFT_OUT = "Not imported: {columns}"
"""How begins what is said of columns that become nothing; the window shows them anyway."""

_TAGS = frozenset(("tags", "tag", "labels", "keywords"))
_FRONTS = frozenset(
    ("front", "question", "term", "word", "text", "prompt", "q", "kanji", "expression")
)
_BACKS = frozenset(
    (
        "back",
        "answer",
        "definition",
        "meaning",
        "translation",
        "extra",
        "a",
        "reading",
        "explanation",
    )
)
_OTHERS = frozenset(
    (
        *("id", "guid", "deck", "type", "notetype", "note", "notes", "hint", "image", "audio"),
        *("sentence", "example", "country", "capital", "name", "description", "source", "flag"),
        *("english", "german", "french", "spanish", "italian", "russian", "japanese", "chinese"),
        *("latin", "greek", "native", "foreign", "pronunciation", "category", "topic", "chapter"),
    )
)
_HEADER_WORDS = _TAGS | _FRONTS | _BACKS | _OTHERS
_SENTENCE_END = re.compile(r"[.?!。？！<>]|\d{3}")
_WORD = re.compile(r"[^\W_]+")


def sniff(
    data: bytes,
    file: str,
    choices: CsvChoices = FOUND_OUT,
    types: Sequence[TableType] = (),
) -> CsvPreview:
    """Return how a table of notes should be read, with counts and the first rows to look at.

    What is not among the ``choices`` is found out. Nothing is raised on content; what looks wrong
    is in ``problems``. ``types`` are those that its columns may be fields of; without any, rows
    have a front and a back or name their fields in the header. Raises UserError for a choice that
    fits none of them.
    """
    return sniff_decoded(decode_table(data, file, choices.encoding), file, choices, types)


def sniff_decoded(
    decoded: Decoded,
    file: str,
    choices: CsvChoices = FOUND_OUT,
    types: Sequence[TableType] = (),
) -> CsvPreview:
    """Do what ``sniff`` does for a file decoded already."""
    preview = sniff_text(decoded, file, choices, types)
    return replace(
        preview,
        row_count=count_rows(decoded, preview),
        problems=(*decoded.problems, *preview.problems),
    )


def sniff_text(
    decoded: Decoded,
    file: str,
    choices: CsvChoices = FOUND_OUT,
    types: Sequence[TableType] = (),
) -> CsvPreview:
    """Do what ``sniff`` does but for counting the rows; looks at the start of the text only."""
    start = decoded.start(_SAMPLE_CHARACTERS)
    lines = start.split("\n", _SAMPLE_LINES)
    if len(lines) > 1 and (
        len(lines) > _SAMPLE_LINES or len(start) < sum(map(len, decoded.pieces))
    ):
        lines.pop()
    own = _own(lines, decoded.encoding)
    gaps = decoded.holds(clozes.SIGN)
    if own is not None and choices.leave_rows_of(own):
        return with_columns(_as_asked(mapped(own, "", choices, types, gaps), choices), choices)
    directives = read_directives(lines)
    body = lines[directives.lines :]
    problems = Problems(file)
    delimiter = choices.delimiter or directives.delimiter or _delimiter(body)
    if delimiter is None and choices.meanings is None and any(line.strip() for line in body):
        problems.add(
            0,
            message(
                "No separator fits every row. Put a tab, comma, semicolon or | between the front "
                "and back of each row."
            ),
        )
    preview = CsvPreview(
        encoding=decoded.encoding,
        delimiter=delimiter or "\t",
        quote=_quote(decoded, delimiter or "\t", choices),
        comment_lines=directives.lines,
    )
    rows = [row for _, row in islice(split_rows(body, preview, Problems(file)), _SAMPLE_LINES)]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    preview = _with_columns(preview, rows, directives, choices.has_header, types)
    asked = directives.values.get("notetype", "")
    preview = _as_asked(mapped(preview, asked, choices, types, gaps), choices)
    preview = with_columns(preview, choices)
    _check_columns(preview, rows, problems, told=choices.meanings is not None)
    return replace(preview, problems=problems.all())


def _as_asked(preview: CsvPreview, choices: CsvChoices) -> CsvPreview:
    """Return a table read as was chosen in all that is not about its rows and columns."""
    return replace(
        preview,
        html=preview.html if choices.html is None else choices.html,
        tags=(*preview.tags, *(choices.added_tags or ())),
        existing=preview.existing if choices.existing is None else choices.existing,
        known_by=preview.known_by if choices.known_by is None else choices.known_by,
    )


def _own(lines: Sequence[str], encoding: str) -> CsvPreview | None:
    """Return how a table is read whose header is this program's own; None for any other."""
    starts = {d: d.join(HEADER) for d in _LEAST_AGREEING}
    first = lines[0]
    delimiter = next((d for d, start in starts.items() if (first + d).startswith(start + d)), None)
    if delimiter is None:
        return None
    plain = CsvPreview(delimiter=delimiter, quote='"', own=True)
    names = next(split_rows(lines, plain, Problems("")))[1][:MAX_COLUMNS]
    columns = tuple(map(unguarded, names))
    at = {name: number for number, name in enumerate(HEADER)}
    preview = CsvPreview(
        encoding,
        delimiter,
        quote='"',
        has_header=True,
        columns=columns,
        tags_column=at["tags"],
        guid_column=at["guid"],
        deck_column=at["deck"],
        type_column=at["type"],
        field_columns=tuple(
            (number, field_of(columns[number], own=True))
            for number in range(len(HEADER), len(columns))
        ),
        own=True,
    )
    rows = (row for _, row in split_rows(lines, preview, Problems(""), 1) if any(row))
    return replace(preview, sample_rows=tuple(tuple(row) for row in islice(rows, _SHOWN_ROWS)))


def _delimiter(lines: Sequence[str]) -> str | None:
    """Return the sign that splits most rows into the same number (2 or more) of columns."""
    best, best_share = None, 0.0
    for delimiter, least in _LEAST_AGREEING.items():
        preview = CsvPreview(delimiter=delimiter, quote='"')
        widths = Counter(
            min(len(row), MAX_COLUMNS)
            for _, row in split_rows(lines, preview, Problems(""))
            if any(row)
        )
        width, count = max(
            ((width, count) for width, count in widths.items() if width > 1),
            key=lambda item: item[1],
            default=(0, 0),
        )
        share = count / widths.total() if width else 0.0
        if share >= least and share > best_share + 0.05:
            best, best_share = delimiter, share
    if best is None and any("\t" in line for line in lines):
        return "\t"
    return best


def _quote(decoded: Decoded, delimiter: str, choices: CsvChoices) -> str:
    if choices.quote is not None:
        return choices.quote if choices.quote != delimiter else ""
    return '"' if _is_quoted(decoded, delimiter) else ""


def _is_quoted(decoded: Decoded, delimiter: str) -> bool:
    starts = ('\n"', f'{delimiter}"', f'{delimiter} "')
    return any(
        '"' in piece and (piece.startswith('"') or any(start in piece for start in starts))
        for piece in decoded.pieces
    )


def _with_columns(
    preview: CsvPreview,
    rows: Sequence[Sequence[str]],
    directives: Directives,
    wanted_header: bool | None,
    types: Sequence[TableType],
) -> CsvPreview:
    named = directives.values.get("columns")
    header = [cell.strip() for cell in named.split(preview.delimiter)] if named else []
    has_header = wanted_header
    if has_header is None:
        has_header = not header and _has_header(rows, types)
    has_header = has_header and bool(rows)
    if has_header:
        header = [cell.strip() for cell in rows[0]]
    data = rows[1:] if has_header else rows
    width = min(max((len(row) for row in data), default=len(header)), MAX_COLUMNS)
    width = max(width, min(len(header), MAX_COLUMNS))
    columns = tuple(
        header[at] if at < len(header) and header[at] else f"Column {at + 1}" for at in range(width)
    )
    names = [name.lower() for name in header]
    known = len(header) > 0
    tags = _first(directives.column("tags"), _place(names, _TAGS))
    guid = _first(directives.column("guid"), _place(names, frozenset(("guid",))))
    deck = _first(directives.column("deck"), _place(names, frozenset(("deck",))))
    kind = _first(directives.column("notetype"), _place(names, frozenset(("type", "notetype"))))
    if tags is None and not known and width == 3 and _look_like_tags(data):
        tags = 2
    taken = {tags, guid, deck, kind}
    free = [at for at in range(max(width, 2)) if at not in taken] + [width, width + 1]
    front, back = free[0], free[1]
    if _name_at(names, front) in _BACKS and _name_at(names, back) in _FRONTS:
        front, back = back, front
    others = [at for at in free[2:-2] if not known or _name_at(names, at)]
    return replace(
        preview,
        has_header=has_header,
        columns=columns,
        sample_rows=tuple(tuple(row[:MAX_COLUMNS]) for row in data[:_SHOWN_ROWS]),
        front_column=front,
        back_column=back,
        tags_column=tags,
        guid_column=guid,
        deck_column=deck,
        type_column=kind,
        field_columns=tuple(
            (at, field_of(columns[at], own=False)) for at in others if kind is not None
        ),
        named=bool(named),
        html=directives.html,
        existing=directives.existing,
        known_by=directives.known_by,
        deck=directives.values.get("deck", "").strip() or None,
        note_type=note_type_of(directives.values.get("notetype", "")),
        tags=split_tags(directives.values.get("tags", "")),
    )


def _name_at(names: Sequence[str], column: int) -> str:
    return names[column] if column < len(names) else ""


def _first(*found: int | None) -> int | None:
    return next((column for column in found if column is not None), None)


def _place(names: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, name in enumerate(names) if name in wanted), None)


def note_type_of(name: str) -> str:
    """Return the uid of the built-in note type that another program's name most likely means."""
    name = name.lower()
    if name in CALLED_BY_ANKI:
        return CALLED_BY_ANKI[name]
    if "cloze" in name:
        return CLOZE.uid
    return (BASIC_REVERSE if "revers" in name else BASIC).uid


def _has_header(rows: Sequence[Sequence[str]], types: Sequence[TableType]) -> bool:
    """Whether the first row names the columns rather than being a note."""
    if not rows or len(rows[0]) < 2:
        return False
    first = [cell.strip().lower() for cell in rows[0]]
    if type_headed(types, first) is not None or (first[0] in _FRONTS and first[1] in _BACKS):
        return True
    named = [cell for cell in first if cell]
    if len(rows) == 1:
        return False  # a note that was copied alone
    if len(named) < 2 or len(set(named)) < len(named) or any(map(_is_sentence, named)):
        return False
    if any(cell in _TAGS for cell in first[2:]):
        return True
    words = [_WORD.findall(cell) for cell in named]
    speaking = sum(any(word in _HEADER_WORDS for word in parts) for parts in words)
    if len(named) == 2:
        return speaking == 2 and all(len(parts) == 1 for parts in words)
    return speaking >= 2 and speaking >= 0.3 * len(named)


def _is_sentence(cell: str) -> bool:
    return len(cell) > 40 or _SENTENCE_END.search(cell) is not None


def _look_like_tags(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a third column holds tags: short words that repeat or have a tag's look."""
    cells = [row[2].strip() for row in rows if len(row) > 2 and row[2].strip()]
    if not cells:
        return True
    words = [cell.replace(",", " ").split() for cell in cells]
    if any(len(parts) > 8 or any(_not_a_tag(word) for word in parts) for parts in words):
        return False
    every = [word for parts in words for word in parts]
    if sum("::" in word or "_" in word or word.startswith("#") for word in every) * 2 > len(every):
        return True
    return len(every) >= 4 and len(set(every)) * 2 <= len(every)


def _not_a_tag(word: str) -> bool:
    return len(word) > 60 or word[-1] in ".?!;:)" or "<" in word


def _check_columns(
    preview: CsvPreview, rows: Sequence[Sequence[str]], problems: Problems, *, told: bool
) -> None:
    """Tell of what the columns lack; ``told``: somebody knows which are left out."""
    width = len(preview.columns)
    lacks = preview.target is None and max(preview.front_column, preview.back_column) >= width
    if rows and lacks and not problems.all():
        problems.add(
            0, message("There is one column only, so no row has a back. Is the separator right?")
        )
    left_out = [
        quoted(name, 20)
        for at, name in enumerate(preview.columns)
        if at not in preview.used_columns and any(len(row) > at and row[at].strip() for row in rows)
    ]
    if left_out and not told:
        shown, more = listed(left_out[:5]), len(left_out) - 5
        problems.add(
            0,
            message(
                "Not imported: {columns} and {count} more. Choose what each column becomes.",
                columns=shown,
                count=more,
            )
            if more > 0
            else message(
                "Not imported: {columns}. Choose what each column becomes.", columns=shown
            ),
        )
