"""`pinpoint guide`: lists the judgments of ours on pages of text, and records who signed which."""

from typing import Any

import click

from commands.output import echo_json, json_option
from index import settings
from index.publish import guide_signing
from index.store.database import store_of_home
from webapp.about.judgments import Judgment, judgments

_page = click.argument("page", metavar="PAGE")
_number = click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
_who = click.option("--who", required=True, help="Who signs: name and profession.")


class UnknownJudgmentError(LookupError):
    """No page has a judgment of that number."""


@click.group()
def guide() -> None:
    """List the judgments of ours on pages of text, and sign them."""


@guide.command()
@click.option("--all", "also_signed", is_flag=True, help="Also what is signed.")
@json_option
def due(also_signed: bool, as_json: bool) -> None:
    """List the judgments that nobody has signed as they read now."""
    found = [one for one in judgments() if also_signed or one.signature is None]
    if as_json:
        echo_json([_document(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.page} {one.number}  {one.by}: {' '.join(one.what.split())}{_state(one)}")
    click.echo(f"{sum(one.signature is None for one in found)} not signed.")


def _state(one: Judgment) -> str:
    if one.signature:
        return f" [signed by {one.signature.who}, {one.signature.signed_on}]"
    return f" [changed since {one.lapsed.who} signed on {one.lapsed.signed_on}]" if one.lapsed else ""


def _document(one: Judgment) -> dict[str, Any]:
    held = one.signature or one.lapsed
    return {
        "page": one.page,
        "number": one.number,
        "by": one.by,
        "what": one.what,
        "digest": one.digest,
        "is_signed": one.signature is not None,
        "has_lapsed": one.lapsed is not None,
        "signed_by": held.who if held else None,
        "signed_on": held.signed_on if held else None,
    }


@guide.command()
@_page
@_number
@_who
@click.option("--note", required=True, help="What was read, and how it was judged.")
@json_option
def sign(page: str, number: int, who: str, note: str, as_json: bool) -> None:
    """Sign judgment NUMBER of a page, such as guide/warning-signs, as it reads now."""
    one = _found(page, number)
    with store_of_home() as store:
        guide_signing.sign(store, settings.current().generations, one.page, number, one.digest, who=who, note=note)
    _say(one, is_signed=True, who=who, as_json=as_json)


@guide.command()
@_page
@_number
@_who
@click.option("--note", required=True, help="Why.")
@json_option
def unsign(page: str, number: int, who: str, note: str, as_json: bool) -> None:
    """Take the signature of judgment NUMBER of a page back."""
    one = _found(page, number)
    with store_of_home() as store:
        guide_signing.unsign(store, settings.current().generations, one.page, number, who=who, note=note)
    _say(one, is_signed=False, who=who, as_json=as_json)


def _found(page: str, number: int) -> Judgment:
    wanted = page.strip("/")
    for one in judgments():
        if (one.page, one.number) == (wanted, number):
            return one
    raise UnknownJudgmentError(f"{page} has no judgment {number}; `pinpoint guide due --all` lists them")


def _say(one: Judgment, *, is_signed: bool, who: str, as_json: bool) -> None:
    if as_json:
        echo_json({"page": one.page, "number": one.number, "digest": one.digest, "is_signed": is_signed})
        return
    said = f"signed by {who}" if is_signed else "not signed any more"
    click.echo(f"{one.page} {one.number} is {said}. The site says so within a second.")
