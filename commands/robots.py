"""`pinpoint robots`: which URLs of a site the crawler may request, and which line of its robots.txt says so."""

from typing import BinaryIO

import click

from commands.output import echo_json, json_option
from crawler.politeness.robots_txt import RobotsAnswer
from crawler.settings import PRODUCT


@click.command()
@click.argument("file", type=click.File("rb"))
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--agent", default=PRODUCT, show_default=True, help="User agent to answer for.")
@click.option("--status", default=200, show_default=True, type=click.IntRange(100, 599), help="HTTP status of FILE.")
@json_option
def robots(file: BinaryIO, urls: tuple[str, ...], agent: str, status: int, as_json: bool) -> None:
    """Check each URL against FILE, its host's robots.txt, and name the deciding line; - reads standard input."""
    answer = RobotsAnswer.of(status, file.read())
    pace = answer.pace_for(agent)
    for url in urls:
        decision = answer.decide(url, agent)
        row = {
            "url": url.encode("utf-8", errors="replace").decode(),
            "allowed": decision.allowed,
            "rule": decision.rule,
            "crawl_delay": pace.seconds if pace else None,
        }
        if as_json:
            echo_json(row)
        else:
            pause = f", {pace.seconds:g} seconds between two requests" if pace else ""
            click.echo(f"{'allowed' if decision.allowed else 'forbidden':10}{row['url']}  ({decision.rule}{pause})")
