"""`pinpoint serve`: serves the public site."""

import sys

import click
from flask import Flask

from index import process_log, settings
from index.metrics.site_counts import SiteCounts
from index.places.gazetteer import open_gazetteer
from index.places.suggestions import place_suggestions
from index.published.reader import NothingPublishedError, PublishedReader
from webapp import access_log
from webapp.about.who_runs import who_runs
from webapp.public import create_public_app
from webapp.server import Server


class NoContactError(settings.SettingError):
    """No mail, phone or post of whoever runs the site is set, so it does not start."""


@click.command()
@click.option("--host", help="Address to listen on; default: setting host")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; default: setting port")
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Processes")
def serve(host: str | None, port: int | None, workers: int) -> None:
    """Serve the published generation on HTTP until Ctrl-C."""
    chosen = settings.current()
    check_contact(chosen)
    try:
        PublishedReader(chosen.generations).generation()
    except NothingPublishedError as error:
        click.echo(f"{error}; until then the site says that there is nothing to search", err=True)
    process_log.set_up(chosen.log_level, sys.stdout)
    Server(_application, host or chosen.host, port or chosen.port, workers).run()


def check_contact(here: settings.Settings) -> None:
    """Raise NoContactError unless whoever is listed can reach whoever runs the site: by mail, phone or post."""
    if not who_runs(here).is_reachable:
        raise NoContactError(
            "nobody who is listed could reach you; set PINPOINT_CONTACT_MAIL, PINPOINT_CONTACT_PHONE or "
            "PINPOINT_OPERATOR_POST, and the site shows it on /contact (docs/settings.md)"
        )


def _application() -> Flask:
    open_gazetteer()  # loaded before the first visitor, and shared by the worker processes
    place_suggestions("a")  # reads the names of all places
    here = settings.current()
    app = create_public_app(here)
    access_log.count_requests(app, SiteCounts(here.metrics))
    return app
