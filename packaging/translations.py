"""Keeps ``flashcards_XX.ts`` at what the program says, and takes in translations made elsewhere.

A translation keeps what was translated; a new text comes in empty and unfinished, one that the
program no longer has goes. The files are Qt Linguist's, whichever of the two writes them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from flashcards.languages import plural_rules
from flashcards.languages.catalogue import CONTEXT, fits, key_of, places
from flashcards.model.messages import ABOUT

_MNEMONIC = re.compile(r"&(?!\w+;)(?=[^\s&])")
_POINTS = tuple(",;:")
"""Where English begins with one of these, another language may begin with a space."""
_TAG = re.compile(r"</?[a-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Translation:
    """What stands in a file for one text."""

    forms: tuple[str, ...] = ("",)
    finished: bool = False
    """Whether somebody who speaks the language has looked at it."""
    comment: str = ""
    """Of the translators."""


def language_of(path: Path) -> str:
    """Return ``de`` for ``flashcards_de.ts``."""
    return path.stem.partition("_")[2]


def read(path: Path) -> dict[str, Translation]:
    """Return what a file holds, text by text."""
    found: dict[str, Translation] = {}
    for message in ElementTree.parse(path).getroot().iter("message"):
        source, told = message.findtext("source"), message.find("translation")
        if not source or told is None:
            continue
        forms = tuple(each.text or "" for each in told.findall("numerusform"))
        comment = message.findtext("translatorcomment") or ""
        key = key_of(source, message.findtext("comment"))
        found[key] = Translation(forms or (told.text or "",), told.get("type") is None, comment)
    return found


def written(
    texts: Mapping[str, str], language: str = "", known: Mapping[str, Translation] | None = None
) -> str:
    """Return a catalogue of all ``texts`` (text -> form for one), with what is ``known`` of them.

    Without a language it is the one that translations begin from.
    """
    named = f' language="{language}" sourcelanguage="en"' if language else ""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines += [f'<TS version="2.1"{named}>', "<context>", f"<name>{CONTEXT}</name>"]
    known = known or {}
    for text, one in sorted(texts.items()):
        found = known.get(text, Translation())
        counted = "" if not one else ' numerus="yes"'
        source, _, meant = text.partition(ABOUT)
        about = f"<comment>{escape(meant)}</comment>" if meant else ""
        about += f"<extracomment>For one: {escape(one)}</extracomment>" if one else ""
        if found.comment:
            about += f"<translatorcomment>{escape(found.comment)}</translatorcomment>"
        told = _forms(found, one, language)
        state = "" if found.finished and "" not in found.forms else ' type="unfinished"'
        lines.append(
            f"<message{counted}><source>{escape(source)}</source>{about}"
            f"<translation{state}>{told}</translation></message>"
        )
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _forms(found: Translation, one: str, language: str) -> str:
    if not one:
        return escape(found.forms[-1])
    count = plural_rules.forms(language) if language else 1
    forms = [*found.forms, *[""] * count][:count]
    return "".join(f"<numerusform>{escape(form)}</numerusform>" for form in forms)


def updated(path: Path, texts: Mapping[str, str]) -> str:
    """Return the file at ``path`` with the texts that the program has now."""
    return written(texts, language_of(path), read(path))


def merged(
    path: Path, texts: Mapping[str, str], given: Path, *, reviewed: bool
) -> tuple[str, list[str]]:
    """Return the file with the translations of a JSON file, and what of these cannot be used.

    The JSON file has ``{text: translation}``, or a list of forms for a text that counts.
    """
    language = language_of(path)
    known, faults = read(path) if path.exists() else {}, []
    for text, told in json.loads(given.read_text("utf-8")).items():
        forms = (told,) if isinstance(told, str) else tuple(told)
        found = [f"{text!r} is no text of the program"] if text not in texts else []
        found += list(faults_of(text, texts.get(text, ""), forms, language))
        faults += found
        if not found:
            known[text] = Translation(forms, finished=reviewed)
    return written(texts, language, known), faults


def faults_of(text: str, one: str, forms: Sequence[str], language: str) -> Iterator[str]:
    """Yield what is wrong with the translation of a text."""
    wanted = plural_rules.forms(language) if one else 1
    if len(forms) != wanted:
        yield f"{text!r} has {len(forms)} forms, and the language {wanted}"
    for form in forms:
        for fault in _faults_of_form(text.partition(ABOUT)[0], one, form):
            yield f"{text!r}: {form!r} {fault}"


def _faults_of_form(text: str, one: str, form: str) -> Iterator[str]:
    if not form.strip():
        yield "is empty"
    if not fits(form, one or text, text if one else ""):
        yield f"has not the places {sorted(name for name, _, _ in places(text) or ())}"
    if len(_MNEMONIC.findall(form)) != len(_MNEMONIC.findall(text)):
        yield "has another number of letters behind &"
    if _edges(form) != _edges(text) and text[:1] not in _POINTS:
        yield "begins or ends with other spaces"
    if form.rstrip().endswith("…") != text.rstrip().endswith("…"):
        yield "has no … at the end, or one too many"
    if sorted(_TAG.findall(form)) != sorted(_TAG.findall(text)):
        yield "has other marks in < >"


def _edges(text: str) -> tuple[str, str]:
    """Return the spaces before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
