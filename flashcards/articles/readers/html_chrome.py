"""Tells what of a page is its frame - menus, banners, contents, hidden parts - and not the text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from flashcards.articles.readers.html_body import without_frame
from flashcards.articles.readers.html_elements import INLINE
from flashcards.articles.readers.html_pairs import pair_roles
from flashcards.articles.readers.html_parts import Part, parts_of
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
        *("authorbio", "authorbox"),
    }
)
_FRAME_PAIRS = frozenset(
    {
        *(("author", "bio"), ("author", "box"), ("author", "info"), ("about", "author")),
        *(("author", "card"), ("author", "profile"), ("post", "author"), ("article", "author")),
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
_MAY_BE_SENTENCES = frozenset(
    {
        *("footer", "comments", "disqus", "respond", "sidebar", "catlinks", "byline"),
        *("interlanguage", "authorbio", "authorbox"),
    }
)
"""Those of them that may hold long texts and yet are a frame."""
_LONG = 400
_ASIDE = frozenset({"references", "reflist", "footnotes", "caption", "credit", "credits"})
_ASIDE_PAIRS = frozenset({("wp", "caption"), ("credit", "line")})
"""Read with the article, and no part of its sentences."""
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
        *(
            ("math", "jax"),
            ("header", "link"),
            ("anchor", "link"),
            ("sign", "up"),
            ("copy", "button"),
        ),
    }
)
_NOTES = frozenset(
    {"note", "tip", "warning", "caution", "important", "callout", "admonition", "definition"}
)
"""An aside of these classes belongs to the text."""
_FOLDS = frozenset({"accordion", "collapse", "collapsible", "panel", "answer", "faq", "tabpanel"})
"""Hidden parts of these classes show when the page is used."""
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_JUDGED_BY_NAME = frozenset(
    {"table", "tr", "sup", "button", "nav", "search", "footer", "form", "header", "aside"}
)
_BARS = frozenset({"div", "p", "section", "td", "center", "table", "tr"})


def roles(page: Sequence[Token], saved: bool = False) -> list[str]:
    """Return the role of each token, as ``HtmlWriter.feed`` wants them. Linear.

    ``saved`` tells that it is a page from a site, of which only the article is wanted.
    """
    parts, letters = parts_of(page)
    shown = [""] * len(page)
    targets = _fold_targets(page)
    paired = pair_roles(page)
    _mark_body(parts, letters)
    for part in parts:
        role = paired.get(part.at) or part.role or _role(part, page[part.at], targets)
        outside = part.parent >= 0 and parts[part.parent].body and not part.body
        if not role and outside and not part.titles and part.name not in ("head", "title"):
            role = "frame"
        if role in ("drop", "other", "frame"):
            if part.letters * 2 > letters and part.name not in ("nav", "head"):
                # What holds most of the words is the text, whatever it is called.
                role = ""
            elif part.name in INLINE:
                role = "drop"
        shown[part.at] = role
    if saved:
        without_frame(page, parts, shown)
    gone = "drop" if saved else "other"
    return [gone if role in ("frame", "contents") else role for role in shown]


def _fold_targets(page: Sequence[Token]) -> frozenset[str]:
    """The ids of parts that a button of the page shows."""
    return frozenset(
        name
        for token in page
        if "aria-controls" in token.words or "data-target" in token.words
        for key in ("aria-controls", "data-target")
        for name in token.attributes.get(key, "").lstrip("#").split()
    )


def _mark_body(parts: list[Part], letters: int) -> None:
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


def _role(part: Part, token: Token, targets: frozenset[str]) -> str:
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
        return "frame"
    if name in ("footer", "form") or (name == "header" and not part.headings):
        return "frame"
    if name == "aside" or attributes.get("role") in ("complementary", "contentinfo"):
        return "" if words & _NOTES else "frame"
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


def _named_role(part: Part, attributes: dict[str, str], words: frozenset[str]) -> str:
    """Judge by what the page's author calls the element."""
    if part.name in ("html", "body", "main", "article", "head"):
        return ""
    named = attributes.get("id", "").lower()
    own = frozenset(_WORD.findall(named)) if part.name != "section" else frozenset[str]()
    # Headings and anchors take their ids from their words, boxes from what they are for.
    most = 3 if part.name in ("div", "ul", "ol", "table") else 1
    pairs = _pairs(attributes.get("class", "")) | (_pairs(named) if own else frozenset())
    if (words & _NOISE or pairs & _NOISE_PAIRS) and not part.name.startswith("mjx"):
        return "drop"
    if part.headings and part.name.startswith("h") and part.name != "header":
        return ""
    called = (words & _FRAME) | (own & _FRAME if len(own) <= most else frozenset())
    if part.letters >= _LONG and part.linked * 10 < part.letters * 3:
        # A menu is links; a box that is named after one and holds sentences is text.
        called &= _MAY_BE_SENTENCES
    if called or pairs & _FRAME_PAIRS:
        return "frame"
    if words & _ASIDE or pairs & _ASIDE_PAIRS or (len(own) <= most and own & _ASIDE):
        return "other"
    return ""


def _pairs(named: str) -> frozenset[tuple[str, str]]:
    found = _WORD.findall(_CAMEL.sub(" ", named[:1000]).lower())
    return frozenset(pairwise(found))


def _links_role(part: Part) -> str:
    """Judge by how much of an element is links: contents, language bars, lists of pages."""
    if part.links < 2 or part.headings or not part.letters:
        return ""
    if part.name in _LISTS:
        mostly = part.linked * 100 >= part.letters * 85
        return "contents" if mostly and part.inner_links * 5 >= part.links * 4 else ""
    if part.name in _BARS and part.links >= 3 and not part.tables:
        return "frame" if part.linked * 100 >= part.letters * 70 else ""
    return ""


def _table_role(part: Part, attributes: dict[str, str]) -> str:
    named = attributes.get("role") in ("presentation", "none")
    return "layout" if named or part.tables or part.headings or part.widest <= 1 else ""
