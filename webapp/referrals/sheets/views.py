"""`/sheet/options` and `/sheet/referral`, each as a page and as a PDF. Neither has a form or a field to type in."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index import clock
from webapp import published
from webapp.finder.carried_search import carried_search
from webapp.headers import keep_out_of_search_engines
from webapp.languages import NAMES, PREFIXES, language, speaking
from webapp.referrals.chosen import Chosen, chosen
from webapp.referrals.chosen_here import chosen_here
from webapp.referrals.chosen_ids import MOST_ON_A_SHEET, ONE, ChosenIds, read_chosen_ids
from webapp.referrals.sheets.options import options_sheet
from webapp.referrals.sheets.pdf import pdf
from webapp.referrals.sheets.referral import referral_sheet
from webapp.referrals.sheets.sheet import Sheet
from webapp.site_address import own_host
from webapp.words.translate import N_, _

sheets = Blueprint("sheets", __name__)
BOTH = "both"
_IN_BOTH = N_("In English and Spanish")


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A link to the same sheet in another language, or in both."""

    name: str
    address: str
    language: str


@sheets.get("/sheet/options", endpoint="options")
@sheets.get("/sheet/options.pdf", endpoint="options_pdf")
def options() -> str | AnyResponse | tuple[str, int]:
    """Show the options for a patient: one to four people or clinics, in one language or in both."""
    here = chosen_here(MOST_ON_A_SHEET, "lang")
    if isinstance(here, AnyResponse):
        return here
    ids, wanted = here.ids, request.args.get("lang", "")
    if wanted not in {"", BOTH}:
        alone = here.address(str(request.endpoint), ids.written)
        return redirect(_in_language(alone, wanted if wanted in NAMES else language()), code=301)
    if not here.entries:
        return _no_sheet(_("Options for you"), here)
    languages = [language(), *(other for other in NAMES if other != language() and wanted == BOTH)]
    everybody = {one: _chosen_in(one, ids).facts for one in languages}
    guide = url_for("guidance.guide_page", slug="warning-signs")
    sheet = options_sheet(everybody, clock.today(), _printed(guide), is_demonstration=published.is_demonstration())
    if request.endpoint == "sheets.options_pdf":
        return _pdf(sheet, "options.pdf")
    alone = here.address("sheets.options", ids.written)
    others = [OtherLanguage(NAMES[one], _in_language(alone, one), one) for one in NAMES if [one] != languages]
    if len(languages) == 1:
        both = here.address("sheets.options", ids.written, ("lang", BOTH))
        others.append(OtherLanguage(_(_IN_BOTH), both, language()))
    more = (("lang", BOTH),) if wanted == BOTH else ()
    return _page(sheet, here, here.address("sheets.options_pdf", ids.written, *more), others)


@sheets.get("/sheet/referral", endpoint="referral")
@sheets.get("/sheet/referral.pdf", endpoint="referral_pdf")
def referral() -> str | AnyResponse | tuple[str, int]:
    """Show the referral to one person or clinic; each field about a patient is a printed blank."""
    keep_out_of_search_engines()
    ids = read_chosen_ids(request.args, 1)
    here = _chosen_in(language(), ids)
    if request.args.getlist(ONE) != list(ids.written[:1]) and len(ids.written) == 1:
        return redirect(_of_one(here, str(request.endpoint)), code=301)
    if not here.entries:
        return _no_sheet(_("Referral for evaluation: dry needling if suitable"), here)
    facts = here.facts[0]
    sheet = referral_sheet(
        facts,
        clock.today(),
        _printed(facts.address),
        looked_up=published.generation().manifest.exclusion_list,
        is_demonstration=published.is_demonstration(),
    )
    if request.endpoint == "sheets.referral_pdf":
        return _pdf(sheet, "referral.pdf")
    other = [
        OtherLanguage(NAMES[one], _in_language(_of_one(here, "sheets.referral"), one), one)
        for one in NAMES
        if one != language()
    ]
    return _page(sheet, here, _of_one(here, "sheets.referral_pdf"), other)


def _chosen_in(spoken: str, ids: ChosenIds) -> Chosen:
    with speaking(spoken):
        return chosen(published.generation(), ids, clock.today(), carried_search())


def _of_one(of: Chosen, endpoint: str) -> str:
    """Return the address of a sheet about the one who is shown, else about the first id, with the carried search."""
    return of.address(endpoint, of.shown_ids or of.ids.written[:1]).replace("?ids=", f"?{ONE}=", 1)


def _in_language(address: str, spoken: str) -> str:
    """Return an address of this site in another language."""
    prefix = PREFIXES.get(language(), "")
    root = request.script_root.removesuffix(prefix)
    return f"{root}{PREFIXES.get(spoken, '')}{address.removeprefix(root).removeprefix(prefix)}"


def _printed(path: str) -> str:
    """Return an address as one reads it on paper: without a scheme."""
    return f"{own_host()}{path}"


def _page(sheet: Sheet, here: Chosen, pdf_address: str, others: list[OtherLanguage]) -> str:
    return render_template(
        "views/referrals/sheet.html",
        sheet=sheet,
        page=here,
        pdf_address=pdf_address,
        other_languages=others,
    )


def _pdf(sheet: Sheet, name: str) -> Response:
    made = Response(pdf(sheet, clock.today()), mimetype="application/pdf")
    made.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return made


def _no_sheet(heading: str, here: Chosen) -> tuple[str, int]:
    """Return a page that says why there is no sheet: 400 where no id was given, 404 where nobody is shown."""
    advice = _("Choose a person or a clinic first: search, and open the sheet from there.")
    page = render_template("views/referrals/no_sheet.html", heading=heading, advice=advice, page=here)
    return page, 404 if here.left_off else 400
