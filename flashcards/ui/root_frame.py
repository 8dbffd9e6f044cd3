"""Finds the frame around everything in a document, which each new text replaces."""

from PySide6.QtGui import QTextCursor, QTextDocument, QTextFrame


def root_frame(document: QTextDocument) -> QTextFrame:
    """Return the outermost frame of a document, of which Python keeps nothing.

    What ``document.rootFrame`` answers the binding hangs beneath the document, one more for each
    text that it was ever given, for as long as the document lives.
    """
    return QTextCursor(document).currentFrame()
