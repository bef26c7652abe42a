"""`/list.csv`, `/find.csv` and the same as `.xlsx` and `.vcf`: files of ticked listings and of a search. GET only."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from index import clock
from index.places.gazetteer import open_gazetteer
from index.places.place import PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place
from index.published.reader import Generation
from index.records import MOST_TICKED
from index.search.text_query import SearchRequestError
from webapp import published
from webapp.errors import error_page
from webapp.finder.carried_search import CarriedSearch, carried_search
from webapp.finder.find_query import read_find_query
from webapp.finder.form_filters import FindQueryError
from webapp.finder.hit_order import first_of_all_pages
from webapp.finder.not_open import not_open_here
from webapp.headers import keep_out_of_search_engines
from webapp.referrals.chosen import LeftOff, chosen
from webapp.referrals.chosen_ids import read_chosen_ids
from webapp.referrals.files import spreadsheets, vcard_file
from webapp.referrals.files.about_file import about_lines
from webapp.referrals.files.passed_on import PassedOn, passed_on
from webapp.referrals.files.rows import table
from webapp.words.translate import _

files = Blueprint("files", __name__)
MOST = 200
"""Listings in the file of a search, from the nearest on."""
Page = AnyResponse | tuple[str, int]


@files.get("/list.<any(csv, xlsx, vcf):form>")
def of_list(form: str) -> Page:
    """Send the listings that an address names."""
    keep_out_of_search_engines()
    generation = published.generation()
    search = carried_search()
    taken = chosen(generation, read_chosen_ids(request.args), clock.today(), search)
    if not taken.entries and not (taken.left_off and form != "vcf"):
        return _sorry(_("None of these listings can be shown. Choose some on a page of results, then ask again."))
    entries = [_entry(generation, one.facts.id, one.facts.practice, search, in_bulk=False) for one in taken.entries]
    return _file(generation, form, "list", entries, taken.left_off)


@files.get("/find.<any(csv, xlsx, vcf):form>")
def of_search(form: str) -> Page:
    """Send the listings of a search, the first page first, whichever page the address names."""
    keep_out_of_search_engines()
    try:
        query = read_find_query(request.args)
        place = find_place(open_gazetteer(), query.place)
        generation = published.generation()
        if closed_here := not_open_here(generation, query, place):
            return _sorry(_not_open(closed_here.state))
        found = first_of_all_pages(generation, query, place, MOST)
    except FindQueryError as error:
        return _sorry(str(error))
    except SearchRequestError as error:
        return _sorry(_("We could not read those words: %(why)s", why=error))
    except (PlaceNotFound, PlaceAmbiguous):
        return _sorry(_("Write a ZIP code, such as 81201, or a town and its state, such as Salida, CO."))
    if not found:
        nobody = _("We found nobody listed for dry needling within %(miles)s miles.", miles=f"{query.within:g}")
        no_proof = _("That does not mean nobody does it. Most towns have no list we can read.")
        return _sorry(f"{nobody} {no_proof}")
    search = CarriedSearch(query)
    in_bulk = len(found) > MOST_TICKED
    entries = [_entry(generation, hit.provider_id, hit.practice, search, in_bulk=in_bulk) for hit, _summary in found]
    return _file(generation, form, "search", entries)


def _entry(
    generation: Generation, provider_id: str, practice: int, search: CarriedSearch, *, in_bulk: bool
) -> PassedOn:
    provider = generation.provider(provider_id)
    if provider is None:
        raise LookupError(provider_id)  # a hit or a chosen listing is always one of this generation
    return passed_on(generation, provider, practice, clock.today(), search, in_bulk=in_bulk)


def _file(
    generation: Generation, form: str, what: str, entries: Sequence[PassedOn], left_off: Sequence[LeftOff] = ()
) -> Response:
    """Return the file as an attachment; its name says nothing of a search or of a person."""
    made_at = datetime.fromisoformat(generation.manifest.built_at)
    if form == "vcf":
        content, kind = vcard_file.vcard_file(entries, made_at), vcard_file.TYPE
    elif form == "csv":
        content, kind = spreadsheets.csv_file(table(entries, left_off)), spreadsheets.CSV_TYPE
    else:
        about = about_lines(generation.manifest, len(entries))
        content = spreadsheets.xlsx_file(table(entries, left_off), about, made_at)
        kind = spreadsheets.XLSX_TYPE
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="pinpoint-{what}.{form}"'
    return answer


def _not_open(state: str) -> str:
    return _("This copy of Pinpoint has not opened in %(state)s yet, so it shows nobody there.", state=state)


def _sorry(advice: str) -> Page:
    return error_page(_("Please try again"), advice, HTTPStatus.BAD_REQUEST)
