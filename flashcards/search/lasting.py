"""Says which searches take longer than a moment, so that they are made where nobody waits."""

from flashcards.search.expressions import WITHOUT_ACCENTS, is_expression
from flashcards.search.tree import (
    And,
    Attribute,
    Content,
    Deck,
    Duplicate,
    Field,
    Has,
    Kind,
    Node,
    Not,
    Number,
    Or,
    Tag,
    Template,
)

_REMEMBERED = (Attribute.STABILITY, Attribute.DIFFICULTY, Attribute.RETRIEVABILITY)
_TOLD_BESIDE = (Content.TAG, Content.SOURCE, Content.ARTICLE)
"""What a note is known to have without reading what is written in it."""


LASTING_ORDERS = ("answer", "stability", "difficulty", "retrievability")
"""What cards are sorted by that is worked out for each."""


def takes_long(node: Node, order: str = "") -> bool:
    """Whether a search starts a process, or reads the whole log or every note.

    So does sorting by one of ``LASTING_ORDERS``.
    """
    if order in LASTING_ORDERS:
        return True
    match node:
        case And(parts) | Or(parts):
            return any(map(takes_long, parts))
        case Not(part):
            return takes_long(part)
        case Number(attribute):
            return attribute in _REMEMBERED
        case Has(content):
            return content not in _TOLD_BESIDE
        case Duplicate():
            return True
        case Field(_, text) if text.startswith(WITHOUT_ACCENTS):
            return True
        case _:
            return has_expression(node)


def has_expression(node: Node) -> bool:
    """Whether a term itself asks for a regular expression."""
    match node:
        case Deck(text) | Tag(text) | Kind(text) | Template(str(text)) | Field(_, text):
            return is_expression(text)
        case _:
            return False
