"""What plain rules hide, found in one pass: for a side that is too much for its sheet.

Such a side is drawn without it, but what the sheet hides may be the answer. A plain rule asks for
nothing but the element itself: its name, id and classes. Hidden is what is not displayed or
visible, and what is written without size, opacity or colour.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from flashcards.text.own_looks import split_sheets
from flashcards.text.stylesheets.colours import colour
from flashcards.text.stylesheets.declarations import FONT_SIZES, Declaration, read_declarations
from flashcards.text.stylesheets.lengths import Measure, length
from flashcards.text.stylesheets.nodes import ENDLESS, PIECE, Node, node_of
from flashcards.text.stylesheets.selectors import Compound
from flashcards.text.stylesheets.sheets import Rule, Sheet, read_sheet

_MOST_TESTS = 1_000_000
"""How often an element is held against a rule; what is not known by then counts as hidden."""
_MOST_STYLES = 300_000
"""Characters of styles of elements that are read; of others only whether they are displayed."""
_MOST_KNOWN = 20_000
_ASKED = frozenset({"display", "visibility", "opacity", "font-size", "color"})
_MAY_HIDE = re.compile(r"display|visibility|opacity|font|color|\\", re.IGNORECASE)
_GONE = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_OF_PARENT = re.compile(r"\d(?:em|ex|ch|%)|larger|smaller", re.IGNORECASE)
_USUAL = Measure(16.0, 16.0, 800.0, 600.0)
_CLEAR = 0.02
_Rank = tuple[bool, tuple[int, ...], int]
"""Whether it is important, how specific it is, and its place."""
_Asked = dict[str, tuple[_Rank, str]]
"""What rules say of properties, and which of them wins."""


class Shown(NamedTuple):
    """What keeps the text of an element, and of what is in it, from being seen."""

    gone: bool = False
    """Neither it nor anything in it is shown."""
    invisible: bool = False
    tiny: bool = False
    clear: bool = False

    @property
    def hides_text(self) -> bool:
        """Whether its own text is hidden."""
        return any(self)

    def within(self, said: Mapping[str, str]) -> "Shown":
        """Return the same of an element in it, of which the sheets say this."""
        return Shown(
            self.gone or said.get("display", "").startswith("none") or _is_nothing(said),
            _is_invisible(said.get("visibility", ""), self.invisible),
            _is_tiny(said.get("font-size", ""), self.tiny),
            _is_clear(said.get("color", ""), self.clear),
        )


def _is_nothing(said: Mapping[str, str]) -> bool:
    try:
        return float(said.get("opacity", "1").removesuffix("%")) <= 0
    except ValueError:
        return False


def _is_invisible(value: str, before: bool) -> bool:
    return value in ("hidden", "collapse") or (before and value in ("", "inherit", "unset"))


def _is_tiny(value: str, before: bool) -> bool:
    if value in FONT_SIZES:
        return False
    size = length(value, _USUAL, _USUAL.em)
    if size is None:
        return before
    return size < 0.5 or (before and _OF_PARENT.search(value) is not None)


def _is_clear(value: str, before: bool) -> bool:
    alpha = _alpha(value) if value else None
    return before if alpha is None else alpha < _CLEAR


@lru_cache(maxsize=256)
def _alpha(value: str) -> float | None:
    found = colour(value)
    return None if found is None else found.alpha


class Hiding:
    """The plain rules of some sheets that say whether elements are shown at all."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._rules: dict[Compound, _Asked] = {}
        self._by_word: dict[str, list[Compound]] = defaultdict(list)
        """The elements asked for, each by the rarest word that only such an element has."""
        self._known: dict[tuple[str, str, frozenset[str]], _Asked] = {}
        self._styles: dict[str, tuple[Declaration, ...]] = {}
        self._tests_left, self._styles_left = _MOST_TESTS, _MOST_STYLES
        for place, rule in enumerate(chain.from_iterable(map(_rules, sheets))):
            self._take(rule, place)

    def _take(self, rule: Rule, place: int) -> None:
        selector = rule.selector
        if selector.around or selector.pseudo_element or selector.subject.others or rule.media:
            return
        asked = [one for one in rule.declarations if one.name in _ASKED]
        if not asked:
            return
        found = self._rules.get(selector.subject)
        if found is None:
            found = self._rules[selector.subject] = {}
            words = _words(selector.subject) or ["*"]
            self._by_word[min(words, key=self._count)].append(selector.subject)
        for one in asked:
            rank = one.important, tuple(selector.specificity), place
            _win(found, one.name, rank, one.value)

    def _count(self, word: str) -> int:
        return len(self._by_word.get(word, ()))

    def hides(self, node: Node) -> bool:
        """Whether the text of an element is hidden, by its own style or by the rules that win."""
        return Shown().within(self.said_of(node)).hides_text

    def said_of(self, node: Node) -> dict[str, str]:
        """Return what is said of an element, by its own style and by the rules that win."""
        asked = self._of_sheets(node)
        own = self._own(node.attributes.get("style", ""))
        if own:
            asked = dict(asked)
        for place, one in enumerate(own):
            _win(asked, one.name, (one.important, (1 << 30,), place), one.value)
        return {name: value.strip().lower() for name, (_, value) in asked.items()}

    def _of_sheets(self, node: Node) -> _Asked:
        key = node.name, node.identity, node.classes
        found = self._known.get(key)
        if found is None:
            found = self._matched(node)
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = found
        return found

    def _matched(self, node: Node) -> _Asked:
        found: _Asked = {}
        for word in (f"#{node.identity}", node.name, "*", *(f".{one}" for one in node.classes)):
            for subject in self._by_word.get(word, ()):
                self._tests_left -= 1
                if self._tests_left < 0:
                    return {"display": ((True, (), 0), "none")}
                if _is(subject, node):
                    for name, (rank, value) in self._rules[subject].items():
                        _win(found, name, rank, value)
        return found

    def _own(self, style: str) -> tuple[Declaration, ...]:
        if not style or not _MAY_HIDE.search(style):
            return ()
        found = self._styles.get(style)
        if found is None:
            self._styles_left -= len(style)
            if self._styles_left < 0:
                gone = _GONE.search(style) is not None
                return (Declaration("display", "none", important=False),) if gone else ()
            read = read_declarations(style)
            found = self._styles[style] = tuple(one for one in read if one.name in _ASKED)
        return found


def _win(found: _Asked, name: str, rank: _Rank, value: str) -> None:
    if name not in found or found[name][0] <= rank:
        found[name] = rank, value


def _words(subject: Compound) -> list[str]:
    named = [subject.name] if subject.name not in ("", "*") else []
    identity = [f"#{subject.identity}"] if subject.identity else []
    return [*identity, *(f".{one}" for one in sorted(subject.classes)), *named]


def _rules(sheet: Sheet) -> list[Rule]:
    found = chain(*sheet.by_id.values(), *sheet.by_class.values(), *sheet.by_name.values(),
                  sheet.others)  # fmt: skip
    return sorted({id(rule): rule for rule in found}.values(), key=lambda rule: rule.order)


def _is(asked: Compound, node: Node) -> bool:
    return (
        asked.name in ("", "*", node.name)
        and asked.identity in ("", node.identity)
        and asked.classes <= node.classes
    )


def without_hidden(html: str, css: str) -> str:
    """Return safe HTML without what plain rules of its sheets hide, ``css`` among them."""
    html, own = split_sheets(html)
    hiding = Hiding([read_sheet(text) for text in (css, own) if text.strip()])
    out: list[str] = []
    open_: list[tuple[str, Shown]] = []
    """The elements that are open; a tag that ends none of them ends nothing."""
    for piece in PIECE.finditer(html):
        closing, name, rest, _ = piece.groups()
        here = open_[-1][1] if open_ else Shown()
        if not name:
            if not here.hides_text or (not here.gone and piece[0].isspace()):
                out.append(piece[0])
        elif closing:
            place = _last(open_, name)
            if not (here if place is None else open_.pop(place)[1]).gone:
                out.append(piece[0])
        else:
            shown = here.within(hiding.said_of(node_of(name, rest, None)))
            if not shown.gone and not (name == "img" and shown.invisible):
                out.append(piece[0])
            if name not in ENDLESS:
                open_.append((name, shown))
    return "".join(out)


def _last(open_: list[tuple[str, Shown]], name: str) -> int | None:
    """Return the place of the innermost open element of a name; None for none."""
    return next((at for at in reversed(range(len(open_))) if open_[at][0] == name), None)
