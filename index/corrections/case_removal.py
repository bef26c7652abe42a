"""Steps of an operator that leave somebody out, or hide some fields, because of a case; they act at once.

Everything is undone by settling the case with `restore` (`index.corrections.settling`).
"""

from collections.abc import Set as AbstractSet
from pathlib import Path

from sqlalchemy import Connection, select, update

from index.corrections.accepting import NobodyError
from index.corrections.case_row import LISTING, CaseRow, case_reason, get, reason_of
from index.corrections.settling import check_note
from index.corrections.showing import carry, known_ids
from index.corrections.suppression.hiding import hide
from index.corrections.suppression.removal import Removal, suppress
from index.published.overlay import check_hideable
from index.store import Store, audit
from index.store.schema import case, suppression


class OtherProviderError(ValueError):
    """The case is about somebody else."""


class HiddenAlreadyError(ValueError):
    """The case has hidden that already."""


class ShownAgainError(ValueError):
    """The fields that the case hid were shown again, so no more are hidden because of it."""


def remove_for_case(
    store: Store, folder: Path, number: str, who: str, reason: str, *, provider: str = "", strict: bool = False
) -> Removal:
    """Leave the listing of a case out permanently, at once; `provider` names it where the case has words only.

    `strict` widens a removal that is in force. Raises UnknownCaseError, NobodyError, OtherProviderError,
    HiddenAlreadyError, UnknownProviderError and EmptyReasonError.
    """
    check_note(who, reason)
    with store.read() as connection:
        one = get(connection, number)
        about = _about(connection, one, provider)
        if one.hides_listing and not strict and _is_removed_for(connection, number):
            raise HiddenAlreadyError(
                f"case {number} leaves the listing out already; see `pinpoint cases show {number}`"
            )
    removal = suppress(store, about, who, f"{reason_of(number)}: {reason}", strict=strict)
    with store.write() as connection:
        _hide(connection, get(connection, number), about, {LISTING})
        audit.record(connection, who=who, action="leave out", subject=number, note=reason)
    hide(store, folder)
    carry(store, folder)
    return removal


def hide_fields(store: Store, folder: Path, number: str, fields: AbstractSet[str], who: str, reason: str) -> CaseRow:
    """Hide fields of the listing of a case permanently, at once.

    Raises UnknownCaseError, NobodyError, ShownAgainError, HiddenAlreadyError, HiddenFieldError and EmptyReasonError.
    """
    check_note(who, reason)
    check_hideable(fields)
    action = f"hide {', '.join(sorted(fields))}"
    with store.write() as connection:
        one = get(connection, number)
        about = _about(connection, one, "")
        if one.shown_again:
            raise ShownAgainError(
                f"what case {number} hid is shown again; leave the listing out, or wait for a new case"
            )
        if fields <= one.hidden_fields:
            raise HiddenAlreadyError(f"case {number} hides these fields already; see `pinpoint cases show {number}`")
        _hide(connection, one, about, fields)
        audit.record(connection, who=who, action=action, subject=about, note=f"{reason_of(number)}: {reason}")
        audit.record(connection, who=who, action=action, subject=number, note=reason)
    carry(store, folder)
    with store.read() as connection:
        return get(connection, number)


def _hide(connection: Connection, one: CaseRow, about: str, what: AbstractSet[str]) -> None:
    values = {"provider": one.provider or about, "hides": " ".join(sorted(one.hides | what)), "shown_again": False}
    connection.execute(update(case).where(case.c.number == one.number).values(values))


def _is_removed_for(connection: Connection, number: str) -> bool:
    in_force = select(suppression.c.reason).where(suppression.c.lifted_at.is_(None))
    return any(case_reason(reason) == reason_of(number) for reason in connection.execute(in_force).scalars())


def _about(connection: Connection, one: CaseRow, provider: str) -> str:
    """Return the id of the listing that a case is about."""
    if not (one.provider or provider):
        raise NobodyError(f"case {one.number} names the listing in words only; give its id")
    living = known_ids(connection).living
    if one.provider and provider and living.get(provider) != living.get(one.provider, one.provider):
        raise OtherProviderError(
            f"case {one.number} is about {one.provider}; for another listing use `pinpoint remove`"
        )
    return one.provider or provider
