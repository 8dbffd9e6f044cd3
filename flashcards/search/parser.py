"""Reads what a learner types into the search box."""

from dataclasses import dataclass, field

from flashcards.model.messages import message
from flashcards.search import anki
from flashcards.search.lasting import has_expression
from flashcards.search.terms import CONNECTIVES, read_term, refuse
from flashcards.search.tree import And, Everything, Node, Not, Or, Text

LONGEST_SEARCH = 10_000
MOST_TERMS = 200
MOST_EXPRESSIONS = 5
"""Each regular expression is looked for in a process of its own."""
DEEPEST_NESTING = 50

_UNSTORABLE = {0: " ", **dict.fromkeys(range(0xD800, 0xE000), " ")}
"""NUL and lone surrogates: no note can hold them, and SQLite would stumble over them."""


@dataclass(slots=True)
class _Group:
    """A pair of brackets being read: its alternatives, each a list of parts."""

    negated: bool = False
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])

    def add(self, node: Node | None, negated: bool) -> None:
        if node is not None:
            self.alternatives[-1].append(_negate(node) if negated else node)

    def node(self) -> Node | None:
        parts = [_all_of(parts) for parts in self.alternatives if parts]
        flat: list[Node] = []
        for part in parts:
            flat.extend(part.parts if isinstance(part, Or) else (part,))
        if not flat:
            return None
        return flat[0] if len(flat) == 1 else Or(tuple(flat))


def parse(query: str) -> Node:
    """Return the meaning of a search, in time linear to its length.

    What is still being typed - an open bracket or quotation mark, ``deck:`` without a name, a
    trailing ``or`` or ``-`` - counts as closed or is left out. Behind ``anki:`` a search is read as
    Anki reads it. Raises UserError, naming the
    place, for what has no meaning, such as ``interval>soon``.
    """
    if len(query) > LONGEST_SEARCH:
        raise refuse(
            message("The search is longer than {most} characters", most=LONGEST_SEARCH),
            LONGEST_SEARCH,
        )
    text = query.translate(_UNSTORABLE)
    groups = [_Group()]
    terms = expressions = 0
    anki_begins = anki.begin_of(text)
    reader = read_term if anki_begins is None else anki.read_term
    negated, place = pass_over(text, anki_begins or 0)
    while place < len(text):
        if text[place] == "(":
            _open(groups, negated, place)
            place += 1
        elif text[place] == ")":
            _close(groups, place)
            place += 1
        else:
            began = place
            node, place = reader(text, place)
            terms += _take(node, groups[-1], negated)
            expressions += node is not None and has_expression(node)
            if expressions > MOST_EXPRESSIONS:
                raise refuse(
                    message(
                        "The search has more than {most} regular expressions", most=MOST_EXPRESSIONS
                    ),
                    began,
                )
            if terms > MOST_TERMS:
                raise refuse(
                    message("The search has more than {most} words", most=MOST_TERMS), place - 1
                )
        negated, place = pass_over(text, place)
    while len(groups) > 1:
        _close(groups, place)
    return groups[0].node() or Everything()


def pass_over(text: str, place: int) -> tuple[bool, int]:
    """Pass over white space and dashes; return whether what follows is negated, and where.

    A dash with white space, a closing bracket or the end behind it negates nothing.
    """
    negated = False
    while place < len(text):
        if text[place] == "-":
            negated = not negated
        elif text[place].isspace():
            negated = False
        else:
            break
        place += 1
    return negated, place


def _take(node: Node | None, group: _Group, negated: bool) -> bool:
    """Take in a term or connective; return whether it is a term."""
    word = node.text.lower() if isinstance(node, Text) and not node.exact else ""
    if word not in CONNECTIVES:
        group.add(node, negated)
        return True
    if negated:
        group.add(Text(word, exact=True), negated)
    elif word == "or" and group.alternatives[-1]:
        group.alternatives.append([])
    return negated


def _open(groups: list[_Group], negated: bool, place: int) -> None:
    if len(groups) > DEEPEST_NESTING:
        raise refuse(
            message("Brackets are nested more than {most} deep", most=DEEPEST_NESTING), place
        )
    groups.append(_Group(negated))


def _close(groups: list[_Group], place: int) -> None:
    if len(groups) == 1:
        hint = message("To search for a bracket, put it in quotation marks.")
        raise refuse(message("A closing bracket has no opening one"), place, hint)
    group = groups.pop()
    groups[-1].add(group.node(), group.negated)


def _all_of(parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _negate(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)
