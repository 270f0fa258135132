"""The JSON Schemas of the manifests as files, for editors that complete and check YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_schemas(schemas: Mapping[str, Mapping[str, Any]], folder: Path) -> tuple[Path, ...]:
    """Write each schema to ``NAME.schema.json``; return the files.

    Raises:
        PublishError: O-001 if a file cannot be written.
    """
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            file = folder / f"{name}.schema.json"
            file.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            files.append(file)
    except OSError as error:
        raise failure(finding("O-001", output=folder, problem=error.strerror or error)) from error
    return tuple(files)
