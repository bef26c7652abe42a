"""robots.txt by RFC 9309: the decision for a robot and an address, and the line that made it. Independent of Scrapy."""

from crawler.politeness.robots_txt.answer import RobotsAnswer
from crawler.politeness.robots_txt.document import Decision, RobotsTxt

__all__ = ["Decision", "RobotsAnswer", "RobotsTxt"]
