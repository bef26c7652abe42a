"""Routes of the review: the overview for everybody who is signed in, the queues for operators."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from console.accounts.users import Role
from console.guard.routes import Route
from console.pages import review_credentials, review_exclusions, review_merges, review_quotes
from console.pages.review import review

_STEPS: dict[str, Callable[..., ResponseReturnValue]] = {
    "/review/merges/<handle>": review_merges.decide_merge,
    "/review/merges/<handle>/undo": review_merges.undo_merge,
    "/review/exclusions/<handle>": review_exclusions.decide_exclusion,
    "/review/exclusions/<handle>/undo": review_exclusions.undo_exclusion,
    "/review/quotes/<handle>": review_quotes.judge_quote,
    "/review/quotes/<handle>/undo": review_quotes.undo_quote,
    "/review/credentials": review_credentials.decide_credential,
    "/review/credentials/undo": review_credentials.undo_credential,
}
_PAGES: dict[str, Callable[..., ResponseReturnValue]] = {
    "/review/merges": review_merges.merges,
    "/review/merges/<handle>": review_merges.merge,
    "/review/exclusions": review_exclusions.exclusions,
    "/review/quotes": review_quotes.quotes,
    "/review/credentials": review_credentials.unknown_credentials,
}

REVIEW_ROUTES: tuple[Route, ...] = (
    Route(rule="/review", name="review", view=review, least=Role.VIEWER, menu="Review"),
    *(Route(rule=rule, name=view.__name__, view=view, least=Role.OPERATOR) for rule, view in _PAGES.items()),
    *(
        Route(rule=rule, name=view.__name__, view=view, least=Role.OPERATOR, method="POST")
        for rule, view in _STEPS.items()
    ),
)
