"""Reads SuperMemo's XML: a tree of concepts, topics and items."""

from html import escape
from pathlib import PureWindowsPath
from typing import Final

from flashcards.formats.programs.plain_html import lenient_html
from flashcards.formats.programs.supermemo import Item, Items, Learning, date_in
from flashcards.formats.programs.xml_text import Closed, Element, Opened, read_xml
from flashcards.formats.wording import Problems, safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message, plural_message

_ROOT, _ELEMENT = "SuperMemoCollection", "SuperMemoElement"
_RECORDS: Final = frozenset(("Title", "Type", "Content", "LearningData"))
_LONGEST_TITLE: Final = 80


def begins(head: bytes) -> bool:
    """Whether a file that begins so is XML of SuperMemo."""
    return b"<SuperMemoCollection" in head[:4_000]


class _Place:
    """An element of the tree under way."""

    def __init__(self) -> None:
        self.title = ""
        self.kind = ""
        self.content: Element | None = None
        self.learning: Element | None = None
        self.line = 0


def read(data: bytes, file: str, deck: str) -> Items:
    """Return the items of a tree; the concepts and topics above them are decks in ``deck``."""
    made = Items(problems=Problems(file))
    tree: list[_Place] = []
    texts, started = 0, False
    for event in read_xml(data, file, _RECORDS):
        if isinstance(event, Element):
            if tree:
                _take(tree[-1], event)
        elif isinstance(event, Opened):
            if not started and event.element.tag != _ROOT:
                raise UserError(
                    message("{file} holds no items of SuperMemo’s.", file=safe_name(file)),
                    message("Export it again from SuperMemo, as XML."),
                )
            started = True
            if event.element.tag == _ELEMENT:
                tree.append(_Place())
                tree[-1].line = event.element.line
        elif isinstance(event, Closed) and event.tag == _ELEMENT and tree:
            texts += _end(made, tree, deck)
            tree.pop()
    if texts:
        what = plural_message(
            texts,
            "{count} topic that asks nothing was left out.",
            "{count} topics that ask nothing were left out.",
        )
        made.problems.add(0, what)
    return made


def _take(place: _Place, record: Element) -> None:
    if record.tag == "Title":
        place.title = record.text
    elif record.tag == "Type":
        place.kind = record.text.strip().casefold()
    elif record.tag == "Content":
        place.content = record
    else:
        place.learning = record


def _end(made: Items, tree: list[_Place], deck: str) -> bool:
    """Take the element that ends; return whether it is a text that asks nothing."""
    place = tree[-1]
    if place.content is None:
        return False
    question, answer = (place.content.text_of(side) for side in ("Question", "Answer"))
    if place.kind in ("topic", "concept") or not answer.strip():
        return bool(question.strip()) and place.kind != "concept"
    above = (_deck_part(each.title) for each in tree[:-1])
    name = "::".join((deck, *(part for part in above if part)))
    sides = [lenient_html(question), lenient_html(answer)]
    for tag in ("Image", "Sound"):
        for each in place.content.children:
            if each.tag == tag:
                _show(made, each, sides)
    learning = Learning() if place.learning is None else _learning(place.learning)
    made.items.append(Item(sides[0], sides[1], name, learning, place.line))
    return False


def _deck_part(title: str) -> str:
    return " ".join(title.replace("::", ":").split())[:_LONGEST_TITLE]


def _show(made: Items, media: Element, sides: list[str]) -> None:
    """Show a picture or play a sound on the sides that say so."""
    name = PureWindowsPath(media.text_of("Name").strip() or media.text_of("URL").strip()).name
    if not name:
        return
    made.media[name] = name
    shown = (
        f'<img src="{escape(name)}">'
        if media.tag == "Image"
        else f"[sound:{escape(name, quote=False)}]"
    )
    wanted = [media.text_of(side).strip().upper() == "T" for side in ("Question", "Answer")]
    for side, on in enumerate(wanted if any(wanted) else [False, True]):
        if on and shown not in sides[side]:
            sides[side] += f"<br>{shown}"


def _learning(found: Element) -> Learning:
    return Learning(
        _whole(found.text_of("Repetitions")),
        _whole(found.text_of("Lapses")),
        _whole(found.text_of("Interval")),
        date_in(found.text_of("LastRepetition")),
    )


def _whole(written: str) -> int:
    text = written.strip()
    return int(text) if len(text) < 9 and text.isascii() and text.isdigit() else 0
