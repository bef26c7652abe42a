"""`pinpoint cases`: corrections and removal requests sent through the site, and their settlement."""

import shlex
from collections.abc import Mapping
from dataclasses import asdict

import click

from commands import case_steps, case_values
from commands.case_values import correction_lines
from commands.output import echo_json, json_option
from index import clock, settings
from index.corrections.added_values import contacts_of_case
from index.corrections.case_document import case_document, corrections_of_case
from index.corrections.case_list import open_cases, settled_cases
from index.corrections.case_row import CaseRow, cases_numbered, get
from index.corrections.intake import take
from index.corrections.settling import answer, settle
from index.store.database import store_of_home

_FIRST_WORDS = 60
_who = click.option("--who", required=True, help="Who decides.")
_note = click.option("--note", required=True, help="What was found or answered.")


@click.group()
def cases() -> None:
    """List corrections and removal requests sent through the site, and settle them."""


for command in (
    case_values.accept_case,
    case_values.take_back_case,
    case_values.due_cases,
    case_values.renew_case,
    case_steps.claim_case,
    case_steps.remove_case,
    case_steps.hide_case,
    case_steps.staff_case,
    case_steps.call_back_case,
    case_steps.reply_case,
):
    cases.add_command(command)


@cases.command("take")
@json_option
def take_inbox(as_json: bool) -> None:
    """Take new cases from the inbox into the store; a running worker does it every second."""
    with store_of_home() as store:
        intake = take(store, settings.current())
    if as_json:
        echo_json({"taken": intake.taken, "damaged": intake.damaged})
        return
    click.echo(f"{intake.taken} taken, {intake.damaged} damaged lines left out.")


@cases.command("list")
@click.option("--all", "also_settled", is_flag=True, help="Also settled cases.")
@json_option
def list_cases(also_settled: bool, as_json: bool) -> None:
    """List open cases, the next due first, each with its next due day."""
    with store_of_home() as store, store.read() as connection:
        found = cases_numbered(connection, [one.number for one in open_cases(connection)])
        found += settled_cases(connection) if also_settled else []
    if as_json:
        echo_json([case_document(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
    click.echo(f"{len(found)} {'case' if len(found) == 1 else 'cases'}.")


@cases.command()
@click.argument("number")
@json_option
def show(number: str, as_json: bool) -> None:
    """Show everything about case NUMBER."""
    with store_of_home() as store, store.read() as connection:
        one = get(connection, number)
        decisions = corrections_of_case(connection, number)
        contacts = [asdict(contact) for contact in contacts_of_case(connection, one)]
    if as_json:
        echo_json({**case_document(one), "listed_contacts": contacts, "corrections": decisions})
        return
    _print_report(one, as_json=False)
    for contact in contacts:
        click.echo(f"listed       {contact['field']} {contact['value']} ({contact['source']})")
    for line in correction_lines(decisions):
        click.echo(line)


@cases.command("answer")
@click.argument("number")
@_who
@_note
@json_option
def answer_case(number: str, who: str, note: str, as_json: bool) -> None:
    """Record that the sender of case NUMBER was answered."""
    with store_of_home() as store:
        _print_report(answer(store, settings.current().generations, number, who, note), as_json)


@cases.command("settle")
@click.argument("number")
@_who
@_note
@click.option("--restore", is_flag=True, help="Show again the fields or the listing that the case hid.")
@json_option
def settle_case(number: str, who: str, note: str, restore: bool, as_json: bool) -> None:
    """Close case NUMBER. Fields that it hid stay hidden, unless --restore."""
    with store_of_home() as store:
        _print_report(settle(store, settings.current().generations, number, who, note, restore=restore), as_json)
    if restore and not as_json:
        click.echo("It is shown again now, or after the next `pinpoint publish` if a generation was built without it.")


def _line(one: CaseRow) -> str:
    when = f"{one.progress.state}, due {one.due}" if one.due else f"settled {one.progress.since}"
    late = " OVERDUE" if one.is_overdue(clock.today()) else ""
    words = " ".join(one.text.split())[:_FIRST_WORDS]
    return f"{one.number}  {when}{late}  {one.request} {one.about}  {one.provider or one.which}  {words}".rstrip()


def _print_report(one: CaseRow, as_json: bool) -> None:
    if as_json:
        echo_json(case_document(one))
        return
    for name, stated in case_document(one).items():
        value = stated
        if isinstance(value, Mapping):
            value = " ".join(f"{field}={shlex.quote(str(said))}" for field, said in value.items())
        click.echo(f"{name:12} {value if value is not None else ''}".rstrip())
