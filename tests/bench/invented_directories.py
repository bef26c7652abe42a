"""People who are listed in a register and three directories, all invented, and who each listing is; seeded.

Names, towns and NPIs come from the demonstration's parts. Nobody's spelling, move or marriage is measured anywhere:
the shares are chosen so that each occurs. Phones are the 100 numbers of fiction of each area code, so that clinics of
distant towns may share one.
"""

import json
import random
from dataclasses import dataclass
from itertools import count

from demo.world.crowd import demonstration_npi, load_name_parts
from demo.world.towns import load_towns

SYLLABLES = ("", "", "er", "ing", "al", "en", "or", "un", "is", "ow", "ard", "ell", "ick", "om", "ut", "az")
PROFESSIONS = (("Physical Therapist", "PT, DPT"), ("Chiropractor", "DC"), ("Acupuncturist", "L.Ac."))
SHARES = {
    "has a middle name": 0.6,
    "is called by the nickname": 0.2,
    "tells the middle name": 0.5,
    "tells no phone": 0.15,
    "tells no street": 0.15,
    "has the father's name": 0.01,
    "moved": 0.08,
    "married": 0.03,
    "typo": 0.02,
}
LISTED = {"npi": 0.95, "list": 0.4, "school": 0.5, "site": 0.6}
"""Share of the people that each source lists; `npi` is the register."""


@dataclass(frozen=True, slots=True)
class Clinic:
    name: str
    street: str
    city: str
    state: str
    zip: str
    phone: str
    website: str


class Directories:
    """Draws clinics and people; equal seeds give equal listings."""

    def __init__(self, seed, people):
        self.chance = random.Random(seed)
        self.parts = load_name_parts()
        self.towns = list(load_towns().values())
        self.clinics = [self._clinic(number) for number in range(max(2, people // 3))]
        self.ids = count(1)
        self.rows, self.truth = [], {}
        father = None
        for number in range(people):
            father = self._person(number, father)
        order = list(range(len(self.rows)))
        self.chance.shuffle(order)
        self.rows = [self.rows[at] for at in order]

    def happens(self, what):
        return self.chance.random() < SHARES[what]

    def family(self):
        front, middle = self.chance.choice(self.parts.families), self.chance.choice(SYLLABLES)
        return f"{front}{middle}"

    def _clinic(self, number):
        town, chance = self.chance.choice(self.towns), self.chance
        word, kind = chance.choice(self.parts.clinics), chance.choice(["Physical Therapy", "Chiropractic", "Rehab"])
        street = (
            f"{100 + 7 * number % 9000} {chance.choice(self.parts.streets)} {chance.choice(self.parts.street_kinds)[1]}"
        )
        phone = f"({town.area_code}) 555-{100 + number % 100:04d}"
        name = f"{word} {kind} {chance.choice(['West', 'East', 'North', 'Center', ''])}".strip()
        return Clinic(name, street, town.city, town.state, town.zip, phone, f"https://{word.lower()}{number}.example")

    def _person(self, number, father):
        chance = self.chance
        given, nickname = chance.choice(self.parts.given)
        family, generation = self.family(), ""
        clinic = chance.choice(self.clinics)
        profession = chance.choice(PROFESSIONS)
        if father and self.happens("has the father's name"):
            given, nickname, family, clinic, profession = father
            generation = "Jr"
        middle = chance.choice("ABCDEFGHJKLMNPRSTW") if self.happens("has a middle name") else ""
        npi = demonstration_npi(number % 100_000)
        for source, share in LISTED.items():
            if chance.random() < share:
                name = (given, nickname, middle, family, generation)
                self._list(source, f"E{number}", name, npi if source == "npi" else "", clinic, profession)
        return given, nickname, family, clinic, profession

    def _list(self, source, entity, name, npi, clinic, profession):
        given, nickname, middle, family, generation = name
        if source != "npi":
            given = nickname if nickname and self.happens("is called by the nickname") else given
            middle = middle if self.happens("tells the middle name") else ""
            family = self.family() if self.happens("married") else family
            if self.happens("typo"):
                family = family[:-2] + family[-1]
        clinic = self.chance.choice(self.clinics) if self.happens("moved") else clinic
        shown = " ".join(part for part in (given, middle, family, generation) if part)
        if source == "npi":
            shown = f"{family.upper()}, {' '.join(part for part in (given, middle, generation) if part).upper()}"
        row = {
            "source": source,
            "source_id": npi or f"{source[0]}{next(self.ids)}",
            "name": shown,
            "credentials_text": profession[1],
            "profession_text": profession[0],
            "clinic": "" if source == "npi" else clinic.name,
            "street": "" if self.happens("tells no street") else clinic.street,
            "city": clinic.city,
            "state": clinic.state,
            "zip": clinic.zip,
            "phone": "" if self.happens("tells no phone") else clinic.phone,
            "website": clinic.website if source == "site" else "",
            "npi": npi,
        }
        self.rows.append(row)
        self.truth[row["source"], row["source_id"]] = entity

    def write(self, path):
        """Write the listings as a file that `pinpoint resolve --listings` reads."""
        path.write_text("".join(json.dumps(row) + "\n" for row in self.rows), encoding="utf-8")
