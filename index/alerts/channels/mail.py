"""Mail: SMTP with a checked certificate (RFC 5321; STARTTLS RFC 3207, implicit TLS RFC 8314).

A server may accept some recipients and refuse others. Then the mail went to those it accepted, and `send` raises: it
remembers who got the mail, so that the next attempt with the same notice asks for the others alone.
"""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.message import EmailMessage
from typing import Any

from index import clock
from index.alerts.channels.connection import Deadline, connect, connection_problem, encrypt, trusting
from index.alerts.channels.mail_message import INTERNATIONAL, mail_message
from index.alerts.channels.mail_reached import forget, reached, remember
from index.alerts.channels.secret_file import SecretFileError, read_secret
from index.alerts.notice import DeliveryError, Notice
from index.setting_values import is_loopback, part_host
from index.settings import Settings

_LATER = range(400, 500)
"""Replies that say "try again later", greylisting among them (RFC 5321 section 4.2.1)."""


class Mail:
    """The channel "mail"."""

    name = "mail"

    def __init__(self, here: Settings) -> None:
        self._here = here

    @property
    def target(self) -> str:
        """Return the mail server and the number of recipients."""
        count = len(self._here.alert_mail_to)
        return f"{self._here.alert_mail_server}, {count} recipient{'' if count == 1 else 's'}"

    def send(self, notice: Notice) -> None:
        """Send a notice to all recipients that did not get it yet; raises DeliveryError."""
        done = reached(self._here.home, notice.id)
        recipients = [one for one in self._here.alert_mail_to if one not in done]
        if not recipients:
            return
        refused = self._deliver(notice, recipients)
        if not refused:
            if done:
                with suppress(OSError):
                    forget(self._here.home, notice.id)
            return
        if got_it := [one for one in recipients if one not in refused]:
            with suppress(OSError):  # on a full disk somebody may get the mail twice
                remember(self._here.home, notice.id, got_it)
        raise self._recipients_refused(refused, somebody_got_it=bool(got_it or done))

    def _deliver(self, notice: Notice, recipients: list[str]) -> dict[str, tuple[int, bytes]]:
        """Send a notice and return the recipients that the server refused; raises DeliveryError."""
        message = mail_message(
            notice, sender=self._here.alert_mail_from, recipients=self._here.alert_mail_to, sent_at=clock.now()
        )
        return self.deliver(message, recipients)

    def deliver(self, message: EmailMessage, recipients: list[str]) -> dict[str, tuple[int, bytes]]:
        """Send a mail and return the recipients that the server refused; raises DeliveryError."""
        deadline = Deadline(self._here.alert_seconds)
        try:
            password = self._password()
            with _session(self._here, deadline) as session:
                if self._here.alert_mail_tls == "starttls":
                    session.starttls(context=trusting(self._here.alert_ca_file))
                if password:
                    _sign_in(session, self._here.alert_mail_user, password)
                return _transmit(session, message, self._here.alert_mail_from, recipients)
        except smtplib.SMTPRecipientsRefused as error:
            return {one: error.recipients.get(one, (421, b"")) for one in recipients}
        except (OSError, ValueError) as error:  # ValueError: a challenge of the server that is not Base64
            raise self._problem(error, deadline) from None

    def _password(self) -> str:
        path = self._here.alert_mail_password_file
        try:
            return read_secret(path).get_secret_value() if path else ""
        except SecretFileError as error:
            raise DeliveryError(f"{self.name}: {error}") from None

    def _problem(self, error: Exception, deadline: Deadline) -> DeliveryError:
        """Return what is wrong and what to do. A server's words are left out: they may repeat what we sent."""
        server = f"{self.name}: {self._here.alert_mail_server}"
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return DeliveryError(f"{server} {_lacking(error)}")
        if _says_later(error):
            what = "takes no mail just now; it is tried again"
        elif isinstance(error, smtplib.SMTPAuthenticationError):
            what = "refused user or password; check PINPOINT_ALERT_MAIL_USER and its password file"
        elif isinstance(error, smtplib.SMTPSenderRefused):
            what = "refused PINPOINT_ALERT_MAIL_FROM; use an address that this server may send for"
        elif isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
            what = "refused the mail; look into the server's log"
        elif _is_no_smtp(error):
            what = "does not speak SMTP as we do; check the port, and PINPOINT_ALERT_MAIL_TLS (tls for port 465)"
        else:
            return DeliveryError(f"{server} {connection_problem(error, deadline)}", temporary=True)
        code = getattr(error, "smtp_code", 0)
        return DeliveryError(f"{server} {what}{f' ({code})' if code > 0 else ''}", temporary=code in _LATER)

    def _recipients_refused(self, refused: dict[str, tuple[int, bytes]], *, somebody_got_it: bool) -> DeliveryError:
        addresses = self._here.alert_mail_to
        places = ", ".join(f"number {addresses.index(one) + 1} ({code})" for one, (code, _) in refused.items())
        temporary = any(code in _LATER for code, _ in refused.values())
        what = "it may work later" if temporary else "correct or remove them"
        return DeliveryError(
            f"{self.name}: {self._here.alert_mail_server} refused {len(refused)} of {len(addresses)} recipients; of "
            f"PINPOINT_ALERT_MAIL_TO {places}; {what}",
            temporary=temporary,
            partial=somebody_got_it and not temporary,
        )


@contextmanager
def _session(here: Settings, deadline: Deadline) -> Iterator[smtplib.SMTP]:
    """Yield a session that ends at a deadline. How it ends is no failure: by then the server has accepted the mail."""
    host, port = part_host(here.alert_mail_server)
    loopback_only = here.alert_mail_tls == "none" and not here.alert_mail_plain
    connection = connect(host, port, deadline, loopback_only=loopback_only)
    with ExitStack() as stack:
        stack.callback(connection.close)
        stack.enter_context(deadline.cutting(connection))
        if here.alert_mail_tls == "tls":
            connection = stack.enter_context(encrypt(connection, host, trusting(here.alert_ca_file)))
        session = _Session(connection, host, port, _own_name(here, connection))
        stack.callback(session.close)
        yield session
        with suppress(OSError):
            session.docmd("QUIT")


class _Session(smtplib.SMTP):
    """A session on a connection that is open, named in EHLO without asking the DNS for this machine's name."""

    def __init__(self, connection: socket.socket, host: str, port: int, own_name: str) -> None:
        self._connection = connection
        super().__init__(host, port, local_hostname=own_name)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002  (smtplib's method)
        return self._connection


def _sign_in(session: smtplib.SMTP, user: str, password: str) -> None:
    """Sign in once, never by CRAM-MD5, which rests on MD5.

    `login` of smtplib would send a wrong password by each way that the server offers, and lock it.
    """
    session.ehlo_or_helo_if_needed()
    offered = session.esmtp_features.get("auth", "").upper().split()
    session.user, session.password = user, password
    ways: dict[str, Any] = {"PLAIN": session.auth_plain, "LOGIN": session.auth_login}
    way = next((name for name in ways if name in offered), None)
    if way is None:
        raise smtplib.SMTPNotSupportedError("no AUTH that we know")
    session.auth(way, ways[way])


def _transmit(
    session: smtplib.SMTP, message: EmailMessage, sender: str, recipients: list[str]
) -> dict[str, tuple[int, bytes]]:
    """Transmit a mail and return the recipients that the server refused.

    `send_message` of smtplib would write ">From" where a line begins with "From", whatever the policy of the mail says.
    """
    session.ehlo_or_helo_if_needed()
    if "".join((sender, message["To"])).isascii():
        return session.sendmail(sender, recipients, message.as_bytes())
    if not session.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("no SMTPUTF8")
    data = message.as_bytes(policy=INTERNATIONAL)
    return session.sendmail(sender, recipients, data, ("SMTPUTF8", "BODY=8BITMIME"))


def _own_name(here: Settings, connection: socket.socket) -> str:
    """Return the name for EHLO: the site's, else our address as a literal (RFC 5321 section 4.1.4)."""
    host = here.site_url.partition("://")[2].partition(":")[0]
    if "." in host and not is_loopback(host) and "[" not in host:
        return host
    address = connection.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _says_later(error: Exception) -> bool:
    """Return whether a server put us off before the mail itself: an overload, greylisting, a sign-in that is down."""
    return not isinstance(error, smtplib.SMTPDataError) and getattr(error, "smtp_code", 0) in _LATER


def _is_no_smtp(error: Exception) -> bool:
    """Return whether a server's reply was not understood. A bad certificate is an OSError and a ValueError at once."""
    if isinstance(error, smtplib.SMTPException):
        return not isinstance(error, smtplib.SMTPServerDisconnected)
    return not isinstance(error, OSError)


def _lacking(error: smtplib.SMTPNotSupportedError) -> str:
    """Return which extension of SMTP a server lacks; the error's own words are of smtplib, not of the server."""
    said = str(error)
    if "STARTTLS" in said:
        return "offers no STARTTLS; set PINPOINT_ALERT_MAIL_TLS=tls where it speaks TLS from the start (port 465)"
    if "AUTH" in said:
        return (
            "offers no sign-in by PLAIN or LOGIN; remove PINPOINT_ALERT_MAIL_USER, or use its port for submission (587)"
        )
    return "takes no mail address with letters beyond ASCII (SMTPUTF8); use an ASCII one"
