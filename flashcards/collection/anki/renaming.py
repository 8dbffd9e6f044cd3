"""Names media in notes and note types as they are called here, where that is not as there."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from flashcards.formats.images import replace_in_sheet
from flashcards.text.file_names import ways

_SOURCE: Final = re.compile(
    r"""(\bsrc\s*=\s*)(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_SOUND: Final = re.compile(r"\[sound:([^\]<>\n]{1,300})\]")


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a text with other names of media: ``names`` are those here by those there."""

    def here(written: str) -> str:
        return next((names[way] for way in ways(written) if way in names), "")

    def other(found: re.Match[str]) -> str:
        name = here(found[found.lastindex or 0])
        return f'{found[1]}"{escape(name)}"' if name else found[0]

    def other_sound(found: re.Match[str]) -> str:
        name = here(found[1])
        return f"[sound:{escape(name, quote=False)}]" if name else found[0]

    return _SOUND.sub(other_sound, _SOURCE.sub(other, text))


def renamed_type(body: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a note type of Anki's whose templates and sheet name media as they are called here."""
    templates, css = body.get("tmpls"), body.get("css")
    changed: dict[str, Any] = {}
    if isinstance(templates, list):
        changed["tmpls"] = [
            {key: _side(key, value, names) for key, value in each.items()}
            if isinstance(each, dict)
            else each
            for each in templates
        ]
    if isinstance(css, str):
        changed["css"] = replace_in_sheet(css, names)
    return {**body, **changed}


def _side(key: str, value: object, names: Mapping[str, str]) -> object:
    is_side = key in ("qfmt", "afmt") and isinstance(value, str)
    return renamed(str(value), names) if is_side else value
