"""The kinds of values that manifests hold 字段类型: read leniently, refused with words of ours."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from publisher.locale import say
from publisher.manifest import measures
from publisher.text.reading import seen

#: White space that an editor's program leaves at the ends of a value; the full-width space is an indent.
_MARGINS = " \t\n\r\u3000"

_SLUG = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?( ?[+-][0-9]{2}:[0-9]{2})?)?"
_LENGTH = r"[0-9]+(\.[0-9]+)?\s*(mm|cm|in|pt)"


def refuse(problem: str, expected: str) -> NoReturn:
    """Refuse a value for a reason in the user's language."""
    raise PydanticCustomError("refused", "{problem}", {"problem": problem, "expected": expected})


def _strip(text: str) -> str:
    return text.strip(_MARGINS)


def _filled(text: str) -> str:
    if text and not seen(text):
        refuse(
            say("只有看不见的字符", "nothing of it can be seen"),
            say("写上文字，或删去这个键", "write something, or remove the key"),
        )
    if not text:
        refuse(
            say("是空的", "it is empty"), say("写上文字，或删去这个键", "write something, or remove the key")
        )
    return text


def _one_line(text: str) -> str:
    return " ".join(filter(None, (line.strip(_MARGINS) for line in text.split("\n"))))


def _slug(text: str) -> str:
    if not re.fullmatch(_SLUG, text) or len(text) > 64:
        refuse(
            say(f"“{shorten(text)}”不能用作编号", f"“{shorten(text)}” cannot be an id"),
            say(
                "用英文字母、数字、点、下划线或短横，以字母或数字开头，不超过 64 个",
                "use letters a–z, digits, dot, underscore or hyphen, beginning with a letter or digit, at most 64",
            ),
        )
    return text


def _language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        refuse(
            say(f"“{shorten(text)}”不是语言标记", f"“{shorten(text)}” is not a language tag"),
            say("例如 zh-Hans-CN、zh-Hant-TW、en", "for example zh-Hans-CN, zh-Hant-TW, en"),
        )
    return text


def _lines(value: Any) -> Any:  # noqa: ANN401 - the value as YAML has it, before it is checked
    """A string with line ends is a list of its lines; empty lines are not lines of a headline."""
    if isinstance(value, str):
        return [line for line in value.split("\n") if line.strip(_MARGINS)]
    return value


def _one_or_more(value: Any) -> Any:  # noqa: ANN401 - the value as YAML has it, before it is checked
    return [value] if isinstance(value, str | dict) else value


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        _filled("")
    return values


def _date(value: Any) -> date:  # noqa: ANN401 - the value as YAML has it, before it is checked
    text = str(value).strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    return refuse(
        say(f"“{shorten(text)}”不是日期", f"“{shorten(text)}” is not a date"),
        say("写作 年-月-日，例如 2023-01-05", "write it year-month-day, such as 2023-01-05"),
    )


def _moment(value: Any) -> datetime:  # noqa: ANN401 - the value as YAML has it, before it is checked
    text = str(value).strip()
    if re.fullmatch(_MOMENT, text, re.ASCII):
        text = re.sub(r" (?=[+-])", "", text)
        try:
            moment = datetime.fromisoformat(text)
            # What lies beyond the years that there are in UTC is refused too.
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        else:
            return moment
    return refuse(
        say(f"“{shorten(text)}”不是日期或时刻", f"“{shorten(text)}” is neither a date nor a time of a day"),
        say(
            "写作 2023-01-06 或 2023-01-06 15:30+08:00",
            "write it like 2023-01-06, or 2023-01-06 15:30+08:00",
        ),
    )


def _points(value: Any) -> float:  # noqa: ANN401 - the value as YAML has it, before it is checked
    size = measures.points(str(value))
    return size or _no_length(value, "9pt")


def _millimetres(value: Any) -> float:  # noqa: ANN401 - the value as YAML has it, before it is checked
    size = measures.millimetres(str(value))
    return size if size and size <= 2000 else _no_length(value, "270mm")


def _no_length(value: object, example: str) -> NoReturn:
    refuse(
        say(f"“{shorten(str(value))}”不是可用的尺寸", f"“{shorten(str(value))}” is not a usable length"),
        say(
            f"数字加单位 mm、cm、in 或 pt，例如 {example}",
            f"a number with its unit mm, cm, in or pt, such as {example}",
        ),
    )


def shorten(text: str, length: int = 40) -> str:
    """Cut a value for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"


# An unquoted 2023 or 13800000000 is text for us but a number for the program that checks YAML against the
# schema.
_WORDS: dict[str, Any] = {"type": ["string", "number"]}
_STRING_OR_LIST: dict[str, Any] = {"anyOf": [_WORDS, {"type": "array", "items": _WORDS}]}

#: Any text, in one line.
Text = Annotated[str, AfterValidator(_one_line), WithJsonSchema(_WORDS)]
#: Text that must not be empty.
Words = Annotated[str, AfterValidator(_one_line), AfterValidator(_filled), WithJsonSchema(_WORDS)]
#: Markdown; its lines count.
Markdown = Annotated[str, WithJsonSchema({"type": "string"})]
#: One line or several.
Lines = Annotated[tuple[Words, ...], BeforeValidator(_lines), WithJsonSchema(_STRING_OR_LIST)]
#: One line or several, but not none.
FilledLines = Annotated[
    tuple[Words, ...], BeforeValidator(_lines), AfterValidator(_some), WithJsonSchema(_STRING_OR_LIST)
]
#: A name or a list of names.
Names = Annotated[tuple[Words, ...], BeforeValidator(_one_or_more), WithJsonSchema(_STRING_OR_LIST)]
Slug = Annotated[
    str,
    AfterValidator(_strip),
    AfterValidator(_slug),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_SLUG}$"}),
]
Language = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": f"^{_LANGUAGE}$"})
]
Day = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT}$"})
]
Points = Annotated[
    float, BeforeValidator(_points), WithJsonSchema({"type": "string", "pattern": f"^{_LENGTH}$"})
]
Millimetres = Annotated[
    float, BeforeValidator(_millimetres), WithJsonSchema({"type": "string", "pattern": f"^{_LENGTH}$"})
]
one_or_more = BeforeValidator(_one_or_more)
