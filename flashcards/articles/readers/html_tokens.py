"""Takes the text of a page apart into tags and words, in linear time, whatever is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flashcards.articles.readers.decoding import without_entities

_SIGN = re.compile(r"<(?:!--|!\[CDATA\[|[!?]|/?[a-zA-Z])")
_BARE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})>")
"""A tag without attributes, as most are."""
_NAME = re.compile(r"[a-zA-Z][^\s/<>]{0,60}")
_PLAIN_END = re.compile(r"""[^<>"']*+>""")
_QUOTE_OR_END = re.compile(r"""=\s{0,9}["']|>""")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]{1,100})(?:\s{0,99}=\s{0,99}(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?"""
)
_LONGEST_TAG = 20_000
_MOST_BROKEN_TAGS = 100
"""After so many tags without an end, values hold no more ``>``, which bounds the work."""

_RAW = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"}
)
"""Elements whose content is not markup."""


@dataclass(eq=False, slots=True)
class Token:
    """A tag or a stretch of words; tags without attributes that are alike are one token."""

    name: str
    """Small letters; empty for words."""
    closes: bool = False
    words: str = ""
    """Of words: what they are, entities written out; of a tag: its attributes as they stand."""

    @property
    def attributes(self) -> dict[str, str]:
        """The tag's attributes, the first of a name counting."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.words[:_LONGEST_TAG]):
            found.setdefault(name.lower(), without_entities(double or single or bare))
        return found


def tokens(text: str) -> Iterator[Token]:
    """Yield what a page consists of; comments and declarations are left out."""
    at, missing, last = 0, Counter[str](), text.rfind(">")
    bare_tags: dict[str, Token] = {}
    while True:
        found = _SIGN.search(text, at)
        if found is None or (found.start() > last and found[0][1] not in "!?"):
            break  # no tag ends behind the last bracket: the rest is words
        if found.start() > at:
            yield Token("", words=without_entities(text[at : found.start()]))
        start, at = found.start(), found.end()
        sign = found[0]
        bare = _BARE.match(text, start)
        if bare:
            at = bare.end()
            token = bare_tags.get(bare[0])
            if token is None:
                token = bare_tags[bare[0]] = Token(bare[2].lower(), bool(bare[1]))
        elif sign[1] in "!?":
            at, token = _declaration(text, sign, start, missing)
        else:
            at, token = _tag(text, at - 1, sign[1] == "/", missing)
        if token is not None:
            yield token
            if token.name in _RAW and not token.closes:
                end = _raw_end(text, token.name, at, missing)
                words = text[at:end]
                yield Token("", words=without_entities(words) if token.name == "title" else words)
                at = end
    if at < len(text):
        yield Token("", words=without_entities(text[at:]))


def _declaration(
    text: str, sign: str, start: int, missing: Counter[str]
) -> tuple[int, Token | None]:
    """Skip a comment, declaration or CDATA section; an endless one is taken for words."""
    last = "-->" if sign == "<!--" else "]]>" if sign.startswith("<![") else ">"
    end = -1 if last in missing else text.find(last, start + 2)
    if end < 0:
        missing[last] += 1
        return start + len(sign), None
    token = Token("", words=text[start + 9 : end]) if last == "]]>" else None
    return end + len(last), token


def _tag(text: str, at: int, closes: bool, missing: Counter[str]) -> tuple[int, Token | None]:
    named = _NAME.match(text, at)
    if named is None:  # cannot be, the sign ends in a letter
        return at, None
    start = named.end()
    plain = _PLAIN_END.match(text, start, start + _LONGEST_TAG)
    stop = plain.end() if plain else -1
    if stop < 0 and missing[">"] < _MOST_BROKEN_TAGS:
        stop = _quoted_end(text, start)
    if stop < 0:
        missing[">"] += 1
        return at, Token("", words="<")
    return stop, Token(named[0].lower(), closes, text[start : stop - 1])


def _quoted_end(text: str, at: int) -> int:
    """Where a tag ends whose quoted values hold ``<`` or ``>``; -1 if it does not end."""
    limit = at + _LONGEST_TAG
    while True:
        found = _QUOTE_OR_END.search(text, at, limit)
        if found is None:
            return -1
        at = found.end()
        if found[0] == ">":
            return at
        close = text.find(found[0][-1], at, limit)
        at = close + 1 if close >= 0 else at


def _raw_end(text: str, name: str, at: int, missing: Counter[str]) -> int:
    """Where the content of a raw element ends."""
    closing = f"</{name}"
    if closing in missing:
        return at
    found = re.compile(re.escape(closing), re.IGNORECASE).search(text, at)
    if found is None:
        missing[closing] += 1
        return at
    return found.start()
