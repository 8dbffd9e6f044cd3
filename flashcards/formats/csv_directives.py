"""Reads the ``#name:value`` lines some programs write at the top of a table of notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
        return sign if len(sign) == 1 else None

    def column(self, name: str) -> int | None:
        """The column (from 0) a ``name column`` line points to."""
        value = self.values.get(f"{name} column", "").strip()
        if value.isascii() and value.isdigit() and 0 < int(value[:4]) <= 100:
            return int(value) - 1
        return None

    @property
    def html(self) -> bool:
        """False only when the file says that its cells hold no markup."""
        return self.values.get("html", "true").strip().lower() != "false"


def read_directives(lines: Sequence[str]) -> Directives:
    """Read the lines at the top that begin with ``#`` and are no rows of the table."""
    found = Directives()
    for line in lines:
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
