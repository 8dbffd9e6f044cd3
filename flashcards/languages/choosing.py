"""Which languages there are, and which one a learner wants without having said so."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards.files import read_given
from flashcards.languages import catalogue, numbers, speaking
from flashcards.languages.catalogue import LARGEST_BYTES, Catalogue
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.paths import resources_dir

OPTION: Final = "--language"
VARIABLE: Final = "FLASHCARDS_LANGUAGE"
SYSTEM: Final = ""
"""In the settings: the language of the system."""
ENGLISH: Final = "en"
LENGTHENED: Final = "en_XA"
"""English with other letters and 40% longer, to try what a translation will do."""
MIRRORED: Final = "ar_XB"
"""English from right to left, likewise."""
NAMES: Final = {
    "ar": "العربية",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fi": "Suomi",
    "fr": "Français",
    "he": "עברית",
    "hu": "Magyar",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "pt_BR": "Português (Brasil)",
    "ro": "Română",
    "ru": "Русский",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh_CN": "简体中文",
    "zh_TW": "繁體中文",
    LENGTHENED: "Ļéñĝţĥéñéð",
    MIRRORED: "derorriM",
}
"""What languages call themselves."""

_BEGINS = "flashcards_"
_LEAST_REVIEWED = 0.9
"""Share of the texts that somebody must have looked at."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A language that the program can speak."""

    code: str
    """Such as ``de`` or ``pt_BR``."""
    translated: float = 1.0
    """Share of the texts that are there in it."""
    reviewed: bool = True

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return NAMES.get(self.code, self.code)


def catalogue_path(code: str) -> Path:
    """Return where the translation into a language lies."""
    return resources_dir() / "translations" / f"{_BEGINS}{code}.ts"


def codes() -> tuple[str, ...]:
    """Return the languages that can be chosen, English first, by their codes."""
    try:
        found = sorted(path.stem for path in catalogue_path("*").parent.glob(f"{_BEGINS}*.ts"))
    except OSError:
        found = []
    return (ENGLISH, *(stem.removeprefix(_BEGINS) for stem in found))


def offered() -> list[Offered]:
    """Return the languages that can be chosen, English first, and how far each is."""
    found = [Offered(ENGLISH)]
    for code in codes()[1:]:
        try:
            data = read_given(catalogue_path(code), LARGEST_BYTES)
        except OSError:
            continue
        every = data.count(b"<message")
        unfinished = data.count(b'type="unfinished"')
        empty = data.count(b'<translation type="unfinished"></translation>')
        empty += data.count(b'<translation type="unfinished"/>')
        empty += data.count(b'<translation type="unfinished"><numerusform></numerusform>')
        if every:
            waits = max(0, unfinished - empty) / every
            found.append(Offered(code, 1 - empty / every, waits <= 1 - _LEAST_REVIEWED))
    return found


def chosen(wished: str, system: Sequence[str]) -> str:
    """Return the code of the language to speak, and the variable's above all.

    ``wished`` is what the settings say; ``system`` are the languages of the system, best first,
    such as ``de-AT``. English where none of them is known.
    """
    there = (*codes(), LENGTHENED, MIRRORED)
    given = os.environ.get(VARIABLE, "")
    for tag in (given, wished, *system):
        if tag and (found := _known(tag, there)):
            return found
    return ENGLISH


def without_option(given: Sequence[str]) -> list[str]:
    """Return what was typed without ``--language CODE``, whose language holds from then on.

    It becomes the variable, so that processes begun by this one have it too. Raises UserError for
    a language that the program does not speak.
    """
    words = list(given)
    end = words.index("--") if "--" in words else len(words)
    for at, word in enumerate(words[:end]):
        name, told, code = word.partition("=")
        if name != OPTION or not (told or at + 1 < end):
            continue
        code = code if told else words[at + 1]
        there = (*codes(), LENGTHENED, MIRRORED)
        if _known(code, there) is None:
            speak_as(SYSTEM)  # to tell it
            raise UserError(
                message("The program does not speak “{language}”.", language=code),
                message("It speaks {languages}.", languages=", ".join(codes())),
            )
        os.environ[VARIABLE] = code
        return words[:at] + words[at + (1 if told else 2) :]
    return words


def _known(tag: str, there: Sequence[str]) -> str | None:
    """Return the code for a tag such as ``de-AT``, ``de_AT.UTF-8`` or ``pt-Latn-BR``."""
    parts = tag.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    country = next((part.upper() for part in parts[1:] if len(part) == 2), "")
    language = parts[0].lower()
    exact = f"{language}_{country}"
    if exact in there:
        return exact
    if language in there:
        return language
    return next((code for code in there[:-2] if code.partition("_")[0] == language), None)


def system_languages() -> tuple[str, ...]:
    """Return the languages that the environment asks for, best first, without Qt."""
    return tuple(tag for tag in _of_environment() if tag)


def _of_environment() -> Iterator[str]:
    messages = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))),
        "",
    )
    if messages.partition(".")[0] in ("C", "POSIX"):
        return
    if messages:
        yield from os.environ.get("LANGUAGE", "").split(":")
        yield messages
    elif sys.platform == "win32":
        import ctypes
        import locale

        yield locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def locale_of(code: str, system: Sequence[str]) -> str:
    """Return the locale that belongs to a language: the system's own where it is one of it."""
    for tag in system[:1]:
        plain = tag.partition(".")[0].partition("@")[0].replace("-", "_")
        if plain.partition("_")[0] == code.partition("_")[0]:
            return plain
    return code


def texts_in(code: str) -> Catalogue:
    """Return the texts of a language; English where its catalogue cannot be read."""
    if code in (LENGTHENED, MIRRORED):
        from flashcards.languages.pseudo import Pseudo

        return Pseudo(mirrored=code == MIRRORED)
    if code == ENGLISH:
        return catalogue.ENGLISH
    return catalogue.read(catalogue_path(code), code) or catalogue.ENGLISH


def speak_as(wished: str) -> None:
    """Speak as the settings say, else as the environment does, from now on; without Qt.

    ``wished`` is what the settings say. The window asks the desktop, too: see ``ui/language``.
    """
    system = system_languages()
    code = chosen(wished, system)
    speak_in(code, locale_of(code, system))


def speak_in(code: str, locale: str = "") -> None:
    """Say everything from now on in a language, numbers as a locale such as ``de_AT`` has them."""
    speaking.speak(texts_in(code), numbers.figures_of(locale or code))
