"""`pinpoint cases claim`, `remove`, `hide` and `reply`: who works on a case, what it hides, replies to copy."""

from collections.abc import Sequence
from dataclasses import asdict

import click

from commands.output import echo_json, json_option
from index import settings
from index.corrections import settling
from index.corrections.added_values import ListedContact
from index.corrections.call_back import call_back
from index.corrections.case_document import case_document, hidden_words
from index.corrections.case_progress import CallResult
from index.corrections.case_removal import hide_fields, remove_for_case
from index.corrections.replies import replies_to, reply_to
from index.corrections.reply_texts import Reply
from index.corrections.staff import accept_staff
from index.published.overlay import HIDEABLE
from index.store.database import store_of_home

_number = click.argument("number", metavar="NUMBER")
_who = click.option("--who", required=True, help="Who decides.")
_note = click.option("--note", required=True, help="Why, such as: asked on the listed number.")


@click.command("claim")
@_number
@_who
@click.option("--note", default="", help="Why; needed to take it over from somebody else.")
def claim_case(number: str, who: str, note: str) -> None:
    """Record that WHO works on case NUMBER."""
    with store_of_home() as store:
        settling.claim(store, number, who, note)
    click.echo(f"{who} works on case {number}.")


@click.command("remove")
@_number
@click.option("--id", "provider", default="", help="The listing's id, if the case names it in words only.")
@_who
@_note
@click.option("--strict", is_flag=True, help="Also leave out everybody of that name in the same town.")
@json_option
def remove_case(number: str, provider: str, who: str, note: str, strict: bool, as_json: bool) -> None:
    """Leave the listing of case NUMBER out: hidden at once, and never published again.

    `pinpoint cases settle NUMBER --restore` shows it again.
    """
    with store_of_home() as store:
        folder = settings.current().generations
        removal = remove_for_case(store, folder, number, who, note, provider=provider, strict=strict)
    if as_json:
        echo_json({"case": number, "id": removal.provider, "ids": sorted(removal.ids), "listings": removal.listings})
        return
    click.echo(f"{removal.provider} is hidden now, in every generation that is served ({removal.listings} listings).")
    click.echo("The next and every later `pinpoint publish` leaves it out.")


@click.command("hide")
@_number
@click.argument("fields", nargs=-1, required=True, type=click.Choice(sorted(HIDEABLE)), metavar="FIELD…")
@_who
@_note
@json_option
def hide_case(number: str, fields: Sequence[str], who: str, note: str, as_json: bool) -> None:
    """Hide fields of the listing of case NUMBER at once and permanently, without the rest of it."""
    with store_of_home() as store:
        one = hide_fields(store, settings.current().generations, number, frozenset(fields), who, note)
    if as_json:
        echo_json(case_document(one))
        return
    click.echo(f"Case {number} hides {', '.join(sorted(one.hidden_fields))} now, in every generation that is served.")


@click.command("staff")
@_number
@click.argument("people", nargs=-1, metavar="[ID]…")
@click.option("--reached", nargs=2, type=str, metavar="FIELD VALUE", help="Listed contact of the clinic: phone NUMBER.")
@_who
@_note
@json_option
def staff_case(
    number: str, people: Sequence[str], reached: tuple[str, str] | None, who: str, note: str, as_json: bool
) -> None:
    """Apply what a clinic says of its people in case NUMBER, each by itself: of these ids, or of all of them.

    Whoever cannot be applied is named with the reason. The case stays open; settle it when all are decided.
    """
    contact = ListedContact(field=reached[0], value=reached[1]) if reached else None
    with store_of_home() as store:
        home = settings.current()
        outcomes = accept_staff(store, home, number, people, reached=contact, who=who, note=note)
    if as_json:
        echo_json([asdict(one) for one in outcomes])
        return
    for one in outcomes:
        click.echo(f"{one.provider}  {one.word}  {'not applied: ' + one.refusal if one.refusal else 'applied'}")


@click.command("call-back")
@_number
@click.argument("result", type=click.Choice([one.value for one in CallResult]))
@click.option("--id", "provider", default="", help="The listing's id, if the case names it in words only.")
@_who
@_note
@json_option
def call_back_case(number: str, result: str, provider: str, who: str, note: str, as_json: bool) -> None:
    """Record the RESULT of a call to the listed number of case NUMBER, and do what it decides.

    asked: settled, and the listing is left out. never_asked: settled, and shown again. not_reached: it stays as it is.
    `pinpoint cases show NUMBER` prints the listed number.
    """
    with store_of_home() as store:
        folder = settings.current().generations
        one = call_back(store, folder, number, CallResult(result), who, note, provider=provider)
    if as_json:
        echo_json(case_document(one))
        return
    click.echo(f"Case {number} is {one.progress.state}; it hides {hidden_words(one) or 'nothing'}.")


@click.command("reply")
@_number
@click.option("--outcome", type=click.Choice([one.value for one in Reply]), help="Only this one.")
@click.option("--language", type=click.Choice(["en", "es"]), default=None, help="Default: that of the form.")
@json_option
def reply_case(number: str, outcome: str | None, language: str | None, as_json: bool) -> None:
    """Print texts to copy for the sender of case NUMBER: only those that are true of it now. Nothing is sent."""
    with store_of_home() as store, store.read() as connection:
        if outcome:
            found = [reply_to(connection, number, Reply(outcome), language or "")]
        else:
            found = replies_to(connection, number, language or "")
    if as_json:
        echo_json([asdict(one) for one in found])
        return
    for one in found:
        click.echo(f"[{one.reply}] {one.subject}\n\n{one.text}\n")
