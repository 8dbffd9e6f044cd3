"""The reference data beside the checkout: work of others, which proves more and is not shipped."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
ABSENT = "the reference data in ../shared is not here"
"""Why a test was skipped; those that were are counted at the end of a run."""

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=ABSENT)


def reference(*parts: str) -> Path:
    """Return a file or folder of the reference data; the test is skipped where it is not here."""
    found = SHARED.joinpath(*parts)
    if not found.exists():
        pytest.skip(ABSENT)
    return found
