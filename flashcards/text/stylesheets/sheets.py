"""Reads a sheet of styles once: its rules by what they are for, and the fonts it brings."""

import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flashcards.text.stylesheets.declarations import Declaration, read_declarations
from flashcards.text.stylesheets.lengths import Measure, length
from flashcards.text.stylesheets.nodes import Node
from flashcards.text.stylesheets.selectors import Selector, read_selectors

if TYPE_CHECKING:
    from tinycss2.ast import Node as Token

LONGEST_SHEET = 100_000
"""Characters of a sheet that are read; what follows is left out."""
MOST_SELECTORS = 3_000
_DEEPEST = 20
"""Brackets within brackets; a sheet with more is left out, since its reader calls itself."""
_FONT = re.compile(r"""url\(\s*["']?([^"')\\/]{1,200})["']?\s*\)""", re.IGNORECASE)
_FEATURE = re.compile(r"\(\s*([a-z-]+)\s*(?::\s*([^()]+))?\)")
_BRACKETS = re.compile(r"[(\[{}\])]")


_MOST_KNOWN = 64
_known: "OrderedDict[str, Sheet]" = OrderedDict()
"""The sheets that were read last."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a sheet may ask of the page: pixels of the page, and whether it is dark."""

    width: float
    height: float
    dark: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One selector with its declarations; ``order`` counts the selectors of all sheets."""

    selector: Selector
    declarations: tuple[Declaration, ...]
    media: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The rules of a sheet, to be found by id, class and name of an element."""

    by_id: dict[str, list[Rule]]
    by_class: dict[str, list[Rule]]
    by_name: dict[str, list[Rule]]
    others: list[Rule]
    fonts: tuple[tuple[str, str], ...]
    """Family and name of the file, as the sheet names them."""
    media: frozenset[str]
    """Every condition on the screen in it."""

    def rules_for(self, node: Node) -> Iterable[Rule]:
        """Yield the rules that may be for an element."""
        if self.by_id and node.identity:
            yield from self.by_id.get(node.identity, ())
        if self.by_class:
            for word in node.classes:
                yield from self.by_class.get(word, ())
        yield from self.by_name.get(node.name, ())
        yield from self.others


def read_sheet(css: str) -> Sheet:
    """Return a sheet as read; conditions on the screen are kept, imports and addresses are not."""
    sheet = _known.get(css)
    if sheet is None:
        sheet = _known[css] = _read(css)
        while len(_known) > _MOST_KNOWN:
            with suppress(KeyError):  # another thread was faster
                _known.popitem(last=False)
    return sheet


def is_read(css: str) -> bool:
    """Whether a sheet is remembered from an earlier reading, so that it takes no time."""
    return css in _known


def _read(css: str) -> Sheet:
    reader = _Reader()
    css = css[:LONGEST_SHEET]
    if css.strip() and not _is_too_deep(css):
        import tinycss2

        reader.read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ())
    return reader.sheet()


def _is_too_deep(css: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.findall(css):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        if depth > _DEEPEST:
            return True
    return False


class _Reader:
    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._fonts: list[tuple[str, str]] = []
        self._media: set[str] = set()

    def read(self, found: "Iterable[Any]", media: tuple[str, ...]) -> None:
        """Take in rules that stand under these conditions on the screen."""
        for one in found:
            if len(self._rules) >= MOST_SELECTORS:
                return
            if one.type == "at-rule" and one.content is not None:
                self._at_rule(one, media)
            elif one.type == "qualified-rule":
                self._rule(one, media)

    def _at_rule(self, rule: "Token", media: tuple[str, ...]) -> None:
        import tinycss2

        name = rule.lower_at_keyword
        if name == "font-face":
            self._font_face(rule)
        elif name in ("media", "supports", "layer") and len(media) < _DEEPEST:
            if name == "media":
                condition = tinycss2.serialize(rule.prelude).strip().lower()[:200]
                self._media.add(condition)
                media = (*media, condition)
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            self.read(inner, media)

    def _rule(self, rule: "Token", media: tuple[str, ...]) -> None:
        declarations = read_declarations(rule.content)
        if not declarations:
            return
        for selector in read_selectors(rule.prelude):
            self._rules.append(Rule(selector, declarations, media, len(self._rules)))

    def _font_face(self, rule: "Token") -> None:
        found = {name: value for name, value, _ in read_declarations(rule.content)}
        address = _FONT.search(found.get("src", ""))
        family = found.get("font-family", "").strip("\"' ")
        if address is not None and family and len(self._fonts) < 20:
            self._fonts.append((family, address[1]))

    def sheet(self) -> Sheet:
        """Return what was read."""
        by_id: dict[str, list[Rule]] = defaultdict(list)
        by_class: dict[str, list[Rule]] = defaultdict(list)
        by_name: dict[str, list[Rule]] = defaultdict(list)
        others: list[Rule] = []
        for rule in self._rules:
            subject = rule.selector.subject
            if subject.identity:
                by_id[subject.identity].append(rule)
            elif subject.classes:
                by_class[min(subject.classes)].append(rule)
            elif subject.name:
                by_name[subject.name].append(rule)
            else:
                others.append(rule)
        media = frozenset(self._media)
        return Sheet(dict(by_id), dict(by_class), dict(by_name), others, tuple(self._fonts), media)


def applies(condition: str, screen: Screen) -> bool:
    """Whether a condition such as ``(max-width: 600px)`` holds; an unknown one does not."""
    return any(_one_applies(one.strip(), screen) for one in condition.split(",")) or not condition


def _one_applies(condition: str, screen: Screen) -> bool:
    negated = condition.startswith("not ")
    condition = condition.removeprefix("not ").removeprefix("only ")
    kind = condition.split("(")[0].replace("and", "").strip()
    holds = kind in ("", "all", "screen")
    for name, value in _FEATURE.findall(condition):
        holds = holds and _feature(name, value.strip(), screen)
    return holds != negated


def _feature(name: str, value: str, screen: Screen) -> bool:
    if name == "prefers-color-scheme":
        return (value == "dark") == screen.dark
    if name == "orientation":
        return (value == "landscape") == (screen.width > screen.height)
    if name in ("hover", "pointer"):
        return value in ("hover", "fine", "")
    bound, _, side = name.partition("-")
    if bound not in ("min", "max") or side not in ("width", "height", "device-width"):
        return False
    asked = length(value, Measure(16.0, 16.0, screen.width, screen.height))
    has = screen.height if side == "height" else screen.width
    if asked is None:
        return False
    return has >= asked if bound == "min" else has <= asked
