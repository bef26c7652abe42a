"""Freezing the home and closing the site, and the ends of both; each is recorded with its reason."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.pages.generations import GENERATIONS, generations_page
from console.pages.typed_reason import (
    CONFLICT,
    NO_REASON,
    UNPROCESSABLE,
    NotPossibleError,
    sentence,
    typed_reason,
)
from index import settings
from index.published.closed import CannotCloseError, close_site, closed_since, open_site
from index.store import audit
from index.store import freeze as freezes
from index.store.audit import EmptyReasonError
from index.store.freeze import AlreadyFrozenError, NotFrozenError


def freeze() -> ResponseReturnValue:
    """Hold everything: no crawl starts and nothing is published."""

    def begin() -> None:
        with visitor.write() as connection:
            freezes.freeze(connection, who=visitor.user().name, reason=typed_reason())

    return _done(begin, "freeze")


def unfreeze() -> ResponseReturnValue:
    """End the freeze."""

    def end() -> None:
        with visitor.write() as connection:
            freezes.unfreeze(connection, who=visitor.user().name, reason=typed_reason())

    return _done(end, "freeze")


def close() -> ResponseReturnValue:
    """Close the site."""
    folder, who = settings.current().generations, visitor.user().name

    def begin() -> None:
        audit.check_reason(who, typed_reason())
        if closed_since(folder):
            raise NotPossibleError("the site is closed already; open it below")
        close_site(folder)
        with visitor.write() as connection:
            audit.record(connection, who=who, action=audit.SITE_CLOSED, subject="site", note=typed_reason())

    return _done(begin, "site")


def open_again() -> ResponseReturnValue:
    """Open the site."""
    folder, who = settings.current().generations, visitor.user().name

    def begin() -> None:
        audit.check_reason(who, typed_reason())
        if not open_site(folder):
            raise NotPossibleError("the site is open already; there is nothing to do")
        with visitor.write() as connection:
            audit.record(connection, who=who, action=audit.SITE_OPENED, subject="site", note=typed_reason())

    return _done(begin, "site")


def _done(step: Callable[[], None], form: str) -> ResponseReturnValue:
    """Take a step and lead to the page of generations, or show it with why the step was refused."""
    try:
        if not typed_reason():
            return generations_page({form: NO_REASON}, UNPROCESSABLE)
        step()
    except EmptyReasonError:
        return generations_page({form: NO_REASON}, UNPROCESSABLE)
    except AlreadyFrozenError:
        return generations_page({form: "The home is frozen already; the first reason stays."}, CONFLICT)
    except NotFrozenError:
        return generations_page({form: "The home is not frozen any more; there is nothing to do."}, CONFLICT)
    except (NotPossibleError, CannotCloseError) as error:
        return generations_page({form: sentence(error)}, CONFLICT)
    return redirect(GENERATIONS, 303)
