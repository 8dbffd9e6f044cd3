"""The elements of a rendered side as a tree that selectors can be matched against."""

import re
from html import unescape

PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:=\"[^\"]*\")?)*) ?/?>|([^<]+|<)")
"""A tag (whether it ends an element, its name, its attributes) or a text of safe HTML."""
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
ENDLESS = frozenset({"br", "hr", "img"})
"""Elements that hold nothing, so that no tag ends them."""
_QT_ONLY = frozenset({"border", "cellspacing", "cellpadding"})
"""Attributes of tables that the sanitiser writes for Qt; the author’s begin with ``data-``."""


class Node:
    """One element: its name and attributes as the author wrote them, and what it holds."""

    __slots__ = ("attributes", "children", "classes", "elements", "identity", "index", "name",
                 "parent")  # fmt: skip

    def __init__(self, name: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.name = name
        self.attributes = attributes
        self.classes = frozenset(attributes.get("class", "").split())
        self.identity = attributes.get("id", "")
        self.parent = parent
        self.children: list[Node | str] = []
        self.elements: list[Node] = []
        self.index = 0
        """Its place among the elements of its parent."""
        if parent is not None:
            self.index = len(parent.elements)
            parent.elements.append(self)
            parent.children.append(self)

    @property
    def siblings(self) -> "list[Node]":
        """All elements its parent holds, itself included."""
        return self.parent.elements if self.parent is not None else [self]

    @property
    def text(self) -> str:
        """The text it holds itself, without that of elements in it."""
        return "".join(child for child in self.children if isinstance(child, str))


def read_nodes(html: str, page: Node) -> None:
    """Put the elements of safe HTML, as ``sanitise`` makes it, under ``page``."""
    here = page
    for closing, name, rest, text in PIECE.findall(html):
        if not name:
            here.children.append(unescape(text))
        elif closing:
            if here is not page and here.parent is not None:
                here = here.parent
        else:
            node = node_of(name, rest, here)
            if name not in ENDLESS:
                here = node


def node_of(name: str, rest: str, parent: Node | None) -> Node:
    """Return the element of a tag: its name, and its attributes as they are written."""
    found: dict[str, str] = {}
    if rest:
        for key, value in _ATTRIBUTE.findall(rest):
            if key.startswith("data-"):
                found[key[5:]] = unescape(value)
            elif name != "table" or key not in _QT_ONLY:
                found.setdefault(key, unescape(value))
        name = found.pop("tag", name)
    return Node(name, found, parent)
