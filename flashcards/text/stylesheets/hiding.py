"""What plain rules hide, found in one pass: for a side that is too much for its sheet.

Such a side is drawn without it, but what the sheet hides may be the answer. A plain rule asks for
nothing but the element itself: its name, id and classes.
"""

import re
from collections.abc import Iterable
from itertools import chain

from flashcards.text.own_looks import split_sheets
from flashcards.text.stylesheets.nodes import ENDLESS, PIECE, Node, node_of
from flashcards.text.stylesheets.selectors import Compound
from flashcards.text.stylesheets.sheets import Rule, Sheet, read_sheet

_MOST_RULES = 200
"""Plain rules on what is shown; more would make one element take long."""
_GONE = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_Rank = tuple[bool, tuple[int, ...], int]
"""Whether it is important, how specific it is, and its place."""


class Hiding:
    """The plain rules of some sheets that say whether elements are shown at all."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._rules: dict[Compound, tuple[_Rank, bool]] = {}
        for place, rule in enumerate(chain.from_iterable(map(_rules, sheets))):
            if len(self._rules) < _MOST_RULES:
                self._take(rule, place)

    def _take(self, rule: Rule, place: int) -> None:
        selector = rule.selector
        if selector.around or selector.pseudo_element or selector.subject.others or rule.media:
            return
        for one in rule.declarations:
            if one.name == "display":
                rank = one.important, tuple(selector.specificity), place
                before = self._rules.get(selector.subject)
                if before is None or before[0] < rank:
                    self._rules[selector.subject] = rank, one.value.strip().lower() == "none"

    def hides(self, node: Node) -> bool:
        """Whether an element is hidden, by its own style or by the rule that wins."""
        if _GONE.search(node.attributes.get("style", "")):
            return True
        matching = [found for asked, found in self._rules.items() if _is(asked, node)]
        return bool(matching) and max(matching)[1]


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
    depth = hidden = 0
    for piece in PIECE.finditer(html):
        closing, name, rest, _ = piece.groups()
        opens = bool(name) and not closing and name not in ENDLESS
        depth += opens
        gone = not hidden and bool(name) and not closing and hiding.hides(node_of(name, rest, None))
        if gone and opens:
            hidden = depth
        if not hidden and not gone:
            out.append(piece[0])
        if closing:
            hidden = 0 if hidden == depth else hidden
            depth -= 1
    return "".join(out)
