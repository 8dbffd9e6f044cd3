r"""Chemistry in formulas: ``\ce{2H2 + O2 -> 2H2O}``, read as mhchem does."""

import re

from flashcards.text.tex.braces import group_end

_CE = re.compile(r"\\(?:ce|cee|chem)\s*\{")
_ARROWS = {
    "<=>>": "\\rightleftharpoons",
    "<<=>": "\\rightleftharpoons",
    "<=>": "\\rightleftharpoons",
    "<-->": "\\rightleftarrows",
    "<->": "\\longleftrightarrow",
    "->": "\\longrightarrow",
    "<-": "\\longleftarrow",
}
_LABELLED = {"->": "\\xrightarrow", "<-": "\\xleftarrow", "<=>": "\\xrightleftharpoons"}
_SAME = {"→": "->", "⇌": "<=>", "←": "<-"}
_PIECE = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-|[→⇌←])"
    r"|(?P<tex>\$[^$]*\$|\\[a-zA-Z]+\s?|\\.)"
    r"|(?P<sub>_)|(?P<super>\^)"
    r"|(?P<state>\((?:aq|s|l|g|sln|cr|am)\))"
    r"|(?P<number>\d+(?:[.,/]\d+)*)"
    r"|(?P<charge>[+-](?=[\s)\]},]|$))"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<bond>[-=#](?=[A-Za-z(\[]))"
    r"|(?P<space>\s+)"
    r"|(?P<dot>[*.·])"
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<brace>\{)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BONDS = {"-": "{-}", "=": "{=}", "#": "{\\equiv}"}


def with_chemistry(tex: str) -> str:
    r"""Return TeX in which each ``\ce{...}`` is replaced."""
    done: list[str] = []
    at = 0
    while (found := _CE.search(tex, at)) is not None:
        end = group_end(tex, found.end() - 1)
        if end < 0:
            break
        done += tex[at : found.start()], "{", _formula(tex[found.end() : end - 1]), "}"
        at = end
    return "".join((*done, tex[at:]))


def _formula(source: str) -> str:
    out: list[str] = []
    at = 0
    before = "begin"
    while at < len(source):
        piece = _PIECE.match(source, at)
        assert piece is not None
        kind, words = str(piece.lastgroup), piece[0]
        at = piece.end()
        if kind == "arrow":
            made, at = _arrow(_SAME.get(words, words), source, at)
        elif kind in ("sub", "super"):
            made, at = _script(words, source, at)
            kind = "close"
        elif kind == "brace":
            end = group_end(source, at - 1)
            end = end if end > 0 else len(source)
            made, at = f"{{{_formula(source[at : end - 1])}}}", end
        else:
            made = _plain(kind, words, before)
        out.append(made)
        before = kind
    return "".join(out)


def _plain(kind: str, words: str, before: str) -> str:
    match kind:
        case "number":
            if before in ("letters", "close"):
                count, dot, more = words.partition(".")
                return f"_{{{count}}}\\cdot {more}\\," if dot else f"_{{{words}}}"
            whole, _, under = words.partition("/")
            return f"\\frac{{{whole}}}{{{under}}}\\," if under else f"{words}\\,"
        case "charge":
            attached = before in ("letters", "close", "number")
            return f"^{{{words}}}" if attached else f" {words} "
        case "letters":
            if before in ("space", "begin") and words in ("v", "^"):
                return "\\downarrow "
            return f"\\mathrm{{{words}}}"
        case "state":
            return f"\\,{{(\\mathrm{{{words[1:-1]}}})}}"
        case "bond":
            return _BONDS[words]
        case "space":
            return "\\ "
        case "dot":
            return "\\cdot "
        case "tex":
            return words[1:-1] if words[0] == "$" else words
    return words


def _arrow(arrow: str, source: str, at: int) -> tuple[str, int]:
    labels: list[str] = []
    while len(labels) < 2 and source.startswith("[", at) and (end := source.find("]", at)) > 0:
        labels.append(source[at + 1 : end])
        at = end + 1
    if not labels:
        return f" {_ARROWS[arrow]} ", at
    above = _label(labels[0])
    below = f"[{_label(labels[1])}]" if len(labels) > 1 else ""
    return f" {_LABELLED.get(arrow, _LABELLED['->'])}{below}{{{above}}} ", at


def _label(words: str) -> str:
    if words.startswith("{") and words.endswith("}"):
        return f"\\text{{{words[1:-1]}}}"
    return _formula(words) or "\\ "


def _script(sign: str, source: str, at: int) -> tuple[str, int]:
    """Return an index or exponent; one that stands alone is an arrow up, for gas."""
    if source.startswith("{", at):
        end = group_end(source, at)
        end = end if end > 0 else len(source)
        inside = source[at + 1 : end - 1]
        return f"{sign}{{{_upright(inside)}}}", end
    found = re.compile(r"\d*[+-]|[\w.]+").match(source, at)
    if found is None:
        return ("\\uparrow " if sign == "^" else ""), at
    return f"{sign}{{{_upright(found[0])}}}", found.end()


def _upright(words: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda letters: f"\\mathrm{{{letters[0]}}}", words)
