"""The difference between two generations: providers added, changed field by field, and removed.

Compared is what a page shows, without ids, days of reading and run numbers, as in `export --content`. The overlay of
today applies to both: whoever asked to be left out is neither added, changed nor removed and has no name here, and
hidden fields are not compared.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.published import manifest as manifests
from index.published.catalog import DamagedGenerationError, UnknownGenerationError
from index.published.document import provider_document
from index.published.documents import Documents
from index.published.export import content_document
from index.published.generation_folder import generation_name
from index.published.generation_tables import load_redirects
from index.published.manifest import ManifestError
from index.published.overlay import Overlay, read_overlay, without_fields
from index.published.suppression_keys import SuppressionKeys
from index.records import Provider


@dataclass(frozen=True, slots=True)
class Change:
    """The value of a field in the earlier and in the later generation, as JSON."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One provider that differs: `fields` that changed, named as in a document; `now` the id it was merged into."""

    id: str
    name: str
    kind: str
    states: tuple[str, ...]
    fields: tuple[str, ...] = ()
    now: str = ""
    changes: tuple["Change", ...] = ()
    """The values of `fields`, in the same order."""


@dataclass(slots=True)
class DifferenceGroup:
    """All providers with one kind of difference: exact counts, and by id up to `limit` of them, after `begin`."""

    limit: int
    begin: int = 0
    count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    """A provider counts in each state where it has a place; one without a state counts as ""."""
    fields: Counter[str] = field(default_factory=Counter)
    first: list[Difference] = field(default_factory=list)

    def add(self, one: Difference) -> None:
        """Count a provider."""
        self.count += 1
        self.kinds[one.kind] += 1
        self.states.update(one.states or ("",))
        self.fields.update(one.fields)
        if self.count > self.begin and len(self.first) < self.limit:
            self.first.append(one)


@dataclass(slots=True)
class GenerationDifference:
    """The difference from generation `before` to `after`; `left_out` has the ids that today's removals hide."""

    before: int
    after: int
    added: DifferenceGroup
    changed: DifferenceGroup
    removed: DifferenceGroup
    left_out: list[str] = field(default_factory=list)
    same: int = 0


class _Side:
    """The documents of one generation, whole, under the overlay of today."""

    def __init__(self, folder: Path, number: int, overlay: Overlay) -> None:
        path = folder / generation_name(number)
        if not path.is_dir():
            raise UnknownGenerationError(f"generation {number} is not on disk; see `pinpoint generations list`")
        try:
            manifest = manifests.read_manifest(path)
            manifests.verify(path, manifest)
        except ManifestError as error:
            raise DamagedGenerationError(f"generation {number} is damaged: {error}") from error
        self.number = number
        self.built_on = manifest.built_on
        self.redirects = load_redirects(path)
        self.ids: dict[str, int] = {}
        self.left_out: set[str] = set()
        self._documents = Documents(path)
        self._overlay = overlay
        masked = SuppressionKeys(path).numbers(overlay.keys)
        for index in range(len(self._documents)):
            provider_id = self._documents.id(index)
            if index in masked or provider_id in overlay.suppressed:
                self.left_out.add(provider_id)
            else:
                self.ids[provider_id] = index

    def hidden_of(self, provider_id: str) -> frozenset[str]:
        """Return the fields that are hidden of a provider in this generation."""
        return self._overlay.hidden_of(provider_id, self.built_on)

    def provider(self, provider_id: str, also_hidden: frozenset[str]) -> Provider:
        """Return a provider without its hidden fields, and without those hidden under another id of it."""
        provider = self._documents[self.ids[provider_id]]
        hidden = self.hidden_of(provider_id) | also_hidden
        return without_fields(provider, hidden) if hidden else provider


def difference(folder: Path, before: int, after: int, *, limit: int, begin: int = 0) -> GenerationDifference:
    """Compare two generations on disk, whichever is newer, naming at most `limit` providers of each group, by id.

    The first `begin` of a group are counted and not named.

    Raises UnknownGenerationError, DamagedGenerationError and OverlayError.
    """
    overlay = read_overlay(folder)
    old, new = _Side(folder, before, overlay), _Side(folder, after, overlay)
    added, changed, removed = (DifferenceGroup(limit, begin) for _ in range(3))
    found = GenerationDifference(before, after, added, changed, removed)
    found.left_out = sorted(old.left_out | new.left_out)
    for provider_id in sorted(old.ids.keys() | new.ids.keys()):
        _compare(provider_id, old, new, overlay, found)
    return found


def _compare(provider_id: str, old: _Side, new: _Side, overlay: Overlay, found: GenerationDifference) -> None:
    if provider_id in old.left_out or provider_id in new.left_out:
        return  # left out of one of the two by a suppression key: named in neither
    here, there = provider_id in old.ids, provider_id in new.ids
    if here and there:
        hidden = old.hidden_of(provider_id) | new.hidden_of(provider_id)  # of one of them alone it is no change
        one, other = (side.provider(provider_id, hidden) for side in (old, new))
        if changes := tuple(_changed_fields(_content(one), _content(other))):
            found.changed.add(_named(other, changes))
        else:
            found.same += 1
        return
    side, far = (old, new) if here else (new, old)
    now = far.redirects.get(provider_id, "")
    if now in overlay.suppressed or now in far.left_out:
        found.left_out = sorted({*found.left_out, provider_id})  # merged into somebody who asked to be left out
        return
    provider = side.provider(provider_id, overlay.hidden.get(now, frozenset()))
    (found.removed if here else found.added).add(_named(provider, now=now))


def _named(provider: Provider, changes: tuple[Change, ...] = (), now: str = "") -> Difference:
    states = sorted({practice.location.state for practice in provider.practices} - {""})
    return Difference(
        id=provider.id,
        name=provider.name,
        kind=provider.kind.value,
        states=tuple(states),
        fields=tuple(change.field for change in changes),
        now=now,
        changes=changes,
    )


def _content(provider: Provider) -> Mapping[str, object]:
    return content_document(provider_document(provider))


def _changed_fields(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[Change]:
    """Yield the fields of a document that differ; of locations, those within them."""
    for name in one:
        if name == "locations":
            yield from _changed_in_places(one[name], other[name])
        elif one[name] != other[name]:
            yield Change(name, _text(one[name]), _text(other[name]))


def _changed_in_places(one: object, other: object) -> Iterator[Change]:
    here, there = _columns(one), _columns(other)
    if len(here.get("city", ())) != len(there.get("city", ())):
        yield Change("locations", _text(one), _text(other))
        return
    for name in here:
        if here[name] != there[name]:
            yield Change(f"locations.{name}", ", ".join(here[name]), ", ".join(there[name]))


def _columns(places: object) -> dict[str, list[str]]:
    """Return the values of all places by name, in the order of the places."""
    columns: dict[str, list[str]] = {}
    for place in places if isinstance(places, list) else ():
        for name, value in place.items():
            columns.setdefault(name, []).append(_text(value))
    return columns


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
