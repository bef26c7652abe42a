"""One generation: its manifest and counts, the difference to the current one, rolling back to it, its pin."""

from collections import Counter
from collections.abc import Callable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from console.accounts.users import Role
from console.guard import visitor
from console.pages.generations import GENERATIONS
from console.pages.stops import read_stops
from console.pages.typed_reason import (
    CONFLICT,
    NO_REASON,
    UNPROCESSABLE,
    NotPossibleError,
    sentence,
    typed_reason,
)
from index import settings
from index.publish.rollback import (
    NotPinnedError,
    PinDayError,
    PinRequest,
    RevokedSignerError,
    pin_current,
    roll_back,
    unpin,
)
from index.publish.roster import count_states
from index.published.catalog import (
    Catalog,
    CatalogEntry,
    DamagedGenerationError,
    UnknownGenerationError,
    read_entries,
)
from index.published.difference import difference
from index.published.generation_folder import generation_name
from index.published.overlay import OverlayError
from index.store.audit import EmptyReasonError
from index.store.publications import newest_runs_in

NAMED_AT_ONCE = 20


def generation(number: int) -> ResponseReturnValue:
    """Show one generation; 404 where none of that number was ever on disk or is any more."""
    return _page(number, {})


def roll_back_to(number: int) -> ResponseReturnValue:
    """Make a generation current and pin it."""

    def step() -> None:
        if _entry(number).is_current:
            raise NotPossibleError(f"generation {number} is current already; pin it if it shall stay so")
        roll_back(visitor.store(), settings.current().generations, number, _request())

    return _done(number, "rollback", step)


def pin(number: int) -> ResponseReturnValue:
    """Pin the current generation, in place of an earlier pin."""

    def step() -> None:
        if not _entry(number).is_current:
            raise NotPossibleError(f"generation {number} is not current any more; roll back to it, which pins it too")
        pin_current(visitor.store(), settings.current().generations, _request())

    return _done(number, "pin", step)


def unpin_it(number: int) -> ResponseReturnValue:
    """End the pin, so that publication goes on."""

    def step() -> None:
        folder, reason = settings.current().generations, typed_reason()
        unpin(visitor.store(), folder, who=visitor.user().name, reason=reason)

    return _done(number, "unpin", step)


def generation_difference(number: int) -> ResponseReturnValue:
    """Show the difference from this generation to the current one: counts, and for operators names and values."""
    catalog = _entries(number)
    if catalog.current is None or not any(entry.number == number for entry in catalog.entries):
        return _page(number, {})
    names = visitor.user().role.may(Role.OPERATOR)
    begin = max(0, request.args.get("from", default=0, type=int)) if names else 0
    folder, current = settings.current().generations, catalog.current.number
    try:
        found = difference(folder, number, current, limit=NAMED_AT_ONCE if names else 0, begin=begin)
    except (DamagedGenerationError, OverlayError) as error:
        return _page(number, {"difference": sentence(error)}, CONFLICT)
    groups = {"added": found.added, "changed": found.changed, "removed": found.removed}
    older = begin + NAMED_AT_ONCE if any(one.count > begin + NAMED_AT_ONCE for one in groups.values()) else None
    return render_template(
        "pages/generation_difference.html",
        number=number,
        found=found,
        groups=groups,
        names=names,
        begin=begin,
        older=older,
        newer=max(0, begin - NAMED_AT_ONCE) if begin else None,
    )


def _entry(number: int) -> CatalogEntry:
    found = next((entry for entry in _entries(number).entries if entry.number == number), None)
    if found is None:
        raise NotPossibleError(f"generation {number} is not on disk any more; choose another under Generations")
    return found


def _request() -> PinRequest:
    return PinRequest(who=visitor.user().name, reason=typed_reason())


def _entries(number: int) -> Catalog:
    """Return this generation and the current one."""
    return read_entries(settings.current().generations, (number,))


def _done(number: int, form: str, step: Callable[[], None]) -> ResponseReturnValue:
    """Take a step and lead to the generation, or show it with why the step was refused."""
    try:
        if not typed_reason():
            return _page(number, {form: NO_REASON}, UNPROCESSABLE)
        with visitor.recorded():
            step()
    except (EmptyReasonError, PinDayError):
        return _page(number, {form: NO_REASON}, UNPROCESSABLE)
    except NotPinnedError:
        return _page(number, {form: "Nothing is pinned any more; there is nothing to do."}, CONFLICT)
    except (
        NotPossibleError, UnknownGenerationError, DamagedGenerationError, RevokedSignerError, OverlayError
    ) as error:  # fmt: skip
        return _page(number, {form: sentence(error)}, CONFLICT)
    return redirect(f"{GENERATIONS}/{number}", 303)


def _page(number: int, errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    folder, catalog = settings.current().generations, _entries(number)
    entry = next((one for one in catalog.entries if one.number == number), None)
    with visitor.store().read() as connection:
        stops = read_stops(connection, folder)
        runs = newest_runs_in(connection, number)
    page = render_template(
        "pages/generation.html" if entry else "pages/no_generation.html",
        number=number,
        entry=entry,
        current=catalog.current,
        states=_states(entry),
        runs=runs,
        stops=stops,
        may_decide=visitor.user().role.may(Role.OPERATOR),
        errors=errors,
        typed=request.form,
    )
    return page, status if entry or errors else 404


def _states(entry: CatalogEntry | None) -> Counter[str]:
    """Return the number of people and clinics with a place in each state; empty where it cannot be read."""
    if entry is None or not entry.is_whole:
        return Counter()
    return count_states(settings.current().generations / generation_name(entry.number))
