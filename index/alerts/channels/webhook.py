"""Webhook: a notice as JSON in a signed POST. docs/alerts.md shows how a receiver verifies it.

The header `Pinpoint-Signature` is `t=TIME,k=KEY,v1=HEX`: the time of sending in seconds since 1970, the id of the
secret, and the HMAC-SHA256 of "TIME.BODY". A receiver refuses an old time, and so a replay; `id` in the body names a
repetition.
"""

import hmac
from hashlib import sha256

from index import clock
from index.alerts.channels.notice_json import notice_json
from index.alerts.channels.secret_file import SecretFileError, read_secret
from index.alerts.channels.web_request import ask, shown_host
from index.alerts.notice import DeliveryError, Notice
from index.settings import Settings

HEADER = "Pinpoint-Signature"
SECRET_LENGTH = 32
"""Least characters of the secret: 128 bits, if they are hexadecimal."""


class Webhook:
    """The channel "webhook"."""

    name = "webhook"

    def __init__(self, here: Settings) -> None:
        self._here = here

    @property
    def target(self) -> str:
        """Return the host that notices go to, and the id of the secret."""
        host = shown_host(self._here.alert_webhook_url)
        try:
            return f"{host}, key {key_id(self._secret())}"
        except SecretFileError as error:
            return f"{host}, no secret: {error}"

    def send(self, notice: Notice) -> None:
        """Post a notice; raises DeliveryError."""
        body = notice_json(notice).encode("ascii")
        try:
            secret = self._secret()
        except SecretFileError as error:
            raise DeliveryError(f"{self.name}: {error}") from None
        headers = {"Content-Type": "application/json", HEADER: signature(secret, int(clock.now().timestamp()), body)}
        ask(self.name, self._here, "POST", self._here.alert_webhook_url, body=body, headers=headers)

    def _secret(self) -> bytes:
        path = self._here.alert_webhook_secret_file
        assert path is not None  # noqa: S101  (the settings demand it with the address)
        return read_secret(path, at_least=SECRET_LENGTH).get_secret_value().encode("ascii")


def signature(secret: bytes, seconds: int, body: bytes) -> str:
    """Return the header's value for a body that is sent at a time (seconds since 1970)."""
    made = hmac.new(secret, f"{seconds}.".encode("ascii") + body, sha256).hexdigest()
    return f"t={seconds},k={key_id(secret)},v1={made}"


def key_id(secret: bytes) -> str:
    """Return eight letters that name a secret, so that a receiver can have an old and a new one for a while."""
    return hmac.new(secret, b"pinpoint key id", sha256).hexdigest()[:8]
