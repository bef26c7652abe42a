"""`pinpoint keys`: the keys that sign backups and generations of this home."""

from datetime import datetime

import click

from commands.output import echo_json, json_option
from index import clock, settings, signing
from index.published.generation_signature import share_public_keys
from index.settings import Settings
from index.signing.keys import PublicKey, current_id

_reason = click.option("--reason", required=True, help="Why; recorded with the key.")


@click.group()
def keys() -> None:
    """List, replace and revoke the keys that sign backups and generations."""


@keys.command(name="list")
@json_option
def list_keys(as_json: bool) -> None:
    """List every public key that this home knows."""
    folder = settings.current().keys
    signs = current_id(folder)
    known = [_facts(key, signs) for key in signing.read_keyring(folder).values()]
    if as_json:
        echo_json(known)
        return
    for key in known:
        click.echo(f"{key['id']}  {key['state']:8} since {key['known_since']}  {key['reason']}")
    if not known:
        click.echo("No key yet: it is made when the first backup or generation is signed.")


@keys.command()
@_reason
@json_option
def rotate(reason: str, as_json: bool) -> None:
    """Sign with a new key from now on. What the old key signed stays valid; its private part is deleted."""
    here = settings.current()
    retired, made = signing.rotate(here.keys, reason)
    _share(here)
    if as_json:
        echo_json({"retired": retired.id if retired else None, "signs": made.id, "public": made.public})
        return
    if retired:
        click.echo(f"{retired.id} signs no more; what it signed stays valid.")
    click.echo(f"{made.id} signs from now on.")


@keys.command()
@click.argument("key_id", metavar="KEY")
@_reason
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the loss; default: today.")
@json_option
def revoke(key_id: str, reason: str, day: datetime | None, as_json: bool) -> None:
    """Trust nothing that KEY has signed; if it signs here, a new key is made."""
    here = settings.current()
    folder = here.keys
    key = signing.revoke(folder, key_id, day.date() if day else clock.today(), reason)
    _share(here)
    if as_json:
        echo_json(_facts(key, current_id(folder)))
        return
    click.echo(f"{key.id} is revoked as of {key.revoked_on}: backups that it signed are refused, generations doubted.")
    click.echo("Back up and publish again.")


def _share(here: Settings) -> None:
    """Let the site see the public keys, and which are revoked, once something was published."""
    if here.generations.is_dir():
        share_public_keys(here.generations, here.keys)


def _facts(key: PublicKey, signs: str | None) -> dict[str, object]:
    state = "revoked" if key.revoked_on else "signs" if key.id == signs else "trusted"
    return {
        "id": key.id,
        "state": state,
        "public": key.public,
        "known_since": key.known_since,
        "reason": key.reason,
        "retired_at": key.retired_at,
        "revoked_on": key.revoked_on,
        "revoked_reason": key.revoked_reason,
    }
