"""Turns copied text into a table as files hold it."""

import re

_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")


def as_table(text: str) -> bytes:
    """Return copied text as a file would hold it; a table in Markdown becomes one with tabs.

    For a worker thread: there may be megabytes.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [line for line in lines if line]
    drawn = len(rows) > 1 and _RULE.fullmatch(rows[1]) and all("|" in line for line in rows)
    if not drawn:
        return text.encode("utf-8", "replace")
    del rows[1]
    return "".join("\t".join(_cells(row)) + "\n" for row in rows).encode("utf-8", "replace")


def _cells(row: str) -> list[str]:
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [cell.strip().replace("\\|", "|").replace("\t", " ") for cell in _CELL_END.split(row)]
