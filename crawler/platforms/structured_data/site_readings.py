"""The listings of a whole site: one for each person and each place in the data of its pages.

A place's structured data is on many pages and the sentence about dry needling on one of them, so all pages are read
before the listings are made. A sentence belongs to the person whose own page it is on, else to the one place whose
address begins the page's address; if there is no such place or more than one, the sentence is left out and counted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlsplit

from crawler.formats.needling_words import speaks_of_needling
from crawler.platforms.structured_data.schema_readings import NOWHERE, Reading
from index.normalize.statements.statement import read_statement
from index.normalize.text import fold_text
from index.records import ListingKind, RawListing, RawLocation, RawStatement, Subject

_WE = re.compile(r"\b(?:we|our|us|clinic|practice|team|staff)\b", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """A paragraph of a page that mentions dry needling. `page` is the public address."""

    page: str
    text: str


@dataclass(slots=True)
class SiteReadings:
    """Collects the pages of one source; the listings do not depend on their order."""

    readings: list[Reading] = field(default_factory=list)
    words: list[PageWords] = field(default_factory=list)
    unplaced: list[PageWords] = field(default_factory=list)
    """Paragraphs without an owner, after `listings` was called."""

    def add(self, readings: Iterable[Reading], paragraphs: Iterable[str], page: str) -> None:
        """Add a page: the readings of its structured data, and its visible paragraphs."""
        found = list(readings)
        people = {one.name for one in found if one.kind is ListingKind.PERSON}
        if len(people) == 1 and all(one.location == NOWHERE for one in found if one.kind is ListingKind.CLINIC):
            found = [replace(one, link=one.link or page) if one.name in people else one for one in found]
        self.readings += found
        self.words += [PageWords(page=page, text=text) for text in paragraphs if speaks_of_needling(text)]

    def listings(self, source: str) -> Iterator[RawListing]:
        """Yield a raw listing for each place and person of the site, in the order of their addresses."""
        places = merged([one for one in self.readings if one.kind is ListingKind.CLINIC])
        people = merged([_employed(one, places) for one in self.readings if one.kind is ListingKind.PERSON])
        said: dict[Reading, list[PageWords]] = defaultdict(list)
        for words in sorted(set(self.words), key=lambda words: (words.page, words.text)):
            owner = _owner(words, places, people)
            if owner is None:
                self.unplaced.append(words)
            else:
                said[owner].append(words)
        drafts = [*places, *(_at_work(person, places) for person in people)]
        owners = [*places, *people]
        ids = _ids(drafts)
        for draft, owner in zip(drafts, owners, strict=True):
            yield _listing(source, ids[draft], draft, said[owner])


def merged(readings: Sequence[Reading]) -> list[Reading]:
    """Merge readings with one name and place (or employer); one without a place joins the only one that has one."""
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    by_name: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        where = _where(reading)
        groups[fold_text(reading.name), where].append(reading)
        by_name[fold_text(reading.name)].add(where)
    for (name, where), group in list(groups.items()):
        others = by_name[name] - {""}
        if not where and len(others) == 1:
            groups[name, others.pop()] += group
            del groups[name, where]
    return sorted((_one(group) for group in groups.values()), key=lambda one: (one.link or one.page, one.name))


def _where(reading: Reading) -> str:
    if reading.kind is ListingKind.PERSON:
        return fold_text(reading.employer)
    place = reading.location
    return fold_text(f"{place.street} {place.zip} {place.address_text}").strip()


def _one(group: Sequence[Reading]) -> Reading:
    """Return a reading with the first value of each field, taken from its own page first, then by shortest address."""
    ordered = sorted(group, key=lambda one: (one.link != one.page, len(one.page), one.page, one.text))
    first = ordered[0]
    values = {
        part.name: next((value for one in ordered if (value := getattr(one, part.name))), getattr(first, part.name))
        for part in fields(first)
    }
    values["location"] = _fullest([one.location for one in ordered])
    values["statements"] = tuple(dict.fromkeys(said for one in ordered for said in one.statements))
    values["text"] = " ".join(dict.fromkeys(one.text for one in ordered if one.text))
    return Reading(**values)


def _fullest(locations: Iterable[RawLocation]) -> RawLocation:
    return max(locations, key=lambda location: sum(bool(getattr(location, part.name)) for part in fields(location)))


def _employed(person: Reading, places: Sequence[Reading]) -> Reading:
    if person.employer:
        return person
    place = _place_of_page(person.page, places)
    return replace(person, employer=place.name) if place else person


def _place_of_page(page: str, places: Sequence[Reading]) -> Reading | None:
    """Return the one place whose own address is the longest prefix of a page's; None if there is not one."""
    homes = {place: _folder(place.link or place.page) for place in places}
    near = [place for place in places if page.startswith(homes[place])]
    longest = max((len(homes[place]) for place in near), default=0)
    best = [place for place in near if len(homes[place]) == longest]
    return best[0] if len(best) == 1 else None


def _folder(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def _owner(words: PageWords, places: Sequence[Reading], people: Sequence[Reading]) -> Reading | None:
    """Return the owner of a paragraph: the person whose page it is on or whose full name it has, else the place."""
    own = [person for person in people if words.page in {person.link, _bare(person.link)}]
    if len(own) == 1 and (any(_names(words.text, own[0])) or not _WE.search(words.text)):
        return own[0]
    place = _place_of_page(words.page, places)
    named = [person for person in people if all(_names(words.text, person)) and _works_at(person, place)]
    return named[0] if len(named) == 1 else place


def _works_at(person: Reading, place: Reading | None) -> bool:
    return place is not None and fold_text(person.employer) == fold_text(place.name)


def _names(text: str, person: Reading) -> list[bool]:
    """Return whether a text has the first and the last word of a person's name, each by itself."""
    words = set(_NOT_WORD.sub(" ", fold_text(text)).split())
    name = [part for part in _NOT_WORD.sub(" ", fold_text(person.name)).split() if len(part) > 1]
    return [part in words for part in (name[:1] + name[1:][-1:])] or [False]


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _at_work(person: Reading, places: Sequence[Reading]) -> Reading:
    """Give a person without an address the location of their employer, if the site has one place of that name."""
    named = [place for place in places if fold_text(place.name) == fold_text(person.employer)]
    own = person.location
    if not (own.street or own.zip or own.address_text) and len(named) == 1:
        own = replace(named[0].location, phone=own.phone or named[0].location.phone)
    return replace(person, location=replace(own, organization=person.employer) if own != NOWHERE else own)


def _ids(drafts: Sequence[Reading]) -> Mapping[Reading, str]:
    """Return an id for each: the path of its own page and its name, plus its place if two would be equal."""
    plain = {draft: f"{urlsplit(_bare(draft.link or draft.page)).path}#{slug(draft.name)}" for draft in drafts}
    met: dict[str, int] = defaultdict(int)
    for identity in plain.values():
        met[identity] += 1
    return {draft: one if met[one] == 1 else f"{one}-{slug(_where(draft))}" for draft, one in plain.items()}


def slug(text: str) -> str:
    """Return a text as part of a listing's id: small letters and digits, with hyphens between."""
    return _NOT_WORD.sub("-", fold_text(text)).strip("-")


def _listing(source: str, source_id: str, draft: Reading, said: Sequence[PageWords]) -> RawListing:
    about = Subject(draft.kind)
    visible = tuple(RawStatement(text=words.text, about=about) for words in said)
    statements = tuple(dict.fromkeys((*draft.statements, *visible)))
    # the address of a quote is the page that has its words
    quoted = (words.page for words, statement in zip(said, visible, strict=True) if read_statement(statement))
    page = draft.page if draft.statements else next(quoted, draft.link)
    return RawListing(
        source=source,
        source_id=source_id,
        kind=draft.kind,
        url=page or draft.page,
        name=draft.name,
        credentials=draft.credentials,
        profession=draft.profession,
        locations=(draft.location,) if draft.location != NOWHERE else (),
        website=draft.website or (draft.link if draft.kind is ListingKind.CLINIC else ""),
        npi=draft.npi,
        statements=statements,
        text=" ".join(dict.fromkeys([draft.text, *(words.text for words in said)])).strip(),
    )
