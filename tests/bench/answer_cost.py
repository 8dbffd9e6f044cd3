"""What an answer costs where nobody syncs, beside an earlier checkout of the program, in pairs.

python tests/bench/answer_cost.py EARLIER_CHECKOUT [PAIRS]
"""

import statistics
import subprocess
import sys
from pathlib import Path

_ANSWERS = """
import sys, tempfile, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import flashcards
from flashcards.model.enums import Quality
with tempfile.TemporaryDirectory(dir=sys.argv[2] or None) as folder:
    with flashcards.open(Path(folder) / "c.flashcards") as collection:
        for number in range(600):
            collection.add_note({"Front": f"front {number}", "Back": "back"}, deck="A")
        collection.set_options("A", new_per_day=9999)
        session = collection.study()
        for number in range(560):
            if number == 60:
                began = time.process_time()
            assert session.next() is not None
            session.answer(Quality.GOOD)
        print((time.process_time() - began) / 500 * 1e6)
"""


def microseconds(checkout: Path) -> float:
    """Return the processor time of one answer, the next card included, with this checkout."""
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else ""
    command = [sys.executable, "-c", _ANSWERS, str(checkout.resolve()), fast]
    return float(subprocess.run(command, check=True, capture_output=True, cwd=checkout).stdout)


def main() -> None:
    """Print the medians of both, and of the ratios of the pairs."""
    earlier, pairs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 24
    here = Path(__file__).resolve().parents[2]
    found = [(microseconds(earlier), microseconds(here)) for _ in range(pairs)]
    before, after = (statistics.median(each) for each in zip(*found, strict=True))
    ratio = statistics.median(new / old for old, new in found)
    print(f"before {before:.0f} µs, now {after:.0f} µs, of each pair {ratio:.3f}")


if __name__ == "__main__":
    main()
