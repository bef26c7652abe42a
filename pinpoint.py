"""The command `pinpoint`: one group that loads each room's commands when they are asked for.

The only module that knows all three packages. Exit codes are documented in docs/commands.md.
"""

import importlib
import sys

import click

COMMANDS = {
    "archive": "crawler.archive.archive_cli:archive",
    "approve": "crawler.decisions_cli:approve_command",
    "cancel": "crawler.decisions_cli:cancel_command",
    "cases": "index.inbox.cli:cases",
    "checks": "index.checks.cli:checks",
    "crawl": "crawler.crawl_cli:crawl",
    "demo": "crawler.demo_cli:demo",
    "demo-directory": "crawler.demo.platforms.cli:demo_directory",
    "demo-registry": "crawler.demo.registry_cli:demo_registry",
    "diff": "crawler.runs_cli:diff",
    "doctor": "index.doctor:doctor",
    "evidence": "index.evidence.cli:evidence",
    "export": "index.publish.cli:export",
    "gates": "crawler.gates_cli:gates_group",
    "history": "index.history.cli:history",
    "normalize": "index.normalize.cli:normalize_text",
    "places": "index.places.cli:places",
    "publish": "index.publish.cli:publish",
    "reject": "crawler.decisions_cli:reject_command",
    "remove": "index.suppression.cli:remove",
    "replay": "crawler.archive.replay_cli:replay",
    "resolve": "index.resolve.cli:resolve",
    "review": "index.resolve.review_cli:review",
    "robots": "crawler.manners.robots_cli:robots",
    "runs": "crawler.runs_cli:runs_group",
    "search": "index.search.cli:search",
    "serve": "webapp.cli:serve",
    "sources": "crawler.sources_cli:sources_group",
    "vocabulary": "index.vocabulary.cli:vocabulary",
    "work": "crawler.work_cli:work",
}
OUR_ROOMS = ("crawler", "index", "webapp")


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
def cli() -> None:
    """Find people and clinics that do dry needling near a place, and see what is known of each."""


def main() -> None:
    """Run the command; a failure that one of our rooms raised is told in its sentence, without a traceback."""
    try:
        cli()
    except Exception as error:  # the process boundary
        if type(error).__module__.split(".")[0] not in OUR_ROOMS:
            raise
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
