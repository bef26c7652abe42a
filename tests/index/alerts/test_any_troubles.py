"""Whatever begins, ends, fails and restarts: each case is sent once at its start and once at its end, by each channel.

A model beside the machine knows which cases are open; channels may be out of order for a while, processes may be new at
each look, two with different channels take turns, and the clock goes on by minutes, hours or days: 30 days in all at
most, as a notice waits no longer.
"""

import tempfile
from datetime import timedelta

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from index import settings
from index.doctor.finding import TroubleKind
from tests.index.alerts.troubled import MINUTES, NOW, Machine, Recorder, trouble

KEYS = [(TroubleKind.SOURCE_LATE, "school"), (TroubleKind.RUN_HELD, "board"), (TroubleKind.DISK_LOW, "")]
CHANNELS = ("mail", "webhook", "file")


class AnyTroubles(RuleBasedStateMachine):
    """Troubles begin and end, channels fail and work, processes with different channels come and go."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("PINPOINT_HOME", self.folder.name)
        self.patch.setenv("PINPOINT_ALERTS_WEEKLY", "")
        settings.current.cache_clear()
        self.machine = Machine(self.patch, *(Recorder(name) for name in CHANNELS))
        self.present = set()
        self.worker = self.machine.process()
        self.look(0, by_worker=True)

    def teardown(self):
        self.settle()
        self.patch.undo()
        settings.current.cache_clear()
        self.folder.cleanup()

    @rule(key=st.sampled_from(KEYS))
    def begins(self, key):
        self.present.add(key)

    @precondition(lambda self: self.present)
    @rule(data=st.data())
    def goes(self, data):
        self.present.remove(data.draw(st.sampled_from(sorted(self.present))))

    @rule(name=st.sampled_from(CHANNELS), works=st.booleans())
    def channel(self, name, works):
        self.machine.channels[CHANNELS.index(name)].works = works

    @rule()
    def worker_restarts(self):
        self.worker = self.machine.process()

    @precondition(lambda self: self.machine.now - NOW < timedelta(days=20))
    @rule(minutes=st.sampled_from([0, 1, 5, 29, 31, 90, 600, 1500, 4000]), by_worker=st.booleans())
    def look(self, minutes, by_worker):
        """Look as the worker, or as `pinpoint watch`, which has only two of the channels."""
        self.machine.troubles = [trouble(*key) for key in sorted(self.present)]
        watch = self.machine.process(*self.machine.channels[1:])
        self.machine.look(minutes * MINUTES, self.worker if by_worker else watch)

    @invariant()
    def no_channel_has_a_case_twice(self):
        for channel in self.machine.channels:
            for event in ("started", "ended"):
                cases = [one.case for notice in channel.sent if notice.event == event for one in notice.alerts]
                assert len(cases) == len(set(cases))

    def settle(self):
        """Let everything end and every channel work: then all of them have the same starts and ends."""
        self.present.clear()
        for channel in self.machine.channels:
            channel.works = True
        for number in range(8):
            self.look(1500, by_worker=number % 2 == 0)
        told = [
            {
                event: sorted(one.case for notice in channel.sent if notice.event == event for one in notice.alerts)
                for event in ("started", "ended")
            }
            for channel in self.machine.channels
        ]
        assert told[0]["started"] == told[0]["ended"]
        assert told[0] == told[1] == told[2]
        self.no_channel_has_a_case_twice()


@pytest.fixture(autouse=True)
def sizes(soak):
    AnyTroubles.TestCase.settings = hypothesis_settings(
        max_examples=1000 if soak else 25, stateful_step_count=60 if soak else 25, deadline=None
    )


TestAnyTroubles = AnyTroubles.TestCase
