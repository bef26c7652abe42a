"""Resolves a file of listings into a table of ids, without a store."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from index.normalize.listing import normalize
from index.normalize.name import JOINT
from index.places.gazetteer import open_gazetteer
from index.records import Listing, RawListing
from index.resolve.clusters import cluster
from index.resolve.decisions import Decisions
from index.resolve.identities import identify
from index.resolve.listings_file import members, read_listings, read_predicted, write_predicted
from index.resolve.mixed_up import mixed_up
from index.resolve.npi_owner import with_own_npis
from index.resolve.packed import Packed, pack, unpack
from index.resolve.processes import in_processes
from index.resolve.report import ResolveReport
from index.resolve.sticky import held_together, keeping_ids
from index.resolve.traits import Traits, traits_of

FEW = 20_000  # listings; below, starting processes costs more than it saves
LONG_AGO = date(2000, 1, 1)

Progress = Callable[[str, int], None]


def resolve_file(
    listings: Path,
    out: Path,
    previous: Path | None,
    registers: frozenset[str],
    progress: Progress,
    loose: frozenset[str] = frozenset(),
) -> ResolveReport:
    """Write who is who in a file of listings; ids of an earlier table stay wherever they can.

    `registers` are NPI registers, `loose` the sources that may give an id to somebody else.
    Raises ListingsFileError naming the line. Uses every processor for reading names and addresses.
    """
    before = read_predicted(previous) if previous else {}
    progress("reading listings", 0)
    traits = with_own_npis(sorted(unpack(_read(listings, registers, progress)), key=lambda one: one.key))
    names = {one.key: one.name_key for one in traits}
    standing = members(before, names)
    clusters = cluster(traits, held_together(standing, loose), Decisions(), progress)
    by_evidence = {key: (one.provider, one.name_key) for key, one in standing.items()}
    mixed = mixed_up(clusters.groups, by_evidence, {key: one.provider for key, one in standing.items()})
    standing = {key: one for key, one in standing.items() if one.provider not in mixed}
    identities = identify(
        clusters.groups, keeping_ids(standing, names, loose), {one.id: LONG_AGO for one in before.values()}
    )
    rows = sorted((key, to, names[key]) for key, to in identities.provider.items())
    write_predicted(out, rows)
    return ResolveReport(
        listings=len(traits),
        looked_at=len(traits),
        pairs=clusters.pairs,
        providers=len(clusters.groups),
        new=len(identities.new),
        merged=len(identities.merged),
        split=identities.split,
        mixed_up=len(mixed),
        changed=sum(key not in standing or standing[key].provider != to for key, to, _ in rows),
        ambiguous=clusters.ambiguous,
        doubts=len(clusters.doubts),
        coverage=round(clusters.coverage, 2),
        oversized_blocks=clusters.oversized_blocks,
        vetoes={str(name): count for name, count in sorted(clusters.vetoes.items())},
    )


def _read(path: Path, registers: frozenset[str], progress: Progress) -> Iterator[Packed]:
    many = path.stat().st_size > FEW * 300
    done = 0
    for batch in in_processes(partial(packed_traits, registers), read_listings(path, registers), many=many):
        done += len(batch)
        progress("reading listings", done)
        yield from batch


def packed_traits(registers: frozenset[str], batch: list[RawListing]) -> list[Packed]:
    """Return the traits of raw listings; what a process of its own does."""
    gazetteer = open_gazetteer()
    return [pack(_traits(normalize(raw, gazetteer), registers)) for raw in batch]


def _traits(listing: Listing, registers: frozenset[str]) -> Traits:
    """Return the traits of a listing. A row that names several people has one id, which is none of theirs."""
    traits = traits_of(listing, register=listing.source in registers)
    return replace(traits, npi="", shown_npi="", alone=True) if JOINT in listing.problems else traits
