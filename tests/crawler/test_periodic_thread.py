"""One thing is repeated during the worker until the worker ends, whatever goes wrong with it."""

import threading

import pytest

from crawler.worker.periodic_thread import periodic_thread

LONG = 3600.0


class Act:
    """Counts its calls, fails in those that the test names, and can be waited for."""

    def __init__(self, *, failing=()):
        self.calls, self.failing = 0, failing
        self._called = threading.Condition()

    def __call__(self, _ended):
        with self._called:
            self.calls += 1
            self._called.notify_all()
        if self.calls in self.failing:
            raise OSError("the disk is gone")

    def wait_for(self, calls):
        with self._called:
            return self._called.wait_for(lambda: self.calls >= calls, timeout=10)


def repeated(act, *, seconds=LONG, after_failure=LONG, once_more=False):
    return periodic_thread(
        "repeated", act, seconds=seconds, seconds_after_failure=after_failure, failure="no", once_more=once_more
    )


def test_it_is_done_at_once_and_then_again_and_again():
    act = Act()
    with repeated(act, seconds=0.0):
        assert act.wait_for(3)


@pytest.mark.parametrize(("once_more", "calls"), [(False, 1), (True, 2)])
def test_the_end_interrupts_the_pause_and_may_ask_for_one_more_time(once_more, calls):
    act = Act()
    with repeated(act, once_more=once_more):
        assert act.wait_for(1)
    assert act.calls == calls


def test_a_failure_has_a_pause_of_its_own_and_ends_nothing():
    act = Act(failing={1, 2})
    with repeated(act, after_failure=0.0):
        assert act.wait_for(3)
    assert act.calls == 3


def test_what_is_under_way_learns_of_the_end_and_is_waited_for():
    learned = []

    def wait(ended):
        learned.append(ended.wait(10))

    with repeated(wait):
        pass
    assert learned in ([], [True])
    assert [one for one in threading.enumerate() if one.name == "repeated"] == []


def test_an_exception_of_the_block_ends_the_thread_too():
    with pytest.raises(KeyError), repeated(Act()):
        raise KeyError
    assert [one for one in threading.enumerate() if one.name == "repeated"] == []
