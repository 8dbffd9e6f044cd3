"""Names what is weak about a note while it is written, and what one press would make of it.

Rules of thumb, most of them for English; what they cannot tell they leave alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.checking import weaknesses
from flashcards.model import clozes
from flashcards.model.enums import NoteKind
from flashcards.model.messages import Message, message
from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE, LIST, TYPE_ANSWER
from flashcards.model.notes import NoteType
from flashcards.text.items import items
from flashcards.text.list_items import Item, written
from flashcards.text.plain import plain_text

LONGEST_LOOKED_AT = 8_000
"""Characters of a field; what is longer is looked at so far."""
MOST_ITEMS = 5
MOST_WORDS = 50
"""Words of an answer that can be recalled and rated at once."""
MOST_SENTENCES = 3
PAIRS = frozenset({BASIC.uid, BASIC_REVERSE.uid, TYPE_ANSWER.uid})
"""The note types that ask one thing on the front and say one on the back."""

_WORD = re.compile(r"\w+")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(.+)$|<li[^<>]*>(.+?)(?=<)", re.MULTILINE)
_HTML_LIST = re.compile(r"<(ul|ol)\b[^<>]*>((?:(?!</?[uo]l\b).)*)</\1>", re.DOTALL)
_HTML_ITEM = re.compile(r"<li\b")
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)")
_ASKS = re.compile(r"[?？؟…:]|\.\.\.|___")
_PRONOUN = re.compile(
    r"^(?:\w+\s+){0,3}?(?P<word>it|they|he|she|this|these|those|them)\b(?!\s+(?:take|takes|true"
    r"|possible|important|necessary|mean|means|called|better|best|to|that|is\s+that)\b)",
    re.IGNORECASE,
)
_POINTS_AT_NOUN = frozenset({"this", "these", "those"})
_VERB_NEXT = re.compile(
    r"\s*(?:is|are|was|were|do|does|did|has|have|can|will|mean|means|cause|causes|[?.,])\b|\s*[?.,]"
)
_PICTURED = re.compile(
    r"\b(?:in|on) (?:the|this) (?:picture|image|figure|diagram|photo|map|chart)\b"
    r"|\b(?:shown|pictured) (?:here|below|above)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(|<img\b", re.IGNORECASE)


class Remedy(StrEnum):
    """What one press does about a weakness."""

    NONE = ""
    HIDE_ANSWER = "hide the answer in the question"
    MAKE_LIST = "ask the items one by one"
    ADD_PICTURE = "insert a picture"
    SHOW_WORD = "show the word"


@dataclass(frozen=True, slots=True)
class Check:
    """One weakness, in words, and what may be done about it."""

    text: Message
    remedy: Remedy = Remedy.NONE
    place: tuple[int, int] | None = None
    """The word in the first field that it is about."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What a remedy makes of a note: its type by uid, and the texts of its fields."""

    note_type: str
    fields: tuple[str, ...]


def checks(note_type: NoteType, fields: Sequence[str]) -> list[Check]:
    """Return what is weak about a note, what matters most first; nothing for one half written."""
    texts = [text[:LONGEST_LOOKED_AT] for text in fields]
    if not texts or not texts[0].strip():
        return []
    if note_type.uid in PAIRS:
        return _of_pair(texts[0], texts[1]) if texts[1].strip() else []
    if note_type.kind is NoteKind.CLOZE and note_type.uid == CLOZE.uid:
        return _of_cloze(texts[0])
    return []


def mended(remedy: Remedy, fields: Sequence[str]) -> Mended | None:
    """Return the note that a remedy makes of one with a front and a back; None for no change."""
    front, back = fields[0], fields[1]
    if remedy is Remedy.HIDE_ANSWER:
        at = front.casefold().find(back.strip().casefold())
        if at < 0 or len(front.casefold()) != len(front):
            return None
        end = at + len(back.strip())
        text = front[:at] + clozes.written(1, front[at:end]) + front[end:]
        hides_it = clozes.insides(text) == [front[at:end]] and clozes.without_clozes(text) == front
        return Mended(CLOZE.uid, (text, "")) if hides_it else None
    if remedy is Remedy.MAKE_LIST and (apart := _taken_apart(back)) is not None:
        numbered = [Item(item, number) for number, item in enumerate(apart[0], 1)]
        return Mended(LIST.uid, (front, written(numbered, LIST.markup), apart[1]))
    return None


def _taken_apart(text: str) -> tuple[list[str], str] | None:
    """Return the items of a list, and the words around it; None where these cannot be told apart.

    What is set in below an item belongs to it.
    """
    if (whole := _HTML_LIST.fullmatch(text.strip())) is not None:
        found = items(whole[2], "html")
        return (found, "") if len(found) == len(_HTML_ITEM.findall(text)) else None
    lines = text.split("\n")
    marked = [at for at, line in enumerate(lines) if _ITEM.match(line)]
    if not marked or _HTML_ITEM.search(text) or "```" in text or "~~~" in text:
        return None
    start, end = marked[0], marked[-1] + 1
    while end < len(lines) and not lines[end][:1].strip():
        end += 1
    if any(lines[at][:1].strip() and at not in marked for at in range(start, end)):
        return None
    around = ("\n".join(each).strip() for each in (lines[:start], lines[end:]))
    return items("\n".join(lines[start:end])), "\n\n".join(filter(None, around))


def _of_pair(front: str, back: str) -> list[Check]:
    asked, answer = plain_text(front), plain_text(back)
    found = [Check(text, _remedy(text, front, back)) for text in _weak(front=asked, back=answer)]
    rules: tuple[Callable[[], Check | None], ...] = (
        lambda: _list(back),
        lambda: _facts(back, answer),
        lambda: _statement(asked),
        lambda: _pronoun(front),
        lambda: _picture(front, back),
    )
    found += [check for rule in rules if (check := rule()) is not None]
    return found


def _of_cloze(text: str) -> list[Check]:
    found = [Check(each) for each in _weak(cloze=text)] if clozes.cloze_numbers(text) else []
    picture = _picture(text, "")
    return [*found, *([picture] if picture else [])]


def _weak(front: str = "", back: str = "", cloze: str = "") -> list[Message]:
    candidate = Candidate(CandidateKind.STATEMENT, "", front, back, 1.0, (), 0, 0, "", cloze=cloze)
    return weaknesses(candidate)


def _remedy(text: Message, front: str, back: str) -> Remedy:
    leaks = text.id == "The question already holds the answer."
    whole = mended(Remedy.HIDE_ANSWER, (front, back)) is not None
    return Remedy.HIDE_ANSWER if leaks and whole and "?" not in front else Remedy.NONE


def _items(text: str) -> list[str]:
    return [(found[1] or found[2]).strip() for found in _ITEM.finditer(text)]


def _list(back: str) -> Check | None:
    count = len(_items(back))
    if count <= MOST_ITEMS:
        return None
    words = message(
        "The answer lists {count} items; more than {most} are hard to recall at once.",
        count=count,
        most=MOST_ITEMS,
    )
    return Check(words, Remedy.NONE if _taken_apart(back) is None else Remedy.MAKE_LIST)


def _facts(back: str, answer: str) -> Check | None:
    if _items(back):
        return None
    sentences = len(_SENTENCE_END.findall(answer))
    words = len(_WORD.findall(answer))
    if sentences > MOST_SENTENCES:
        return Check(message("The answer holds several facts; one card is best for each."))
    if words > MOST_WORDS:
        return Check(message("The answer is long ({words} words); keep what matters.", words=words))
    return None


def _statement(asked: str) -> Check | None:
    if _ASKS.search(asked) or not asked.endswith((".", "!")) or len(asked.split()) < 5:
        return None
    return Check(message("The front states something and asks nothing."))


def _pronoun(front: str) -> Check | None:
    found = _PRONOUN.match(front)
    if found is None:
        return None
    word = found["word"]
    if word.casefold() in _POINTS_AT_NOUN and not _VERB_NEXT.match(front, found.end("word")):
        return None
    text = message("In a year nobody knows what “{word}” means here; name it.", word=word)
    return Check(text, Remedy.SHOW_WORD, found.span("word"))


def _picture(front: str, back: str) -> Check | None:
    if not _PICTURED.search(front) or _PICTURE.search(front + back):
        return None
    return Check(message("The question speaks of a picture that is missing."), Remedy.ADD_PICTURE)
