"""The rules that one robot has to follow, most specific first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.manners.robots_txt.decision import NO_RULE, Decision
from crawler.manners.robots_txt.lines import Field, Line
from crawler.manners.robots_txt.pace import Pace, pace_of
from crawler.manners.robots_txt.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Rule:
    """An Allow or Disallow with a path."""

    pattern: Pattern
    line: Line

    @property
    def allows(self) -> bool:
        """Whether it opens what it speaks of."""
        return self.line.field is Field.ALLOW


class Group:
    """The lines said to one robot, from wherever they stand in the file (RFC 9309 section 2.2.1).

    Robots that are named together share one list of lines, so that a file of many names costs no more than its length.
    """

    def __init__(self) -> None:
        self._access: list[list[Line]] = []
        self._paced: list[list[Line]] = []

    def add(self, access: list[Line], paced: list[Line]) -> None:
        """Let the lines of two lists, which may still grow, hold for this robot."""
        for known, lines in ((self._access, access), (self._paced, paced)):
            if not known or known[-1] is not lines:
                known.append(lines)

    def rule_for(self, target: bytes) -> Decision:
        """Return what the most specific rule says of an address in its spelling for comparison."""
        for rule in self.rules:
            if rule.pattern.matches(target):
                return Decision(rule.allows, rule.line.text, rule.line.number)
        return NO_RULE

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """The rules, those with the most octets first, and Allow before a Disallow as long (section 2.2.2)."""
        rules = [Rule(Pattern.of(line.value), line) for lines in self._access for line in lines if line.value]
        return sorted(rules, key=lambda rule: (-rule.pattern.octets, not rule.allows))

    @cached_property
    def pace(self) -> Pace | None:
        """The slowest pace that is asked for."""
        paces = [pace for lines in self._paced for line in lines if (pace := pace_of(line))]
        return max(paces, key=lambda pace: pace.seconds, default=None)

    @property
    def unread(self) -> Sequence[Line]:
        """The lines that ask for a pace which could not be read."""
        return [line for lines in self._paced for line in lines if pace_of(line) is None]
