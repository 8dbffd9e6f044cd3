"""What the elements of a page are: blocks, marks, what ends what, what holds nothing to read."""

from flashcards.articles.tree import BlockKind

_K = BlockKind

BLOCKS = {
    "p": _K.PARAGRAPH,
    "ul": _K.LIST,
    "ol": _K.LIST,
    "menu": _K.LIST,
    "dir": _K.LIST,
    "li": _K.ITEM,
    "dl": _K.DEFINITIONS,
    "dt": _K.TERM,
    "dd": _K.DEFINITION,
    "tr": _K.ROW,
    "td": _K.CELL,
    "th": _K.CELL,
    "blockquote": _K.QUOTE,
    "details": _K.DETAILS,
    "summary": _K.SUMMARY,
    "figcaption": _K.OTHER,
    "caption": _K.OTHER,
    **{f"h{level}": _K.HEADING for level in range(1, 7)},
}
BOUNDARIES = frozenset(
    {
        *("div", "section", "article", "main", "header", "footer", "nav", "aside", "form"),
        *("address", "center", "fieldset", "legend", "figure", "hgroup", "body", "table", "tbody"),
        *("thead", "tfoot", "hr", "dialog", "search", "option", "optgroup"),
    }
)
"""Elements that end a paragraph and are nothing else here."""
MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "var": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "dfn": "term",
    "abbr": "abbreviation",
    "acronym": "abbreviation",
    "a": "link",
}
INLINE = frozenset(
    {*MARKS, "span", "font", "small", "sup", "sub", "label", "big", "u", "s", "mark", "bdi"}
)
"""Elements inside a line: they may overlap others, and are dropped rather than set apart."""
CODE = frozenset({"pre", "listing", "xmp"})
VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "frame", "keygen", "basefont", "bgsound", "command"),
    }
)
DROPPED = frozenset(
    {
        *("script", "style", "template", "noscript", "svg", "iframe", "object", "applet", "audio"),
        *("video", "canvas", "select", "textarea", "head", "title", "noembed", "noframes", "map"),
        *("annotation", "annotation-xml", "rp", "rt", "datalist", "progress", "meter", "button"),
    }
)
"""Elements that hold nothing to read."""
ENDED_BY = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tbody": ("td", "th", "tr", "tbody", "thead"),
    "option": ("option",),
    "body": ("head",),
    **{f"h{level}": tuple(f"h{other}" for other in range(1, 7)) for level in range(1, 7)},
}
"""What an element ends by beginning, since its own end may be left out (HTML, 13.1.2.4)."""
HELD_BY = {
    "li": ("ul", "ol", "menu", "dir"),
    "dt": ("dl",),
    "dd": ("dl",),
    **dict.fromkeys(("tr", "td", "th", "tbody", "thead", "tfoot"), ("table",)),
}
"""Beyond these an element ends nothing."""
FAR = 64
"""How many open elements are searched for the one a tag ends, which keeps the work linear."""
