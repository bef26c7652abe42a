"""Launches: which states a copy shows. Each act is a line of the audit, and the overlay carries what they come to.

Where nothing was ever launched every state is shown. The first launch shows its states alone; the first closing of a
state leaves all others.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, select

from index.places.states import state_names
from index.published.overlay import Overlay, change_overlay, read_overlay
from index.store import Store, audit
from index.store.schema import audit as lines

OPEN, CLOSE = "launch/open", "launch/close"
EVERYWHERE = "everywhere"
"""The subject of a launch that shows every state, places of no known state too."""


def opened(connection: Connection) -> frozenset[str] | None:
    """Return what the acts in the store come to: the open states, None for all."""
    acts = select(lines.c.action, lines.c.subject).where(lines.c.action.in_((OPEN, CLOSE))).order_by(lines.c.id)
    now: frozenset[str] | None = None
    for act in connection.execute(acts):
        states = None if act.subject == EVERYWHERE else frozenset(act.subject.split(","))
        now = _after(now, act.action, states)
    return now


def _after(now: frozenset[str] | None, action: str, states: frozenset[str] | None) -> frozenset[str] | None:
    if action == OPEN:
        return None if states is None else (now or frozenset()) | states
    everywhere = frozenset(state_names().values())
    return (everywhere if now is None else now) - (everywhere if states is None else states)


def open_only(
    store: Store, folder: Path, states: Iterable[str] | None, *, who: str, reason: str
) -> frozenset[str] | None:
    """Open states in addition to those that are; None opens every state. Return all open ones, None for all.

    Readers obey within a second. Raises EmptyReasonError.
    """
    return _act(store, folder, OPEN, states, who, reason)


def close_states(store: Store, folder: Path, states: Iterable[str], *, who: str, reason: str) -> frozenset[str] | None:
    """Close states, and return the open ones; readers obey within a second. Raises EmptyReasonError."""
    return _act(store, folder, CLOSE, states, who, reason)


def _act(
    store: Store, folder: Path, action: str, states: Iterable[str] | None, who: str, reason: str
) -> frozenset[str] | None:
    audit.check_reason(who, reason)
    chosen = None if states is None else frozenset(states)
    subject = EVERYWHERE if chosen is None else ",".join(sorted(chosen))
    with store.write() as connection:
        shown = read_overlay(folder).open_states
        before = opened(connection) if shown is None else shown  # an overlay that was lost has none
        now = _after(before, action, chosen)
        audit.record(connection, who=who, action=action, subject=subject, note=reason)
        change_overlay(folder, lambda overlay: replace(overlay, open_states=now))
    return now


def follow(store: Store, folder: Path, states: frozenset[str] | None, *, who: str, reason: str) -> frozenset[str]:
    """Bring the open states to those of another record, None for all; return the states that this closed."""
    with store.read() as connection:
        recorded = opened(connection)
    shown = read_overlay(folder).open_states
    before = recorded if shown is None else shown
    if before == states:
        return frozenset()
    if states is None:
        open_only(store, folder, None, who=who, reason=reason)
        return frozenset()
    everywhere = frozenset(state_names().values())
    closed = (everywhere if before is None else before) - states
    if closed:
        close_states(store, folder, closed, who=who, reason=reason)
    if before is not None and (new := states - before):
        open_only(store, folder, new, who=who, reason=reason)
    return closed


def carry_open_states(store: Store, folder: Path) -> Overlay:
    """Put the launches of the store into an overlay that has none, such as one that was lost, and return the overlay.

    One that has some stays: it may know of acts that are newer than the backup that the store came from.
    """
    with store.read() as connection:
        recorded = opened(connection)
    return change_overlay(
        folder, lambda overlay: overlay if overlay.open_states is not None else replace(overlay, open_states=recorded)
    )
