"""Makes an AppDir of the self-contained program, and an AppImage where its runtime is given.

The runtime is a small program of the AppImage project that is put before the packed folder. It is
not fetched from anywhere: APPIMAGE_RUNTIME names the file.
"""

import os
import shutil
import sys
from pathlib import Path

import bundle
import bundle_deb
import desktop
import icons
from making import NotHereError, Order, identity, run
from tree import Tree

RUNTIME = "APPIMAGE_RUNTIME"
HOME = f"usr/lib/{identity()['COMMAND']}"
_SIDE = 256


def make(order: Order) -> list[Path]:
    """Write ``Flashcards.AppDir``; return its file list, or the AppImage where one was made."""
    if sys.platform != "linux":
        raise NotHereError("An AppDir is made on Linux.")
    told = identity()
    target = order.out / f"{told['NAME']}.AppDir"
    shutil.rmtree(target, ignore_errors=True)
    files(bundle.finished(order.epoch), order.epoch).write(target, order.epoch)
    bundle.self_test(target / "AppRun")
    runtime = os.environ.get(RUNTIME, "")
    if not runtime:
        print(f"{target} is made; {RUNTIME} names no runtime for an AppImage of it", flush=True)
        return [target / f"{told['ID']}.desktop"]
    return [_packed(target, Path(runtime), order)]


def files(folder: Path, epoch: int) -> Tree:
    """Return everything in the AppDir, as the AppImage project describes it."""
    told, tree = identity(), Tree()
    bundle_deb.add_folder(tree, HOME, folder, mark="bundle")
    tree.link(f"usr/bin/{told['COMMAND']}", f"../lib/{told['COMMAND']}/{bundle.PROGRAM}")
    tree.link("AppRun", f"{HOME}/{bundle.PROGRAM}")
    desktop.install(tree, epoch)
    tree.link(f"{told['ID']}.desktop", f"usr/share/applications/{told['ID']}.desktop")
    tree.add(f"{told['ID']}.png", icons.png(icons.PROGRAM, _SIDE))
    tree.link(".DirIcon", f"{told['ID']}.png")
    return tree


def _packed(target: Path, runtime: Path, order: Order) -> Path:
    """Pack the folder behind the runtime, the same bytes each time."""
    packed = order.out / "packed.squashfs"
    packed.unlink(missing_ok=True)
    # mksquashfs takes the time from its options or from the environment, not from both.
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    run(
        *("mksquashfs", target, packed, "-quiet", "-no-progress", "-root-owned", "-noappend"),
        *("-comp", "zstd", "-Xcompression-level", "19", "-processors", "1"),
        *("-mkfs-time", str(order.epoch), "-all-time", str(order.epoch)),
    )
    image = order.out / f"{identity()['NAME']}-{bundle.system().removeprefix('linux-')}.AppImage"
    image.write_bytes(runtime.read_bytes() + packed.read_bytes())
    image.chmod(0o755)
    packed.unlink()
    return image
