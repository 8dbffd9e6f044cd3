"""Note types for Anki: those that came from it as they came, the others made anew."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple

from flashcards.collection.anki import types
from flashcards.collection.anki.merging import Theirs, placed_in
from flashcards.collection.anki.own_types import KEY, WHOLE_LIST, whole_template
from flashcards.collection.cleaning import free_name
from flashcards.collection.to_anki.numbers import Numbers, lasting, part
from flashcards.collection.to_anki.templates import (
    Asked,
    asked_options,
    sides,
)
from flashcards.collection.to_anki.texts import as_html, as_list, as_options
from flashcards.model.enums import NoteKind
from flashcards.model.note_types import BASIC, BUILT_IN, IMAGE_OCCLUSION
from flashcards.model.notes import FieldSettings, Note, NoteType
from flashcards.store.notes import StoredTypes
from flashcards.text.template_language import list_fields_of
from flashcards.text.templates import asked_fields, card_ordinals
from flashcards.text.tex.preamble import preamble, without_preamble

_STYLE: Final = """.card {
    font-family: sans-serif;
    font-size: 20px;
    text-align: center;
    color: black;
    background-color: white;
}
.cloze { font-weight: bold; color: #1c5fa8; }
.nightMode .cloze { color: #8ab8f0; }
ul, ol, pre { display: inline-block; text-align: left; }
table { margin: 0 auto; border-collapse: collapse; }
img { max-width: 100%; }
"""
_HEAD: Final = (
    "\\documentclass[12pt]{article}\n\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n"
)
_BEGIN, _END = "\\begin{document}\n", "\\end{document}"
_OCCLUSION_KIND: Final = 6
"""What Anki calls its own kind of note for image occlusion."""
_FREED: Final = re.compile(r"(?: \(Anki\))?(?: [0-9]+)?")
"""What an import puts behind the name of a type whose name another one has."""


class Going(NamedTuple):
    """A note type as Anki gets it."""

    id: int
    body: dict[str, Any]
    """In the form of schema 11."""
    note_type: NoteType
    places: tuple[int, ...]
    """Of each of its fields there the place here; none for the fields that are made."""
    ordinals: Mapping[str, int]
    """Of each template (uid) the place there; in types of clozes only what is asked has one."""
    whole: str = ""
    """The template (uid) that asks a list all at once."""
    options: tuple[Asked, ...] = ()
    """What may be chosen, for each of the fields that are made."""
    lists: frozenset[str] = frozenset()
    """Fields (by name) that hold lists whose items are asked."""
    verbatim: bool = False
    """Whether notes say there what they say here, field by field."""

    @property
    def came(self) -> bool:
        """Whether the type came from Anki."""
        return self.note_type.uid.startswith("anki-")

    def ordinal(self, template_uid: str, number: int) -> int | None:
        """Return the place of a card there; ``number`` is that of its cloze. None for no place."""
        if self.note_type.kind is not NoteKind.CLOZE:
            return self.ordinals.get(template_uid)
        if template_uid == self.whole:
            return WHOLE_LIST - 1
        return number - 1 if template_uid in self.ordinals else None

    def fields(self, guid: str, texts: Sequence[str], *, whole: bool) -> list[str]:
        """Return what the fields of a note say there; ``whole``: a list is asked all at once."""
        kind = self.note_type
        said = [texts[place] if place < len(texts) else "" for place in self.places]
        if not self.lists and not self.options and kind.markup == "html":
            return said
        names = [kind.fields[place] for place in self.places]
        made = [
            as_list(text, kind.markup, whole=whole)
            if name in self.lists
            else as_html(text)
            if kind.markup != "html"
            else text
            for name, text in zip(names, said, strict=True)
        ]
        known = dict(zip(kind.fields, texts, strict=False))
        order = _order(guid)
        for right, wrong in self.options:
            options = [known.get(name, "") for name in (*right, *wrong)]
            made.append(as_options(options, kind.markup, order))
        return made


def going(
    stored: StoredTypes,
    came: Mapping[str, Mapping[str, Any]],
    used: Iterable[int],
    changed_s: Mapping[int, int],
    numbers: Numbers,
) -> dict[int, Going]:
    """Return the note types that are ``used`` (by their ids here) as Anki gets them.

    ``came`` are bodies from Anki by uid, ``changed_s`` says when each type changed (UTC s).
    """
    found: dict[int, Going] = {}
    taken: list[str] = []
    for type_id in sorted(used):
        each = stored.by_id[type_id]  # type: ignore[index]  # ids are whole numbers here
        body = came.get(each.uid)
        made = _made(each, numbers) if body is None else _as_it_came(each, body, numbers)
        unchanged = body is not None and made.body == {**body, "id": made.id}
        name = free_name(str(made.body["name"]), taken)
        taken.append(name)
        changed = made.body.get("mod") if unchanged else changed_s.get(type_id, 0)
        made.body.update(name=name, mod=changed or 0, id=made.id)
        found[type_id] = made
    return found


def stub_type() -> dict[str, Any]:
    """Return the type of a note that only tells something."""
    made = _made(BASIC, Numbers(1 << 50)).body
    return {**made, "id": lasting("stub"), "name": "Basic"}


def as_anki_says(theirs: Theirs, note: Note) -> list[str]:
    """Return what the fields of a note made here say in Anki, in the order they have there."""
    made = _made(theirs.note_type, Numbers(1 << 50))
    whole = bool(made.whole) and any(
        uid == made.whole for uid, _ in card_ordinals(theirs.note_type, note.fields)
    )
    said = made.fields(note.guid, note.fields, whole=whole)
    by_place = dict(zip(made.places, said, strict=False))
    return [by_place.get(place, "") for place in theirs.places]


# Types that came from Anki --------------------------------------------------------


def _as_it_came(mine: NoteType, body: Mapping[str, Any], numbers: Numbers) -> Going:
    """Return a type as it came, with what was changed here."""
    was, theirs = types.as_note_type(body, ()), placed_in(mine, body)
    came_fields, came_templates = _parts(body.get("flds")), _parts(body.get("tmpls"))
    by_place = {place: at for at, place in enumerate(theirs.places) if place >= 0}
    fields = [
        _field(mine, place, at, came_fields[by_place[place]], was, by_place[place])
        if place in by_place and by_place[place] < len(came_fields)
        else _new_field(mine, place, at)
        for at, place in enumerate(mine.shown_places)
    ]
    by_uid = {uid: at for at, uid in enumerate(theirs.templates) if uid}
    templates = [
        _template(mine, at, came_templates[by_uid[each.uid]], was, by_uid[each.uid])
        if each.uid in by_uid and by_uid[each.uid] < len(came_templates)
        else _new_template(mine, at, "", {})
        for at, each in enumerate(mine.templates)
    ]
    made = {**body, "flds": fields, "tmpls": templates, **_looks(mine, body, was)}
    asked = {each.uid: at for at, each in enumerate(mine.templates)}
    places = mine.shown_places
    verbatim = mine.markup == "html" and places == tuple(range(len(mine.fields)))
    return Going(numbers.take(body["id"]), made, mine, places, asked, verbatim=verbatim)


def _looks(mine: NoteType, body: Mapping[str, Any], was: NoteType) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if not (mine.name.startswith(was.name) and _FREED.fullmatch(mine.name[len(was.name) :])):
        found["name"] = mine.name
    if mine.css != was.css:
        found["css"] = without_preamble(mine.css)
        if preamble(mine.css) != preamble(was.css):
            found["latexPre"] = _latex(mine.css)
    return found


def _field(
    mine: NoteType, place: int, at: int, came: Mapping[str, Any], was: NoteType, before: int
) -> dict[str, Any]:
    made = dict(came)
    if "ord" in made or at != before:
        made["ord"] = at
    if mine.fields[place] != was.fields[before]:
        made["name"] = mine.fields[place]
    settings, old = mine.settings_at(place), was.settings_at(before)
    if settings.right_to_left != old.right_to_left:
        made["rtl"] = settings.right_to_left
    if (settings.font, settings.size) != (old.font, old.size):
        made.update(font=settings.font or "Arial", size=settings.size or 20)
    return made


def _template(
    mine: NoteType, at: int, came: Mapping[str, Any], was: NoteType, before: int
) -> dict[str, Any]:
    template, old, made = mine.templates[at], was.templates[before], dict(came)
    if "ord" in made or at != before:
        made["ord"] = at
    if template.name != old.name:
        made["name"] = template.name
    if template.question != old.question:
        made["qfmt"] = template.question
    if template.answer != old.answer:
        made["afmt"] = template.answer
    return made


def _parts(value: object) -> list[Mapping[str, Any]]:
    found = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return sorted(found, key=lambda each: each["ord"] if isinstance(each.get("ord"), int) else 0)


# Types of this program ------------------------------------------------------------


def _made(mine: NoteType, numbers: Numbers) -> Going:
    cloze = mine.kind is NoteKind.CLOZE
    whole = whole_template(mine)
    usable = [each for each in mine.templates if each.uid != whole] or list(mine.templates)
    usable = usable[:1] if cloze else usable
    asked = {each.uid: found for each in usable if (found := asked_options(each))}
    names = list(mine.fields)
    called: dict[str, str] = {}
    for uid in asked:
        called[uid] = free_name("Options", names)
        names.append(called[uid])
    languages = {
        name: settings.language
        for name, settings in zip(mine.fields, mine.settings, strict=False)
        if settings.language
    }
    places = mine.shown_places
    fields = [_new_field(mine, place, at) for at, place in enumerate(places)]
    fields += [
        _plain_field(mine.uid, name, len(fields) + at, FieldSettings())
        for at, name in enumerate(called.values())
    ]
    templates = [
        _new_template(mine, at, called.get(each.uid, ""), languages, mine.templates.index(each))
        for at, each in enumerate(usable)
    ]
    body = {**_frame(mine), "flds": fields, "tmpls": templates}
    body["req"] = [] if cloze else _requirements(fields, templates)
    return Going(
        numbers.take(lasting(mine.uid)),
        body,
        mine,
        places,
        {each.uid: at for at, each in enumerate(usable)},
        whole if cloze else "",
        tuple(asked.values()),
        frozenset(name for each in mine.templates for name in list_fields_of(each.question)),
    )


def _frame(mine: NoteType) -> dict[str, Any]:
    """Return what a type of this program is beside its fields and templates."""
    own = asdict(mine)
    del own["id"]
    name = f"{mine.name} (Flashcards)" if mine.uid in BUILT_IN else mine.name
    css = without_preamble(mine.css)
    occlusion = {"originalStockKind": _OCCLUSION_KIND} if mine.uid == IMAGE_OCCLUSION.uid else {}
    return {
        "id": 0,
        "name": name,
        "type": int(mine.kind is NoteKind.CLOZE),
        "mod": 0,
        "usn": 0,
        "sortf": 0,
        "did": None,
        "css": css if css.strip() else _STYLE,
        "latexPre": _latex(mine.css),
        "latexPost": _END,
        "latexsvg": False,
        **occlusion,
        "tags": [],
        "vers": [],
        KEY: {**own, "kind": str(mine.kind)},
    }


def _latex(css: str) -> str:
    """Return the head of a LaTeX document with the commands of a style."""
    said = preamble(css)
    if "\\documentclass" in said:
        return f"{said}\n"
    return f"{_HEAD}{said}\n{_BEGIN}" if said else _HEAD + _BEGIN


def _new_field(mine: NoteType, place: int, at: int) -> dict[str, Any]:
    uid = mine.field_uids[place] if place < len(mine.field_uids) else str(place)
    made = _plain_field(f"{mine.uid}/{uid}", mine.fields[place], at, mine.settings_at(place))
    if mine.uid == IMAGE_OCCLUSION.uid:
        made.update(tag=place, preventDeletion=place < len(IMAGE_OCCLUSION.fields) - 1)
    return made


def _plain_field(uid: str, name: str, at: int, settings: FieldSettings) -> dict[str, Any]:
    return {
        "id": part(f"{uid}/{name}"),
        "name": name,
        "ord": at,
        "sticky": False,
        "rtl": settings.right_to_left,
        "font": settings.font or "Arial",
        "size": settings.size or 20,
        "description": "",
        "plainText": False,
        "collapsed": False,
        "excludeFromSearch": False,
        "tag": None,
        "preventDeletion": False,
    }


def _new_template(
    mine: NoteType, at: int, options: str, languages: Mapping[str, str], place: int | None = None
) -> dict[str, Any]:
    template = mine.templates[at if place is None else place]
    question, answer = sides(template, options, languages)
    return {
        "id": part(template.uid),
        "name": template.name,
        "ord": at,
        "qfmt": question,
        "afmt": answer,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
        "bfont": "",
        "bsize": 0,
    }


def _requirements(
    fields: Sequence[Mapping[str, Any]], templates: Sequence[Mapping[str, Any]]
) -> list[list[Any]]:
    """Return which fields make a card of each template, as old versions of Anki want to know."""
    places = {each["name"]: each["ord"] for each in fields}
    return [
        [
            each["ord"],
            "any",
            sorted(places[name] for name in asked_fields(each["qfmt"]) if name in places),
        ]
        for each in templates
    ]


def _order(guid: str) -> Callable[[str], int]:
    return lambda html: part(f"{guid}/{html}")
