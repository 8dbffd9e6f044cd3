"""Finds out how each element looks: which declarations win, and what it takes from its parent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.model.errors import CancelledError
from flashcards.text.stylesheets.colours import Colour, colour
from flashcards.text.stylesheets.declarations import (
    FONT_SIZES,
    Declaration,
    long_forms,
    read_declarations,
)
from flashcards.text.stylesheets.hiding import Hiding
from flashcards.text.stylesheets.lengths import Measure, length
from flashcards.text.stylesheets.matching import MOST_TESTS, Matcher
from flashcards.text.stylesheets.nodes import Node
from flashcards.text.stylesheets.old_attributes import old_looks
from flashcards.text.stylesheets.sheets import Screen, Sheet, applies

_TAKEN_ON = frozenset(
    {
        "color", "font-family", "font-style", "font-variant", "font-weight", "text-align",
        "line-height", "white-space", "direction", "list-style-type", "visibility",
        "letter-spacing", "word-spacing", "text-indent", "text-transform", "border-collapse",
        "border-spacing",
    }
)  # fmt: skip
"""Properties that what an element holds takes on."""
_FIRST = {"color": "#000000", "font-weight": "400"}
"""What ``initial`` means, where that is not nothing."""
_RELATIVE_WEIGHTS = {"bolder": "700", "lighter": "300", "normal": "400", "bold": "700"}
_LONGEST_VALUE = 2_000
_MOST_VARIABLES = 20
_LARGEST_TEXT = 400.0
_LAST = 1 << 30
_BETWEEN = 2_000
"""Tests of the matcher between two looks at whether to go on: about a millisecond."""
_BASE, _OLD, _SHEETS, _OWN = 0, 1, 2, 3
"""Where a declaration stands: ours, an old attribute, a sheet of the author, the element."""


@dataclass(slots=True, eq=False)
class Looks:
    """How one element looks."""

    values: dict[str, str]
    size: float
    """Of its text, in pixels of the page."""
    variables: Mapping[str, str]
    root: float
    screen: Screen
    pseudo: "dict[str, Looks]" = field(default_factory=dict)
    """How ``::before`` and ``::after`` look, where they are shown."""

    def get(self, name: str, default: str = "") -> str:
        """Return a property in small letters."""
        return self.values.get(name, default).lower()

    def length(self, name: str, whole: float | None = None) -> float | None:
        """Return a property in pixels; None where it is no length, such as ``auto``."""
        value = self.values.get(name)
        return None if value is None else length(value, self.measure, whole)

    def colour(self, name: str) -> Colour | None:
        """Return a property as a colour; that of the text for ``currentcolor``."""
        value = self.values.get(name, "")
        if value.lower() == "currentcolor":
            value = self.values.get("color", "")
        return colour(value)

    @property
    def measure(self) -> Measure:
        """What its lengths are relative to."""
        return Measure(self.size, self.root, self.screen.width, self.screen.height)

    @property
    def is_gone(self) -> bool:
        """Whether neither the element nor what it holds is shown."""
        return self.get("display").startswith("none") or self.get("opacity") in ("0", "0%", "0.0")


def first_looks(screen: Screen) -> Looks:
    """Return what stands above every element."""
    return Looks(dict(_FIRST), 16.0, {}, 16.0, screen)


class Cascade:
    """The sheets of one side of a card, held against its elements."""

    def __init__(
        self,
        base: Sheet,
        sheets: Sequence[Sheet],
        screen: Screen,
        go_on: Callable[[], bool] | None = None,
    ) -> None:
        """``base`` is outdone by all ``sheets``, and each of them by those after it.

        ``go_on`` is asked again and again; once it says no, CancelledError ends the work.
        """
        self._go_on = go_on
        self._asked_at = MOST_TESTS
        self._sheets = [(_BASE, base), *((_SHEETS, sheet) for sheet in sheets)]
        self._screen = screen
        self._matcher = Matcher()
        self._hiding: Hiding | None = None
        """What plain rules hide, once the tests are used up."""
        conditions = frozenset[str]().union(*(sheet.media for _, sheet in self._sheets))
        self._off = {one for one in conditions if not applies(one, screen)}

    def looks(self, node: Node, parent: Looks) -> Looks:
        """Return how an element looks whose parent looks so."""
        found: list[tuple[tuple[int, ...], Declaration]] = []
        pseudo: dict[str, list[tuple[tuple[int, ...], Declaration]]] = {}
        for place, (origin, sheet) in enumerate(self._sheets):
            self._ask(often=place == 0)
            if self._matcher.tests_left < 0:
                break  # what is left stands as it would without a sheet, but for what that hides
            for rule in sheet.rules_for(node):
                if rule.media and not self._off.isdisjoint(rule.media):
                    continue
                self._ask()
                if not self._matcher.matches(rule.selector, node):
                    continue
                name = rule.selector.pseudo_element
                into = pseudo.setdefault(name, []) if name else found
                self._matcher.tests_left -= len(rule.declarations)
                rank = (*rule.selector.specificity, place, rule.order)
                into += ((_rank(origin, one, rank), one) for one in rule.declarations)
        if self._matcher.tests_left < 0 and self._is_plainly_hidden(node):
            found.append(((_SHEETS, _LAST), Declaration("display", "none", important=False)))
        found += ((_rank(_OLD, one, ()), one) for one in old_looks(node))
        if style := node.attributes.get("style"):
            own = read_declarations(style)
            found += ((_rank(_OWN, one, (n,)), one) for n, one in enumerate(own))
        looks = self._resolved(found, parent)
        for name, declarations in pseudo.items():
            shown = self._resolved(declarations, looks)
            if shown.get("content", "none") not in ("none", "normal") and not shown.is_gone:
                looks.pseudo[name] = shown
        return looks

    def _ask(self, *, often: bool = False) -> None:
        if self._go_on is None:
            return
        left = self._matcher.tests_left
        if often or self._asked_at - left > _BETWEEN:
            self._asked_at = left
            if not self._go_on():
                raise CancelledError

    def _is_plainly_hidden(self, node: Node) -> bool:
        if self._hiding is None:
            self._hiding = Hiding(sheet for _, sheet in self._sheets)
        return self._hiding.hides(node)

    def _resolved(self, found: list[tuple[tuple[int, ...], Declaration]], parent: Looks) -> Looks:
        found.sort(key=lambda each: each[0])
        own: dict[str, str] = {}
        variables = parent.variables
        for _, one in found:
            if one.name.startswith("--"):
                if variables is parent.variables:
                    variables = dict(variables)
                variables[one.name] = one.value  # type: ignore[index]  # a copy by now
        for _, one in found:
            if not one.name.startswith("--"):
                own.update(_filled(one, variables))
        values = {name: parent.values[name] for name in _TAKEN_ON if name in parent.values}
        size = _text_size(own.pop("font-size", ""), parent)
        looks = Looks(values, size, variables, parent.root, self._screen)
        for name, value in own.items():
            _set(values, name, value, parent)
        _settle(looks, parent)
        return looks


def _rank(origin: int, declaration: Declaration, place: tuple[int, ...]) -> tuple[int, ...]:
    important = declaration.important and origin >= _SHEETS
    return (origin + 10 if important else origin, *place)


def _filled(one: Declaration, variables: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a declaration sets once its variables are known."""
    if "var(" not in one.value:
        return [(one.name, one.value)]
    value = _with_variables(one.value, variables)
    return [] if value is None else list(long_forms(one.name, value))


def _with_variables(value: str, variables: Mapping[str, str]) -> str | None:
    """Return a value with its variables filled in; None where one is missing or it grows large."""
    for _ in range(_MOST_VARIABLES):
        begin = value.rfind("var(")
        if begin < 0:
            return value
        end = _closing(value, begin + 4)
        name, comma, instead = value[begin + 4 : end].partition(",")
        known = variables.get(name.strip(), instead if comma else None)
        if known is None or len(known) + len(value) > _LONGEST_VALUE:
            return None
        value = f"{value[:begin]}{known.strip()}{value[end + 1 :]}"
    return None


def _closing(value: str, at: int) -> int:
    depth = 1
    for place in range(at, len(value)):
        depth += (value[place] == "(") - (value[place] == ")")
        if depth == 0:
            return place
    return len(value)


def _set(values: dict[str, str], name: str, value: str, parent: Looks) -> None:
    low = value.lower()
    if low in ("inherit", "unset", "revert", "revert-layer", "initial"):
        taken = low == "inherit" or (low != "initial" and name in _TAKEN_ON)
        if taken and name in parent.values:
            values[name] = parent.values[name]
        elif name in _FIRST:
            values[name] = _FIRST[name]
        else:
            values.pop(name, None)
    else:
        values[name] = value


def _settle(looks: Looks, parent: Looks) -> None:
    """Turn what children take on into what is no longer relative to this element."""
    values = looks.values
    weight = values.get("font-weight", "400").lower()
    values["font-weight"] = _RELATIVE_WEIGHTS.get(weight, weight)
    if values.get("color", "").lower() == "currentcolor" or (
        "color" in values and colour(values["color"]) is None
    ):
        values["color"] = parent.values.get("color", _FIRST["color"])
    height = values.get("line-height", "")
    if height[-1:].isalpha() or height.endswith(("%", ")")):
        pixels = length(height, looks.measure, looks.size)
        if pixels is None:
            values.pop("line-height")
        else:
            values["line-height"] = f"{pixels:.4g}px"
    for name in ("letter-spacing", "word-spacing"):
        if name in values:
            pixels = length(values[name], looks.measure)
            values[name] = f"{pixels or 0:.4g}px"


def _text_size(value: str, parent: Looks) -> float:
    low = value.strip().lower()
    if not low or low in ("inherit", "unset"):
        return parent.size
    if low in FONT_SIZES:
        return FONT_SIZES[low]
    if low in ("larger", "smaller"):
        return min(parent.size * (1.2 if low == "larger" else 1 / 1.2), _LARGEST_TEXT)
    if low == "initial":
        return 16.0
    pixels = length(low, parent.measure, parent.size)
    if pixels is None or pixels < 0:
        return parent.size
    return min(pixels, _LARGEST_TEXT)
