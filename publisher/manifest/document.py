"""YAML 1.2 with every key's and value's place kept 带位置的 YAML.

Plain scalars stay the words that were written: ``title: 007``, ``name: yes`` and ``title: 2023-01-05`` are
text, and the
schema turns into numbers and dates what must be one. Only null is recognised here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from publisher.errors import Position
from publisher.locale import say
from publisher.manifest.source import code_points, invalid_characters, strip_invalid

if TYPE_CHECKING:
    from publisher.manifest.report import Report
    from publisher.manifest.source import SourceText

#: Where a value stands in a document: keys and list indices from the top.
KeyPath: TypeAlias = tuple[str | int, ...]

#: The bounds within which aliases may multiply a document, against the "billion laughs".
MAX_NODES = 400_000
MAX_CHARACTERS = 64_000_000
_MAX_DEPTH = 40
#: A text of so many characters is worth remembering; one that is longer takes too much memory.
_SHORT = 20_000

_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in (
    "str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a value stands: its key, itself, and for a literal block scalar ``|`` its first line."""

    key: Position
    value: Position
    literal: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLines:
    """Tells where the lines of a text stand in its file; of text that YAML folded, only the start is known."""

    start: Position
    exact: bool = True

    def at(self, line: int) -> Position:
        """Return the place of a line, counted from 0."""
        if not self.exact:
            return self.start
        return Position(self.start.file, self.start.line + line, self.start.column)


class Document:
    """A YAML mapping as plain data, with the marks of all that is in it."""

    def __init__(self, file: str, data: dict[str, Any], marks: dict[KeyPath, Mark]) -> None:
        self.file = file
        self.data = data
        self._marks = marks

    def get(self, path: KeyPath) -> Any:  # noqa: ANN401 - YAML may hold anything; the schema finds out
        """Return what stands at a path, or None."""
        value: Any = self.data
        for part in path:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def at(self, path: KeyPath) -> Position:
        """Return the place of a value, or of the nearest thing that holds it."""
        return self._mark(path).value

    def key(self, path: KeyPath) -> Position:
        """Return the place of a key, or of a list's entry."""
        return self._mark(path).key

    def lines(self, path: KeyPath) -> TextLines:
        """Return where the lines of a text value stand."""
        mark = self._marks.get(path) or self._mark(path)
        return TextLines(start=mark.literal or mark.value, exact=mark.literal is not None)

    def rename(self, path: KeyPath, name: str) -> None:
        """Give a key another name, in its place."""
        old, mapping = path[-1], self.get(path[:-1])
        mapping[name] = mapping.pop(old)
        for known in [known for known in self._marks if known[: len(path)] == path]:
            self._marks[(*path[:-1], name, *known[len(path) :])] = self._marks.pop(known)

    def _mark(self, path: KeyPath) -> Mark:
        while path not in self._marks and path:
            path = path[:-1]
        return self._marks[path]


class _RefusedError(Exception):
    def __init__(self, problem: str, node: Node) -> None:
        super().__init__(problem)
        self.node = node


def parse(
    source: SourceText, report: Report, *, first_line: int = 1, first_column: int = 1
) -> Document | None:
    """Read one YAML mapping.

    Args:
        source: the text.
        report: takes M-001 (not YAML, not one mapping, too deep or too large by aliases) and M-005 (keys
            written twice).
        first_line: the line of the file on which the text begins.
        first_column: the column at which its lines begin.

    Returns:
        The document, or None after M-001.
    """
    places = _Places(source, first_line, first_column)
    try:
        root = _composed(source.text) if len(source.text) <= _SHORT else _compose(source.text)
        walk = _Walk(places, report)
        return Document(source.file, walk.whole(root), walk.marks)
    except _RefusedError as refusal:
        report.add("M-001", places.of(refusal.node.start_mark), problem=str(refusal))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.add("M-001", places.of(mark), problem=explain(error.problem or error.context or ""))
    except RecursionError:
        report.add("M-001", places.of(None), problem=_too_deep())
    except (YAMLError, ValueError) as error:
        report.add("M-001", places.of(None), problem=explain(str(error)))
    return None


def _compose(text: str) -> Node | None:
    made: Node | None = YAML(typ="safe", pure=True).compose(text)
    return made


#: Remembered for those who load an edition again and again; nodes are only read.
_composed = lru_cache(maxsize=256)(_compose)


def _too_deep() -> str:
    return say("嵌套太深", "nested too deeply")


class _Places:
    """Turns marks of the YAML reader into places of the file."""

    def __init__(self, source: SourceText, first_line: int, first_column: int) -> None:
        self._file = source.file
        self._text = source.text
        self._line = first_line
        self._column = first_column
        self._split: list[str] = []

    def of(self, mark: Any) -> Position:  # noqa: ANN401 - ruamel's marks have no common type
        if mark is None:
            return Position(self._file, self._line, self._column)
        return Position(self._file, mark.line + self._line, mark.column + self._column)

    def literal(self, node: ScalarNode) -> Position | None:
        """Return the place of the first line of a literal block scalar ``|``."""
        if node.style != "|":
            return None
        self._split = self._split or self._text.split("\n")
        first = node.start_mark.line + 1
        line = next((line for line in self._split[first:] if line.strip()), "")
        indent = len(line) - len(line.lstrip(" "))
        return Position(self._file, first + self._line, indent + self._column)


class _Walk:
    def __init__(self, places: _Places, report: Report) -> None:
        self.places = places
        self.report = report
        start = places.of(None)
        self.marks: dict[KeyPath, Mark] = {(): Mark(key=start, value=start)}
        self._nodes = 0
        self._characters = 0

    def whole(self, root: Node | None) -> dict[str, Any]:
        if root is None:
            raise _RefusedError(say("文件是空的", "the file is empty"), ScalarNode("", ""))
        if not isinstance(root, MappingNode):
            raise _RefusedError(say("最外层应是“键: 值”", "the top level must be `key: value`"), root)
        return self.mapping(root, ())

    def mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise _RefusedError(say("键应是一个词", "a key must be a word"), key_node)
            key = strip_invalid(str(key_node.value))
            if key in data:
                self.report.add("M-005", self._place(key_node), key=key)
                continue
            data[key] = self._value(value_node, (*path, key), self._place(key_node))
        return data

    def _value(self, node: Node, path: KeyPath, key: Position) -> Any:  # noqa: ANN401 - YAML may hold anything
        self._count(node, path)
        place = self._place(node)
        self.marks[path] = Mark(
            key=key, value=place, literal=self.places.literal(node) if isinstance(node, ScalarNode) else None
        )
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [
                self._value(item, (*path, index), self._place(item)) for index, item in enumerate(node.value)
            ]
        if node.tag == "tag:yaml.org,2002:null" and not getattr(node, "style", None):
            return None
        return self._text(str(node.value), place)

    def _text(self, text: str, place: Position) -> str:
        # The file was cleaned when it was read; escapes such as "\0" or "\ud800" make such characters only
        # now.
        found = invalid_characters(text)
        if found:
            self.report.add("A-002", place, characters=code_points(found))
            return strip_invalid(text)
        return text

    def _count(self, node: Node, path: KeyPath) -> None:
        self._nodes += 1
        self._characters += len(node.value) if isinstance(node, ScalarNode) else 0
        if len(path) > _MAX_DEPTH:
            raise _RefusedError(_too_deep(), node)
        if self._nodes > MAX_NODES or self._characters > MAX_CHARACTERS:
            raise _RefusedError(say("别名展开后过大", "aliases make it grow too large"), node)
        if node.tag not in _CORE_TAGS:
            raise _RefusedError(say(f"不支持标记 {node.tag}", f"tag {node.tag} is not supported"), node)

    def _place(self, node: Node) -> Position:
        return self.places.of(node.start_mark)


# What ruamel.yaml says of the faults that editors make, in Chinese; the rest is passed on in its own words.
_CHINESE = {
    "mapping values are not allowed here": "此处不能再有“冒号+空格”；值里有冒号时用引号括起来",
    "found character '\\t' that cannot start any token": "不能用制表符（Tab）缩进，请用空格",
    "found unexpected end of stream": "引号没有配对",
    "expected a single document in the stream": "只能有一份清单，多了一行 ---",
    "but found another document": "只能有一份清单，多了一行 ---",
    "could not find expected ':'": "这一行缺少冒号",
    "found unknown escape character": "双引号里有无效的反斜杠；改用单引号",
    "found undefined alias": "引用了没有定义的别名；以 * 开头的文字请加引号",
    "expected <block end>": "缩进与上文不齐，或列表与键混在一起",
    "expected ',' or ']'": "方括号没有配对",
    "expected ',' or '}'": "花括号没有配对",
    "expected the node content": "括号没有配对，或值没有写完",
    "that cannot start any token": "此处不能以这个符号开头；请用引号括起来",
}


def explain(problem: str) -> str:
    """Say in the user's language what the YAML reader says in English."""
    problem = problem.strip()
    chinese = next((words for known, words in _CHINESE.items() if known in problem), f"无法解析（{problem}）")
    return say(chinese, problem)
