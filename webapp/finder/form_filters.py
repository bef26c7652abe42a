"""The filters of the form. One entry describes one: its parameter in an address, its facet of the search, its words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from index.records import LISTED_ANSWERS, CheckResult, CredentialKind, ListingKind, Profession, SourcesSay
from index.search.facets import PARAMETERS, READ, UNSAID_FILTERS
from index.search.request import READ_MONTHS
from index.vocabulary.credentials import CredentialEntry, credentials
from webapp.words import answer_words, profession_words
from webapp.words.data_words import data_text
from webapp.words.translate import N_, _

Counts = Mapping[str, int]
_CERTIFICATES = frozenset(
    {CredentialKind.COURSE, CredentialKind.STATE_AUTHORIZATION, CredentialKind.BOARD_CERTIFICATION}
)
_KINDS = {ListingKind.PERSON: N_("A person"), ListingKind.CLINIC: N_("A clinic")}


class FindQueryError(ValueError):
    """A parameter has an invalid value; the message is for the visitor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: its count, whether it is chosen; `toggle` is its address where it is a link."""

    value: str
    words: str
    count: int | None
    chosen: bool
    toggle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFilter:
    """One filter. `name`: its parameter of `/find`, and the field of FindQuery with its chosen values.

    `facet`: its name in the counts of a search. `known`: the values that an address may have, in order; `wrong`: the
    sentence for others. `words` names a value in the form, `tag` above the list. `asked` makes of the chosen values
    what the search's request has. `offered`: the values to choose from, given the counts and the chosen ones; without
    it those of `known`. Values that nobody has are not shown unless they are chosen.
    """

    name: str
    facet: str
    legend: str
    known: Callable[[], Sequence[str]]
    wrong: str
    words: Callable[[Any], str]
    tag: Callable[[Any], str]
    asked: Callable[[tuple[Any, ...]], object] = tuple
    offered: Callable[[Counts, Collection[str]], Sequence[str]] | None = None
    several: bool = True
    """False where an address may have one value only."""
    anything: str = ""
    """The words of the choice "any", where the form shows one of all values as chosen."""
    unsaid: str = ""
    """The heading of the group for which sources are silent, with their number as %(count)s."""
    unsaid_note: str = ""
    """The sentence below that heading; "" for the usual one."""

    @property
    def field(self) -> str:
        """The field of SearchRequest that it sets."""
        return PARAMETERS[self.facet]

    @property
    def has_unsaid(self) -> bool:
        """True if sources may be silent on it."""
        return self.facet in UNSAID_FILTERS

    def read(self, arguments: "MultiDict[str, str]") -> tuple[str, ...]:
        """Return the values of an address, written in any case, in the order of `known`, each once.

        Raises FindQueryError for a value that is not known.
        """
        written = arguments.getlist(self.name) if self.several else [arguments.get(self.name, "")]
        asked = {text.strip().casefold() for text in written} - {""}
        found = tuple(value for value in self.known() if value.casefold() in asked) if asked else ()
        if asked - {value.casefold() for value in found}:
            again = " " + _("Search again, then choose one of the filters.") if self.several else ""
            raise FindQueryError(_(self.wrong) + again)
        return found

    def choices(self, counts: Counts, chosen: Collection[str]) -> tuple[Choice, ...]:
        """Return what the form shows of it; () where nobody in the list has a value and none is chosen."""
        offered = self.offered(counts, chosen) if self.offered else self.known()
        if not self.anything:
            return tuple(self._choice(one, counts, chosen) for one in offered if counts.get(one) or one in chosen)
        if not (counts or chosen):
            return ()
        anything = Choice(value="", words=_(self.anything), count=None, chosen=not chosen)
        return (anything, *(self._choice(one, counts, chosen) for one in offered))

    def _choice(self, value: str, counts: Counts, chosen: Collection[str]) -> Choice:
        return Choice(value=value, words=self.words(value), count=counts.get(value, 0), chosen=value in chosen)


def certificate_words(entry: CredentialEntry) -> Markup:
    """Return a certificate's name with its school or board, "school not stated" where several give the same letters."""
    letters = entry.code if entry.name == entry.code else f"{entry.code}, {data_text(entry.name)}"
    school = entry.issuer or _("school not stated")
    return Markup("<bdi>{}</bdi> ({})").format(letters, school)


def _short_certificate(entry: CredentialEntry) -> Markup:
    return Markup("<bdi>{}</bdi> ({})").format(entry.code, entry.issuer or _("school not stated"))


def _offered_certificates(counts: Counts, chosen: Collection[str]) -> Sequence[str]:
    """Return the codes of certificates and courses; those that show dry needling come first, then the most frequent."""
    entries = [one for one in credentials().values() if one.kind in _CERTIFICATES or one.code in chosen]
    entries.sort(key=lambda one: (not one.shows_dry_needling, -counts.get(one.code, 0), one.name))
    return [one.code for one in entries]


WHO = FormFilter(
    name="who",
    facet="profession",
    legend=N_("Profession"),
    known=lambda: tuple(Profession),
    offered=lambda _counts, _chosen: [held for held in Profession if held is not Profession.OTHER],
    wrong=N_("We do not know that profession."),
    words=profession_words.label,
    tag=profession_words.label,
    unsaid=N_("Does not say the profession (%(count)s)"),
)
LABEL = FormFilter(
    name="label",
    facet="dry_needling",
    legend=N_("What sources say"),
    known=lambda: tuple(answer for answer in SourcesSay if answer in LISTED_ANSWERS),
    wrong=N_("We do not know that label."),
    words=answer_words.choice,
    tag=answer_words.choice,
)
CREDENTIAL = FormFilter(
    name="credential",
    facet="credential",
    legend=N_("Certificate or course"),
    known=lambda: tuple(credentials()),
    offered=_offered_certificates,
    wrong=N_("We do not know that certificate."),
    words=lambda code: certificate_words(credentials()[code]),
    tag=lambda code: _short_certificate(credentials()[code]),
    unsaid=N_("Does not say a certificate or course (%(count)s)"),
    unsaid_note=N_("They are listed for dry needling. No source we read lists a certificate or course of theirs. Ask."),
)
LICENSE = FormFilter(
    name="license",
    facet="license",
    legend=N_("License"),
    known=lambda: (CheckResult.ACTIVE.value,),
    wrong=N_("A license can be asked for as active only."),
    words=lambda _active: _("Found active in the state's file"),
    tag=lambda _active: _("License found active in the state's file"),
    asked=bool,
    several=False,
    unsaid=N_("License not looked up, or no match (%(count)s)"),
    unsaid_note=N_(
        "They are listed for dry needling. That we found nothing does not mean they have no license. "
        "Look it up with the state's board."
    ),
)
READ_WITHIN = FormFilter(
    name="read",
    facet=READ,
    legend=N_("When we read it"),
    known=lambda: tuple(map(str, READ_MONTHS)),
    wrong=N_("Choose 6 or 12 months."),
    words=lambda months: _("Last %(months)s months", months=months),
    tag=lambda months: _("Read in the last %(months)s months", months=months),
    asked=lambda months: int(months[0]) if months else None,
    several=False,
    anything=N_("Any time"),
    unsaid=N_("No day on which we read their words (%(count)s)"),
)
KIND = FormFilter(
    name="kind",
    facet="kind",
    legend=N_("Who is listed"),
    known=lambda: tuple(ListingKind),
    wrong=N_("We list people and clinics."),
    words=lambda kind: _(_KINDS[kind]),
    tag=lambda kind: _(_KINDS[kind]),
)

FILTERS = (WHO, LABEL, CREDENTIAL, LICENSE, READ_WITHIN, KIND)
"""In the order of the parameters in an address."""
IN_THE_FORM = (LABEL, *(one for one in FILTERS if one is not LABEL))
BY_FACET = {one.facet: one for one in FILTERS}
