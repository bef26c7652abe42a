"""The chosen providers of a request: its ids read, written once in the address, and looked up in the generation."""

from collections.abc import Sequence
from urllib.parse import quote

from flask import redirect, request
from werkzeug.wrappers import Response

from index import clock
from webapp import published
from webapp.finder.carried_search import CarriedSearch, carried_search
from webapp.headers import keep_out_of_search_engines
from webapp.referrals.chosen import Chosen, chosen
from webapp.referrals.chosen_ids import ChosenIds, read_chosen_ids


def chosen_here(most: int, *also: str, before: str = "") -> Chosen | Response:
    """Return the chosen providers of this request, or a redirect to its canonical address; the page is noindex.

    `most` providers have room on the page; `also` names its further parameters; `before` one with ids that come first.
    """
    keep_out_of_search_engines()
    ids, search = read_chosen_ids(request.args, most, before=before), carried_search()
    if before:
        search = search.with_list(())
    if address := canonical_address(ids, search, also):
        return redirect(address, code=301)
    return chosen(published.generation(), ids, clock.today(), search)


def canonical_address(ids: ChosenIds, search: CarriedSearch, also: Sequence[str] = ()) -> str:
    """Return this request's address with the ids written once; "" where it has them so already.

    `also` names further parameters of the page, which stay as they are.
    """
    if ids.is_canonical:
        return ""
    rest = ((name, request.args[name]) for name in also if request.args.get(name))
    parts = (ids.parameter, *(f"{name}={quote(value)}" for name, value in rest), search.suffix.removeprefix("?"))
    query = "&".join(filter(None, parts))
    return f"{request.script_root}{request.path}{'?' if query else ''}{query}"
