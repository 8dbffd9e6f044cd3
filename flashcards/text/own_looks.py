"""What an element keeps of its author's own looks: class, id, style, and old attributes of looks.

QTextDocument never reads them; ``text.stylesheets`` does. Attributes that it would read, and the
names of tags that are written as others, are kept under names that begin with ``data-``.
"""

import re

from flashcards.text.clean import escape_attribute

RENAMED_FOR_LOOKS = frozenset(
    {
        "article", "aside", "cite", "del", "dfn", "details", "figcaption", "figure", "font",
        "footer", "header", "ins", "main", "mark", "nav", "section", "strike", "summary",
    }
)  # fmt: skip
"""Tags that are written as others, which a sheet may still name."""

_MOST_CLASSES = 30
_LONGEST_WORD = 80
LONGEST_STYLE = 4_000
MOST_SHEETS = 100_000
"""Characters of the ``<style>`` elements of one text."""

_TABLE = ("border", "cellpadding", "cellspacing", "width", "bgcolor", "align")
_CELL = ("width", "height", "bgcolor", "valign", "nowrap")
_LIST = ("type",)
_OLD = {
    "table": _TABLE,
    "td": _CELL,
    "th": _CELL,
    "tr": ("bgcolor", "align", "valign"),
    "font": ("color", "face", "size"),
    "ol": _LIST,
    "ul": _LIST,
    "hr": ("width", "size", "align", "color"),
}
"""Attributes of looks by the tag as it was written."""
_VALUE = re.compile(r"[\w#%.,() '+-]{0,100}")
_DATA = re.compile(r"data-(?:tag|" + "|".join(sorted({*sum(_OLD.values(), ())})) + ")")
_SHEET = re.compile(r"<style>([^<]*+)</style>")
_STYLE = re.compile(r'(<[a-z0-9]+(?: [a-z-]+="[^"]*")*?) style="[^"]*"')
_ALIGNABLE = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"})
_ALIGNED = re.compile(r"\s*+text-align\s*+:\s*+(?:left|right|center)\s*+;?\s*+", re.IGNORECASE)
_DIRECTIONS = ("ltr", "rtl", "auto")


def looks(name: str, written: str, found: dict[str, str]) -> str:
    """Return these attributes of an element, ready to stand behind the others.

    ``written`` is the name the tag had, ``name`` the one it is written with.
    """
    if not found and written not in RENAMED_FOR_LOOKS:
        return ""
    kept = [_identity(found)] if found else []
    style = found.get("style", "")
    if style and len(style) <= LONGEST_STYLE and not _only_aligned(name, style):
        kept.append(f' style="{escape_attribute(style)}"')
    if found.get("dir", "").lower() in _DIRECTIONS:
        kept.append(f' dir="{found["dir"].lower()}"')
    kept.append(_old_attributes(name, written, found))
    return "".join(kept)


def _only_aligned(name: str, style: str) -> bool:
    """Whether a style says no more than the attribute ``align``, which blocks have."""
    return name in _ALIGNABLE and _ALIGNED.fullmatch(style) is not None


def own_classes(found: dict[str, str]) -> str:
    """Return the classes an author gave an element, bounded."""
    words = found.get("class", "").split()[:_MOST_CLASSES]
    kept = (word for word in words if not word.startswith("language-"))
    return " ".join(word for word in kept if len(word) <= _LONGEST_WORD)


def as_sheet(css: str) -> str:
    """Return what stands in a ``<style>`` element as one that holds nothing but a sheet."""
    css = css.replace("<!--", " ").replace("-->", " ").replace("<", " ").strip()
    return f"<style>{css}</style>" if css else ""


def split_sheets(html: str) -> tuple[str, str]:
    """Return safe HTML without its sheets, and the sheets one behind the other."""
    if "<style>" not in html:
        return html, ""
    return _SHEET.sub("", html), "\n".join(_SHEET.findall(html))


def without_looks(html: str) -> str:
    """Return safe HTML without the sheets and styles of its author."""
    html, _ = split_sheets(html)
    return _STYLE.sub(r"\1", html) if ' style="' in html else html


def _identity(found: dict[str, str]) -> str:
    name = found.get("id", "").strip()
    if not name or len(name) > _LONGEST_WORD or name.split() != [name]:
        return ""
    return f' id="{escape_attribute(name)}"'


def _old_attributes(name: str, written: str, found: dict[str, str]) -> str:
    ours = "card-table" in found.get("class", "").split() if name == "table" else False
    kept: dict[str, str] = {}
    if written in RENAMED_FOR_LOOKS and (written != "font" or found):
        kept["data-tag"] = written
    for key, value in found.items():
        if _DATA.fullmatch(key):
            kept.setdefault(key, value)
    if not ours:
        for key in _OLD.get(written, ()):
            if key in found:
                kept.setdefault(f"data-{key}", found[key] or ("1" if key == "border" else ""))
    return "".join(
        f' {key}="{escape_attribute(value)}"'
        for key, value in kept.items()
        if _VALUE.fullmatch(value)
    )
