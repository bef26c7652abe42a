"""One provider at one place as somebody who refers needs it: every value with its sources and days.

Table row, column of a comparison, entry of a list, sheet and file are made from this reading, so that no output derives
a value a second time. Words are in the language of the request.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from index.normalize.url import safe_url
from index.places.states import state_name
from index.records import (
    LISTED_ANSWERS,
    PersonName,
    Provider,
    SourcesSay,
    StateRules,
    address_line,
)
from index.records.register import NPI_REGISTERS
from index.vetting.known_at_place import PlaceFacts
from index.vetting.provider_evidence import ProviderEvidence, evidence_of
from webapp.stated.checked import Exclusion, StatedLicense, exclusion, npi_words, stated_licenses, taxonomy_said
from webapp.stated.details import StatedDetail, details_here
from webapp.stated.facts import Disagreement, ReadSource, StatedBy, disagreement, read_sources, stating
from webapp.stated.listing_address import profile_address
from webapp.stated.numbers import StatedNumber, stated_number
from webapp.stated.questions import questions
from webapp.stated.quotes import QuoteWords, quote_words
from webapp.states.duties import duties
from webapp.words import answer_words, profession_words
from webapp.words.call_script import Spoken
from webapp.words.claim_words import taxonomy_words
from webapp.words.formats import CallButton, call_button, directions
from webapp.words.rule_words import caution, second_license, short, shortly, state_path
from webapp.words.sources import is_correction
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """A provider at one of its places. What is not known is "", () or None; no value is a guess."""

    id: str
    address: str
    """The address of the profile, in the language of the request."""
    practice: int
    """The index of the place among the provider's practices."""
    other_places: int
    """The number of other places it has."""
    is_clinic: bool
    name: str
    person: PersonName | None
    """None for a clinic."""
    letters: str
    """As the sources write them: "PT, DPT"."""
    professions: tuple[str, ...]
    profession_line: str
    """In one line: "Physical therapist, Acupuncturist"; "Clinic" first for a clinic."""
    organization: str
    is_shared_name: bool
    """True where no source states the organization for this provider: it is the one at the same phone and address."""
    street: str
    """Also "" where it is withheld."""
    unit: str
    town: str
    state: str
    zip: str
    is_withheld: bool
    """True where only the NPI registry states a street, so that town and ZIP code are all that is published."""
    place_by: StatedBy
    directions: str
    miles: str
    """From the searched place, "" where no search is carried."""
    phone: StatedNumber | None
    fax: StatedNumber | None
    call: CallButton | None
    website: str
    answer: SourcesSay
    label: str
    line: str
    """The sentence on what the answer does not show, or ""."""
    age: str
    """A warning where the deciding words were read more than a year ago, or ""."""
    quotes: tuple[QuoteWords, ...]
    """The deciding words: one, or a yes and a no where sources disagree; () where nothing speaks of dry needling."""
    rules: tuple[str, ...]
    """The state's rule for each profession in a few words that say how sure we are, to follow the state's name."""
    rule: str
    """All of them in one line: "Colorado: physical therapists may, after training, says a summary we read."."""
    rule_path: str
    """The page of the state's rules, "" where the state is not known."""
    cautions: tuple[str, ...]
    duties: tuple[str, ...]
    """Duties of the state's rule apart from training, in English as the rule's table has them."""
    licenses: tuple[StatedLicense, ...]
    """One at least for a person; () for a clinic."""
    npi: str
    npi_said: str
    """The sentence on the number, with what it does not show."""
    taxonomy: str
    """NUCC codes with our words, the primary one first: "225100000X (Physical therapist), 2083S0010X (Physician)"."""
    taxonomy_said: str
    """The same with the source: "225100000X (Physical therapist), as typed in: NPI registry. Not checked by us."."""
    training: tuple[str, ...]
    """Courses in dry needling, in the letters that a source lists."""
    details: tuple[StatedDetail, ...]
    """Hours, new patients and languages as the listed gave them, without lapsed ones."""
    exclusion: Exclusion | None
    """The set sentence on an exclusion that an operator confirmed; a match by name alone never gets here."""
    questions: tuple[Spoken, ...]
    """Up to five questions for the first call."""
    disagreements: tuple[Disagreement, ...]
    """Fields of this place that sources state differently, and that nobody has settled."""
    sources: tuple[ReadSource, ...]
    last_read: date | None
    """The last day on which any of the sources was read."""

    @property
    def place_line(self) -> str:
        """Return "100 Example St Ste 2, Salida, CO 81201"; town and ZIP code where the street is withheld."""
        street = " ".join(filter(None, (self.street, self.unit)))
        return ", ".join(filter(None, (street, self.town, " ".join(filter(None, (self.state, self.zip))))))

    @property
    def town_line(self) -> str:
        """Return "Salida, CO"."""
        return ", ".join(filter(None, (self.town, self.state)))

    @property
    def quote(self) -> QuoteWords | None:
        """The deciding words, the first of two where sources disagree."""
        return self.quotes[0] if self.quotes else None


def referral_facts(
    provider: Provider,
    practice: int,
    rules: StateRules,
    today: date,
    registers: AbstractSet[str] = NPI_REGISTERS,
    *,
    miles: str = "",
    hurts: Sequence[str] = (),
) -> ReferralFacts:
    """Return a shown provider (`Generation.provider`, which applies the overlay) at one of its practices, on a day.

    `registers` are the sources that are NPI registers; `miles` are words; `hurts` are slugs of conditions.
    """
    found = evidence_of(provider, rules, today, registers)
    return facts_at(provider, practice, found, today, registers, miles=miles, hurts=hurts)


def facts_at(
    provider: Provider,
    practice: int,
    found: ProviderEvidence,
    today: date,
    registers: AbstractSet[str],
    *,
    miles: str = "",
    hurts: Sequence[str] = (),
) -> ReferralFacts:
    """Return `referral_facts` from evidence that is already at hand."""
    shown, here = provider.practices[practice], found.places[practice]
    at, known, who = shown.location, here.known, found.who
    street = "" if shown.street_withheld else at.street
    unit = "" if shown.street_withheld else at.unit
    state = known.states[0] if known.states else ""
    read, held = read_sources(provider), profession_words.labels(provider.professions)
    return ReferralFacts(
        id=provider.id,
        address=profile_address(provider),
        practice=practice,
        other_places=len(provider.practices) - 1,
        is_clinic=who.is_clinic,
        name=provider.name,
        person=getattr(provider, "person", None),
        letters=", ".join(dict.fromkeys(credential.raw for credential in provider.credentials)),
        professions=held,
        profession_line=", ".join((_("Clinic"), *held) if who.is_clinic else held),
        organization=at.organization,
        is_shared_name=shown.organization_shared,
        street=street,
        unit=unit,
        town=at.city,
        state=at.state,
        zip=at.zip,
        is_withheld=shown.street_withheld,
        place_by=stating(provider, "address", address_line(at), registers),
        directions=directions(f"{street} {unit}".strip(), at.city, at.state, at.zip),
        miles=miles,
        phone=stated_number(provider, "phone", at.phone, registers),
        fax=stated_number(provider, "fax", at.fax, registers),
        call=call_button(at.phone) if at.phone else None,
        website=safe_url(provider.website),
        answer=known.answer,
        label=answer_words.label(known.answer),
        line=answer_words.line(known.answer),
        age=_age(known),
        quotes=tuple(map(quote_words, known.deciding)),
        rules=tuple(short(one.rule, today) for one in known.allowed),
        rule=_rule(state, known, today),
        rule_path=state_path(state) if state else "",
        cautions=_cautions(known, today),
        duties=_duties(known),
        licenses=stated_licenses(provider, who, state),
        npi=provider.npi,
        npi_said=npi_words(who.identity),
        taxonomy=", ".join(map(taxonomy_words, provider.taxonomies)),
        taxonomy_said=taxonomy_said(provider),
        training=tuple(dict.fromkeys(course.written for course in who.courses if course.is_training)),
        details=details_here(provider, practice),
        exclusion=exclusion(who.exclusion) if who.exclusion else None,
        questions=questions(here.questions, hurts).first,
        disagreements=tuple(map(disagreement, known.doubts)),
        sources=read,
        last_read=max((one.last_read for one in read), default=None),
    )


def _age(known: PlaceFacts) -> str:
    first = next(iter(known.deciding), None)
    return answer_words.age(first.read_on, known.day, is_correction=is_correction(first.source)) if first else ""


def _rule(state: str, known: PlaceFacts, today: date) -> str:
    if not state:
        return ""
    if not known.allowed:
        return _("%(state)s has rules of its own.", state=state_name(state))
    rules = shortly([one.rule for one in known.allowed], today)
    return _("%(state)s: %(rules)s", state=state_name(state), rules=rules)


def _cautions(known: PlaceFacts, today: date) -> tuple[str, ...]:
    """Return the cautions of the rules; nobody is cautioned about people who are not said to do it."""
    if known.answer not in LISTED_ANSWERS:
        return ()
    said = (caution(one.rule, today) or second_license(one.rule, today) for one in known.allowed)
    return tuple(dict.fromkeys(filter(None, said)))


def _duties(known: PlaceFacts) -> tuple[str, ...]:
    # An invented rule has nothing to do with the state's real duties.
    ruled = {(one.rule.state, one.rule.profession) for one in known.allowed if not one.rule.invented}
    said = (duty for duty in duties() if duty.kind == "duty" and (duty.state, duty.profession) in ruled)
    return tuple(dict.fromkeys(duty.words for duty in said))
