"""Cards of real packages as Anki draws them, and the words of both programs brought together."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from tests.reference import reference
from tests.text.face_words import words

_PICTURE = re.compile(r"(<img\b[^>]*?\bsrc\s*=\s*)(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_PLAYED = re.compile(r"\[anki:(?:play:[qa]:\d+|tts\b[^\]]*\].*?\[/anki:tts)\]", re.DOTALL)
_TYPED = re.compile(r"\[\[type:(.+?)\]\]")
_ADVICE = re.compile(r"<div>(?:The front of this card is blank|No cloze)\b.*?</a></div>", re.DOTALL)
_PROBLEM = re.compile(r"(?:Front|Back) template has a problem:")
_DISPLAYED = re.compile(r"(?<!\\)\\\[(?:\\[^\]]|[^\\])*\\\]")
"""A formula that Anki's page, once MathJax has drawn it, shows on a line of its own."""
_HINT = re.compile(
    r"<a class=hint\b[^>]*>(.*?)</a>\s*<div id=\"hint\w+\" class=hint style=\"display: none\">",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """One card: what our renderer gets, and both sides as Anki draws them."""

    note_type: NoteType
    fields: tuple[str, ...]
    template_uid: str
    ordinal: int
    special: dict[str, str]
    question: str
    answer: str
    name: tuple[str, int] = ("", 0)
    """The guid of its note and the place of its template, or its cloze number less one."""


def is_problem(html: str) -> bool:
    """Whether Anki shows what is wrong with the template instead of the card."""
    return _PROBLEM.search(html) is not None


def anki_words(html: str, typed: dict[str, str], *, hints_open: bool = False) -> str:
    """Return the words of one side of Anki's.

    ``typed`` has what stands in place of ``[[type:...]]``; a hint shows its label or its content.
    """
    html = _ADVICE.sub("", _PLAYED.sub("", html))
    html = _DISPLAYED.sub(r"<br>\g<0><br>", html)
    html = _TYPED.sub(lambda place: typed.get(place[1], ""), html)
    html = _HINT.sub(r"<div>" if hints_open else _closed_hint, html)
    return words(html)


def _closed_hint(hint: re.Match[str]) -> str:
    return f"[{hint[1].strip()}]<div style='display:none'>"


def packages() -> list[Path]:
    """Return the packages at hand that Anki accepts."""
    folder = reference("real", "apkg")
    found = [path for path in sorted(folder.iterdir()) if path.suffix in (".apkg", ".anki2")]
    return [path for path in found if "example1" not in path.name]


def open_package(path: Path, folder: Path) -> Any:
    """Return a collection of Anki's with the notes of a package or of a bare collection."""
    anki = pytest.importorskip("anki.collection", reason="needs the oracle extra")
    if path.suffix == ".apkg":
        collection = anki.Collection(str(folder / "made.anki2"))
        options = anki.ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        collection.import_anki_package(
            anki.ImportAnkiPackageRequest(package_path=str(path), options=options)
        )
        return collection
    copy = folder / "copied.anki2"
    if path.suffix == ".colpkg":
        _restore(path, copy)
    else:
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
    opened = anki.Collection(str(copy))
    if not opened.v3_scheduler():  # nothing is asked before
        opened.upgrade_to_v2_scheduler()
        opened.set_v3_scheduler(True)
        opened.close()
        opened = anki.Collection(str(copy))
    return opened


def _restore(path: Path, target: Path) -> None:
    """Let Anki put a whole collection in the place of another one."""
    backend = pytest.importorskip("anki._backend", reason="needs the oracle extra").RustBackend()
    media = target.with_suffix(".media")
    media.mkdir()
    backend.import_collection_package(
        col_path=str(target),
        backup_path=str(path),
        media_folder=str(media),
        media_db=str(target.with_suffix(".mdb")),
    )


def cards_of(collection: Any, most: int) -> Iterator[AnkiCard]:
    """Yield up to ``most`` cards of each template and note type, spread over the collection."""
    for row in collection.models.all():
        ids = collection.db.all(
            "select c.id, c.ord from cards c join notes n on n.id = c.nid where n.mid = ?"
            " order by c.id",
            row["id"],
        )
        per_place: dict[int, list[int]] = {}
        for card_id, place in ids:
            per_place.setdefault(0 if row["type"] else place, []).append(card_id)
        for found in per_place.values():
            for card_id in found[:: max(1, -(-len(found) // most))]:
                yield _card(collection, row, card_id)


def sampled(collection: Any, most: int) -> Iterator[AnkiCard]:
    """Yield all cards, or up to ``most`` of them, spread over the collection."""
    rows = {row["id"]: row for row in collection.models.all()}
    ids = collection.db.all(
        "select c.id, n.mid from cards c join notes n on n.id = c.nid order by c.id"
    )
    for card_id, kind in ids[:: max(1, -(-len(ids) // most))]:
        yield _card(collection, rows[kind], card_id)


def as_note_type(row: dict[str, Any]) -> NoteType:
    """Return one of Anki's note types as ours."""
    templates = tuple(
        Template(f"t{place}", each["name"], with_picture(each["qfmt"]), with_picture(each["afmt"]))
        for place, each in enumerate(row["tmpls"])
    )
    kind = NoteKind.CLOZE if row["type"] else NoteKind.NORMAL
    names = tuple(each["name"] for each in row["flds"])
    return NoteType(
        NoteTypeId(1), "theirs", row["name"], kind, names, templates, row["css"], "html"
    )


def with_picture(html: str) -> str:
    """Return HTML as it is once pictures lie among our media: under a name of ours."""
    return _PICTURE.sub(r'\1"picture.png"', html)


def _card(collection: Any, row: dict[str, Any], card_id: int) -> AnkiCard:
    card = collection.get_card(card_id)
    note = card.note()
    drawn = card.render_output()
    cloze = bool(row["type"])
    return AnkiCard(
        as_note_type(row),
        tuple(map(with_picture, note.fields)),
        "t0" if cloze else f"t{card.ord}",
        card.ord + 1 if cloze else 0,
        {
            "Tags": " ".join(note.tags),
            "Deck": collection.decks.name(card.did),
            "CardFlag": f"flag{card.user_flag()}",
            "CardID": str(card_id),
        },
        drawn.question_text,
        drawn.answer_text,
        (note.guid, card.ord),
    )


def typed_answers(collection: Any, card: AnkiCard) -> dict[str, str]:
    """Return what Anki holds a typed answer against, by what stands in the template."""
    found = dict(zip(card.note_type.fields, card.fields, strict=True))
    said: dict[str, str] = {}
    for name, text in found.items():
        said[name] = said[f"nc:{name}"] = text
        if card.ordinal:
            said[f"cloze:{name}"] = collection._backend.extract_cloze_for_typing(
                text=text, ordinal=card.ordinal
            )
    return said
