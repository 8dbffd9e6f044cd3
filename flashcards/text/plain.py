"""Fields as plain words: for table cells, the full-text index and the search for duplicates."""

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

from flashcards.model.clozes import without_clozes
from flashcards.model.occlusion import as_words
from flashcards.text.clean import clean
from flashcards.text.file_names import referred
from flashcards.text.formulas import map_formulas
from flashcards.text.literal import SPACES
from flashcards.text.tags import (
    BLOCKS,
    DROPPED_WITH_CONTENT,
    FOREIGN,
    KNOWN,
    read_attributes,
)

_ODD = "\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_SPACES = "\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNMARKED_LINE = re.compile(f"(?![#>+\\-\\s])[^*_`\\\\<&~\\]{{|\n\t{_SPACES}{_ODD}]*")
_UNMARKED_ASCII = re.compile("(?![#>+\\-\\s])[ !-%'-)+-;=-Z^a-z}]*")
"""What needs no work at all in the index: no marks, nothing to space."""

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_CODE = re.compile(r"(`{1,2})(?!`)([^`\n]+)\1(?!`)")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-+*][ \t]+(?=\S))+", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,}|=+ *)$", re.MULTILINE)
_DELIMITER_ROW = re.compile(r"^[ \t|:-]*\|[ \t|:-]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(\s*+<?([^()\s<>]*)[^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\n]*\)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]*)>")
_STARS = re.compile(r"(?<!\*)(\*{1,3})(?![\s*])([^*\n]+)(?<!\s)\1(?!\*)")
_LINES = re.compile(r"(?<![\w])(_{1,3})(?![\s_])([^_\n]+)(?<!\s)\1(?!\w)")
_STRUCK = re.compile(r"~~(?!\s)([^~\n]+)(?<!\s)~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LITERAL = re.compile(r"[^\w\s]{1,20}|[0-9]{1,9}[.)]|_{1,20}")
_HELD = "\U0010f000"
"""First of the private characters that stand for escaped signs while marks are removed."""
_HELD_SIGN = re.compile("[\U0010f000-\U0010f07f]")

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099-\u30fa"
    "\u30fc-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U000323af"
)
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_CJK_BORDER = re.compile(f"(?<=[{_CJK}])(?=\\S)|(?<=\\S)(?=[{_CJK}])")


def plain_text(field: str) -> str:
    """Return a field's words on one line: no marks, clozes shown, images by their alt text.

    Formulas stay as they are written. Linear in the length.
    """
    if "\\" in field or "$" in field or "[latex]" in field:
        return " ".join(_words(clean(field), formulas=True).split())
    return _plain(field)


def _plain(field: str) -> str:
    """Return the words the index has kept ever since; the signs of formulas are none."""
    unmarked = _UNMARKED_ASCII if field.isascii() else _UNMARKED_LINE
    if unmarked.fullmatch(field):
        if "  " not in field:
            return field.rstrip(" ")
        return " ".join(field.split())
    return " ".join(_words(clean(field)).split())


UNSEEN = "\ue000"
"""Stands in the index before letters that are written in a note and not seen among its words: of
tags, addresses, the names of gaps. No word begins so, hence only who looks for parts finds them."""
ENDLESS = "\ue001"
"""Stands in the index of a note with a word so long that the index may not have all of it."""
PART_LENGTH = 3
"""How many letters or digits of ASCII a part of a word has at least that the index can find."""
_RUN = re.compile(f"[0-9a-z]{{{PART_LENGTH},}}")
_LONG = 8_000
"""Characters; of a word, the index keeps the first 32 kB."""


def search_text(fields: Sequence[str]) -> str:
    """Return what the full-text index keeps of a note: plain, CJK spaced, case kept.

    Whatever ``PART_LENGTH`` or more letters and digits of ASCII stand together in a field stand
    so in a word of it, in any case: if in no other, then in one after ``UNSEEN``, at the end.
    """
    seen: list[str] = []
    marked: list[str] = []
    for field in fields:
        if field:
            if _UNMARKED_ASCII.fullmatch(field):
                seen.append(field)
            else:
                seen.append(cjk_spaced(_plain(field)))
                if not _UNMARKED_LINE.fullmatch(field):
                    marked.append(field)
    text = " ".join(seen)
    if marked:
        unseen = {run for field in marked for run in _RUN.findall(field.lower())}
        unseen.difference_update(_RUN.findall(text.lower()))
        text = " ".join([text, *(UNSEEN + run for run in sorted(unseen))])
    return f"{text} {ENDLESS}" if len(text) > _LONG else text


def cjk_spaced(text: str) -> str:
    """Return ``text`` with a space on both sides of each CJK character, so that each is a word."""
    if text.isascii() or not _CJK_CHARACTER.search(text):
        return text
    return _CJK_BORDER.sub(" ", text)


def first_field_key(text: str) -> str:
    """Return what two first fields share when they are the same question.

    Marks, case, kinds of white space and Unicode composition make no difference.
    """
    words = _plain(text)
    if words.isascii():
        return words.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold())


def _words(text: str, formulas: bool = False) -> str:
    text = without_clozes(as_words(text))
    if _LITERAL.fullmatch(text.strip()):
        return text
    if "```" in text or "~~~" in text:
        # Between fences stands code, which has no marks.
        pieces = _FENCE.split(text)
        pieces[0::2] = [_unmarked(piece, formulas) for piece in pieces[0::2]]
        return "\n".join(pieces)
    return _unmarked(text, formulas)


def _unmarked(text: str, formulas: bool) -> str:
    """Remove Markdown marks and tags; text in code spans stays as it is, ``formulas`` likewise."""
    if "`" in text:
        text = _CODE.sub(lambda code: _held(code[2]), text)
    if formulas:
        text = map_formulas(text, _held)
        for space in SPACES:
            text = text.replace(space, _held(space))
    if "\\" in text:
        text = _ESCAPE.sub(lambda escaped: _held(escaped[1]), text)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = _without_tags(text)
    if "](" in text:
        text = _IMAGE.sub(lambda image: image[1].strip() or f"[{image[2]}]", text)
        text = _LINK.sub(r"\1", text)
    text = _RULE.sub("", text)
    if "|" in text and _DELIMITER_ROW.search(text):
        text = _DELIMITER_ROW.sub("", text).replace("|", " ")
    text = _LINE_MARK.sub("", text)
    if "*" in text:
        text = _STARS.sub(r"\2", _STARS.sub(r"\2", text))
    if "_" in text:
        text = _LINES.sub(r"\2", _LINES.sub(r"\2", text))
    if "~~" in text:
        text = _STRUCK.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: clean(unescape(entity[0])), text)
    return _HELD_SIGN.sub(lambda sign: chr(ord(sign[0]) - ord(_HELD)), text)


def _held(text: str) -> str:
    """Put private characters for the signs in ``text``, out of reach of what follows."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: chr(ord(_HELD) + ord(sign[0])), text)


def _without_tags(text: str) -> str:
    for name, end in DROPPED_WITH_CONTENT.items():
        if f"<{name}" in text.lower():
            text = _without_element(text, name, end)
    return _TAG.sub(_tag_words, text)


def _without_element(text: str, name: str, end: re.Pattern[str]) -> str:
    kept: list[str] = []
    position = 0
    for start in re.finditer(f"<{name}(?![a-zA-Z0-9])[^<>]*>", text, re.IGNORECASE):
        if start.start() < position:
            continue
        closing = end.search(text, start.end())
        if closing is None:
            break
        kept.append(text[position : start.start()])
        after = text.find(">", closing.end())
        position = after + 1 if after >= 0 else len(text)
    kept.append(text[position:])
    return "".join(kept)


def _tag_words(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name == "img":
        found = read_attributes(tag[3])
        return f" {found.get('alt') or '[' + referred(found.get('src', '')) + ']'} "
    known = KNOWN.get(name)
    if known is None:
        return "" if FOREIGN.match(name) or name in DROPPED_WITH_CONTENT else tag[0]
    return " " if known in BLOCKS or name in ("br", "caption", "tbody", "option") else ""
