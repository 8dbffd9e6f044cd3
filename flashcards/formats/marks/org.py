"""Reads cards kept in Org: org-drill with its schedule, and org-anki or anki-editor.

Of org-drill each heading with the tag ``drill`` is a note: its text asks, the headings below it
answer; ``[text||hint]`` is a gap. Of org-anki a heading asks and its text answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flashcards.formats.marks.gaps import gap
from flashcards.formats.marks.gathering import Gathered
from flashcards.formats.marks.org_text import as_markdown, inline
from flashcards.formats.marks.page import Page
from flashcards.formats.wording import Problems
from flashcards.model.clozes import SIGN, cloze_numbers
from flashcards.model.parsed import Learnt, ParsedDeck

_HEADING = re.compile(r"(\*{1,40})[ \t]+")
_TAGS = re.compile(r"(?:^|[ \t])(:(?:[\w@#%-]{1,100}:){1,40})[ \t]*$")
_KEYWORD = re.compile(r"#\+(\w{1,60}):[ \t]*(.*)$")
_PROPERTY = re.compile(r"[ \t]*:([\w-]{1,100}):[ \t]*(.*)$")
_TODO = re.compile(r"(?:TODO|DONE|NEXT|WAITING)[ \t]+|\[#[A-Z]\][ \t]*")
_SCHEDULED = re.compile(r"SCHEDULED:[ \t]*[<\[](\d{4}-\d{2}-\d{2})")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[]")
_GAP = re.compile(
    r"(?<![\[\]\\])\[(?!\[|[ xX-]\]|fn:|\d{4}-\d\d-\d\d|\d{0,4}/\d{0,4}\]|\d{1,3}%\])"
    r"(?P<text>[^\[\]|]{1,1000})(?:\|\|?(?P<hint>[^\[\]]{0,200}))?\](?![\[(])"
)
_PLAIN_NAMES = frozenset(
    {
        "item", "question", "fact", "card", "word", "vocabulary", "drill", "answer", "the answer",
        "back", "front", "note", "definition",
    }
)  # fmt: skip
"""Headings that say nothing of a card."""
_FIELDS = {"front", "back", "text", "extra", "back extra"}
_DEEPEST = 40


@dataclass(slots=True)
class Entry:
    """A heading with what stands below it."""

    line: int
    level: int
    title: str
    tags: tuple[str, ...]
    body: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    scheduled: date | None = None
    below: list["Entry"] = field(default_factory=list)


def signs(page: Page) -> int:
    """Return how many headings are cards."""
    found = 0
    for line in page.lines:
        if line.startswith("*"):
            tags = _TAGS.search(line)
            found += bool(tags and ":drill:" in tags[1])
        elif "ANKI_" in line and _PROPERTY.match(line):
            found += 1
        elif line[:11].upper() == "#+ANKI_DECK":
            found += 2
    return found


def read(page: Page, problems: Problems) -> ParsedDeck:
    """Return the cards of a page."""
    entries, settings = _entries(page)
    tags = tuple(tag for tag in settings.get("filetags", "").split(":") if tag.strip())
    deck = settings.get("anki_deck") or settings.get("title") or None
    gathered = Gathered(problems, name=deck, tags=tuple(" ".join(tags).split()))
    outline = list(_all(entries, ()))
    everything = "anki_deck" in settings and not any(_is_anki(each) for each, _ in outline)
    for entry, above in outline:
        if "drill" in entry.tags:
            _drill(gathered, entry, above)
        elif _is_anki(entry) or (everything and not _part_of_note(above)):
            _anki(gathered, entry, above, asked=_is_anki(entry))
    return gathered.deck()


# The outline --------------------------------------------------------------------------


def _entries(page: Page) -> tuple[list[Entry], dict[str, str]]:
    settings: dict[str, str] = {}
    top: list[Entry] = []
    stack: list[Entry] = []
    drawer = False
    block = False
    for at, line in enumerate(page.lines):
        lowered = line.lstrip()[:8].lower()
        block = (block or lowered == "#+begin_") and not lowered.startswith("#+end_")
        found = None if block else _HEADING.match(line)
        if found:
            entry = _entry(at + 1, len(found[1]), line[found.end() :])
            while stack and stack[-1].level >= entry.level:
                stack.pop()
            (stack[-1].below if stack else top).append(entry)
            stack.append(entry)
            drawer = False
        elif not stack:
            if keyword := _KEYWORD.match(line):
                settings.setdefault(keyword[1].lower(), keyword[2].strip())
        else:
            drawer = _take(stack[-1], line, drawer)
    return top, settings


def _take(entry: Entry, line: str, drawer: bool) -> bool:
    """Take a line below a heading; return whether the drawer of properties goes on."""
    text = line.strip()
    if text.upper() == ":PROPERTIES:":
        return True
    if drawer:
        found = _PROPERTY.match(line)
        if found and found[1].upper() != "END":
            entry.properties[found[1].upper()] = found[2].strip()
        return text.upper() != ":END:"
    if _PLANNING.match(line):
        when = _SCHEDULED.search(line)
        entry.scheduled = _day(when[1]) if when else entry.scheduled
        return False
    entry.body.append(line)
    return False


def _entry(line: int, level: int, text: str) -> Entry:
    found = _TAGS.search(text)
    tags = tuple(found[1].strip(":").split(":")) if found else ()
    title = text[: found.start()] if found else text
    while todo := _TODO.match(title):
        title = title[todo.end() :]
    return Entry(line, level, title.strip(), tags)


def _all(
    entries: Sequence[Entry], above: tuple[Entry, ...]
) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    """Yield every heading with those it lies below."""
    waiting = [(entry, above) for entry in reversed(entries)]
    while waiting:
        entry, over = waiting.pop()
        yield entry, over
        waiting += [(each, (*over, entry)[-_DEEPEST:]) for each in reversed(entry.below)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# org-drill ----------------------------------------------------------------------------


def _drill(gathered: Gathered, entry: Entry, above: Sequence[Entry]) -> None:
    kind = entry.properties.get("DRILL_CARD_TYPE", "").lower()
    body = as_markdown(entry.body)
    asked = "\n\n".join(filter(None, (_named(entry.title), body)))
    answers = [each for each in entry.below if "drill" not in each.tags]
    guid = f"org/{entry.properties['ID']}" if entry.properties.get("ID") else None
    tags = [tag for tag in (*_inherited(above), *entry.tags) if tag != "drill"]
    heading = " › ".join(each.title for each in above)
    learnt = _learnt(entry)
    if kind in ("twosided", "multisided") and len(answers) >= 2:
        first, second, *rest = answers
        front = "\n\n".join(filter(None, (_named(entry.title), body, _whole(first))))
        back = "\n\n".join(map(_whole, (second, *rest)))
        gathered.add(entry.line, front, back, reverse=True, guid=guid, tags=tags, heading=heading,
                     learnt=(learnt, learnt) if learnt else ())  # fmt: skip
        return
    made = _with_gaps(asked)
    if made != asked:
        back = "\n\n".join(map(_whole, answers))
        cards = len(cloze_numbers(made))
        gathered.add(entry.line, made, back, cloze=True, guid=guid, tags=tags, heading=heading,
                     learnt=(learnt,) * cards if learnt else ())  # fmt: skip
        return
    back = "\n\n".join(filter(None, map(_whole, answers)))
    if not back:
        asked, back = inline(entry.title), body
    gathered.add(
        entry.line, asked or inline(entry.title), back, guid=guid, tags=tags, heading=heading,
        learnt=(learnt,) if learnt else (),
    )  # fmt: skip


def _named(title: str) -> str:
    return "" if title.strip(" :?").lower() in _PLAIN_NAMES else inline(title)


def _whole(entry: Entry) -> str:
    """Return a heading below a card with all that stands in it."""
    parts = [_named(entry.title), as_markdown(entry.body)]
    for each, _ in _all(entry.below, ()):
        parts += [_named(each.title), as_markdown(each.body)]
    return "\n\n".join(filter(None, parts))


def _with_gaps(text: str) -> str:
    pieces: list[str] = []
    last = 0
    for number, found in enumerate(_GAP.finditer(text), 1):
        pieces += [text[last : found.start()], gap(number, found["text"], found["hint"])]
        last = found.end()
    return "".join([*pieces, text[last:]])


def _learnt(entry: Entry) -> Learnt | None:
    """Return how a card stood, where its schedule is told."""
    days = _number(entry.properties, "DRILL_LAST_INTERVAL")
    if entry.scheduled is None or not days or days < 1:
        return None
    ease = round(100 * (_number(entry.properties, "DRILL_EASE") or 2.5))
    lapses = int(_number(entry.properties, "DRILL_FAILURE_COUNT") or 0)
    ease = ease if 100 <= ease <= 10_000 else 250
    return Learnt(entry.scheduled.toordinal(), round(min(days, 36_500)), ease, max(0, lapses))


def _number(properties: Mapping[str, str], name: str) -> float | None:
    try:
        found = float(properties.get(name, ""))
    except ValueError:
        return None
    return found if 0 <= found < 1e6 else None


# org-anki and anki-editor ---------------------------------------------------------------


def _is_anki(entry: Entry) -> bool:
    return "ANKI_NOTE_ID" in entry.properties or "ANKI_NOTE_TYPE" in entry.properties


def _part_of_note(above: Sequence[Entry]) -> bool:
    return any("ANKI_NOTE_TYPE" in each.properties for each in above)


def _inherited(above: Sequence[Entry]) -> list[str]:
    return [tag for each in above for tag in each.tags]


def _anki(gathered: Gathered, entry: Entry, above: Sequence[Entry], *, asked: bool) -> None:
    number = entry.properties.get("ANKI_NOTE_ID")
    decks = (each.properties.get("ANKI_DECK") for each in (entry, *reversed(above)))
    parts = {each.title.lower(): as_markdown(each.body) for each in entry.below}
    named = bool(parts) and parts.keys() <= _FIELDS
    front = inline(entry.title).removeprefix("Q: ").strip()
    back = as_markdown(entry.body)
    if named:
        front = parts.get("front") or parts.get("text") or front
        back = "\n\n".join(
            text for name, text in parts.items() if name not in ("front", "text") and text
        )
    cloze = SIGN in front and bool(cloze_numbers(front))
    if not asked and not back and not cloze:
        return  # a heading that only holds others
    gathered.add(
        entry.line,
        front,
        back,
        reverse="revers" in entry.properties.get("ANKI_NOTE_TYPE", "").lower(),
        cloze=cloze,
        guid=f"org-anki/{number}" if number else None,
        tags=[*_inherited(above), *entry.tags],
        deck=next(filter(None, decks), None),
        heading=" › ".join(each.title for each in above),
    )
