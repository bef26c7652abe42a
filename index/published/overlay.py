"""The overlay: removals and hidden fields, in force at once in any generation. One file, replaced atomically.

Hidden fields are named as in claims (`index.records.claim.stated`).
"""

import logging
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from index import settings
from index.durable_files import SealError, replace_file, seal, unseal
from index.file_modes import SHARED_FILE, make_shared_folder
from index.locks import FileLock
from index.published.removals_copy import Removals, RemovalsCopyError, bring_up_to_date, note_open_states
from index.records import DENIES, CheckKind, Practice, PracticeLocation, Precision, Provider

if TYPE_CHECKING:
    from index.published.snapshot import Snapshot

_log = logging.getLogger(__name__)

HIDEABLE = frozenset({"address", "fax", "license", "npi", "organization", "phone", "taxonomy", "website"})
"""The fields that can be hidden alone. To hide a name or statements, the whole provider is left out."""


_REVEALS = {CheckKind.LICENSE: "license", CheckKind.NPI: "npi"}
"""The field that a check of a kind would reveal."""


class HiddenFieldError(ValueError):
    """A field cannot be hidden alone."""


def check_hideable(fields: AbstractSet[str]) -> None:
    """Raise HiddenFieldError if a name is not in HIDEABLE."""
    if unknown := sorted(fields - HIDEABLE):
        raise HiddenFieldError(f"{', '.join(unknown)} cannot be hidden; write one of {', '.join(sorted(HIDEABLE))}")


def without_fields(provider: Provider, fields: AbstractSet[str]) -> Provider:
    """Return the provider without these fields, and without the claims that state them."""
    return replace(
        provider,
        # Claims that a value is wrong go too: it may be the private value.
        claims=tuple(claim for claim in provider.claims if claim.field.removeprefix(DENIES) not in fields),
        practices=tuple(_without(practice, fields) for practice in provider.practices),
        website="" if "website" in fields else provider.website,
        npi="" if "npi" in fields else provider.npi,
        licenses=() if "license" in fields else provider.licenses,
        taxonomies=() if "taxonomy" in fields else provider.taxonomies,
        checks=tuple(
            check for check in provider.checks if not (check.kind in _REVEALS and _REVEALS[check.kind] in fields)
        ),
    )


def _without(practice: Practice, fields: AbstractSet[str]) -> Practice:
    location = practice.location
    location = replace(
        location,
        organization="" if "organization" in fields else location.organization,
        phone=None if "phone" in fields else location.phone,
        fax=None if "fax" in fields else location.fax,
    )
    return replace(
        practice,
        location=_without_street(location) if "address" in fields else location,
        differing=tuple(claim for claim in practice.differing if claim.field not in fields),
    )


def _without_street(location: PracticeLocation) -> PracticeLocation:
    location = replace(location, street="", unit="")
    if location.precision is not Precision.ADDRESS:
        return location
    # The coordinates of a house reveal its address.
    return replace(location, latitude=None, longitude=None, precision=Precision.NONE)


FILE = "overlay.json"
LOCK = "overlay.lock"


class OverlayError(ValueError):
    """The overlay cannot be read. Nothing is served without it, as that could show somebody who was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Removals, hidden fields, and the states of cases.

    `suppressed`: provider ids; `keys`: suppression keys (63-bit), which recognize the same person under another id;
    `hidden`: provider id → names of hidden claim fields (`phone`, `address`, `website` …);
    `hidden_until`: the same for ids under which somebody was shown before a split: name → the last day of those
    generations, since the id may be of somebody else in later ones;
    `cases`: case number → its state and days as text (`index.corrections.case_progress`).
    `open_states`: the only states whose places are shown (`pinpoint launch`); None where nothing was ever launched,
    which shows all.
    """

    suppressed: frozenset[str] = frozenset()
    keys: frozenset[int] = frozenset()
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hidden_until: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    open_states: frozenset[str] | None = None

    def suppressing(self, ids: frozenset[str], keys: frozenset[int]) -> "Overlay":
        """Return the overlay with these ids and keys left out too."""
        return replace(self, suppressed=self.suppressed | ids, keys=self.keys | keys)

    def hiding(self, provider_id: str, fields: frozenset[str]) -> "Overlay":
        """Return the overlay with these fields of a provider hidden too; raises HiddenFieldError."""
        check_hideable(fields)
        hidden = self.hidden.get(provider_id, frozenset()) | fields
        return replace(self, hidden={**self.hidden, provider_id: hidden})

    def hiding_until(self, provider_id: str, fields: frozenset[str], day: date) -> "Overlay":
        """Return the overlay with these fields hidden in generations built up to `day`; raises HiddenFieldError."""
        check_hideable(fields)
        known = self.hidden_until.get(provider_id, {})
        hidden = {**known, **{name: max(day, known.get(name, day)) for name in sorted(fields)}}
        return replace(self, hidden_until={**self.hidden_until, provider_id: hidden})

    def hidden_of(self, provider_id: str, built_on: date) -> frozenset[str]:
        """Return the fields that are hidden of a provider in a generation that was built on a day (UTC)."""
        before = self.hidden_until.get(provider_id, {})
        return self.hidden.get(provider_id, frozenset()) | {name for name, day in before.items() if built_on <= day}

    @property
    def removals(self) -> Removals:
        """The part that must survive the loss of this folder: ids, keys and hidden fields."""
        hidden = frozenset((provider, name) for provider, names in self.hidden.items() for name in names)
        return Removals(suppressed=self.suppressed, keys=self.keys, hidden=hidden)

    def with_removals(self, removals: Removals) -> "Overlay":
        """Return the overlay with these removals in place of its own; the cases stay."""
        hidden: dict[str, frozenset[str]] = {}
        for provider, name in removals.hidden:
            hidden[provider] = hidden.get(provider, frozenset()) | {name}
        return replace(self, suppressed=removals.suppressed, keys=removals.keys, hidden=hidden)

    def masks(self, snapshot: "Snapshot") -> frozenset[int]:
        """Return the numbers of a snapshot's documents that are left out."""
        by_id = (snapshot.documents.number(provider_id) for provider_id in self.suppressed)
        return frozenset(number for number in by_id if number is not None) | snapshot.keys.numbers(self.keys)


_OVERLAY = TypeAdapter(Overlay)


def read_overlay(folder: Path) -> Overlay:
    """Return the overlay of a folder; an empty one if there is none; raises OverlayError."""
    path = folder / FILE
    try:
        return _OVERLAY.validate_python(unseal(path.read_bytes()))
    except FileNotFoundError:
        return Overlay()
    except (OSError, SealError, ValidationError) as error:
        raise OverlayError(
            f"{path} {error}; bring it back from a backup, or remove it and run `pinpoint publish`"
        ) from error


def change_overlay(folder: Path, change: Callable[[Overlay], Overlay]) -> Overlay:
    """Replace the overlay by the result of `change`, and return it; processes wait for each other.

    The overlay of the home also goes into the second place of removals, if there is one. A second place that cannot
    be written holds nothing up: that is logged and `pinpoint doctor` reports it, and the next call writes all of it.
    """
    make_shared_folder(folder)
    with FileLock(folder / LOCK, wait=True):
        old = read_overlay(folder)
        new = change(old)
        if new != old:
            replace_file(folder / FILE, overlay_bytes(new), mode=SHARED_FILE)
        _copy(folder, new, old)
    return new


def _copy(folder: Path, new: Overlay, old: Overlay) -> None:
    here = settings.current()
    # A drill or a restore changes the overlay of a folder of its own, which says nothing about this home.
    if here.removals_copy is None or folder.resolve() != here.generations.resolve():
        return
    try:
        bring_up_to_date(here.removals_copy, new.removals, old.removals - new.removals)
        note_open_states(here.removals_copy, new.open_states, old.open_states)
    except (OSError, RemovalsCopyError):
        _log.exception("the second place of removals could not be written; `pinpoint doctor` says more")


def overlay_bytes(overlay: Overlay) -> bytes:
    """Return the content of the overlay's file."""
    return seal(
        {
            "suppressed": sorted(overlay.suppressed),
            "keys": sorted(overlay.keys),
            "hidden": {provider: sorted(fields) for provider, fields in overlay.hidden.items()},
            "cases": dict(overlay.cases),
        }
        | ({"hidden_until": _spell(overlay.hidden_until)} if overlay.hidden_until else {})
        | ({} if overlay.open_states is None else {"open_states": sorted(overlay.open_states)})
    )


def _spell(hidden_until: Mapping[str, Mapping[str, date]]) -> dict[str, dict[str, str]]:
    return {
        provider: {name: day.isoformat() for name, day in sorted(days.items())}
        for provider, days in sorted(hidden_until.items())
    }
