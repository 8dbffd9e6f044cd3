r"""Commands for all formulas of a note type: they stand in a comment of its style.

``/* TeX \newcommand{\R}{\mathbb{R}} */`` may also hold the whole head of a LaTeX document, as note
types of Anki have one: only what it defines counts, and the rest is kept. So a note type carries
its commands wherever its style goes, and other programs pass them over.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from flashcards.text.tex.macros import Macros, read

_LONGEST = 20_000
"""Characters that are read."""
_BEGINS = re.compile(r"\s*TeX(?![\w-])")
_REMARK = re.compile(r"(?<!\\)%[^\n]*")


def commands(css: str) -> Macros:
    """Return the commands that the style of a note type defines."""
    return _read(tex) if "TeX" in css and (tex := preamble(css)) else {}


def preamble(css: str) -> str:
    """Return the TeX in a style, as it was written; empty for none."""
    said = [css[start + 2 : end - 2] for start, end in _comments(css)]
    return "\n".join(text[found.end() :].strip() for text in said if (found := _BEGINS.match(text)))


def with_preamble(css: str, tex: str) -> str:
    """Return a style with TeX before it, such as the head Anki keeps for a note type."""
    tex = tex.strip().replace("*/", "* /")
    return f"/* TeX\n{tex}\n*/\n{css}" if tex else css


def without_preamble(css: str) -> str:
    """Return a style without the TeX in it."""
    kept, done = [], 0
    for start, end in _comments(css) if "TeX" in css else ():
        if _BEGINS.match(css[start + 2 : end - 2]):
            kept.append(css[done:start])
            done = end + (css[end : end + 1] == "\n")
    return "".join((*kept, css[done:]))


def has_rules(css: str) -> bool:
    """Whether a style holds more than comments."""
    if "/*" not in css:
        return bool(css.strip())
    done, between = 0, []
    for start, end in _comments(css):
        between.append(css[done:start])
        done = end
    return bool("".join((*between, css[done:])).strip())


def _comments(css: str) -> Iterator[tuple[int, int]]:
    """Yield where each comment begins and ends, in linear time."""
    end = 0
    while (start := css.find("/*", end)) >= 0:
        end = css.find("*/", start + 2) + 2
        if end < 2:
            return
        yield start, end


@lru_cache(maxsize=32)
def _read(tex: str) -> Macros:
    return read(_REMARK.sub("", tex[:_LONGEST]))[1]
