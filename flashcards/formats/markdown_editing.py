"""Changes single notes in the text of a deck file and leaves all else letter for letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashcards.formats import markdown_syntax as syntax
from flashcards.formats.fences import fence_map
from flashcards.formats.markdown_writer import note_lines, note_parts
from flashcards.formats.wording import write_tags
from flashcards.model.note_types import BASIC, BASIC_REVERSE
from flashcards.model.parsed import ParsedNote

_END = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of a note that stands in a file."""

    was: ParsedNote
    """As it was read."""
    now: ParsedNote | None
    """What it is to say; None where it goes."""
    note_id: str
    """What stands in ``{#...}``."""


@dataclass(frozen=True, slots=True)
class Added:
    """A note that is new in a file."""

    note: ParsedNote
    note_id: str


class NotUtf8Error(ValueError):
    """The file is in another encoding, in which not every text can be written."""


def edited(data: bytes, edits: Sequence[Edit], added: Sequence[Added] = ()) -> bytes:
    """Return a file with some notes changed, and new ones at its end.

    Line ends, a byte order mark and every line that belongs to no changed note stay. Raises
    NotUtf8Error.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    try:
        text = data[len(mark) :].decode()
    except UnicodeDecodeError as error:
        raise NotUtf8Error from error
    lines, ends = _lines(text)
    usual = max(set(ends[:-1]), key=ends.count) if len(ends) > 1 else "\n"
    inside, _ = fence_map(lines, after_markers=True)
    done: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.was.line):
        first, last = edit.was.line - 1, edit.was.last_line
        done += [line + end for line, end in zip(lines[at:first], ends[at:first], strict=True)]
        fresh = _changed(lines, bytes(inside), edit)
        after = ends[last - 1]
        done += [line + (usual if number < len(fresh) else after)
                 for number, line in enumerate(fresh, 1)]  # fmt: skip
        at = last
        if not fresh:
            while at < len(lines) and not lines[at].strip():
                at += 1
    done += [line + end for line, end in zip(lines[at:], ends[at:], strict=True)]
    whole = "".join(done)
    section = _last_section(lines, bytes(inside))
    for each in added:
        whole = _with_space(whole, usual)
        whole += usual.join(_whole(each, section)) + usual
    return mark + whole.encode()


def with_id(line: str, note_id: str) -> str:
    """Return the first line of a note with its id."""
    return f"{line.rstrip()} {{#{note_id}}}"


def _with_space(text: str, end: str) -> str:
    if not text or text.endswith(end * 2):
        return text
    return text + (end if text.endswith(("\n", "\r")) else end * 2)


def _lines(text: str) -> tuple[list[str], list[str]]:
    """Return a text's lines and what ends each, of the last line nothing."""
    lines, ends, at = [], [], 0
    for found in _END.finditer(text):
        lines.append(text[at : found.start()])
        ends.append(found[0])
        at = found.end()
    return [*lines, text[at:]], [*ends, ""]


def _changed(lines: Sequence[str], inside: bytes, edit: Edit) -> list[str]:
    if edit.now is None:
        return []
    own = list(lines[edit.was.line - 1 : edit.was.last_line])
    if _says_the_same(edit):
        return own if edit.was.guid else [with_id(own[0], edit.note_id), *own[1:]]
    settings = _settings(lines, inside, edit.was)
    mark = "##" if own[0].startswith("##") else own[0][:1]
    front, back = note_parts(edit.now, edit.note_id, mark)
    if front[0].startswith(mark) and mark != "N" and edit.now.note_type == edit.was.note_type:
        body = own[: len(own) - len(settings)]
        split = _second_part(body, inside[edit.was.line - 1 :], mark)
        now, was = (list(note.fields.values()) for note in (edit.now, edit.was))
        if now[:1] == was[:1]:
            front = body[:split]
            if edit.was.guid is None:
                front[0] = with_id(front[0], edit.note_id)
        if now[1:] == was[1:]:
            back = body[split:]
        elif mark == "##" and len(body) > 1 and not body[1].strip():
            back = ["", *back]
        elif mark == "C" and split == len(body):
            while front and not front[-1].strip():
                front.pop()
    return front + back + _with_settings(settings, edit)


def _second_part(body: Sequence[str], inside: bytes, mark: str) -> int:
    """Return the index of the line at which a note's second part begins."""
    if mark == "##":
        return 1
    sign = {"Q": "A", "C": "E"}[mark]
    for at in range(1, len(body)):
        marker = syntax.MARKER.match(body[at])
        if inside[at] != 1 and marker is not None and marker[1] == sign:
            return at
    return len(body)


def _says_the_same(edit: Edit) -> bool:
    """Whether a note is only to get an id."""
    assert edit.now is not None
    return replace(edit.now, guid=edit.was.guid) == edit.was


def _settings(lines: Sequence[str], inside: bytes, was: ParsedNote) -> list[str]:
    start = was.last_line
    while start > was.line and not inside[start - 1] and syntax.SETTING.match(lines[start - 1]):
        start -= 1
    return list(lines[start : was.last_line])


def _with_settings(settings: Sequence[str], edit: Edit) -> list[str]:
    """Return the settings of a note: those about tags and the reverse follow it, others stay."""
    assert edit.now is not None
    kept = []
    wanted = {"tags": f"Tags: {write_tags(edit.now.tags)}" if edit.now.tags else ""}
    named = edit.now.note_type not in (BASIC.uid, BASIC_REVERSE.uid)
    wanted["reverse"] = "Reverse: yes" if edit.now.note_type == BASIC_REVERSE.uid else ""
    if edit.now.tags == edit.was.tags:
        del wanted["tags"]
    if edit.now.note_type == edit.was.note_type and not named:
        del wanted["reverse"]
    for line in settings:
        found = syntax.SETTING.match(line)
        name = found[1].lower() if found else ""
        if name not in wanted:
            kept.append(line)
        elif wanted[name]:
            kept.append(wanted.pop(name))
        else:
            wanted.pop(name)
    return kept + [line for line in wanted.values() if line]


def _last_section(lines: Sequence[str], inside: bytes) -> str:
    """Return the heading that notes at the end of a file would get."""
    for at in range(len(lines) - 1, -1, -1):
        found = None if inside[at] else syntax.HEADING.match(lines[at])
        if found and found[1] == "#":
            return lines[at][found.end() :].strip()
    return ""


def _whole(added: Added, section: str) -> list[str]:
    note = added.note
    settings = ["Reverse: yes"] if note.note_type == BASIC_REVERSE.uid else []
    if note.tags:
        settings.append(f"Tags: {write_tags(note.tags)}")
    if note.deck:
        settings.append(f"Deck: {note.deck}")
    if note.source_heading != section:
        settings.append(f"Source: {note.source_heading}".rstrip())
    return note_lines(note, added.note_id) + settings
