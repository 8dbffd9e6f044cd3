"""Changes templates where the fields of their note type are renamed or removed."""

from collections.abc import Collection, Mapping

from flashcards.text.template_language import marks


def with_fields_renamed(template: str, names: Mapping[str, str]) -> str:
    """Return a template that shows fields by their new names, given by their old ones."""
    out: list[str] = []
    at = 0
    for start, end, said in marks(template):
        old = _field(said)
        if old in names:
            place = template.rindex(old, start, end)
            out += template[at:place], names[old]
            at = place + len(old)
    return "".join(out) + template[at:]


def without_fields(template: str, gone: Collection[str]) -> str:
    """Return a template without some fields: as it looks where these are empty.

    What stands in their sections goes, what stands in ``{{^…}}`` sections stays.
    """
    found = [(start, end, said[:1], _field(said)) for start, end, said in marks(template)]
    last_close = {name: start for start, _, kind, name in found if kind == "/"}
    out: list[str] = []
    at = depth = 0
    inside = ""
    for start, end, kind, name in found:
        if depth:
            if name == inside and kind in ("#", "^", "/"):
                depth += -1 if kind == "/" else 1
                at = end
        elif name in gone:
            out.append(template[at:start])
            at = end
            if kind == "#" and last_close.get(name, -1) >= end:
                depth, inside = 1, name
    return "".join(out) + template[at:]


def _field(said: str) -> str:
    """Return the name of the field that a mark shows, or whose section it opens or ends."""
    if len(said) > 1 and said[0] in "#^/":
        return said[1:].strip()
    return said.rpartition(":")[2].strip()
