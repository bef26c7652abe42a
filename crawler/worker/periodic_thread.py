"""A thread that repeats one thing while the worker's crawls keep it busy, perhaps for hours."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.process_log import get_logger

log = get_logger(__name__)


@contextmanager
def periodic_thread(
    name: str,
    act: Callable[[threading.Event], None],
    *,
    seconds: float,
    seconds_after_failure: float,
    failure: str,
    seconds_before_first: float = 0,
    once_more: bool = False,
) -> Iterator[None]:
    """Call `act` every `seconds` until the block ends, first after `seconds_before_first`, and `once_more` at the end.

    `act` is given the event of the end, so that it can stop early. An exception of `act` is logged with the words of
    `failure` and raised nowhere: the next call comes `seconds_after_failure` later.
    """
    ended = threading.Event()

    def attempt() -> float:
        try:
            act(ended)
        except Exception:  # the boundary of this thread
            log.exception(failure)
            return seconds_after_failure
        return seconds

    def repeat() -> None:
        ended.wait(seconds_before_first)
        while not ended.is_set():
            ended.wait(attempt())
        if once_more:
            attempt()

    thread = threading.Thread(target=repeat, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
