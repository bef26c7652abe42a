"""The second edition of the world: the changes of changes.yml applied to the first."""

from collections.abc import Mapping
from dataclasses import replace

from demo.world.people import Clinic, DirectoryName, Person, Wording
from demo.world.special import Changes, Move, Rename, Rewording


def second_edition(
    changes: Changes, clinics: Mapping[str, Clinic], people: Mapping[str, Person]
) -> tuple[dict[str, Clinic], dict[str, Person]]:
    """Return clinics and people after the changes, by id; raises KeyError if a change names an unknown id."""
    clinics, people = dict(clinics), dict(people)
    for rewording in changes.reworded:
        clinics[rewording.clinic] = _reworded(clinics[rewording.clinic], rewording)
    for move in changes.moved:
        people[move.person] = _moved(people[move.person], move, clinics[move.to])
    for rename in changes.renamed:
        people[rename.person] = _renamed(people[rename.person], rename)
    return clinics, people


def removed(changes: Changes) -> frozenset[tuple[str, DirectoryName]]:
    """Return the (person, directory) pairs that are no longer listed."""
    return frozenset((removal.person, name) for removal in changes.removed for name in removal.from_)


def _reworded(clinic: Clinic, rewording: Rewording) -> Clinic:
    return replace(clinic, says=rewording.says, text=rewording.text)


def _moved(person: Person, move: Move, clinic: Clinic) -> Person:
    stale = {name: person.listed[name].model_copy(update={"at": person.clinic}) for name in move.stale}
    return replace(person, place=clinic.place, clinic=clinic.id, listed={**person.listed, **stale})


def _renamed(person: Person, rename: Rename) -> Person:
    def renamed(wording: Wording) -> Wording:
        name = wording.name and wording.name.replace(person.family, rename.family)
        return wording.model_copy(update={"name": name})

    return replace(
        person,
        family=rename.family,
        former=person.family,
        listed={directory: renamed(wording) for directory, wording in person.listed.items()},
    )
