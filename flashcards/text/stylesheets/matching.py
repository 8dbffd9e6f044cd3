"""Matches selectors against elements, in time that grows with their number alone.

What stands around an element is looked for once for each part of a selector, and remembered:
``div div div div b`` would else be tried in every way there is.
"""

from flashcards.text.stylesheets.nodes import Node
from flashcards.text.stylesheets.selectors import Attribute, Choice, Compound, Pseudo, Selector

MOST_TESTS = 200_000
"""How often an element is held against a compound for one side of a card; about 0.1 s."""


class Matcher:
    """Remembers, for one side of a card, what was found out about its elements."""

    def __init__(self) -> None:
        self.tests_left = MOST_TESTS
        self._above: dict[tuple[int, int, int], bool] = {}
        self._first: dict[tuple[int, int, int], int] = {}

    def matches(self, selector: Selector, node: Node) -> bool:
        """Whether the element is what the selector asks for; never, once the tests are used up."""
        return self._is(selector.subject, node) and self._stands(selector, 0, node)

    def _stands(self, selector: Selector, step: int, node: Node) -> bool:
        """Whether what stands around ``node`` is as the selector says from ``step`` outwards."""
        if step == len(selector.around):
            return True
        how, compound = selector.around[step]
        if how == " ":
            return self._within(selector, step, node)
        if how == "~":
            return self._behind(selector, step, node)
        other = node.parent if how == ">" else _previous(node)
        return (
            other is not None and self._is(compound, other)
            and self._stands(selector, step + 1, other)
        )  # fmt: skip

    def _within(self, selector: Selector, step: int, node: Node) -> bool:
        parent = node.parent
        if parent is None:
            return False
        key = id(selector), step, id(parent)
        known = self._above.get(key)
        if known is None:
            compound = selector.around[step][1]
            known = (
                self._is(compound, parent) and self._stands(selector, step + 1, parent)
            ) or self._within(selector, step, parent)
            self._above[key] = known
        return known

    def _behind(self, selector: Selector, step: int, node: Node) -> bool:
        """Whether an element in front of this one, under the same parent, is as is asked."""
        key = id(selector), step, id(node.parent)
        first = self._first.get(key)
        if first is None:
            compound = selector.around[step][1]
            first = next(
                (
                    other.index
                    for other in node.siblings
                    if self._is(compound, other) and self._stands(selector, step + 1, other)
                ),
                len(node.siblings),
            )
            self._first[key] = first
        return first < node.index

    def _is(self, compound: Compound, node: Node) -> bool:
        self.tests_left -= 1
        if self.tests_left < 0:
            return False
        if compound.name and compound.name != node.name:
            return False
        if compound.identity and compound.identity != node.identity:
            return False
        if not compound.classes <= node.classes:
            return False
        return all(self._passes(one, node) for one in compound.others)

    def _passes(self, one: Attribute | Pseudo | Choice, node: Node) -> bool:
        if isinstance(one, Attribute):
            return _has(one, node)
        if isinstance(one, Choice):
            return any(self.matches(each, node) for each in one.selectors) != one.negated
        return self._is_placed(one, node)

    def _is_placed(self, pseudo: Pseudo, node: Node) -> bool:
        name = pseudo.name
        if name == "root":
            return node.parent is None
        if name == "empty":
            return not node.children
        if name.endswith("link"):
            return node.name == "a" and "href" in node.attributes
        same = self._alike(node) if name.endswith("of-type") else node.siblings
        place = node.index if same is node.siblings else same.index(node)
        last = len(same) - 1 - place
        if name.startswith("first"):
            return place == 0
        if name.startswith("last"):
            return last == 0
        if name.startswith("only"):
            return len(same) == 1
        return _is_counted((last if "last" in name else place) + 1, pseudo.step, pseudo.start)

    def _alike(self, node: Node) -> list[Node]:
        """Return the elements of its name under the same parent."""
        self.tests_left -= len(node.siblings) // 16
        return [other for other in node.siblings if other.name == node.name]


def _previous(node: Node) -> Node | None:
    return node.siblings[node.index - 1] if node.index else None


def _is_counted(place: int, step: int, start: int) -> bool:
    """Whether ``place``, counted from 1, is ``step * n + start`` for some n from 0."""
    if step == 0:
        return place == start
    return (place - start) % step == 0 and (place - start) // step >= 0


def _has(wanted: Attribute, node: Node) -> bool:
    value = node.attributes.get(wanted.name)
    if value is None:
        return False
    asked = wanted.value
    if wanted.any_case:
        value, asked = value.lower(), asked.lower()
    if wanted.how == "":
        return True
    if wanted.how == "=":
        return value == asked
    if wanted.how == "~=":
        return asked in value.split()
    if wanted.how == "|=":
        return value == asked or value.startswith(f"{asked}-")
    if not asked:
        return False
    if wanted.how == "^=":
        return value.startswith(asked)
    return value.endswith(asked) if wanted.how == "$=" else asked in value
