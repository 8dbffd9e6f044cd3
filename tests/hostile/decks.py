"""Hostile Markdown decks: odd bytes, odd structure, odd words, and pictures that lie elsewhere."""

import os
from collections.abc import Callable, Iterator
from random import Random

from tests.hostile.case import (
    ANYTHING,
    NOT_QUIET,
    ONLY_REFUSED,
    ONLY_STATED,
    Case,
    Outcome,
    Place,
    file_case,
    importing,
)
from tests.hostile.stock import ACTIVE, INVISIBLE, LATEX, PLAIN, any_text, mutated, sentence, set_in

_HEAD = "---\ndeck: Odd\nid: odd\n---\n"
_SOUND = _HEAD + "".join(f"Q: front {n} {{#n{n}}}\nA: back {n}\n\n" for n in range(20))


def _deck(random: Random, odd: str) -> str:
    notes = [f"Q: {sentence(random)}\nA: {sentence(random)}\n" for _ in range(5)]
    at = random.randrange(len(notes))
    notes[at] = f"Q: {sentence(random)}\nA: {set_in(random, odd)}\n"
    return _HEAD + "\n".join(notes)


_REFUSED: dict[str, bytes | Callable[[], bytes]] = {
    "nothing": b"",
    "prose": b"A tide is a wave.\n" * 400,
    "front matter alone": _HEAD.encode(),
    "open front matter": b"---\n" + b"deck: x\n" * 2_000,
    "an ELF binary": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 400,
    "a zip file": lambda: b"PK\x03\x04" + bytes(range(256)) * 100,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "every byte": lambda: bytes(range(256)) * 200,
    "zeros": lambda: bytes(40_000),
    "marks without words": b"Q:\nA:\n" * 100,
    "questions without answers": b"Q: a?\n" * 200,
    "clozes without gaps": b"C: a\n" * 100,
    "a front of a million signs": lambda: b"Q: " + b"x" * 1_000_001 + b"\nA: b\n",
    "a heading without end": lambda: b"## " + b"x" * 1_500_000,
}
_ODD: dict[str, bytes | Callable[[], bytes]] = {
    "NUL bytes": _SOUND.encode() + b"Q: a\x00b\nA: c\n",
    "Latin-1": _HEAD.encode() + "Q: café\nA: über\n\n".encode("latin-1") * 20,
    "half characters": _SOUND.encode() + b"Q: a\xed\xa0\x80b\nA: c\n",
    "a byte order mark inside": _SOUND.encode() + b"\xef\xbb\xbfQ: a\nA: b\n",
    "an id twice": b"Q: a {#x}\nA: b\n\nQ: c {#x}\nA: d\n",
    "an id that is no id": b"Q: a {#../../x}\nA: b\n",
    "an open fence": _SOUND.encode() + b"Q: a\nA: b\n```\nnever closed\n",
    "a picture elsewhere": _SOUND.encode() + b"Q: ![x](../outside/secret.txt)\nA: b\n",
    "a picture by its whole path": _SOUND.encode() + b"Q: ![x](/etc/passwd)\nA: b\n",
    "a picture by a coded path": _SOUND.encode() + b"Q: ![x](%2e%2e/outside/secret.txt)\nA: b\n",
    "a picture of a share": _SOUND.encode() + b"Q: ![x](//server/a.png)\nA: b\n",
    "a picture of a drive": _SOUND.encode() + b"Q: ![x](C:/a.png)\nA: b\n",
    "a picture at an address": _SOUND.encode() + b"Q: ![x](http://example.com/a.png)\nA: b\n",
    "a picture that is not there": _SOUND.encode() + b"Q: ![x](nowhere.png)\nA: b\n",
    "a picture that is none": _SOUND.encode() + b"Q: ![x](deck.md)\nA: b\n",
    "a picture that is a folder": _SOUND.encode() + b"Q: ![x](.)\nA: b\n",
    "a note without an answer": _SOUND.encode() + b"Q: a?\n",
    "a reversed cloze": _SOUND.encode() + b"C: {{c1::a}}\nReverse: yes\n",
    "a key twice in front matter": b"---\ndeck: a\ndeck: b\n---\nQ: a\nA: b\n",
    "an unknown key in front matter": b"---\ndeck: a\nevil: b\n---\nQ: a\nA: b\n",
    "an anchor in front matter": b"---\na: &x [1]\nb: *x\n---\nQ: a\nA: b\n",
}
_LONG: dict[str, bytes | Callable[[], bytes]] = {
    "deep lists": lambda: (
        _SOUND.encode() + b"Q: a\nA: b\n" + b"".join(b"  " * n + b"- a\n" for n in range(400))
    ),
    "deep quotes": lambda: b"Q: " + b">" * 50_000 + b"\nA: b\n",
    "brackets": lambda: b"Q: " + b"![" * 200_000 + b"\nA: b\n",
    "pictures": lambda: b"Q: a\nA: " + b"![](a.png) " * 20_000 + b"\n",
    "gaps": lambda: b"C: " + b"{{c1::a}} " * 20_000 + b"\n",
    "different gaps": lambda: (
        b"C: " + b"".join(b"{{c%d::a}} " % n for n in range(1, 2_000)) + b"\n"
    ),
    "gaps in gaps": lambda: b"C: " + b"{{c1::" * 5_000 + b"a" + b"}}" * 5_000 + b"\n",
    "fences": lambda: b"Q: a\nA: b\n" + b"```\n" * 50_001,
    "twenty thousand notes": lambda: b"".join(
        b"Q: f%d\nA: b%d\n\n" % (n, n) for n in range(20_000)
    ),
    "a line without end": lambda: b"Q: a\nA: " + b"word " * 199_000 + b"\n",
    "tags": lambda: b"---\ntags: " + b"t " * 50_000 + b"\n---\nQ: a\nA: b\n",
    "backticks": lambda: b"Q: " + b"`a" * 100_000 + b"\nA: b\n",
    "stars": lambda: b"Q: " + b"*a" * 100_000 + b"\nA: b\n",
    "descriptions": lambda: b"---\ndescriptions:\n" + b"  a: b\n" * 20_000 + b"---\nQ: a\nA: b\n",
}


def _thing_case(
    name: str, make: Callable[[Place], object], allowed: frozenset[Outcome] = ONLY_STATED
) -> Case:
    """Return the case of a deck whose picture is ``pic.png``, made as ``make`` does."""

    def both(place: Place) -> None:
        place.put("deck.md", _SOUND + "Q: ![x](pic.png)\nA: b\n")
        make(place)

    return Case(name, importing("deck.md"), allowed, both)


def _pictures() -> Iterator[Case]:
    def link(target: str) -> Callable[[Place], object]:
        return lambda place: (place.given / "pic.png").symlink_to(target)

    yield _thing_case("a picture that is a pipe", lambda p: os.mkfifo(p.given / "pic.png"))
    yield _thing_case("a picture that is a device", link("/dev/zero"))
    yield _thing_case("a picture that is a terminal", link("/dev/tty"))
    yield _thing_case("a picture that links to itself", link("pic.png"))
    yield _thing_case("a picture that links nowhere", link("nothing.png"))
    yield _thing_case(
        "a picture that is a folder of its own", lambda p: (p.given / "pic.png").mkdir()
    )
    yield _thing_case("a picture that is text", lambda p: p.put("pic.png", "no picture"))
    yield _thing_case("a picture that is empty", lambda p: p.put("pic.png", b""))
    # Known by its content, kept as a drawing: only a process of its own ever reads it.
    drawing = frozenset({Outcome.QUIET})
    yield _thing_case(
        "a drawing called a picture", lambda p: p.put("pic.png", "<svg></svg>"), drawing
    )


def _plain(random: Random) -> bytes:
    return _deck(random, random.choice(list(PLAIN.values()))[:200]).encode("utf-8", "ignore")


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield decks that hold none, odd ones, odd words and pictures, and mutations."""
    made = 0
    for what, data in _REFUSED.items():
        yield file_case(what, "deck.md", data, importing, ONLY_REFUSED)
    for what, data in _ODD.items():
        yield file_case(what, "deck.md", data, importing, ONLY_STATED)
    for what, data in _LONG.items():
        yield file_case(what, "deck.md", data, importing, ANYTHING, heavy=True)
    yield from _pictures()
    made += len(_REFUSED) + len(_ODD) + len(_LONG) + 9
    for what, odd in {**INVISIBLE, **ACTIVE, **LATEX, **PLAIN}.items():
        allowed = ANYTHING if what in PLAIN else NOT_QUIET
        yield file_case(f"a deck with {what}", "deck.md", _deck(random, odd), importing, allowed)
        made += 1
    while made < count:
        data = (
            mutated(random, _plain(random))
            if made % 3
            else _deck(random, any_text(random, 200)).encode()
        )
        yield file_case("a mutation", "deck.md", data, importing, ANYTHING)
        made += 1
