"""`pinpoint demo-directory`: serves one invented directory in the shape of a platform, in the foreground."""

import signal
import threading

import click

from commands.output import echo_json, json_option
from demo.directories.platforms import DEMONSTRATIONS, FRONT, directory_class
from demo.server import DirectoryServer
from demo.world.world import World


@click.command("demo-directory")
@click.argument("platform", type=click.Choice(sorted(DEMONSTRATIONS)), metavar="PLATFORM")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; 0: any free one.")
@json_option
def demo_directory(platform: str, port: int, as_json: bool) -> None:
    """Serve an invented directory in the shape of a locator platform, on this machine only, until Ctrl-C.

    The first line printed is the page to give to `pinpoint sources probe`; each further line is a `--stand-in` for it.
    """
    made = directory_class(platform)
    try:
        server = DirectoryServer(made(World().of("school")), port)
    except OSError as error:
        raise click.ClickException(f"port {port}: {error.strerror}; choose another, or 0 for any free one") from error
    stand_ins = dict.fromkeys(made.stands_in_for, server.base_url)
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    server.start()
    if as_json:
        echo_json({"page": server.base_url + FRONT, "stand_ins": stand_ins})
    else:
        for line in (server.base_url + FRONT, *(f"{public}={fetched}" for public, fetched in stand_ins.items())):
            click.echo(line)
    click.echo(
        f"allow it with PINPOINT_ALLOW_ADDRESSES={server.base_url.removeprefix('http://')}; Ctrl-C ends it", err=True
    )
    ended.wait()
    server.stop()
