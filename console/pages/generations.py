"""Generations: the current one, what the publish gate holds back, what is stopped, and the earlier ones on disk."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from console.accounts.users import Role
from console.guard import visitor
from console.pages.stops import read_stops
from console.pages.typed_reason import CONFLICT, UNPROCESSABLE, sentence, typed_reason
from index import settings
from index.failure_text import failure_text
from index.publish.golden_queries import GoldenQueryError
from index.publish.publish_gate import HoldAcceptance, PublicationHeldError
from index.publish.publisher import publish
from index.published.catalog import catalog_page
from index.published.generation_folder import PublisherBusyError
from index.published.overlay import OverlayError
from index.published.pin import PinError, PinnedError
from index.signing.keys import KeysError
from index.store.freeze import FrozenError
from index.store.publication_holds import current_hold
from index.store.publications import newest_runs_in

GENERATIONS = "/generations"
SHOWN = 10


def generations() -> ResponseReturnValue:
    """Show the page."""
    return generations_page({})


def publish_anyway() -> ResponseReturnValue:
    """Publish although the gate holds it, if its causes are still those that the form showed."""
    reason, causes = typed_reason(), tuple(request.form.getlist("cause"))
    if not reason:
        return generations_page({"publish": "Write why the change is right: the reason is recorded."}, UNPROCESSABLE)
    with visitor.store().read() as connection:
        if current_hold(connection) is None:
            return generations_page({"publish": "Nothing is held any more; there is nothing to do."}, CONFLICT)
    acceptance = HoldAcceptance(who=visitor.user().name, reason=reason, causes=causes)
    try:
        with visitor.recorded():
            publish(visitor.store(), settings.current(), acceptance=acceptance)
    except PublicationHeldError:
        why = "The causes have changed meanwhile. Read those of now, and decide again."
    except PublisherBusyError:
        why = "Another process publishes now. Wait a minute, then look at this page again."
    except PinnedError as error:
        why = f"Nothing is published: generation {error.pin.generation} is pinned. Unpin it first."
    except FrozenError:
        why = "Nothing is published: the home is frozen. End the freeze first."
    except (GoldenQueryError, OverlayError, PinError, KeysError) as error:
        why = sentence(error)
    except OSError as error:
        why = sentence(OSError(failure_text(error) or "publishing failed; pinpoint doctor may know why"))
    else:
        return redirect(GENERATIONS, 303)
    return generations_page({"publish": why}, CONFLICT)


def generations_page(errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    """Return the page; `errors` has a sentence by the name of the form that was refused."""
    folder, before = settings.current().generations, request.args.get("before", type=int)
    catalog, older = catalog_page(folder, before=before, size=SHOWN)
    with visitor.store().read() as connection:
        hold, stops = current_hold(connection), read_stops(connection, folder)
        current = catalog.current
        runs = newest_runs_in(connection, current.number) if current else {}
    page = render_template(
        "pages/generations.html",
        catalog=catalog,
        current=current,
        runs=runs,
        older=older,
        is_newest=before is None,
        hold=hold,
        stops=stops,
        may_decide=visitor.user().role.may(Role.OPERATOR),
        errors=errors,
        typed=request.form,
    )
    return page, status
