"""Follows the tags of a page and counts what each element holds: letters, links, cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.articles.readers.html_elements import (
    BLOCKS,
    BOUNDARIES,
    CODE,
    DROPPED,
    ENDED_BY,
    FAR,
    HELD_BY,
    MARKS,
    VOID,
)
from flashcards.articles.readers.html_tokens import Token

_COMMENTS = frozenset({"comments", "comments_section", "comments-section", "disqus_thread"})
_AFTER_PARAGRAPH = frozenset({"p", "ul", "ol", "dl", "table", "div", "pre", "h2", "h3"})
_PASSED_OVER = VOID | (frozenset(MARKS) - {"a"})
_SILENT = DROPPED - {"button"}
_SET_APART = frozenset(BLOCKS) | BOUNDARIES | CODE
"""Elements whose words stand in lines of their own."""


@dataclass(slots=True)
class Part:
    """An element with what was counted inside it."""

    at: int
    name: str
    parent: int
    role: str = ""
    letters: int = 0
    linked: int = 0
    links: int = 0
    inner_links: int = 0
    headings: int = 0
    titles: int = 0
    tables: int = 0
    data_cells: int = 0
    cells: int = 0
    widest: int = 0
    asks: bool = False
    main: bool = False
    body: bool = False
    """It is, or holds, the part of the page that says of itself to be the text."""
    end: int = 0
    """The token behind it."""
    before: int = 0
    """Letters of the page before it."""
    own: int = 0
    """Letters that stand in it and in no block inside it."""
    own_linked: int = 0
    prose: int = 0
    """Letters in it that stand in sentences and in no link, as ``html_body`` counts them."""

    @property
    def is_block(self) -> bool:
        """Whether its words stand in lines of their own."""
        return self.name in _SET_APART

    @property
    def level(self) -> int:
        """Of a heading 1-6, else 0."""
        named = len(self.name) == 2 and self.name[0] == "h" and self.name[1].isdigit()
        return int(self.name[1]) if named else 0


def parts_of(page: Sequence[Token]) -> tuple[list[Part], int]:
    """Return the elements of a page in order, and how many letters it has. Linear."""
    parts: list[Part] = []
    open_parts: list[int] = []
    links = skipped = letters = 0
    for at, token in enumerate(page):
        name = token.name
        if name == "":
            size = 0 if skipped else len(token.words.strip())
            letters += size
            if size and open_parts:
                top = parts[open_parts[-1]]
                top.letters += size
                top.own += size
                if links:
                    top.linked += size
                    top.own_linked += size
                top.asks = token.words.rstrip().endswith(("?", "？"))
            continue
        if name in _PASSED_OVER:
            continue
        ended = (
            _ended_by_closing(parts, open_parts, name)
            if token.closes
            else _ended_by_opening(parts, open_parts, name)
        )
        while len(open_parts) > ended:
            part = parts[open_parts.pop()]
            links -= part.name == "a"
            skipped -= part.name in _SILENT
            part.end = at
            _hand_up(part, parts)
        if not token.closes:
            part = Part(at, name, open_parts[-1] if open_parts else -1, before=letters)
            part.main = name == "main" or has_role(token, "main")
            open_parts.append(len(parts))
            parts.append(part)
            links += name == "a"
            skipped += name in _SILENT
            if token.words:
                _note_comments(token, parts, open_parts)
    while open_parts:
        part = parts[open_parts.pop()]
        part.end = len(page)
        _hand_up(part, parts)
    return parts, letters


def _ended_by_closing(parts: list[Part], open_parts: list[int], name: str) -> int:
    holders = HELD_BY.get(name, ())
    count = len(open_parts)
    for at in range(count - 1, max(count - FAR, 0) - 1, -1):
        found = parts[open_parts[at]].name
        if found == name:
            return at
        if found in holders or (found in ("td", "th") and name in ("p", "div", "span", "a")):
            break
    return count


def _ended_by_opening(parts: list[Part], open_parts: list[int], name: str) -> int:
    count = len(open_parts)
    if name in _AFTER_PARAGRAPH and open_parts and parts[open_parts[-1]].name == "p":
        return count - 1
    ended = ENDED_BY.get(name)
    lowest = count
    if ended is not None:
        holders = HELD_BY.get(name, ())
        for at in range(count - 1, max(count - FAR, 0) - 1, -1):
            found = parts[open_parts[at]].name
            if found in holders:
                break
            if found in ended:
                lowest = at
    return lowest


def _hand_up(part: Part, parts: list[Part]) -> None:
    """Add what an element holds to the one around it."""
    name = part.name
    if name == "a":
        part.links += 1
    elif part.level:
        part.headings += 1
        part.titles += name == "h1"
    if part.parent < 0:
        return
    above = parts[part.parent]
    if not part.is_block:
        above.own += part.own
        above.own_linked += part.own_linked
    if part.letters:
        above.letters += part.letters
        above.linked += part.linked
        above.asks = part.asks
    if part.links:
        above.links += part.links
        above.inner_links += part.inner_links
    if part.headings:
        above.headings += part.headings
        above.titles += part.titles
    above.tables += part.tables + (name == "table")
    if name in ("td", "th"):
        above.cells += 1
        above.data_cells += name == "td"
    elif name in ("tr", "tbody", "thead", "tfoot"):
        above.widest = max(above.widest, part.widest, part.cells)
    if name == "tr":
        above.data_cells += part.data_cells


def _note_comments(token: Token, parts: list[Part], open_parts: list[int]) -> None:
    """Notice links inside the page, and a heading that is named as the one over comments."""
    if token.name == "a":
        target = token.attributes.get("href", "")
        parts[open_parts[-1]].inner_links += target.startswith("#") and len(target) > 1
    if token.name not in ("a", "h2", "h3", "h4") or "omment" not in token.words:
        return
    named = token.attributes
    if named.get("id") in _COMMENTS or named.get("name") in _COMMENTS:
        for at in reversed(open_parts[-8:]):
            if parts[at].name in ("div", "section"):
                parts[at].role = "other"
                return


def has_role(token: Token, role: str) -> bool:
    """Tell whether an element says that it plays a role (ARIA)."""
    return role in token.words and token.attributes.get("role") == role
