"""`pinpoint cases accept`, `take-back`, `due` and `renew`: values people sent become a source of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from commands.output import echo_json, json_option
from index import clock, settings
from index.corrections import accepting
from index.corrections.accepted_values import AcceptedValues
from index.corrections.accepting import Acceptance, Due
from index.corrections.added_values import ListedContact
from index.corrections.case_document import correction_document
from index.records import Denied, Sender, stated
from index.store.database import store_of_home

_number = click.argument("number", metavar="NUMBER")
_who = click.option("--who", required=True, help="Who decides.")
_note = click.option("--note", required=True, help="How the sender was reached, and what they said.")


class _Pair(click.ParamType[tuple[str, str]]):
    """A parameter written FIELD=VALUE, as a pair; the field in small letters."""

    name = "FIELD=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        field, equals, said = str(value).partition("=")
        if not (field.strip() and equals and said.strip()):
            self.fail(f"{value!r}: write FIELD=VALUE, such as phone='(303) 555-0142'", param, ctx)
        return field.strip().lower(), said.strip()


@click.command("accept")
@_number
@click.argument("values", nargs=-1, type=_Pair(), metavar="[FIELD=VALUE]…")
@click.option("--by", required=True, type=click.Choice([by.value for by in Sender]), help="Who sent the values.")
@click.option("--wrong", multiple=True, type=_Pair(), help="A wrong value that sources state; repeatable.")
@click.option("--left", is_flag=True, help="The person is no longer at the place.")
@click.option("--place", default="", help="Part of the address or name of the place the values are about.")
@click.option("--quote", default="", help="The sender's words to quote on dry needling; default: all of them.")
@click.option("--listing", "about", default="", help="The listing to correct, as SOURCE/ID.")
@click.option("--reached", type=_Pair(), help="Listed contact that reached them, such as phone='(303) 555-0142'.")
@click.option("--id", "provider", default="", help="Provider the case is about, if the case names it in words only.")
@_who
@_note
@click.option("--dry-run", is_flag=True, help="Show what would be stored, and store nothing.")
@json_option
def accept_case(number: str, values: Sequence[tuple[str, str]], **options: Any) -> None:
    """Accept the values of case NUMBER one by one, and settle it.

    FIELD is one of name, credentials, profession, phone, fax, address, organization, website, dry_needling (yes or
    no), hours ("mo 09:00-17:00; tu closed"), languages, new_patients (yes, no or waiting_list). Reach the sender
    through the listed number first: accepted values are shown before those of the sources. What adds to a listing
    (hours, languages, new_patients, credentials, dry_needling=yes) needs --reached.
    """
    accepted = Acceptance(
        corrected=AcceptedValues(by=Sender(options["by"]), values=dict(values), quote=options["quote"]),
        denied=tuple(Denied(field=field, value=value) for field, value in options["wrong"]),
        has_left=options["left"],
        about=options["about"],
        place=options["place"],
        provider=options["provider"],
        reached=ListedContact(field=options["reached"][0], value=options["reached"][1]) if options["reached"] else None,
    )
    with store_of_home() as store:
        home = settings.current()
        if options["dry_run"]:
            _, listing = accepting.read_acceptance(store, home, number, accepted)
        else:
            listing = accepting.accept(store, home, number, accepted, who=options["who"], note=options["note"])
    if options["as_json"]:
        echo_json({"case": number, "kept": not options["dry_run"], **correction_document(listing)})
        return
    for field, value in stated(listing):
        click.echo(f"{field:22} {value}")
    click.echo(
        "Nothing was stored: this was a dry run."
        if options["dry_run"]
        else f"Case {number} is settled. A running worker or `pinpoint publish` publishes it; ask again in 12 months."
    )


@click.command("take-back")
@_number
@_who
@_note
def take_back_case(number: str, who: str, note: str) -> None:
    """Stop showing the accepted values of case NUMBER; who accepted them and why stays recorded."""
    with store_of_home() as store:
        accepting.take_back(store, number, who=who, note=note)
    click.echo(f"The values of case {number} are taken back; they are gone after the next `pinpoint publish`.")


@click.command("due")
@json_option
def due_cases(as_json: bool) -> None:
    """List accepted values of 12 months ago or longer, and the contact to ask whether they still hold."""
    with store_of_home() as store, store.read() as connection:
        found = accepting.due(connection, clock.today())
    if as_json:
        echo_json([_due(one) for one in found])
        return
    for one in found:
        said = "; ".join(f"{field} {value}" for field, value in stated(one.seen.listing))
        click.echo(f"{one.case.number}  as of {one.seen.last_seen}  {one.provider or '(nobody now)'}  {said}")
        click.echo(
            f"    ask {one.case.contact or 'through the listed contact'}; then `pinpoint cases renew` or `accept`"
        )
    click.echo(f"{len(found)} to ask again.")


@click.command("renew")
@_number
@_who
@_note
def renew_case(number: str, who: str, note: str) -> None:
    """Record that the sender was asked again and that the values of case NUMBER still hold."""
    with store_of_home() as store:
        accepting.renew(store, number, who=who, note=note)
    click.echo(f"The values of case {number} hold as of today; ask again in 12 months.")


def correction_lines(decisions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the decisions of `corrections_of_case` as lines of text."""
    for one in decisions:
        yield f"{one['verdict']} by {one['who']} at {one['at']}: {one['reason']}"
        yield from (f"    {said['field']:20} {said['value']}" for said in one.get("told", ()))


def _due(one: Due) -> dict[str, Any]:
    return {
        "case": one.case.number,
        "id": one.provider,
        "told_on": one.seen.last_seen,
        "contact": one.case.contact,
        **correction_document(one.seen.listing),
    }
