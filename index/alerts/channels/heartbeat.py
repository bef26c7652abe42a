"""Heartbeat: a request to an address of the operator's choice, such as a dead man's switch that warns when it stops.

The request itself is the message: it holds no notice, no id and no name of this copy.
"""

from index.alerts.channels.web_request import ask, shown_host
from index.alerts.notice import Notice
from index.settings import Settings


class Heartbeat:
    """The request that says "all is well"; a channel in form, so that it can be tested like one."""

    name = "heartbeat"

    def __init__(self, here: Settings) -> None:
        self._here = here

    @property
    def target(self) -> str:
        """Return the host that is asked."""
        return shown_host(self._here.alert_heartbeat_url)

    def send(self, notice: Notice | None = None) -> None:  # noqa: ARG002  (the interface of a channel)
        """Ask the address; raises DeliveryError."""
        method = self._here.alert_heartbeat_method
        body = b"" if method == "POST" else None
        ask(self.name, self._here, method, self._here.alert_heartbeat_url, body=body, headers={})
