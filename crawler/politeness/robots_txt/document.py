"""A parsed robots.txt: the rules for each robot, its pace, and the decision for one address.

`Crawl-delay: 10` and `Request-rate: 1/10` are in no RFC; their unit is taken to be seconds, as most robots do.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.politeness.robots_txt.lines import LIMIT, Field, Line, Pattern, is_html, lines_of, target


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer whether an address may be requested, and the line that decided."""

    allowed: bool
    rule: str
    """The deciding line with its number, or the rule of RFC 9309 that applies without one."""
    line: int | None = None
    """The number of that line, counted from 1; None if no line decided."""


NO_RULE = Decision(allowed=True, rule="no line speaks of it")


DELAY = re.compile(rb"([0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)[ \t]*(?:s|secs?|seconds?)?", re.IGNORECASE)
RATE = re.compile(
    rb"([0-9]+)[ \t]*/[ \t]*([0-9]+)[ \t]*([smh]?)(?:[ \t,]+([0-9:]{4,5}[ \t]*-[ \t]*[0-9:]{4,5}))?", re.IGNORECASE
)
SECONDS = {b"": 1, b"s": 1, b"m": 60, b"h": 3600}
LONGEST = 1_000_000_000.0
"""Seconds; longer delays are shortened to this, so that every number can be stored."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The delay that one line asks for, in seconds between two requests; `with_hours` if for some hours only."""

    seconds: float
    line: Line
    with_hours: bool = False


def pace_of(line: Line) -> Pace | None:
    """Read a Crawl-delay or Request-rate line; None if its value is not valid."""
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
        """True for an Allow, False for a Disallow."""
        return self.line.field is Field.ALLOW


class Group:
    """All lines for one robot, from anywhere in the file (RFC 9309 section 2.2.1).

    Robots that are named together share one list of lines, so that memory grows with the file, not with its names.
    """

    def __init__(self) -> None:
        self._access: list[list[Line]] = []
        self._paced: list[list[Line]] = []

    def add(self, access: list[Line], paced: list[Line]) -> None:
        """Add two lists of lines, which may still grow, to this robot's lines."""
        for known, lines in ((self._access, access), (self._paced, paced)):
            if not known or known[-1] is not lines:
                known.append(lines)

    def rule_for(self, target: bytes) -> Decision:
        """Return the decision of the most specific rule for an address, given as `lines.target` spells it."""
        for rule in self.rules:
            if rule.pattern.matches(target):
                return Decision(rule.allows, rule.line.text, rule.line.number)
        return NO_RULE

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """The rules, those with the most octets first; of equal length, Allow before Disallow (section 2.2.2)."""
        rules = [Rule(Pattern.of(line.value), line) for lines in self._access for line in lines if line.value]
        return sorted(rules, key=lambda rule: (-rule.pattern.octets, not rule.allows))

    @cached_property
    def pace(self) -> Pace | None:
        """The slowest pace that any line asks for, or None."""
        paces = [pace for lines in self._paced for line in lines if (pace := pace_of(line))]
        return max(paces, key=lambda pace: pace.seconds, default=None)

    @property
    def unread(self) -> Sequence[Line]:
        """The Crawl-delay and Request-rate lines whose value is not valid."""
        return [line for lines in self._paced for line in lines if pace_of(line) is None]


EVERYBODY = "*"
TOKEN = re.compile(rb"[A-Za-z_-]*")  # RFC 9309 section 2.2.1: the characters of a product token


class RobotsTxt:
    """The groups of a robots.txt by robot. Any octets are accepted; a file without a valid line allows everything."""

    def __init__(self, groups: dict[str, Group], *, html: bool = False, cut: bool = False) -> None:
        self.groups = groups
        self.html = html
        """True if it is a web page."""
        self.cut = cut
        """True if it is longer than the part that is read."""

    @classmethod
    def parse(cls, body: bytes) -> "RobotsTxt":
        """Parse a file's octets."""
        return cls(_groups(lines_of(body)), html=is_html(body), cut=len(body) > LIMIT)

    def rule_for(self, url: str, agent: str) -> Decision:
        """Return whether a robot may request an address, and the line that decided.

        `agent` is a product token in any letter case; a version after a slash is ignored.
        """
        return self.group_for(agent).rule_for(target(url))

    def pace_for(self, agent: str) -> Pace | None:
        """Return the slowest pace that the file asks of a robot, or None."""
        return self.group_for(agent).pace

    def for_robot(self, agent: str) -> "RobotsTxt":
        """Return the file without the rules for other robots, which saves memory where many hosts' files are held."""
        return RobotsTxt({EVERYBODY: self.group_for(agent)}, html=self.html, cut=self.cut)

    def group_for(self, agent: str) -> Group:
        """Return the group that names a robot, else the group for all robots, else an empty group."""
        token = agent.partition("/")[0].strip().lower()
        named = self.groups.get(token) if token and token != EVERYBODY else None
        return named or self.groups.get(EVERYBODY) or Group()


def _groups(lines: Iterable[Line]) -> dict[str, Group]:
    """Group the lines by robot.

    Consecutive User-agent lines share the rules below them, until an Allow or Disallow ends their list. A pace line is
    not in the RFC, so it does not end the list; it applies only to the agents right above it.
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
    """Return the robot that a line names: "*", or the characters up to the first that no product token has."""
    if value.split(maxsplit=1)[:1] == [b"*"]:
        return EVERYBODY
    found = TOKEN.match(value)
    return found[0].decode("ascii").lower() if found else ""
