"""Source files of this home: read, checked against their platforms, and registered in the store."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from crawler.platforms import spider_class
from crawler.platforms.base import check_options
from crawler.sources.definition import GUIDE, SourceDefinition, SourceError, error_text
from index.settings import Settings
from index.store import Store, sources

SHIPPED = Path(__file__).parents[1] / "sources"


def load_source(path: Path) -> SourceDefinition:
    """Read one source file; raises SourceError with the file, the key and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: not YAML: {error}") from error
    definition = _parsed(path, text)
    _check_options(definition, path)  # each time: it looks at other files, such as a list that the source reads
    return definition


@lru_cache(maxsize=1000)
def _parsed(path: Path, text: str) -> SourceDefinition:
    """Return the description in a file's text; a page of the console reads hundreds that did not change."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SourceError(f"{path}: not YAML: {error}") from error
    if not isinstance(content, Mapping):
        raise SourceError(f"{path}: a source file is a list of `key: value`; {GUIDE}")
    try:
        definition = SourceDefinition.model_validate(content)
    except ValidationError as error:
        raise SourceError(f"{path}: {error_text(error)}; {GUIDE}") from error
    if definition.id != path.stem:
        raise SourceError(f"{path}: id: is {definition.id!r}, and the file's name says {path.stem!r}")
    return definition


def load_sources(settings: Settings) -> tuple[dict[str, SourceDefinition], list[SourceError]]:
    """Return every source by id, and the errors of the files that could not be read.

    The operator's own files replace shipped ones of the same name. A broken file affects no other.
    """
    found: dict[str, SourceDefinition] = {}
    broken: list[SourceError] = []
    for path in _paths(settings):
        try:
            definition = load_source(path)
        except SourceError as error:
            error.source_id = path.stem
            broken.append(error)
        else:
            found[definition.id] = definition
    return found, broken


def marks_of_files(settings: Settings) -> dict[str, tuple[int, int]]:
    """Return (modification time in nanoseconds, size in bytes) of each source file, to notice changes."""
    marks = {}
    for path in _paths(settings):
        try:
            stat = path.stat()
        except FileNotFoundError:  # removed meanwhile
            continue
        marks[str(path)] = stat.st_mtime_ns, stat.st_size
    return marks


def _paths(settings: Settings) -> tuple[Path, ...]:
    return (*sorted(SHIPPED.glob("*.yml")), *sorted(settings.own_sources.glob("*.yml")))


def _check_options(definition: SourceDefinition, path: Path) -> None:
    if not definition.platform:
        return
    try:
        check_options(definition, spider_class(definition.platform))
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from error


NEVER = 0  # the interval of a source that runs only by hand


def register_sources(store: Store, settings: Settings) -> tuple[dict[str, SourceDefinition], list[SourceError]]:
    """Read every source file and update its row in the store; whether a known source is enabled does not change.

    Returns the sources by id, and the errors of the files that could not be read.
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
