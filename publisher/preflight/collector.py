"""Gathers what is found while a file is read: what is alike on a page becomes one fault with its places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from publisher.errors import Severity
from publisher.locale import say
from publisher.preflight.result import Fault
from publisher.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publisher.preflight.result import Place
    from publisher.pressroom import Waiver

#: Places of one fault that are kept; beyond, they are only counted.
_PLACES = 60
#: Faults of one rule that are kept; a file with more has been understood.
_FAULTS = 500
#: What a finished file must bear, and an advertisement that is placed on a page need not.
LENIENT = frozenset({"F-006", "F-007", "F-010", "F-012", "F-031"})


@dataclass(slots=True)
class _Group:
    rule: str
    page: int
    names: dict[str, object]
    worst: float | None = None
    places: list[Place] = field(default_factory=list)
    count: int = 0


class Collector:
    """What was found so far.

    Args:
        finished: the file goes to press as it is; else what :data:`LENIENT` names are warnings.
    """

    def __init__(self, *, finished: bool) -> None:
        self.finished = finished
        self._groups: dict[tuple[object, ...], _Group] = {}
        self._of_rule: dict[str, int] = {}

    def add(
        self,
        rule: str,
        page: int = 0,
        place: Place | None = None,
        *,
        worst: float | None = None,
        **names: object,
    ) -> None:
        """Add a fault, or one more place of a fault of the same rule, page and names.

        Args:
            rule: its id.
            page: the page's number, 0 for the whole file.
            place: where on it.
            worst: a measure of which the message tells the least.
            names: what the message tells besides ``place``, ``count`` and ``worst``.
        """
        key = (rule, page, *names.items())
        group = self._groups.get(key)
        if group is None:
            self._of_rule[rule] = self._of_rule.get(rule, 0) + 1
            if self._of_rule[rule] > _FAULTS:
                return
            group = self._groups[key] = _Group(rule, page, names)
        group.count += 1
        if worst is not None and (group.worst is None or worst < group.worst):
            group.worst = worst
            if place is not None:
                # The worst place is the one that the message names.
                group.places.insert(0, place)
                del group.places[_PLACES:]
                return
        if place is not None and len(group.places) < _PLACES:
            group.places.append(place)

    def faults(self) -> list[Fault]:
        """Return all faults in the order of pages and rules."""
        made = [self._fault(group) for group in self._groups.values()]
        return sorted(made, key=lambda fault: (fault.page, fault.rule, fault.places[:1]))

    def _fault(self, group: _Group) -> Fault:
        names = dict(group.names)
        if group.worst is not None:
            names["worst"] = f"{group.worst:.3g}" if group.worst < 10 else f"{group.worst:.0f}"
        names |= {"place": _place(group.page, group.places), "count": group.count}
        told = finding(group.rule, None, **names)
        lenient = not self.finished and group.rule in LENIENT
        severity = Severity.WARNING if lenient else told.severity
        return Fault(
            rule=group.rule, severity=severity, message=told.message, hint=told.hint,
            page=group.page, places=tuple(group.places), count=group.count,
        )  # fmt: skip


def _place(page: int, places: Sequence[Place]) -> str:
    if not page:
        return say("文件", "the file")
    if not places:
        return say(f"第{page}版", f"page {page}")
    x, y = places[0][:2]
    return say(f"第{page}版（{x:.1f}, {y:.1f} mm）", f"page {page} ({x:.1f}, {y:.1f} mm)")


def waive(faults: Iterable[Fault], waivers: Sequence[Waiver]) -> list[Fault]:
    """Turn what is waived 豁免 into notes that tell the reason, and report waivers that matched nothing (F-038)."""
    made, used = [], set()
    for fault in faults:
        found = [
            item
            for item in waivers
            if item.rule == fault.rule and (not item.pages or fault.page in item.pages)
        ]
        used.update(found)
        made.append(_waived(fault, found[0]) if found else fault)
    for item in waivers:
        if item not in used:
            told = finding("F-038", waived=_named(item))
            made.append(Fault(rule=told.rule, severity=told.severity, message=told.message, hint=told.hint))
    return made


def _waived(fault: Fault, waiver: Waiver) -> Fault:
    hint = say(f"已豁免：{waiver.reason}", f"waived: {waiver.reason}")
    return replace(fault, severity=Severity.INFO, hint=hint, waived=waiver.reason)


def _named(waiver: Waiver) -> str:
    if not waiver.pages:
        return waiver.rule
    pages = ", ".join(map(str, waiver.pages))
    return say(f"{waiver.rule}（第 {pages} 版）", f"{waiver.rule} (page {pages})")
