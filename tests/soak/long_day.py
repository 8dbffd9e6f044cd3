"""A long day with the real window: seeded keys and clicks everywhere, then a look at all of it.

``python tests/soak/long_day.py --seed 1 --actions 5000`` runs one such day on a screen of its own
(Xvfb) and a collection of its own, and ends with 1 and the reasons where anything went wrong.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

SCREEN = (1440, 960)


def run(seed: int, actions: int, home: Path, timeout_s: float | None = None) -> tuple[int, str]:
    """Run one day in a process of its own; return its exit code and all that it said."""
    from tests.xvfb import display

    with display(*SCREEN) as name:
        environment = {
            **os.environ,
            "DISPLAY": name,
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "0",
            "FLASHCARDS_HOME": str(home / "home"),
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "PYTHONHASHSEED": "0",
            # One heap for everything, of which the C library tells how much is in use.
            "PYTHONMALLOC": "malloc",
            "MALLOC_ARENA_MAX": "1",
            "PYTHONPATH": str(ROOT),
        }
        child = [sys.executable, "-X", "faulthandler", __file__, "--here", "--home", str(home)]
        child += ["--seed", str(seed), "--actions", str(actions)]
        done = subprocess.run(
            child,
            env=environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    return done.returncode, done.stdout


def main() -> int:
    """Run the days that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=2_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--here", action="store_true", help="in this process, on its screen")
    chosen = parser.parse_args()
    if chosen.here:
        from tests.soak.living import live

        problems = live(chosen.seed, chosen.actions, chosen.home)
        print("\n".join(problems) or f"{chosen.actions} actions, seed {chosen.seed}: 0 failures")
        return 1 if problems else 0
    with tempfile.TemporaryDirectory(prefix="long-day-") as folder:
        code, said = run(chosen.seed, chosen.actions, chosen.home or Path(folder))
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
