"""Writes the bill of materials of a self-contained program, as CycloneDX 1.6 defines it."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bundle
import parts
from making import Order, identity
from parts import Part

FILE = "bom.cdx.json"


def make(order: Order) -> list[Path]:
    """Write the bill of the program as it was built last."""
    folder = bundle.finished(order.epoch)
    path = order.out / f"{identity()['COMMAND']}-{identity()['VERSION']}-{bundle.system()}.cdx.json"
    return [write(path, folder, order.epoch)]


def write(path: Path, folder: Path, epoch: int) -> Path:
    """Write the bill of the program in ``folder`` to ``path``, dated by ``epoch``."""
    text = json.dumps(bill(parts.parts_of(folder), epoch), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def bill(found: list[Part], epoch: int) -> dict[str, Any]:
    """Return the bill; the same parts and time give the same one."""
    told = identity()
    application = {
        "type": "application",
        "bom-ref": told["COMMAND"],
        "name": told["NAME"],
        "version": told["VERSION"],
        "description": told["SUMMARY"],
        "licenses": [{"license": {"id": "MIT"}}],
        "purl": f"pkg:generic/{told['COMMAND']}@{told['VERSION']}",
        "externalReferences": [{"type": "website", "url": told["HOME_PAGE"]}],
    }
    components = [_component(part, told["COMMAND"]) for part in found]
    refs = [component["bom-ref"] for component in components]
    identified = f"{told['HOME_PAGE']}/{json.dumps(components, sort_keys=True)}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identified)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": application,
            "authors": [{"name": told["AUTHORS"], "email": told["EMAIL"]}],
        },
        "components": components,
        "dependencies": [{"ref": told["COMMAND"], "dependsOn": sorted(refs)}],
    }


def _component(part: Part, owner: str) -> dict[str, Any]:
    """Return what is told of a part, and inside it of its pieces and files."""
    ref = f"{owner}/{part.name}"
    inside = [_component(piece, ref) for piece in part.pieces]
    inside += [
        {
            "type": "file",
            "bom-ref": f"{ref}/{place}",
            "name": place,
            "hashes": [{"alg": "SHA-256", "content": sha256}],
        }
        for place, sha256 in part.files
    ]
    found: dict[str, Any] = {"type": "library", "bom-ref": ref, "name": part.name}
    if part.version:
        found["version"] = part.version
    found["licenses"] = [{"expression": part.licence}]
    if part.holder:
        found["copyright"] = part.holder
    if part.purl:
        found["purl"] = part.purl
    if part.source:
        found["externalReferences"] = [{"type": "vcs", "url": part.source}]
    if inside:
        found["components"] = inside
    return found
