"""Words for what we do not know, in five kinds with words of their own (docs/principles.md, rule 1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.places.states import state_name
from index.vetting.provider_evidence import ProviderEvidence
from index.vetting.unknown import Topic, Unknown, UnknownKind
from webapp.stated.checked import no_match
from webapp.words.claim_words import field_words
from webapp.words.profession_words import one
from webapp.words.translate import N_, _

_WORDS = {
    Topic.WHO_NEEDLES: N_("who does the dry needling"),
    Topic.STAFF_LICENSES: N_("the licenses of the people there"),
    Topic.PHONE: N_("a phone number"),
    Topic.ADDRESS: N_("a street address"),
    Topic.WEBSITE: N_("a website"),
    Topic.PROFESSION: N_("a profession"),
    Topic.TRAINING: N_("dry-needling training"),
    Topic.PRICE: N_("price"),
    Topic.HOURS: N_("opening hours"),
    Topic.NEW_PATIENTS: N_("if new patients are taken"),
    Topic.SKILL: N_("skill"),
    Topic.RESULTS: N_("results"),
    Topic.SETTLED_HARM: N_("harm that was settled in private"),
}
_HAS_ITS_OWN_SENTENCE = frozenset({Topic.STATE_RULE, Topic.LICENSE_NUMBER, Topic.NPI, Topic.COURSE_ISSUER})
"""Topics that the page words where it shows the rule, the license, the number and the letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """Unknown things by kind. None of them is a no."""

    not_looked: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()
    no_record: tuple[str, ...] = ()
    """Registers without a match, each as a whole sentence."""
    disagree: tuple[str, ...] = ()
    cannot_know: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is unknown."""
        return any((self.not_looked, self.not_said, self.no_record, self.disagree, self.cannot_know))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUnknowns:
    """Facts that are unknown at these places, without those unknown at all places."""

    places: tuple[str, ...]
    unknowns: Unknowns


def unknowns(found: Iterable[Unknown], *, several_licenses: bool) -> Unknowns:
    """Return unknown things for readers; with `several_licenses` each license is named."""
    words: dict[str, list[str]] = {kind.value: [] for kind in UnknownKind}
    for unknown in found:
        if unknown.topic not in _HAS_ITS_OWN_SENTENCE:
            words[unknown.kind].append(_words(unknown, several_licenses=several_licenses))
    return Unknowns(**{kind: tuple(dict.fromkeys(said)) for kind, said in words.items()})


def unlooked_licenses(found: Iterable[Unknown]) -> tuple[str, ...]:
    """Return the licenses that nobody looked up: "the Colorado license as a physical therapist"."""
    return tuple(_license(unknown) for unknown in found if _is_unlooked(unknown))


def _is_unlooked(unknown: Unknown) -> bool:
    return unknown.topic is Topic.LICENSE and unknown.kind is UnknownKind.NOT_LOOKED


def _words(unknown: Unknown, *, several_licenses: bool) -> str:
    if unknown.kind is UnknownKind.NO_RECORD and unknown.read_on:
        return no_match(unknown.state, unknown.read_on)
    if unknown.kind is UnknownKind.DISAGREE:
        return _("dry needling") if unknown.topic is Topic.DRY_NEEDLING else field_words(unknown.topic).lower()
    if _is_unlooked(unknown):
        return _license(unknown) if several_licenses else _("the license in the state's own file")
    if unknown.topic is Topic.LICENSE:
        return _("if the license is in force")
    if unknown.topic is Topic.DRY_NEEDLING:
        return _("if dry needling is done here")
    return _(_WORDS[unknown.topic])


def _license(unknown: Unknown) -> str:
    if not unknown.state or unknown.profession is None:
        return _("the license in the state's own file")
    return _(
        "the license as %(one)s in %(state)s's own file",
        one=one(unknown.profession),
        state=state_name(unknown.state),
    )


def unknown_everywhere(found: ProviderEvidence) -> Unknowns:
    """Return what is unknown at every place."""
    first = found.places[found.strongest]
    everywhere = (one for one in first.unknowns if _is_everywhere(one, found))
    return unknowns(everywhere, several_licenses=_several_licenses(found))


def unknowns_by_place(found: ProviderEvidence, names: Sequence[str]) -> tuple[PlaceUnknowns, ...]:
    """Return what is unknown at some places only; `names` are those of all places, in their order.

    Places with the same unknowns are one entry: a register can list twenty for one person.
    """
    several = _several_licenses(found)
    alike: dict[Unknowns, list[str]] = {}
    for name, here in zip(names, found.places, strict=True):
        here_only = unknowns((one for one in here.unknowns if not _is_everywhere(one, found)), several_licenses=several)
        if here_only:
            alike.setdefault(here_only, []).append(name)
    return tuple(PlaceUnknowns(places=tuple(places), unknowns=here_only) for here_only, places in alike.items())


def _is_everywhere(unknown: Unknown, found: ProviderEvidence) -> bool:
    return all(unknown in here.unknowns for here in found.places)


def _several_licenses(found: ProviderEvidence) -> bool:
    """Return whether "the license" would be ambiguous."""
    held = {one.license.state for one in found.who.licenses if one.license.state}
    states = held.union(*(here.known.states for here in found.places))
    return len(states) > 1 or len(found.who.professions) > 1
