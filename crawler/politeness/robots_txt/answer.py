"""What the answer to a request for robots.txt means, whatever its status (RFC 9309 section 2.3.1)."""

from dataclasses import dataclass

from crawler.politeness.robots_txt.document import Decision, Pace, RobotsTxt

LONGEST_DELAY = 3600.0
"""Seconds between two requests; an owner who asks for more has closed the door to any crawl."""


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """The rules of one host, or why all or nothing of it is allowed."""

    document: RobotsTxt
    unread: Decision | None = None
    """What holds for every address where no file was read."""

    @classmethod
    def of(cls, status: int, body: bytes) -> "RobotsAnswer":
        """Read an answer: 2xx is parsed, 4xx allows everything, and everything else forbids everything."""
        if 200 <= status < 300:  # noqa: PLR2004  (section 2.3.1.1)
            return cls(RobotsTxt.parse(body))
        if 400 <= status < 500:  # noqa: PLR2004  ("unavailable", section 2.3.1.3, whatever the body says)
            return cls(RobotsTxt({}), Decision(allowed=True, rule=f"no robots.txt (answered with {status})"))
        return cls.unreachable(f"answered with {status}")

    @classmethod
    def unreachable(cls, why: str) -> "RobotsAnswer":
        """Return what holds where the file cannot be read: nothing is allowed (section 2.3.1.4)."""
        return cls(RobotsTxt({}), Decision(allowed=False, rule=f"robots.txt is unreachable ({why})"))

    def said_to(self, agent: str) -> "RobotsAnswer":
        """Return the same without what is said to other robots."""
        return RobotsAnswer(self.document.said_to(agent), self.unread)

    @property
    def is_unreachable(self) -> bool:
        """Whether everything is forbidden because nothing could be read."""
        return self.unread is not None and not self.unread.allowed

    def decide(self, url: str, agent: str) -> Decision:
        """Answer whether a robot may ask for an address, and by which rule."""
        if self.unread:
            return self.unread
        decision = self.document.rule_for(url, agent)
        pace = self.pace_for(agent)
        if decision.allowed and pace and pace.seconds > LONGEST_DELAY:
            rule = f"{pace.line.text} (longer than {LONGEST_DELAY:.0f} seconds, so we stay away)"
            return Decision(allowed=False, rule=rule, line=pace.line.number)
        return decision

    def pace_for(self, agent: str) -> Pace | None:
        """Return the slowest pace that is asked of a robot, or None."""
        return self.document.pace_for(agent)
