"""What one side of a card says, for reading it aloud: what is in sight, each field in its language.

Only words that the drawn side shows are said, so that no question speaks its answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.text.filters import Face, bare_words, filtered
from flashcards.text.occlusion import names_in
from flashcards.text.played import LONGEST_SPEECH, Speech
from flashcards.text.render import RenderedCard
from flashcards.text.template_language import FieldPart, parse

_MARK = re.compile(r'<span class="sound"[^<>]*>[^<]*</span>')
_BLOCK = re.compile(r"</?(?:p|div|br|hr|li|ul|ol|tr|td|th|table|h[1-6]|dt|dd)\b[^<>]*>")


def spoken(
    note_type: NoteType,
    fields: Sequence[str],
    template_uid: str,
    ordinal: int,
    card: RenderedCard,
    *,
    asked: bool,
    shown: str | None = None,
) -> tuple[Speech, ...]:
    """Return what a drawn side says; an answer leaves out its question.

    ``ordinal`` is the cloze number. Fields in a row of one language are one text; where no field
    stands in the side as it is, the whole side is one text. ``shown`` is all that can be seen of
    the side where its style hides some of it.
    """
    side = card.question_html if asked else _own_part(card)
    visible, uncovered = _words(side), ", ".join(names_in(side))
    if shown is not None and visible not in (seen_words := " ".join(shown.split())):
        visible = seen_words
    if not visible:
        return (Speech(uncovered[:LONGEST_SPEECH]),) if uncovered else ()
    said = list(_fields_said(note_type, fields, template_uid, ordinal, asked=asked))
    seen = [(language, words) for language, words in said if words in visible]
    if uncovered:
        seen.insert(0, ("", uncovered))
    if seen:
        return tuple(_joined(seen))
    language = next((language for language, _ in said if language), "")
    return (Speech(visible[:LONGEST_SPEECH], language),)


def _fields_said(
    note_type: NoteType, fields: Sequence[str], template_uid: str, ordinal: int, *, asked: bool
) -> Iterator[tuple[str, str]]:
    """Yield language and words of each field a side's template names."""
    named = dict(zip(note_type.fields, fields, strict=False))
    uids = [each.uid for each in note_type.templates]
    place = uids.index(template_uid) if template_uid in uids else 0
    template = note_type.templates[place]
    number = ordinal if note_type.kind is NoteKind.CLOZE else place + 1
    face = Face(asked, number, note_type.markup)
    for part in parse(template.question if asked else template.answer):
        if isinstance(part, FieldPart) and part.name in named and not part.in_attribute:
            words = _words(filtered(part, named[part.name][: 4 * LONGEST_SPEECH], face))
            if words:
                at = note_type.fields.index(part.name)
                yield note_type.settings_at(at).language, words


def _own_part(card: RenderedCard) -> str:
    """Return what an answer shows beside its question."""
    if card.answer_html.startswith(card.question_html):
        return card.answer_html[len(card.question_html) :]
    _, line, below = card.answer_html.partition('<hr id="answer">')
    return below if line else card.answer_html


def _words(html: str) -> str:
    spaced = _BLOCK.sub(r" \g<0>", _MARK.sub(" ", html))
    return " ".join(bare_words(spaced, "html").split())


def _joined(said: Iterable[tuple[str, str]]) -> Iterator[Speech]:
    language, texts = "", list[str]()
    for other, words in said:
        if texts and other != language:
            yield Speech(". ".join(texts)[:LONGEST_SPEECH], language)
            texts.clear()
        language = other
        texts.append(words)
    if texts:
        yield Speech(". ".join(texts)[:LONGEST_SPEECH], language)
