"""Carries the source files into the store, where the worker and the console see them."""

from crawler.source import SourceDefinition, SourceError
from crawler.source_files import load_sources
from index.settings import Settings
from index.store import Store, sources

NEVER = 0  # interval of a source that runs only by hand


def register_sources(store: Store, settings: Settings) -> tuple[dict[str, SourceDefinition], list[SourceError]]:
    """Read every source file and refresh its row; whether it is enabled stays as the store has it.

    Returns the sources by id, and what is wrong with files that could not be read.
    """
    definitions, broken = load_sources(settings)
    with store.write() as connection:
        for definition in definitions.values():
            every = definition.schedule.every
            sources.register(
                connection,
                source_id=definition.id,
                host_key=definition.host_key,
                definition=definition.model_dump_json(),
                interval_seconds=int(every.total_seconds()) if every else NEVER,
                enabled=definition.enabled_by_default,
            )
    return definitions, broken
