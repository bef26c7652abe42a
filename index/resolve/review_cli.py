"""`pinpoint review`: pairs that may be one practitioner, and what a person decides of them."""

import getpass

import click

from index.console import echo_json, json_option, store_of_home
from index.resolve.decisions import DIFFERENT, SAME, UNDONE, UNSURE, decide, pair_of
from index.resolve.doubts import waiting
from index.resolve.explanation import Explanation, explain, key_of

_left = click.argument("left", metavar="A")
_right = click.argument("right", metavar="B")
_who = click.option("--who", default=getpass.getuser, show_default="the user", help="Who decides it.")
_reason = click.option("--reason", required=True, help="What was compared, and what was found.")


@click.group()
def review() -> None:
    """See pairs of listings that were kept apart in doubt, and decide on them; A and B are source/source id."""


@review.command("list")
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@json_option
def list_pairs(limit: int, as_json: bool) -> None:
    """List the pairs that wait, those that move the most listings first."""
    with store_of_home() as store, store.read() as connection:
        found = waiting(connection)
    if as_json:
        echo_json(
            [
                {
                    "left": "/".join(one.doubt.left),
                    "right": "/".join(one.doubt.right),
                    "points": one.doubt.points,
                    "why": one.doubt.why,
                    "listings": one.listings,
                }
                for one in found[:limit]
            ]
        )
        return
    for one in found[:limit]:
        left, right = "/".join(one.doubt.left), "/".join(one.doubt.right)
        click.echo(f"{left}  {right}  {one.doubt.points:+.1f}  {one.doubt.why}  {one.listings} listings")
    click.echo(f"{len(found)} {'pair waits' if len(found) == 1 else 'pairs wait'}.")


@review.command()
@_left
@_right
@json_option
def show(left: str, right: str, as_json: bool) -> None:
    """Show both sides of a pair: points, vetoes, evidence, and what was decided."""
    show_explanation(left, right, as_json=as_json)


def show_explanation(left: str, right: str, *, as_json: bool) -> None:
    """Write what speaks for and against one identity of two listings."""
    with store_of_home() as store, store.read() as connection:
        found = explain(connection, key_of(left), key_of(right))
    if as_json:
        echo_json(_document(found))
        return
    for key, name, provider in zip((left, right), found.names, found.providers, strict=True):
        click.echo(f"{key}  {name}  {provider or 'not resolved yet'}")
    for reason in found.reasons:
        click.echo(f"{reason.points:+7.1f}  {reason.words}")
    click.echo(f"{found.points:+7.1f}  in all" if found.reasons else "nothing speaks for one identity")
    if found.veto:
        click.echo(f"forbidden: {found.veto}")
    for one in found.decisions:
        click.echo(f"{one.verdict} by {one.who} at {one.at}: {one.reason}")


def _document(found: Explanation) -> dict[str, object]:
    return {
        "names": found.names,
        "providers": found.providers,
        "points": round(found.points, 2),
        "reasons": [{"words": reason.words, "points": round(reason.points, 2)} for reason in found.reasons],
        "veto": found.veto,
        "decisions": [
            {"verdict": one.verdict, "who": one.who, "reason": one.reason, "at": one.at} for one in found.decisions
        ],
    }


def _decide(left: str, right: str, verdict: str, who: str, reason: str) -> None:
    pair = pair_of(key_of(left), key_of(right))
    with store_of_home() as store:
        with store.read() as connection:
            explain(connection, *pair)
        with store.write() as connection:
            decide(connection, pair, verdict, who=who, reason=reason)
    click.echo(f"{left} and {right}: {verdict}; it counts from the next `pinpoint resolve` on.")


@review.command()
@_left
@_right
@_who
@_reason
def same(left: str, right: str, who: str, reason: str) -> None:
    """Decide that both speak of one practitioner or clinic."""
    _decide(left, right, SAME, who, reason)


@review.command()
@_left
@_right
@_who
@_reason
def different(left: str, right: str, who: str, reason: str) -> None:
    """Decide that they speak of two; no later evidence joins them."""
    _decide(left, right, DIFFERENT, who, reason)


@review.command()
@_left
@_right
@_who
@_reason
def unsure(left: str, right: str, who: str, reason: str) -> None:
    """Note that it was looked at and cannot be told; it leaves the queue and changes nothing else."""
    _decide(left, right, UNSURE, who, reason)


@review.command()
@_left
@_right
@_who
@_reason
def undo(left: str, right: str, who: str, reason: str) -> None:
    """Take back what was decided on a pair: who stood with whom before is restored."""
    _decide(left, right, UNDONE, who, reason)
