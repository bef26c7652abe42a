"""Links: the evidence for and against one identity of two listings, in points and in words."""

from dataclasses import dataclass

from index.records import Profession
from index.resolve.compare.corpus import Corpus
from index.resolve.compare.features import Features
from index.resolve.compare.given_names import GivenNames
from index.resolve.compare.name_form import FamilyNames, NameForm, families_of, givens_of, middles_conflict
from index.resolve.compare.signals import Reason, Signal
from index.resolve.compare.vetoes import are_two_entries

HARD = 100.0
"""Points of a link that needs no further evidence."""

GIVEN = {
    GivenNames.EXACT: Signal.GIVEN_EXACT,
    GivenNames.NICKNAME: Signal.GIVEN_NICKNAME,
    GivenNames.PREFIX: Signal.GIVEN_PREFIX,
    GivenNames.TYPO: Signal.GIVEN_TYPO,
    GivenNames.SECOND: Signal.GIVEN_SECOND,
    GivenNames.INITIAL: Signal.GIVEN_INITIAL,
}
FAMILY = {
    FamilyNames.EXACT: Signal.FAMILY_EXACT,
    FamilyNames.FORMER: Signal.FAMILY_FORMER,
    FamilyNames.PART: Signal.FAMILY_PART,
    FamilyNames.TYPO: Signal.FAMILY_TYPO,
    FamilyNames.DIFFERENT: Signal.FAMILY_OTHER,
}
FEW_SURNAMES = 2
SHORT_FAMILY = 3  # letters; people named Do, Ma or Ng seldom take a husband's name and share a given name with many
MOST_CREDENTIALS = 2

_NOWHERE_NEAR = frozenset({Signal.STATE, Signal.ELSEWHERE, Signal.PLACE_UNKNOWN})
_ANY = frozenset({Profession.OTHER})

Found = list[tuple[Signal, float]]
"""Signals, each with the amount that its points are multiplied by."""


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence that two listings belong together."""

    points: float
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """The evidence in one line."""
        return "; ".join(f"{reason.words} ({reason.points:+.1f})" for reason in self.reasons)


def link(left: Features, right: Features, corpus: Corpus) -> Link | None:
    """Return the evidence for one identity, with its words; None where nothing links them."""
    if left.npi and left.npi == right.npi and not _other_person(left, right):
        return Link(HARD, (Reason(f"the same NPI {left.npi}", HARD),))
    if not left.person and not right.person:
        reasons = _clinic_reasons(left, right)
        return Link(sum(reason.points for reason in reasons), tuple(reasons)) if reasons else None
    found = person_evidence(left, right, corpus)
    if found is None:
        return None
    reasons = [Reason(evidence.words, evidence.points * amount) for evidence, amount in found]
    return Link(sum(reason.points for reason in reasons), tuple(reasons))


def points(left: Features, right: Features, corpus: Corpus) -> float | None:
    """Return the points of `link`, without building its words."""
    if (left.npi and left.npi == right.npi) or not left.person:
        found = link(left, right, corpus)
        return found.points if found else None
    evidence = person_evidence(left, right, corpus)
    return None if evidence is None else sum(kind.points * amount for kind, amount in evidence)


def _other_person(left: Features, right: Features) -> bool:
    return left.person and right.person and givens_of(left.name, right.name) is GivenNames.CONFLICT


def _clinic_reasons(left: Features, right: Features) -> list[Reason]:
    if not left.organization or left.organization != right.organization:
        return []
    reasons = []
    if left.phones & right.phones:
        reasons.append(Reason("the same clinic name and phone", HARD / 2))
    if left.streets & right.streets:
        reasons.append(Reason("the same clinic name and street address", HARD / 2))
    return reasons


def person_evidence(left: Features, right: Features, corpus: Corpus) -> Found | None:
    """Return the signals for and against one person; None where names, NPIs or their source rule it out."""
    if not (left.person and right.person) or (left.npi and right.npi and left.npi != right.npi):
        return None
    one, other = left.name, right.name
    if one.generation and other.generation and one.generation != other.generation:
        return None
    family = families_of(one, other)
    given = givens_of(one, other)
    if given is GivenNames.CONFLICT or are_two_entries(left, right):
        return None
    if family is FamilyNames.DIFFERENT and not _may_have_married(given, left, right):
        return None
    found: Found = [(Signal.START, 1.0), (GIVEN[given], 1.0), (FAMILY[family], 1.0)]
    if family in {FamilyNames.EXACT, FamilyNames.FORMER, FamilyNames.PART}:
        found.append((Signal.RARITY, corpus.rarity(left, right)))
    found += _middle(one, other)
    if one.generation or other.generation:
        same = one.generation == other.generation
        found.append((Signal.GENERATION_SAME if same else Signal.GENERATION_ONE, 1.0))
    found += _work(left, right)
    found += _place(left, right, corpus)
    if _two_ids(left, right):
        found.append((Signal.TWO_IDS, 1.0))
    registered = _registered(left, right, corpus, given, family)
    found += registered
    if left.states and right.states and left.states.isdisjoint(right.states) and not _is_the_only_holder(registered):
        found.append((Signal.OTHER_STATE, 1.0))
    return found


def _is_the_only_holder(registered: Found) -> bool:
    return any(evidence is Signal.ONLY_HOLDER for evidence, _ in registered)


def _may_have_married(given: GivenNames, left: Features, right: Features) -> bool:
    if given is not GivenNames.EXACT or not left.professions & right.professions:
        return False
    if max(len(left.name.family), len(right.name.family)) <= SHORT_FAMILY:
        return False
    return bool(left.phones & right.phones or left.streets & right.streets)


def _middle(one: NameForm, other: NameForm) -> Found:
    if not one.middle or not other.middle:
        return []
    if middles_conflict(one, other):
        return [(Signal.MIDDLE_CONFLICT, 1.0)]
    if one.middle[0] != other.middle[0]:
        return [(Signal.MIDDLE_AFTER_MARRIAGE, 1.0)]
    full = one.middle == other.middle and len(one.middle) > 1
    return [(Signal.MIDDLE_FULL if full else Signal.MIDDLE_INITIAL, 1.0)]


def _work(left: Features, right: Features) -> Found:
    found: Found = []
    one, other = left.professions - _ANY, right.professions - _ANY
    if one and other:
        shared = one & other
        if not shared:
            found.append((Signal.PROFESSIONS_DIFFER, 1.0))
        elif shared != {Profession.PHYSICAL_THERAPIST}:
            found.append((Signal.PROFESSION_RARER, 1.0))
    if shared_credentials := len(left.credentials & right.credentials):
        found.append((Signal.CREDENTIAL, float(min(MOST_CREDENTIALS, shared_credentials))))
    elif left.credentials and right.credentials:
        found.append((Signal.CREDENTIALS_DIFFER, 1.0))
    if left.degrees and right.degrees:
        found.append((Signal.DEGREE if left.degrees & right.degrees else Signal.DEGREES_DIFFER, 1.0))
    return found


def _place(left: Features, right: Features, corpus: Corpus) -> Found:
    """Return the strongest shared contact; contacts correlate, so their sum would count one fact several times."""
    contacts = []
    if shared := left.phones & right.phones:
        few = min(map(corpus.surnames_on, shared)) <= FEW_SURNAMES
        contacts.append(Signal.PHONE_FEW if few else Signal.PHONE)
    if left.streets & right.streets:
        contacts.append(Signal.STREET)
    if left.domain and left.domain == right.domain:
        contacts.append(Signal.WEBSITE)
    if left.workplaces & right.workplaces:
        contacts.append(Signal.WORKPLACE)
    if not contacts:
        return _area(left, right)
    best = max(contacts, key=lambda evidence: evidence.points)
    return [(best, 1.0)] if len(contacts) == 1 else [(best, 1.0), (Signal.SECOND_CONTACT, 1.0)]


def _two_ids(left: Features, right: Features) -> bool:
    pairs = ((left.phones, right.phones), (left.streets, right.streets))
    return left.key[0] == right.key[0] and all(one and other and one.isdisjoint(other) for one, other in pairs)


def _area(left: Features, right: Features) -> Found:
    if left.zips & right.zips:
        area = Signal.ZIP
    elif left.towns & right.towns:
        area = Signal.TOWN
    elif left.states & right.states:
        area = Signal.STATE
    else:
        area = Signal.ELSEWHERE if left.states and right.states else Signal.PLACE_UNKNOWN
    found: Found = [(area, 1.0)]
    if area in _NOWHERE_NEAR and not left.npi and not right.npi:
        found.append((Signal.NOT_REGISTERED, 1.0))
    return found


def _registered(left: Features, right: Features, corpus: Corpus, given: GivenNames, family: FamilyNames) -> Found:
    """Return the registers' evidence on the name: other holders where both are, or no other holder."""
    if bool(left.npi) == bool(right.npi) or not corpus.whole:
        return _namesakes(left, right, given) if corpus.namesakes(left, right) > 1 else []
    anchored, loose = (left, right) if left.npi else (right, left)
    if family is FamilyNames.DIFFERENT:
        held = corpus.holders_of(loose, loose)
        return [(Signal.NAME_HELD if held else Signal.NAME_UNHELD, corpus.whole)]
    if corpus.namesakes(left, right) > 1:
        return _namesakes(left, right, given)
    if corpus.holders_of(loose, anchored) <= 1:
        return [(Signal.ONLY_HOLDER, corpus.whole)]
    return [(Signal.ONLY_HOLDER_IN_STATE, corpus.whole)] if left.states & right.states else []


def _namesakes(left: Features, right: Features, given: GivenNames) -> Found:
    if given is GivenNames.NICKNAME and not (left.npi or right.npi):
        return [(Signal.NAMESAKES, 1.5)]  # Sam and Samantha: each listing may be either of the two holders
    # a contact distinguishes namesakes, unless they are father and son
    contact = left.phones & right.phones or left.streets & right.streets
    return [(Signal.NAMESAKES, 0.5 if contact else 1.0)]
