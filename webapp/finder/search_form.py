"""The form of a search: its choices, what was typed even if invalid, and no invalid choices.

The words for what hurts come with the page, so that none of them travels while it is typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flask import request
from markupsafe import Markup

from index.vocabulary.complaint_words import complaint_words
from webapp.finder.find_query import DEFAULT_WITHIN, DISTANCES, NAMES, View, readable_pairs
from webapp.languages import language
from webapp.words.translate import _

_TYPED = frozenset({"place", "within", "for", "page", "map"})
"""Parameters that the form has fields for, and those that a new search begins anew; others are hidden fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """Contents of search_form.html; `distances` are pairs of a value and its words, `others` hidden fields.

    `complaints`: the datalist of words for what hurts.
    """

    distances: tuple[tuple[str, str], ...]
    within: str
    typed: Mapping[str, str]
    others: tuple[tuple[str, str], ...]
    complaints: Markup


def search_form(view: View | None = None) -> SearchForm:
    """Return the form for this request; `view` leads to that way to show the list."""
    typed = {name: request.args.get(name, "") for name in NAMES}
    typed["place"] = typed["place"] or request.args.get("q", "")
    readable = readable_pairs(request.args)
    within = dict(readable).get("within", f"{DEFAULT_WITHIN:g}")
    offered = dict.fromkeys([*(str(miles) for miles in DISTANCES), within])
    others = [pair for pair in readable if pair[0] not in _TYPED and not (view and pair[0] == "view")]
    return SearchForm(
        distances=tuple((miles, _("%(miles)s miles", miles=miles)) for miles in offered),
        within=within,
        typed=typed,
        others=(*others, ("view", view.value)) if view else tuple(others),
        complaints=_complaints(language()),
    )


@cache
def _complaints(spoken: str) -> Markup:
    """Return the words for what hurts in both languages as a datalist, those of the page's language first."""
    offered = complaint_words().offered
    options = (
        Markup('<option value="{}"{}></option>').format(words, "" if of == spoken else Markup(' lang="{}"').format(of))
        for of in sorted(offered, key=lambda of: of != spoken)
        for words in offered[of]
    )
    return Markup('<datalist id="complaints">{}</datalist>').format(Markup("").join(options))
