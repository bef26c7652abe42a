import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse

from crawler.clinic_sites.closed_sites import NOT_ASKED_FOR, Closed, closed_by_answer, closed_by_error
from crawler.politeness.refusals import RefusedError
from crawler.politeness.robots import RobotsForbiddenError

LONG = "<p>" + "We treat knees and backs in Salida. " * 20 + "</p>"
LOGIN = "<form><input type='password'></form>"


class ChallengedError(RefusedError):
    kind = "refused/challenge"


class ThrottledError(RefusedError):
    kind = "refused/throttled"


def answered(status, body="<p>words</p>", **headers):
    return HtmlResponse(
        "https://fern.example/", status=status, body=f"<html><body>{body}</body></html>", encoding="utf-8",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (answered(200), None),
        (answered(401), Closed.LOGIN),
        (answered(403), Closed.REFUSED),
        (answered(404), Closed.GONE),
        (answered(410), Closed.GONE),
        (answered(418), Closed.REFUSED),
        (answered(429), Closed.THROTTLED),
        (answered(500), Closed.UNREACHABLE),
        (answered(503, Retry_After="120"), Closed.THROTTLED),
        (answered(200, LOGIN), Closed.LOGIN),
        (answered(200, LOGIN + LONG), None),
    ],
)
def test_an_answer_closes_a_door_or_is_a_page(response, reason):
    assert closed_by_answer(response) is reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RobotsForbiddenError("forbidden by robots.txt: Disallow: /"), Closed.ROBOTS),
        (RobotsForbiddenError("forbidden by robots.txt: robots.txt is unreachable (answered with 500)"), "unreachable"),
        (ChallengedError("fern.example: it asks who we are (cloudflare)"), Closed.CHALLENGE),
        (ChallengedError("fern.example: it asks who we are (login)"), Closed.LOGIN),
        (ThrottledError("fern.example: it asks us to stay away"), Closed.THROTTLED),
        (RefusedError("an address that is not public"), Closed.UNREACHABLE),
        (IgnoreRequest("anything"), Closed.UNREACHABLE),
        (TimeoutError(), Closed.UNREACHABLE),
    ],
)
def test_an_error_closes_the_door_that_it_speaks_of(error, reason):
    assert closed_by_error(error) == reason


def test_every_door_says_how_long_a_host_is_left_alone():
    assert set(NOT_ASKED_FOR) == set(Closed)
    assert all(rest.days >= 7 for rest in NOT_ASKED_FOR.values())
