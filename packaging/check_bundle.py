"""Installs the self-contained package on a fresh Debian that has no Qt, uses it there as a learner
would, and removes it again."""

from pathlib import Path

import bundle
import bundle_deb
import check_deb
import root
from making import Order, identity


def make(order: Order) -> list[Path]:
    """Check the package that ``bundle-deb`` makes; return the pictures of what was seen."""
    package = bundle_deb.finished(order)
    check_deb.validate(package)
    pictures = order.out / "check-bundle"
    with root.fresh() as system:
        system.install(package, "python3")
        told = system.run(identity()["COMMAND"], "--self-test")
        print(told.strip(), flush=True)
        bundle.check_sound(told)
        check_deb.try_out(system, pictures)
        check_deb.purge(system, bundle_deb.NAME)
    return sorted(pictures.glob("*.png"))
