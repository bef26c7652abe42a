"""`pinpoint console`: serves the operators' console."""

import atexit
import sys
from collections.abc import Iterable

import click
from flask import Flask

from commands.doctor import all_checks
from console import create_console_app
from console.guard.address import check_address
from index import process_log, settings
from index.store import open_store
from index.store.database import store_of_home
from webapp.server import Server


@click.command()
@click.option("--host", help="Address to listen on; default: setting console_host")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; default: setting console_port")
@click.pass_obj
def console(other_rooms: Iterable[str] | None, host: str | None, port: int | None) -> None:
    """Serve the operators' console on HTTP until Ctrl-C: on loopback, or behind a proxy that does TLS."""
    chosen = settings.current()
    here, at = host or chosen.console_host, port or chosen.console_port
    check_address(chosen, here)
    with store_of_home():
        pass  # a store that cannot be opened ends the command here, with its sentence
    process_log.set_up(chosen.log_level, sys.stdout)

    def application() -> Flask:
        store = open_store(chosen.database_url)
        atexit.register(store.close)
        return create_console_app(chosen, store, at, checks=all_checks(other_rooms or ()))

    # Its process opens the store after the fork: SQLite connections must not be shared with the parent.
    Server(application, here, at, preload=False).run()
