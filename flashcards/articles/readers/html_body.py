"""Finds the article on a saved page by where its sentences stand, and takes the rest away."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from flashcards.articles.readers.html_frame_words import (
    LONGEST_LINE,
    heads_frame,
    is_frame_line,
    may_head_frame,
)
from flashcards.articles.readers.html_parts import Part
from flashcards.articles.readers.html_tokens import Token

_FEWEST_LETTERS = 60
"""Letters without links that a block needs to count as sentences."""
_LEAST_PROSE = 1_000
"""A page with fewer letters in sentences is read as it is."""
_BODIES = frozenset({"html", "body", "main", "article", "section", "div", "td", "center", "form"})
_MOST_TOKENS = 60
_SHORT = 80
_GONE = frozenset({"drop", "other", "frame", "contents"})


def without_frame(page: Sequence[Token], parts: list[Part], shown: list[str]) -> None:
    """Mark in ``shown`` what of the parts is not the article; those named so already count too.

    The article is the smallest element with three quarters of all sentences. Of what surrounds it,
    the title and longer texts stay. Linear.
    """
    article = _Article(page, parts, shown)
    if article.total < _LEAST_PROSE:
        return
    article.drop_named()
    article.drop_around()
    article.drop_above()
    article.drop_below()
    article.drop_lone_headings()


class _Article:
    def __init__(self, page: Sequence[Token], parts: list[Part], shown: list[str]) -> None:
        self._page = page
        self._parts = parts
        self._shown = shown
        self._letters = sum(part.letters for part in parts if part.parent < 0)
        self._weigh()
        self.total = sum(part.prose for part in parts if part.parent < 0)

    def _weigh(self) -> None:
        """Count the letters of each part that stand in sentences."""
        for part in reversed(self._parts):
            if self._shown[part.at] in _GONE:
                part.prose = 0
                continue
            part.prose += _said(part)
            if part.parent >= 0:
                self._parts[part.parent].prose += part.prose

    def _kept(self) -> Iterator[tuple[int, Part]]:
        """The parts that do not lie in one that is left out."""
        behind = 0
        for number, part in enumerate(self._parts):
            if part.at < behind:
                continue
            if self._shown[part.at] in _GONE:
                behind = part.end
                continue
            yield number, part

    def _lines(self) -> Iterator[tuple[int, Part]]:
        """The parts among them that have words of their own."""
        return ((number, part) for number, part in self._kept() if part.is_block and part.own)

    def _words(self, part: Part) -> str:
        tokens = self._page[part.at : min(part.end, part.at + _MOST_TOKENS)]
        return " ".join("".join(token.words for token in tokens if token.name == "").split())

    def _drop(self, part: Part) -> None:
        """Leave a part out, unless a third of all sentences stands in it."""
        if part.prose * 3 <= self.total:
            self._shown[part.at] = "drop"

    def drop_named(self) -> None:
        """Leave out lines that serve the page, and what stands under headings that lead away."""
        for number, part in list(self._lines()):
            if self._shown[part.at] in _GONE or part.own > LONGEST_LINE:
                continue
            if part.letters > part.own * 2 or part.name in ("td", "th", "dt", "dd"):
                continue
            words = self._words(part)
            if is_frame_line(words):
                self._drop(part)
            elif heads_frame(words) or (may_head_frame(words) and self._below(part)):
                self._drop_section(number, may_head_frame(words))

    def _below(self, part: Part) -> bool:
        """Whether a part stands in the second half of the page."""
        return part.before * 2 > self._letters

    def _drop_section(self, number: int, bare: bool) -> None:
        """Leave out a heading and what it stands over; if ``bare``, only where this says little."""
        head = self._parts[number]
        most = _SHORT if bare else self.total // (2 if self._below(head) else 4)
        top = number
        while True:
            above = self._parts[top].parent
            if above < 0 or self._parts[above].before != head.before:
                break
            if self._parts[above].prose > most or self._parts[above].name in ("body", "html"):
                break
            top = above
        whole = self._parts[top]
        if whole.letters > head.letters:
            self._drop(whole)
            return
        if not head.level:
            if not bare:
                self._drop(whole)
            return
        following = list(self._siblings_after(top, head.level))
        if sum(part.prose for part in following) > most:
            # A box in the middle of the text ends where its links do.
            following = list(takewhile(_leads_away, following))
        if following or bare is False:
            for part in (whole, *following):
                self._drop(part)

    def _siblings_after(self, number: int, level: int) -> Iterator[Part]:
        """The parts beside one, up to the next that holds a heading as high."""
        part = self._parts[number]
        end = self._parts[part.parent].end if part.parent >= 0 else len(self._page)
        behind, shut = part.end, False
        for after in range(number + 1, len(self._parts)):
            other = self._parts[after]
            if other.at >= end:
                return
            if other.at < behind:
                continue
            if other.level and other.level <= level:
                return
            if other.headings and not other.level:
                shut = True
            if shut:
                return
            behind = other.end
            yield other

    def drop_around(self) -> None:
        """Leave out what lies beside the element that holds nearly all sentences."""
        self._weigh_anew()
        body = max(
            (number for number, part in enumerate(self._parts)
             if part.prose * 4 >= self.total * 3 and part.name in _BODIES),
            default=-1,
        )  # fmt: skip
        around = set[int]()
        at = body
        while at >= 0:
            around.add(at)
            at = self._parts[at].parent
        around.discard(body)
        for number, part in list(self._kept()):
            if part.parent not in around or number in around or number == body:
                continue
            below = part.at > self._parts[body].at
            entitles = not below and (part.titles or part.level == 1)
            if part.name in ("head", "title") or entitles:
                continue
            needed = self.total // 8 if below else _SHORT
            if part.prose < needed:
                self._drop(part)

    def _weigh_anew(self) -> None:
        for part in self._parts:
            part.prose = 0
        self._weigh()
        self.total = sum(part.prose for part in self._parts if part.parent < 0)

    def _beginning(self) -> tuple[Part | None, Part | None]:
        """The title, if one stands over most of the text, and the first sentences below it."""
        passed = 0
        title = first = None
        for _, part in self._lines():
            if part.level == 1 and title is None and passed * 8 < self.total:
                title, first = part, None
            elif first is None and _said(part) >= _SHORT:
                first = part
            passed += _said(part)
            if passed * 8 >= self.total:
                break
        return title, first

    def drop_above(self) -> None:
        """Leave out short lines over the first sentences: who wrote it, when, where one is."""
        title, first = self._beginning()
        if first is None:
            return
        behind = 0
        for _, part in list(self._kept()):
            if part.at >= first.at:
                return
            if part.at < behind or part.end > first.at or part.level == 1:
                continue
            over = title is not None and part.at < title.at
            if title is not None and part.at < title.at < part.end:
                continue
            listed = part.name in ("ul", "ol", "dl", "table", "nav")
            if listed and (over or part.linked * 2 >= part.letters or part.name == "dl"):
                self._drop(part)
                behind = part.end
            elif listed or part.name in ("td", "th", "pre"):
                behind = part.end
            elif part.is_block and part.own and (over or not part.level):
                words = self._words(part)
                most = _SHORT if over or any(sign.isdigit() for sign in words) else _FEWEST_LETTERS
                if len(words) < most and (over or words[-1:] not in ".?!:;…。？"):
                    self._drop(part)

    def drop_below(self) -> None:
        """Leave out lines of links under the last sentences."""
        lines = list(self._lines())
        last = max((at for at, (_, part) in enumerate(lines) if _said(part)), default=len(lines))
        for _, part in lines[last + 1 :]:
            if part.linked * 2 >= part.letters:
                self._drop(part)

    def drop_lone_headings(self) -> None:
        """Leave out headings whose whole section was left out."""
        last: Part | None = None
        between = False
        behind = 0
        for part in self._parts:
            if part.at < behind:
                continue
            if self._shown[part.at] in _GONE:
                behind = part.end
                between = between or part.letters > 0
            elif part.level:
                if last is not None and between and part.level <= last.level:
                    self._drop(last)
                last, between = part, False
                behind = part.end
            elif part.is_block and part.own:
                last = None
        if last is not None and between and last.level > 1:
            self._drop(last)


def _said(part: Part) -> int:
    """Letters that stand in sentences of its own, links taken off."""
    if part.level or not part.is_block or part.own < _FEWEST_LETTERS:
        return 0
    return max(part.own - 2 * part.own_linked, 0)


def _leads_away(part: Part) -> bool:
    return part.linked * 10 >= part.letters * 7
