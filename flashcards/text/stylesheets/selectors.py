"""Reads selectors: what a rule of a sheet is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tinycss2.ast import Node as Token

MOST_SELECTORS = 500
"""Of one rule."""
MOST_STEPS = 12
"""Compounds of one selector; one that is longer matches nothing."""
_DEEPEST = 3
"""How deep ``:not()`` and ``:is()`` may be nested."""
_PSEUDO_ELEMENTS = frozenset({"before", "after"})
_PLAIN = frozenset(
    {
        "any-link", "empty", "first-child", "first-of-type", "last-child", "last-of-type", "link",
        "only-child", "only-of-type", "root",
    }
)  # fmt: skip
_COUNTED = frozenset({"nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"})

Specificity: TypeAlias = tuple[int, int, int]


class UnreadableSelector(Exception):  # noqa: N818 - a way out of reading, no error of anyone
    """A selector that says nothing we know."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """``[name^=value i]``; ``how`` is empty where only the name is asked for."""

    name: str
    how: str
    value: str
    any_case: bool


@dataclass(frozen=True, slots=True, eq=False)
class Pseudo:
    """``:first-child``, or ``:nth-child(an + b)``."""

    name: str
    step: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """``:is(…)`` and ``:where(…)``, or ``:not(…)``."""

    negated: bool
    selectors: "tuple[Selector, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Compound:
    """What one element must be."""

    name: str = ""
    identity: str = ""
    classes: frozenset[str] = frozenset()
    others: tuple[Attribute | Pseudo | Choice, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Selector:
    """What an element must be, and what must stand around it."""

    subject: Compound
    around: tuple[tuple[str, Compound], ...]
    """From the subject outwards: how it stands to the next compound, and that compound."""
    specificity: Specificity
    pseudo_element: str = ""


def read_selectors(tokens: "Sequence[Token]", depth: int = 0) -> list[Selector]:
    """Return the selectors of a list divided by commas; those we cannot read are left out.

    No more than ``MOST_SELECTORS`` are read.
    """
    found: list[Selector] = []
    for part in _divided(tokens)[:MOST_SELECTORS]:
        try:
            found.append(_Reader(part, depth).read())
        except UnreadableSelector:
            continue
    return found


def _divided(tokens: "Sequence[Token]") -> "list[list[Token]]":
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


class _Reader:
    """Reads one selector, left to right."""

    def __init__(self, tokens: "list[Token]", depth: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = depth
        self._counts = [0, 0, 0]
        self._pseudo_element = ""

    def read(self) -> Selector:
        """Return the selector."""
        self._skip_space()
        steps = [("", self._compound())]
        while (how := self._combinator()) is not None:
            steps.append((how, self._compound()))
        if len(steps) > MOST_STEPS:
            raise UnreadableSelector
        compounds = [compound for _, compound in steps]
        around = tuple(
            (steps[place][0], compounds[place - 1]) for place in range(len(steps) - 1, 0, -1)
        )
        a, b, c = self._counts
        return Selector(compounds[-1], around, (a, b, c), self._pseudo_element)

    def _peek(self) -> "Token | None":
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> "Token":
        token = self._peek()
        if token is None:
            raise UnreadableSelector
        self._at += 1
        return token

    def _skip_space(self) -> bool:
        before = self._at
        while (token := self._peek()) is not None and token.type == "whitespace":
            self._at += 1
        return self._at > before

    def _combinator(self) -> str | None:
        spaced = self._skip_space()
        token = self._peek()
        if token is None:
            return None
        if token.type == "literal" and token.value in (">", "+", "~"):
            self._at += 1
            self._skip_space()
            return str(token.value)
        if spaced:
            return " "
        raise UnreadableSelector

    def _compound(self) -> Compound:
        if self._pseudo_element:
            raise UnreadableSelector
        begun, name = self._at, self._name()
        identity, classes = "", set[str]()
        others: list[Attribute | Pseudo | Choice] = []
        while (token := self._peek()) is not None:
            if token.type == "hash" and token.is_identifier:
                self._at += 1
                self._counts[0] += 1
                if identity not in ("", token.value):
                    raise UnreadableSelector
                identity = token.value
            elif token.type == "literal" and token.value == ".":
                self._at += 1
                classes.add(self._identifier())
                self._counts[1] += 1
            elif token.type == "[] block":
                self._at += 1
                others.append(_attribute(token.content))
                self._counts[1] += 1
            elif token.type == "literal" and token.value == ":":
                self._at += 1
                others.extend(self._pseudo())
            else:
                break
        if self._at == begun:
            raise UnreadableSelector
        return Compound(name, identity, frozenset(classes), tuple(others))

    def _name(self) -> str:
        token = self._peek()
        if token is not None and token.type == "ident":
            self._at += 1
            self._counts[2] += 1
            return str(token.lower_value)
        if token is not None and token.type == "literal" and token.value == "*":
            self._at += 1
        return ""

    def _identifier(self) -> str:
        token = self._next()
        if token.type != "ident":
            raise UnreadableSelector
        return str(token.value)

    def _pseudo(self) -> list[Attribute | Pseudo | Choice]:
        token = self._next()
        double = token.type == "literal" and token.value == ":"
        if double:
            token = self._next()
        if token.type == "function":
            return [self._function(token)]
        if token.type != "ident":
            raise UnreadableSelector
        name = token.lower_value
        if name in _PSEUDO_ELEMENTS:
            self._pseudo_element = name
            self._counts[2] += 1
            return []
        if double or name not in _PLAIN:
            raise UnreadableSelector  # :hover too: nothing points at a card
        self._counts[1] += 1
        return [Pseudo(name)]

    def _function(self, token: "Token") -> Pseudo | Choice:
        name = token.lower_name
        if name in _COUNTED:
            from tinycss2.nth import parse_nth

            counted = parse_nth(token.arguments)
            if counted is None:
                raise UnreadableSelector
            self._counts[1] += 1
            return Pseudo(name, *counted)
        if name not in ("not", "is", "where", "matches") or self._depth >= _DEEPEST:
            raise UnreadableSelector
        chosen = tuple(read_selectors(token.arguments, self._depth + 1))
        if any(one.pseudo_element for one in chosen):
            raise UnreadableSelector
        if name != "where" and chosen:
            for place, count in enumerate(max(one.specificity for one in chosen)):
                self._counts[place] += count
        return Choice(name == "not", chosen)


def _attribute(tokens: "list[Token]") -> Attribute:
    parts = [token for token in tokens if token.type not in ("whitespace", "comment")]
    if not parts or parts[0].type != "ident":
        raise UnreadableSelector
    name = parts[0].lower_value
    if len(parts) == 1:
        return Attribute(name, "", "", any_case=False)
    how, rest = str(parts[1].value), parts[2:]
    if how not in ("=", "~=", "|=", "^=", "$=", "*=") or not rest:
        raise UnreadableSelector
    if rest[0].type not in ("ident", "string"):
        raise UnreadableSelector
    any_case = len(rest) > 1 and rest[1].type == "ident" and rest[1].lower_value == "i"
    return Attribute(name, how, str(rest[0].value), any_case)
