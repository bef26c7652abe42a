"""`pinpoint review`: pairs of listings that may be one practitioner, and a person's decisions on them."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import TypeVar

import click
from sqlalchemy import Connection

from commands.output import decision_command, echo_json, json_option, who_option
from index.resolve.compare.links import HARD
from index.resolve.decisions import (
    DIFFERENT,
    SAME,
    UNDONE,
    UNSURE,
    Decided,
    Pair,
    contradicted,
    decide,
    history,
    last_verdicts,
    pair_of,
)
from index.resolve.review.doubts import WORDS, Waiting, belong_together, waiting
from index.resolve.review.explanation import explain, key_of
from index.resolve.review.pair_text import document_of, lines_of
from index.resolve.review.pair_view import side_of
from index.review.left_out import left_out_of_pairs
from index.review.merges import shown_titles
from index.review.queues import queue_states
from index.review.quotes import UNSURE as UNSURE_QUOTE
from index.review.quotes import Reading, judgment_of, quote_of, quote_queue
from index.store.database import store_of_home
from index.store.judgments import Queue, judge, take_back

_left = click.argument("left", metavar="A")
_right = click.argument("right", metavar="B")
_Shown = TypeVar("_Shown")
UNDO_QUOTE = "undo"


@click.group()
def review() -> None:
    """List doubtful pairs of listings and decide on each; A and B are written source/source id."""


@review.command("list")
@click.option("--limit", default=50, show_default=True, help="Most pairs to list.")
@click.option("--why", type=click.Choice(sorted(WORDS)), help="Only pairs that wait for this reason.")
@click.option("--decided", type=click.Choice([UNSURE, SAME, DIFFERENT]), help="Decided pairs with this verdict.")
@json_option
def list_pairs(limit: int, why: str | None, decided: str | None, as_json: bool) -> None:
    """List the pairs that wait for a decision, those with most listings and least certainty first."""
    if decided:
        _list_decided(decided, limit, as_json=as_json)
        return
    with store_of_home() as store, store.read() as connection:
        found = [one for one in waiting(connection, left_out_of_pairs(connection)) if why in {None, one.doubt.why}]
        shown = _with_titles(connection, [((one.doubt.left, one.doubt.right), one) for one in found[:limit]])
    if as_json:
        echo_json([_waiting_document(one, titles) for one, titles in shown])
        return
    for one, titles in shown:
        words = WORDS.get(one.doubt.why, one.doubt.why)
        click.echo(f"{_points(one.doubt.points)}  {one.listings} listings  {words}")
        _echo_sides((one.doubt.left, one.doubt.right), titles)
    more = f", {len(shown)} shown" if len(shown) < len(found) else ""
    click.echo(f"{len(found)} {'pair waits' if len(found) == 1 else 'pairs wait'}{more}.")


def _points(points: float) -> str:
    return f"{points:+.1f}" if points > -HARD else "no evidence"


def _with_titles(connection: Connection, found: Sequence[tuple[Pair, _Shown]]) -> list[tuple[_Shown, tuple[str, str]]]:
    """Return each with the titles of its two listings, read in one statement."""
    titles = shown_titles(connection, [pair for pair, _ in found])
    return [(one, titles[pair]) for pair, one in found]


def _echo_sides(pair: Pair, titles: tuple[str, str]) -> None:
    for key, title in zip(pair, titles, strict=True):
        click.echo(f"    {'/'.join(key)}  {title}")


def _pair_document(pair: Pair, titles: tuple[str, str]) -> dict[str, object]:
    left, right = ("/".join(key) for key in pair)
    return {"left": left, "right": right, "titles": titles}


def _waiting_document(one: Waiting, titles: tuple[str, str]) -> dict[str, object]:
    return {
        **_pair_document((one.doubt.left, one.doubt.right), titles),
        "points": one.doubt.points,
        "why": one.doubt.why,
        "words": WORDS.get(one.doubt.why, one.doubt.why),
        "listings": one.listings,
        "weight": round(one.weight, 3),
        "since": one.since,
    }


def _list_decided(verdict: str, limit: int, *, as_json: bool) -> None:
    with store_of_home() as store, store.read() as connection:
        last = {one.pair: one for one in history(connection)}
        found = [one for one in reversed(last.values()) if one.verdict == verdict]
        titled = _with_titles(connection, [(one.pair, one) for one in found[:limit]])
        shown = [(one, titles, belong_together(connection, one.pair)) for one, titles in titled]
    if as_json:
        echo_json([_decided_document(one, titles, together=together) for one, titles, together in shown])
        return
    for one, titles, together in shown:
        now = "together" if together else "apart"
        click.echo(f"{one.verdict} by {one.who} at {one.at}: {one.reason}; {now} now")
        _echo_sides(one.pair, titles)
    click.echo(f"{len(found)} {'pair' if len(found) == 1 else 'pairs'} decided {verdict}.")


def _decided_document(one: Decided, titles: tuple[str, str], *, together: bool) -> dict[str, object]:
    return {
        **_pair_document(one.pair, titles),
        "verdict": one.verdict,
        "who": one.who,
        "reason": one.reason,
        "at": one.at,
        "number": one.number,
        "together": together,
    }


@review.command("queues")
@json_option
def list_queues(as_json: bool) -> None:
    """List the queues that wait for a person's judgment, with the number and the oldest day of each."""
    with store_of_home() as store, store.read() as connection:
        found = queue_states(connection)
    if as_json:
        echo_json([asdict(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.name:12} {one.waiting:6}" + (f"  oldest since {one.oldest}" if one.oldest else ""))


@review.command("quotes")
@click.option("--limit", default=50, show_default=True, help="Most texts to list.")
@json_option
def list_quotes(limit: int, as_json: bool) -> None:
    """List texts about dry needling that wait for a person's judgment, with how each was read."""
    with store_of_home() as store, store.read() as connection:
        waiting_quotes = quote_queue(connection).waiting
    if as_json:
        echo_json([asdict(one) for one in waiting_quotes[:limit]])
        return
    for one in waiting_quotes[:limit]:
        click.echo(f"{one.key}  {one.source}  {one.listings} listings  read as {one.reading}\n    {one.text}")
    click.echo(f"{len(waiting_quotes)} texts wait.")


@review.command()
@json_option
def precision(as_json: bool) -> None:
    """Show for each source how many of its judged texts were read rightly."""
    with store_of_home() as store, store.read() as connection:
        found = quote_queue(connection).precision
    if as_json:
        echo_json([asdict(one) | {"share": one.share} for one in found])
        return
    for one in found:
        click.echo(f"{one.source}: {one.in_words()}")


@review.command("quote")
@click.argument("key", metavar="TEXT")
@click.argument("meaning", type=click.Choice([*(one.value for one in Reading), UNSURE_QUOTE, UNDO_QUOTE]))
@who_option()
def judge_quote(key: str, meaning: str, who: str) -> None:
    """Judge what a text means, whatever it was read as; undo takes the newest judgment back."""
    with store_of_home() as store, store.write() as connection:
        queue = quote_queue(connection)
        one = quote_of(queue, key)
        if meaning == UNDO_QUOTE:
            last = queue.judged.get(key)
            take_back(connection, Queue.QUOTE, key, last.number if last else None, who=who)
        else:
            judge(connection, judgment_of(one, meaning, who=who))
    click.echo(f"{key}: {'as before' if meaning == UNDO_QUOTE else f'read as {one.reading}, is {meaning}'}.")


@review.command()
@_left
@_right
@json_option
def show(left: str, right: str, as_json: bool) -> None:
    """Show both sides of a pair: fields, points, vetoes, evidence, thresholds and decisions."""
    show_explanation(left, right, as_json=as_json)


def show_explanation(left: str, right: str, *, as_json: bool) -> None:
    """Print the evidence for and against two listings being one provider."""
    with store_of_home() as store, store.read() as connection:
        found = explain(connection, key_of(left), key_of(right))
    if as_json:
        echo_json(document_of(found))
        return
    for line in lines_of(found):
        click.echo(line)


def _decide(verdict: str, left: str, right: str, who: str, reason: str) -> None:
    pair = pair_of(key_of(left), key_of(right))
    with store_of_home() as store:
        with store.read() as connection:
            for key in pair:
                side_of(connection, key)
        with store.write() as connection:
            decide(connection, pair, verdict, who=who, reason=reason)
            against = contradicted(last_verdicts(connection), pair) if verdict in {SAME, DIFFERENT} else []
    said = {
        UNDONE: "undone, as if nobody had decided; the next `pinpoint resolve` applies it",
        UNSURE: "unsure; out of the queue, and listed by `pinpoint review list --decided unsure`",
    }.get(verdict, f"{verdict}; the next `pinpoint resolve` applies it")
    click.echo(f"{left} and {right}: {said}.")
    for one, other in against:
        click.echo(
            f"But {'/'.join(one)} and {'/'.join(other)} were decided different, and decisions of same link them: "
            f"the different one wins, and one of the same ones has no effect until you undo one of them."
        )


VERDICTS = {
    "same": (SAME, "Decide that both listings are one practitioner or clinic."),
    "different": (DIFFERENT, "Decide that they are two; no later evidence joins them."),
    "unsure": (
        UNSURE,
        "Record that the pair was compared without a clear answer; it leaves the queue, nothing else changes.",
    ),
    "undo": (UNDONE, "Take back the decision on a pair; the next resolution ignores it."),
}
"""Each command's verdict and help."""
for name, (verdict, help_text) in VERDICTS.items():
    review.add_command(decision_command(name, help_text, partial(_decide, verdict), _left, _right, who_option()))
