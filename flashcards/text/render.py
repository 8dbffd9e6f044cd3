"""From a note to what is shown: the question and the answer of one card as safe HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType, Template
from flashcards.text import formula_html, notices
from flashcards.text.clean import MAX_CHARACTERS, escape, escape_attribute
from flashcards.text.filters import (
    Face,
    bare_words,
    filtered,
    markup,
    without_paragraph,
    words_to_type,
)
from flashcards.text.items import items
from flashcards.text.notices import notice
from flashcards.text.occlusion import OVERLAY, Cover, Overlay, cover_of
from flashcards.text.own_looks import split_sheets
from flashcards.text.played import SPOKEN, with_speech
from flashcards.text.sanitise import sanitise
from flashcards.text.tasks import MOST_OPTIONS, Choosing, Option, Typing
from flashcards.text.template_language import (
    SPECIAL_FIELDS,
    FieldPart,
    Part,
    ProblemPart,
    SectionPart,
    cloze_fields,
    is_filled,
    parse,
    shown_parts,
)

_MAX_HTML = 400_000
"""Where filling a template stops: it may name a long field many times."""

_MAX_READ = 10 * MAX_CHARACTERS
"""How many characters of fields one side reads, once more for each filter."""

_LONGEST_NAME = 80
_CLOZE = re.compile(r"c[0-9]{1,5}")

_OPTIONS = frozenset({"right", "wrong"})
_TO_DO = _OPTIONS | {"type"}
"""Filters of fields that ask the learner to do something."""

_ONLY_LINES = re.compile(r"(?:[^<]|<(?:hr|br)\b[^<>]*>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Both sides of a card; the answer begins with the question where the template says so."""

    question_html: str
    answer_html: str
    task: Typing | Choosing | None = None
    """What the learner is to do before the answer is shown, beside thinking of it."""
    number: int = 1
    """Of the card among those of its note, from 1: sheets may name it, as in ``.card2``."""

    @property
    def previewed_html(self) -> str:
        """The question as a preview shows it: with a box that takes no words, if it has one."""
        return self.question_html if self.task is None else self.task.with_box()


@dataclass(frozen=True, slots=True)
class _Side:
    """One template, read. ``loose`` when its own tags reach around fields."""

    parts: tuple[Part, ...]
    loose: bool
    boxed: bool
    """Whether it may ask for typing or choosing."""
    browser: bool
    """Whether it was written for a browser."""
    gaps: tuple[str, ...] = ()
    """The fields whose clozes it asks."""
    laid: bool = False
    """Whether it lays a picture of masks over another one."""


@dataclass(slots=True)
class _Filling:
    """What the places of a template are filled with."""

    fields: Mapping[str, str]
    special: Mapping[str, str]
    filled: Mapping[str, bool]
    face: Face
    question: str = ""
    """The finished question while the answer is made."""
    made: dict[tuple[str, tuple[str, ...], bool], str] = field(default_factory=dict)
    """The fields filled so far, by name, filters and kind of place: a template may repeat one."""
    to_read: int = _MAX_READ

    def shows(self, section: SectionPart) -> bool:
        """Whether what the section holds is shown."""
        return self.filled.get(section.name, False) != section.inverted

    def is_known(self, name: str) -> bool:
        """Whether there is such a field; the number of a cloze may be one of another card."""
        return name in self.filled or name in SPECIAL_FIELDS or _CLOZE.fullmatch(name) is not None


def render_card(
    note_type: NoteType,
    fields: Sequence[str],
    template_uid: str,
    ordinal: int,
    special: Mapping[str, str] | None = None,
) -> RenderedCard:
    """Return question and answer of the card that template and ordinal (cloze number) name.

    ``special`` gives the words for {{Tags}}, {{Deck}}, {{CardFlag}} and {{CardID}}; those for
    {{Type}}, {{Card}} and {{Subdeck}} follow. An unknown template uid is taken for the first one: a
    card outlives the edit of its note type.
    """
    place = _place(note_type, template_uid)
    template = note_type.templates[place]
    number = ordinal if note_type.kind is NoteKind.CLOZE else place + 1
    named = dict(zip(note_type.fields, fields, strict=False))
    words = _special(note_type, template, number, special or {})
    filled = {name: is_filled(word) for name, word in words.items()}
    filled |= {name: is_filled(text, note_type.markup) for name, text in named.items()}

    browser = note_type.markup == "html"
    asking = _side(template.question, browser)
    languages = _languages(note_type) if note_type.settings else None
    filling = _Filling(
        named, words, filled, Face(True, number, note_type.markup, languages=languages)
    )
    box = _box(asking, filling)
    if box is not None:
        options = not isinstance(box.task, str)
        filling.face = replace(filling.face, box=box.part.name, options=options)
    question = _fill(asking, filling)
    if not question or (question.startswith("<style>") and not split_sheets(question)[0]):
        question += _nothing_asked(asking, filling, note_type)
    before = filling.face
    face = Face(False, number, before.markup, before.box, before.options, languages)
    shown = _Filling(named, words, filled, face, question)
    answer = _fill(_side(template.answer, browser), shown)
    if box is None:
        return RenderedCard(question, answer, number=number or 1)
    if isinstance(box.task, str):
        typing = Typing(question, answer, box.task, "nc" in box.part.filters)
        return RenderedCard(typing.without_box(), typing.answered(), typing, number or 1)
    choosing = Choosing(question, answer, box.task)
    return RenderedCard(choosing.asked(), choosing.answered(), choosing, number or 1)


@dataclass(frozen=True, slots=True)
class _Box:
    """Where something is to be done on a front, and what: words to type, or options."""

    part: FieldPart
    task: str | tuple[Option, ...]


def _box(side: _Side, filling: "_Filling") -> _Box | None:
    """Return the first thing that a front asks the learner to do, if there is any."""
    if not side.boxed:
        return None
    parts = [
        part
        for part in shown_parts(side.parts, filling.shows)
        if isinstance(part, FieldPart) and not part.in_attribute and filling.fields.get(part.name)
    ]
    for part in parts:
        if "type" in part.filters:
            right = words_to_type(part.filters, filling.fields[part.name], filling.face)
            if right:
                return _Box(part, right)
        elif _OPTIONS.intersection(part.filters):
            options = _options(parts, filling)
            if len({option.right for option in options}) == 2:
                return _Box(part, options)
    return None


def _options(parts: Sequence[FieldPart], filling: "_Filling") -> tuple[Option, ...]:
    """Return all options of a front, without those that say what another one says."""
    found: dict[str, Option] = {}
    for part in parts:
        for kind in _OPTIONS.intersection(part.filters):
            for item in items(filling.fields[part.name], filling.face.markup):
                html = without_paragraph(markup(item, filling.face.markup))
                found.setdefault(html, Option(html, right=kind == "right"))
    return tuple(found.values())[:MOST_OPTIONS]


def _languages(note_type: NoteType) -> dict[str, str]:
    told = zip(note_type.fields, note_type.settings, strict=False)
    return {name: settings.language for name, settings in told if settings.language}


def _place(note_type: NoteType, uid: str) -> int:
    for place, template in enumerate(note_type.templates):
        if template.uid == uid:
            return place
    return 0


def _special(
    note_type: NoteType, template: Template, number: int, given: Mapping[str, str]
) -> dict[str, str]:
    words = {"Type": note_type.name, "Card": template.name, f"c{number}": "1", **given}
    words["Subdeck"] = words.get("Deck", "").rpartition("::")[2]
    return words


def _nothing_asked(side: _Side, filling: _Filling, note_type: NoteType) -> str:
    """Return what stands on an empty front; nothing where a filled field is spoken or typed."""
    shown = shown_parts(side.parts, filling.shows)
    asks = [part for part in shown if isinstance(part, FieldPart) and filling.filled.get(part.name)]
    if not asks:
        return notice(notices.blank)
    filters = {one for part in asks for one in part.filters}
    silent = "type" in filters or any(one.startswith("tts") for one in filters)
    if silent or note_type.kind is not NoteKind.CLOZE:
        return ""
    return notice(notices.no_gap, str(filling.face.number))


@lru_cache(maxsize=256)
def _side(template: str, browser: bool) -> _Side:
    parts = parse(template)
    gaps = cloze_fields(template)
    boxed = any(isinstance(part, FieldPart) and _TO_DO.intersection(part.filters) for part in parts)
    texts = (part for part in parts if isinstance(part, str))
    if not all(map(_ONLY_LINES.fullmatch, texts)):
        return _Side(parts, True, boxed, browser, gaps, OVERLAY in template)
    safe = tuple(
        sanitise(part, browser=browser) if isinstance(part, str) else part for part in parts
    )
    return _Side(safe, False, boxed, browser, gaps)


def _fill(side: _Side, filling: _Filling) -> str:
    out: list[str] = []

    def shows(section: SectionPart) -> bool:
        if not filling.is_known(section.name) and not section.in_attribute:
            out.append(_named(notices.missing, section.name))
        return filling.shows(section)

    cover = _cover(side, filling) if side.gaps or side.laid else None
    room = _MAX_HTML
    for part in shown_parts(side.parts, shows):
        html = part if isinstance(part, str) else _part_html(part, filling)
        if cover is not None:
            html = cover.over(html, part)
        out.append(html)
        room -= len(html)
        if room < 0 or filling.to_read < 0:
            break
    html = "".join(out) if cover is None else cover.rest("".join(out))
    spoken = with_speech(html) if SPOKEN in html else html
    cut, html = spoken != html, spoken
    # A template that reaches around fields is only safe as a whole.
    html = (
        sanitise(html, browser=side.browser).strip()
        if side.loose or cut or room < 0
        else html.strip()
    )
    html = formula_html.mark(html)
    return html if filling.to_read >= 0 else html + notice(notices.cut)


def _cover(side: _Side, filling: _Filling) -> Cover | None:
    if side.laid:
        return Overlay(filling.fields)
    face = filling.face
    return cover_of(side.gaps, filling.fields, face.number, asked=face.asked)


def _part_html(part: FieldPart | ProblemPart, filling: _Filling) -> str:
    if isinstance(part, ProblemPart):
        return f" {_named(notices.unopened if part.closed else notices.unclosed, part.name)} "
    name = part.name
    if filling.filled.get(name):
        return _filled_html(part, filling)
    if name == "FrontSide":
        return "" if part.in_attribute else filling.question
    if name in filling.filled or name in SPECIAL_FIELDS or part.in_attribute:
        return ""
    return "" if not name and part.filters else _named(notices.missing, name)


def _named(kind: notices.Kind, name: str) -> str:
    return notice(kind, name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")


def _filled_html(part: FieldPart, filling: _Filling) -> str:
    text, face = filling.fields.get(part.name), filling.face
    if text is None:
        text, face = escape(filling.special[part.name]), replace(face, markup="html")
    key = part.name, part.filters, part.in_attribute
    html = filling.made.get(key)
    if html is None:
        filling.to_read -= len(text) * (1 + len(part.filters))
        html = _made(part, text, face)
        filling.made[key] = html
    return without_paragraph(html) if part.inline else html


def _made(part: FieldPart, text: str, face: Face) -> str:
    if not part.in_attribute:
        return filtered(part, text, face) if part.filters else markup(text, face.markup)
    if part.filters:
        text, face = filtered(part, text, face), replace(face, markup="html")
    return escape_attribute(bare_words(text, face.markup))
