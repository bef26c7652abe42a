"""Resolves a file of listings (one JSON object a line) into a CSV table of ids, without a store."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from index.file_modes import as_the_operator_has_it
from index.normalize.listing import normalize
from index.normalize.names.name import JOINT
from index.places.gazetteer import open_gazetteer
from index.records import Listing, ListingKind, RawListing, RawLocation
from index.resolve.clusters.clusters import Member, cluster
from index.resolve.clusters.mixed_up import mixed_up
from index.resolve.compare.features import Features, Key, features_of
from index.resolve.compare.npi_owner import with_own_npis
from index.resolve.compare.packed import Packed, pack, unpack
from index.resolve.decisions import Decisions
from index.resolve.identities.identities import held_together, identify, keeping_ids
from index.resolve.incremental.processes import in_processes
from index.resolve.resolution import ResolveReport

HEADER = ("source", "source_id", "id", "name_key")


class ListingsFileError(ValueError):
    """A line is no listing, or a listing is there twice; the message has file and line."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """A listing's row in an earlier table. `name_key` is None where the table has no such column."""

    id: str
    name_key: str | None


def read_listings(path: Path, registers: frozenset[str]) -> Iterator[RawListing]:
    """Yield the listings of a file; raises ListingsFileError with the line.

    Sources in `registers` write names as "FAMILY, GIVEN MIDDLE".
    """
    seen: set[Key] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            listing = _listing(line, registers, f"{path.name}, line {number}")
            key = (listing.source, listing.source_id)
            if key in seen:
                raise ListingsFileError(f"{path.name}, line {number}: {key} is there twice; write each listing once")
            seen.add(key)
            yield listing


def _listing(line: str, registers: frozenset[str], where: str) -> RawListing:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ListingsFileError(f"{where}: no JSON ({error}); write one object a line") from error
    if not isinstance(row, dict) or not row.get("source") or not row.get("source_id"):
        raise ListingsFileError(f"{where}: no object with source and source_id")
    text = {name: value if isinstance(value, str) else "" for name, value in row.items()}
    location = RawLocation(
        organization=text.get("clinic", ""),
        street=text.get("street", ""),
        city=text.get("city", ""),
        state=text.get("state", ""),
        zip=text.get("zip", ""),
        phone=text.get("phone", ""),
    )
    name = text.get("name", "")
    return RawListing(
        source=str(row["source"]),
        source_id=str(row["source_id"]),
        kind=ListingKind.PERSON,
        url="",
        name=name,
        credentials=text.get("credentials_text", ""),
        profession=text.get("profession_text", ""),
        locations=(location,),
        website=text.get("website", ""),
        npi=text.get("npi", ""),
        family_first=row["source"] in registers and "," in name,
    )


def read_predicted(path: Path) -> dict[Key, Predicted]:
    """Return the rows of an earlier table by key; raises ListingsFileError where a line has no id."""
    found: dict[Key, Predicted] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        for row in rows:
            if len(row) < len(HEADER) - 1:
                raise ListingsFileError(f"{path.name}, line {rows.line_num}: write source, source_id and id")
            found[row[0], row[1]] = Predicted(row[2], row[3] if len(row) > len(HEADER) - 1 else None)
    return found


def members(predicted: Mapping[Key, Predicted], names: Mapping[Key, str]) -> dict[Key, Member]:
    """Return the earlier memberships; without a column of names, `names` are taken as unchanged."""
    return {
        key: Member(one.id, names.get(key, "") if one.name_key is None else one.name_key)
        for key, one in predicted.items()
    }


def write_predicted(path: Path, rows: Iterable[tuple[Key, str, str]]) -> None:
    """Write (key, id, name key) rows as a table; raises ListingsFileError where the file cannot be written."""
    with as_the_operator_has_it():
        try:
            file = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise ListingsFileError(f"{path} cannot be written ({error.strerror}); name a file in a folder") from error
    with file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADER)
        table.writerows((*key, provider, name) for key, provider, name in rows)


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
    """Resolve a file of listings and write their ids to `out`, keeping the ids of an earlier table where possible.

    `registers` are NPI registers, `loose` the sources that may reuse an id for somebody else. Raises ListingsFileError
    with the line. Reads names and addresses on all processors.
    """
    before = read_predicted(previous) if previous else {}
    progress("reading listings", 0)
    features = with_own_npis(sorted(unpack(_read(listings, registers, progress)), key=lambda one: one.key))
    names = {one.key: one.name_key for one in features}
    current = members(before, names)
    clusters = cluster(features, held_together(current, loose), Decisions(), progress)
    by_evidence = {key: (one.provider, one.name_key) for key, one in current.items()}
    mixed = mixed_up(clusters.groups, by_evidence, {key: one.provider for key, one in current.items()})
    current = {key: one for key, one in current.items() if one.provider not in mixed}
    identities = identify(
        clusters.groups, keeping_ids(current, names, loose), {one.id: LONG_AGO for one in before.values()}
    )
    rows = sorted((key, to, names[key]) for key, to in identities.provider.items())
    write_predicted(out, rows)
    return ResolveReport(
        listings=len(features),
        looked_at=len(features),
        pairs=clusters.pairs,
        providers=len(clusters.groups),
        new=len(identities.new),
        merged=len(identities.merged),
        split=identities.split,
        mixed_up=len(mixed),
        changed=sum(key not in current or current[key].provider != to for key, to, _ in rows),
        ambiguous=clusters.ambiguous,
        doubts=len(clusters.doubts),
        coverage=round(clusters.coverage, 2),
        oversized_blocks=clusters.oversized_blocks,
        vetoes={str(name): count for name, count in sorted(clusters.vetoes.items())},
    )


def _read(path: Path, registers: frozenset[str], progress: Progress) -> Iterator[Packed]:
    many = path.stat().st_size > FEW * 300
    done = 0
    for batch in in_processes(partial(packed_features, registers), read_listings(path, registers), many=many):
        done += len(batch)
        progress("reading listings", done)
        yield from batch


def packed_features(registers: frozenset[str], batch: list[RawListing]) -> list[Packed]:
    """Return the packed features of raw listings; runs in a process of its own."""
    gazetteer = open_gazetteer()
    return [pack(_features(normalize(raw, gazetteer), registers)) for raw in batch]


def _features(listing: Listing, registers: frozenset[str]) -> Features:
    """Return the features of a listing. A row that names several people has no NPI, and joins nobody."""
    features = features_of(listing, register=listing.source in registers)
    return replace(features, npi="", shown_npi="", alone=True) if JOINT in listing.problems else features
