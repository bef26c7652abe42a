"""A robots.txt taken apart into what it says to each robot."""

import re
from collections.abc import Iterable

from crawler.manners.robots_txt.decision import Decision
from crawler.manners.robots_txt.group import Group
from crawler.manners.robots_txt.lines import LIMIT, Field, Line, is_html, lines_of
from crawler.manners.robots_txt.octets import target
from crawler.manners.robots_txt.pace import Pace

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
