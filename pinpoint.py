"""The command `pinpoint`: a group that imports each subcommand when it is called.

Exit codes are documented in docs/commands.md.
"""

import importlib
import sys

import click

from commands import COMMANDS
from index import file_modes, process_log, settings
from index.failure_text import failure_text

CHECKS_OF_OTHER_ROOMS = ("crawler.worker.source_checks",)
"""Modules outside `index/doctor` that define checks of `pinpoint doctor`."""
SERVICES = ("console", "serve", "work")
"""Commands whose standard output is their log."""


class LazyGroup(click.Group):
    """A group whose commands are imported by name, so that `pinpoint search` never imports Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Find people and clinics that do dry needling near a place, and see what is known of each."""
    ctx.obj = CHECKS_OF_OTHER_ROOMS


def main() -> None:
    """Run the command. A failure prints one sentence of ours, never a library's error text, and ends with 1."""
    _set_up_log()
    file_modes.keep_private()
    try:
        cli()
    except Exception as error:  # noqa: BLE001  (the process boundary)
        click.echo(f"Error: {_sentence(error)}", err=True)
        sys.exit(1)


def _set_up_log() -> None:
    """Write the log to standard error, as results go to standard output; a service logs to standard output."""
    try:
        level = settings.current().log_level
    except (settings.SettingError, OSError):
        level = "INFO"  # the command itself reports the error in the settings
    process_log.set_up(level, sys.stdout if sys.argv[1:2] and sys.argv[1] in SERVICES else sys.stderr)


def _sentence(error: Exception) -> str:
    """Return an error in one sentence: our own message, a known fault of machine or store, else kind and place."""
    if type(error).__module__.split(".")[0] in process_log.OUR_ROOMS:
        return str(error)
    if text := failure_text(error):
        return text
    kind, *places = type(error).__name__, *process_log.places(error.__traceback__)
    return f"{kind} in the program itself, which is a fault of ours; please report it: {' > '.join(places)}"


if __name__ == "__main__":
    main()
