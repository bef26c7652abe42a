"""Everything that an operator looks at, each as a function without arguments, for tests of what a look costs."""

from click.testing import CliRunner
from prometheus_client import CollectorRegistry, generate_latest

from crawler.worker.home_metrics import HomeCollector
from index import settings
from index.store.database import store_of_home
from pinpoint import cli

COMMANDS = {
    "pinpoint today": ("today", "--json"),
    "pinpoint sources list": ("sources", "list", "--json"),
    "pinpoint runs trend": ("runs", "trend", "{source}", "--json"),
    "pinpoint diagnose": ("diagnose", "{source}", "--json"),
    "pinpoint watch": ("watch",),
    "pinpoint doctor": ("doctor", "--json"),
}
PAGES = {"Today": "/", "Sources": "/sources", "a source's page": "/sources/{source}"}
LOOKS = (*PAGES, *COMMANDS, "metrics")


def operator_work(console, source):
    """Return the work by name, over the home of the console's pages; `source` is the one that is looked at."""
    pages = {name: _page(console, path.format(source=source)) for name, path in PAGES.items()}
    commands = {name: _command(*(word.format(source=source) for word in words)) for name, words in COMMANDS.items()}
    return {**pages, **commands, "metrics": _scrape}


def _page(console, path):
    return lambda: console.page(path)


def _command(*words):
    def run():
        done = CliRunner().invoke(cli, words)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception

    return run


def _scrape():
    registry = CollectorRegistry()
    registry.register(HomeCollector(store_of_home, settings.current()))
    assert b'pinpoint_metrics_part_up{part="store"} 1.0' in generate_latest(registry)
