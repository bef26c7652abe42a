"""The response to a request for robots.txt, of any status, as rules (RFC 9309 section 2.3.1)."""

from dataclasses import dataclass

from crawler.politeness.robots_txt.document import Decision, Pace, RobotsTxt

LONGEST_DELAY = 3600.0
"""Seconds between two requests; a site that asks for more is not crawled at all."""


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """The rules of one host, or the reason why everything or nothing is allowed there."""

    document: RobotsTxt
    unread: Decision | None = None
    """The decision for every address, if no file was read."""

    @classmethod
    def of(cls, status: int, body: bytes) -> "RobotsAnswer":
        """Read a response: 2xx is parsed, 4xx allows everything, any other status forbids everything."""
        if 200 <= status < 300:  # noqa: PLR2004  (section 2.3.1.1)
            return cls(RobotsTxt.parse(body))
        if 400 <= status < 500:  # noqa: PLR2004  ("unavailable", section 2.3.1.3, whatever the body says)
            return cls(RobotsTxt({}), Decision(allowed=True, rule=f"no robots.txt (answered with {status})"))
        return cls.unreachable(f"answered with {status}")

    @classmethod
    def unreachable(cls, why: str) -> "RobotsAnswer":
        """Return the answer for a file that cannot be read: nothing is allowed (section 2.3.1.4)."""
        return cls(RobotsTxt({}), Decision(allowed=False, rule=f"robots.txt is unreachable ({why})"))

    def for_robot(self, agent: str) -> "RobotsAnswer":
        """Return the same answer without the rules for other robots."""
        return RobotsAnswer(self.document.for_robot(agent), self.unread)

    @property
    def is_unreachable(self) -> bool:
        """True if everything is forbidden because the file could not be read."""
        return self.unread is not None and not self.unread.allowed

    def decide(self, url: str, agent: str) -> Decision:
        """Return whether a robot may request an address, and the rule that decided."""
        if self.unread:
            return self.unread
        decision = self.document.rule_for(url, agent)
        pace = self.pace_for(agent)
        if decision.allowed and pace and pace.seconds > LONGEST_DELAY:
            rule = f"{pace.line.text} (longer than {LONGEST_DELAY:.0f} seconds, so we stay away)"
            return Decision(allowed=False, rule=rule, line=pace.line.number)
        return decision

    def pace_for(self, agent: str) -> Pace | None:
        """Return the slowest pace that the file asks of a robot, or None."""
        return self.document.pace_for(agent)
