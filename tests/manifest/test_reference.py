from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from publisher.manifest import reference, schemas
from publisher.manifest.publication_keys import IMPRINT_ALIASES, ImprintKeys
from publisher.manifest.reference import _MODELS
from publisher.manifest.schema import ALIASES

ROOT = Path(__file__).parents[2]


def test_the_reference_is_the_schema() -> None:
    assert (ROOT / "docs/manifest.md").read_text(encoding="utf-8") == reference()


def test_every_key_says_what_it_takes() -> None:
    rows = [re.split(r"(?<!\\)\|", line) for line in reference().splitlines() if line.startswith("| `")]
    assert all(row[3].strip() for row in rows if len(row) == 6)
    table = {row[1].strip(" `"): row[3].strip() for row in rows if len(row) == 6}
    assert table["crop"] == "`true`、`false`"
    assert table["focal"] == "[数 0–1, 数 0–1]"


def test_every_key_is_explained_in_two_languages() -> None:
    made = schemas()
    assert set(made) == set(_MODELS)
    json.dumps(made)
    for part in made.values():
        for model in (part, *part.get("$defs", {}).values()):
            for name, value in model.get("properties", {}).items():
                assert value["title"], name
                chinese, _, english = value["description"].partition("\n")
                assert any("\u4e00" <= character <= "\u9fff" for character in chinese), name
                assert english.isascii(), name


def test_examples_are_accepted() -> None:
    for model in _MODELS.values():
        for name, field in model.model_fields.items():
            for example in field.examples or ():
                text = json.loads(json.dumps(example), parse_int=str, parse_float=str)
                model.__pydantic_validator__.validate_assignment(
                    model.model_construct(), name, str(text) if isinstance(text, int) else text
                )


def test_schema_allows_what_the_loader_allows() -> None:
    article = schemas()["article"]
    assert article["additionalProperties"] is False
    assert {"type": "null"} in article["properties"]["kicker"]["anyOf"]
    assert "刊号" in schemas()["publication"]["$defs"]["ImprintKeys"]["properties"]


@pytest.mark.parametrize("alias", IMPRINT_ALIASES)
def test_imprint_aliases_lead_to_keys(alias: str) -> None:
    assert IMPRINT_ALIASES[alias] in ImprintKeys.model_fields


def test_suggested_keys_exist() -> None:
    known = {
        key
        for part in schemas().values()
        for model in (part, *part.get("$defs", {}).values())
        for key in model.get("properties", {})
    }
    assert set(ALIASES.values()) <= known | {"body", "role", "image"}
