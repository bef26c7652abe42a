"""`pinpoint guide`: lists the judgments of ours on pages of text, and records who signed which."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from commands.output import echo_json, json_option
from index import clock, settings
from index.durable_files import replace_file
from index.file_modes import SHARED_FILE
from index.store import audit
from index.store.database import store_of_home
from webapp.about.judgments import Judgment, judgments
from webapp.article.signatures import COLUMNS, JudgmentSignature, read_signatures

_page = click.argument("page", metavar="PAGE")
_number = click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
_who = click.option("--who", required=True, help="Who signs: name and profession.")


class UnknownJudgmentError(LookupError):
    """No page has a judgment of that number, or nobody has signed it."""


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
    audit.check_reason(who, note, "write who signs (--who) and what was read (--note); both are recorded")
    one = _found(page, number)
    signature = JudgmentSignature(
        page=one.page,
        what=one.what,
        by=one.by,
        digest=one.digest,
        who=who.strip(),
        signed_on=clock.today(),
        note=note.strip(),
    )
    _replace(one, [signature], "guide/sign", who, note)
    _say(page, number, as_json=as_json)


@guide.command()
@_page
@_number
@_who
@click.option("--note", required=True, help="Why.")
@json_option
def unsign(page: str, number: int, who: str, note: str, as_json: bool) -> None:
    """Take the signature of judgment NUMBER of a page back."""
    audit.check_reason(who, note, "write who decides (--who) and why (--note); both are recorded")
    one = _found(page, number)
    if one.digest not in {held.digest for held in read_signatures(settings.current().guide_signatures)}:
        raise UnknownJudgmentError(f"{page} {number} is not signed; see `pinpoint guide due`")
    _replace(one, [], "guide/unsign", who, note)
    _say(page, number, as_json=as_json)


def _found(page: str, number: int) -> Judgment:
    wanted = page.strip("/")
    for one in judgments():
        if (one.page, one.number) == (wanted, number):
            return one
    raise UnknownJudgmentError(f"{page} has no judgment {number}; `pinpoint guide due --all` lists them")


def _replace(one: Judgment, by: list[JudgmentSignature], action: str, who: str, note: str) -> None:
    """Replace the signatures of a judgment, those of earlier words too; the audit line and the file go together."""
    path = settings.current().guide_signatures
    with store_of_home() as store, store.write() as connection:
        others = [held for held in read_signatures(path) if (held.page, held.what) != (one.page, one.what)]
        audit.record(connection, who=who, action=action, subject=f"{one.page} {one.number} {one.digest}", note=note)
        _write(path, [*others, *by])


def _write(path: Path, signatures: Iterable[JudgmentSignature]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(one, name) for name in COLUMNS] for one in signatures)
    replace_file(path, text.getvalue().encode(), mode=SHARED_FILE)


def _say(page: str, number: int, *, as_json: bool) -> None:
    held = {one.digest: one for one in read_signatures(settings.current().guide_signatures)}
    one = _found(page, number)
    signature = held.get(one.digest)
    if as_json:
        echo_json({"page": one.page, "number": one.number, "digest": one.digest, "is_signed": signature is not None})
        return
    said = f"signed by {signature.who}" if signature else "not signed any more"
    click.echo(f"{one.page} {number} is {said}. The site says so within a second.")
