"""What the formatting keys do to a text: marks around a selection, lists, clozes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.model.clozes import cloze_numbers
from flashcards.model.messages import Translatable
from flashcards.text.line_looks import Look
from flashcards.text.toggling import Marks


@dataclass(frozen=True, slots=True)
class Format:
    """One way to mark text: what it is called and which keys ask for it."""

    name: str
    text: Translatable
    icon: str
    keys: str


FORMATS: tuple[Format, ...] = (
    Format("bold", "Bold", "bold", "Ctrl+B"),
    Format("italic", "Italic", "italic", "Ctrl+I"),
    Format("underline", "Underline", "underline", "Ctrl+U"),
    Format("code", "Code", "code", "Ctrl+Shift+K"),
    Format("cloze", "Next cloze", "cloze", "Ctrl+Shift+C"),
    Format("cloze_again", "Same cloze again", "", "Ctrl+Alt+Shift+C"),
    Format("picture", "Insert picture", "image", "Ctrl+Shift+I"),
    Format("picture_options", "Size and description of the picture…", "", "Ctrl+Alt+I"),
    Format("occlusion", "Image occlusion…", "occlusion", "Ctrl+Alt+O"),
    Format("record", "Record sound…", "microphone", "Ctrl+Shift+R"),
    Format("formula", "Formula", "formula", "Ctrl+M"),
    Format("list", "List", "list", "Ctrl+Shift+L"),
    Format("numbered", "Numbered list", "numbered", "Ctrl+Shift+O"),
    Format("heading", "Heading", "heading", "Ctrl+Shift+H"),
    Format("link", "Link", "link", "Ctrl+K"),
    Format("sound", "Insert sound or video…", "sound", "Ctrl+Shift+A"),
    Format("display_formula", "Formula on its own line", "", "Ctrl+Shift+M"),
    Format("strike", "Strikethrough", "", "Ctrl+Shift+S"),
    Format("sub", "Subscript", "", "Ctrl+="),
    Format("sup", "Superscript", "", "Ctrl++"),
    Format("paste_plain", "Paste without formatting", "", "Ctrl+Shift+V"),
    Format("spelling_suggestions", "Spelling: suggestions for the word", "", "Ctrl+Shift+F7"),
    Format("next_misspelt", "Spelling: next misspelt word", "", "Ctrl+F7"),
    Format("spelling", "Spelling: check while writing, or not", "", "Shift+F7"),
    Format("clear", "Clear formatting", "clear-format", "Ctrl+R"),
    Format("source", "Show the source", "markup", "Ctrl+Shift+X"),
)

_TAGS: tuple[tuple[str, Look, str], ...] = (
    ("bold", "bold", "b"),
    ("italic", "italic", "i"),
    ("underline", "underline", "u"),
    ("code", "code", "code"),
    ("strike", "strike", "s"),
    ("sub", "sub", "sub"),
    ("sup", "sup", "sup"),
)
_SIGNS = {"bold": "**", "italic": "*", "code": "`", "strike": "~~"}
CLEARED: tuple[Look, ...] = (*(look for _, look, _ in _TAGS), "highlight", "link")
"""What is taken away from a selection that is to look like nothing."""


def marks_of(name: str, markup: str) -> Marks | None:
    """Return what a format puts around a piece of a line; None for a format of another kind."""
    for known, look, tag in _TAGS:
        if known == name:
            sign = _SIGNS.get(name) if markup == "markdown" else None
            return Marks(look, sign or f"<{tag}>", sign or f"</{tag}>")
    if name in ("formula", "display_formula"):
        return Marks("formula", *((r"\(", r"\)") if name == "formula" else (r"\[", r"\]")))
    return None


def cloze_number(texts: Iterable[str], again: bool) -> int:
    """Return the number for a new cloze: one more than the largest, or that one ``again``."""
    largest = max((number for text in texts for number in cloze_numbers(text)), default=0)
    return max(1, largest) if again else largest + 1


def listed(text: str) -> str:
    """Make each line an item of a list, or plain again when all of them are items."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if filled and all(line.startswith("- ") for line in filled):
        return "\n".join(line.removeprefix("- ") for line in lines)
    return "\n".join(
        line if (not line.strip() and len(lines) > 1) or line.startswith("- ") else "- " + line
        for line in lines
    )


_NUMBER = re.compile(r"[0-9]{1,9}[.)] ")


def numbered(text: str) -> str:
    """Number each line, or make them plain again when all of them are numbered."""
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    filled = [line for line in lines if line.strip()]
    if filled and all(_NUMBER.match(line) for line in filled):
        return "\n".join(_NUMBER.sub("", line, count=1) for line in lines)
    count, written = 0, []
    for line in lines:
        if line.strip() or len(lines) == 1:
            count += 1
            line = f"{count}. {_NUMBER.sub('', line, count=1)}"
        written.append(line)
    return "\n".join(written)


_HEADING = re.compile(r"(#{1,6})[ \t]+|")


def headed(line: str) -> str:
    """Make a line a heading, one a smaller heading, and the smallest of three plain again."""
    found = _HEADING.match(line)
    level = len(found[1] or "") if found else 0
    bare = line[found.end() :] if found else line
    return bare if level >= 3 else f"{'#' * (level + 1)} {bare}"
