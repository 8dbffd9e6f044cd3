"""Who this program is: every name it goes by outside, in the one place its owner changes.

Imports nothing, so that the build, the packages and each layer can read it.
"""

NAME = "Flashcards"
"""What people read in menus and titles; a proper name, the same in every language."""
COMMAND = "flashcards"
"""What is typed in a terminal, and the name of the packages."""
VERSION = "0.3.0"
ID = "org.flashcards.Flashcards"
"""Reverse domain name: desktop entry, icon, AppStream, Flatpak, macOS bundle."""
DOMAIN = "flashcards.example.org"
HOME_PAGE = "https://flashcards.example.org"
AUTHORS = "The Flashcards authors"
EMAIL = "flashcards@example.org"
MAINTAINER = "The Flashcards authors <flashcards@example.org>"
LICENSE = "MIT"
SUMMARY = "Make decks from what you read, and review them at the right time"
"""One line without a full stop, for menus and lists of packages."""
MIME_TYPE = "application/vnd.flashcards.collection"
SUFFIX = ".flashcards"
"""How the files of that type end."""
