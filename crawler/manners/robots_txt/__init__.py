"""robots.txt by RFC 9309: what a file says to whom, and which of its lines says so. Knows nothing of Scrapy."""

from crawler.manners.robots_txt.answer import RobotsAnswer
from crawler.manners.robots_txt.decision import Decision
from crawler.manners.robots_txt.document import RobotsTxt

__all__ = ["Decision", "RobotsAnswer", "RobotsTxt"]
