"""The listings of a whole site: one for each practice, and one for each person in its words on dry needling.

A listing's id is the host, the place (ZIP code and house number) and, for a person, the name; its address is the page
that has the words. Other people are left out: a team page is no statement.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from crawler.clinic_sites.attribution import AttributedWords, attributed_words, known_people
from crawler.clinic_sites.people import Named, person_of_line
from crawler.clinic_sites.sections import Passage
from crawler.clinic_sites.site_page import SitePage
from crawler.platforms.structured_data.schema_readings import NOWHERE, Reading
from crawler.platforms.structured_data.site_readings import merged, slug
from index.normalize.addresses.address import parse_address
from index.normalize.statements.statement import read_statement, trained_in_needling
from index.normalize.text import fold_text
from index.records import ListingKind, RawListing, RawLocation, RawStatement, Subject

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\[at\]\s?)[\w-]{1,63}(?:\.\w{1,63}){1,5}")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_STATE_ZIP = re.compile(r"\d{5}(?:-\d{4})?$")


@dataclass(frozen=True, slots=True)
class _PageWords:
    page: str
    words: AttributedWords


@dataclass(slots=True)
class SiteListings:
    """The listings of a site, and the number of words on dry needling that belong to none of its several places."""

    listings: list[RawListing] = field(default_factory=list)
    unplaced: int = 0


def build_listings(source: str, host: str, home: str, pages: Sequence[SitePage]) -> SiteListings:
    """Return the listings of the pages of one host. `home` is the public address of its start page."""
    places = _places(host, home, pages)
    site = SiteListings()
    if not places:
        return site
    staff = [reading for page in pages for reading in page.readings if reading.kind is ListingKind.PERSON]
    people = _people(pages, staff)
    said: dict[tuple[Reading, str], list[_PageWords]] = defaultdict(list)
    for page, passage in _passages(pages, staff):
        for words in attributed_words(passage, people, [place.name for place in places]):
            place = _place_of(page, places)
            if place is None:
                site.unplaced += 1
            else:
                said[place, words.person.key if words.person else ""].append(_PageWords(page.address, words))
    drafts = _Drafts(source=source, host=host, home=home, ids=_place_ids(host, places))
    for place in places:
        site.listings.append(drafts.practice(place, said.get((place, ""), [])))
        for person in people:
            found = said.get((place, person.key), [])
            if any(_is_statement(one.words.text) for one in found):
                site.listings.append(drafts.person(place, person, found, _reading_of(person, staff)))
    return site


def _is_statement(text: str) -> bool:
    raw = RawStatement(text=text, about=Subject.PERSON)
    return read_statement(raw) is not None or bool(trained_in_needling(raw))


def _passages(pages: Sequence[SitePage], staff: Sequence[Reading]) -> Iterator[tuple[SitePage, Passage]]:
    """Yield the passages of all pages, and the statements in structured data as passages of their page."""
    met: set[tuple[str, str]] = set()
    for page in pages:
        for reading in page.readings:
            person = person_of_line(reading.name, "PT") if reading in staff else None
            about = [statement.text for statement in reading.statements]
            for text in about if person or reading not in staff else ():
                # the data of a person is their card, whatever the sentence's subject
                yield page, Passage(text=text, headings=("Services",), person=person, title=reading.profession)
                met.add((page.address, text))
        for passage in page.passages:
            if (page.address, passage.text) not in met:
                yield page, passage


def _people(pages: Sequence[SitePage], staff: Sequence[Reading]) -> list[Named]:
    found = {one.key: one for one in known_people([passage for page in pages for passage in page.passages])}
    for reading in staff:
        # structured data says that this is a practitioner, so no letters are needed
        if person := person_of_line(reading.name, "PT"):
            letters = f"{person.written}, {reading.credentials}" if reading.credentials else person.written
            found.setdefault(person.key, replace(person, written=letters))
    return sorted(found.values(), key=lambda one: one.key)


def _reading_of(person: Named, staff: Iterable[Reading]) -> Reading | None:
    for reading in staff:
        named = person_of_line(reading.name, "PT")
        if named and named.key == person.key:
            return reading
    return None


def _places(host: str, home: str, pages: Sequence[SitePage]) -> list[Reading]:
    """Return the practices of a site with their places, from structured data, else from the text of the pages."""
    stated = [one for page in pages for one in page.readings if one.kind is ListingKind.CLINIC]
    places = merged([replace(one, link="", page=home) for one in stated])
    placed = [one for one in places if one.location.street or one.location.zip or one.location.address_text]
    places = placed or places[:1]
    if len(places) == 1:
        return [_completed(places[0], host, pages)]
    if places:
        return sorted(places, key=_place_part)
    name = _name(host, pages)
    return [_completed(Reading(kind=ListingKind.CLINIC, name=name, page=home), host, pages)] if name else []


def _completed(place: Reading, host: str, pages: Sequence[SitePage]) -> Reading:
    """Give the only practice of a site the address and phone shown on its pages, if its data has none."""
    location = place.location
    if not (location.street or location.zip or location.address_text):
        written = next((page.written_address for page in pages if page.written_address), "")
        location = replace(location, address_text=written)
    if not location.phone:
        location = replace(location, phone=next((page.phone for page in pages if page.phone), ""))
    return replace(place, name=place.name or _name(host, pages), location=location)


def _name(host: str, pages: Sequence[SitePage]) -> str:
    """Return the most frequent name on the pages; names whose first word is in the host's name come first."""
    names = [name for page in pages for name in page.names]
    letters = re.sub(r"[^a-z0-9]", "", host.rpartition(".")[0])
    fitting = [name for name in names if _initial_word(name) and _initial_word(name) in letters]
    pool = fitting or names
    return max(pool, key=lambda name: (pool.count(name), -pool.index(name)), default="")


def _initial_word(name: str) -> str:
    words = [word for word in _NOT_WORD.sub(" ", fold_text(name)).split() if word not in {"the", "a"}]
    return words[0] if words and len(words[0]) > 2 else ""  # noqa: PLR2004  (an article)


def _place_of(page: SitePage, places: Sequence[Reading]) -> Reading | None:
    """Return the only practice, or the one of several whose street is in the page's text; None if there is not one."""
    if len(places) == 1:
        return places[0]
    text = fold_text(" ".join(passage.text for passage in page.passages))
    named = [place for place in places if place.location.street and fold_text(place.location.street) in text]
    return named[0] if len(named) == 1 else None


def _place_part(place: Reading) -> str:
    """Return ZIP code and house number as part of an id, "" if there is neither."""
    location = place.location
    parsed = parse_address(location.address_text) if location.address_text else None
    code = parsed.zip if parsed else location.zip.strip()[:5]
    number = parsed.number if parsed else location.street.strip().partition(" ")[0]
    return slug(f"{code} {number}")


def _place_ids(host: str, places: Sequence[Reading]) -> dict[Reading, str]:
    parts = [_place_part(place) for place in places]
    return {
        place: f"{host}/{part or 'practice'}" + (f"-{slug(place.name)}" if parts.count(part) > 1 else "")
        for place, part in zip(places, parts, strict=True)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drafts:
    """Makes the listings of one site."""

    source: str
    host: str
    home: str
    ids: dict[Reading, str]

    def practice(self, place: Reading, words: Sequence[_PageWords]) -> RawListing:
        chosen = _chosen(words)
        return RawListing(
            source=self.source,
            source_id=self.ids[place],
            kind=ListingKind.CLINIC,
            url=chosen[0].page if chosen else self.home,
            name=place.name,
            locations=(place.location,) if place.location != NOWHERE else (),
            website=self.home,
            npi=place.npi,
            statements=_statements(chosen, Subject.CLINIC),
            text=_text(chosen),
        )

    def person(self, place: Reading, person: Named, words: Sequence[_PageWords], data: Reading | None) -> RawListing:
        chosen = _chosen(words)
        title = next((one.words.title for one in chosen if one.words.title), "")
        return RawListing(
            source=self.source,
            source_id=f"{self.ids[place]}/{slug(person.key)}",
            kind=ListingKind.PERSON,
            url=chosen[0].page,
            name=person.written,
            credentials=data.credentials if data else "",
            profession=(data.profession if data else "") or title,
            locations=(_at_work(place.location, place.name),),
            website=self.home,
            npi=data.npi if data else "",
            statements=_statements(chosen, Subject.PERSON),
            text=_text(chosen),
        )


def _at_work(location: RawLocation, name: str) -> RawLocation:
    return replace(location, organization=name)


def _chosen(words: Sequence[_PageWords]) -> list[_PageWords]:
    """Return the words of the first page with a statement, and of other pages only statements of another kind.

    A listing has one address, and its quote has to be on that page.
    """
    statements = {one: read_statement(RawStatement(text=one.words.text, about=Subject.CLINIC)) for one in words}
    first = next((one.page for one in words if statements[one]), words[0].page if words else "")
    chosen = [one for one in words if one.page == first]
    kinds = {read.kind for one in chosen if (read := statements[one])}
    for one in words:
        read = statements[one]
        if read and read.kind not in kinds:
            kinds.add(read.kind)
            chosen.append(one)
    return list(dict.fromkeys(chosen))


def _statements(words: Sequence[_PageWords], about: Subject) -> tuple[RawStatement, ...]:
    return tuple(dict.fromkeys(RawStatement(text=_MAIL.sub("", one.words.text), about=about) for one in words))


def _text(words: Sequence[_PageWords]) -> str:
    return _MAIL.sub("", " ".join(dict.fromkeys(one.words.text for one in words))).strip()
