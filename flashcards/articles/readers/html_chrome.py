"""Tells what of a page is its frame - menus, banners, contents, hidden parts - and not the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashcards.articles.readers.html_elements import (
    DROPPED,
    ENDED_BY,
    FAR,
    HELD_BY,
    INLINE,
    MARKS,
    VOID,
)
from flashcards.articles.readers.html_pairs import pair_roles
from flashcards.articles.readers.html_tokens import Token

_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INVISIBLE = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE
)
_FRAME = frozenset(
    {
        *("nav", "navbar", "navigation", "menu", "menubar", "breadcrumb", "breadcrumbs", "sidebar"),
        *("sidenav", "footer", "pagination", "pager", "toc", "tableofcontents", "toplang"),
        *("bottomlang", "interlanguage", "comments", "disqus", "masthead", "catlinks", "navbox"),
        *("topbar", "toolbar", "byline", "localtoc", "globaltoc", "respond"),
        *("references", "reflist", "footnotes"),
    }
)
_FRAME_PAIRS = frozenset(
    {
        *(("page", "header"), ("site", "header"), ("global", "header"), ("table", "contents")),
        *(("site", "footer"), ("page", "footer"), ("related", "posts"), ("related", "articles")),
        *(
            ("language", "switcher"),
            ("language", "selector"),
            ("lang", "switcher"),
            ("toc", "list"),
        ),
        *(("comment", "list"), ("comments", "area"), ("comment", "respond"), ("post", "meta")),
    }
)
_NOISE = frozenset(
    {
        *("gdpr", "ccpa", "newsletter", "sharethis", "addthis", "advert", "advertisement", "ads"),
        *("adsbygoogle", "popup", "editsection", "headerlink", "permalink", "anchorjs", "copybtn"),
        *("clipboard", "noprint", "sharing", "onetrust", "cookiebanner", "cookieconsent"),
    }
)
_NOISE_PAIRS = frozenset(
    {
        *(
            (first, second)
            for first in ("cookie", "cookies", "consent", "privacy")
            for second in ("banner", "consent", "notice", "bar", "popup", "modal", "overlay", "law")
        ),
        *(
            (first, second)
            for first in ("social", "share")
            for second in ("links", "bar", "buttons", "icons", "media", "button")
        ),
        *(("skip", "link"), ("skip", "to"), ("skip", "nav"), ("ad", "slot"), ("ad", "container")),
        *(("header", "link"), ("anchor", "link"), ("sign", "up"), ("copy", "button")),
    }
)
_NOTES = frozenset(
    {"note", "tip", "warning", "caution", "important", "callout", "admonition", "definition"}
)
"""An aside of these classes belongs to the text."""
_FOLDS = frozenset({"accordion", "collapse", "collapsible", "panel", "answer", "faq", "tabpanel"})
"""Hidden parts of these classes show when the page is used."""
_COMMENTS = frozenset({"comments", "comments_section", "comments-section", "disqus_thread"})
_AFTER_PARAGRAPH = frozenset({"p", "ul", "ol", "dl", "table", "div", "pre", "h2", "h3"})
_PASSED_OVER = VOID | (frozenset(MARKS) - {"a"})
_SILENT = DROPPED - {"button"}
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_JUDGED_BY_NAME = frozenset(
    {"table", "tr", "sup", "button", "nav", "search", "footer", "form", "header", "aside"}
)
_BARS = frozenset({"div", "p", "section", "td", "center", "table", "tr"})


@dataclass(slots=True)
class _Part:
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


def roles(page: Sequence[Token]) -> list[str]:
    """Return the role of each token, as ``HtmlWriter.feed`` wants them. Linear."""
    parts, letters = _parts(page)
    shown = [""] * len(page)
    targets = _fold_targets(page)
    paired = pair_roles(page)
    _mark_body(parts, letters)
    for part in parts:
        role = paired.get(part.at) or part.role or _role(part, page[part.at], targets)
        outside = part.parent >= 0 and parts[part.parent].body and not part.body
        if not role and outside and not part.titles and part.name not in ("head", "title"):
            role = "other"
        if role == "contents":
            role = "other"
        elif role in ("drop", "other"):
            if part.letters * 2 > letters and part.name not in ("nav", "head"):
                # What holds most of the words is the text, whatever it is called.
                role = ""
            elif part.name in INLINE:
                role = "drop"
        shown[part.at] = role
    return shown


def _parts(page: Sequence[Token]) -> tuple[list[_Part], int]:
    """Follow the tags once; returns the elements in order, and how many letters there are."""
    parts: list[_Part] = []
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
                top.linked += size if links else 0
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
            _hand_up(part, parts)
        if not token.closes:
            part = _Part(at, name, open_parts[-1] if open_parts else -1)
            part.main = name == "main" or _has_role(token, "main")
            open_parts.append(len(parts))
            parts.append(part)
            links += name == "a"
            skipped += name in _SILENT
            if token.words:
                _note_comments(token, parts, open_parts)
    while open_parts:
        _hand_up(parts[open_parts.pop()], parts)
    return parts, letters


def _ended_by_closing(parts: list[_Part], open_parts: list[int], name: str) -> int:
    holders = HELD_BY.get(name, ())
    count = len(open_parts)
    for at in range(count - 1, max(count - FAR, 0) - 1, -1):
        found = parts[open_parts[at]].name
        if found == name:
            return at
        if found in holders or (found in ("td", "th") and name in ("p", "div", "span", "a")):
            break
    return count


def _ended_by_opening(parts: list[_Part], open_parts: list[int], name: str) -> int:
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


def _hand_up(part: _Part, parts: list[_Part]) -> None:
    """Add what an element holds to the one around it."""
    name = part.name
    if name == "a":
        part.links += 1
    elif len(name) == 2 and name[0] == "h" and name[1].isdigit():
        part.headings += 1
        part.titles += name == "h1"
    if part.parent < 0:
        return
    above = parts[part.parent]
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


def _note_comments(token: Token, parts: list[_Part], open_parts: list[int]) -> None:
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


def _has_role(token: Token, role: str) -> bool:
    return role in token.words and token.attributes.get("role") == role


def _fold_targets(page: Sequence[Token]) -> frozenset[str]:
    """The ids of parts that a button of the page shows."""
    return frozenset(
        name
        for token in page
        if "aria-controls" in token.words or "data-target" in token.words
        for key in ("aria-controls", "data-target")
        for name in token.attributes.get(key, "").lstrip("#").split()
    )


def _mark_body(parts: list[_Part], letters: int) -> None:
    """Mark the element that is the text, and all around it, where the page names one."""
    chosen = [n for n, part in enumerate(parts) if part.main]
    chosen = [n for n in chosen if parts[n].letters * 3 > letters]
    if not chosen:
        articles = [n for n, part in enumerate(parts) if part.name == "article"]
        chosen = [n for n in articles if parts[n].letters * 2 > letters][:1]
    at = chosen[0] if chosen else -1
    while at >= 0:
        parts[at].body = True
        at = parts[at].parent
    if chosen:
        # What lies inside it is judged by itself.
        inner = parts[chosen[0]]
        inner.body = False
        inner.role = "body"


def _role(part: _Part, token: Token, targets: frozenset[str]) -> str:
    name = part.name
    if not token.words and name not in _JUDGED_BY_NAME:
        return _links_role(part)
    attributes = token.attributes if token.words else {}
    words = _class_words(attributes)
    if _is_hidden(attributes) and not (words & _FOLDS or attributes.get("id") in targets):
        return "drop"
    if name == "table":
        return _table_role(part, attributes)
    if name == "tr":
        return "head" if part.cells and not part.data_cells else ""
    if name == "sup":
        return "drop" if part.inner_links else ""
    if name == "button":
        fold = "aria-expanded" in attributes or "aria-controls" in attributes or part.asks
        return "keep" if fold and part.letters else ""
    if name in ("nav", "search") or attributes.get("role") in ("navigation", "search", "menu"):
        return "other"
    if name in ("footer", "form") or (name == "header" and not part.headings):
        return "other"
    if name == "aside" or attributes.get("role") in ("complementary", "contentinfo"):
        return "" if words & _NOTES else "other"
    return _named_role(part, attributes, words) or _links_role(part)


def _is_hidden(attributes: dict[str, str]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("aria-hidden") == "true":
        return True
    return bool(_INVISIBLE.search(attributes.get("style", "")[:2000]))


def _class_words(attributes: dict[str, str]) -> frozenset[str]:
    named = attributes.get("class", "")[:1000]
    return frozenset(_WORD.findall(_CAMEL.sub(" ", named).lower()))


def _named_role(part: _Part, attributes: dict[str, str], words: frozenset[str]) -> str:
    """Judge by what the page's author calls the element."""
    if part.name in ("html", "body", "main", "article", "head"):
        return ""
    named = attributes.get("id", "").lower()
    own = frozenset(_WORD.findall(named)) if part.name != "section" else frozenset[str]()
    # Headings and anchors take their ids from their words, boxes from what they are for.
    most = 3 if part.name in ("div", "ul", "ol", "table") else 1
    pairs = _pairs(attributes.get("class", "")) | (_pairs(named) if own else frozenset())
    if words & _NOISE or pairs & _NOISE_PAIRS:
        return "drop"
    if part.headings and part.name.startswith("h") and part.name != "header":
        return ""
    if words & _FRAME or pairs & _FRAME_PAIRS or (len(own) <= most and own & _FRAME):
        return "other"
    return ""


def _pairs(named: str) -> frozenset[tuple[str, str]]:
    found = _WORD.findall(_CAMEL.sub(" ", named[:1000]).lower())
    return frozenset(pairwise(found))


def _links_role(part: _Part) -> str:
    """Judge by how much of an element is links: contents, language bars, lists of pages."""
    if part.links < 2 or part.headings or not part.letters:
        return ""
    if part.name in _LISTS:
        mostly = part.linked * 100 >= part.letters * 85
        return "contents" if mostly and part.inner_links * 5 >= part.links * 4 else ""
    if part.name in _BARS and part.links >= 3 and not part.tables:
        return "other" if part.linked * 100 >= part.letters * 70 else ""
    return ""


def _table_role(part: _Part, attributes: dict[str, str]) -> str:
    named = attributes.get("role") in ("presentation", "none")
    return "layout" if named or part.tables or part.headings or part.widest <= 1 else ""
