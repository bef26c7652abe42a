"""`pinpoint vocabulary`: unknown credentials, the words after names that no vocabulary has, and what each means."""

from dataclasses import asdict

import click

from commands.output import echo_json, json_option, who_option
from index.review.credentials import (
    NO_CREDENTIAL,
    UNSURE,
    carried_to,
    credential_queue,
    judgment_of,
    to_carry,
    verdict_of,
    words_with,
)
from index.store.database import store_of_home
from index.store.judgments import UNDONE, Queue, judge, take_back

_words = click.argument("words")


@click.group()
def vocabulary() -> None:
    """List words that crawls met and no vocabulary knows, and record what each means."""


@vocabulary.command()
@json_option
def unknown(as_json: bool) -> None:
    """List the words after names that are no known credential, with the number of listings of each."""
    with store_of_home() as store, store.read() as connection:
        queue = credential_queue(connection)
    if as_json:
        echo_json({"unknown": [asdict(one) for one in queue.waiting], "in_names": queue.in_names})
        return
    for one in queue.waiting:
        click.echo(f"{one.listings:7}  {one.written}  ({one.example_source})")
    left_out = f", {queue.in_names} left out as parts of names" if queue.in_names else ""
    click.echo(f"{len(queue.waiting)} unknown{left_out}.")


@vocabulary.command()
@json_option
def decided(as_json: bool) -> None:
    """List the decisions that are to be written into the vocabulary files; until then they change no profile."""
    with store_of_home() as store, store.read() as connection:
        queue = credential_queue(connection)
    found = to_carry(queue)
    if as_json:
        shown = ("subject", "read", "verdict", "who", "decided_at", "number")
        echo_json([{name: asdict(one)[name] for name in shown} | {"carry_to": carried_to(one)} for one in found])
        return
    for one in found:
        click.echo(f"{one.read}: {one.verdict} ({one.who})  →  {carried_to(one)}")
    click.echo(f"{len(found)} to be written into index/vocabulary/data; the next crawl or replay reads with them.")


def _decide(words: str, verdict: str, who: str) -> None:
    with store_of_home() as store, store.write() as connection:
        found = words_with(credential_queue(connection), words)
        judge(connection, judgment_of(found, verdict, who=who))
    click.echo(f"{found.written}: {verdict}; `pinpoint vocabulary decided` lists what is to be written where.")


@vocabulary.command()
@_words
@click.argument("code")
@who_option()
def means(words: str, code: str, who: str) -> None:
    """Record that WORDS mean the known credential CODE."""
    _decide(words, verdict_of(code), who)


@vocabulary.command("no-credential")
@_words
@who_option()
def no_credential(words: str, who: str) -> None:
    """Record that WORDS are no credential."""
    _decide(words, NO_CREDENTIAL, who)


@vocabulary.command()
@_words
@who_option()
def unsure(words: str, who: str) -> None:
    """Record that it is not clear what WORDS mean; they leave the list."""
    _decide(words, UNSURE, who)


@vocabulary.command()
@_words
@who_option()
def undo(words: str, who: str) -> None:
    """Take back the newest decision on WORDS."""
    with store_of_home() as store, store.write() as connection:
        queue = credential_queue(connection)
        found = words_with(queue, words)
        last = queue.judged.get(found.key)
        if last is None or last.verdict == UNDONE:
            raise click.ClickException(f"nobody has decided on {found.written!r}; there is nothing to undo")
        take_back(connection, Queue.CREDENTIAL, found.key, last.number, who=who)
    click.echo(f"{found.written} is as it was before that decision.")
