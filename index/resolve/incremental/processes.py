"""Work in as many processes as there are processors, a batch at a time, with results in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

AT_ONCE = 2_000  # listings that one process reads together

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_processes(
    work: Callable[[list[Item]], list[Result]], items: Iterable[Item], *, many: bool
) -> Iterator[list[Result]]:
    """Yield what `work` makes of the items, a batch at a time; in this process alone unless there are `many`."""
    batches = _batches(iter(items))
    processors = os.cpu_count() or 1
    if processors == 1 or not many:
        yield from map(work, batches)
        return
    # Not forked: a fork would share the store's files.
    with ProcessPoolExecutor(processors, get_context("spawn"), initializer=_end_with_parent) as pool:
        under_way: deque[Future[list[Result]]] = deque()
        for batch in batches:
            under_way.append(pool.submit(work, batch))
            if len(under_way) > 2 * processors:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _end_with_parent() -> None:
    """End a process of the pool when the one that it works for is killed; else it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent.join,), daemon=True).start()


def _follow(wait: Callable[[], object]) -> None:
    wait()
    os._exit(1)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, AT_ONCE)):
        yield batch
