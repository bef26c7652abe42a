"""The invented world: the same bytes on every machine, in two editions (the second for recrawls)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from demo.world.crowd import Crowd, demonstration_npi, load_name_parts
from demo.world.editions import removed, second_edition
from demo.world.entry import Entry, clinic_entry, person_entry
from demo.world.people import Clinic, DirectoryName, Person, Wording
from demo.world.places import Atlas, Place
from demo.world.special import SpecialClinic, SpecialPerson, load_changes, load_special
from demo.world.towns import load_towns
from demo.world.websites import Website, load_websites, website_entries


class World:
    """All invented clinics and people, and each directory's listings of them.

    `changed=True` gives the second edition, in which people moved, were removed, renamed or added.
    """

    def __init__(self, *, changed: bool = False) -> None:
        self.changed = changed
        parts = load_name_parts()
        self._atlas = Atlas(load_towns(), parts.streets, parts.street_kinds)
        self._number = 0
        self.clinics: dict[str, Clinic] = {}
        self.people: dict[str, Person] = {}
        self._crowded: dict[str, list[Clinic]] = {label: [] for label in self._atlas.towns}
        special = load_special()
        self._add_clinics(special.clinics)
        self._add_people(special.people)
        self._add_crowd(Crowd.of(self._atlas, parts, self._number))
        changes = load_changes() if changed else None
        if changes:
            self.clinics, self.people = second_edition(changes, self.clinics, self.people)
            self._add_people(changes.added)
        self.websites = load_websites()
        """Practices with a website of their own, in the order of the file."""
        gone = removed(changes) if changes else frozenset()
        self.entries: tuple[Entry, ...] = tuple(
            entry for entry in self._all_entries() if (entry.subject, entry.directory) not in gone
        )

    def of(self, directory: DirectoryName) -> tuple[Entry, ...]:
        """Return the listings of one directory, in its own order."""
        return tuple(entry for entry in self.entries if entry.directory == directory)

    def practice_of(self, website: Website) -> Entry:
        """Return the practice of a website as the site writes its name, address and phone."""
        return clinic_entry("websites", self.clinics[website.clinic])

    def _serial(self) -> int:
        self._number += 1
        return self._number

    def _add_clinics(self, clinics: Iterable[SpecialClinic]) -> None:
        for special in clinics:
            town = self._atlas.town(special.town)
            clinic = Clinic(
                id=special.id,
                name=special.name,
                place=self._atlas.place(town, organization=special.name, phone=special.phone),
                kind=special.kind,
                text=special.text,
                says=special.says,
                site=special.site,
                markup=special.markup,
                website=special.website,
                article=(special.article.title, special.article.text) if special.article else None,
                npi=demonstration_npi(self._serial()) if special.registry else "",
                traps=special.traps,
            )
            self.clinics[clinic.id] = clinic
            if special.crowd:
                self._crowded[special.town].append(clinic)

    def _add_people(self, people: Iterable[SpecialPerson]) -> None:
        for special in people:
            number = self._serial()
            self.people[special.id] = Person(
                id=special.id,
                number=number,
                given=special.given,
                family=special.family,
                middle=special.middle,
                generation=special.generation,
                nickname=special.nickname,
                former=special.former,
                professions=tuple(filter(None, (special.profession, special.second_profession))),
                letters=special.letters,
                place=self._place_of(special),
                clinic=special.clinic,
                npi=demonstration_npi(number),
                listed={name: self._with_phone(special, wording) for name, wording in special.listed.items()},
                also=special.also,
                traps=special.traps,
            )

    def _place_of(self, special: SpecialPerson) -> Place:
        if special.clinic:
            return self.clinics[special.clinic].place
        return self._atlas.place(self._atlas.town(special.town))

    def _with_phone(self, special: SpecialPerson, wording: Wording) -> Wording:
        if wording.phone != "spare":
            return wording
        town = self._atlas.town(wording.town) if wording.town else self._place_of(special).town
        return wording.model_copy(update={"phone": self._atlas.phone(town)})

    def _add_crowd(self, crowd: Crowd) -> None:
        for label, town in self._atlas.towns.items():
            clinics = [*self._crowded[label], *crowd.clinics(town)]
            self.clinics.update({clinic.id: clinic for clinic in clinics})
            self.people.update({person.id: person for person in crowd.people(town, clinics)})
        self._number = crowd.number

    def _all_entries(self) -> Iterator[Entry]:
        for clinic in self.clinics.values():
            if clinic.site:
                yield clinic_entry("sites", clinic)
            if clinic.npi:
                yield clinic_entry("registry", clinic)
        for person in self.people.values():
            for directory, wording in person.listed.items():
                yield self._entry(directory, person, wording)
            for elsewhere in person.also:
                yield self._entry(elsewhere.directory, person, elsewhere)
        for website in self.websites:
            yield from website_entries(website, self.clinics[website.clinic], self.people)

    def _entry(self, directory: DirectoryName, person: Person, wording: Wording) -> Entry:
        place = self._written_place(person, wording)
        clinic = self.clinics.get(person.clinic)
        npi = clinic.npi if clinic and wording.npi == "clinic" else person.npi
        printed = npi if wording.npi or directory == "registry" else ""
        return person_entry(directory, person, wording, place, printed)

    def _written_place(self, person: Person, wording: Wording) -> Place:
        if wording.at:
            return self.clinics[wording.at].place
        if wording.town:
            town = self._atlas.town(wording.town)
            return replace(
                person.place,
                town=town,
                street=wording.street or person.place.street,
                unit="",
                organization="",
                latitude=town.latitude,
                longitude=town.longitude,
            )
        return person.place
