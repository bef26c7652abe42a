"""The hostile cases: what goes wrong, the verdict and causes it must give, and what may be asked for meanwhile."""

from dataclasses import dataclass, field

from index.store.runs.causes import Cause
from index.store.runs.runs import Verdict
from tests.crawler.politeness.challenge_pages import CHALLENGES
from tests.faults import hostile_server as server
from tests.faults.hostile_server import LIST, ROBOTS, SECOND

WHOLE = (ROBOTS, LIST, SECOND)
START = (ROBOTS, LIST)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`asked` are the exact requests that the server gets. A `hasty` source waits two seconds for an answer."""

    name: str
    faults: dict = field(default_factory=dict)
    verdict: Verdict
    causes: tuple = ()
    asked: tuple = START
    hasty: bool = False
    soak_only: bool = False


def cases(trap, *, soak=False):
    """Return all cases; `trap` is the address of a server on this machine that nobody must ask."""
    port = trap.rpartition(":")[2]
    inside = f"http://{trap}/find"
    return [*_refusing(), *_leading_inside(inside, port), *_too_much(soak), *_lying(inside), *_silent()]


def _refusing():
    again = (LIST, LIST, LIST)
    later = {"Retry-After": "3600"}
    on_and_on = tuple(f"{LIST}?hop={number}" for number in range(1, 6))
    login = CHALLENGES["login"][0]
    return [
        Case(name="a good day", verdict=Verdict.PASSED, asked=WHOLE),
        Case(
            name="500 everywhere",
            faults={"*": server.status(500)},
            verdict=Verdict.UNREACHABLE,
            causes=(Cause.NO_ANSWER,),
            asked=(ROBOTS, *again),
        ),
        Case(
            name="500 on the second page",
            soak_only=True,
            faults={SECOND: server.status(500)},
            verdict=Verdict.HELD,
            causes=(Cause.RESPONSE_ERRORS, Cause.UNREADABLE),
            asked=(*START, SECOND, SECOND, SECOND),
        ),
        Case(
            name="500 once",
            soak_only=True,
            faults={LIST: server.after(1, server.status(500), server.ordinary)},
            verdict=Verdict.PASSED,
            asked=(ROBOTS, LIST, LIST, SECOND),
        ),
        Case(
            name="429",
            faults={"*": server.status(429)},
            verdict=Verdict.THROTTLED,
            causes=(Cause.THROTTLED,),
        ),
        Case(
            name="429, wait an hour, on the second page",
            faults={SECOND: server.status(429, later)},
            verdict=Verdict.THROTTLED,
            causes=(Cause.THROTTLED,),
            asked=WHOLE,
        ),
        Case(
            name="503, wait an hour",
            faults={"*": server.status(503, later)},
            verdict=Verdict.THROTTLED,
            causes=(Cause.THROTTLED,),
        ),
        Case(
            name="robots 503",
            faults={ROBOTS: server.status(503)},
            verdict=Verdict.UNREACHABLE,
            causes=(Cause.ROBOTS_UNREACHABLE,),
            asked=(ROBOTS, ROBOTS, ROBOTS),
        ),
        *(
            Case(
                name=f"robots {code}, wait an hour",
                faults={ROBOTS: server.status(code, later)},
                verdict=Verdict.THROTTLED,
                causes=(Cause.THROTTLED,),
                asked=(ROBOTS,),
                soak_only=True,
            )
            for code in (429, 503)
        ),
        Case(
            name="redirect loop",
            faults={"*": server.sent_on_and_on},
            verdict=Verdict.REJECTED,
            causes=(Cause.REDIRECT_LOOP,),
            asked=(*START, *on_and_on),
        ),
        Case(
            name="challenge, 200",
            faults={"*": server.markup(CHALLENGES["recaptcha"][0])},
            verdict=Verdict.BLOCKED,
            causes=(Cause.CHALLENGE_PAGE,),
        ),
        Case(
            name="challenge, 503 on the second page",
            faults={SECOND: server.status(503, {"cf-mitigated": "challenge"})},
            verdict=Verdict.BLOCKED,
            causes=(Cause.CHALLENGE_PAGE,),
            asked=WHOLE,
        ),
        Case(
            name="login",
            faults={LIST: server.redirect("/login?next=/find"), "/login?next=/find": server.markup(login)},
            verdict=Verdict.BLOCKED,
            causes=(Cause.LOGIN,),
            asked=(*START, "/login?next=/find"),
        ),
        Case(
            name="403",
            faults={"*": server.status(403)},
            verdict=Verdict.BLOCKED,
            causes=(Cause.REFUSED,),
            soak_only=True,
        ),
    ]


def _leading_inside(inside, port):
    targets = {
        "127.0.0.1": inside,
        "localhost": f"http://localhost:{port}/find",
        "a number": f"http://2130706433:{port}/find",
        "mapped IPv6": f"http://[::ffff:127.0.0.1]:{port}/find",
        "169.254.169.254": "http://169.254.169.254/latest/meta-data/",
        "a file": "file:///etc/hostname",
    }
    in_ci = {"127.0.0.1", "169.254.169.254"}
    refused = {"verdict": Verdict.REJECTED, "causes": (Cause.ADDRESS_REFUSED,)}
    found = [
        Case(name=f"redirect to {name}", faults={LIST: server.redirect(target)}, soak_only=name not in in_ci, **refused)
        for name, target in targets.items()
        if name != "a file"
    ]
    return [
        *found,
        Case(
            name="redirect to a file",
            soak_only=True,
            faults={LIST: server.redirect(targets["a file"])},
            verdict=Verdict.REJECTED,
            causes=(Cause.ZERO_RESULTS,),
        ),
        Case(
            name="503, then redirect to 127.0.0.1",
            faults={LIST: server.after(1, server.status(503), server.redirect(inside))},
            asked=(ROBOTS, LIST, LIST),
            **refused,
        ),
        Case(
            name="redirect to 127.0.0.1 on the second page",
            faults={SECOND: server.redirect(inside)},
            verdict=Verdict.PASSED,  # as a part: a list that is cut makes nobody missing
            causes=(),
            asked=WHOLE,
        ),
        Case(
            name="robots redirects to 127.0.0.1",
            faults={ROBOTS: server.redirect(inside)},
            asked=(ROBOTS,),
            **refused,
        ),
        Case(
            name="redirect to a name that is none",
            faults={LIST: server.redirect("http://no-such-host.invalid/")},
            verdict=Verdict.UNREACHABLE,
            causes=(Cause.ROBOTS_UNREACHABLE,),
        ),
    ]


def _too_much(soak):
    too_large = {"verdict": Verdict.REJECTED, "causes": (Cause.TOO_LARGE,)}
    return [
        Case(name="gzip bomb", faults={"*": server.bomb(3000 if soak else 150)}, **too_large),
        Case(name="endless body", faults={"*": server.endless}, **too_large),
        Case(name="200 KB of headers", faults={"*": server.many_headers(200)}, **too_large),
        Case(name="endless headers", faults={"*": server.endless_headers}, soak_only=True, **too_large),
        Case(
            name="200,000 nested divs",
            faults={LIST: server.markup(server.listing(1, tail="<div>" * 200_000))},
            verdict=Verdict.PASSED,
            asked=WHOLE,
        ),
        Case(
            name="10,000 nested divs in each card",
            faults={LIST: server.markup(server.listing(1, extra="<div>" * 10_000 + "</div>" * 10_000))},
            verdict=Verdict.HELD,
            causes=(Cause.VANISHED, Cause.TOO_FEW, Cause.COUNT_DROP),
            soak_only=True,
        ),
    ]


def _lying(inside):
    refresh = f'<meta http-equiv="refresh" content="0; url={inside}">'
    return [
        Case(
            name="meta refresh to 127.0.0.1",
            faults={LIST: server.markup(server.listing(1, head=refresh))},
            verdict=Verdict.PASSED,
            asked=WHOLE,
        ),
        Case(
            name="wrong charset",
            faults={LIST: server.mislabeled(1), SECOND: server.mislabeled(2)},
            verdict=Verdict.PASSED,  # read by the charset that its bytes fit
            causes=(),
            asked=WHOLE,
        ),
        Case(
            name="binary as HTML",
            faults={"*": server.noise},
            verdict=Verdict.REJECTED,
            causes=(Cause.ZERO_RESULTS,),
        ),
        Case(
            name="truncated body",
            faults={"*": server.cut_off},
            verdict=Verdict.UNREACHABLE,
            causes=(Cause.NO_ANSWER,),
            asked=(ROBOTS, LIST, LIST, LIST),
        ),
    ]


def _silent():
    return [
        Case(
            name="robots hang",
            faults={ROBOTS: server.silence(4)},
            verdict=Verdict.UNREACHABLE,
            causes=(Cause.ROBOTS_UNREACHABLE,),
            asked=(ROBOTS, ROBOTS, ROBOTS),
            hasty=True,
        ),
        Case(
            name="slow drip",
            faults={"*": server.drip(4)},
            verdict=Verdict.UNREACHABLE,
            causes=(Cause.NO_ANSWER,),
            asked=(ROBOTS, LIST, LIST, LIST),
            hasty=True,
        ),
    ]
