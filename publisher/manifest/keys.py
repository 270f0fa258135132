"""What all mappings of the manifests have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

#: Tags of unions; no key can look like them, so that a place in a manifest is never mistaken.
PLAIN, KEYED = "·plain", "·keyed"


class Keys(BaseModel):
    """A mapping of a manifest: unknown keys are errors, a known key without a value is as if not written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:  # noqa: ANN401 - the value as YAML has it, before it is checked
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


def shape(value: Any) -> str | None:  # noqa: ANN401 - the value as YAML has it, before it is checked
    """Return the tag of what may be written in short, as words, or with keys of its own; None for neither."""
    return PLAIN if isinstance(value, str) else KEYED if isinstance(value, dict | BaseModel) else None
