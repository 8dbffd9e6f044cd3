"""Templates on their way between machines: they show fields by what these are called everywhere.

A field may be renamed on one machine while a template that shows it is edited on another.
"""

from collections.abc import Mapping
from typing import Final

from flashcards.text.template_edits import with_fields_renamed, without_fields
from flashcards.text.template_language import marks

_SIGN: Final = "\ue000"
"""Stands before the uid of a field; no name that a learner types begins so."""


def travelling(template: str, uids: Mapping[str, str]) -> str:
    """Return a template with the uids of fields, given by their names."""
    return with_fields_renamed(template, {name: _SIGN + uid for name, uid in uids.items()})


def at_home(template: str, names: Mapping[str, str]) -> str:
    """Return a template with the names of fields, given by their uids; fields that went go."""
    found = with_fields_renamed(template, {_SIGN + uid: name for uid, name in names.items()})
    if _SIGN not in found:
        return found
    gone = {
        part.strip()
        for _, _, said in marks(found)
        for part in (said.lstrip("#^/").rpartition(":")[2],)
        if part.strip().startswith(_SIGN)
    }
    return without_fields(found, gone)
