"""A robots.txt taken apart: the rules that each robot has to follow, its pace, and the decision for one address.

`Crawl-delay: 10` and `Request-rate: 1/10` are in no RFC; seconds are what most robots take them for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.politeness.robots_txt.lines import LIMIT, Field, Line, Pattern, is_html, lines_of, target


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an address may be asked for, and the line that says so."""

    allowed: bool
    rule: str
    """The deciding line with its number, or the rule of RFC 9309 that holds where no line does."""
    line: int | None = None
    """The number of that line, counted from 1; None where no line decided."""


NO_RULE = Decision(allowed=True, rule="no line speaks of it")


DELAY = re.compile(rb"([0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)[ \t]*(?:s|secs?|seconds?)?", re.IGNORECASE)
RATE = re.compile(
    rb"([0-9]+)[ \t]*/[ \t]*([0-9]+)[ \t]*([smh]?)(?:[ \t,]+([0-9:]{4,5}[ \t]*-[ \t]*[0-9:]{4,5}))?", re.IGNORECASE
)
SECONDS = {b"": 1, b"s": 1, b"m": 60, b"h": 3600}
LONGEST = 1_000_000_000.0
"""Seconds; what is longer is shortened to it, so that every number can be written down."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What one line asks for: seconds between two requests."""

    seconds: float
    line: Line
    with_hours: bool = False


def pace_of(line: Line) -> Pace | None:
    """Read a Crawl-delay or Request-rate; None if its value is none."""
    if line.field is Field.CRAWL_DELAY:
        found = DELAY.fullmatch(line.value)
        return Pace(_number(found[1]), line) if found else None
    found = RATE.fullmatch(line.value)
    if not found or not _number(found[1]):
        return None
    seconds = _number(found[2]) * SECONDS[found[3].lower()] / _number(found[1])
    return Pace(min(seconds, LONGEST), line, with_hours=found[4] is not None)


def _number(digits: bytes) -> float:
    return min(float(digits.replace(b",", b".")), LONGEST)


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


EVERYBODY = "*"
TOKEN = re.compile(rb"[A-Za-z_-]*")  # RFC 9309 section 2.2.1: what a robot can be called


class RobotsTxt:
    """What a robots.txt says to whom. Any octets make one; a file without a line that is understood allows all."""

    def __init__(self, groups: dict[str, Group], *, html: bool = False, cut: bool = False) -> None:
        self.groups = groups
        self.html = html
        """Whether it is a web page."""
        self.cut = cut
        """Whether it is longer than what is read of it."""

    @classmethod
    def parse(cls, body: bytes) -> "RobotsTxt":
        """Read a file's octets."""
        return cls(_groups(lines_of(body)), html=is_html(body), cut=len(body) > LIMIT)

    def rule_for(self, url: str, agent: str) -> Decision:
        """Answer whether a robot may ask for an address, with the line that decided.

        `agent` is a product token, in any case; a version after a slash is passed over.
        """
        return self.group_for(agent).rule_for(target(url))

    def pace_for(self, agent: str) -> Pace | None:
        """Return the slowest pace that is asked of a robot, or None."""
        return self.group_for(agent).pace

    def said_to(self, agent: str) -> "RobotsTxt":
        """Return the file without what is said to other robots, for whoever keeps the files of many hosts."""
        return RobotsTxt({EVERYBODY: self.group_for(agent)}, html=self.html, cut=self.cut)

    def group_for(self, agent: str) -> Group:
        """Return what is said to a robot by its name, else to everybody; a group without lines if nothing is."""
        token = agent.partition("/")[0].strip().lower()
        named = self.groups.get(token) if token and token != EVERYBODY else None
        return named or self.groups.get(EVERYBODY) or Group()


def _groups(lines: Iterable[Line]) -> dict[str, Group]:
    """Gather the lines by robot.

    Agents that stand together share the rules below them, and only Allow and Disallow end their row. A pace is no
    line of the RFC's, so it may not end it; it holds for the agents right above it alone.
    """
    groups: dict[str, Group] = {}
    access: list[Line] = []
    paced: list[Line] = []
    ruled = False
    last = Field.AGENT
    for line in lines:
        if line.field is Field.AGENT:
            access, ruled = ([], False) if ruled else (access, ruled)
            paced = paced if last is Field.AGENT else []
            groups.setdefault(_agent(line.value), Group()).add(access, paced)
        elif line.field in {Field.ALLOW, Field.DISALLOW}:
            access.append(line)
            ruled = True
        else:
            paced.append(line)
        last = line.field
    return groups


def _agent(value: bytes) -> str:
    """Return the robot that a line names: everybody, or letters up to the first that is none of a name's."""
    if value.split(maxsplit=1)[:1] == [b"*"]:
        return EVERYBODY
    found = TOKEN.match(value)
    return found[0].decode("ascii").lower() if found else ""
