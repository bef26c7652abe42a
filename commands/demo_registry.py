"""`pinpoint demo-registry`: serves the registry's API over any NPPES file, in the foreground."""

import json
import signal
import threading
from pathlib import Path

import click

from demo.directories.nppes_file import NppesFileError, read_nppes
from demo.directories.registry import Registry
from demo.server import DirectoryServer


@click.command("demo-registry")
@click.option("--nppes", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; 0: any free one.")
@click.option("--json", "as_json", is_flag=True, help='Print {"base_url": …} instead of the bare address.')
def demo_registry(file: Path, port: int, as_json: bool) -> None:
    """Serve an NPPES file as the NPI registry's API would, on this machine only, until Ctrl-C.

    The first line printed is the address to give as `base_url`.
    """
    try:
        registry = Registry(read_nppes(file))
    except NppesFileError as error:
        raise click.ClickException(str(error)) from error
    server = _server(registry, port)
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    server.start()
    click.echo(json.dumps({"base_url": server.base_url}) if as_json else server.base_url)
    click.echo(f"{len(registry)} records; Ctrl-C ends it", err=True)
    click.echo(f"to crawl it: PINPOINT_ALLOW_ADDRESSES={server.address}", err=True)
    ended.wait()
    server.stop()


def _server(registry: Registry, port: int) -> DirectoryServer:
    try:
        return DirectoryServer(registry, port)
    except OSError as error:
        raise click.ClickException(f"port {port}: {error.strerror}; choose another, or 0 for any free one") from error
