"""The NPI Registry's API, version 2.1, read completely by dividing it into queries below its cap.

It returns at most 1,200 records for a query (`limit` 200, `skip` up to 1,000) and takes no state alone, so a query is a
postal prefix and a taxonomy description; a query at the cap is repeated for each next digit. Errors come as HTTP 200
with an `Errors` list; during maintenance an HTML page may come.
"""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from pydantic import Field, field_validator
from scrapy import Request
from scrapy.http import Response

from crawler.formats.unreadable import UnreadableError
from crawler.formats.visible_text import text_of
from crawler.platforms.addresses import Addresses
from crawler.platforms.base import CommaList, DirectorySpider, Options
from crawler.platforms.npi.npi_record import ORGANIZATION, PERSON, NpiRecord, OutsideCountryError, chosen, npi_listing
from index.records import RawLocation, RawTaxonomy
from index.vocabulary.professions import needling_taxonomies

API = "/api/"
LIMIT, LAST_SKIP = 200, 1000
LONGEST_PREFIX = 5
PREFIXES = tuple(f"{number:02}" for number in range(100))
ENTITIES = {"NPI-1": PERSON, "NPI-2": ORGANIZATION}
EMPTY = frozenset({"", "--"})
FORMER_NAME = "Former Name"
ADDRESS_KEYS = {
    "street": "address_1",
    "street2": "address_2",
    "city": "city",
    "state": "state",
    "zip": "postal_code",
    "country": "country_code",
    "phone": "telephone_number",
    "fax": "fax_number",
}
"""For each field of a location, the API's key."""

# The registry matches a description as text, in every taxonomy of a record; the spider then filters records by code.
DESCRIPTIONS = {
    "2251": "Physical Therapist",
    "2252": "Physical Therapy Assistant",
    "2255A": "Athletic Trainer",
    "2257": "Massage Therapist",
    "225X": "Occupational Therapist",
    "111N": "Chiropractor",
    "1711": "Acupuncturist",
    "363A": "Physician Assistant",
    "363L": "Nurse Practitioner",
    "2081P": "Pain Medicine",
    "2081S": "Sports Medicine",
    "2081": "Physical Medicine & Rehabilitation",
    "208VP": "Pain Medicine",
    "207LP2900X": "Pain Medicine",
    "2084P2900X": "Pain Medicine",
    "204C": "Neuromusculoskeletal Medicine",
    "204D": "Neuromusculoskeletal Medicine",
    "207QS0010X": "Sports Medicine",
    "207RS0010X": "Sports Medicine",
    "207PS0010X": "Sports Medicine",
    "207XX0005X": "Sports Medicine",
    "261QP2000X": "Physical Therapy",
    "261QR0400X": "Rehabilitation",
    "261QR0401X": "Rehabilitation",
    "261QP3300X": "Pain",
}


def descriptions_of(taxonomies: tuple[str, ...]) -> tuple[str, ...]:
    """Return the descriptions to query, each once; raises ValueError for a code without a known description."""
    asked = []
    for code in taxonomies:
        known = [prefix for prefix in DESCRIPTIONS if code.startswith(prefix)]
        if not known:
            raise ValueError(f"no description is known for taxonomy {code!r}; use nppes_file for it")
        asked.append(DESCRIPTIONS[max(known, key=len)])
    return tuple(dict.fromkeys(asked))


class NpiRegistryOptions(Options):
    """The records to query."""

    taxonomies: CommaList = Field(default=needling_taxonomies(), description="Prefixes of NUCC codes to keep")
    postal_prefixes: CommaList = Field(default=PREFIXES, description="Beginnings of ZIP codes, two digits or more")
    states: CommaList = Field(default=(), description="States of practice to keep; none: all")

    @field_validator("taxonomies")
    @classmethod
    def _have_descriptions(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        descriptions_of(value)
        return value


class NpiRegistrySpider(DirectorySpider):
    """Queries the API for all records that the options choose."""

    options_model: ClassVar[type[Options]] = NpiRegistryOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"taxonomies", "postal_prefixes", "states"})

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        # a base URL may name the API itself
        self.addresses = Addresses(self.addresses.public, self.addresses.fetched.removesuffix(API.rstrip("/")))
        self.seen: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """Send the first query of each part."""
        for prefix in self.options.postal_prefixes:
            for description in descriptions_of(self.options.taxonomies):
                yield self.question(prefix, description, 0)

    def question(self, prefix: str, description: str, skip: int, met: frozenset[str] = frozenset()) -> Request:
        """Return the request for a part of the registry from record `skip` on; `met` are the NPIs before it."""
        wildcard = "*" if len(prefix) < LONGEST_PREFIX else ""
        query = {
            "version": "2.1",
            "postal_code": prefix + wildcard,
            "address_purpose": "LOCATION",
            "taxonomy_description": description,
            "limit": LIMIT,
            "skip": skip,
        }
        address = f"{API}?{urlencode(query)}"
        return self.further_page(address, self.parse_answer, prefix=prefix, description=description, skip=skip, met=met)

    def parse_answer(
        self, response: Response, prefix: str, description: str, skip: int, met: frozenset[str] = frozenset()
    ) -> Iterator[Any]:
        """Yield the raw listings of an answer, and the queries that follow from it."""
        results = self._results(response)
        for result in results:
            yield from self._listing(result, self.where(response))
        if len(results) < LIMIT:
            return
        numbers = frozenset(str(result.get("number")) for result in results if isinstance(result, dict))
        if numbers and numbers <= met:
            detail = f"from record {skip} on there is nobody new among {description} in {prefix}: skip is not obeyed"
            self.cut_off(self.where(response), detail, "page/repeated")
        elif skip < LAST_SKIP:
            yield self.question(prefix, description, skip + LIMIT, met | numbers)
        elif len(prefix) < LONGEST_PREFIX:
            for digit in "0123456789":
                yield self.question(prefix + digit, description, 0)
        else:
            detail = f"ZIP {prefix} has more {description} records than are served"
            self.cut_off(self.where(response), detail, "registry/capped")

    def _results(self, response: Response) -> list[Any]:
        try:
            answer = json.loads(response.body)
        except ValueError:
            detail = "the registry did not answer in JSON; is it in maintenance?"
            self.cut_off(self.where(response), detail, "registry/not_json")
            return []
        if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
            for number, description in _errors(answer):
                self.cut_off(self.where(response), description, f"registry/error_{number}")
            return []
        return list(answer["results"])

    def _listing(self, result: Any, where: str) -> Iterator[Any]:
        try:
            record = read_result(result)
            if record.npi in self.seen:
                return
            if chosen(record, self.options.taxonomies, self.options.states):
                self.seen.add(record.npi)
                yield npi_listing(record, source=self.definition.id, url=self.definition.url)
        except UnreadableError as error:
            self.problem(error.kind, where, str(error))
        except OutsideCountryError:
            self.count("skipped/outside_country")


def read_result(result: Any) -> NpiRecord:
    """Return the record of a result; raises UnreadableError if it does not have the API's shape."""
    try:
        basic = result["basic"]
        purposes = [one for one in _objects(result["addresses"]) if one.get("address_purpose") == "LOCATION"]
        return NpiRecord(
            npi=str(result["number"]),
            entity=ENTITIES.get(result["enumeration_type"], ""),
            organization=_text(basic, "organization_name"),
            family=_text(basic, "last_name"),
            given=_text(basic, "first_name"),
            middle=_text(basic, "middle_name"),
            suffix=_text(basic, "name_suffix"),
            credential=_text(basic, "credential"),
            former_family_names=tuple(
                _text(other, "last_name")
                for other in _objects(result.get("other_names"))
                if other.get("type") == FORMER_NAME and _text(other, "last_name")
            ),
            locations=tuple(_location(address) for address in [*purposes, *_objects(result.get("practiceLocations"))]),
            taxonomies=tuple(_taxonomy(taxonomy) for taxonomy in _objects(result.get("taxonomies"))),
            deactivated=basic.get("status", "A") != "A",
            changed_on=_text(basic, "last_updated"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableError("row/shape", f"a result has not the shape of the API: {error!r}") from error


def _errors(answer: Any) -> Iterator[tuple[str, str]]:
    errors = answer.get("Errors", ()) if isinstance(answer, dict) else ()
    readable = [error for error in errors if isinstance(error, dict)]
    for error in readable:
        yield str(error.get("number", "unknown")), f"{error.get('field', '')}: {error.get('description', '')}"
    if not readable:
        yield "unknown", "neither results nor errors"


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; the API may write null for an empty one. Raises TypeError for anything else."""
    if not isinstance(value, list | type(None)):
        raise TypeError(f"{type(value).__name__} in place of a list")
    return [one for one in value or () if isinstance(one, dict)]


def _text(part: dict[str, Any], key: str) -> str:
    value = text_of(part.get(key))
    return "" if value in EMPTY else value


def _location(address: dict[str, Any]) -> RawLocation:
    return RawLocation(**{part: _text(address, key) for part, key in ADDRESS_KEYS.items()})


def _taxonomy(taxonomy: dict[str, Any]) -> RawTaxonomy:
    return RawTaxonomy(
        code=_text(taxonomy, "code"),
        license=_text(taxonomy, "license"),
        state=_text(taxonomy, "state"),
        primary=bool(taxonomy.get("primary")),
    )
