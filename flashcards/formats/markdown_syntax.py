"""The marks of the Markdown deck format, shared by its reader and its writer.

docs/deck-format.md explains the format to learners; this is its precise side:

- Structure is recognised only at the left margin and never inside a closed code fence.
- ``# text`` opens a section, ``## text`` a note; ``Q:``, ``A:``, ``C:``, ``E:`` as documented.
- ``N: type`` opens a note of any type where the next line with text begins a field; within such
  a note, and only there, ``@name: text`` begins a field and ``\\@`` a line of text. ``T: type``
  opens the description of a type in the same way: see ``markdown_types``.
- The last lines of a note may be settings: Tags, Source, Deck, Reverse.
- ``Source: heading``, or ``Source: title :: heading`` with white space around the last ``::``; a
  heading left out is that of the section, a title left out says that there is none.
- Below ``descriptions:`` in the settings at the top stand indented lines ``deck: text``; lines
  indented two further go on with the text. A colon of the name that white space follows has a
  backslash before it, as has a backslash.
- A backslash before a structural mark (or a fence) is taken away on reading and the line is
  text; of several backslashes one is taken away.
- ``EMPTY`` alone stands for a field that is meant to be empty.
- Fields lose white space at both ends; nothing else about them changes.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

EMPTY = "<!-- empty -->"
DESCRIPTIONS = "descriptions"
FRONT_MATTER_KEYS = ("deck", "id", "tags", "source", "description", DESCRIPTIONS)

_MARK = r"(?:#{1,2}(?:[ \t]|$)|[QACENT]:(?![\\/:])|(?i:tags|source|deck|reverse):)"
_FIELD = r"@[^:{}\n]{1,120}:(?:[ \t]|$)"
_FENCE = r"[ \t]*(?:`{3}|~{3})"
_ESCAPED = re.compile(rf"\\(?=\\*{_MARK})|([ \t]*)\\(?=\\*(?:`{{3}}|~{{3}}))")
_TO_ESCAPE = re.compile(rf"(?=\\*{_MARK})|([ \t]*)(?=\\*(?:`{{3}}|~{{3}}))")
_ESCAPED_FIELD = re.compile(rf"\\(?=\\*{_FIELD})")
_FIELD_TO_ESCAPE = re.compile(rf"(?=\\*{_FIELD})")
FENCE_LIKE = re.compile(_FENCE)
HEADING = re.compile(r"(#{1,2})(?:[ \t]+|$)")
MARKER = re.compile(r"([QACENT]):(?![\\/:])")
FIELD = re.compile(r"@([^:{}\n]{1,120}):(?:[ \t]|$)")
SETTING = re.compile(r"(?i:(tags|source|deck|reverse)):(?:[ \t]|$)")
_TITLED = re.compile(r"(?:(.*)[ \t])?::(?:[ \t]+(.*))?")
VALID_ID = re.compile(r"[a-z0-9-]{1,100}")
_OUTSIDE_GUID = "!\"#$&'()*+,-./:;<=>?@[\\]^_`|~"


def escape(line: str, *, named: bool = False) -> str:
    """Return a line of text as it must be written so that it is read as text.

    ``named``: within a note whose fields are named, where more lines mean something.
    """
    if named and _FIELD_TO_ESCAPE.match(line):
        return f"\\{line}"
    found = _TO_ESCAPE.match(line)
    return f"{found[1] or ''}\\{line[found.end() :]}" if found else line


def unescape(line: str, *, named: bool = False) -> str:
    """Undo ``escape``."""
    if named and _ESCAPED_FIELD.match(line):
        return line[1:]
    found = _ESCAPED.match(line)
    return (found[1] or "") + line[found.end() :] if found else line


def split_id(line: str) -> tuple[str, str]:
    """Return a first line without its ``{#id}`` and the id; empty when there is none."""
    text = line.rstrip(" \t")
    if text.endswith("}"):
        start = text.rfind("{#", max(0, len(text) - 2000))
        note_id = text[start + 2 : -1]
        if start >= 0 and note_id and not any(c.isspace() or c in "{}" for c in note_id):
            return text[:start].rstrip(" \t"), note_id
    return line, ""


def split_source(value: str, heading: str) -> tuple[str | None, str]:
    """Return the title a ``Source:`` line names, None for none, and the heading; see above."""
    found = _TITLED.fullmatch(value)
    if found is None:
        return None, value
    return found[1] or "", heading if found[2] is None else found[2]


def guid_of(note_id: str, deck_uid: str) -> str:
    """Return the guid an id stands for; a leading slash marks a whole guid."""
    return unquote(note_id[1:]) if note_id.startswith("/") else f"{deck_uid}/{note_id}"


def id_of(guid: str, deck_uid: str) -> str:
    """Return the shortest id that stands for a guid in a deck; undoes ``guid_of``."""
    start = f"{deck_uid}/"
    rest = guid.removeprefix(start)
    if guid.startswith(start) and VALID_ID.fullmatch(rest):
        return rest
    return "/" + quote(guid, safe=_OUTSIDE_GUID)


_OWN_SETTING = re.compile(r"(?:deck|id|descriptions):(?:[ \t]|$)")
_OWN_CLOZE = re.compile(r"C:[^\n]{0,2000}?\{\{c\d")


def has_own_marks(lines: Sequence[str]) -> bool:
    """Whether a file has marks that only this format has: ids, named fields, a deck at the top."""
    body = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if body < len(lines) and lines[body].rstrip() == "---":
        for line in lines[body + 1 : body + 100]:
            if line.rstrip() == "---":
                break
            if _OWN_SETTING.match(line):
                return True
    for at, line in enumerate(lines):
        if line.startswith(("## ", "Q:", "C:")):
            if split_id(line)[1] or _OWN_CLOZE.match(line):
                return True
        elif line.startswith(("N:", "T:")) and at + 1 < len(lines) and FIELD.match(lines[at + 1]):
            return True
    return False
