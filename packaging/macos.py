"""Makes the program for macOS: what its Info.plist says, what it is allowed, and an image of it."""

import plistlib
import shutil
from pathlib import Path
from typing import Any

import bundle
import notices
import sbom
from making import ROOT, FailedError, NotHereError, Order, identity, run

OLDEST = "13.0"
"""The oldest macOS that Qt 6.11 runs on."""
_ANKI = "net.ankiweb.package"
APP = bundle.WORK / "dist" / f"{identity()['NAME']}.app"


def make(order: Order) -> list[Path]:
    """Build an image with ``Flashcards.app`` and return it."""
    if not bundle.system().startswith("macos"):
        raise NotHereError("The program for macOS is made on macOS.")
    bundle.build(order.epoch)
    check(APP)
    bundle.self_test(APP / "Contents" / "MacOS" / identity()["COMMAND"])
    folder = bundle.WORK / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run("cp", "-R", APP, folder)
    (folder / "Applications").symlink_to("/Applications")
    image = order.out / f"flashcards-{identity()['VERSION']}-{bundle.system()}.dmg"
    image.unlink(missing_ok=True)
    run(
        *("hdiutil", "create", "-quiet", "-volname", identity()["NAME"], "-srcfolder", folder),
        *("-format", "UDZO", image),
    )
    return [image]


def check(app: Path) -> None:
    """Raise FailedError where the program does not know how it is installed, or has no terms."""
    resources = app / "Contents" / "Resources"
    for inside in (
        bundle.MARK,
        f"{bundle.LICENCES}/{notices.FILE}",
        f"{bundle.LICENCES}/{sbom.FILE}",
    ):
        place = resources / Path(inside).relative_to(bundle.INSIDE)
        if not place.is_file():
            raise FailedError(f"{app.name} was made without {place.name}.")


def info() -> dict[str, Any]:
    """Return what Info.plist says: names, the oldest system, and the files that are opened."""
    told = identity()
    return {
        "CFBundleName": told["NAME"],
        "CFBundleDisplayName": told["NAME"],
        "CFBundleIdentifier": told["ID"],
        "CFBundleShortVersionString": told["VERSION"],
        "CFBundleVersion": told["VERSION"],
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": sorted(bundle.languages(ROOT)),
        "LSMinimumSystemVersion": OLDEST,
        "LSApplicationCategoryType": "public.app-category.education",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"{told['AUTHORS']}, MIT License",
        "NSMicrophoneUsageDescription": "To record your voice for a card when you ask for it.",
        "CFBundleDocumentTypes": [
            _opened(
                "Flashcards collection", told["ID"] + ".collection", "Editor", "Owner", "document"
            ),
            _opened("Anki deck package", _ANKI, "Viewer", "Alternate", "deck"),
        ],
        "UTExportedTypeDeclarations": [
            _type(
                told["ID"] + ".collection",
                "Flashcards collection",
                [told["SUFFIX"].removeprefix(".")],
                ["public.data", "public.database"],
                told["MIME_TYPE"],
            )
        ],
        "UTImportedTypeDeclarations": [
            _type(_ANKI, "Anki deck package", ["apkg", "colpkg"], ["public.zip-archive"], "")
        ],
    }


def entitlements() -> dict[str, bool]:
    """Return what the signed program is allowed beyond the usual.

    Libraries that others signed, so that Qt can be replaced as its licence asks, and to record.
    """
    return {
        "com.apple.security.cs.disable-library-validation": True,
        "com.apple.security.device.audio-input": True,
    }


def write(folder: Path) -> tuple[Path, Path]:
    """Write Info.plist and the entitlements for PyInstaller; return both."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "Info.plist", folder / "entitlements.plist"
    for path, content in zip(written, (info(), entitlements()), strict=True):
        path.write_bytes(plistlib.dumps(content))
    return written


def _opened(name: str, kind: str, role: str, rank: str, icon: str) -> dict[str, Any]:
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": role,
        "LSHandlerRank": rank,
        "LSItemContentTypes": [kind],
        "CFBundleTypeIconFile": f"{icon}.icns",
    }


def _type(
    name: str, words: str, suffixes: list[str], conforms: list[str], mime_type: str
) -> dict[str, Any]:
    tags: dict[str, Any] = {"public.filename-extension": suffixes}
    if mime_type:
        tags["public.mime-type"] = mime_type
    return {
        "UTTypeIdentifier": name,
        "UTTypeDescription": words,
        "UTTypeConformsTo": conforms,
        "UTTypeTagSpecification": tags,
    }
