"""What a long day of use must not wear out."""

import subprocess
import sys

_DAY = """
import flashcards.ui
from PySide6.QtCore import QObject, Signal

class Button(QObject):
    pressed = Signal(bool)

button = Button()
button.pressed.connect(lambda on=False: None)
for _ in range(20_000):
    button.pressed.emit(True)
print("still here")
"""


def test_the_program_outlives_many_thousand_signals() -> None:
    done = subprocess.run([sys.executable, "-c", _DAY], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "still here", done.stderr
    assert done.returncode == 0
