import smtplib
import ssl
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.alerts.channels.mail import Mail
from index.alerts.channels.mail import _sign_in as sign_in
from index.alerts.channels.mail_message import mail_message
from index.alerts.notice import DeliveryError, Event
from tests.index.alerts.conftest import scripted
from tests.index.alerts.notices import BLOCKED, MONDAY, TEXT, notice

HEADERS = {"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "In-Reply-To"} | {
    "MIME-Version", "Message-ID", "References", "Subject", "To",
}  # fmt: skip
ONE, TWO = "one@list.test", "two@list.test"


@pytest.fixture
def mail(with_settings, authority, secret_file):
    """Return a function that makes the channel for a mailbox's server, with STARTTLS and a sign-in."""

    def make(port, **changes):
        own = {
            "mail_server": f"127.0.0.1:{port}",
            "mail_from": "alerts@clinic.test",
            "mail_to": (ONE, TWO),
            "mail_user": "pinpoint",
            "mail_password_file": secret_file("a-good-password\n"),
            "ca_file": authority.file,
        }
        return Mail(with_settings(**own | changes))

    return make


PLAIN = {"mail_tls": "none", "mail_user": "", "mail_password_file": None}


def parsed(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_mail_arrives_encrypted_and_signed_in_with_the_headers_of_an_automatic_message(
    mail, mail_server, server_context
):
    mailbox = mail_server(server_context)
    mail(mailbox.port).send(notice(title="Grüße"))
    (arrived,) = mailbox.mails
    read = parsed(arrived)
    assert arrived.was_encrypted
    assert (arrived.mail_from, arrived.rcpt_tos) == ("alerts@clinic.test", [ONE, TWO])
    assert dict(read.items()) == {
        "From": "alerts@clinic.test",
        "To": "one@list.test, two@list.test",
        "Subject": "Grüße",
        "Date": "Mon, 23 Nov 2026 12:00:00 +0000",
        "Message-ID": f"<{BLOCKED.case}@clinic.test>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert read.get_content().replace("\r\n", "\n") == f"{TEXT}\n\n-- \npinpoint.test\n"


def test_lines_that_smtp_and_mailboxes_take_for_their_own_arrive_as_written(mail, mail_server):
    mailbox = mail_server()
    text = f".\n..\nFrom here\nDATA\n\n{'x' * 3000}\nGrüße ="
    mail(mailbox.port, **PLAIN).send(notice(text=text))
    assert parsed(mailbox.mails[0]).get_content().replace("\r\n", "\n") == f"{text}\n\n-- \npinpoint.test\n"


@pytest.mark.parametrize(
    ("site", "name"),
    [("", "[127.0.0.1]"), ("https://pinpoint.test:8443", "pinpoint.test"), ("http://127.0.0.1:8000", "[127.0.0.1]")],
)
def test_the_server_hears_the_name_of_the_site_and_the_dns_is_not_asked_for_ours(
    mail, mail_server, monkeypatch, site, name
):
    monkeypatch.setattr("socket.getfqdn", lambda *_: pytest.fail("asked"))
    mailbox = mail_server()
    mail(mailbox.port, **PLAIN, site_url=site).send(notice())
    assert mailbox.mails[0].host_name == name


def test_a_mail_arrives_with_encryption_from_the_start(mail, mail_server, server_context):
    mailbox = mail_server(server_context, from_start=True)
    mail(mailbox.port, mail_tls="tls").send(notice())
    assert [one.rcpt_tos for one in mailbox.mails] == [[ONE, TWO]]


def test_a_mail_goes_in_the_clear_to_this_machine_only(mail, mail_server, monkeypatch):
    mailbox = mail_server()
    mail(mailbox.port, **PLAIN).send(notice())
    assert len(mailbox.mails) == 1
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("192.0.2.7", mailbox.port))])
    with pytest.raises(DeliveryError, match="a name of this machine but leads to another"):
        mail(mailbox.port, **PLAIN | {"mail_server": f"localhost:{mailbox.port}"}).send(notice())


@pytest.mark.parametrize("name", ["other.test", "unsigned"])
def test_a_wrong_certificate_ends_before_the_password_is_sent(mail, mail_server, authority, with_settings, name):
    context = authority.context("other.test")
    mailbox = mail_server(context)
    changes = {"ca_file": None} if name == "unsigned" else {}
    with pytest.raises(DeliveryError, match="has a certificate that is not trusted") as failed:
        mail(mailbox.port, **changes).send(notice())
    assert str(failed.value).startswith(f"mail: 127.0.0.1:{mailbox.port} ")
    assert mailbox.mails == []


def test_smtplib_itself_checks_no_certificate(mail_server, authority):
    """The reason why a context is passed to it."""
    mailbox = mail_server(authority.context("other.test"))
    with smtplib.SMTP("127.0.0.1", mailbox.port, local_hostname="test") as session:
        session.starttls()
        assert isinstance(session.sock, ssl.SSLSocket)


def test_a_server_without_starttls_gets_no_mail(mail, mail_server):
    mailbox = mail_server()
    with pytest.raises(DeliveryError, match="offers no STARTTLS; set PINPOINT_ALERT_MAIL_TLS=tls"):
        mail(mailbox.port).send(notice())
    assert mailbox.mails == []


def test_a_wrong_password_says_what_to_check_and_not_what_it_is(mail, mail_server, server_context, secret_file):
    mailbox = mail_server(server_context)
    with pytest.raises(DeliveryError) as failed:
        mail(mailbox.port, mail_password_file=secret_file("another-password", "wrong")).send(notice())
    assert str(failed.value) == (
        f"mail: 127.0.0.1:{mailbox.port} refused user or password; check PINPOINT_ALERT_MAIL_USER and its password "
        "file (535)"
    )
    assert not failed.value.temporary
    assert mailbox.sign_ins == [("PLAIN", b"pinpoint", b"another-password")]


def test_a_server_that_offers_login_alone_is_signed_in_to_that_way(mail, mail_server, server_context):
    mailbox = mail_server(server_context, auth_exclude_mechanism=("PLAIN",))
    mail(mailbox.port).send(notice())
    assert mailbox.sign_ins == [("LOGIN", b"pinpoint", b"a-good-password")]


def test_a_server_without_a_sign_in_that_we_know_gets_no_mail(mail, mail_server, server_context):
    mailbox = mail_server(server_context, auth_exclude_mechanism=("PLAIN", "LOGIN"))
    with pytest.raises(DeliveryError, match="offers no sign-in by PLAIN or LOGIN; remove PINPOINT_ALERT_MAIL_USER"):
        mail(mailbox.port).send(notice())


def test_no_password_is_proved_by_md5(monkeypatch):
    session = smtplib.SMTP(local_hostname="pinpoint.test")
    session.ehlo_resp, session.esmtp_features = b"mail.test", {"auth": "CRAM-MD5"}
    monkeypatch.setattr(session, "auth", lambda *_: pytest.fail("it signs in"))
    with pytest.raises(smtplib.SMTPNotSupportedError, match="no AUTH"):
        sign_in(session, "pinpoint", "a-good-password")


@pytest.mark.parametrize(
    ("reply", "temporary", "what"),
    [("550 5.1.1 no such user", False, "correct or remove them"), ("450 4.7.1 greylisted", True, "it may work later")],
)
def test_one_refused_recipient_is_a_failure_and_the_others_got_the_mail(mail, mail_server, reply, temporary, what):
    mailbox = mail_server()
    mailbox.refuse = {TWO: reply}
    with pytest.raises(DeliveryError) as failed:
        mail(mailbox.port, **PLAIN).send(notice())
    assert str(failed.value) == (
        f"mail: 127.0.0.1:{mailbox.port} refused 1 of 2 recipients; of PINPOINT_ALERT_MAIL_TO number 2 "
        f"({reply[:3]}); {what}"
    )
    assert (failed.value.temporary, failed.value.partial) == (temporary, not temporary)
    assert [one.rcpt_tos for one in mailbox.mails] == [[ONE]]


def test_the_next_attempt_asks_only_for_those_who_did_not_get_the_mail(mail, mail_server):
    mailbox = mail_server()
    channel = mail(mailbox.port, **PLAIN)
    mailbox.refuse = {TWO: "451 later"}
    for _ in range(2):
        with pytest.raises(DeliveryError):
            channel.send(notice())
    mailbox.refuse = {}
    channel.send(notice())
    assert [one.rcpt_tos for one in mailbox.mails] == [[ONE], [TWO]]
    assert len({parsed(one)["Message-ID"] for one in mailbox.mails}) == 1
    channel.send(notice())
    assert mailbox.mails[2].rcpt_tos == [ONE, TWO]


@pytest.mark.parametrize(
    ("refuse", "temporary"),
    [({ONE: "550 no", TWO: "550 no"}, False), ({ONE: "421 closing"}, True), ({ONE: "450 no", TWO: "550 no"}, True)],
)
def test_a_mail_that_reached_nobody_names_every_recipient(mail, mail_server, refuse, temporary):
    mailbox = mail_server()
    mailbox.refuse = refuse
    with pytest.raises(DeliveryError, match=r"refused 2 of 2 recipients; of PINPOINT_ALERT_MAIL_TO number 1") as failed:
        mail(mailbox.port, **PLAIN).send(notice())
    assert (failed.value.temporary, failed.value.partial, mailbox.mails) == (temporary, False, [])


@pytest.mark.parametrize(("reply", "temporary"), [("451 4.3.0 try later", True), ("554 5.7.1 spam", False)])
def test_a_refused_mail_may_be_sent_later_if_the_server_says_so(mail, mail_server, reply, temporary):
    mailbox = mail_server()
    mailbox.reply = reply
    with pytest.raises(DeliveryError, match=rf"refused the mail; look into the server's log \({reply[:3]}\)") as failed:
        mail(mailbox.port, **PLAIN).send(notice())
    assert failed.value.temporary is temporary


LATER = b"421 4.3.2 going down\r\n"
HELLO = (b"220 x\r\n", "read")
NOT_NOW = r"127\.0\.0\.1:\d+ takes no mail just now; it is tried again \(4\d\d\)$"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((LATER,), NOT_NOW),
        ((*HELLO, LATER, "read", LATER), NOT_NOW),
        ((*HELLO, b"250 x\r\n", "read", LATER), NOT_NOW),
        ((*HELLO, b"250 x\r\n", "read", b"451 4.7.1 greylisted\r\n", "read", b"250 x\r\n"), NOT_NOW),
        ((*HELLO, b"250 x\r\n", "read", b"250 x\r\n", "read", LATER), r"refused 2 of 2 .* \(421\); it may work later$"),
        ((*HELLO, *[b"250 x\r\n", "read"] * 4, LATER), r"refused the mail; look into the server's log \(421\)$"),
    ],
)
def test_a_server_that_puts_us_off_in_the_middle_is_tried_again(mail, steps, said):
    with scripted(*steps) as port, pytest.raises(DeliveryError, match=said) as failed:
        mail(port, **PLAIN).send(notice())
    assert (failed.value.temporary, failed.value.partial) == (True, False)


def test_a_sign_in_that_is_down_is_no_wrong_password(mail):
    steps = (*HELLO, b"250-x\r\n250 AUTH PLAIN\r\n", "read", b"454 4.7.0 not now\r\n")
    signed_in = PLAIN | {"mail_user": "pinpoint"}
    del signed_in["mail_password_file"]
    with scripted(*steps) as port, pytest.raises(DeliveryError, match=r"takes no mail just now; .* \(454\)") as failed:
        mail(port, **signed_in).send(notice())
    assert failed.value.temporary


ACCEPTS = (b"220 x\r\n", "read", b"250 x\r\n", "read", b"250 x\r\n", "read", b"250 x\r\n")
REST = ("read", b"250 x\r\n", "read", b"354 x\r\n", "read", b"250 x\r\n", "read")


@pytest.mark.parametrize("end", [(b"502 no QUIT\r\n",), (b"hello\r\n",), ()])
def test_a_mail_that_was_accepted_is_delivered_whatever_follows(mail, end):
    with scripted(*ACCEPTS, *REST, *end) as port:
        mail(port, **PLAIN).send(notice())


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "broke the connection off"),
        ((b"220 x\r\n", "read"), "broke the connection off"),
        ((b"HTTP/1.1 400 Bad Request\r\n",), "does not speak SMTP as we do"),
        ((b"554 no service\r\n",), r"refused the mail; look into the server's log \(554\)"),
        ((b"2" * 9000,), r"refused the mail; look into the server's log \(500\)"),
        ((("drip", b"220-x\r\n"),), r"did not answer within 0.2 seconds \(PINPOINT_ALERT_SECONDS\)"),
        ((b"220 x\r\n", "read", ("drip", b"250-x\r\n")), "did not answer within 0.2 seconds"),
    ],
)
def test_a_server_that_misbehaves_is_a_failure_before_the_deadline(mail, steps, said):
    with scripted(*steps) as port, pytest.raises(DeliveryError, match=said):
        mail(port, **PLAIN, seconds=0.2).send(notice())


def test_a_server_that_is_not_there_and_a_name_that_nobody_knows(mail, monkeypatch):
    with scripted() as port:
        pass
    with pytest.raises(DeliveryError, match=f"127.0.0.1:{port} accepts no connection; check the port"):
        mail(port, **PLAIN).send(notice())
    with pytest.raises(DeliveryError, match="is not found in the DNS"):
        mail(port, **PLAIN | {"mail_server": f"{'x' * 64}.test:25", "mail_tls": "starttls"}).send(notice())


def test_addresses_beyond_ascii_need_a_server_that_takes_them(mail, mail_server):
    mailbox = mail_server()
    mail(mailbox.port, **PLAIN | {"mail_to": ("grüße@müller.test",)}).send(notice())
    assert mailbox.mails[0].rcpt_tos == ["grüße@xn--mller-kva.test"]
    assert parsed(mailbox.mails[0])["To"] == "grüße@xn--mller-kva.test"
    old = mail_server(enable_SMTPUTF8=False)
    with pytest.raises(DeliveryError, match=r"takes no mail address with letters beyond ASCII \(SMTPUTF8\)"):
        mail(old.port, **PLAIN | {"mail_to": ("grüße@müller.test",)}).send(notice())


def made(**changes):
    return mail_message(notice(**changes), sender="alerts@clinic.test", recipients=[ONE], sent_at=MONDAY)


def test_start_reminder_and_end_of_an_alert_are_one_thread():
    start, still, end = (made(event=event) for event in (Event.STARTED, Event.STILL, Event.ENDED))
    thread = f"<{BLOCKED.case}@clinic.test>"
    assert start["Message-ID"] == thread
    assert [(one["In-Reply-To"], one["References"]) for one in (still, end)] == [(thread, thread)] * 2
    assert len({one["Message-ID"] for one in (start, still, end)}) == 3


def test_a_mail_on_several_alerts_refers_to_each():
    held = replace(BLOCKED, kind="run_held")
    both = made(alerts=(BLOCKED, held))
    assert both["References"] == f"<{BLOCKED.case}@clinic.test> <{held.case}@clinic.test>"


def test_hostile_lines_add_no_header_and_no_line_is_longer_than_smtp_allows():
    long = mail_message(
        notice(
            event=Event.ENDED,
            title="held\r\nBcc: all@list.test\u2028X: y",
            text="a" * 2000 + "\n.\r\nBcc: x\x00\u2028ü\ud800\rlast",
            alerts=tuple(replace(BLOCKED, subject=str(number)) for number in range(50)),
        ),
        sender=f"alerts@{'x' * 60}.test",
        recipients=[f"{'y' * 60}{number}@list.test" for number in range(20)],
        sent_at=MONDAY,
    )
    head, _, body = long.as_bytes().partition(b"\r\n\r\n")
    read = message_from_bytes(long.as_bytes(), policy=policy.default)
    assert read["Subject"] == "held Bcc: all@list.test X: y"
    assert read["Bcc"] is None
    assert [len(read[name].split()) for name in ("References", "To")] == [10, 20]
    assert b"=?" not in head
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert read.get_content().splitlines()[1:5] == [".", "Bcc: x", "ü", "last"]


PIECES = [
    "=?utf-8?q?",
    "=?utf-8?b?",
    "?=",
    "=C3=A9",
    "\r\n",
    "\n",
    "\r",
    "Bcc: ",
    " ",
    "x" * 90,
    "ü",
    "\u2028",
]
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join)


@settings(max_examples=60)
@given(title=hostile, text=hostile, site=hostile)
@example(title="=?utf-8?q?caf=C3=A9?=", text="", site="")
def test_no_title_and_no_text_adds_a_header_or_ends_a_line(title, text, site):
    raw = made(event=Event.ENDED, title=title, text=text, site=site).as_bytes()
    head, _, body = raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert (set(names), len(names)) == (HEADERS, len(HEADERS))
    assert not {b"\r", b"\n"} & {bytes([byte]) for byte in raw.replace(b"\r\n", b"")}
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76


def test_the_password_file_must_be_there_alone_and_closed_to_others(mail, secret_file, tmp_path):
    for path, said in (
        (tmp_path / "none", r"cannot be read \(No such file or directory\)"),
        (secret_file("a", "open", 0o640), "is open to others; run `chmod 600` on it"),
        (secret_file("a\nb\n", "two"), "holds more than one line"),
        (secret_file("", "empty"), "holds no secret"),
        (secret_file("pässword", "ascii"), "holds letters beyond ASCII"),
        (tmp_path, "is no file"),
    ):
        with pytest.raises(DeliveryError, match=f"mail: {path} {said}"):
            mail(1, mail_password_file=path).send(notice())
