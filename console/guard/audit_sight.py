"""Sight of subject and reason of a line of the audit log, by its action; an action that is not listed is hidden.

A match with an exclusion list and a hidden field are shown by a recorded step only, so a line that names them must not
show them either, nor may a filter find it by them.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import Connection

from console.accounts.users import Role
from index.store.audit import AuditFilter, AuditLine, lines


class Sight(StrEnum):
    """A viewer sees it, an operator sees it, or an operator sees it by a recorded step (a reveal)."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    STEP = "step"


VIEWER, OPERATOR, STEP = Sight
SIGHTS: Mapping[str, tuple[Sight, Sight]] = {
    "source/": (VIEWER, VIEWER),
    "run/": (VIEWER, VIEWER),
    "publish/": (VIEWER, VIEWER),
    "generations/": (VIEWER, VIEWER),
    "launch/": (VIEWER, VIEWER),
    "rules/": (VIEWER, VIEWER),
    "guide/": (VIEWER, VIEWER),
    "site/": (VIEWER, VIEWER),
    "freeze": (VIEWER, VIEWER),
    "unfreeze": (VIEWER, VIEWER),
    "restore": (VIEWER, VIEWER),
    "resolve/shadow": (VIEWER, VIEWER),
    "delete case texts": (VIEWER, VIEWER),
    "user/": (OPERATOR, OPERATOR),
    "console/": (OPERATOR, OPERATOR),
    "review/": (OPERATOR, OPERATOR),
    "quote/": (OPERATOR, OPERATOR),
    "credential/": (OPERATOR, OPERATOR),
    "take case": (OPERATOR, OPERATOR),
    "claim case": (OPERATOR, OPERATOR),
    "answer case": (OPERATOR, OPERATOR),
    "call back": (OPERATOR, OPERATOR),
    "settle case": (OPERATOR, OPERATOR),
    "correction ": (OPERATOR, OPERATOR),
    "suppress": (OPERATOR, OPERATOR),
    "lift suppression": (OPERATOR, OPERATOR),
    "leave out": (OPERATOR, OPERATOR),
    "reveal/case": (OPERATOR, OPERATOR),
    "reveal/contact": (OPERATOR, OPERATOR),
    "reveal/listing": (OPERATOR, OPERATOR),
    "reveal/audit": (OPERATOR, OPERATOR),
    "reveal/": (STEP, STEP),
    "hide ": (STEP, OPERATOR),
    "check/": (STEP, STEP),
}
"""Beginning of an action → who sees the subject, and who the reason. The longest that fits counts."""
SEARCHABLE = tuple(action for action, (subject, _) in SIGHTS.items() if subject is not STEP)
"""Beginnings of actions by whose subject a filter may find lines."""


def sights(action: str) -> tuple[Sight, Sight]:
    """Return who sees subject and reason of an action."""
    fitting = [beginning for beginning in SIGHTS if action.startswith(beginning)]
    return SIGHTS[max(fitting, key=len)] if fitting else (STEP, STEP)


def shown(line: AuditLine, role: Role) -> AuditLine:
    """Return a line without what a role does not see, or sees by a recorded step only."""
    subject, note = (_sees(role, sight) for sight in sights(line.action))
    if subject and note:
        return line
    return replace(line, subject=line.subject if subject else "", note=line.note if note else "", is_hidden=True)


def shown_lines(
    connection: Connection, wanted: AuditFilter, role: Role, *, before: int | None = None, limit: int = 50
) -> list[AuditLine]:
    """Return the newest lines of a filter as a role sees them, in one statement; `before`: with a smaller id."""
    found = lines(connection, wanted, before=before, limit=limit, searchable=SEARCHABLE)
    return [shown(line, role) for line in found]


def _sees(role: Role, sight: Sight) -> bool:
    return sight is VIEWER or (sight is OPERATOR and role.may(Role.OPERATOR))
