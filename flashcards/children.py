"""Starts long work in a process of its own: the window goes on, and may end it at any moment."""

import os
import subprocess
import sys

ARGUMENT = "--work"
"""What the program is started with, before the name of the work, where it is Python and all."""
FITTING = "flashcards.scheduling.fitting"
"""The module whose ``main`` fits FSRS."""


def start(work: str) -> "subprocess.Popen[bytes]":
    """Start the ``main`` of a module, with pipes as its input and output. Raises OSError."""
    if getattr(sys, "frozen", False):
        # There is no Python to start beside the program.
        command = [sys.executable, ARGUMENT, work]
        paths = os.environ.get("PYTHONPATH", "")
    else:
        command = [sys.executable, "-P", "-m", work]
        paths = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(  # noqa: S603  (neither the folder nor anything typed decides what runs)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paths},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
