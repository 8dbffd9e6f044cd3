"""Puts a word into a search, or takes it out, in place of one of its kind."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError

if TYPE_CHECKING:
    from flashcards.search.tree import Node


def toggled(query: str, word: str, add: bool = False) -> str:
    """Return ``query`` asking for ``word`` instead of another of its kind, such as another deck.

    A word that is there already is taken out; with ``add`` those of its kind stay. A query that
    cannot be read is replaced. ``word`` may be several, such as a note type and one of its cards.
    """
    from flashcards.search.parser import parse
    from flashcards.search.tree import And, Everything, Kind, Node, Template
    from flashcards.search.writer import write

    asked = parse(word)
    terms = asked.parts if isinstance(asked, And) else (asked,)
    try:
        node: Node = parse(query)
    except UserError:
        return write(asked)
    parts: tuple[Node, ...] = node.parts if isinstance(node, And) else (node,)
    if isinstance(node, Everything):
        parts = ()
    # With a note type goes the card type that stands beside it.
    beside = tuple(map(type, terms))
    beside += (Template,) if Kind in beside else ()
    kept: list[Node]
    if set(terms) <= set(parts):
        gone = Template if Template in beside else ()
        kept = [part for part in parts if part not in terms and not isinstance(part, gone)]
    elif add:
        kept = [*parts, *(term for term in terms if term not in parts)]
    else:
        kept = [part for part in parts if not isinstance(part, beside)] + list(terms)
    if not kept:
        return ""
    return write(And(tuple(kept)) if len(kept) > 1 else kept[0])


def part_of(word: "Node", parts: Iterable["Node"]) -> bool:
    """Whether a query of these parts asks for a word of the filters, and for no less."""
    from flashcards.search.tree import And

    return set(word.parts if isinstance(word, And) else (word,)) <= set(parts)


def quoted(name: str, text: str) -> str:
    """Return ``name:text`` as a search word, in quotation marks where the text needs them."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}:"{escaped}"'
