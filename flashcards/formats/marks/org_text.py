"""Writes text of Org as Markdown: emphasis, code, links, pictures, blocks and tables."""

import re
from collections.abc import Sequence

_BEGIN = re.compile(r"[ \t]*#\+begin_(\w+)[ \t]*(\S*)", re.IGNORECASE)
_END = re.compile(r"[ \t]*#\+end_(\w+)", re.IGNORECASE)
_TEXT_BLOCKS = ("quote", "verse", "center")
_LINK = re.compile(r"\[\[([^\[\]\n]{1,1000})\](?:\[([^\[\]\n]{1,1000})\])?\]")
_EMPHASIS = re.compile(
    r"(?P<before>^|[\s({'\"-])(?P<sign>[*/_=~+])(?P<text>[^\s*/_=~+](?:[^\n]{0,500}?[^\s])?)"
    r"(?P=sign)(?=$|[\s)}'\".,;:!?-])"
)
_MARKDOWN = {"*": ("**", "**"), "/": ("*", "*"), "_": ("<u>", "</u>"), "+": ("~~", "~~")}
_PICTURES = ("png", "jpg", "jpeg", "gif", "svg", "webp", "bmp")
_DRAWER = re.compile(r":[A-Za-z][\w-]{0,60}:")
_RULE = re.compile(r"[ \t]*\|[-+|]+[ \t]*$")
_SKIPPED = re.compile(r"[ \t]*#(?:[ \t]|\+(?!begin_|end_)|$)", re.IGNORECASE)


def as_markdown(lines: Sequence[str]) -> str:
    """Return lines of Org as Markdown; drawers and comments are left out."""
    done: list[str] = []
    block, drawer = "", False
    indent = min((_indent(line) for line in lines if line.strip()), default=0)
    for raw in lines:
        line = raw[indent:] if raw[:indent].isspace() else raw.strip() if indent else raw
        if block:
            ended = _END.match(line)
            if ended and ended[1].lower() == block:
                done += [] if block in _TEXT_BLOCKS else ["```"]
                block = ""
            else:
                done.append(f"> {inline(line)}" if block in _TEXT_BLOCKS else line)
        elif begun := _BEGIN.match(line):
            block = begun[1].lower()
            language = begun[2] if block == "src" else ""
            done += [] if block in _TEXT_BLOCKS else [f"```{language}"]
        elif drawer or _is_drawer(line):
            drawer = line.strip().upper() != ":END:"
        elif not _SKIPPED.match(line):
            done.append(_line(line))
    if block and block not in _TEXT_BLOCKS:
        done.append("```")
    return "\n".join(done).strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_drawer(line: str) -> bool:
    return _DRAWER.fullmatch(line.strip()) is not None


def _line(line: str) -> str:
    if _RULE.match(line):
        return line.replace("+", "|")
    return inline(line)


def inline(line: str) -> str:
    """Return a line with its links and emphasis as Markdown has them."""
    if "[[" in line:
        line = _LINK.sub(_link, line)
    return _EMPHASIS.sub(_emphasised, line) if len(line) < 20_000 else line


def _link(found: re.Match[str]) -> str:
    target = found[1].removeprefix("file:").removeprefix("./")
    if target.rpartition(".")[2].lower() in _PICTURES and not target.startswith("http"):
        bracketed = f"<{target}>" if " " in target else target
        return f"![{found[2] or ''}]({bracketed})"
    if target.startswith(("http://", "https://", "mailto:")):
        return f"[{found[2] or target}]({target})"
    return found[2] or target


def _emphasised(found: re.Match[str]) -> str:
    sign, text = found["sign"], found["text"]
    if sign in "=~":
        return f"{found['before']}`{text}`"
    opening, closing = _MARKDOWN[sign]
    return f"{found['before']}{opening}{text}{closing}"
