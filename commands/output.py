"""Parts of several commands: JSON on standard output, progress on standard error, options, decision commands."""

import getpass
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from index.places.states import state_code


def _user() -> str:
    """Return the name of the current user, or "user 10001" where the system has no name, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # KeyError up to Python 3.12
        return f"user {os.getuid()}"


def who_option(help_text: str = "Who decides.") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--who` of a command that records who decided something."""
    return click.option("--who", default=_user, show_default="the user", help=help_text)


json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")


def echo_json(value: object) -> None:
    """Write a value as one line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str, int], None]]:
    """Yield a function that shows a step and its count so far on standard error, if that is a terminal."""
    from rich.console import Console  # imported here: most commands show no progress
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda *_: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda what, count: bar.update(task, description=what, completed=count)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_reason = click.option("--reason", required=True, help="What was compared, and what was found.")


def decision_command(name: str, help_text: str, decide: Callable[..., None], *parameters: Decorator) -> click.Command:
    """Return a command that calls `decide` with the values of `parameters`, in their order, and with the reason."""

    def decided(**values: str) -> None:
        decide(**values)

    call: Callable[..., Any] = decided
    decorators: list[Decorator] = [*parameters, _reason]
    for parameter in reversed(decorators):
        call = parameter(call)
    return click.command(name, help=help_text)(call)


states_option = click.option(
    "--states", default="", metavar="CO,WY", help="Only these states, with commas between them."
)


def read_states(text: str) -> tuple[str, ...]:
    """Return the codes of states that are written as codes or names, each once, sorted; () for an empty text."""
    written = [part.strip() for part in text.split(",") if part.strip()]
    codes = {part: state_code(part) for part in written}
    if unknown := [part for part, code in codes.items() if not code]:
        raise click.BadParameter(f"{unknown[0]!r} is no state; write codes or names, such as CO,WY", param_hint="STATE")
    return tuple(sorted(set(codes.values())))
