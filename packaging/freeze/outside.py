"""Run first in the frozen program: what it starts beside itself finds the system's libraries."""

import os

_VARIABLE = "LD_LIBRARY_PATH"

if _VARIABLE in os.environ:
    # This process has read it already; a browser or a file manager must not.
    before = os.environ.get(f"{_VARIABLE}_ORIG")
    if before is None:
        del os.environ[_VARIABLE]
    else:
        os.environ[_VARIABLE] = before
