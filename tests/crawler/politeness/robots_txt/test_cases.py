import pytest

from crawler.politeness.robots_txt import RobotsTxt
from tests.crawler.politeness.robots_txt.cases import CASES, SITE

ALL = [pytest.param(*case, id=f"{kind} {number}") for kind, cases in CASES.items() for number, case in enumerate(cases)]


def test_the_table_is_worth_its_name():
    assert len(ALL) >= 60


@pytest.mark.parametrize(("body", "path", "agent", "expected"), ALL)
def test_the_line_that_the_rfc_names_decides(body, path, agent, expected):
    decision = RobotsTxt.parse(body).rule_for(SITE + path, agent)
    assert ("allowed" if decision.allowed else "forbidden", decision.line) == expected
