"""The page of a case; a case that nobody has looked at yet looks like a number that was never given."""

from dataclasses import dataclass
from datetime import date

from index.corrections.business_day import Clocks, clocks
from index.corrections.case_progress import CaseProgress, CaseStage, CaseState, from_text
from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from webapp import published


@dataclass(frozen=True, slots=True)
class CasePage:
    """A number, its state (None: not known here), and the days by which it is answered and settled."""

    number: str
    progress: CaseProgress | None
    clocks: Clocks

    @property
    def is_answered(self) -> bool:
        """Return whether the sender was answered and the case is still open."""
        return self.progress is not None and self.progress.state is CaseState.ANSWERED

    @property
    def is_settled(self) -> bool:
        """Return whether it is closed."""
        return self.progress is not None and self.progress.state is CaseState.SETTLED

    @property
    def stage(self) -> CaseStage:
        """The effect of an open removal now."""
        return self.progress.stage if self.progress else CaseStage.NONE


def case_page(number: str, today: date) -> CasePage:
    """Return the page of a case number on a day; raises CaseProgressError for a malformed overlay."""
    text = _cases().get(number)
    progress = from_text(text) if text else None
    return CasePage(number, progress, clocks(progress.received_on if progress else today))


def _cases() -> dict[str, str]:
    try:
        return dict(published.generation().overlay.cases)
    except (NothingPublishedError, OverlayError):
        return {}
