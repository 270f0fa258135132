"""The JSON Schemas of the manifests, and the manifest reference 清单手册 made from the same schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publisher.manifest import publication_keys, schema
from publisher.manifest.audio_keys import AudioKeys
from publisher.manifest.layout_keys import LayoutKeys
from publisher.manifest.markup import ALLOWED_TAGS
from publisher.manifest.press_keys import LimitKeys, PressKeys, WaiverKeys
from publisher.manifest.prose import (
    AUDIO,
    BODY,
    EDITION,
    FILLERS,
    FONTS,
    IMAGES,
    INTRODUCTION,
    LAYOUT,
    OUTLINE,
    PAGES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: What a schema tells about a key, beside what it takes.
_TOLD = ("title", "description", "examples")
_MODELS: dict[str, type[BaseModel]] = {
    "publication": publication_keys.PublicationKeys,
    "edition": schema.EditionKeys,
    "article": schema.ArticleKeys,
}
#: Heading, introduction and schema of each section of the reference.
_SECTIONS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("publication.yaml：报纸", "每份报纸一个。", publication_keys.PublicationKeys),
    ("page：开本与基本栏", "都可以不写。版心须放得进纸面（M-018）。", schema.PageFormatKeys),
    ("format：自定纸张", "四开、对开以外的纸张。", schema.SizeKeys),
    ("masthead：报头", "都可以不写。", publication_keys.MastheadKeys),
    ("fonts：字体", FONTS, publication_keys.FontKeys),
    ("粗细", "某个角色按粗细写的键。", publication_keys.WeightKeys),
    (
        "imprint：版权事项",
        "都可以不写；不知道的不要编。键也可以写中文名，如 `刊号`、`主办`。",
        publication_keys.ImprintKeys,
    ),
    ("fillers：补白", FILLERS, publication_keys.FillerKeys),
    ("press：付印", "都可以不写。", PressKeys),
    ("limits：印前检查的限度", "都可以不写。", LimitKeys),
    ("waivers：豁免", "每条豁免一项，须有理由。", WaiverKeys),
    ("edition.yaml：一期", EDITION, schema.EditionKeys),
    ("pages：版面", PAGES, schema.PageKeys),
    ("ads：广告", "每则广告一项。", schema.AdKeys),
    ("稿件", "稿件文件的 YAML 头；写在 edition.yaml 里时多一个 `body`。", schema.InlineArticleKeys),
    ("layout：版式指定", LAYOUT, LayoutKeys),
    ("byline：署名", "署名中带身份的一项。", schema.CreditKeys),
    ("images：图片", IMAGES, schema.ImageKeys),
    ("audio：朗读", AUDIO, AudioKeys),
)


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas (draft 2020-12) of ``publication``, ``edition`` and ``article``.

    With them an editor's program completes keys, explains them in Chinese and English, and checks values
    while they are written.
    They accept what :func:`publisher.manifest.load` accepts of plain writing: a key without a value, text that
    looks like a number, one name instead of a list, and the Chinese names of the imprint's keys.
    """
    return {name: _schema(model) for name, model in _MODELS.items()}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    made = model.model_json_schema()
    for part in (made, *made.get("$defs", {}).values()):
        _relax(part)
    imprint = made.get("$defs", {}).get("ImprintKeys")
    if imprint:
        keys = imprint["properties"]
        keys.update(
            {alias: {**keys[key], "title": alias} for alias, key in publication_keys.IMPRINT_ALIASES.items()}
        )
    return {"$schema": _DIALECT, **made}


def _relax(part: dict[str, Any]) -> None:
    """Let optional keys stand without a value, and drop the names of our classes."""
    if "properties" not in part:
        return
    part.pop("title", None)
    required = part.get("required", ())
    for name, value in part["properties"].items():
        value.pop("default", None)
        accepted = _or_text(value) if name == "byline" else value
        part["properties"][name] = accepted if name in required else _nullable(accepted)


def _or_text(value: dict[str, Any]) -> dict[str, Any]:
    told = {key: value.pop(key) for key in _TOLD if key in value}
    return {**told, "anyOf": [value, {"type": "string"}]}


def _nullable(value: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {key: value.pop(key) for key in _TOLD if key in value}
    if "anyOf" in value:
        options = value["anyOf"] + ([] if {"type": "null"} in value["anyOf"] else [{"type": "null"}])
        return {**told, **value, "anyOf": options}
    return {**told, "anyOf": [value, {"type": "null"}]}


def reference() -> str:
    """Return the manifest reference as Markdown, in Chinese: ``docs/manifest.md`` is this text."""
    parts = [INTRODUCTION, OUTLINE]
    for heading, words, model in _SECTIONS:
        parts.append(f"## {heading}\n\n{words}\n\n{_table(model)}")
    parts.append(BODY.replace("{tags}", " ".join(sorted(ALLOWED_TAGS))))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table(model: type[BaseModel]) -> str:
    lines = ["| 键 | 名称 | 值 | 说明 |", "|---|---|---|---|"]
    properties = model.model_json_schema()["properties"]
    definitions = model.model_json_schema().get("$defs", {})
    for name, field in model.model_fields.items():
        words = (field.description or "").split("\n")[0]
        need = "**必需。**" if field.is_required() else ""
        kind = " 或 ".join(dict.fromkeys(_kinds(properties[name], definitions)))
        row = (f"`{name}`", field.title or "", kind, need + words + _example(field.examples))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    return "\n".join(lines)


def _example(examples: list[Any] | None) -> str:
    if not examples:
        return ""
    return f" 例：`{_yaml(examples[0])}`"


def _yaml(value: Any) -> str:  # noqa: ANN401 - an example is any YAML
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(item) for item in value) + "]"
    return str(value)


def _kinds(value: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    """Name the kinds of values that a key takes, in Chinese."""
    if "$ref" in value:
        yield from _kinds(definitions[value["$ref"].rpartition("/")[2]], definitions)
        return
    for option in (*value.get("anyOf", ()), *value.get("oneOf", ())):
        yield from _kinds(option, definitions)
    if "enum" in value:
        yield "、".join(f"`{item}`" for item in value["enum"])
        return
    types = value.get("type", ())
    for name in [types] if isinstance(types, str) else types[:1]:
        yield from _kind(name, value, definitions)


def _kind(name: str, value: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    if name == "array" and "prefixItems" in value:
        yield "[" + ", ".join("".join(_kinds(item, definitions)) for item in value["prefixItems"]) + "]"
    elif name == "array":
        yield "、".join(dict.fromkeys(_kinds(value.get("items", {}), definitions))) + "的列表"
    elif name == "boolean":
        yield "`true`、`false`"
    elif name in {"integer", "number"}:
        low, high = value.get("minimum"), value.get("maximum")
        span = f" {low:g}–{high:g}" if high is not None else f" ≥ {low:g}" if low is not None else ""
        yield {"integer": "整数", "number": "数"}[name] + span
    elif name == "object":
        yield "“键: 值”"
    elif name == "string":
        yield "日期" if value.get("format") == "date" else "文字"
