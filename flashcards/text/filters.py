"""What the filters of a template make of a field, such as ``{{furigana:Word}}``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import unescape

from flashcards.model.clozes import cloze_numbers
from flashcards.model.occlusion import without_masks
from flashcards.text import cloze
from flashcards.text.clean import escape
from flashcards.text.code import with_colours
from flashcards.text.formulas import outside_literals
from flashcards.text.items import items
from flashcards.text.literal import name_sounds
from flashcards.text.markdown import to_html
from flashcards.text.own_looks import split_sheets
from flashcards.text.played import speech_mark
from flashcards.text.readings import furigana, kana, kanji
from flashcards.text.sanitise import sanitise
from flashcards.text.template_language import FieldPart

_READINGS: dict[str, Callable[[str], str]] = {"furigana": furigana, "kana": kana, "kanji": kanji}
_LINE_MARK = re.compile(r"^([ ]{0,12}(?:[#>*+-]{1,6}|\d{1,9}[.)]) )(?=\S)", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_WORDLESS = re.compile(r"\[sound:[^\]]*\]|!\[\]\([^()\n]*\)|<img\b[^<>]*>")
"""Recordings, and pictures without a text of their own."""
_LINE_END = re.compile(r"<(?:br|/?div|/?p|/?li)\b[^<>]*>", re.IGNORECASE)

BOX = "\U0010fff0"
"""Holds the place of what the learner is to do, in the sides of a card as they are made."""


@dataclass(frozen=True, slots=True)
class Face:
    """The side a field is shown on."""

    asked: bool
    number: int
    """Which clozes are asked."""
    markup: str
    box: str = ""
    """The field whose place holds what is to be done: a card asks for one thing at most."""
    options: bool = False
    """Whether that is to choose among options."""
    languages: Mapping[str, str] | None = None
    """What fields are in, by name; only of those whose note type tells it."""


def filtered(part: FieldPart, text: str, face: Face) -> str:
    """Return a filled field as safe HTML, after the filters of its place one by one."""
    filters = part.filters
    if "type" in filters:
        if part.name == face.box and not part.in_attribute:
            return BOX
        return "" if face.asked else markup(_to_type(filters, text, face), face.markup)
    if "right" in filters or "wrong" in filters:
        if part.name == face.box and not part.in_attribute:
            return BOX
        return "" if face.asked or face.options else markup(text, face.markup)
    if "list" in filters or "list-all" in filters:
        return list_html(part, text, face)
    if any(one.startswith("tts") for one in filters):
        return _to_speak(part, text, face)
    language = face.markup
    marked = cloze.MarkedText(text)
    for one in _in_turn(filters, language):
        if one == "cloze":
            marked = _with_gaps(marked.text, face)
        elif one == "cloze-only":
            marked = cloze.MarkedText(_gaps_alone(marked.text, face))
        elif one == "text":
            marked = cloze.MarkedText(escape(bare_words(cloze.plainly(marked), language)))
            language = "html"
        elif one in _READINGS:
            read = _with_readings(marked.text, language, one)
            marked = cloze.MarkedText(read, marked.hints)
    html = markup(marked.text, language)
    if "cloze" in filters:
        html = cloze.finish(html, marked, escape if face.markup == "markdown" else _from_html)
    if not html or "hint" not in filters:
        return html
    if face.asked:
        return f' <span class="hint">[{escape(part.name)}]</span> '
    return f"<div>{html}</div>" if face.markup == "html" else html


def list_html(part: FieldPart, text: str, face: Face) -> str:
    """Return a list with the item that is asked, or all of them, as a gap; safe HTML.

    Items before it are shown, those behind it are not.
    """
    lines = items(text, face.markup)
    asked = [face.number in cloze_numbers(line) for line in lines]
    whole = "list-all" in part.filters
    if not whole and True not in asked:
        return ""
    last = len(lines) - 1 if whole else asked.index(True)
    shown = [
        _item_html(line, face, asked=face.asked and (whole or place == last), told=place == last)
        for place, line in enumerate(lines[: last + 1])
    ]
    if not whole and face.asked:
        shown[-1] += f'\u00a0 <span class="hint">{last + 1}/{len(lines)}</span>'
    return f"<ol>{''.join(f'<li>{each}</li>' for each in shown)}</ol>"


def _item_html(line: str, face: Face, *, asked: bool, told: bool) -> str:
    """Return an item; ``asked`` hides its gap, ``told`` marks it."""
    numbers = cloze_numbers(line)
    number = face.number if face.number in numbers else numbers[0] if numbers else 0
    if asked and number:
        marked = cloze.hidden(line, number)
    elif asked:
        return '<span class="cloze">[...]</span>'
    else:
        marked = cloze.shown(line, number if told else 0)
    html = without_paragraph(markup(marked.text, face.markup))
    return cloze.finish(html, marked, escape if face.markup == "markdown" else _from_html)


def without_paragraph(html: str) -> str:
    """Return the content of a lone paragraph, anything else as it is."""
    if html.startswith("<p>") and html.find("</p>") == len(html) - 4:
        return html[3:-4]
    return html


def _to_speak(part: FieldPart, text: str, face: Face) -> str:
    """Return the mark of a field that is read aloud in place of being shown."""
    spoken = next((one for one in part.filters if one.split(" ")[0] == "tts"), "")
    if not spoken:
        return ""
    others = tuple(one for one in part.filters if not one.startswith("tts"))
    language = face.languages.get(part.name) if face.languages else ""
    if language and (spoken == "tts" or "=" in spoken.split()[1]):
        spoken = " ".join(("tts", language, *spoken.split()[1:]))
    return speech_mark(spoken, filtered(replace(part, filters=others), text, face))


def _with_readings(text: str, language: str, name: str) -> str:
    """Return a field with its readings; the space in front of a word goes, that of a list stays."""
    if language == "markdown":
        text = _LINE_MARK.sub(r"\1 ", text)
    return outside_literals(text, language, _READINGS[name])


def _in_turn(filters: tuple[str, ...], language: str) -> list[str]:
    """Return filters in the order they are applied in.

    The words of Markdown have no marks of clozes any more, so they are taken after the gaps.
    """
    order = list(filters)
    gaps = [place for place, one in enumerate(order) if one in ("cloze", "cloze-only")]
    if language == "markdown" and gaps and "text" in order[: gaps[-1]]:
        order.insert(gaps[-1] + 1, "text")
        order[: gaps[-1]] = [one for one in order[: gaps[-1]] if one != "text"]
    return order


def markup(text: str, language: str) -> str:
    """Return a field's text as safe HTML."""
    return name_sounds(_from_html(text) if language == "html" else to_html(text))


def _from_html(text: str) -> str:
    return sanitise(with_colours(text), browser=True)


def bare_words(text: str, language: str) -> str:
    """Return a field's words without formatting; HTML loses its tags and nothing else."""
    if language == "html":
        return unescape(_TAG.sub("", split_sheets(_from_html(text))[0]))
    # Few templates need it, and the first card should not wait for it.
    from flashcards.text.plain import plain_text

    return plain_text(text)


def _with_gaps(text: str, face: Face) -> cloze.MarkedText:
    """Return a text with its gaps; nothing where all its gaps belong to other cards.

    Markdown without any gap stays, HTML without any goes, as in Anki.
    """
    said = without_masks(text)
    # In a table the mark would be text between its cells.
    others = face.markup == "markdown" or "<t" not in said
    marked = cloze.hidden(said, face.number, others=others)
    if not marked.hints:
        numbers = cloze_numbers(text)
        drawn = said != text and face.number in numbers
        stays = drawn or (face.markup == "markdown" and not numbers)
        return cloze.MarkedText(said if stays else "")
    return marked if face.asked else cloze.shown(said, face.number, others=others)


def _gaps_alone(text: str, face: Face) -> str:
    text = without_masks(text)
    if not face.asked:
        return cloze.only(text, face.number)
    return ", ".join(hint or "..." for hint in cloze.hidden(text, face.number).hints)


def words_to_type(filters: tuple[str, ...], text: str, face: Face) -> str:
    """Return the words that are right in the box of a field, on one line.

    Those of several gaps are parted by commas, and recordings and pictures are no words.
    """
    text = _WORDLESS.sub(" ", _to_type(filters, text, face))
    if face.markup == "html":
        text = _LINE_END.sub(" ", text)
    return " ".join(bare_words(text, face.markup).split())


def _to_type(filters: tuple[str, ...], text: str, face: Face) -> str:
    if "cloze" not in filters:
        return text
    said = cloze.answers(text, face.number)
    return said[0] if len(set(said)) == 1 else ", ".join(said)
