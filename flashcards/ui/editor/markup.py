"""What the formatting keys do to a text: marks around a selection, lists, clozes."""

from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.model.clozes import cloze_numbers
from flashcards.model.messages import Translatable


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
    Format("code", "Code", "code", "Ctrl+Shift+K"),
    Format("list", "List", "list", "Ctrl+Shift+L"),
    Format("picture", "Insert picture", "image", "Ctrl+Shift+I"),
    Format("cloze", "Next cloze", "cloze", "Ctrl+Shift+C"),
    Format("cloze_again", "Same cloze again", "", "Ctrl+Alt+Shift+C"),
)

MARKS = {"bold": ("**", "**"), "italic": ("*", "*"), "code": ("`", "`")}


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text after marking, and which part of it is to stay selected."""

    text: Translatable
    start: int
    end: int


def cloze_number(texts: Iterable[str], again: bool) -> int:
    """Return the number for a new cloze: one more than the largest, or that one ``again``."""
    largest = max((number for text in texts for number in cloze_numbers(text)), default=0)
    return max(1, largest) if again else largest + 1


def wrapped(text: str, before: str, after: str) -> Marked:
    """Put marks around a text, outside its own white space; take them away where they are."""
    core = text.strip()
    if len(core) >= len(before) + len(after) and _is_marked(core, before, after):
        bare = core[len(before) : len(core) - len(after)]
        return Marked(text.replace(core, bare, 1), *_span(text, len(bare)))
    lead = text[: len(text) - len(text.lstrip())] if core else ""
    trail = text[len(text.rstrip()) :] if core else ""
    start = len(lead) + len(before)
    inner = core or text
    return Marked(f"{lead}{before}{inner}{after}{trail}", start, start + len(inner))


def _is_marked(core: str, before: str, after: str) -> bool:
    if not (core.startswith(before) and core.endswith(after)):
        return False
    # A bold text also begins and ends with the mark of an italic one.
    bold = core.startswith("**") and not core.startswith("***")
    return not (before == "*" and bold)


def _span(text: str, length: int) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, start + length


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
