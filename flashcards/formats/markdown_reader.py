"""Reads the Markdown deck format line by line into notes and problems."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from flashcards.formats import markdown_syntax as syntax
from flashcards.formats.decoding import clean_text, decode
from flashcards.formats.fences import fence_map
from flashcards.formats.front_matter import FrontMatter, read_front_matter
from flashcards.formats.images import find_pictures
from flashcards.formats.markdown_types import MAXIMUM_TYPES, read_type
from flashcards.formats.oddities import odd_markup, odd_signs
from flashcards.formats.wording import (
    MAX_FIELD_CHARACTERS,
    NO_NOTES,
    Problems,
    quoted,
    read_tags,
    slug,
    unfit_id,
)
from flashcards.model.clozes import cloze_numbers
from flashcards.model.messages import Message, message, sentences
from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE, named
from flashcards.model.notes import NoteType
from flashcards.model.parsed import ParsedDeck, ParsedNote

_YES = {"yes": True, "true": True, "no": False, "false": False, "": False}
_NO_NOTES = sentences(
    NO_NOTES,
    message(
        "A note is a line such as ## Question with its answer below, or a line Q: with a line A: "
        "after it."
    ),
)


def read(text: str, file: str) -> ParsedDeck:
    """Read a deck file's text; whatever is wrong in it becomes a problem, never an error.

    ``ParsedNote.tags`` holds a note's own tags, ``ParsedDeck.tags`` those meant for all notes.
    ``guid`` is ``<deck id>/<note id>`` for notes with an id; a deck without an id lends its
    name (or the file's) in its place.
    """
    text, found = clean_text(text, file)
    problems = Problems(file, found)
    problems.extend(odd_signs([text], file))
    return _Reader(text.split("\n"), file, problems).deck()


def read_bytes(data: bytes, file: str, uid: str | None = None) -> ParsedDeck:
    """Read a deck file's bytes in whatever encoding they are.

    ``uid`` lends a deck without an id its identity, in place of its name.
    """
    decoded = decode(data, file)
    problems = Problems(file, decoded.problems)
    return _Reader(decoded.lines(), file, problems, uid).deck()


def uid_of(deck: ParsedDeck, file: str) -> str:
    """Return what stands before the ids of a deck's notes."""
    stem = PurePath(file.replace("\\", "/")).stem
    return deck.uid or slug(deck.name or "") or slug(stem) or "deck"


@dataclass(slots=True)
class _Part:
    """One field on its way: the text on the marker's own line, and the lines after it."""

    first: str
    start: int
    """Index of the marker's own line."""
    end: int = 0
    """Index after the last line."""


@dataclass(slots=True)
class _Draft:
    mark: str
    note_id: str
    heading: str
    start: int
    """Index of its first line."""
    parts: dict[str, _Part] = field(default_factory=dict)
    note_type: str = ""
    """What its type is called, where its fields are named."""
    end: int = 0
    """Index after its last line."""

    @property
    def line(self) -> int:
        return self.start + 1

    @property
    def last(self) -> _Part:
        return list(self.parts.values())[-1]


class _Reader:
    def __init__(
        self, lines: Sequence[str], file: str, problems: Problems, uid: str | None = None
    ) -> None:
        self._lines = lines
        self._problems = problems
        self._matter: FrontMatter = read_front_matter(lines, problems)
        body = [""] * self._matter.end + list(lines[self._matter.end :])
        self._inside, unclosed = fence_map(body, after_markers=True)
        shown = (
            line if not inside else "" for line, inside in zip(body, self._inside, strict=True)
        )
        self._problems.extend(odd_markup(["\n".join(shown)], file))
        for at in unclosed:
            self._problems.add(
                at + 1,
                message(
                    "This code fence is never closed, so it was read as plain text. Close it with "
                    "a line {fence} or put a backslash before it.",
                    fence=lines[at].lstrip(" QACE:")[:3],
                ),
                message("code fence that is never closed"),
            )
        name = self._matter.get("deck")
        stem = PurePath(file.replace("\\", "/")).stem
        self._uid = self._matter.get("id") or uid or slug(name or "") or slug(stem) or "deck"
        self._draft: _Draft | None = None
        self._heading = ""
        self._loose = self._matter.end
        self._intro = ""
        self._ids: dict[str, int] = {}
        self._notes: list[ParsedNote] = []
        self._media: dict[str, str] = {}
        self._types: list[NoteType] = []

    def deck(self) -> ParsedDeck:
        for at in range(self._matter.end, len(self._lines)):
            line = self._lines[at]
            if line and line[0] in "#QACENT@":
                self._structure(at, line)
        self._finish(len(self._lines))
        if not self._notes:
            self._problems.add(0, _NO_NOTES)
        description = [self._matter.get("description") or "", self._intro]
        return ParsedDeck(
            name=self._matter.get("deck"),
            uid=self._matter.get("id"),
            description="\n\n".join(part for part in description if part),
            descriptions={
                name: text.strip()
                for name, text in self._matter.descriptions.items()
                if text.strip()
            },
            tags=read_tags(self._matter.get("tags") or ""),
            source=self._matter.get("source") or "",
            notes=tuple(self._notes),
            problems=self._problems.all(),
            left_out=self._problems.left_out,
            media=self._media,
            types=tuple(self._types),
        )

    def _structure(self, at: int, line: str) -> None:
        draft = self._draft
        if self._inside[at] == 1:
            return
        if heading := syntax.HEADING.match(line):
            self._finish(at)
            rest = line[heading.end() :].strip()
            if heading[1] == "#":
                self._heading = rest
            else:
                self._begin("##", rest, at)
                self._next_part("back", "", at)
        elif draft and draft.note_type and (named := syntax.FIELD.match(line)):
            self._next_field(draft, " ".join(named[1].split()), line[named.end() :], at)
        elif (marker := syntax.MARKER.match(line)) is None:
            return
        elif marker[1] in "NT":
            if self._fields_follow(at):
                self._finish(at)
                self._begin_named(marker[1], line[marker.end() :], at)
        elif marker[1] in "QC":
            self._finish(at)
            self._begin(marker[1], line[marker.end() :], at)
        elif draft and (draft.mark, marker[1], len(draft.parts)) in _SECOND_PARTS:
            self._next_part("back", line[marker.end() :], at)

    def _begin(self, mark: str, rest: str, at: int) -> None:
        first, note_id = syntax.split_id(rest)
        self._draft = _Draft(mark, note_id, self._heading, at, {"front": _Part(first, at)})

    def _fields_follow(self, at: int) -> bool:
        """Whether the next line with text begins a field."""
        rest = range(at + 1, len(self._lines))
        text = next((line for line in map(self._lines.__getitem__, rest) if line.strip()), "")
        return syntax.FIELD.match(text) is not None

    def _begin_named(self, mark: str, rest: str, at: int) -> None:
        name, note_id = syntax.split_id(rest) if mark == "N" else (rest, "")
        kind = " ".join(name.split()) or BASIC.uid
        self._draft = _Draft(mark, note_id, self._heading, at, note_type=kind)

    def _next_field(self, draft: _Draft, name: str, first: str, at: int) -> None:
        if draft.parts:
            draft.last.end = at
        if name in draft.parts:
            self._problems.add(
                at + 1,
                message("The field {name} stands twice; the last one counts.", name=quoted(name)),
            )
            del draft.parts[name]
        draft.parts[name] = _Part(first, at)

    def _next_part(self, name: str, first: str, at: int) -> None:
        assert self._draft is not None
        self._draft.parts["front"].end = max(at, self._draft.parts["front"].start + 1)
        self._draft.parts[name] = _Part(first, at)

    def _finish(self, end: int) -> None:
        """Close what came before the line ``end``: a note, or text outside of notes."""
        draft, self._draft = self._draft, None
        if draft is None:
            self._finish_loose(end)
        else:
            draft.last.end = draft.end = end
            if draft.mark == "T":
                self._describe_type(draft)
                self._loose = end + 1
                return
            settings = self._settings(draft.last)
            note = self._named(draft, settings) if draft.note_type else self._note(draft, settings)
            if note:
                self._notes.append(note)
        self._loose = end + 1

    def _finish_loose(self, end: int) -> None:
        text = self._text(_Part("", self._loose - 1, end))
        first_text = not self._notes and not self._types and self._loose == self._matter.end
        if first_text:
            self._intro = text
        elif text and not (text.startswith("<!--") and text.endswith("-->")):
            line = next(n for n in range(self._loose, end) if self._lines[n].strip()) + 1
            self._problems.add(
                line,
                message(
                    "{text} belongs to no note and was left out. Put a question above it, such "
                    "as ## Question.",
                    text=quoted(text),
                ),
                message("text that belongs to no note"),
            )

    def _text(self, part: _Part, *, named: bool = False) -> str:
        lines = [part.first]
        for at in range(part.start + 1, part.end):
            line = self._lines[at]
            lines.append(line if self._inside[at] else syntax.unescape(line, named=named))
        text = "\n".join(lines).strip()
        return "" if text == syntax.EMPTY else text

    def _settings(self, part: _Part) -> dict[str, str]:
        """Take the settings off the end of a note's last part."""
        settings: dict[str, str] = {}
        end = part.end
        while end > part.start + 1 and not self._lines[end - 1].strip():
            end -= 1
        while end > part.start + 1 and not self._inside[end - 1]:
            found = syntax.SETTING.match(self._lines[end - 1])
            if found is None:
                break
            end -= 1
            part.end = end
            name = found[1].lower()
            if name in settings:
                self._problems.add(
                    end + 1, message("{found}: stands twice; the last one counts.", found=found[1])
                )
            settings.setdefault(name, self._lines[end][found.end() :].strip())
        return settings

    def _note(self, draft: _Draft, settings: dict[str, str]) -> ParsedNote | None:
        front, back = self._text(draft.parts["front"]), ""
        if "back" in draft.parts:
            back = self._text(draft.parts["back"])
        if not draft.note_id and "\n" in front:
            # An id belongs on the first line, but many will put it where the question ends.
            front, draft.note_id = syntax.split_id(front)
        if what := self._fault(draft, front, back):
            self._problems.leave_out(draft.line, what)
            return None
        note_type = CLOZE.uid if draft.mark == "C" else BASIC.uid
        reverse = _YES.get(settings.get("reverse", "").lower())
        if reverse is None or (reverse and note_type == CLOZE.uid):
            self._problems.add(
                draft.line,
                message("Reverse: cannot be used as it stands; write yes or no.")
                if reverse is None
                else message("Reverse: cannot be used here; a cloze note has no reverse."),
            )
        elif reverse:
            note_type = BASIC_REVERSE.uid
        return self._parsed(draft, settings, note_type, named(note_type, front, back))

    def _describe_type(self, draft: _Draft) -> None:
        """Keep what is said of a note type; tell what is wrong with it."""
        parts = {name: self._text(part, named=True) for name, part in draft.parts.items()}
        found = read_type(draft.note_type, parts)
        if isinstance(found, Message):
            self._problems.add(draft.line, found)
        elif len(self._types) < MAXIMUM_TYPES:
            self._types.append(found)

    def _named(self, draft: _Draft, settings: dict[str, str]) -> ParsedNote | None:
        """Return a note whose type and fields are named."""
        fields = {name: self._text(part, named=True) for name, part in draft.parts.items()}
        title = quoted(next(filter(None, fields.values()), ""))
        if max(map(len, fields.values())) > MAX_FIELD_CHARACTERS:
            self._problems.leave_out(
                draft.line,
                message(
                    "The note {title} is longer than a million characters and was left out.",
                    title=title,
                ),
            )
            return None
        if not any(fields.values()):
            self._problems.leave_out(
                draft.line, message("This note is empty. Write something in its fields.")
            )
            return None
        if "reverse" in settings:
            self._problems.add(
                draft.line,
                message("Reverse: cannot be used here; the type says which cards there are."),
            )
        return self._parsed(draft, settings, draft.note_type, fields)

    def _parsed(
        self, draft: _Draft, settings: dict[str, str], note_type: str, fields: dict[str, str]
    ) -> ParsedNote:
        self._find_images(draft)
        source, heading = None, draft.heading
        if "source" in settings:
            source, heading = syntax.split_source(settings["source"], heading)
        return ParsedNote(
            note_type=note_type,
            fields=fields,
            guid=self._guid(draft),
            tags=read_tags(settings.get("tags", "")),
            deck=settings.get("deck") or None,
            source_heading=heading,
            line=draft.line,
            last_line=self._last_line(draft),
            source=source,
        )

    def _last_line(self, draft: _Draft) -> int:
        end = draft.end
        while end > draft.line and not self._lines[end - 1].strip():
            end -= 1
        return end

    def _fault(self, draft: _Draft, front: str, back: str) -> Message | None:
        """Return why a note cannot be used; None when it can."""
        title = quoted(front)
        if max(len(front), len(back)) > MAX_FIELD_CHARACTERS:
            return message(
                "The note {title} is longer than a million characters and was left out.",
                title=title,
            )
        if draft.mark == "C":
            if cloze_numbers(front):
                return None
            return message(
                "The cloze note {title} has no gap. Mark one, such as {{{{c1::word}}}}.",
                title=title,
            )
        if not front and not self._meant_empty(draft.parts["front"]):
            return message(
                "This note has no question. Write one after the mark, or remove the mark."
            )
        if back or ("back" in draft.parts and self._meant_empty(draft.parts["back"])):
            return None
        if cloze_numbers(front):
            return message(
                "{title} has no answer below it. If it is a cloze, begin it with C: instead.",
                title=title,
            )
        if draft.mark == "Q":
            return message(
                "The question {title} has no answer. Add a line that begins with A: below it.",
                title=title,
            )
        return message(
            "The question {title} has no answer. Write the answer on the lines below it.",
            title=title,
        )

    def _meant_empty(self, part: _Part) -> bool:
        return any(
            syntax.EMPTY in line for line in (part.first, *self._lines[part.start + 1 : part.end])
        )

    def _guid(self, draft: _Draft) -> str | None:
        note_id = draft.note_id
        if not note_id:
            return None
        if not note_id.startswith("/") and not syntax.VALID_ID.fullmatch(note_id):
            mended = slug(note_id)
            self._problems.add(
                draft.line,
                unfit_id(note_id, mended),
            )
            note_id = mended
        if note_id in ("", "/"):
            return None
        guid = syntax.guid_of(note_id, self._uid)
        if guid in self._ids:
            self._problems.add(
                draft.line,
                message(
                    "The id {id} was used before, in line {line}. Give this note another one; for "
                    "now it was read as a note without an id.",
                    id=quoted(note_id),
                    line=self._ids[guid],
                ),
            )
            return None
        self._ids[guid] = draft.line
        return guid

    def _find_images(self, draft: _Draft) -> None:
        for part in draft.parts.values():
            rest = range(part.start + 1, part.end)
            lines = [part.first, *("" if self._inside[at] else self._lines[at] for at in rest)]
            find_pictures("\n".join(lines), part.start + 1, self._media, self._problems)


_SECOND_PARTS = {("Q", "A", 1), ("C", "E", 1)}
