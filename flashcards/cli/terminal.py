"""Where the command line writes: width, colours and encoding of a stream, and JSON."""

import contextlib
import io
import os
import re
import shutil
import sys
from enum import IntFlag
from typing import Any, TextIO

from flashcards.cli.wording import encodable
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_UNSEEN = re.compile(r"[^\n -~]")
"""What may move the cursor of a terminal, hide text or turn it round: looked at one by one."""


class Style(IntFlag):
    """How a piece of text looks; several can be combined."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    UNDERLINE = 4
    STRIKE = 8
    DIM = 16
    CODE = 32
    CLOZE = 64
    WARNING = 128


_CODES = {
    Style.BOLD: "1",
    Style.ITALIC: "3",
    Style.UNDERLINE: "4",
    Style.STRIKE: "9",
    Style.DIM: "2",
    Style.CODE: "36",
    Style.CLOZE: "1;34",
    Style.WARNING: "33",
}


class Terminal:
    """A stream to write to. ``colour`` says whether it draws bold, dim and the like.

    Writing raises UserError where the stream takes nothing more (a full disk), BrokenPipeError
    where nobody reads it any more. With ``needed=False`` what cannot be written is dropped: for
    standard error, since there is no other place to say so.
    """

    def __init__(self, stream: TextIO, *, needed: bool = True) -> None:
        self._stream = stream
        self._needed = needed
        self.is_tty = stream.isatty()
        self.colour = self.is_tty and _draws_colours()
        self.encoding = getattr(stream, "encoding", None) or "utf-8"

    @property
    def columns(self) -> int:
        """Its width at this moment; never below 20."""
        return max(20, shutil.get_terminal_size().columns)

    def styled(self, text: str, style: Style) -> str:
        """Return ``text``, already safe, with the signs that make it look so."""
        if not self.colour or not style or not text:
            return text
        codes = ";".join(code for flag, code in _CODES.items() if flag & style)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def write(self, text: str) -> None:
        """Write safe ``text`` at once."""
        try:
            self._stream.write(encodable(text, self.encoding))
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: of a stream closed meanwhile
            if not self._needed:
                return
            if isinstance(error, BrokenPipeError):
                raise
            silence_output()
            reason = getattr(error, "strerror", None) or "it is closed"
            raise UserError(
                message("Standard output takes nothing more: {reason}.", reason=reason)
            ) from error

    def line(self, text: str = "", style: Style = Style.PLAIN) -> None:
        """Write a line of safe text."""
        self.write(self.styled(text, style) + "\n")

    def forget_lines(self, count: int = 1) -> None:
        """Wipe the line the cursor stands in and those above it, as far as that is possible."""
        if self.colour:
            up = f"\x1b[{count - 1}A" if count > 1 else ""
            self.write(f"\r{up}\x1b[J")
        elif self.is_tty:
            self.write("\r" + " " * (self.columns - 1) + "\r")
        else:
            self.line()


def output() -> Terminal:
    """Return standard output as it is now; raise UserError where there is none."""
    refuse_closed_output()
    return Terminal(sys.stdout)


def refuse_closed_output() -> None:
    """Raise UserError where standard output was closed by whoever started the program."""
    if sys.stdout is None or sys.stdout.closed:
        raise UserError(message("Standard output is closed, so there is nowhere to write to."))


def errors() -> Terminal:
    """Return standard error as it is now; what it does not take is dropped."""
    gone = sys.stderr is None or sys.stderr.closed
    return Terminal(io.StringIO() if gone else sys.stderr, needed=False)


def write_json(value: Any) -> None:
    """Write one JSON document, and nothing else, to standard output.

    Control, direction and other invisible characters are spelled out, as JSON allows.
    """
    import json

    stream = output()
    plain = stream.encoding.lower().replace("-", "") not in ("utf8", "utf16", "utf32")
    text = json.dumps(value, ensure_ascii=plain, indent=2)
    text = _UNSEEN.sub(_spelled_out, text)
    # Half characters, as undecodable file names have them, are the same in JSON's spelling.
    stream.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _spelled_out(found: re.Match[str]) -> str:
    sign = found[0]
    if sign.isprintable():
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _draws_colours() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32":
        return "WT_SESSION" in os.environ or "TERM" in os.environ
    return True


def silence_output() -> None:
    """Let nothing more be written to an output that takes nothing, not even at the exit."""
    with contextlib.suppress(OSError, ValueError):
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, sys.stdout.fileno())
        os.close(void)
