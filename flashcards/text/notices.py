"""What the program itself says on a card, as HTML: in English until a face words it."""

import re
from collections.abc import Callable
from html import unescape
from itertools import chain
from typing import TypeAlias

from flashcards.model.messages import Message, message
from flashcards.text.clean import escape

_CHIP = '<span class="sound">\u00a0', "\u00a0</span>"
_MISSING = '<span class="missing">', "</span>"
_NOTICE = '<p class="notice">', "</p>"
_BOX = '<span class="box">\u00a0', "\u00a0</span>"
_TOLD = '<span class="told">', "</span>"
_OWN = re.compile('class="(?:notice|missing|sound|box|told)"')


def cut(_name: str = "") -> Message:
    """Return what stands below a text that was cut."""
    return message("The text was cut here: a card shows 200,000 characters at most.")


def plain(_name: str = "") -> Message:
    """Return what stands below a text that is shown without its formatting."""
    return message("Shown without formatting: there is too much of it to draw.")


def sound(name: str) -> Message:
    """Return what stands in the place of a recording."""
    return message("Sound: {name}", name=name)


def video(name: str) -> Message:
    """Return what stands in the place of a film."""
    return message("Video: {name}", name=name)


def speech(_name: str = "") -> Message:
    """Return what stands in the place of a text that is read aloud."""
    return message("Spoken text")


def missing(name: str) -> Message:
    """Return what stands where a template asks for a field there is not."""
    return message("No field is called “{name}”", name=name)


def unclosed(name: str) -> Message:
    """Return what stands behind a section of a template that is never closed."""
    return message("The section “{name}” has no end", name=name)


def unopened(name: str) -> Message:
    """Return what stands where a template ends a section that it never began."""
    return message("The section “{name}” ends without a beginning", name=name)


def blank(_name: str = "") -> Message:
    """Return what stands on a card whose front shows nothing."""
    return message("The front of this card is empty.")


def no_gap(name: str) -> Message:
    """Return what stands on the card of a cloze that is no longer in the note; its number."""
    return message("The note has no cloze {name}.", name=name)


def mask_trouble(_name: str = "") -> Message:
    """Return what stands in the place of a picture that has more masks than can be drawn."""
    return message("This picture has too many masks to show.")


def choose_all(_name: str = "") -> Message:
    """Return what stands above options of which several are right."""
    return message("Choose all that are right.")


def chosen_right(_name: str = "") -> Message:
    """Return what stands behind an option that is right and was chosen."""
    return message("right")


def chosen_wrong(_name: str = "") -> Message:
    """Return what stands behind an option that is wrong and was chosen."""
    return message("wrong")


def not_chosen(_name: str = "") -> Message:
    """Return what stands behind an option that is right and was not chosen."""
    return message("right, not chosen")


def box(_name: str = "") -> Message:
    """Return what stands in a box that answers are typed into."""
    return message("Type the answer")


Kind: TypeAlias = Callable[[str], Message]
_FRAMES: dict[Kind, tuple[str, str]] = {
    cut: _NOTICE,
    plain: _NOTICE,
    sound: _CHIP,
    video: _CHIP,
    speech: ("\u00a0", _CHIP[1]),
    missing: _MISSING,
    unclosed: _MISSING,
    unopened: _MISSING,
    blank: _NOTICE,
    no_gap: _NOTICE,
    mask_trouble: _NOTICE,
    box: _BOX,
    choose_all: ('<p class="told">', "</p>"),
    chosen_right: _TOLD,
    chosen_wrong: _TOLD,
    not_chosen: _TOLD,
}


def notice(kind: Kind, name: str = "") -> str:
    """Return one of these messages about ``name`` as safe HTML."""
    begin, end = _FRAMES[kind]
    return f"{begin}{escape(str(kind(name)))}{end}"


def word_notices(html: str, say: Callable[[Message], str]) -> str:
    """Return the safe HTML of a card with each of these messages in it as ``say`` words it."""
    if not _OWN.search(html):
        return html
    for kind, frame in _FRAMES.items():
        before, *others = _pattern(kind).split(html)
        said = (say(kind(unescape(name))) for name in others[::2])
        framed = (escape(text).join(frame) for text in said)
        html = "".join((before, *chain.from_iterable(zip(framed, others[1::2], strict=True))))
    return html


def _pattern(kind: Kind) -> re.Pattern[str]:
    """Return what finds ``kind`` as ``notice`` writes it, with the name it is about."""
    before, _, after = notice(kind, "\0").partition("\0")
    name = f"(?P<name>[^<]*){re.escape(after)}" if after else "(?P<name>)"
    return re.compile(re.escape(before) + name)
