"""Runs work in one process per processor, a batch at a time, with results in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

AT_ONCE = 2_000  # listings per batch

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_processes(
    work: Callable[[list[Item]], list[Result]], items: Iterable[Item], *, many: bool
) -> Iterator[list[Result]]:
    """Yield the results of `work` on the items, a batch at a time; in this process only unless there are `many`."""
    batches = _batches(iter(items))
    processors = os.cpu_count() or 1
    if processors == 1 or not many:
        yield from map(work, batches)
        return
    # spawned, because a fork would share the store's files
    with ProcessPoolExecutor(processors, get_context("spawn"), initializer=_end_with_parent) as pool:
        under_way: deque[Future[list[Result]]] = deque()
        for batch in batches:
            under_way.append(pool.submit(work, batch))
            if len(under_way) > 2 * processors:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _end_with_parent() -> None:
    """Make a pool's process end when its parent is killed; otherwise it would wait for work endlessly."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent.join,), daemon=True).start()


def _follow(wait: Callable[[], object]) -> None:
    wait()
    os._exit(1)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, AT_ONCE)):
        yield batch
