"""Takes in the inbox every second, also while crawls keep the worker busy.

Whoever asks to be left out is hidden at once (docs/principles.md, rule 10).
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from crawler.worker.periodic_thread import periodic_thread
from index.alerts.case_confirmation import confirm_cases
from index.alerts.notice import DeliveryError
from index.corrections.intake import take
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_TROUBLE = 60.0
SECONDS_BETWEEN_CONFIRMATIONS, SECONDS_AFTER_REFUSAL = 30.0, 600.0

log = get_logger(__name__)


@contextmanager
def watched_inbox(store: Store, settings: Settings) -> Iterator[None]:
    """Take in the inbox at the beginning, every second after that, and once more at the end; confirm cases by mail."""
    with (
        periodic_thread(
            "inbox",
            lambda _ended: _take(store, settings),
            seconds=SECONDS_BETWEEN_LOOKS,
            seconds_after_failure=SECONDS_AFTER_TROUBLE,
            failure="the inbox could not be taken in",
            once_more=True,
        ),
        _confirming(store, settings) if settings.alert_mail_server else nullcontext(),
    ):
        yield


def _confirming(store: Store, settings: Settings) -> AbstractContextManager[None]:
    """Confirm cases in a thread of its own: a mail server that hangs must not keep anybody shown."""
    return periodic_thread(
        "confirmations",
        lambda _ended: _confirm(store, settings),
        seconds=SECONDS_BETWEEN_CONFIRMATIONS,
        seconds_after_failure=SECONDS_AFTER_REFUSAL,
        failure="confirmations of cases could not be sent",
    )


def _confirm(store: Store, settings: Settings) -> None:
    try:
        sent = confirm_cases(store, settings)
    except DeliveryError as error:
        log.warning("a confirmation is not delivered", trouble=str(error))
        return
    if sent:
        log.info("cases confirmed by mail", cases=sent)


def _take(store: Store, settings: Settings) -> None:
    intake = take(store, settings)
    if intake.taken or intake.damaged:
        log.info("inbox taken in", cases=intake.taken, damaged=intake.damaged)
