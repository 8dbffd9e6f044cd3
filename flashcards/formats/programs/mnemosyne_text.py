"""Turns the text of Mnemosyne's fields into that of fields here."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_OPENING: Final = re.compile(r"<(latex|\$\$?)>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z!](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>")
_SOURCE: Final = re.compile(
    r"""(?<![\w-])src\s*=\s*(?:"(?P<a>[^"<>]*)"|'(?P<b>[^'<>]*)'|(?P<c>[^\s"'<>]+))""",
    re.IGNORECASE,
)
_PLAYED: Final = re.compile(r"<\s*(?:audio|sound|video)\b", re.IGNORECASE)
_PLAYED_END: Final = re.compile(r"</\s*(?:audio|sound|video|card)\s*>", re.IGNORECASE)
_CARD: Final = re.compile(r"<\s*card\b", re.IGNORECASE)
_KEEPS_LINES: Final = re.compile(r"<(/?)(ul|ol|table|script|textarea|pre)\b", re.IGNORECASE)


def flat_name(path: str) -> str:
    """Return what a media file is called here that lies in a folder there."""
    plain = path.replace("\\", "/").strip()
    return plain.removeprefix("./").strip("/").replace("/", "_")


def files_in(text: str) -> Iterator[str]:
    """Yield the paths of the files that a text shows or plays."""
    for tag in _TAG.finditer(text):
        source = _SOURCE.search(tag[0])
        path = source and (source["a"] or source["b"] or source["c"])
        if path:
            yield path.replace("\\", "/").strip()


def as_html(text: str) -> str:
    """Return a text of Mnemosyne's as HTML: formulas, pictures, sounds and line ends as here."""
    made, breaks, at = [], True, 0
    for span in (*_spans(text), _Span(len(text), len(text), "")):
        plain = text[at : span.start].replace("<", "&lt;").replace("\r\n", "\n")
        plain = plain.replace("\r", "\n")
        made.append(plain.replace("\n", "<br>") if breaks else plain)
        whole = text[span.start : span.end]
        if span.formula:
            made.append(_formula(whole, span.formula))
        elif whole:
            opens = _KEEPS_LINES.match(whole)
            breaks = bool(opens[1]) if opens else breaks
            made.append(_tag(whole))
        at = span.end
    return "".join(made)


class _Span(NamedTuple):
    """A tag or a formula of a text."""

    start: int
    end: int
    formula: str
    """What a formula is written between; empty for a tag."""


def _spans(text: str) -> list[_Span]:
    """Return the tags and formulas of a text, in order; tags within a formula are of it."""
    formulas = _formulas(text)
    spans, waiting = list[_Span](), iter((*formulas, _Span(len(text), len(text), "")))
    formula, ends = next(waiting), 0
    for tag in _TAG.finditer(text):
        while formula.end <= tag.start() and formula.formula:
            spans.append(formula)
            ends, formula = formula.end, next(waiting)
        if tag.start() >= ends and not formula.start <= tag.start() < formula.end:
            spans.append(_Span(*tag.span(), ""))
            ends = tag.end()
    spans += [formula, *waiting]
    return [span for span in spans if span.end > span.start]


def _formulas(text: str) -> list[_Span]:
    """Return the formulas of a text, in order; one that is never closed is none."""
    small, found, ends, never = text.lower(), list[_Span](), 0, set[str]()
    for opening in _OPENING.finditer(text):
        kind = opening[1].lower()
        if opening.start() < ends or kind in never:
            continue
        closing = small.find(f"</{kind}>", opening.end() + 1)
        if closing < 0 or len(small) != len(text):
            never.add(kind)
            continue
        ends = closing + len(kind) + 3
        found.append(_Span(opening.start(), ends, kind))
    return found


def _tag(tag: str) -> str:
    if _PLAYED_END.fullmatch(tag) or _CARD.match(tag):
        return ""
    source = _SOURCE.search(tag)
    if source is None:
        return tag
    name = flat_name(source["a"] or source["b"] or source["c"] or "")
    if _PLAYED.match(tag):
        return f"[sound:{name}]" if name else ""
    if ":" in name:
        return tag
    return f'{tag[: source.start()]}src="{name}"{tag[source.end() :]}'


def _formula(whole: str, kind: str) -> str:
    """Return a formula as it stands in HTML."""
    source = whole[len(kind) + 2 : -len(kind) - 3]
    plain = source.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    tex = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if kind == "$":
        return f"\\({tex}\\)"
    return f"\\[{tex}\\]" if kind == "$$" else f"[latex]{tex}[/latex]"


def with_clozes(text: str) -> str:
    """Return a text whose gaps are in square brackets with gaps as here: ``[casa:house]``.

    They are numbered in order, as Mnemosyne counts them; what is behind a colon is the hint.
    """
    made, at = [], 0
    for number, (start, end) in enumerate(_clozes(text), 1):
        answer, _, hint = text[start + 1 : end - 1].partition(":")
        parts = [answer, hint] if hint else [answer]
        inside = "::".join(part.replace("}}", "} }").replace("::", ": :") for part in parts)
        made += [text[at:start], f"{{{{c{number}::{inside}}}}}"]
        at = end
    return "".join((*made, text[at:]))


def without_clozes(text: str) -> str:
    """Return a text with its gaps filled."""
    made, at = [], 0
    for start, end in _clozes(text):
        made += [text[at:start], text[start + 1 : end - 1].partition(":")[0]]
        at = end
    return "".join((*made, text[at:]))


def whole_cloze(text: str) -> bool:
    """Whether a text is one gap and nothing else."""
    found = list(_clozes(text))
    return len(found) == 1 and text[slice(*found[0])] == text.strip()


def count_clozes(text: str) -> int:
    """Return how many gaps a text has."""
    return len(list(_clozes(text)))


def _clozes(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where each gap begins and ends. ``\left[`` and ``\right]`` of formulas are none."""
    start = _bracket(text, "[", "\\left", 0)
    while start >= 0:
        closing = _bracket(text, "]", "\\right", start + 2)
        if closing < 0:
            return
        yield start, closing + 1
        start = _bracket(text, "[", "\\left", closing + 1)


def _bracket(text: str, sign: str, before: str, at: int) -> int:
    found = text.find(sign, at)
    while found >= 0 and text.endswith(before, 0, found):
        found = text.find(sign, found + 1)
    return found
