"""Resolves a file of listings into a table of ids, without a store."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import RawListing
from index.resolve.clusters import cluster
from index.resolve.decisions import Decisions
from index.resolve.identities import identify
from index.resolve.listings_file import members, read_listings, read_predicted, write_predicted
from index.resolve.npi_owner import with_own_npis
from index.resolve.report import ResolveReport
from index.resolve.traits import Traits, traits_of

AT_ONCE = 2_000  # listings that one process reads together
FEW = 20_000  # listings; below, starting processes costs more than it saves
LONG_AGO = date(2000, 1, 1)

Progress = Callable[[str, int], None]


def resolve_file(
    listings: Path, out: Path, previous: Path | None, registers: frozenset[str], progress: Progress
) -> ResolveReport:
    """Write who is who in a file of listings; ids of an earlier table stay wherever they can.

    Raises ListingsFileError naming the line. Uses every processor for reading names and addresses.
    """
    before = read_predicted(previous) if previous else {}
    progress("reading listings", 0)
    traits = with_own_npis(sorted(_read(listings, registers, progress), key=lambda one: one.key))
    names = {one.key: one.name_key for one in traits}
    standing = members(before, names)
    clusters = cluster(traits, standing, Decisions(), progress)
    identities = identify(clusters.groups, standing, {one.id: LONG_AGO for one in before.values()})
    rows = sorted((key, to, names[key]) for key, to in identities.provider.items())
    write_predicted(out, rows)
    return ResolveReport(
        listings=len(traits),
        providers=len(clusters.groups),
        new=len(identities.new),
        merged=len(identities.merged),
        split=identities.split,
        changed=sum(key not in standing or standing[key].provider != to for key, to, _ in rows),
        ambiguous=clusters.ambiguous,
        doubts=len(clusters.doubts),
        coverage=round(clusters.coverage, 2),
        oversized_blocks=clusters.oversized_blocks,
        vetoes={str(name): count for name, count in sorted(clusters.vetoes.items())},
    )


def _read(path: Path, registers: frozenset[str], progress: Progress) -> Iterator[Traits]:
    batches = _batches(read_listings(path, registers))
    read = partial(traits_of_batch, registers=registers)
    processors = os.cpu_count() or 1
    done = 0
    if processors == 1 or path.stat().st_size < FEW * 300:
        results: Iterable[list[Traits]] = map(read, batches)
        for traits in results:
            done += len(traits)
            progress("reading listings", done)
            yield from traits
        return
    with ProcessPoolExecutor(processors) as pool:
        for traits in _in_turn(pool, read, batches, processors):
            done += len(traits)
            progress("reading listings", done)
            yield from traits


def _in_turn(
    pool: ProcessPoolExecutor,
    read: Callable[[list[RawListing]], list[Traits]],
    batches: Iterator[list[RawListing]],
    processors: int,
) -> Iterator[list[Traits]]:
    """Yield results in order, with a few batches under way and no more."""
    under_way = [pool.submit(read, batch) for batch in islice(batches, 2 * processors)]
    while under_way:
        yield under_way.pop(0).result()
        under_way += [pool.submit(read, batch) for batch in islice(batches, 1)]


def _batches(listings: Iterator[RawListing]) -> Iterator[list[RawListing]]:
    while batch := list(islice(listings, AT_ONCE)):
        yield batch


def traits_of_batch(batch: list[RawListing], registers: frozenset[str]) -> list[Traits]:
    """Return the traits of raw listings; what a process of its own does."""
    gazetteer = open_gazetteer()
    return [traits_of(normalize(raw, gazetteer), register=raw.source in registers) for raw in batch]
