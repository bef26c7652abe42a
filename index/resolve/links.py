"""Why two listings speak of one practitioner or clinic: points for what agrees, with the reasons in words."""

from dataclasses import dataclass

from index.resolve.corpus import Corpus
from index.resolve.given_names import GivenNames
from index.resolve.name_form import FamilyNames, families_of, givens_of, middles_conflict
from index.resolve.traits import Traits

HARD = 100.0
"""Points of a link that needs no further evidence."""

GIVEN_POINTS = {
    GivenNames.EXACT: 3.0,
    GivenNames.NICKNAME: 2.3,
    GivenNames.PREFIX: 1.5,
    GivenNames.TYPO: 1.5,
    GivenNames.SECOND: 1.0,
    GivenNames.INITIAL: 0.3,
}
FAMILY_POINTS = {FamilyNames.EXACT: 4.0, FamilyNames.PART: 2.8, FamilyNames.TYPO: 2.3}
# Measured on invented directories with known truth; see docs/resolution.md for the figures.
FEW_SURNAMES = 2
RARE = 1.0
"""Points from which a name is rare enough for a whole state; a small corpus never gives them."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence in words, and what it counts."""

    words: str
    points: float


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence that two listings belong together."""

    points: float
    reasons: tuple[Reason, ...]
    contact: bool = False
    """Whether a phone, street, website or workplace is shared."""

    @property
    def words(self) -> str:
        """The evidence in one line."""
        return "; ".join(f"{reason.words} ({reason.points:+.1f})" for reason in self.reasons)


def link(left: Traits, right: Traits, corpus: Corpus) -> Link | None:
    """Return the evidence for one identity, or None where there is none that counts.

    A link needs a name and, beside it, an NPI, a contact or at least the same ZIP code or town; only a name
    that many listings show to be rare is one person's in a whole state.
    """
    if left.npi and left.npi == right.npi:
        return _npi_link(left, right)
    if left.person and right.person:
        return _person_link(left, right, corpus)
    if not left.person and not right.person and left.organization and left.organization == right.organization:
        return _clinic_link(left, right)
    return None


def _npi_link(left: Traits, right: Traits) -> Link | None:
    if left.person and right.person and givens_of(left.name, right.name) is GivenNames.CONFLICT:
        return None
    return Link(HARD, (Reason(f"the same NPI {left.npi}", HARD),), contact=True)


def _clinic_link(left: Traits, right: Traits) -> Link | None:
    reasons = []
    if left.phones & right.phones:
        reasons.append(Reason("the same clinic name and phone", HARD / 2))
    if left.streets & right.streets:
        reasons.append(Reason("the same clinic name and street address", HARD / 2))
    return Link(sum(reason.points for reason in reasons), tuple(reasons), contact=True) if reasons else None


def _person_link(left: Traits, right: Traits, corpus: Corpus) -> Link | None:
    given, family = givens_of(left.name, right.name), families_of(left.name, right.name)
    if given is GivenNames.CONFLICT or family is FamilyNames.DIFFERENT:
        return None
    rarity = 0.0 if family is FamilyNames.TYPO else corpus.rarity(left, right)
    contact = _contact(left, right, corpus)
    place = contact or _area(left, right, rarity)
    if place is None:
        return None
    reasons = [
        Reason(f"given names {given}", GIVEN_POINTS[given]),
        Reason(f"family names {family}", FAMILY_POINTS[family]),
        place,
        Reason("how rare the name is", rarity),
    ]
    middle = _middle(left, right)
    reasons += [middle] if middle else []
    reasons += _details(left, right)
    if not contact and not (middle and middle.points > 0) and corpus.namesakes(left, right) > 1:
        return None
    return Link(sum(reason.points for reason in reasons), tuple(reasons), contact is not None)


def _contact(left: Traits, right: Traits, corpus: Corpus) -> Reason | None:
    # Phone, street, website and workplace go together, so the strongest counts and the sum does not.
    contacts = []
    if shared := left.phones & right.phones:
        few = min(len(corpus.on_phone[phone]) for phone in shared) <= FEW_SURNAMES
        contacts.append(Reason("the same phone", 5.0 if few else 4.2))
    if left.streets & right.streets:
        contacts.append(Reason("the same street address", 4.5))
    if left.domain and left.domain == right.domain:
        contacts.append(Reason("the same website", 3.9))
    if left.workplaces & right.workplaces:
        contacts.append(Reason("the same organization in one town", 3.9))
    return max(contacts, key=lambda reason: reason.points, default=None)


def _area(left: Traits, right: Traits, rarity: float) -> Reason | None:
    if left.zips & right.zips:
        return Reason("the same ZIP code", 2.2)
    if left.towns & right.towns:
        return Reason("the same town", 1.2)
    if rarity >= RARE and left.states & right.states:
        return Reason("the same state", -0.8)
    return None


def _middle(left: Traits, right: Traits) -> Reason | None:
    one, other = left.name.middle, right.name.middle
    if middles_conflict(left.name, right.name):
        return Reason("middle initials conflict", -5.0)
    if not one or not other:
        return None
    if one[0] != other[0]:
        return Reason("middle initials differ, as after a marriage", -2.0)
    return Reason("middle names agree", 1.8 if one == other and len(one) > 1 else 1.3)


def _details(left: Traits, right: Traits) -> list[Reason]:
    found = []
    if (left.name.generation == "jr") != (right.name.generation == "jr"):
        found.append(Reason("only one is called Jr", -1.5))
    if left.professions and right.professions and left.professions.isdisjoint(right.professions):
        found.append(Reason("professions differ", -3.5))
    if shared := len(left.credentials & right.credentials):
        found.append(Reason("rarer credentials in common", min(1.2, 0.5 * shared)))
    if left.key[0] == right.key[0] and left.streets & right.streets:
        found.append(Reason("one source lists both at one address", -2.5))
    return found
