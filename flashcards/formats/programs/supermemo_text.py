"""Reads SuperMemo's text of questions and answers: blocks of ``Q:`` and ``A:`` lines."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from flashcards.formats.programs.plain_html import lenient_html
from flashcards.formats.programs.supermemo import Item, Items, Learning, date_in
from flashcards.formats.wording import Problems, quoted
from flashcards.model.messages import message

_TAG: Final = re.compile(r"\s{0,3}([QAqa]|[Aa]\d{1,2}|[IOio])\s?:(?:\s|$)")
_LEARNT: Final = re.compile(r"\b(REP|LAP|EF|INT|LAST)=(\S{1,20})")
_LEARNS: Final = re.compile(r"\s*REP=\d")
_FULL: Final = 0.9
"""So much of a text must be questions and answers, lest an article be taken for a deck."""
_OUTSIDE: Final = message("text that belongs to no question")


class _Line(NamedTuple):
    number: int
    tag: str
    text: str


def begins(head: bytes) -> bool:
    """Whether nearly all blocks of a text that begins so are questions with answers."""
    blocks = list(_blocks(_lines(head.decode("utf-8-sig", "replace"))))
    if len(head) > 60_000:
        del blocks[-1:]
    asked = sum(_is_item(block) for block in blocks)
    return asked > 0 and asked >= _FULL * len(blocks)


def read(text: str, file: str, deck: str) -> Items:
    """Return the items of a text; they go into ``deck``."""
    made = Items(problems=Problems(file))
    for block in _blocks(_lines(text)):
        if not any(line.tag == "Q" for line in block):
            said = quoted(block[0].text)
            what = message("{text} belongs to no question and was left out.", text=said)
            made.problems.leave_out(block[0].number, what, _OUTSIDE)
            continue
        made.items.append(_item(block, deck))
    return made


def _lines(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _TAG.match(line)
        if found:
            yield _Line(number, found[1].upper(), line[found.end() :].strip())
        else:
            yield _Line(number, "", line.strip())


def _blocks(lines: Iterator[_Line]) -> Iterator[Sequence[_Line]]:
    """Yield the lines of each item: an empty line or the next question ends one."""
    block: list[_Line] = []
    for line in lines:
        answered = any(each.tag == "A" for each in block)
        if block and ((line.tag == "Q" and answered) or not (line.tag or line.text)):
            yield block
            block = []
        if line.tag or line.text:
            block.append(line)
    if block:
        yield block


def _is_item(block: Sequence[_Line]) -> bool:
    return block[0].tag == "Q" and any(line.tag == "A" for line in block)


def _item(block: Sequence[_Line], deck: str) -> Item:
    question: list[str] = []
    answer: list[str] = []
    wrong: list[str] = []
    learning, into = Learning(), question
    for line in block:
        if line.tag == "Q":
            into = question
        elif line.tag == "A":
            into = answer
        elif line.tag[:1] == "A":
            wrong.append(line.text)
            continue
        elif line.tag == "I" and _LEARNS.match(line.text):
            learning = _learning(line.text)
            continue
        elif line.tag == "O" and line.text.isdigit():
            continue
        text = line.text if line.tag in ("", "Q", "A") else f"{line.tag}: {line.text}"
        into.append(text)
    asked = lenient_html("\n".join(question))
    if wrong:
        choices = sorted((*wrong, " ".join(answer)), key=str.casefold)
        asked += "<ul>" + "".join(f"<li>{escape(each, quote=False)}</li>" for each in choices)
        asked += "</ul>"
    return Item(asked, lenient_html("\n".join(answer)), deck, learning, block[0].number)


def _learning(text: str) -> Learning:
    said = dict(_LEARNT.findall(text))
    return Learning(
        _whole(said.get("REP")),
        _whole(said.get("LAP")),
        _whole(said.get("INT")),
        date_in(said.get("LAST", "")),
        _easiness(said.get("EF", "")),
    )


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else 0


def _easiness(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
