"""Readings above words, written ``漢字[かんじ]``: shown with them, alone, or left out."""

from collections.abc import Callable

_SOUND = "sound:"


def furigana(text: str) -> str:
    """Return text, or HTML, with each reading as ruby."""
    return _each(text, lambda word, reading: f"<ruby>{word}<rt>{reading}</rt></ruby>")


def kana(text: str) -> str:
    """Return text, or HTML, with readings in place of their words."""
    return _each(text, lambda _word, reading: reading)


def kanji(text: str) -> str:
    """Return text, or HTML, without its readings."""
    return _each(text, lambda word, _reading: word)


def _each(text: str, change: Callable[[str, str], str]) -> str:
    """Change each word with a reading, in linear time.

    A word begins behind a space, which goes, behind a tag or behind the reading before it.
    ``[sound:a.mp3]`` is no reading.
    """
    if "[" not in text:
        return text
    text = text.replace("&nbsp;", " ")
    made: list[str] = []
    done = begin = look = closing = line = 0
    while (opening := text.find("[", look)) >= 0:
        begin = max(begin, text.rfind(" ", look, opening) + 1, text.rfind(">", look, opening) + 1)
        look = opening + 1
        if 0 <= closing < opening + 2:
            closing = text.find("]", opening + 2)
        if closing < 0:
            break
        if 0 <= line <= opening:
            line = text.find("\n", opening)
        if begin == opening or 0 <= line < closing:
            continue
        word, reading = text[begin:opening], text[opening + 1 : closing]
        look = closing + 1
        if not reading.startswith(_SOUND):
            spaced = begin > done and text[begin - 1] == " "
            made += text[done : begin - spaced], change(word, reading)
            done = look
        begin = look
    made.append(text[done:])
    return "".join(made)
