"""`pinpoint rules`: what of the vocabularies waits for a person; shows a state's rules; signs them."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import chain
from typing import Any

import click

from commands.output import echo_json, json_option, read_states, states_option
from index import clock, settings
from index.places.states import state_name
from index.records import Profession, StateAllows, StateRule
from index.records.rule import REVIEW_IS_GOOD_FOR
from index.settings import Settings
from index.store import audit
from index.store.database import store_of_home
from index.vetting.rule_answer import Effect, allowed_here
from index.vocabulary.due import Cause, DueRow, RowKind, due_credentials, due_lookups, due_rules
from index.vocabulary.own_rules import NoRuleError, replace_rule, signed, unsign_rule
from index.vocabulary.state_rules import load_state_rules
from webapp.states.duties import duties

_state = click.argument("state", metavar="STATE")
_profession = click.argument("profession", metavar="PROFESSION", type=click.Choice([one.value for one in Profession]))
_who = click.option("--who", required=True, help="Who reviewed it: name and profession.")
_note = click.option("--note", required=True, help="What was compared, and what was found.")
_day = click.DateTime(["%Y-%m-%d"])
_EFFECTS = {
    Effect.NOTHING: "changes nobody's place in a list",
    Effect.LEAVES_OUT_NO_WORD: "keeps people with no word from any source out of call lists",
    Effect.LEAVES_OUT_LISTED: "takes people with this license alone out of default results, and out of call lists",
}


@click.group()
def rules() -> None:
    """List what waits for a review, show a state's rules, and sign them."""


@rules.command()
@states_option
@click.option("--within", default=30, show_default=True, help="Also what falls due within so many days.")
@json_option
def due(states: str, within: int, as_json: bool) -> None:
    """List state rules, boards' look-ups, letters and duties that are unsigned, unopened or due for a review."""
    chosen = read_states(states)
    found = [one for one in _due(settings.current(), within) if not chosen or not one.state or one.state in chosen]
    if as_json:
        echo_json([asdict(one) for one in found])
        return
    for one in found:
        day = f", due {one.due_on}" if one.due_on else ""
        click.echo(f"{one.kind:13} {one.state:2}  {one.name:24} {one.cause.replace('_', ' ')}{day}")
    click.echo(f"{len(found)} {'waits' if len(found) == 1 else 'wait'} for a person.")


def _due(here: Settings, within: int) -> list[DueRow]:
    today = clock.today()
    rows = chain(
        due_rules(_own(here), today, within=timedelta(days=within)),
        due_lookups(here.own_board_lookups if here.own_board_lookups.exists() else None, today),
        _due_duties(today),
        due_credentials(today),
    )
    order = list(Cause)
    return sorted(rows, key=lambda one: (order.index(one.cause), one.state, one.kind, one.name))


def _due_duties(today: date) -> Iterator[DueRow]:
    read = {(one.state, one.profession): one.read_on for one in sorted(duties(), key=lambda one: one.read_on)[::-1]}
    for (state, profession), read_on in read.items():
        if (due_on := read_on + REVIEW_IS_GOOD_FOR) < today:
            yield DueRow(kind=RowKind.DUTY, state=state, name=profession, cause=Cause.READ_LONG_AGO, due_on=due_on)


def _own(here: Settings) -> Any:
    return here.own_state_rules if here.own_state_rules.exists() else None


@rules.command()
@_state
@click.argument("profession", metavar="[PROFESSION]", required=False, default="")
@json_option
def review(state: str, profession: str, as_json: bool) -> None:
    """Show a state's rules: citation, what was read and when, how sure we are, and what a signature would change."""
    code, today = _code(state), clock.today()
    table = load_state_rules(_own(settings.current()))
    held = [_member(profession)] if profession else list(Profession)
    found = [
        rule
        for rule in (table.rule(code, one) for one in held)
        if profession or (code, rule.profession) in table.by_key
    ]
    shown = [_document(rule, today) for rule in found]
    if as_json:
        echo_json(shown)
        return
    for document in shown:
        click.echo(f"{state_name(code)}, {document.pop('profession')}")
        for name, value in document.items():
            if value not in ("", None, False):
                click.echo(f"  {name.replace('_', ' '):22} {value}")
    click.echo(f"{len(shown)} {'rule' if len(shown) == 1 else 'rules'} of {state_name(code)}.")


def _document(rule: StateRule, today: date) -> dict[str, Any]:
    """Return everything held of a rule, how sure it is today, and what a signature of today would change."""
    return {
        "state": rule.state,
        "profession": rule.profession,
        "answer": rule.answer,
        "sure": rule.sure,
        "sure_today": rule.sure_on(today),
        "hours": rule.hours,
        "sure_hours": rule.sure_hours,
        "citation": rule.citation,
        "source_kind": rule.source_kind,
        "source_url": rule.source_url,
        "source_date": rule.source_date,
        "read_on": rule.read_on,
        "review_by": rule.review_by,
        "is_overdue": rule.is_overdue(today),
        "reviewed_by": rule.reviewed_by,
        "reviewed_on": rule.reviewed_on,
        "in_force_from": rule.in_force_from,
        "bill": rule.bill,
        "bill_url": rule.bill_url,
        "note": rule.note,
        "invented": rule.invented,
        "today": _EFFECTS[_effect(rule, today)],
        "a_signature_would": _what_changes(rule, today),
    }


def _effect(rule: StateRule, today: date) -> Effect:
    table = type(load_state_rules()).of([rule])
    return next((one.effect for one in allowed_here(rule.state, [rule.profession], table, today)), Effect.NOTHING)


def _what_changes(rule: StateRule, today: date) -> str:
    """Return in words what a signature of today changes of what the site says and of who is listed."""
    if rule.answer is StateAllows.NOT_FOUND:
        return "be refused: no rule was found, so there is nothing to sign"
    try:
        after = signed(rule, "somebody", today)
    except ValueError as error:
        return f"be refused: {error}"
    changes = ["say on the state's page who reviewed it, and when"]
    if after.sure_on(today) is not rule.sure_on(today):
        changes.append(f"make it {after.sure_on(today)} again, where it is {rule.sure_on(today)} today")
    if after.hours_on(today) != rule.hours_on(today):
        changes.append(f"show the hours of training ({after.hours})")
    if (effect := _effect(after, today)) is not _effect(rule, today):
        changes.append(f"from the next publish on: {_EFFECTS[effect]}")
    return "; ".join(changes)


@rules.command()
@_state
@_profession
@_who
@_note
@click.option("--read-on", type=_day, help="The day on which its source was read again, YYYY-MM-DD.")
@click.option("--review-by", type=_day, help="The day of the next review; without it the present one, or in a year.")
@json_option
def sign(**given: Any) -> None:
    """Sign a state's rule for a profession: a person compared the row with the rule itself."""
    here, today = settings.current(), clock.today()
    code, profession = _code(given["state"]), _member(given["profession"])
    _check_note(given["who"], given["note"])
    with store_of_home() as store, store.write() as connection:
        rule = signed(
            load_state_rules(_own(here)).rule(code, profession),
            given["who"],
            today,
            read_on=_as_day(given["read_on"]),
            review_by=_as_day(given["review_by"]),
        )
        _record(connection, "rules/sign", given["who"], rule, given["note"])
        replace_rule(here.own_state_rules, rule)
    _say(rule, today, as_json=given["as_json"])


@rules.command()
@_state
@_profession
@_who
@_note
@json_option
def unsign(state: str, profession: str, who: str, note: str, as_json: bool) -> None:
    """Take the signature of a state's rule back."""
    here, code, held = settings.current(), _code(state), _member(profession)
    _check_note(who, note)
    with store_of_home() as store, store.write() as connection:
        table = load_state_rules(_own(here))
        _record(connection, "rules/unsign", who, table.rule(code, held), note)
        rule = unsign_rule(here.own_state_rules, code, held)
    _say(rule, clock.today(), as_json=as_json)


def _say(rule: StateRule, today: date, *, as_json: bool) -> None:
    if as_json:
        echo_json(_document(rule, today))
        return
    who = f"signed by {rule.reviewed_by} on {rule.reviewed_on}" if rule.reviewed_by else "not signed"
    due_on = f", next review by {rule.review_by}" if rule.review_by else ""
    click.echo(f"{rule.state} {rule.profession}: {who}{due_on}. The site says so after the next `pinpoint publish`.")


def _check_note(who: str, note: str) -> None:
    audit.check_reason(who, note, "write who reviewed it (--who) and what was compared (--note); both are recorded")


def _record(connection: Any, action: str, who: str, rule: StateRule, note: str) -> None:
    audit.record(connection, who=who, action=action, subject=f"{rule.state} {rule.profession}", note=note)


def _code(state: str) -> str:
    return read_states(state)[0]


def _member(profession: str) -> Profession:
    try:
        return Profession(profession)
    except ValueError as error:
        raise NoRuleError(f"no profession is named {profession!r}; write one of {', '.join(Profession)}") from error


def _as_day(value: Any) -> date | None:
    return value.date() if value else None
