"""A command in a process of its own that gets Ctrl+C at exactly the calls it is told.

``python -m tests.cli.interrupted PLACE,PLACE,... COMMAND...``: a place is ``module:function``; with
``~`` before it, the call is only waited for. So nothing depends on how fast the machine is.
"""

import signal
import sys
from types import FrameType

from flashcards.__main__ import main


def _run() -> int:
    places = sys.argv[1].split(",")

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event != "call" or not places:
            return
        name = f"{frame.f_globals.get('__name__')}:{frame.f_code.co_qualname}"
        if name == places[0].removeprefix("~") and not places.pop(0).startswith("~"):
            signal.raise_signal(signal.SIGINT)

    sys.setprofile(watch)
    try:
        return main(sys.argv[2:])
    finally:
        sys.setprofile(None)
        if places:
            sys.stderr.write(f"never came to {places[0]}\n")


if __name__ == "__main__":
    sys.exit(_run())
