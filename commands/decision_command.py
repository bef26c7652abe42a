"""Commands by which a person decides on a pair or match: each records who decided and why."""

from collections.abc import Callable
from typing import Any

import click

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
