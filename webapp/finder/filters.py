"""The filters of a list: every value with its count, and the tags that remove a filter."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from markupsafe import Markup

from index.published.reader import Generation
from index.records import CredentialKind, ListingKind, Profession
from index.search.request import READ_MONTHS, SearchRequest, SearchResult
from index.vocabulary.complaint import read_complaint
from index.vocabulary.credentials import CredentialEntry, credentials
from webapp.finder.complaint import what_hurts
from webapp.finder.find_query import ACTIVE, DISTANCES, FindQuery
from webapp.words import answer_words, profession_words
from webapp.words.claim_words import condition_words
from webapp.words.translate import N_, _

CONDITIONS_SHOWN = 6
FOLDED_BELOW = 10
"""A filter is folded if fewer than one in so many of the list have a value for it."""

_CERTIFICATES = frozenset(
    {CredentialKind.COURSE, CredentialKind.STATE_AUTHORIZATION, CredentialKind.BOARD_CERTIFICATION}
)
Value = TypeVar("Value", bound=str)
_KINDS = {ListingKind.PERSON: N_("A person"), ListingKind.CLINIC: N_("A clinic")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: its count, whether it is chosen; `toggle` is its address where it is a link."""

    value: str
    words: str
    count: int | None
    chosen: bool
    toggle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter of the form. `unsaid`: for how many sources are silent on it; None where every record has a value."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    unsaid: int | None = None
    one_of: bool = False
    """True where only one value can be chosen."""
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A filter in force, and the address without it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a page, and the tags of those in force."""

    groups: tuple[Filter, ...]
    conditions: tuple[Choice, ...]
    distances: tuple[Choice, ...]
    tags: tuple[Tag, ...]

    @property
    def any(self) -> bool:
        """Return whether there is anything to choose."""
        return bool(self.groups or self.conditions)


def filters(generation: Generation, request: SearchRequest, found: SearchResult, query: FindQuery) -> Filters:
    """Return the filters of a page. Each is counted without itself, because its values are alternatives."""
    without = _Without(generation, request, found)
    groups = (
        _labels(without(answers=()), query),
        _who(without(professions=()), query),
        _credential(without(credentials=()), query),
        _license(without(license_active=False), query),
        _read(without(read_months=None), query),
        _kind(without(kinds=()), query),
    )
    return Filters(
        groups=tuple(group for group in groups if group.choices),
        conditions=_conditions(found.facets.get("condition", {}), query),
        distances=_distances(query),
        tags=tuple(_tags(query)),
    )


class _Without:
    """Search without one filter; the page's own result where that filter is not in force."""

    def __init__(self, generation: Generation, request: SearchRequest, found: SearchResult) -> None:
        self._generation, self._request, self._found = generation, request, found

    def __call__(self, **nothing: object) -> SearchResult:
        free = replace(self._request, **nothing, conditions=(), offset=0, limit=0)  # type: ignore[arg-type]
        if all(getattr(self._request, name) == value for name, value in nothing.items()):
            return self._found
        return self._generation.search(free)


def _choices(
    values: Iterable[Value], words: Callable[[Value], str], counts: Mapping[str, int], chosen: Collection[Value]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=value, words=words(value), count=counts.get(value, 0), chosen=value in chosen) for value in values
    )


def _labels(found: SearchResult, query: FindQuery) -> Filter:
    counts = found.facets.get("dry_needling", {})
    known = (answer for answer in answer_words.CHOICES if counts.get(answer) or answer in query.label)
    return Filter(
        name="label",
        legend=_("What sources say"),
        choices=_choices(known, answer_words.choice, counts, query.label),
    )


def _who(found: SearchResult, query: FindQuery) -> Filter:
    counts = found.facets.get("profession", {})
    known = (held for held in Profession if held is not Profession.OTHER and (counts.get(held) or held in query.who))
    return _answered(
        found,
        of="profession",
        chosen=bool(query.who),
        name="who",
        legend=_("Profession"),
        choices=_choices(known, profession_words.label, counts, query.who),
    )


def _credential(found: SearchResult, query: FindQuery) -> Filter:
    """Return the certificates and courses with their schools; those that show dry needling come first."""
    counts = found.facets.get("credential", {})
    known = (one for one in credentials().values() if one.kind in _CERTIFICATES or one.code in query.credential)
    listed = [one for one in known if counts.get(one.code) or one.code in query.credential]
    listed.sort(key=lambda one: (not one.shows_dry_needling, -counts.get(one.code, 0), one.name))
    return _answered(
        found,
        of="credential",
        chosen=bool(query.credential),
        name="credential",
        legend=_("Certificate or course"),
        choices=_choices(
            [one.code for one in listed], lambda code: certificate_words(credentials()[code]), counts, query.credential
        ),
    )


def certificate_words(entry: CredentialEntry) -> Markup:
    """Return a certificate's name with its school or board, "school not stated" where several give the same letters."""
    letters = entry.code if entry.name == entry.code else f"{entry.code}, {entry.name}"
    school = entry.issuer or _("school not stated")
    return Markup("<bdi>{}</bdi> ({})").format(letters, school)


def _short_certificate(entry: CredentialEntry) -> Markup:
    return Markup("<bdi>{}</bdi> ({})").format(entry.code, entry.issuer or _("school not stated"))


def _license(found: SearchResult, query: FindQuery) -> Filter:
    count = found.facets.get("license", {}).get(ACTIVE, 0)
    active = Choice(value=ACTIVE, words=_("Found active in the state's file"), count=count, chosen=query.license)
    return _answered(
        found,
        of="license",
        chosen=query.license,
        name="license",
        legend=_("License"),
        choices=(active,) if count or query.license else (),
    )


def _read(found: SearchResult, query: FindQuery) -> Filter:
    counts = found.facets.get("read", {})
    within = [
        Choice(
            value=str(months),
            words=_("Last %(months)s months", months=months),
            count=counts.get(str(months), 0),
            chosen=query.read == months,
        )
        for months in READ_MONTHS
    ]
    anytime = Choice(value="", words=_("Any time"), count=None, chosen=not query.read)
    return _answered(
        found,
        of="read",
        chosen=bool(query.read),
        name="read",
        legend=_("When we read it"),
        choices=(anytime, *within) if counts or query.read else (),
        one_of=True,
    )


def _kind(found: SearchResult, query: FindQuery) -> Filter:
    counts = found.facets.get("kind", {})
    known = [kind for kind in ListingKind if counts.get(kind) or kind in query.kind]
    return Filter(
        name="kind",
        legend=_("Who is listed"),
        choices=_choices(known, lambda kind: _(_KINDS[kind]), counts, query.kind),
    )


def _answered(
    found: SearchResult,
    *,
    of: str,
    chosen: bool,
    name: str,
    legend: str,
    choices: tuple[Choice, ...],
    one_of: bool = False,
) -> Filter:
    answered = found.answered.get(of, 0)
    return Filter(
        name=name,
        legend=legend,
        choices=choices,
        unsaid=found.total - answered,
        one_of=one_of,
        folded=not chosen and answered * FOLDED_BELOW < found.total,
    )


def _conditions(counts: Mapping[str, int], query: FindQuery) -> tuple[Choice, ...]:
    meant = read_complaint(query.hurts).named
    shown = list(dict.fromkeys([*meant, *counts]))[: max(CONDITIONS_SHOWN, len(meant))]
    return tuple(
        Choice(
            value=slug,
            words=condition_words(slug),
            count=counts.get(slug, 0),
            chosen=slug in meant,
            toggle=query.address(hurts="" if slug in meant else slug, page=1),
        )
        for slug in shown
    )


def _distances(query: FindQuery) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=str(miles),
            words=_("%(miles)s miles", miles=miles),
            count=None,
            chosen=query.within == miles,
            toggle=query.address(within=float(miles), page=1),
        )
        for miles in DISTANCES
    )


def _tags(query: FindQuery) -> Iterable[Tag]:
    """Yield a tag for each value in force, in the order of the parameters."""
    if query.hurts:
        words = _("What hurts: %(what)s", what=what_hurts(read_complaint(query.hurts)))
        yield Tag(words=words, address=query.address(hurts="", page=1))
    for held in query.who:
        yield Tag(words=profession_words.label(held), address=_without(query, "who", held))
    for answer in query.label:
        yield Tag(words=answer_words.choice(answer), address=_without(query, "label", answer))
    for code in query.credential:
        yield Tag(words=_short_certificate(credentials()[code]), address=_without(query, "credential", code))
    if query.license:
        words = _("License found active in the state's file")
        yield Tag(words=words, address=query.address(license=False, page=1))
    if query.read:
        words = _("Read in the last %(months)s months", months=query.read)
        yield Tag(words=words, address=query.address(read=0, page=1))
    for kind in query.kind:
        yield Tag(words=_(_KINDS[kind]), address=_without(query, "kind", kind))
    if query.name:
        yield Tag(words=_("Name: %(name)s", name=query.name), address=query.address(name="", page=1))


def _without(query: FindQuery, parameter: str, value: str) -> str:
    rest = tuple(other for other in getattr(query, parameter) if other != value)
    return query.address(**{parameter: rest}, page=1)
