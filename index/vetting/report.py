"""The evidence on a provider as lines of text for an operator, with the slugs of the JSON."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from index.records import TOLD_US

Document = Mapping[str, Any]


def report_lines(document: Document) -> Iterator[str]:
    """Yield the lines of an evidence document; facts that hold at every place come first."""
    yield f"{document['name']} ({document['kind']} {document['id']}), on {document['on']}"
    yield from _records(document)
    for number, place in enumerate(document["places"], 1):
        yield ""
        where = ", ".join(filter(None, (place["organization"], place["address"]))) or "no place stated"
        withheld = " (street withheld)" if place["street_withheld"] else ""
        yield f"Place {number}: {where}{withheld}"
        yield from _here(place)
    if document["whole"] and len(document["places"]) > 1:
        yield ""
        yield "The clinic as a whole"
        yield from _here(document["whole"])


def _records(document: Document) -> Iterator[str]:
    for held in document["licenses"]:
        named = _words(held["state"], held["profession"], held["number"])
        said = f"{held['result']} ({_read(held['register'])})" if held["register"] else "not looked up"
        yield f"License {named}: {said}"
    npi = document["npi"]
    if npi["number"]:
        by = f" ({_read(npi['register'])})" if npi["register"] else f" ({', '.join(npi['sources']) or 'no claim'})"
        yield f"NPI {npi['number']}: {npi['standing']}{by}"
    if document["exclusion"]:
        yield f"Exclusion, confirmed by an operator: {_read(document['exclusion'])}, {document['exclusion']['url']}"
    for course in document["courses"]:
        shows = "shows dry needling" if course["shows_dry_needling"] else "does not show dry needling"
        yield f"{course['written']}: {course['kind']} by {course['issuer'] or 'an unknown issuer'}, {shows}"


def _here(here: Document) -> Iterator[str]:
    left_out = "; left out of search here" if here["is_left_out"] else ""
    yield f"  A: {here['answer_a']}{' (read long ago)' if here['is_old'] else ''}{left_out}"
    for also, quotes in (("", here["quotes"]), ("also: ", here["other_quotes"])):
        for quote in quotes:
            yield f"     {also}“{quote['text']}” ({_from(quote['source'], quote['read_on'])})"
    for rule in here["answers_b"]:
        due = ", past its review" if rule["is_overdue"] else ""
        yield f"  B: {rule['state']} {rule['profession']}: {rule['answer_b']} ({rule['sure']}{due}; {rule['effect']})"
    for kind, unknown in groupby(here["unknown"], key=itemgetter("kind")):
        yield f"  {kind}: {'; '.join(map(_unknown, unknown))}"
    asked = (f"{one['ask']} ({one['about']})" if one["about"] else one["ask"] for one in here["ask"])
    yield f"  Ask: {', '.join(asked)}"


def _unknown(unknown: Document) -> str:
    said = _words(unknown["topic"], unknown.get("state"), unknown.get("profession"), unknown.get("letters"))
    if license_ := unknown.get("license"):
        said = _words(said, license_["number"])
    if unknown.get("register"):
        said = f"{said} ({unknown['register']}, read {unknown['read_on']})"
    values = (f"{one['value']} ({_stated_by(one)})" for one in unknown.get("disagreement", ()))
    differing = " or ".join(values)
    return f"{said}: {differing}" if differing else said


def _stated_by(value: Document) -> str:
    return ", ".join(_from(claim["source"], claim["last_seen"]) for claim in value["claims"])


def _from(source: str, day: str) -> str:
    return f"{source}, {'as of' if source == TOLD_US else 'read'} {day}"


def _read(register: Document) -> str:
    since = f", its own day {register['on']}" if register["on"] else ""
    return f"{register['source']}, read {register['read_on']}{since}"


def _words(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
