"""The page of a profile: the words on what `index.vetting` finds on a day."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from index.normalize.url import safe_url
from index.places.states import state_name
from index.records import ListingKind, Profession, Provider, SourcesSay, StateRules
from index.vetting.known_at_place import PlaceFacts, ProviderFacts
from index.vetting.provider_evidence import ProviderEvidence, evidence_of
from index.vetting.rule_answer import AllowedHere
from index.vetting.unknown import Topic, Unknown
from index.vocabulary.credentials import credentials
from webapp.finder.carried_search import NOTHING_CARRIED, CarriedSearch
from webapp.letters.letters_page import letters_address
from webapp.profile.at_its_source import AtItsSource, at_its_source
from webapp.profile.place_section import PlaceQuote, grouped_quotes
from webapp.profile.places import Place, place_names, places
from webapp.profile.unknowns import PlaceUnknowns, Unknowns, unknown_everywhere, unknowns_by_place, unlooked_licenses
from webapp.stated.checked import Exclusion, LicenseLine, exclusion, license_line, npi_words, taxonomy_said
from webapp.stated.details import StatedDetail, stated_languages
from webapp.stated.facts import Disagreement, ReadSource, StatedFact, disagreement, read_sources, stated_facts
from webapp.stated.listing_address import profile_address, questions_address
from webapp.stated.questions import Questions, questions
from webapp.states.other_finders import BoardLink, board_link
from webapp.words import answer_words, profession_words
from webapp.words.claim_words import Letters, letters_words, unknown_letters
from webapp.words.rule_words import RuleLine, rule_line, state_path
from webapp.words.sources import is_correction
from webapp.words.translate import _

_NOINDEX = frozenset({SourcesSay.NO_WORD, SourcesSay.SAYS_NO})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRulesShown:
    """The rules of one state for somebody's professions, in full."""

    state: str
    path: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseShort:
    """The result of look-ups in the state's own file, for the first lines of a profile."""

    said: tuple[str, ...]
    """Sentences of the files, and the licenses of this place that nobody looked up."""
    is_settled: bool
    """True where no license for this place is left to look up."""
    lookups: tuple[BoardLink, ...]
    """Links to look up what is left; () where we do not know the profession or the state."""
    elsewhere: tuple[BoardLink, ...]
    """Links to look up licenses for the other places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage:
    """The contents of a profile, in the order of the page (docs/principles.md)."""

    id: str
    address: str
    questions_address: str
    name: str
    is_clinic: bool
    letters_line: str
    professions: tuple[str, ...]
    town: str
    miles: str
    """Miles from the searched place to this town, "" where the page's address carries no search."""
    nearest: Place | None
    """The place nearest to the searched one, None where the page begins with it."""
    back: str
    """The address of the results that the visitor came from, "" where there are none."""
    carried: str
    """The query that carries the search on to the page of questions, or ""."""
    list_address: str
    """The address of the visitor's own list with this provider on it."""
    is_on_list: bool
    answer: SourcesSay
    label: str
    line: str
    age: str
    deciding: tuple[PlaceQuote, ...]
    """The quotes that the answer rests on: one, or a yes and a no where sources disagree."""
    quotes: tuple[PlaceQuote, ...]
    """The other quotes on this place."""
    states: tuple[StateRulesShown, ...]
    license: LicenseShort
    licenses: tuple[LicenseLine, ...]
    training: tuple[str, ...]
    questions: Questions
    shown: int
    """The index of the practice location that the page begins with: the one with the strongest answer."""
    places: tuple[Place, ...]
    """All places, that one first."""
    website: str
    languages: StatedDetail | None
    npi: str
    """The sentence on the number, "" where no source states one."""
    taxonomy: str
    """The NUCC codes with who typed them, "" without one."""
    exclusion: Exclusion | None
    letters: tuple[Letters, ...]
    disagreements: tuple[Disagreement, ...]
    unknowns: Unknowns
    """Facts that are unknown at every place."""
    unknowns_by_place: tuple[PlaceUnknowns, ...]
    facts: tuple[StatedFact, ...]
    sources: tuple[ReadSource, ...]
    at_its_source: tuple[AtItsSource, ...]
    """Ways for the person listed to change each source."""

    @property
    def is_noindex(self) -> bool:
        """Return whether the answer is no word or a no, which makes the page noindex."""
        return self.answer in _NOINDEX


def profile_page(
    provider: Provider,
    rules: StateRules,
    today: date,
    registers: AbstractSet[str],
    search: CarriedSearch = NOTHING_CARRIED,
) -> ProfilePage:
    """Return the page of a provider on a day; `registers` are the sources that are NPI registers themselves.

    `search` is the one that the visitor came from.
    """
    found = evidence_of(provider, rules, today, registers)
    who, here = found.who, found.places[found.strongest]
    known, location = here.known, provider.practices[found.strongest].location
    # The deciding quotes come first, the yes and the no among them, so each is the first of its words.
    quotes = grouped_quotes(provider, known.evidence.quotes)
    shown_places = places(provider, found, today, registers, search)
    return ProfilePage(
        id=provider.id,
        address=profile_address(provider),
        questions_address=questions_address(provider),
        name=provider.name,
        is_clinic=provider.kind is ListingKind.CLINIC,
        letters_line=", ".join(dict.fromkeys(credential.raw for credential in provider.credentials)),
        professions=profession_words.labels(provider.professions),
        town=", ".join(part for part in (location.city, location.state) if part),
        miles=search.miles_in_words(location),
        nearest=_nearest(provider, found, shown_places, search),
        back=search.back,
        carried=search.suffix,
        list_address=search.list_address(provider.id),
        is_on_list=provider.id in search.query.own_list,
        answer=known.answer,
        label=answer_words.label(known.answer),
        line=answer_words.line(known.answer),
        age=_age(known),
        deciding=quotes[: len(known.deciding)],
        quotes=quotes[len(known.deciding) :],
        states=_states(found, today),
        license=_license(found),
        licenses=tuple(map(license_line, who.licenses)),
        training=tuple(dict.fromkeys(course.written for course in who.courses if course.is_training)),
        questions=questions(here.questions, search.conditions),
        shown=found.strongest,
        places=shown_places,
        website=safe_url(provider.website),
        languages=stated_languages(provider),
        npi=npi_words(who.identity),
        taxonomy=taxonomy_said(provider),
        exclusion=exclusion(who.exclusion) if who.exclusion else None,
        letters=_letters(provider),
        disagreements=_disagreements(provider, found),
        unknowns=unknown_everywhere(found),
        unknowns_by_place=unknowns_by_place(found, place_names(provider)),
        facts=stated_facts(provider, registers),
        sources=read_sources(provider),
        at_its_source=at_its_source(provider),
    )


def _nearest(
    provider: Provider, found: ProviderEvidence, shown: Sequence[Place], search: CarriedSearch
) -> Place | None:
    """Return the nearest of several places, None where the page begins with it."""
    miles = [search.miles_to(practice.location) for practice in provider.practices]
    located = [at for at, far in enumerate(miles) if far is not None]
    nearest = min(located, key=lambda at: miles[at] or 0.0, default=found.strongest)
    first = miles[found.strongest]
    if nearest == found.strongest or (first is not None and first <= (miles[nearest] or 0.0)):
        return None
    # A page shows its strongest place first and the others in their order.
    order = sorted(range(len(miles)), key=lambda at: at != found.strongest)
    return shown[order.index(nearest)]


def _age(known: PlaceFacts) -> str:
    first = next(iter(known.deciding), None)
    return answer_words.age(first.read_on, known.day, is_correction=is_correction(first.source)) if first else ""


def _disagreements(provider: Provider, found: ProviderEvidence) -> tuple[Disagreement, ...]:
    names = place_names(provider) if len(found.places) > 1 else ("",)
    return tuple(
        disagreement(one, name)
        for name, here in zip(names, found.places, strict=True)
        for one in here.known.disagreements
    )


def _states(found: ProviderEvidence, today: date) -> tuple[StateRulesShown, ...]:
    """Return the states of all places, also those without rules to show, for the link to their page."""
    allowed: dict[str, dict[AllowedHere, None]] = {}
    for here in found.places:
        for state in here.known.states:
            allowed.setdefault(state, {}).update(dict.fromkeys(here.known.allowed))
    return tuple(
        StateRulesShown(
            state=state_name(state),
            path=state_path(state),
            rules=tuple(rule_line(one.rule, today) for one in held),
        )
        for state, held in allowed.items()
    )


def _license(found: ProviderEvidence) -> LicenseShort:
    unknowns = found.places[found.strongest].unknowns
    looked_up = tuple(dict.fromkeys(line.said for line in map(license_line, found.who.licenses) if line.said))
    unlooked = tuple(_("We have not looked up %(license)s.", license=one) for one in unlooked_licenses(unknowns))
    first = _lookups(found.who, unknowns)
    others = _lookups(found.who, (one for here in found.places for one in here.unknowns))
    return LicenseShort(
        said=(*looked_up, *unlooked) if looked_up else (_("We have not looked this up."),),
        is_settled=bool(looked_up) and not any(one.topic is Topic.LICENSE for one in unknowns),
        lookups=tuple(board_link(*key) for key in first),
        elsewhere=tuple(board_link(*key) for key in others if key not in first),
    )


def _lookups(who: ProviderFacts, unknowns: Iterable[Unknown]) -> dict[tuple[str, Profession], None]:
    """Return the licenses that are left to look up, by state and profession."""
    wanted = (one for one in unknowns if one.topic is Topic.LICENSE and one.state and not who.is_clinic)
    return {
        (one.state, one.profession): None for one in wanted if one.profession and one.profession is not Profession.OTHER
    }


def _letters(provider: Provider) -> tuple[Letters, ...]:
    known = (
        replace(letters_words(credential), path=letters_address(credentials()[credential.code]))
        if credential.code in credentials()
        else letters_words(credential)
        for credential in provider.credentials
    )
    return tuple(dict.fromkeys((*known, *(unknown_letters(written) for written in provider.unknown_credentials))))
