"""What a card plays: the marks of sounds, videos and spoken texts in its safe HTML.

A mark is a span with words, so that a face without sound still says what is there. A text that is
read aloud stands in the mark in code, since showing it could give an answer away.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from flashcards.text.literal import recording
from flashcards.text.notices import notice, speech

PLAYERS = frozenset({"audio", "video", "source"})
"""Tags that name what is played."""
MOST = 100
"""How many marks of one side can be played."""
LONGEST_SPEECH = 4_000
"""How much of a text is read aloud, in characters."""

_SPEEDS = 0.1, 10.0
_CODE = re.compile("[A-Za-z0-9_-]{1,24000}={0,2}")
_MARK = re.compile(
    '<span class="sound"(?: data-said="([A-Za-z0-9_=-]{1,24010})")?>'
    "\u00a0(Sound|Video)?([^<]{0,400})\u00a0</span>"
)
SPOKEN = "[anki:tts"
"""What a text that Anki reads aloud begins with, which may hold several fields."""
_SPOKEN = re.compile(r"\[anki:tts((?: [^\[\]]{0,400})?)\]")
_SPOKEN_END = "[/anki:tts]"
_TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")


@dataclass(frozen=True, slots=True)
class File:
    """A sound or video that a card names."""

    name: str
    video: bool = False
    """As its name's ending says."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A text that is read aloud."""

    text: str
    language: str = ""
    """As in ``ja_JP``; empty where it is not said."""
    voices: tuple[str, ...] = ()
    """Names of voices, the most wanted first."""
    speed: float = 1.0
    """How fast, 1 for as usual."""


Played = File | Speech


class Recordings:
    """Marks what ``<audio>`` and ``<video>`` name: their own source, else the first inside them."""

    __slots__ = ("_wanted",)

    def __init__(self) -> None:
        self._wanted = False

    def mark(self, tag: str, found: dict[str, str]) -> str:
        """Return the mark for a tag as safe HTML; empty where it names nothing to play."""
        if tag != "source":
            self._wanted = True
        made = recording(found.get("src", "").strip()) if self._wanted else ""
        self._wanted = self._wanted and not made
        return made


def speech_mark(filter_words: str, html: str) -> str:
    """Return the mark of safe HTML that is read aloud; ``tts ja_JP voices=A,B speed=0.8``."""
    text = " ".join(unescape(_TAG.sub(" ", _MARK.sub(" ", html))).split())[:LONGEST_SPEECH]
    text = _INVISIBLE.sub("", text).strip()
    if not text:
        return ""
    packed = f"{' '.join(filter_words.split()[1:])}\n{text}"
    code = urlsafe_b64encode(packed.encode("utf-8", "replace")).decode("ascii")
    return f'<span class="sound" data-said="{code}">{notice(speech)}'


def with_speech(html: str) -> str:
    """Return HTML with marks for ``[anki:tts lang=ja_JP voices=A,B speed=0.8]…[/anki:tts]``.

    What it cuts may be open elsewhere, so the whole must still be made safe.
    """
    out: list[str] = []
    done = 0
    while (begin := _SPOKEN.search(html, done)) is not None:
        end = html.find(_SPOKEN_END, begin.end())
        if end < 0:
            break
        words = unescape(_TAG.sub(" ", begin[1])).split()
        language = next((word[5:] for word in words if word.startswith("lang=")), "")
        others = " ".join(word for word in words if not word.startswith("lang="))
        mark = speech_mark(f"tts {language} {others}", html[begin.end() : end])
        out += [html[done : begin.start()], mark]
        done = end + len(_SPOKEN_END)
    return "".join((*out, html[done:])) if out else html


def said_attribute(span: str, found: dict[str, str]) -> str:
    """Return the attribute of a mark that holds what is read aloud; ``span`` is its class."""
    code = found.get("data-said", "")
    return f' data-said="{code}"' if span == ' class="sound"' and _CODE.fullmatch(code) else ""


def played(html: str) -> tuple[Played, ...]:
    """Return what a side plays, in the order it stands there."""
    if 'class="sound"' not in html:
        return ()
    marks = (_read(found) for found in _MARK.finditer(html))
    return tuple(each for each in marks if each is not None)[:MOST]


def with_marks(html: str, draw: Callable[[int, Played], str]) -> str:
    """Return HTML with each mark as ``draw`` gives it, by its number and what it plays."""
    if 'class="sound"' not in html:
        return html
    number = -1

    def drawn(found: re.Match[str]) -> str:
        nonlocal number
        what = _read(found)
        if what is None or number + 1 >= MOST:
            return found[0]
        number += 1
        return draw(number, what)

    return _MARK.sub(drawn, html)


def own_of_answer(question: tuple[Played, ...], answer: tuple[Played, ...]) -> int:
    """Return how many of the first marks of an answer side are those of its question."""
    return len(question) if question and answer[: len(question)] == question else 0


def _read(found: re.Match[str]) -> Played | None:
    code, kind, words = found.groups()
    if code is None:
        name = _INVISIBLE.sub("", unescape(words)).removeprefix(": ")
        return File(name, kind == "Video") if kind and name else None
    try:
        packed = urlsafe_b64decode(code).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return None
    filter_words, _, text = packed.partition("\n")
    return _speech(filter_words.split(), text[:LONGEST_SPEECH]) if text.strip() else None


def _speech(words: list[str], text: str) -> Speech:
    given = dict(word.split("=", 1) for word in words if "=" in word)
    language = words[0] if words and "=" not in words[0] else ""
    voices = tuple(voice for voice in given.get("voices", "").split(",") if voice)
    return Speech(text, language[:40], voices[:20], _speed(given.get("speed", "")))


def _speed(word: str) -> float:
    try:
        speed = float(word)
    except ValueError:
        return 1.0
    least, most = _SPEEDS
    return min(max(speed, least), most) if speed == speed else 1.0
