"""Signing the guide's judgments: each act is a line of the audit, and a file next to CURRENT says what they come to."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from index import clock
from index.published.guide_signatures import FILE, GuideSignature, read_signatures, write_signatures
from index.store import Store, audit
from index.store.schema import audit as lines

SIGN, UNSIGN = "guide/sign", "guide/unsign"
_WANTED = "write who signs (--who) and what was read (--note); both are recorded"
_Key = tuple[str, int]


class NotSignedError(LookupError):
    """Nobody has signed these words, so there is no signature to take back."""


def sign(store: Store, folder: Path, page: str, number: int, digest: str, *, who: str, note: str) -> GuideSignature:
    """Record that somebody signed a judgment as it reads now; raises EmptyReasonError and VocabularyError."""
    audit.check_reason(who, note, _WANTED)
    signature = GuideSignature(
        page=page, number=number, digest=digest, who=who.strip(), signed_on=clock.today(), note=note.strip()
    )
    with store.write() as connection:
        held = {(one.page, one.number): one for one in read_signatures(folder)}
        audit.record(connection, who=who.strip(), action=SIGN, subject=f"{page} {number} {digest}", note=note.strip())
        write_signatures(folder, (held | {(page, number): signature}).values())
    return signature


def unsign(store: Store, folder: Path, page: str, number: int, *, who: str, note: str) -> None:
    """Take a signature back; raises NotSignedError, EmptyReasonError and VocabularyError."""
    audit.check_reason(who, note, _WANTED)
    with store.write() as connection:
        held = {(one.page, one.number): one for one in read_signatures(folder)}
        if (page, number) not in held:
            raise NotSignedError(f"{page} {number} is not signed; see `pinpoint guide due`")
        digest = held.pop((page, number)).digest
        audit.record(connection, who=who.strip(), action=UNSIGN, subject=f"{page} {number} {digest}", note=note.strip())
        write_signatures(folder, held.values())


def carry_signatures(store: Store, folder: Path) -> None:
    """Make a missing file anew from the audit, as after a restore; one that is there stays as it is."""
    if (folder / FILE).exists():
        return
    with store.read() as connection:
        recorded = _recorded(connection)
    if recorded:
        write_signatures(folder, recorded.values())


def _recorded(connection: Connection) -> dict[_Key, GuideSignature]:
    acts = select(lines).where(lines.c.action.in_((SIGN, UNSIGN))).order_by(lines.c.id)
    held: dict[_Key, GuideSignature] = {}
    for act in connection.execute(acts):
        page, number, digest = act.subject.rsplit(" ", 2)
        held.pop((page, int(number)), None)
        if act.action == SIGN:
            held[page, int(number)] = GuideSignature(
                page=page,
                number=int(number),
                digest=digest,
                who=act.who,
                signed_on=datetime.fromisoformat(act.at).date(),
                note=act.note,
            )
    return held
