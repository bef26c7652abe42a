"""A drill: restores a backup aside, publishes it there, asks it questions, and removes it again."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from index import clock
from index.backup.backup_manifest import SignedBackup
from index.backup.backup_record import LastDrill, note_drill
from index.backup.restore import RestoreChoices, RestoreReport, restore
from index.publish.golden_queries import ask_golden_queries
from index.publish.publish_gate import HoldAcceptance
from index.published.current import column_engine, open_current
from index.settings import Settings

DRILL = ".drill-"
QUESTIONS = 200
ACCEPTANCE = HoldAcceptance(who="restore drill", reason="restored aside, where nobody sees it")


class DrillError(RuntimeError):
    """A backup could be restored, and what came of it does not answer as it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """A drill that ended well: how many questions were answered, and if the content is that of the backup's moment.

    `same_content` is None if the backed-up home had published nothing. It is false too where something waited to be
    published at that moment, or was removed since.
    """

    restored: RestoreReport
    providers: int
    questions: int
    same_content: bool | None


def drill(backup: SignedBackup, here: Settings, choices: RestoreChoices) -> DrillReport:
    """Restore a backup into a folder in the home, question it, delete it, and record the day in the home.

    Raises DrillError, and what `restore` raises.
    """
    here.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in here.home.glob(f"{DRILL}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=DRILL, dir=here.home) as folder:
        restored = restore(backup, here, Path(folder, "home"), replace(choices, acceptance=ACCEPTANCE))
        providers, questions = _questioned(restored)
    moment = backup.manifest.moment
    note_drill(here.home, LastDrill(at=clock.now(), folder=str(backup.folder), moment=moment, questions=questions))
    before, now = backup.manifest.publication, restored.published
    same = before.content_sha256 == now.manifest.content_sha256 if before and now else None
    return DrillReport(restored=restored, providers=providers, questions=questions, same_content=same)


def _questioned(restored: RestoreReport) -> tuple[int, int]:
    if restored.published is None:
        if restored.waits and restored.backup.manifest.publication is not None:
            raise DrillError(f"the restored home could not be published: {restored.waits}")
        return 0, 0
    snapshot, damage = open_current(restored.home / "generations", column_engine)
    if damage or snapshot.manifest.number != restored.published.generation:
        raise DrillError("the restored home serves another generation than the one that was published")
    return len(snapshot.documents), ask_golden_queries(snapshot, QUESTIONS)
