"""The channels through which notices leave this machine: mail, webhook, command, file; and the heartbeat."""

from index.alerts.channels.command import Command
from index.alerts.channels.heartbeat import Heartbeat
from index.alerts.channels.line_file import LineFile
from index.alerts.channels.mail import Mail
from index.alerts.channels.webhook import Webhook
from index.alerts.notice import Channel
from index.settings import Settings


def channels(here: Settings) -> tuple[Channel, ...]:
    """Return the channels that are set up. Nothing is read or asked before `send`."""
    found: list[Channel] = []
    if here.alert_mail_server:
        found.append(Mail(here))
    if here.alert_webhook_url:
        found.append(Webhook(here))
    if here.alert_command:
        found.append(Command(here))
    if here.alert_file:
        found.append(LineFile(here))
    return tuple(found)


def heartbeat(here: Settings) -> Heartbeat | None:
    """Return the heartbeat, if it has an address."""
    return Heartbeat(here) if here.alert_heartbeat_url else None


def beat(here: Settings) -> None:
    """Ask the heartbeat's address, if there is one; raises DeliveryError."""
    if found := heartbeat(here):
        found.send()
