"""What is not known at any place of somebody, and what is not known at some of them and is at others."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.vetting.provider_evidence import ProviderEvidence
from index.vetting.unknown import Unknown
from webapp.profile.unknowns import Unknowns, unknowns


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownThere:
    """What is not known at these places, beside what is known at none."""

    places: tuple[str, ...]
    unknowns: Unknowns


def unknown_everywhere(found: ProviderEvidence) -> Unknowns:
    """Return what is not known at any place."""
    first = found.places[found.strongest]
    everywhere = (one for one in first.unknowns if _is_everywhere(one, found))
    return unknowns(everywhere, several_licenses=_several_licenses(found))


def unknown_there(found: ProviderEvidence, names: Sequence[str]) -> tuple[UnknownThere, ...]:
    """Return what is not known at some places alone; `names` are those of all places, in their order.

    Places of which the same is not known stand together: a register can list twenty for one person.
    """
    several = _several_licenses(found)
    alike: dict[Unknowns, list[str]] = {}
    for name, here in zip(names, found.places, strict=True):
        told = unknowns((one for one in here.unknowns if not _is_everywhere(one, found)), several_licenses=several)
        if told:
            alike.setdefault(told, []).append(name)
    return tuple(UnknownThere(places=tuple(places), unknowns=told) for told, places in alike.items())


def _is_everywhere(unknown: Unknown, found: ProviderEvidence) -> bool:
    return all(unknown in here.unknowns for here in found.places)


def _several_licenses(found: ProviderEvidence) -> bool:
    """Return whether "the license" would leave open which one."""
    held = {one.license.state for one in found.who.licenses if one.license.state}
    states = held.union(*(here.known.states for here in found.places))
    return len(states) > 1 or len(found.who.professions) > 1
