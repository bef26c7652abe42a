"""From the store to a new current generation: fold, leave out, write, verify, point."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from index.checks.checks import checked
from index.checks.lookup import RegisterLookup
from index.evidence import NothingToFoldError, fold, shared_streets
from index.faults import fault_point
from index.inbox.showing import carry
from index.publish import manifest as manifests
from index.publish import shelf
from index.publish.documents import LINES
from index.publish.generation_writer import GenerationWriter
from index.publish.manifest import Manifest, ManifestError
from index.publish.opening import column_engine, current_number
from index.publish.overlay import Overlay
from index.records import Clinic, Practitioner, SeenListing
from index.search.build import build
from index.settings import Settings
from index.store import Store, sources
from index.store.listings import seen_listings
from index.store.memberships import listings_by_provider, living_ids
from index.store.promotion import whole_promotions
from index.store.schema import publication
from index.suppression import ensure_secret, keys_of
from index.suppression.hiding import hide
from index.vocabulary.state_rules import load_state_rules

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """What a publish did. `unchanged`: the documents are byte for byte those of the generation before."""

    manifest: Manifest
    unchanged: bool
    suppressed: int
    removed: tuple[int, ...]
    """Numbers of old generations that were removed."""
    swept: tuple[str, ...]
    """Names of what killed publishers had left."""

    @property
    def generation(self) -> int:
        """The number of the new generation."""
        return self.manifest.number


def publish(
    store: Store, settings: Settings, *, demonstration: bool = False, progress: Progress = lambda *_: None
) -> PublishReport:
    """Publish what the store holds as a new generation, and make it the current one.

    `demonstration` marks it as invented; so does any listing of a demonstration's source.
    `progress` is called with what is being done and how many so far. Raises PublisherBusyError where another
    process publishes; after any error, the generation before is still the current one.
    """
    folder = settings.generations
    own_rules = settings.own_state_rules
    rules = load_state_rules(own_rules if own_rules.exists() else None)
    with shelf.only_publisher(folder):
        number = _next_number(store, folder)
        before = _current_manifest(folder)
        swept = shelf.sweep(folder, before.number if before else None)
        carry(store, folder)
        overlay = hide(store, folder)
        secret = ensure_secret(store)
        with GenerationWriter(folder, number, build, column_engine) as writer:
            with whole_promotions(store, progress) as connection:
                suppressed = _write_providers(connection, writer, overlay, secret, progress)
                living = living_ids(connection)
                invented = demonstration or sources.holds_demonstration(connection)
                described = sources.descriptions(connection)
            progress("indexing", writer.written)
            notes = {"suppressed": suppressed}
            manifest = writer.finish(rules, living, demonstration=invented, notes=notes, sources=described)
        _record(store, manifest)
        fault_point("publish:recorded")
        removed = shelf.prune(folder, settings.generations_kept)
    return PublishReport(
        manifest=manifest,
        unchanged=before is not None and before.files.get(LINES) == manifest.files[LINES],
        suppressed=suppressed,
        removed=tuple(removed),
        swept=tuple(swept),
    )


def _write_providers(
    connection: Connection, writer: GenerationWriter, overlay: Overlay, secret: bytes, progress: Progress
) -> int:
    """Fold and write everybody who is not left out; return how many are."""
    registers = sources.registers(connection)
    streets = shared_streets(seen_listings(connection), registry_sources=registers)
    fold_listings = partial(fold, shared_streets=streets, rank=sources.trust(connection), registry_sources=registers)
    lookup = RegisterLookup(connection)
    suppressed = 0
    for provider_id, listings in listings_by_provider(connection):
        keys = frozenset().union(*(keys_of(seen.listing, secret) for seen in listings))
        if provider_id in overlay.suppressed or not keys.isdisjoint(overlay.keys):
            suppressed += 1
            continue
        _write(provider_id, listings, lambda *of: checked(fold_listings(*of), lookup), keys, writer)
        progress("publishing", writer.written)
    fault_point("publish:read")
    return suppressed


def _write(
    provider_id: str,
    listings: tuple[SeenListing, ...],
    fold_listings: Callable[[str, tuple[SeenListing, ...]], Practitioner | Clinic],
    keys: frozenset[int],
    writer: GenerationWriter,
) -> None:
    try:
        provider = fold_listings(provider_id, listings)
    except NothingToFoldError:  # only deactivated records are left of it: it is gone, not wrong
        return
    writer.add(provider, keys)


def _next_number(store: Store, folder: Path) -> int:
    with store.read() as connection:
        recorded = connection.execute(select(func.max(publication.c.generation))).scalar_one() or 0
    return max([recorded, *shelf.numbers_on(folder)]) + 1


def _current_manifest(folder: Path) -> Manifest | None:
    number = current_number(folder)
    if number is None:
        return None
    try:
        return manifests.read_manifest(folder / shelf.generation_name(number))
    except ManifestError:
        return None


def _record(store: Store, manifest: Manifest) -> None:
    with store.write() as connection:
        connection.execute(
            insert(publication).values(
                generation=manifest.number,
                built_at=manifest.built_at,
                providers=manifest.counts["providers"],
                content_sha256=manifest.content_sha256,
            )
        )
