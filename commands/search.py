"""`pinpoint search`: searches the published generation from a terminal."""

from collections.abc import Callable
from typing import Any, cast

import click

from commands.output import echo_json, json_option
from index import settings
from index.places.gazetteer import open_gazetteer
from index.places.place import Place
from index.places.place_query import find_place
from index.published.document import provider_document
from index.published.reader import Generation, PublishedReader
from index.records import Provider, StateRules
from index.search.facets import FILTERS, Facet
from index.search.request import MOST_MONTHS, ConditionGroup, Hit, SearchRequest, SearchResult
from index.vocabulary.complaint import Complaint, read_complaint


def _filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each filter of FILTERS, under the name of its field in the request."""
    for facet in reversed(FILTERS):
        values = [facet.only] if facet.only else [member.value for member in facet.members or ()]
        option = click.option(
            f"--{facet.name}",
            facet.parameter,
            multiple=not facet.only,
            type=click.Choice(values) if values else None,
            help=facet.help,
        )
        command = option(command)
    return command


def _value(facet: Facet, typed: Any) -> Any:
    """Return the value of a facet's field in the request for what was typed."""
    if facet.only:
        return typed is not None
    return tuple(map(facet.members, typed)) if facet.members else typed


@click.command()
@click.argument("place")
@click.option(
    "--within", default=25.0, show_default=True, metavar="MILES", help="Straight-line miles around the place."
)
@_filter_options
@click.option(
    "--read", "read_months", type=click.IntRange(1, MOST_MONTHS), metavar="MONTHS", help="Read in these last months."
)
@click.option("--name", default="", help="Words of the name of a person or clinic.")
@click.option("--state", "states", multiple=True, help="Only places in this state, such as CO; repeatable.")
@click.option("--for", "hurts", default="", metavar="WORDS", help="What hurts, such as neck; sorts, removes nobody.")
@click.option("--text", default="", help='Words to look for; "a phrase", -excluded and prefix* work.')
@click.option("--include-no-word", is_flag=True, help="Also people with no source on dry needling.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0))
@json_option
def search(
    place: str,
    within: float,
    read_months: int | None,
    name: str,
    states: tuple[str, ...],
    hurts: str,
    text: str,
    include_no_word: bool,
    limit: int,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Find people and clinics that do dry needling near PLACE: a ZIP code, "City, ST", or "latitude, longitude"."""
    center = find_place(open_gazetteer(), place)
    request = SearchRequest(
        latitude=center.latitude,
        longitude=center.longitude,
        radius_miles=within,
        read_months=read_months,
        name=name,
        states=tuple(state.upper() for state in states),
        conditions=read_complaint(hurts).conditions,
        text=text,
        include_no_word=include_no_word,
        limit=limit,
        **{facet.parameter: _value(facet, chosen[facet.parameter]) for facet in FILTERS},
    )
    generation = PublishedReader(settings.current().generations).generation()
    result = generation.search(request)
    answer = answer_document(generation, center, request, result, read_complaint(hurts))
    if as_json:
        echo_json(answer)
    else:
        _print_report(answer)


def answer_document(
    generation: Generation, center: Place, request: SearchRequest, result: SearchResult, complaint: Complaint
) -> dict[str, Any]:
    """Return the answer to a search as the JSON object that docs/commands.md describes; distances in miles."""
    return {
        "place": {
            "label": center.label,
            "latitude": center.latitude,
            "longitude": center.longitude,
            "precision": center.precision,
        },
        "radius_miles": request.radius_miles,
        "total": result.total,
        "no_word_total": result.no_word_total,
        "left_out_total": result.left_out_total,
        "facets": {name: dict(values) for name, values in result.facets.items()},
        "does_not_say": dict(result.does_not_say),
        "answered": dict(result.answered),
        "for": _complaint(complaint, result),
        "rules": _rules(generation.rules, request, result),
        "results": [_result(generation, hit) for hit in result.hits],
    }


def _complaint(read: Complaint, result: SearchResult) -> dict[str, Any] | None:
    """Return how the words after --for were understood, and the counts by group; None without words."""
    if not read.typed:
        return None
    return {
        "words": read.typed,
        "conditions": list(read.conditions),
        "emergency": [one.label for one in read.emergency],
        "caution": [{"reason": one.label, "line": one.line} for one in read.caution],
        "known_words": [words for words, _ in read.nearest],
        "groups": dict(result.condition_groups),
    }


def _rules(rules: StateRules, request: SearchRequest, result: SearchResult) -> list[dict[str, Any]]:
    found = [rules.rule(state, profession) for state, profession in result.rule_keys]
    return [
        {
            "state": rule.state,
            "profession": rule.profession,
            "answer_b": rule.answer,
            "sure": rule.sure_on(request.today),
            "read_on": rule.read_on.isoformat() if rule.read_on else None,
        }
        for rule in found
    ]


def _result(generation: Generation, hit: Hit) -> dict[str, Any]:
    document = provider_document(
        cast("Provider", generation.provider(hit.provider_id))
    )  # a hit is always of its generation
    here = document["locations"][hit.practice]
    return {
        "id": document["id"],
        "kind": document["kind"],
        "name": document["name"],
        "distance_miles": hit.distance_miles,
        "dry_needling": hit.answer,
        "group": hit.group,
        "evidence": here["evidence"],
        "professions": document["professions"],
        "credentials": document["credentials"],
        "locations": [here, *(one for number, one in enumerate(document["locations"]) if number != hit.practice)],
        "sources": document["sources"],
    }


def _print_report(answer: dict[str, Any]) -> None:
    miles = f"{answer['radius_miles']:g} miles"
    listed = answer["total"]
    if answer["for"]:
        _print_warnings(answer["for"])
    click.echo(f"Dry needling near {answer['place']['label']}: {listed or 'nobody'} listed within {miles}.")
    if answer["for"]:
        _print_groups(answer["for"])
    group = None
    for number, result in enumerate(answer["results"], 1):
        if result["group"] != group:
            group = result["group"]
            click.echo(f"{_GROUP_TITLES[group]} ({answer['for']['groups'][group]}):")
        where = result["locations"][0]
        phone = where["phone"] or "no phone"
        who = ", ".join(result["professions"]) or result["kind"]
        distance = f"{result['distance_miles']:.1f} mi"
        click.echo(f"{number:>3}. {result['name']} ({who}), {where['city']}, {where['state']}, {distance}, {phone}")
        click.echo(f"     {result['dry_needling']}" + _quoted(result["evidence"]))
    for filter_, count in answer["does_not_say"].items():
        if count:
            click.echo(
                f"{filter_.capitalize()} not stated: {count} more, who match everything else. Unknown is not no."
            )
    if answer["left_out_total"]:
        click.echo(
            f"{answer['left_out_total']} more mention dry needling under a license the rule here does not cover."
        )
    if answer["no_word_total"]:
        click.echo(f"No word on dry needling: {answer['no_word_total']} more. No source we read says if they do it.")
    for rule in answer["rules"]:
        click.echo(f"Rule: {rule['state']} {rule['profession']}: {rule['answer_b']} ({rule['sure']})")


_GROUP_TITLES = {
    ConditionGroup.LISTS_IT: "Lists it",
    ConditionGroup.DOES_NOT_SAY: "Does not say",
    ConditionGroup.LISTS_OTHERS: "Lists other problems",
}


def _print_warnings(read: dict[str, Any]) -> None:
    if read["emergency"]:
        click.echo(f"CALL 911 NOW for this: {', '.join(read['emergency'])}. Do not wait for an appointment.")
    for caution in read["caution"]:
        click.echo(f"Read first: Is dry needling right for me? {caution['reason'].capitalize()}: {caution['line']}")


def _print_groups(read: dict[str, Any]) -> None:
    groups = read["groups"]
    if groups:
        counts = (f"{groups[group]} {title.lower()}" for group, title in _GROUP_TITLES.items())
        click.echo(f"{read['words']}: {', '.join(counts)}.")
    elif not (read["emergency"] or read["caution"]):
        nearest = f" Known words like them: {', '.join(read['known_words'])}." if read["known_words"] else ""
        click.echo(f'The words "{read["words"]}" are not known, so everybody is listed.{nearest}')


def _quoted(evidence: dict[str, Any]) -> str:
    if not evidence.get("quote"):
        return ""
    return f": “{evidence['quote']}” ({evidence['source']}, read {evidence['read_on']})"
