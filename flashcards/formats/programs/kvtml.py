"""Reads vocabularies of KDE's programs (Parley, KWordQuiz, Kanagram): KVTML 1 and 2."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.programs.plain_html import plain_html
from flashcards.formats.programs.rows import (
    CONFIG,
    COUNTED_FROM_S,
    NEW,
    GatheredRows,
    identity_of,
)
from flashcards.formats.programs.xml_text import Closed, Element, Opened, read_xml
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems, quoted, safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message, plural_message

PROGRAM: Final = "KVTML"
_SECOND: Final = frozenset(("title", "identifier", "entry", "containerentry", "entryid", "name"))
_FIRST: Final = frozenset(("e", "lesson"))
_NOTES: Final = (
    ("comment", ""), ("example", "Example"), ("paraphrase", "Paraphrase"), ("synonym", "Synonym"),
    ("antonym", "Antonym"), ("falsefriend", "False friend"),
)  # fmt: skip
"""What a translation says besides its text, with what it is called here."""
_OLD_NOTES: Final = (
    ("r", ""), ("x", "Example"), ("h", "Paraphrase"), ("y", "Synonym"), ("a", "Antonym"),
    ("u", "Usage"),
)  # fmt: skip
_MOST_LANGUAGES: Final = 20
_BARE: Final = message("entry with one text only")
_LONG: Final = message("entry that is too long")
_NOT_IN_NAMES: Final = re.compile(r'[:{}"#/^]')
_VERSION: Final = re.compile(rb"<kvtml\b[^>]*\bversion\s*=\s*[\"']2")
_BYTES: Final = re.compile(rb'encoding\s*=\s*["\']8Bit["\']', re.IGNORECASE)


@dataclass(slots=True)
class Word:
    """What an entry says in one language; plain text."""

    text: str = ""
    pronunciation: str = ""
    notes: list[str] = field(default_factory=list)
    picture: str = ""
    sound: str = ""


@dataclass(slots=True)
class Entry:
    """An entry of a vocabulary."""

    words: dict[int, Word]
    """By places of languages."""
    active: bool = True
    graded: bool = False
    lesson: str = ""
    line: int = 0


@dataclass(slots=True)
class Vocabulary:
    """All that a file holds."""

    title: str
    languages: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: Problems = field(default_factory=lambda: Problems(""))

    def media(self) -> dict[str, str]:
        """Return the paths of the pictures and sounds, with the names that they get here."""
        words = (word for entry in self.entries.values() for word in entry.words.values())
        paths = {path for word in words for path in (word.picture, word.sound) if path}
        return {path: media_name(path) for path in paths}


def begins(head: bytes) -> bool:
    """Whether a file that begins so is KVTML."""
    return b"<kvtml" in head[:8_000]


def media_name(path: str) -> str:
    """Return what a file is called here that a vocabulary names by its path."""
    return path.replace("/", "_")


def read(data: bytes, file: str, deck: str) -> Vocabulary:
    """Return what a file holds. Raises UserError."""
    made = Vocabulary(deck, problems=Problems(file))
    if _BYTES.search(data[:4_000]):
        data = data.decode("cp1252", "replace").encode()
    second = _VERSION.search(data[:8_000]) is not None
    events = read_xml(data, file, _SECOND if second else _FIRST)
    root = next((each.element for each in events if isinstance(each, Opened)), None)
    if root is None or root.tag != "kvtml":
        raise UserError(
            message("{file} holds no vocabulary.", file=safe_name(file)),
            message("Export it again, as KVTML."),
        )
    if second:
        _read_second(made, events)
    else:
        made.title = root.attributes.get("title", "").strip() or deck
        _read_first(made, events)
    return made


def _read_second(made: Vocabulary, events: Iterator[Any]) -> None:
    path = ["kvtml"]
    lessons: list[str] = []
    """The names of the lessons under way, each in the one before."""
    for event in events:
        if isinstance(event, Opened):
            path.append(event.element.tag)
            if event.element.tag in ("container", "lesson") and "lessons" in path:
                lessons.append("")
        elif isinstance(event, Closed):
            path.pop()
            if event.tag in ("container", "lesson") and "lessons" in path:
                lessons.pop()
        elif "lessons" in path:
            _take_lesson(made, event, lessons)
        elif event.tag == "title" and path[-1:] == ["information"]:
            made.title = event.text.strip() or made.title
        elif event.tag == "identifier":
            said = event.text_of("name").strip() or event.text_of("locale").strip()
            _name_language(made, _whole(event.attributes.get("id"), len(made.languages)), said)
        elif event.tag == "entry" and path[-1:] == ["entries"]:
            identity = event.attributes.get("id", "")
            if not identity or identity in made.entries:
                identity = f"{identity} {len(made.entries)}"
            made.entries[identity] = _entry(event)


def _take_lesson(made: Vocabulary, record: Element, lessons: list[str]) -> None:
    """Take the name of the lesson under way, or an entry that is in it."""
    if record.tag == "name" and lessons:
        lessons[-1] = " ".join(record.text.replace("::", ":").split())[:100]
        return
    identity = record.text.strip() if record.tag == "entryid" else record.attributes.get("id", "")
    entry = made.entries.get(identity)
    if entry is not None and not entry.lesson:
        entry.lesson = "::".join(filter(None, lessons))


def _entry(record: Element) -> Entry:
    words: dict[int, Word] = {}
    for number, each in enumerate(found for found in record.children if found.tag == "translation"):
        place = _whole(each.attributes.get("id"), number)
        if 0 <= place < _MOST_LANGUAGES:
            words[place] = _word(each)
    inactive = record.text_of("deactivated") or record.text_of("inactive")
    grades = (each for found in record.children for each in found.children if each.tag == "grade")
    graded = any(_whole(each.text_of("count").strip(), 0) > 0 for each in grades)
    return Entry(words, inactive.strip() != "true", graded, line=record.line)


def _word(record: Element) -> Word:
    notes = []
    for tag, name in _NOTES:
        said = record.text_of(tag).strip()
        if said:
            notes.append(f"{name}: {said}" if name else said)
    choices = record.child("multiplechoice")
    if choices is not None and choices.children:
        notes.append("Choices: " + ", ".join(each.text.strip() for each in choices.children))
    compared = record.child("comparison")
    if compared is not None:
        forms = (compared.child(tag) for tag in ("absolute", "comparative", "superlative"))
        notes.append(
            ", ".join(text for each in forms if each and (text := each.all_text().strip()))
        )
    notes += [_conjugation(each) for each in record.children if each.tag == "conjugation"]
    return Word(
        record.text_of("text").strip(),
        record.text_of("pronunciation").strip(),
        [each for each in notes if each],
        _path(record.text_of("image")),
        _path(record.text_of("sound")),
    )


def _conjugation(record: Element) -> str:
    forms = [
        text
        for number in record.children
        if number.tag != "tense"
        for person in number.children
        if (text := person.all_text().strip())
    ]
    tense = record.text_of("tense").strip()
    said = ", ".join(forms)
    return f"{tense}: {said}" if tense and said else said


def _path(written: str) -> str:
    """Return the path of a file beside the vocabulary; "" for one that is elsewhere."""
    path = unquote(written.strip()).removeprefix("file://")
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if not parts or parts[0] in ("/", "//") or ".." in parts or ":" in path:
        return ""
    return "/".join(parts)


def _read_first(made: Vocabulary, events: Iterator[Any]) -> None:
    """Read the form that was there first: attributes of short names."""
    lessons: dict[str, str] = {}
    for event in events:
        if not isinstance(event, Element):
            continue
        if event.tag == "lesson":
            for each in event.children:
                lessons[each.attributes.get("no", "")] = " ".join(each.text.split())
        elif (words := [each for each in event.children if each.tag in ("o", "t")]) and (
            words[0].tag == "o"
        ):
            _take_first_entry(made, event, words, lessons)


def _take_first_entry(
    made: Vocabulary, record: Element, words: Sequence[Element], lessons: Mapping[str, str]
) -> None:
    for place, each in enumerate(words[:_MOST_LANGUAGES]):
        if place >= len(made.languages) or "l" in each.attributes:
            _name_language(made, place, each.attributes.get("l", ""))
    found = {
        place: Word(
            each.text.strip(),
            each.attributes.get("p", "").strip(),
            [
                f"{name}: {said}" if name else said
                for key, name in _OLD_NOTES
                if (said := each.attributes.get(key, "").strip())
            ],
        )
        for place, each in enumerate(words[:_MOST_LANGUAGES])
    }
    counts = (each.attributes.get("c", "") for each in words)
    graded = any(part.strip() not in ("", "0") for count in counts for part in count.split(";"))
    lesson = lessons.get(record.attributes.get("m", ""), "")
    active = record.attributes.get("i", "0") != "1"
    entry = Entry(found, active, graded, lesson.replace("::", ":")[:100], record.line)
    made.entries[str(len(made.entries))] = entry


def _name_language(made: Vocabulary, place: int, name: str) -> None:
    if not 0 <= place < _MOST_LANGUAGES:
        return
    made.languages += [""] * (place + 1 - len(made.languages))
    if name:
        made.languages[place] = name


def _whole(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    return int(text) if len(text) < 9 and text.isascii() and text.isdigit() else otherwise


# As notes and cards


def gathered(found: Vocabulary) -> AnkiCollection:
    """Return a vocabulary in the form of a collection of Anki's."""
    used = max((place for entry in found.entries.values() for place in entry.words), default=0) + 1
    languages = _distinct([*found.languages, *[""] * (used - len(found.languages))])
    note_type = _note_type(languages)
    rows, decks = GatheredRows(), dict[int, dict[str, Any]]()
    met, graded, inactive = Counter[str](), 0, 0
    for entry in found.entries.values():
        places = _places(entry, len(languages))
        texts = _texts(entry, len(languages))
        said = quoted(next((word.text for word in entry.words.values() if word.text), ""))
        if any(len(text) > MAX_FIELD_CHARACTERS for text in texts):
            what = message("{note} is too long and was left out.", note=said)
            found.problems.leave_out(entry.line, what, _LONG)
            continue
        if not places:
            what = message("{note} says nothing to answer with and was left out.", note=said)
            found.problems.leave_out(entry.line, what, _BARE)
            continue
        name = "::".join(filter(None, (found.title, entry.lesson)))
        deck_id = identity_of("kvtml deck", name)
        decks.setdefault(deck_id, {"id": deck_id, "name": name})
        first = next((word.text for _, word in sorted(entry.words.items()) if word.text), "")
        note = rows.add_note(_guid(languages, first, met[first]), note_type["id"], "", texts)
        met[first] += 1
        graded += entry.graded
        inactive += not entry.active
        for place in places:
            stand = NEW if entry.active else NEW._replace(queue=-1)
            rows.add_card(note, deck_id, place, stand)
    _tell(found, graded, inactive)
    return AnkiCollection(
        rows, 11, COUNTED_FROM_S, 0, dict(CONFIG), {note_type["id"]: note_type}, decks, {},
        found.problems, whole=False, program=PROGRAM, origin="kvtml:words",
    )  # fmt: skip


def _tell(found: Vocabulary, graded: int, inactive: int) -> None:
    if graded:
        what = plural_message(
            graded,
            "The grade of {count} entry was left out: its cards are new.",
            "The grades of {count} entries were left out: their cards are new.",
        )
        found.problems.add(0, what)
    if inactive:
        what = plural_message(
            inactive,
            "{count} entry is not practised there and comes suspended.",
            "{count} entries are not practised there and come suspended.",
        )
        found.problems.add(0, what)


def _distinct(languages: Sequence[str]) -> list[str]:
    """Return a name for each language that a field can have, no two alike."""
    names: list[str] = []
    for number, said in enumerate(languages, 1):
        name = " ".join(_NOT_IN_NAMES.sub(" ", said).split())[:40] or f"Language {number}"
        if len(languages) == 1:
            name = "Word"
        while name.casefold() in {each.casefold() for each in names}:
            name += " 2"
        names.append(name)
    return names


def _pairs(count: int) -> list[tuple[int, int]]:
    """Return which language is asked and which answered by each card: to and from the first."""
    return [pair for other in range(1, count) for pair in ((0, other), (other, 0))]


def _places(entry: Entry, count: int) -> list[int]:
    texts = {place for place, word in entry.words.items() if word.text}
    if count == 1:
        word = entry.words.get(0)
        return [0] if word and word.text and (word.notes or word.picture or word.sound) else []
    return [at for at, pair in enumerate(_pairs(count)) if texts.issuperset(pair)]


def _texts(entry: Entry, count: int) -> list[str]:
    texts = []
    for place in range(count):
        word = entry.words.get(place, Word())
        more = [plain_html(each) for each in word.notes]
        more += [f'<img src="{plain_html(media_name(word.picture))}">'] if word.picture else []
        more += [f"[sound:{plain_html(media_name(word.sound))}]"] if word.sound else []
        texts += [plain_html(word.text), plain_html(word.pronunciation), "<br>".join(more)]
    return texts


def _guid(languages: Sequence[str], first: str, number: int) -> str:
    seed = "\x1f".join((*languages, first, str(number))).encode("utf-8", "replace")
    return "kvtml-" + hashlib.blake2b(seed, digest_size=9).hexdigest()


def _note_type(languages: Sequence[str]) -> dict[str, Any]:
    fields = [
        name for each in languages for name in (each, f"{each} pronunciation", f"{each} notes")
    ]
    if len(languages) == 1:
        cards = [("Word", "{{Word}}", "{{FrontSide}}<hr id=answer>" + _besides(languages[0]))]
    else:
        cards = [_card(languages[one], languages[other]) for one, other in _pairs(len(languages))]
    return {
        "id": identity_of("kvtml type", *languages),
        "name": ("Vocabulary: " + ", ".join(languages))[:100],
        "type": 0,
        "css": ".card { font-size: 20px; text-align: center; }\n",
        "flds": [{"name": each, "ord": place} for place, each in enumerate(fields)],
        "tmpls": [
            {"name": name, "ord": place, "qfmt": question, "afmt": answer}
            for place, (name, question, answer) in enumerate(cards)
        ],
    }


def _card(asked: str, wanted: str) -> tuple[str, str, str]:
    """Return name, question and answer of the card from one language to another."""
    question = f"{{{{#{wanted}}}}}{{{{{asked}}}}}{{{{/{wanted}}}}}"
    answer = f"{{{{FrontSide}}}}<hr id=answer>{{{{{wanted}}}}}{_besides(wanted)}{_besides(asked)}"
    return f"{asked} → {wanted}", question, answer


def _besides(name: str) -> str:
    """Return what shows pronunciation and notes of a word, where there are any."""
    parts = (f"{name} pronunciation", f"{name} notes")
    return "".join(f"{{{{#{each}}}}}<div>{{{{{each}}}}}</div>{{{{/{each}}}}}" for each in parts)
