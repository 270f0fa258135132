"""Every rule that a finding can name 规则表: its stable id, severity, exit code, words and remedy.

Letters say who speaks: ``M`` manifest, ``A`` article text, ``I`` images, ``V`` recordings, ``U`` import, ``T`` type, ``P`` page make-up,
``O`` outputs, ``C`` checks, ``F`` preflight, ``S`` set-up. An id is never given a second meaning. ``docs/rules.md`` is made from this table.
"""

from __future__ import annotations

from publisher.errors import ExitCode, Finding, Position, PublishError
from publisher.locale import say
from publisher.rules import copy, making, preflight
from publisher.rules.rule import Rule

__all__ = ["RULES", "Rule", "failure", "finding"]

#: All rules by id.
RULES: dict[str, Rule] = {rule.id: rule for rule in (*copy.TABLE, *making.TABLE, *preflight.TABLE)}


def finding(rule_id: str, where: Position | None = None, **names: object) -> Finding:
    """Make the finding of a rule in the user's language.

    Args:
        rule_id: the rule's stable id, such as ``M-010``.
        where: the place in the user's file.
        names: what the rule's message and remedy name.

    Raises:
        KeyError: the rule or one of its names does not exist; a mistake of ours.
    """
    rule = RULES[rule_id]
    message, remedy = (say(zh, en) for zh, en in zip(rule.chinese, rule.english, strict=True))
    return Finding(rule_id, rule.severity, message.format(**names), remedy.format(**names), where)


def failure(*findings: Finding) -> PublishError:
    """Make the error that ends a run for these findings, with the gravest of their exit codes.

    A manifest that is invalid goes before a source that is missing, and that before everything later.
    """
    codes = {RULES[item.rule].code for item in findings}
    order = (
        ExitCode.USAGE,
        ExitCode.INVALID,
        ExitCode.SOURCE,
        ExitCode.MISSING,
        ExitCode.MAKE_UP,
        ExitCode.OUTPUT,
        ExitCode.CHECKS,
    )
    return PublishError(findings, next(code for code in order if code in codes))
