"""Puts a word into a search, or takes it out, in place of one of its kind."""

from flashcards.model.errors import UserError


def toggled(query: str, word: str, add: bool = False) -> str:
    """Return ``query`` asking for ``word`` instead of another of its kind, such as another deck.

    A word that is there already is taken out; with ``add`` those of its kind stay. A query that
    cannot be read is replaced.
    """
    from flashcards.search.parser import parse
    from flashcards.search.tree import And, Everything, Node
    from flashcards.search.writer import write

    term = parse(word)
    try:
        node: Node = parse(query)
    except UserError:
        return write(term)
    parts: tuple[Node, ...] = node.parts if isinstance(node, And) else (node,)
    if isinstance(node, Everything):
        parts = ()
    if term in parts:
        kept = [part for part in parts if part != term]
    else:
        kept = [part for part in parts if add or type(part) is not type(term)] + [term]
    if not kept:
        return ""
    return write(And(tuple(kept)) if len(kept) > 1 else kept[0])


def quoted(name: str, text: str) -> str:
    """Return ``name:text`` as a search word, in quotation marks where the text needs them."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}:"{escaped}"'
