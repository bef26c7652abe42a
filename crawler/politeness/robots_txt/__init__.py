"""robots.txt by RFC 9309: what a file says to whom, and which of its lines says so. Knows nothing of Scrapy."""

from crawler.politeness.robots_txt.answer import RobotsAnswer
from crawler.politeness.robots_txt.document import Decision, RobotsTxt

__all__ = ["Decision", "RobotsAnswer", "RobotsTxt"]
