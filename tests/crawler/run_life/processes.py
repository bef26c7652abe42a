"""Processes of a simulated home: each stops before every transaction of its own, where it may be killed or wait.

A process is one or more greenlets, so that one test decides the order of everything that several processes do.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from greenlet import getcurrent, greenlet

from index.locks import FileLock
from index.store import Store


class KilledError(BaseException):
    """The process is killed here: nothing of it goes on, and the system frees its locks."""


class Thread:
    """One thread of a process, as far as it has come."""

    def __init__(self, process: "Process", body: Callable[[], Any]) -> None:
        self.process, self.body = process, body
        self.is_idle, self.result, self.error = False, None, None
        self.greenlet = greenlet(self._run, parent=process.hub)

    @property
    def is_done(self) -> bool:
        return self.greenlet.dead or self.process.is_dead

    def _run(self) -> None:
        try:
            self.result = self.body()
        except KilledError:
            pass
        except BaseException as error:  # noqa: BLE001  (who waits for the thread gets it)
            self.error = error

    def go_on(self) -> None:
        """Run to the next transaction, or to the end."""
        self.is_idle = False
        self.greenlet.switch()

    def kill(self) -> None:
        if self.greenlet:  # it has begun
            self.greenlet.throw(KilledError)
        elif not self.greenlet.dead:
            for lock in getattr(self.body, "args", ()):
                if isinstance(lock, FileLock):  # which the system frees
                    lock.release()


class Process:
    """A process by its name; `expects` are the errors with which it may end."""

    def __init__(self, name: str, hub: greenlet, expects: tuple[type[BaseException], ...] = ()) -> None:
        self.name, self.hub, self.expects = name, hub, expects
        self.threads: list[Thread] = []
        self.is_dead = False

    @property
    def is_over(self) -> bool:
        return self.is_dead or all(thread.is_done for thread in self.threads)

    def start(self, body: Callable[[], Any]) -> Thread:
        self.threads.append(Thread(self, body))
        return self.threads[-1]

    def kill(self) -> None:
        self.is_dead = True
        for thread in self.threads:
            thread.kill()


class Processes:
    """All processes of a home, and whose turn it is."""

    def __init__(self) -> None:
        self.all: list[Process] = []
        self._hub = getcurrent()
        self._writing: set[object] = set()

    def living(self) -> list[Process]:
        return [one for one in self.all if not one.is_over]

    def threads(self) -> list[Thread]:
        return [thread for one in self.living() for thread in one.threads if not thread.is_done]

    def start(self, name: str, body: Callable[[], Any], *, expects: tuple[type[BaseException], ...] = ()) -> Process:
        process = Process(name, self._hub, expects)
        process.start(body)
        self.all.append(process)
        return process

    def go_on(self, thread: Thread, steps: int = 1, *, until_idle: bool = False) -> None:
        """Run a thread for some transactions, at most until it waits for nothing but time."""
        for _ in range(steps):
            if thread.is_done:
                break
            thread.go_on()
            if until_idle and thread.is_idle:
                break
        error = thread.error
        if error is not None and not isinstance(error, thread.process.expects):
            raise AssertionError(f"{thread.process.name} ended with {error!r}") from error

    def kill_all(self) -> None:
        for process in self.all:
            process.kill()

    def stop_here(self, *, idle: bool = False) -> None:
        """Hand over, where the caller is a thread of a process and holds no write transaction."""
        current = getcurrent()
        thread = next((one for process in self.all for one in process.threads if one.greenlet is current), None)
        if thread is None or thread in self._writing:
            return
        if thread.process.is_dead:
            raise KilledError
        thread.is_idle = idle
        self._hub.switch()

    def stopping(self, opened: Callable[[Store], Any], *, writes: bool) -> Callable[[Store], Any]:
        """Return `Store.read` or `Store.write` that first hands over."""

        @wraps(opened)
        @contextmanager
        def transaction(store: Store) -> Iterator[Any]:
            self.stop_here()
            current = getcurrent()
            thread = next((one for process in self.all for one in process.threads if one.greenlet is current), None)
            outer = writes and thread is not None and thread not in self._writing
            try:
                if outer:
                    self._writing.add(thread)
                with opened(store) as connection:
                    yield connection
            finally:
                if outer:
                    self._writing.discard(thread)

        return transaction
