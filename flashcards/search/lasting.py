"""Says which searches take longer than a moment, so that they are made where nobody waits."""

from dataclasses import fields

from flashcards.search.expressions import is_expression
from flashcards.search.tree import And, Attribute, Node, Not, Number, Or

_REMEMBERED = (Attribute.STABILITY, Attribute.DIFFICULTY, Attribute.RETRIEVABILITY)


def takes_long(node: Node) -> bool:
    """Whether a search starts a process or reads the whole log."""
    match node:
        case And(parts) | Or(parts):
            return any(map(takes_long, parts))
        case Not(part):
            return takes_long(part)
        case Number(attribute):
            return attribute in _REMEMBERED
        case _:
            return has_expression(node)


def has_expression(node: Node) -> bool:
    """Whether a term itself asks for a regular expression."""
    texts = [getattr(node, each.name) for each in fields(node)]
    return any(isinstance(text, str) and is_expression(text) for text in texts)
