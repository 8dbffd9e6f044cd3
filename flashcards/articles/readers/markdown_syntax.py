"""How lines of Markdown look: what begins what, and what ends a paragraph."""

import re
from dataclasses import dataclass

from flashcards.articles.readers.lines import indent_of
from flashcards.articles.tree import TICKED, UNTICKED

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_PART = re.compile(r"\((?:PART|APPENDIX)\*?\)\s{1,9}")
"""What bookdown sets before the name of a part."""
_HEADING_ID = re.compile(r"\{[^{}]{0,200}\}$")
UNDERLINE = re.compile(r" {0,3}(=+|-{2,}|-)[ \t]*$")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})([^`]*)$")
BULLET = re.compile(r" {0,3}(?:([-+*•])|(\d{1,9})([.)]))(?=[ \t]|$)")
_TASK = re.compile(r"\[([ xX*])\][ \t]+")
FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,100}\]:")
REFERENCE = re.compile(r" {0,3}\[([^\[\]\n]{1,300})\]:[ \t]*(?:<[^<>]*>|\S+)")
ABBREVIATION = re.compile(r" {0,3}\*\[([^\[\]\n]{1,100})\]:[ \t]*(\S.*)")
ADMONITION = re.compile(
    r"""(!!!|\?\?\?\+?|===)[ \t]+([\w |+-]{0,100})(?:"([^"]{0,300})")?[ \t]*$"""
)
ALERT = re.compile(r"\[!(\w{1,20})\]([+-]?)")
BOX = re.compile(
    r"(:{3,})[ \t]?(?:\{(?P<directive>[\w:-]{1,40})\}(?P<rest>.{0,300})"
    r"|(?P<kind>[\w-]{1,30})(?:\[(?P<title>[^\]]{1,300})\]|[ \t]+(?P<words>[^{\s].{0,300})))$"
)
ANSWER = re.compile(
    r"\s*[*_]{0,2}(?:(?:A|Answer|Antwort|Réponse|Respuesta|Risposta|Resposta|Antwoord|Ответ|Svar|答)"
    r"\s?\d{0,3}\s?[:.)：]|[RО]\s?\d{0,3}\s?[:：]|\[A\])(?:[*_]{0,2}\s|(?<=：))"
)
"""``A:`` below ``Q:``: both are paragraphs of their own, even without an empty line."""
ENTRY = re.compile(
    r" {0,3}[*_`]{0,3}[^\W\d_][^:.!?;|*_`]{0,48}[*_`]{0,3}"
    r"(?:\s?:{1,3}| [-–—=→]| =>)[*_]{0,2}\s+\S+\s+\S"
)
"""A line that begins with a label: "Name: what it is"."""
PICTURE_LINE = re.compile(
    r"^\s*!\[([^\[\]]{0,500})\]\(\s{0,9}<?([^()<>\s\x22]{0,1000})>?[^()]{0,1000}\)(?:\{[^{}]{0,200}\})?\s*$"
)
CONTENTS_ENTRY = re.compile(
    r"\s*(?:[-+*]|\d{1,9}[.)])\s+(?:\*\*|__)?\[[^\n]{1,500}\]\([^\s()]{0,500}#[^()\n]{0,500}"
    r"(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)(?:\*\*|__)?\s*$"
)
IGNORED_LINE = re.compile(
    r":{3,}.{0,300}$"  # fences of Docusaurus and MyST; what they hold is read
    r"|import\s[\w{},*\s]{1,200}\sfrom\s['\"][^'\"]{1,200}['\"];?$"
    r"|export\s(?:const|default|let|function)\s.{0,1000}$"  # MDX
    r"|\{%.{0,1000}%\}$|\{\{[<%].{0,1000}[>%]\}\}$"  # Liquid, Hugo
    r"|\([\w.:-]{1,200}\)=$"  # targets of MyST
    r"|\[TOC\]$|\[\[_TOC_\]\]$|\[\[toc\]\]$|\{[:.#][^{}]{0,300}\}$|\\(?:newpage|pagebreak|"
    r"clear(?:double)?page|(?:big|med|small)skip|noindent|[vh]space\*?\{[^{}]{0,40}\})$",
    re.IGNORECASE,
)
CHUNKS = frozenset(
    {
        *("r", "python", "julia", "sql", "bash", "sh", "stan", "rcpp", "js", "d3", "dot", "ojs"),
        *("mermaid", "tikz", "css", "cat"),
    }
)
"""Languages of code that is run where it stands (R Markdown, Quarto)."""
NO_READING = frozenset(
    {"contents", "toctree", "image", "figure", "include", "raw", "seealso", "tableofcontents"}
)
"""Directives that hold nothing to learn."""
FOLDS = frozenset({"dropdown", "details", "toggle", "spoiler"})
"""Directives that fold, their argument being what one sees."""
NOTES = frozenset(
    {"note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error"}
)
"""Directives whose argument is the beginning of their text."""
HTML_BEGIN = re.compile(r" {0,3}<(?:!--|[!?]|/?[a-zA-Z][a-zA-Z0-9-]{0,40}(?:[\s/>]|$))")
LONE_TAG = re.compile(r" {0,3}</?[a-zA-Z][a-zA-Z0-9.-]{0,60}(?:\s[^<>]{0,2000})?>\s*$")
"""A line that is one tag and nothing else, which begins a block whatever it is named."""
HTML_LINES = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<(?:script|style)\b", re.I), re.compile(r"</(?:script|style)", re.I)),
    (re.compile(r"<pre\b", re.I), re.compile(r"</pre>", re.I)),
)
"""HTML that ends with a line of its own kind and not with an empty one (CommonMark 4.6)."""
_HTML_INTERRUPTS = re.compile(
    r" {0,3}</?(?:!--|details|summary|div|p|table|tr|td|th|ul|ol|li|dl|dt|dd|pre|blockquote|h[1-6]"
    r"|section|article|aside|hr|center|script|style|figure|main|nav|header|footer|form)(?:[\s/>]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bullet:
    """The sign an item begins with."""

    indent: int
    width: int
    """Spaces a line needs to belong to the item."""
    sign: str
    """``-``, ``*``, ``+``, or what follows the number; another sign begins another list."""
    ordered: bool
    rest: str
    box: str = ""
    """How the box in front of an item is marked: as ``tree.TICKED`` or ``tree.UNTICKED``."""


def begins_html(line: str) -> bool:
    """Tell whether a line begins a block of HTML and not a paragraph with a tag in it."""
    if HTML_BEGIN.match(line) is None:
        return False
    return bool(_HTML_INTERRUPTS.match(line) or line.lstrip()[1] in "!?" or LONE_TAG.match(line))


def bullet_of(line: str) -> Bullet | None:
    """Return the bullet or number a line begins with, if any."""
    found = BULLET.match(line)
    if found is None:
        return None
    rest = line[found.end() :]
    words = rest.lstrip()
    space = len(rest) - len(words)
    width = found.end() + (space if words and space <= 4 else 1)
    rest = words if words and space <= 4 else rest[1:]
    task = _TASK.match(rest)
    if task:
        rest = rest[task.end() :]
    box = "" if task is None else UNTICKED if task[1] == " " else TICKED
    return Bullet(indent_of(line), width, found[1] or found[3], found[1] is None, rest, box)


def heading_words(rest: str) -> str:
    """Return the words of a heading without the signs that may close it."""
    words = _PART.sub("", rest.rstrip())
    named = _HEADING_ID.search(words, max(len(words) - 210, 0))
    if named:
        words = words[: named.start()].rstrip()
    bare = words.rstrip("#")
    return bare if not bare or bare[-1] in " \t" else words


def interrupts(line: str, lists: bool = True) -> bool:
    """Tell whether a line ends the paragraph before it."""
    bare = line.lstrip(" ")
    if not bare or len(line) - len(bare) >= 4:
        return False
    sign = bare[0]
    if sign == "#":
        return HEADING.match(line) is not None
    if sign in "`~":
        return FENCE.match(line) is not None
    if sign == ">":
        return True
    if sign == "<":
        return _HTML_INTERRUPTS.match(line) is not None
    if sign in "-+*_•" and RULE.match(bare.rstrip()):
        return True
    if lists and (sign in "-+*•" or sign.isdigit()):
        found = BULLET.match(line)
        return bool(found and line[found.end() :].strip() and found[2] in (None, "1"))
    return IGNORED_LINE.match(bare.rstrip()) is not None


def cells_of(line: str) -> list[str]:
    """Return the cells of a table's row; ``\\|`` and pipes inside code end none."""
    line = line.strip()
    line = line.removeprefix("|")
    cells, cell, inside, at = list[str](), list[str](), False, 0
    for piece in re.split(r"(\\.|`+|\|)", line):
        at += 1
        if piece == "|" and not inside:
            cells.append("".join(cell).strip())
            cell = []
            continue
        if piece and piece[0] == "`":
            inside = not inside
        cell.append("|" if piece == "\\|" else piece)
    if "".join(cell).strip() or not cells:
        cells.append("".join(cell).strip())
    return cells


def is_delimiter_row(line: str) -> bool:
    """Tell whether a line is the one under a table's heading row."""
    bare = line.strip()
    return "-" in bare and not bare.strip("|-: \t") and ("|" in bare or len(bare) > 3)
