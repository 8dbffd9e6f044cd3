"""Hostile articles that are no packed files: HTML, Markdown, plain text and the like."""

from collections.abc import Callable, Iterator
from random import Random

from tests.hostile.case import ANYTHING, ONLY_REFUSED, Case, file_case, reading
from tests.hostile.stock import ACTIVE, INVISIBLE, LATEX, PLAIN, any_text, mutated, sentence, set_in

_ENDINGS = ("txt", "md", "html", "rst", "adoc", "org")
_REFUSED: dict[str, bytes | Callable[[], bytes]] = {
    "an ELF binary": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 400,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "a gzip file": lambda: b"\x1f\x8b\x08\x00" + bytes(range(256)) * 100,
    "a database": lambda: b"SQLite format 3\x00" + bytes(range(256)) * 100,
    "zeros": lambda: bytes(40_000),
    "every byte": lambda: bytes(range(256)) * 200,
    "hardly more than line ends": lambda: b"ab\n" * 110_000,
    "more lines than a library": lambda: b"a word and more\n" * 310_000,
}
_LONG: dict[str, tuple[str, Callable[[], str]]] = {
    "a page of tables in tables": ("html", lambda: "<table><tr><td>" * 20_000),
    "a page of open tags": ("html", lambda: "<b><i>" * 60_000),
    "a page of half tags": ("html", lambda: "<a " * 120_000),
    "a page of comments": ("html", lambda: "<!--" * 80_000),
    "a page of entities": ("html", lambda: "<p>" + "&amp;" * 80_000),
    "a page of questions": (
        "html",
        lambda: '<script type="application/ld+json">' + "[" * 300_000 + "</script><p>a",
    ),
    "a page of huge numbers": ("html", lambda: "<p>" + "&#99999999999999999999;" * 15_000),
    "a page of endless attributes": ("html", lambda: "<p " + "a='b' " * 60_000),
    "a text of brackets": ("md", lambda: "[" * 300_000),
    "a text of pictures": ("md", lambda: "![](" * 80_000),
    "a text of stars": ("md", lambda: "*a" * 150_000),
    "a text of backticks": ("md", lambda: "`a" * 150_000),
    "a text of quotes": ("md", lambda: ">" * 300_000),
    "a text of deep lists": ("md", lambda: "".join("  " * n + "- a\n" for n in range(400))),
    "a text of headings": ("md", lambda: "# a\n" * 60_000),
    "a text of front matter": ("md", lambda: "---\n" + "a: b\n" * 60_000),
    "a text of one line": ("txt", lambda: "The tide is a wave, " * 15_000),
    "a text of zalgo": ("txt", lambda: "z\u0300\u0301" * 100_000),
    "a text of definitions": ("txt", lambda: "".join(f"w{n}: a thing\n" for n in range(20_000))),
    "a text of blocks": ("adoc", lambda: "====\n" * 60_000),
    "a text of roles": ("rst", lambda: ":a:`b` " * 40_000),
    "a text of includes": ("rst", lambda: ".. include:: ../outside/secret.txt\n\n" * 2_000),
    "a text that includes another": ("adoc", lambda: "include::../outside/secret.txt[]\n" * 2_000),
    "a text that includes a file": ("org", lambda: "#+INCLUDE: ../outside/secret.txt\n" * 2_000),
    "a text of drawers": ("org", lambda: ":PROPERTIES:\n" * 40_000),
}


def _article(random: Random, odd: str, ending: str) -> str:
    lines = [f"A {sentence(random)[4:-1]} is a kind of wave that rises." for _ in range(6)]
    lines[random.randrange(6)] = set_in(random, odd)
    if ending == "html":
        return "<html><body><h1>Tides</h1>" + "".join(f"<p>{each}</p>" for each in lines)
    return "# Tides\n\n" + "\n\n".join(lines) + "\n"


def _mutated(random: Random, text: str) -> bytes:
    return mutated(random, text.encode("utf-8", "ignore"), 20, cut=30, copied=(60, 9))


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield what is no article, long baits, odd words, and mutations."""
    made = 0
    for what, data in _REFUSED.items():
        yield file_case(what, "article.txt", data, reading, ONLY_REFUSED, heavy=True)
        made += 1
    for what, (ending, made_long) in _LONG.items():
        yield file_case(what, f"article.{ending}", made_long, reading, ANYTHING, heavy=True)
        made += 1
    for number, (what, odd) in enumerate({**INVISIBLE, **ACTIVE, **LATEX, **PLAIN}.items()):
        ending = "md" if number % 3 else "txt"
        text = _article(random, odd[:20_000], ending)
        yield file_case(f"an article with {what}", f"a.{ending}", text, reading, ANYTHING)
        made += 1
    while made < count:
        # Most are read by the program itself, which is quick; every tenth in a process of its own.
        ending = random.choice(_ENDINGS) if made % 10 == 0 else random.choice(("txt", "md"))
        text = _article(random, any_text(random, 100), ending)
        yield file_case("a mutation", f"a.{ending}", _mutated(random, text), reading, ANYTHING)
        made += 1
