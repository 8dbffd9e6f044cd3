"""How the collection writes what it keeps as JSON, by the entry and its member."""

from collections.abc import Mapping
from typing import Final

WAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "scheduler": {"parameters": "close"},
    "preset": {"options": "spaced"},
    "deck": {"limits": "spaced"},
    "note_type": {"fields": "spaced"},
    "article": {"structure": "close"},
    "reading_place": {"spans": "spaced"},
    "plan": {"definition": "spaced"},
    "passage": {"heading": "spaced"},
    "memory": {"memory": "spaced"},
    "origin": {"texts": "shown", "cards": "shown", "body": "shown"},
    "origin_options": {"body": "spaced shown"},
    "deleted_row": {"body": "shown"},
}
