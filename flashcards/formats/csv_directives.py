"""Reads the ``#name:value`` lines some programs write at the top of a table of notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.formats.csv_rows import MAX_COLUMNS
from flashcards.model.tables import Existing, KnownBy

SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
_KNOWN = frozenset(
    (
        "separator",
        "html",
        "tags",
        "columns",
        "notetype",
        "deck",
        "notetype column",
        "deck column",
        "tags column",
        "guid column",
        "if matches",
        "match scope",
    )
)


@dataclass(slots=True)
class Directives:
    """The settings found and how many lines they and other remarks take."""

    values: dict[str, str] = field(default_factory=dict)
    lines: int = 0

    @property
    def delimiter(self) -> str | None:
        """The separator the file asks for, None when it names none that is usable."""
        name = self.values.get("separator", "")
        sign = SEPARATORS.get(name.strip().lower(), name.strip() or name[:1])
        sign = "\t" if sign == "\\t" else sign
        return sign if len(sign) == 1 else None

    def column(self, name: str) -> int | None:
        """The column (from 0) a ``name column`` line points to."""
        value = self.values.get(f"{name} column", "").strip()
        if value.isascii() and value.isdigit() and 0 < int(value[:5]) <= MAX_COLUMNS:
            return int(value) - 1
        return None

    @property
    def html(self) -> bool:
        """False only when the file says that its cells hold no markup."""
        return self.values.get("html", "true").strip().lower() != "false"

    @property
    def existing(self) -> Existing:
        """What the file asks to do with notes that are there already."""
        return _IF_MATCHES.get(self._words("if matches"), Existing.UPDATE)

    @property
    def known_by(self) -> KnownBy | None:
        """How rows are known again; as Anki does it where a line speaks of that at all."""
        if not self.values.keys() & {"if matches", "match scope"}:
            return None
        with_deck = self._words("match scope") in ("notetype + deck", "notetype and deck")
        return KnownBy.DECK if with_deck else KnownBy.TYPE

    def _words(self, name: str) -> str:
        return " ".join(self.values.get(name, "").lower().split())


_IF_MATCHES = {
    "update current": Existing.UPDATE,
    "keep current": Existing.KEEP,
    "keep both": Existing.ADD,
}
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""What Excel reads in the first line of a table: the sign between columns."""


def read_directives(lines: Sequence[str]) -> Directives:
    """Read the lines at the top that begin with ``#`` and are no rows of the table."""
    found = Directives()
    told = _SEP_LINE.fullmatch(lines[0]) if lines else None
    if told:
        found.values["separator"] = told[1]
        found.lines = 1
    for line in lines[found.lines :]:
        name, colon, value = line[1:].partition(":")
        name = name.strip().lower()
        known = bool(colon) and name in _KNOWN
        if not line.startswith("#") or not (known or _is_remark(line)):
            break
        if known:
            found.values[name] = value
        found.lines += 1
    return found


def _is_remark(line: str) -> bool:
    return "\t" not in line and (line.startswith("# ") or not any(sign in line for sign in ";,|"))
