"""From what the schema refuses to findings at the right place, in the user's language 校验."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from publisher.locale import say
from publisher.manifest.fields import shorten
from publisher.manifest.publication_keys import IMPRINT_ALIASES
from publisher.manifest.schema import ALIASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from publisher.manifest.document import Document, KeyPath
    from publisher.manifest.report import Report

_Model = TypeVar("_Model", bound=BaseModel)

_SUGGESTED = 4


def validate(model: type[_Model], document: Document, report: Report) -> _Model | None:
    """Check a document against the schema; report M-002, M-003 and M-004 for all that is wrong with it."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _report(model, document, details, report)
    return None


def attempt(model: type[_Model], data: object) -> _Model | None:
    """Read a part of a document whose faults are reported elsewhere."""
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def salvage(model: type[_Model], data: object, **stand_ins: object) -> _Model | None:
    """Read what is right of a mapping whose faults are reported elsewhere, so that what lies behind them is looked at too.

    Args:
        model: the schema.
        data: the mapping; keys with faults are left out.
        stand_ins: values for keys that must be there.
    """
    if not isinstance(data, dict):
        return None
    kept = dict(data)
    while True:
        try:
            return model.model_validate({**stand_ins, **kept})
        except ValidationError as error:
            faulty = {details["loc"][0] for details in error.errors() if details["loc"]} & kept.keys()
            if not faulty:
                return None
            kept = {key: value for key, value in kept.items() if key not in faulty}


def similar(name: str, known: Iterable[str]) -> list[str]:
    """Return the names most like one that was not found, the likest first."""
    folded = {item.casefold(): item for item in known}
    found = difflib.get_close_matches(name.casefold(), list(folded), n=_SUGGESTED, cutoff=0.55)
    return [folded[item] for item in found]


def suggest_key(key: str, allowed: tuple[str, ...]) -> str:
    """Say which key was probably meant, or which there are."""
    alias = ALIASES.get(key) or ALIASES.get(key.lower()) or IMPRINT_ALIASES.get(key)
    if alias in allowed:
        return say(f"是否想写 {alias}？", f"did you mean {alias}?")
    close = similar(key, allowed)
    if close:
        return say(f"是否想写 {close[0]}？", f"did you mean {close[0]}?")
    listed = say("、", ", ").join(allowed)
    return say(f"可用的键：{listed}", f"the keys are: {listed}")


def _report(model: type[BaseModel], document: Document, details: ErrorDetails, report: Report) -> None:
    kind, location = details["type"], details["loc"]
    if kind == "missing" and isinstance(location[-1], str):
        report.add("M-003", document.at(_path(document, location[:-1])), key=location[-1])
    elif kind == "extra_forbidden":
        key = str(location[-1])
        allowed = tuple(fields_at(model, location[:-1]).model_fields)
        report.add(
            "M-002", document.key(_path(document, location)), key=key, suggestion=suggest_key(key, allowed)
        )
    else:
        problem, expected = _explain(details)
        path = _path(document, location)
        report.add(
            "M-004", document.at(path), key=_name(document, location), problem=problem, expected=expected
        )


def _steps(document: Document, location: tuple[str | int, ...]) -> Iterator[str | int]:
    """The parts of pydantic's location that are keys and indices of the manifest; the tags of its unions are none."""
    value: Any = document.data
    for part in location:
        if isinstance(value, dict) and str(part) in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        yield part


def _path(document: Document, location: tuple[str | int, ...]) -> KeyPath:
    return tuple(_steps(document, location))


def _name(document: Document, location: tuple[str | int, ...]) -> str:
    """The key as the user sees it: ``images[0].focal``, its nearest parts only."""
    steps: list[str | int] = list(_path(document, location))
    if (
        isinstance(location[-1], str)
        and not location[-1].startswith("·")
        and (not steps or steps[-1] != location[-1])
    ):
        steps.append(location[-1])
    name = ""
    nearest = steps[-4:]
    while nearest and isinstance(nearest[0], int):
        nearest.pop(0)
    for part in nearest:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.lstrip(".") or say("这一项", "this entry")


def fields_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel]:
    """Return the part of the schema that describes a place of a manifest."""
    for part in location:
        field = model.model_fields.get(str(part))
        if field is not None:
            model = next(_models(field.annotation), model)
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _explain(details: ErrorDetails) -> tuple[str, str]:
    """Say what is wrong with a value and what is expected, in the user's language."""
    context = details.get("ctx", {})
    if details["type"] == "refused":
        return str(context["problem"]), str(context["expected"])
    return _shown(details["input"]), _expected(details["type"], context)


def _shown(value: object) -> str:
    if value is None:
        return say("是空的", "it is empty")
    if isinstance(value, dict):
        return say("写成了“键: 值”", "it is a mapping")
    if isinstance(value, list | tuple):
        return say(f"写成了 {len(value)} 项的列表", f"it is a list of {len(value)}")
    return say(f"“{shorten(str(value))}”", f"“{shorten(str(value))}”")


def _expected(kind: str, context: dict[str, Any]) -> str:
    if isinstance(choice := context.get("expected"), str):
        # pydantic lists them in English: 'a', 'b' or 'c'.
        context = {**context, "expected": say("、", ", ").join(re.findall(r"'([^']*)'", choice)) or choice}
    for start, words in _EXPECTED.items():
        if kind.startswith(start):
            return say(*words).format_map(_Context(context))
    return say("请对照清单手册", "see the manifest reference")


class _Context(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


# pydantic's kinds of errors by the beginning of their names, and what the editor should write instead.
_EXPECTED: dict[str, tuple[str, str]] = {
    "int": ("应为整数", "a whole number is expected"),
    "float": ("应为数字", "a number is expected"),
    "finite": ("应为数字", "a number is expected"),
    "greater_than_equal": ("不能小于 {ge:g}", "it must be at least {ge:g}"),
    "less_than_equal": ("不能大于 {le:g}", "it must be at most {le:g}"),
    "string": (
        "应为一段文字；有冒号或方括号时用引号括起来",
        "text is expected; quote it if it holds colons or brackets",
    ),
    "enum": ("可用：{expected}", "it must be {expected}"),
    "literal": ("可用：{expected}", "it must be {expected}"),
    "union_tag": ("应为一段文字，或“键: 值”", "text or a mapping is expected"),
    "too_short": ("至少 {min_length} 项", "at least {min_length} expected"),
    "too_long": ("最多 {max_length} 项", "at most {max_length} expected"),
    # Of a list of so many.
    "missing": ("缺少一项", "one is missing"),
    "tuple": ("应为列表，每项前写 - ", "a list is expected, each entry after a hyphen"),
    "list": ("应为列表，每项前写 - ", "a list is expected, each entry after a hyphen"),
    "dict": ("应为“键: 值”", "a mapping of keys and values is expected"),
    "model": ("应为“键: 值”", "a mapping of keys and values is expected"),
}
