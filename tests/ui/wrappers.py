"""Finds Python's hold on Qt's objects where it differs from Qt's own order of parents."""

import gc
import re

import pytest
import shiboken6
from PySide6 import __version_info__
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCompleter, QLabel, QLayout, QWidget

READS_ALL = (6, 11)
"""The binding from which on each object can be asked; 6.8.0 to 6.9.0 crash over some."""
_PARENT = re.compile(r"^parent\.+ <(\S+).* at 0x([0-9a-f]+)>", re.MULTILINE)


def misplaced() -> list[str]:
    """Return what the binding would take down with another object that is no parent of it in Qt.

    The binding hangs the result of many a method beneath the object that was asked. Once that
    object goes, what hangs beneath it raises "already deleted", though it is on the screen.
    """
    if __version_info__ < READS_ALL:
        pytest.skip("this version of the binding crashes when it is asked what it holds")
    gc.collect()
    objects = [each for each in gc.get_objects() if isinstance(each, QObject)]
    living = {id(each): each for each in objects if shiboken6.isValid(each)}
    return [words for each in living.values() if (words := _wrong(each, living))]


def left_over() -> list[str]:
    """Return the kinds of widgets that Qt has deleted while Python still holds what was theirs."""
    gc.collect()
    kept = (each for each in gc.get_objects() if isinstance(each, QWidget))
    return sorted(type(each).__name__ for each in kept if not shiboken6.isValid(each))


def _wrong(one: QObject, living: dict[int, QObject]) -> str:
    found = _PARENT.search(shiboken6.dump(one))
    if found is None or int(found[2], 16) in _above(one):
        return ""
    holder = living.get(int(found[2], 16))
    if isinstance(holder, QLabel) and holder.buddy() is one:
        return ""  # a label and its field come and go together
    if isinstance(holder, QCompleter) and QObject.parent(one) is None and holder.popup() is one:
        return ""  # Qt leaves the list to the completer and to nothing else: they go together
    return f"{type(one).__name__} {one.objectName()} hangs beneath {found[1]}"


def _above(one: QObject) -> set[int]:
    """Return what lives at least as long: parents of every degree, with their layouts."""
    above: set[int] = set()
    parent = QObject.parent(one)
    while parent is not None:
        layouts = (each for each in parent.children() if isinstance(each, QLayout))
        above |= {id(parent), *map(id, layouts)}
        parent = QObject.parent(parent)
    return above
