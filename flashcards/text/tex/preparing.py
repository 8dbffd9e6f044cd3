r"""Brings the TeX that learners write into the part of it that is drawn.

``[latex]`` held whole documents once, with text around formulas; other commands only matter on
paper, or stand for what has another name here.
"""

import re

from flashcards.text.tex.braces import argument, depth_of, group_end, is_balanced
from flashcards.text.tex.chemistry import with_chemistry
from flashcards.text.tex.macros import LONGEST, Macro, Macros, expanded, read
from flashcards.text.tex.problems import FormulaError

DEEPEST = 60
"""How deep braces may lie in each other."""

BUILT_IN: Macros = {
    "binom": Macro("\\left({{#1} \\atop {#2}}\\right)", 2),
    "dbinom": Macro("\\left({{#1} \\atop {#2}}\\right)", 2),
    "tbinom": Macro("\\left({{#1} \\atop {#2}}\\right)", 2),
    "nicefrac": Macro("{#1}/{#2}", 2),
    "sfrac": Macro("{#1}/{#2}", 2),
    "ensuremath": Macro("#1", 1),
    "abs": Macro("\\left|{#1}\\right|", 1),
    "norm": Macro("\\left\\|{#1}\\right\\|", 1),
    "hdots": Macro("\\ldots "),
    "AA": Macro("\\text{Å}"),
    "textdegree": Macro("\\degree "),
    "celsius": Macro("\\degree\\mathrm{C}"),
    "textmu": Macro("\\mu "),
    "permil": Macro("\\text{‰}"),
    "Beta": Macro("\\mathrm{B}"),
    "Alpha": Macro("\\mathrm{A}"),
    "Epsilon": Macro("\\mathrm{E}"),
    "Zeta": Macro("\\mathrm{Z}"),
    "Eta": Macro("\\mathrm{H}"),
    "Iota": Macro("\\mathrm{I}"),
    "Kappa": Macro("\\mathrm{K}"),
    "Mu": Macro("\\mathrm{M}"),
    "Nu": Macro("\\mathrm{N}"),
    "Rho": Macro("\\mathrm{P}"),
    "Tau": Macro("\\mathrm{T}"),
    "Chi": Macro("\\mathrm{X}"),
    "bmod": Macro("\\mathbin{\\mathrm{mod}}"),
    "mathrel": Macro("\\;{#1}\\;", 1),
    "argmin": Macro("\\operatorname{arg\\,min}"),
    "argmax": Macro("\\operatorname{arg\\,max}"),
    "R": Macro("\\mathbb{R}"),
    "N": Macro("\\mathbb{N}"),
    "Z": Macro("\\mathbb{Z}"),
    "Q": Macro("\\mathbb{Q}"),
    "C": Macro("\\mathbb{C}"),
    "si": Macro("\\mathrm{#1}", 1),
    "SI": Macro("{#1}\\,\\mathrm{#2}", 2),
    "num": Macro("{#1}", 1),
    "mathbbm": Macro("\\mathbb{#1}", 1),
    "mathds": Macro("\\mathbb{#1}", 1),
    "LaTeX": Macro("\\text{LaTeX}"),
    "TeX": Macro("\\text{TeX}"),
}
"""Commands of widespread packages; what a formula defines itself comes before them."""

_DROPPED = re.compile(
    r"\\(?:nonumber|notag|hfill|noindent|centering|allowdisplaybreaks|protect|strut|null"
    r"|displaylimits)(?![a-zA-Z])"
)
_DROPPED_WITH_WORDS = re.compile(r"\\(?:label|require|vspace\*?|usepackage|pagestyle|tag\*?)\s*\{")
_ENVIRONMENTS = {"eqnarray": "rcl", "eqnarray*": "rcl"}
_ENDS_OF_LINE = re.compile(r"\\\\(?:\s*\[[^\[\]]{0,20}\])?")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]{0,40})\}")
_LONE_AND = re.compile(r"(?<!\\)&")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "c": "\u0327",
}
_ACCENT = re.compile(r"\\(['`\"^~])\s*(?:\{([a-zA-Z])\}|([a-zA-Z]))|\\(c)\{([a-zA-Z])\}")
_UNBOXED = re.compile(r"\\(?:mbox|hbox|textnormal)\s*(?=\{)")
_WORDS = re.compile(r"\\(?:text[a-z]*|emph|operatorname\*?|verb)\s*\{")
_DOCUMENT = re.compile(r"\\(?:documentclass|begin\s*\{document\})")
_MATH_PIECE = re.compile(
    r"\$\$(?P<a>.+?)\$\$|(?<!\\)\$(?P<b>.+?)(?<!\\)\$|\\\((?P<c>.+?)\\\)|\\\[(?P<d>.+?)\\\]"
    r"|(?P<e>\\begin\s*\{(?P<name>(?:align|equation|eqnarray|gather|multline|displaymath|math)\*?)\}"
    r".+?\\end\s*\{(?P=name)\})",
    re.DOTALL,
)


def of_document(source: str) -> str:
    """Return what stood between ``[latex]`` and ``[/latex]`` as one formula, its text included."""
    if _DOCUMENT.search(source):
        body = re.search(r"\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)", source, re.S)
        source = body[1] if body else source
    lines: list[list[str]] = [[]]
    done = 0
    source = source.strip()
    for piece in _MATH_PIECE.finditer(source):
        _add_text(lines, source[done : piece.start()])
        formula = next(piece[name] for name in "abcde" if piece[name] is not None)
        lines[-1].append(f"{{{formula}}}")
        done = piece.end()
    if not done and re.search(r"[\^_]|\\[a-zA-Z]", source) and not re.search(r"\\text", source):
        return source  # a formula without the signs that it should have had
    _add_text(lines, source[done:])
    rows = ["".join(line) for line in lines if line]
    if len(rows) < 2:
        return "".join(rows)
    return "\\begin{array}{l}" + "\\\\".join(rows) + "\\end{array}"


def _add_text(lines: list[list[str]], text: str) -> None:
    for number, line in enumerate(re.split(r"\\\\|\n\s*\n|\\newline|\\par\b", text)):
        if number:
            lines.append([])
        words = " ".join(line.split())
        if not words:
            continue
        before = " " if line[:1].isspace() and lines[-1] else ""
        behind = " " if line[-1:].isspace() else ""
        plain = words.replace("\\$", "$").replace("\\%", "%").replace("\\&", "&")
        if re.search(r"\\[a-zA-Z]", plain):
            lines[-1].append(f"{{{plain}}}")
        else:
            escaped = plain.replace("{", "").replace("}", "")
            lines[-1].append(f"\\text{{{before}{escaped}{behind}}}")


def prepared(tex: str, macros: Macros) -> str:
    """Return a formula in the TeX that is drawn. Raises FormulaError."""
    if len(tex) > LONGEST:
        raise FormulaError("large")
    tex, own = read(_COMMENT.sub("", tex))
    tex = expanded(with_chemistry(tex), {**BUILT_IN, **macros, **own})
    tex = with_chemistry(tex)
    if not tex.strip():
        raise FormulaError("empty")
    if not is_balanced(tex):
        raise FormulaError("braces")
    if depth_of(tex) > DEEPEST:
        raise FormulaError("large")
    tex = _ACCENT.sub(_accented, _DROPPED.sub(" ", _without(tex)))
    tex = _UNBOXED.sub(lambda _: "\\text", tex)
    tex = _ENVIRONMENT.sub(_known_environment, tex)
    tex = _with_plain_words(tex)
    return _with_lines(re.sub(r"\\(?:,|;|:|!)?hspace\*", r"\\hspace", tex))


def _with_plain_words(tex: str) -> str:
    """Write signs in text so that what reads the formula does not take them for tags."""
    if "<" not in tex and ">" not in tex:
        return tex
    done: list[str] = []
    at = 0
    while (found := _WORDS.search(tex, at)) is not None:
        end = max(group_end(tex, found.end() - 1), found.end())
        inside = tex[found.start() : end].replace("<", "&#x3C;").replace(">", "&#x3E;")
        done += tex[at : found.start()], inside
        at = end
    return "".join((*done, tex[at:]))


def _without(tex: str) -> str:
    done: list[str] = []
    at = 0
    while (found := _DROPPED_WITH_WORDS.search(tex, at)) is not None:
        taken = argument(tex, found.end() - 1)
        if taken is None:
            break
        done.append(tex[at : found.start()])
        if found[0].startswith("\\tag"):
            done.append(f"\\qquad\\text{{({taken[0]})}}")
        at = taken[1]
    return "".join((*done, tex[at:]))


def _accented(found: re.Match[str]) -> str:
    import unicodedata

    sign = found[1] or found[4]
    letter = found[2] or found[3] or found[5]
    return unicodedata.normalize("NFC", letter + _ACCENTS[sign])


def _known_environment(found: re.Match[str]) -> str:
    what, name = found[1], found[2].strip()
    columns = _ENVIRONMENTS.get(name)
    if columns is not None:
        return f"\\{what}{{array}}" + (f"{{{columns}}}" if what == "begin" else "")
    if name in ("math", "displaymath", "equation", "equation*", "center", "document"):
        return "{" if what == "begin" else "}"
    if name in ("gather", "gather*", "gathered", "multline", "multline*"):
        return f"\\{what}{{array}}" + ("{c}" if what == "begin" else "")
    if name in ("aligned", "alignedat", "split", "flalign", "flalign*"):
        return f"\\{what}{{align*}}"
    if name.endswith("matrix") or name == "cases":  # so that an exponent behind it is its own
        return f"{{{found[0]}" if what == "begin" else f"{found[0]}}}"
    return found[0]


def _with_lines(tex: str) -> str:
    """Put lines that stand in nothing into a table, since nothing else breaks a formula."""
    outside: list[str] = []
    depth = done = 0
    for sign in _ENVIRONMENT.finditer(tex):
        if not depth:
            outside.append(tex[done : sign.start()])
        depth += 1 if sign[1] == "begin" else -1
        done = sign.end()
    outside.append(tex[done:] if depth <= 0 else "")
    around = "".join(outside)
    if "\\substack" in tex or "matrix{" in tex or "\\cases" in tex or "\\eqalign" in tex:
        return tex
    has_places = _LONE_AND.search(around) is not None
    if _ENDS_OF_LINE.search(around):
        name, columns = ("align*", "") if has_places else ("array", "{c}")
        return f"\\begin{{{name}}}{columns}{tex}\\end{{{name}}}"
    return _LONE_AND.sub(r"\\&", tex) if has_places and "\\begin" not in tex else tex
