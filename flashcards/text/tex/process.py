"""Draws formulas in a process of its own, one after another, each within a limit of time.

Each line of JSON asks for one: its TeX, that without colours, whether it stands by itself, and the
commands it uses. Answered is with a drawing, or why there is none.
"""

import json
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

from flashcards import children
from flashcards.text.tex.drawing import draw
from flashcards.text.tex.macros import Macro
from flashcards.text.tex.problems import FormulaError

SECONDS_EACH = 1
"""Of processor time, where the system can count it."""
_SECONDS = 3_600
_MEGABYTES = 512


class _TooLongError(BaseException):
    """The time for one formula is over; no library catches it by accident."""


def request(tex: str, bare_tex: str, displayed: bool, macros: Sequence[tuple[str, Macro]]) -> bytes:
    """Return what asks for one formula."""
    listed = [[name, macro.body, macro.takes, macro.default] for name, macro in macros]
    return json.dumps([tex, bare_tex, displayed, listed]).encode() + b"\n"


def main() -> int:
    """Answer the requests that come in; return the exit code."""
    children.limit(_SECONDS, _MEGABYTES)
    if sys.platform != "win32":
        signal.signal(signal.SIGVTALRM, _end)
    draw("x", False, {})  # reads the font in
    for line in sys.stdin.buffer:
        tex, bare_tex, displayed, listed = json.loads(line)
        macros = {name: Macro(body, takes, default) for name, body, takes, default in listed}
        children.answer(sys.stdout.buffer, _drawn(tex, bare_tex, displayed, macros))
    return 0


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _drawn(tex: str, bare_tex: str, displayed: bool, macros: dict[str, Macro]) -> Any:
    """Return a drawing as a list, or a code of ``problems``."""
    try:
        _count_seconds(SECONDS_EACH)
        try:
            drawn = draw(tex, displayed, macros)
        except FormulaError:
            if bare_tex == tex:
                raise
            drawn = draw(bare_tex, displayed, macros)
        _count_seconds(0)
    except FormulaError as error:
        return error.code
    except _TooLongError:
        return "slow"
    except (RecursionError, MemoryError):
        return "large"
    except Exception:  # noqa: BLE001  (the libraries raise anything for odd TeX)
        return "unreadable"
    finally:
        _count_seconds(0)
    return [drawn.svg, drawn.width, drawn.ascent, drawn.descent]


def _count_seconds(seconds: int) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


if __name__ == "__main__":
    sys.exit(main())
