"""Others at the place that a profile begins with: clinics, the listed, and people with no word."""

from dataclasses import dataclass
from datetime import date

from index.published.reader import Generation
from index.published.summaries import summary_of
from index.published.workplaces import Workmate
from index.records import LISTED_ANSWERS, ListingKind, Provider
from index.records.sections import LeftOut, Section, section_of
from webapp.stated.listing_address import profile_address
from webapp.words import answer_words, profession_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody else at the place, with the address of their profile; `label` is "" where no source speaks."""

    name: str
    address: str
    professions: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleagues:
    """Clinics, people on our list, and people of no word.

    People who say no, and people that a rule keeps off the list, are in neither.
    """

    clinics: tuple[Colleague, ...]
    listed: tuple[Colleague, ...]
    no_word: tuple[Colleague, ...]

    @property
    def any(self) -> bool:
        """Return whether there is anybody."""
        return bool(self.clinics or self.listed or self.no_word)


def colleagues(generation: Generation, provider: Provider, practice: int, today: date) -> Colleagues:
    """Return the others at a practice location of a provider, by name; `practice` is its index."""
    mates = {mate.summary.id: mate for mate in generation.workmates(summary_of(provider, practice))}
    sorted_mates = sorted(mates.values(), key=lambda mate: (mate.summary.name.casefold(), mate.summary.id))
    people = [mate for mate in sorted_mates if mate.summary.kind is ListingKind.PERSON]
    left_out = LeftOut.on(generation.rules, today)
    sections = [
        section_of(mate.answer, mate.summary.state, frozenset(mate.summary.professions), left_out) for mate in people
    ]
    in_sections = list(zip(people, sections, strict=True))
    return Colleagues(
        clinics=tuple(_colleague(mate) for mate in sorted_mates if mate.summary.kind is ListingKind.CLINIC),
        listed=tuple(_colleague(mate) for mate, section in in_sections if section is Section.LISTED),
        no_word=tuple(_colleague(mate) for mate, section in in_sections if section is Section.NO_WORD),
    )


def _colleague(mate: Workmate) -> Colleague:
    return Colleague(
        name=mate.summary.name,
        address=profile_address(mate.summary),
        professions=profession_words.labels(mate.summary.professions),
        label=answer_words.label(mate.answer) if mate.answer in LISTED_ANSWERS else "",
    )
