"""The crowd: ordinary invented clinics and people, drawn with a fixed seed around the hand-written cases."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from anyascii import anyascii

from demo.world.people import Clinic, DirectoryName, Markup, Person, Says, Wording
from demo.world.places import Atlas
from demo.world.towns import DATA, Town


@dataclass(frozen=True, slots=True)
class NameParts:
    """Parts of names: `given` (name, nickname or ""), coined `families` and `clinics`, `street_kinds` (long, short)."""

    given: tuple[tuple[str, str], ...]
    families: tuple[str, ...]
    clinics: tuple[str, ...]
    streets: tuple[str, ...]
    street_kinds: tuple[tuple[str, str], ...]


def load_name_parts(file: Path = DATA / "names.yml") -> NameParts:
    """Return the parts in the order of the file; raises KeyError on a missing list."""
    parts = yaml.safe_load(file.read_text(encoding="utf-8"))
    return NameParts(
        given=tuple((entry[0], entry[1] if len(entry) > 1 else "") for entry in parts["given"]),
        families=tuple(first + last for first in parts["family_first"] for last in parts["family_last"]),
        clinics=tuple(parts["clinic_first"]),
        streets=tuple(parts["streets"]),
        street_kinds=tuple((long, short) for long, short in parts["street_kinds"]),
    )


def shuffled(chance: random.Random, parts: tuple[str, ...]) -> list[str]:
    """Return the parts in an order that depends only on the state of `chance`."""
    order = list(parts)
    chance.shuffle(order)
    return order


PREFIX = "2999"
_DIGITS = 9


def demonstration_npi(number: int) -> str:
    """Return the demonstration's NPI with this serial number (0 to 99,999), with a valid check digit.

    The check digit is Luhn's over `80840` and the NPI.
    """
    body = f"{PREFIX}{number:0{_DIGITS - len(PREFIX)}d}"
    if len(body) != _DIGITS:
        raise ValueError(f"the demonstration has no NPI number {number}; use 0 to 99999")
    return body + _check_digit("80840" + body)


def _check_digit(digits: str) -> str:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += sum(divmod(value, 10))
    return str(-total % 10)


SEED = 20261123
_CLINIC_KINDS = (
    ("physical-therapist", "Physical Therapy"),
    ("physical-therapist", "Rehab"),
    ("physical-therapist", "Spine & Sport"),
    ("physical-therapist", "Physical Therapy, LLC"),
    ("chiropractor", "Chiropractic"),
    ("acupuncturist", "Acupuncture Studio"),
)
_PROFESSIONS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("physical-therapist", ("PT", "DPT"), 40),
    ("physical-therapist", ("PT",), 20),
    ("physical-therapist", ("PT", "DPT", "OCS"), 10),
    ("chiropractor", ("DC",), 12),
    ("acupuncturist", ("L.Ac.",), 8),
    ("athletic-trainer", ("ATC",), 4),
    ("occupational-therapist", ("OTR/L",), 4),
    ("pt-assistant", ("PTA",), 3),
)
_TREATS = (
    "back pain and sciatica",
    "shoulder pain and sports injuries",
    "neck pain and headache",
    "knee pain and balance",
    "hip pain after running",
)
_SHARES = {
    "works alone": 0.22,
    "has a middle name": 0.4,
    "is called by the nickname": 0.25,
    "registry": 0.88,
    "finder": 0.62,
    "school": 0.34,
    "sites": 0.6,
    "school words": 0.5,
    "person yes": 0.2,
    "person no": 0.08,
    "clinic yes": 0.3,
    "clinic no": 0.1,
    "clinic site": 0.85,
    "clinic npi": 0.7,
}
"""The shares of each case; chosen so that all answers occur, not measured anywhere."""


@dataclass(slots=True)
class Crowd:
    """Draws clinics and people from `chance`; `number`, the next serial number, follows the hand-written cases."""

    atlas: Atlas
    parts: NameParts
    chance: random.Random
    number: int
    families: list[str]
    clinic_names: list[str]

    @classmethod
    def of(cls, atlas: Atlas, parts: NameParts, number: int) -> "Crowd":
        """Return a crowd with the demonstration's seed; `number` is the first free serial number."""
        chance = random.Random(SEED)
        families, clinics = shuffled(chance, parts.families), shuffled(chance, parts.clinics)
        return cls(atlas=atlas, parts=parts, chance=chance, number=number, families=families, clinic_names=clinics)

    def clinics(self, town: Town) -> Iterator[Clinic]:
        """Yield the ordinary clinics of a town."""
        for _ in range(town.clinics):
            kind, ending = self.chance.choice(_CLINIC_KINDS)
            first = self.clinic_names.pop()
            name = f"{first} {ending}"
            says, text = self._clinic_words(name)
            yield Clinic(
                id=first.lower(),
                name=name,
                place=self.atlas.place(town, organization=name),
                kind=kind,
                text=text,
                says=says,
                site=not town.registry_only and self._happens("clinic site"),
                markup=self._markup(),
                npi=self._npi(),
            )

    def people(self, town: Town, clinics: Sequence[Clinic]) -> Iterator[Person]:
        """Yield the ordinary people of a town, who work at its ordinary clinics or alone."""
        given = list(self.parts.given)
        self.chance.shuffle(given)
        for first, nickname in given[: town.people]:
            yield self._person(town, clinics, first, nickname)

    def _person(self, town: Town, clinics: Sequence[Clinic], given: str, nickname: str) -> Person:
        alone = not clinics or self._happens("works alone")
        clinic = None if alone else self.chance.choice(clinics)
        profession, letters, _ = self.chance.choices(_PROFESSIONS, [weight for *_, weight in _PROFESSIONS])[0]
        family = self.families.pop()
        self.number += 1
        return Person(
            id=anyascii(f"{given}-{family}").lower(),
            number=self.number,
            given=given,
            family=family,
            middle=self.chance.choice("ABCDEGHJKLMRST") if self._happens("has a middle name") else "",
            nickname=nickname,
            professions=(profession,),
            letters=letters,
            place=clinic.place if clinic else self.atlas.place(town),
            clinic=clinic.id if clinic else "",
            npi=demonstration_npi(self.number),
            listed=dict(self._listed(town, clinic, given, nickname, family, letters)),
        )

    def _listed(
        self, town: Town, clinic: Clinic | None, given: str, nickname: str, family: str, letters: tuple[str, ...]
    ) -> Mapping[DirectoryName, Wording]:
        listed: dict[DirectoryName, Wording] = {}
        called = nickname if nickname and self._happens("is called by the nickname") else given
        if town.registry_only:
            return {"registry": Wording()}
        if letters[0] == "PT" and self._happens("finder"):
            listed["finder"] = Wording(name=", ".join([f"{called} {family}", *letters]), text=self._treats(called))
        if letters[0] != "PTA" and self._happens("school"):
            listed["school"] = self._school(given, family, letters)
        if clinic and clinic.site and self._happens("sites"):
            listed["sites"] = self._site(called, family, letters, said_yes=bool("school" in listed))
        if not listed or self._happens("registry"):
            listed["registry"] = Wording()
        return listed

    def _school(self, given: str, family: str, letters: tuple[str, ...]) -> Wording:
        course = self.chance.choice(("Cert. DN", "Cert. DN", "CMTPT/DN"))
        name = ", ".join([f"{given} {family}", *letters, course])
        if not self._happens("school words"):
            return Wording(name=name)
        return Wording(
            name=name, says="person_yes", text=f"{given} offers dry needling for {self.chance.choice(_TREATS)}."
        )

    def _site(self, called: str, family: str, letters: tuple[str, ...], *, said_yes: bool) -> Wording:
        name = f"{called} {family}"
        if letters[0] != "PTA" and self._happens("person yes"):
            text = f"{called} offers dry needling for {self.chance.choice(_TREATS)}."
            return Wording(name=name, letters=letters, says="person_yes", text=text)
        if not said_yes and self._happens("person no"):
            text = f"{called} does not offer dry needling."
            return Wording(name=name, letters=letters, says="person_no", text=text)
        return Wording(name=name, letters=letters, text=self._treats(called))

    def _treats(self, name: str) -> str:
        return f"{name} treats {self.chance.choice(_TREATS)}."

    def _clinic_words(self, name: str) -> tuple[Says, str]:
        if self._happens("clinic yes"):
            return "clinic_yes", f"{name} offers dry needling for {self.chance.choice(_TREATS)}."
        if self._happens("clinic no"):
            return "clinic_no", "We do not offer dry needling."
        return "", f"{name} treats {self.chance.choice(_TREATS)}."

    def _markup(self) -> Markup:
        return self.chance.choices(("json_ld", "microdata", "graph"), (6, 3, 1))[0]

    def _npi(self) -> str:
        self.number += 1
        return demonstration_npi(self.number) if self._happens("clinic npi") else ""

    def _happens(self, what: str) -> bool:
        return self.chance.random() < _SHARES[what]
