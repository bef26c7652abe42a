"""Publishes the store as a new current generation: merges listings, leaves out removals, judges, writes, verifies."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from index.corrections.showing import carry
from index.corrections.suppression import ensure_secret, keys_of
from index.corrections.suppression.hiding import hide
from index.faults import fault_point
from index.providers import NothingToMergeError, SharedBuildings, merge, shared_streets
from index.providers.trust import Trust
from index.publish.checks.checks import checked
from index.publish.checks.lookup import RegisterLookup, exclusion_list
from index.publish.generation_writer import GenerationWriter
from index.publish.guide_signing import carry_signatures
from index.publish.open_states import carry_open_states
from index.publish.publish_gate import (
    ClusterSizes,
    Gone,
    HoldAcceptance,
    PublicationHeldError,
    Published,
    judge,
    judge_count,
)
from index.publish.roster import load_roster
from index.published import generation_folder
from index.published import manifest as manifests
from index.published.current import column_engine, current_number
from index.published.documents import LINES
from index.published.manifest import Manifest, ManifestError, SourceOff
from index.published.overlay import Overlay
from index.published.pin import check_not_pinned, pinning, sweep_pin
from index.records import Clinic, Practitioner, SeenListing
from index.search.column_engine import build
from index.settings import Settings
from index.store import Store, audit, publication_holds, publications, sources
from index.store.freeze import refuse_frozen
from index.store.identities import mixed_up
from index.store.identities.memberships import listings_by_provider
from index.store.listings.listings import seen_listings
from index.store.merged_ids import living_ids
from index.store.promotion import whole_promotions
from index.store.publications import Contained, Publication
from index.store.schema import publication
from index.vocabulary.state_rules import load_state_rules

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """The result of a publish. `unchanged`: the documents equal those of the previous generation byte for byte."""

    manifest: Manifest
    unchanged: bool
    suppressed: int
    removed: tuple[int, ...]
    """Numbers of old generations that were removed."""
    swept: tuple[str, ...]
    """Names of folders that killed publishers had left, now removed."""
    accepted: tuple[str, ...] = ()
    """The causes of a hold that a person accepted."""

    @property
    def generation(self) -> int:
        """The number of the new generation."""
        return self.manifest.number


def publish(
    store: Store,
    settings: Settings,
    *,
    demonstration: bool = False,
    acceptance: HoldAcceptance | None = None,
    progress: Progress = lambda *_: None,
) -> PublishReport:
    """Publish the store as a new generation, and make it the current one.

    `demonstration` marks it as invented; so does any listing of a demonstration's source. With `acceptance` the
    gate's causes do not hold it, but for others than it names. `progress` is called with the step's name and its count
    so far. Raises PublisherBusyError if another process publishes, PublicationHeldError if the gate holds it,
    PinnedError if a generation is pinned, also meanwhile, and FrozenError in a frozen home; removals and hidden fields
    are in force even then. After any error the previous generation is still the current one.
    """
    folder = settings.generations
    own_rules = settings.own_state_rules
    rules = load_state_rules(own_rules if own_rules.exists() else None)
    with generation_folder.only_publisher(folder):
        carry(store, folder)
        carry_open_states(store, folder)
        carry_signatures(store, folder)
        overlay = hide(store, folder)
        with store.read() as connection:
            refuse_frozen(connection)
        check_not_pinned(folder)
        number = _next_number(store, folder)
        before = _current_manifest(folder)
        swept = generation_folder.sweep(folder, before.number if before else None, _published_numbers(store))
        secret = ensure_secret(store)
        with GenerationWriter(folder, number, build, column_engine) as writer:
            writer.permission = partial(_unless_frozen, store)
            writer.keys = settings.keys
            with whole_promotions(store, progress) as connection:
                written = _write_providers(connection, writer, overlay, secret, progress)
                contained = publications.to_contain(connection)
                living, mixed = living_ids(connection), mixed_up.ids(connection)
                invented = demonstration or sources.holds_demonstration(connection)
                described = sources.descriptions(connection)
                off = sources.switched_off(connection)
                writer.may_leave = sources.may_leave(connection)
                writer.exclusion_list = exclusion_list(connection)
                writer.sources_off = {source: SourceOff(**described_off) for source, described_off in off.items()}
            accepted = _pass_gate(store, settings, writer, written, living, before, acceptance)
            progress("indexing", writer.written)
            manifest = writer.finish(
                rules,
                living,
                demonstration=invented,
                notes={"suppressed": len(written.left_out)},
                measures=written.sizes.measures(),
                sources=described,
                mixed_up=mixed,
            )
        _record(store, manifest, contained, accepted, acceptance)
        fault_point("publish:recorded")
        with pinning(folder):  # no rollback may choose a generation that is being removed
            sweep_pin(folder)
            removed = generation_folder.prune(folder, settings.generations_kept, current_number(folder))
    return PublishReport(
        manifest=manifest,
        unchanged=before is not None and before.files.get(LINES) == manifest.files[LINES],
        suppressed=len(written.left_out),
        accepted=accepted,
        removed=tuple(removed),
        swept=tuple(swept),
    )


@dataclass(slots=True)
class _Written:
    """Counts and removals met while the providers were written."""

    sizes: ClusterSizes
    left_out: set[str]
    """Ids left out on request."""


def _write_providers(
    connection: Connection, writer: GenerationWriter, overlay: Overlay, secret: bytes, progress: Progress
) -> _Written:
    """Merge and write every provider that is not left out."""
    registers = sources.registers(connection)
    rank = sources.trust(connection)
    buildings = SharedBuildings(Trust(rank, registers))
    known = buildings.reading(seen_listings(connection), lambda seen: _is_left_out(seen, overlay, secret))
    streets = shared_streets(known, registry_sources=registers)
    fold_listings = partial(merge, shared_streets=streets, buildings=buildings, rank=rank, registry_sources=registers)
    lookup = RegisterLookup(connection)
    written = _Written(ClusterSizes(), set())
    nobody = mixed_up.ids(connection)  # a returned listing under such an id waits for the next resolution
    for provider_id, listings in listings_by_provider(connection):
        if provider_id in nobody:
            continue
        keys = frozenset().union(*(keys_of(seen.listing, secret) for seen in listings))
        if provider_id in overlay.suppressed or not keys.isdisjoint(overlay.keys):
            written.left_out.add(provider_id)
            continue
        _write(provider_id, listings, lambda *of: checked(fold_listings(*of), lookup), keys, writer, written.sizes)
        progress("publishing", writer.written)
    fault_point("publish:read")
    return written


@contextmanager
def _unless_frozen(store: Store) -> Iterator[None]:
    """Exclude a freeze while a generation becomes the current one; raises FrozenError where one lasts."""
    with store.write() as connection:
        refuse_frozen(connection)
        yield


def _is_left_out(seen: SeenListing, overlay: Overlay, secret: bytes) -> bool:
    return bool(overlay.keys) and not overlay.keys.isdisjoint(keys_of(seen.listing, secret))


def _write(
    provider_id: str,
    listings: tuple[SeenListing, ...],
    fold_listings: Callable[[str, tuple[SeenListing, ...]], Practitioner | Clinic],
    keys: frozenset[int],
    writer: GenerationWriter,
    sizes: ClusterSizes,
) -> None:
    try:
        provider = fold_listings(provider_id, listings)
    except NothingToMergeError:  # only deactivated records are left: the provider is gone, which is no error
        return
    writer.add(provider, keys)
    sizes.add(provider, listings)


def _pass_gate(
    store: Store,
    settings: Settings,
    writer: GenerationWriter,
    written: _Written,
    living: Mapping[str, str],
    before: Manifest | None,
    acceptance: HoldAcceptance | None,
) -> tuple[str, ...]:
    """Judge the written providers; return the accepted causes, or record a hold and raise PublicationHeldError."""
    ids, rows = writer.roster()
    new = Published(number=writer.number, ids=ids, rows=rows, measures=written.sizes.measures())
    gone = Gone(left_out=frozenset(written.left_out), living=living)
    earlier = _published_before(settings.generations, before)
    causes = tuple(judge(new, written.sizes, earlier, gone, settings))
    if earlier is None:
        causes += tuple(one for one in _held_without_generation(store, len(ids), settings) if one not in causes)
    if causes and (acceptance is None or not acceptance.covers(causes)):
        with store.write() as connection:
            publication_holds.hold(connection, causes)
        raise PublicationHeldError(causes)
    return causes


def _held_without_generation(store: Store, shown: int, settings: Settings) -> tuple[str, ...]:
    """Return the causes where the generation to compare with is gone, as in a restored home.

    They are those of a hold that is still open, else what the store's newest publication says.
    """
    with store.read() as connection:
        before, hold = publication_holds.newest_publication(connection), publication_holds.current_hold(connection)
    if hold and before:
        return hold.causes
    return tuple(judge_count(shown, before, settings))


def _published_before(folder: Path, before: Manifest | None) -> Published | None:
    if before is None:
        return None
    roster = load_roster(folder / generation_folder.generation_name(before.number))
    if roster is None:
        return None
    ids, rows = roster
    return Published(number=before.number, ids=ids, rows=rows, measures=before.measures)


def _next_number(store: Store, folder: Path) -> int:
    with store.read() as connection:
        recorded = publication_holds.newest_published(connection)
    return max([recorded, *generation_folder.numbers_on(folder)]) + 1


def _published_numbers(store: Store) -> frozenset[int]:
    with store.read() as connection:
        return frozenset(connection.execute(select(publication.c.generation)).scalars())


def _current_manifest(folder: Path) -> Manifest | None:
    number = current_number(folder)
    if number is None:
        return None
    try:
        return manifests.read_manifest(folder / generation_folder.generation_name(number))
    except ManifestError:
        return None


def _record(
    store: Store,
    manifest: Manifest,
    contained: Contained,
    accepted: tuple[str, ...],
    acceptance: HoldAcceptance | None,
) -> None:
    with store.write() as connection:
        publication_holds.end_hold(connection, manifest.number)
        if acceptance is not None:
            note = "; ".join([acceptance.reason, *accepted])
            subject = f"generation {manifest.number}"
            audit.record(connection, who=acceptance.who, action="publish/accept", subject=subject, note=note)
        published = Publication(
            generation=manifest.number,
            built_at=manifest.built_at,
            providers=manifest.counts["providers"],
            content_sha256=manifest.content_sha256,
        )
        publications.record(connection, published, contained)
