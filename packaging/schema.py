"""Writes ``resources/collection.schema.json``, which says what a collection's file looks like.

``python packaging/schema.py`` writes it from ``flashcards.formats.whole.shape``; a test says
whether it is up to date.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "resources" / "collection.schema.json"


def written() -> str:
    """Return what the file has to say."""
    from flashcards.formats.whole.shape import schema

    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file."""
    SCHEMA.write_text(written(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
