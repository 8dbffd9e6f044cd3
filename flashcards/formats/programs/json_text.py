"""Reads JSON that anybody may have written: within bounds of size, depth and number of values."""

import json
import re
from typing import Any, Final, NoReturn

from flashcards.formats.wording import safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

MAXIMUM_DEPTH: Final = 200
_VALUES_FREE: Final = 100_000
_BYTES_A_VALUE: Final = 20
"""Decks have 35 and more; a file of nothing but brackets would fill the memory."""
_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', re.DOTALL)
"""A text in quotes; one that is never closed goes to the end, so that each byte is read once."""
_BRACKETS: Final = re.compile(rb"[\[\]{}]")


def read_json(data: bytes, file: str) -> Any:
    """Return what a file says. Raises UserError, which names the file and the place."""
    name = safe_name(file)
    data = data.removeprefix(b"\xef\xbb\xbf")
    _refuse_dense(data, name)
    try:
        return json.loads(data.decode(), parse_int=_whole, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(name, message("line {line} is no UTF-8", line=line)) from error
    except json.JSONDecodeError as error:
        where = message("line {line}, column {column}", line=error.lineno, column=error.colno)
        raise _unreadable(name, where) from error
    except (ValueError, RecursionError) as error:
        raise _unreadable(name, message("a value in it is none that JSON has")) from error


def _refuse_dense(data: bytes, name: str) -> None:
    most = _VALUES_FREE + len(data) // _BYTES_A_VALUE
    if data.count(b",") + data.count(b"[") + data.count(b"{") > most:
        bare = _TEXT.sub(b"", data)
        if bare.count(b",") + bare.count(b"[") + bare.count(b"{") > most:
            raise _unreadable(name, message("it has far more values than a deck needs"))
    depth = 0
    if data.count(b"[") + data.count(b"{") <= MAXIMUM_DEPTH:
        return
    for bracket in _BRACKETS.finditer(_TEXT.sub(b"", data)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > MAXIMUM_DEPTH:
            raise _unreadable(name, message("it is nested too deeply"))


def _whole(digits: str) -> int:
    return int(digits) if len(digits) < 20 else 0


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("no number")


def _unreadable(name: str, why: Message) -> UserError:
    return UserError(
        message("{file} cannot be read as JSON: {why}.", file=name, why=why),
        message("Export it again, or get it again from where it came."),
    )
