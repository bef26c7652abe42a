"""Settings of the channels through which alerts leave; a part of `index.settings.Settings`. See docs/alerts.md."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from index.setting_values import (
    argument_list,
    host_and_port,
    hosts_and_ports,
    is_loopback,
    mail_address,
    part_host,
    place,
    split,
    web_address,
)


def _optional_server(value: str) -> str:
    return host_and_port(value) if value else value


def _optional_mail(value: str) -> str:
    return mail_address(value) if value else value


def _ascii(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("it holds letters beyond ASCII, which Python's SMTP cannot send")
    return value


def _mails(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(mail_address, values))


def _program(values: tuple[str, ...]) -> tuple[str, ...]:
    if values and not Path(values[0]).is_absolute():
        raise ValueError("its first part is no absolute path; write /usr/local/bin/notify")
    if any("\0" in value for value in values):
        raise ValueError("it holds a NUL character, which no argument may have")
    return values


def _absolute(value: Path | None) -> Path | None:
    if value is not None and not value.is_absolute():
        raise ValueError("it is no absolute path; a timer starts commands in another folder")
    return value


WebAddress = Annotated[str, AfterValidator(web_address)]
File = Annotated[Path | None, BeforeValidator(lambda value: value or None), AfterValidator(_absolute)]


class AlertSettings(BaseModel):
    """A channel is on when its first setting is set; the validator below refuses one that is half set up."""

    alert_seconds: int = Field(
        default=20, ge=1, le=300, description="Seconds in which a channel must deliver an alert, from look-up to answer"
    )
    alert_mail_server: Annotated[str, AfterValidator(_optional_server)] = Field(
        default="", description="Mail server that takes alerts, host:port; empty: no mail"
    )
    alert_mail_from: Annotated[str, AfterValidator(_optional_mail)] = Field(
        default="", description="Mail address that alerts come from; bounces go there"
    )
    alert_mail_to: Annotated[tuple[str, ...], BeforeValidator(split), AfterValidator(_mails)] = Field(
        default=(), description="Mail addresses that alerts go to, with commas between them"
    )
    alert_mail_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="Encryption to the mail server: starttls (587), tls (465), none (loopback)"
    )
    alert_mail_plain: bool = Field(
        default=False, description="Whether alert_mail_tls = none may lead to another machine; without a password only"
    )
    alert_mail_user: Annotated[str, AfterValidator(_ascii)] = Field(
        default="", description="User name at the mail server; empty: no sign-in"
    )
    alert_mail_password_file: File = Field(
        default=None, description="File with the password at the mail server, readable by its owner only (0600)"
    )
    alert_webhook_url: WebAddress = Field(
        default="", repr=False, description="Web address that alerts are posted to as JSON; empty: no webhook"
    )
    alert_webhook_secret_file: File = Field(
        default=None, description="File with the secret that signs what is posted, 0600, at least 32 characters"
    )
    alert_command: Annotated[tuple[str, ...], BeforeValidator(argument_list), AfterValidator(_program)] = Field(
        default=(), repr=False, description="Program with its arguments that gets alerts on standard input"
    )
    alert_file: File = Field(default=None, description="File that gets each alert as a line of JSON")
    alert_heartbeat_url: WebAddress = Field(
        default="", repr=False, description="Web address that is asked while all is well; empty: none"
    )
    alert_heartbeat_method: Literal["GET", "POST"] = Field(
        default="GET", description="How the heartbeat's address is asked"
    )
    alert_hosts: Annotated[tuple[str, ...], BeforeValidator(split), AfterValidator(hosts_and_ports)] = Field(
        default=(), description="Servers that webhook and heartbeat may lead to, host:port,…"
    )
    alert_ca_file: File = Field(
        default=None, description="PEM file of more authorities to trust, for servers of your own"
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        """Refuse a channel that is half set up; raises ValueError with a sentence that names both settings."""
        self._check_mail()
        if bool(self.alert_webhook_url) != bool(self.alert_webhook_secret_file):
            set_one, other = ("URL", "SECRET_FILE") if self.alert_webhook_url else ("SECRET_FILE", "URL")
            raise ValueError(f"PINPOINT_ALERT_WEBHOOK_{set_one} needs PINPOINT_ALERT_WEBHOOK_{other} too")
        for name, address in (("WEBHOOK", self.alert_webhook_url), ("HEARTBEAT", self.alert_heartbeat_url)):
            if address:
                host, port = place(urlsplit(address))
                if (host, port) not in map(part_host, self.alert_hosts):
                    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
                    raise ValueError(f"PINPOINT_ALERT_{name}_URL leads to {shown}, which PINPOINT_ALERT_HOSTS lacks")
        return self

    def _check_mail(self) -> None:
        needed = {
            "SERVER": bool(self.alert_mail_server),
            "FROM": bool(self.alert_mail_from),
            "TO": bool(self.alert_mail_to),
        }
        if any(needed.values()) and not all(needed.values()):
            lacking = ", ".join(f"PINPOINT_ALERT_MAIL_{name}" for name, is_set in needed.items() if not is_set)
            raise ValueError(f"the mail channel is half set up; set {lacking} too")
        if bool(self.alert_mail_user) != bool(self.alert_mail_password_file):
            raise ValueError("PINPOINT_ALERT_MAIL_USER and PINPOINT_ALERT_MAIL_PASSWORD_FILE need each other")
        if self.alert_mail_tls != "none" or not self.alert_mail_server:
            return
        if not is_loopback(part_host(self.alert_mail_server)[0]):
            if self.alert_mail_user:
                raise ValueError("a password goes to another machine encrypted only; set PINPOINT_ALERT_MAIL_TLS")
            if not self.alert_mail_plain:
                raise ValueError(
                    "PINPOINT_ALERT_MAIL_TLS=none is for 127.0.0.1, ::1 and localhost; use starttls or tls, or set "
                    "PINPOINT_ALERT_MAIL_PLAIN=true if everybody on the way may read alerts"
                )
