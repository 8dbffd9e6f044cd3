"""Knows what stands above unmarked text: the fields of a message and a table of contents."""

import re
from collections.abc import Sequence

from flashcards.articles.readers.plain_lines import Piece, PieceKind

_P = PieceKind
_HEADER = re.compile(
    r"(?:From|To|Cc|Subject|Date|Newsgroups|Archive-name|Last-modified|Version|Posting-Frequency"
    r"|URL|Maintainer|Author|Reply-To|Organization|Message-ID|Path|Lines|Sender|Summary|Keywords"
    r"|Followup-To|Approved|Expires|References|Category|Updated|Status|Copyright|Message"
    r"|Disclaimer|Last-Updated|Content-Type|Mime-Version|In-Reply-To|Title|Language|Frequency"
    r"|(?:[A-Z][a-z]+-){0,2}Archive-name|Archive|List-[\w-]{1,30}|X-[\w-]{1,30}):\s",
    re.IGNORECASE,
)
"""Fields above a message or article (RFC 5322, RFC 1036), which say nothing of its matter."""
_SUBJECT = re.compile(r"(?:subject|title):\s+(?:(?:re|fwd?|aw|wg):\s+|\[[^\[\]]{1,40}\]\s+){0,9}",
                      re.IGNORECASE)  # fmt: skip
_POSTED = re.compile(
    r"[\s,]*(?:part \d{1,2}(?:/| of )\d{1,2}"
    r"|\((?:(?:bi-?)?weekly|monthly|daily|quarterly|yearly|periodic|regular)? ?"
    r"(?:posting|post|repost|part \d{1,2}(?:/| of )\d{1,2})\)|\[?\(?\d{1,2}/\d{1,2}\)?\]?)$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:(?:table of )?contents|index|topics|today's topics|(?:list of |the )?questions|overview"
    r"|(?:questions|topics) (?:covered|answered)(?: here)?|(?:what(?:'s| is) )?in this "
    r"(?:faq|document|article|file|posting|guide)|outline|inhalt|inhaltsverzeichnis|sommaire"
    r"|table des matières|índice|indice|содержание)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:\s{2,}|\t|[\s.]{3,}|,? p(?:age|\.) ?)\d{1,4}$")
"""The page on which an entry stands."""
_COUNT = re.compile(r"(?:Q(?:uestion)?[ .]?)?\d{1,3}(?:\.\d{1,3}){0,3}[.):]?\s+")
_LONGEST_ENTRY = 200
_FEWEST = 2
SIGNATURE = "--"
"""What stands above who wrote a message, and what that person likes to add to all of them."""
_FOOT = re.compile(
    r"(?:copyright\b|©|\(c\)|(?:many )?thanks (?:to|for)\b|end of\b|maintained by\b"
    r"|this (?:faq|document|article|list|file|posting|text) (?:is|was|may|can|has)\b"
    r"|(?:last|this faq was) (?:updated|modified|changed)|(?:please )?send (?:\w+ ){0,5}to\b"
    r"|permission is\b)",
    re.IGNORECASE,
)
"""How notes below the text begin: whose it is, who helped, that it ends."""


def header_end(pieces: Sequence[Piece], at: int) -> int:
    """Return the piece after the fields of a message that begin at one; the same if none do."""
    first, before = pieces[at], pieces[at - 1] if at else None
    if (at and not first.after_blank) or not _HEADER.match(first.words):
        return at
    end = at + 1
    while end < len(pieces) and pieces[end].kind is _P.TEXT and not pieces[end].after_blank:
        if not _HEADER.match(pieces[end].words):
            break
        end += 1
    alone = before is not None and before.kind is _P.RULE and first.words.startswith("Subject:")
    return end if end - at > 1 or alone else at


def is_foot(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether a paragraph below a drawn line says only whose the text is, or that it ends."""
    if not at or pieces[at - 1].kind is not _P.RULE:
        return False
    return pieces[at - 1].words == SIGNATURE or bool(_FOOT.match(pieces[at].words))


def subject_of(pieces: Sequence[Piece]) -> str:
    """Return what the fields above a message say that it is about; empty if there are none."""
    end = header_end(pieces, 0) if pieces and pieces[0].kind is _P.TEXT else 0
    for piece in pieces[:end]:
        found = _SUBJECT.match(piece.words)
        if found:
            return _POSTED.sub("", piece.words[found.end() :]).strip()
    return ""


def contents_of(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the entries of a table of contents, which stand again over their text, and its title.

    Below a title that says so an entry may be worded otherwise, if its number comes again.
    """
    entries = [_entry(piece) for piece in pieces]
    last = {entry: at for at, entry in enumerate(entries) if entry}
    numbers = {p.number: at for at, p in enumerate(pieces) if "." in p.number}
    found: set[int] = set()

    def is_listed(at: int, titled: bool) -> bool:
        piece = pieces[at]
        if piece.kind is _P.LEADER or (titled and numbers.get(piece.number, -1) > at):
            return True
        return last.get(entries[at], -1) > at and _may_be_listed(piece, titled)

    at = 0
    while at < len(pieces):
        title = _title_of(pieces, at)
        start = at + len(title)
        end = start
        while end < len(pieces) and (
            is_listed(end, bool(title))
            or (_groups(pieces, end) and is_listed(end + 1, bool(title)))
        ):
            end += 1
        if end - start >= _FEWEST or (end > start and _stands_apart(pieces, start, last)):
            found.update(title[:1], range(start, end))
        at = max(end, at + 1)
    return frozenset(found)


def _title_of(pieces: Sequence[Piece], at: int) -> range:
    """The title of a table of contents that begins at a piece, with the line drawn below it."""
    piece = pieces[at]
    if piece.kind is not _P.TEXT or piece.lines:
        return range(at, at)
    if not _CONTENTS.fullmatch(piece.words.rstrip(":.")):
        return range(at, at)
    drawn = at + 1 < len(pieces) and pieces[at + 1].kind is _P.RULE
    return range(at, at + 1 + drawn)


def _groups(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a short line stands right over a deeper one, as the name of a part does."""
    piece = pieces[at]
    if at + 1 >= len(pieces) or piece.lines or piece.ends_sentence:
        return False
    return pieces[at + 1].indent > piece.indent and not pieces[at + 1].after_blank


def _may_be_listed(piece: Piece, titled: bool) -> bool:
    if piece.kind in (_P.NUMBER, _P.BULLET):
        return True
    return piece.kind is _P.TEXT and (titled or piece.words.endswith("?")) and not piece.hanging


def _stands_apart(pieces: Sequence[Piece], at: int, last: dict[str, int]) -> bool:
    """Whether a lone entry has nothing below it but a line or its own text."""
    piece = pieces[at]
    if piece.kind not in (_P.NUMBER, _P.BULLET) or at + 1 >= len(pieces):
        return False
    return pieces[at + 1].kind is _P.RULE or at + 1 == last[_entry(piece)]


def _entry(piece: Piece) -> str:
    """The words of an entry, without number, page and size of letters; empty if too long."""
    words = " ".join(piece.lines) if piece.lines else piece.words
    if not words or len(words) > _LONGEST_ENTRY or piece.kind is _P.RULE:
        return ""
    words = _PAGE.sub("", words.removeprefix("Subject:").strip())
    if piece.kind is _P.TEXT:
        words = _COUNT.sub("", words, count=1)
    return " ".join(words.casefold().split())
