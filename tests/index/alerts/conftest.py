"""Real servers on loopback for the channels: mail with encryption, web, and servers that misbehave line by line."""

import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from index import settings

DAY = timedelta(days=1)


class Authority:
    """A certificate authority of the test, whose certificates also pass the strict checks of Python 3.13."""

    def __init__(self, folder):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        made = self._signed(self.name, self.key, (x509.BasicConstraints(ca=True, path_length=0), True), (usage, True))
        self.file = folder / "authority.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def context(self, host):
        """The context of a server that is named `host`."""
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
        except ValueError:
            names = x509.SubjectAlternativeName([x509.DNSName(host)])
        made = self._signed(
            x509.Name([]), key, (names, True), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        )
        file = self.folder / f"{host}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(file)
        return context

    def _signed(self, subject, key, *extensions):
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
        )
        for extension, is_critical in extensions:
            builder = builder.add_extension(extension, is_critical)
        return builder.sign(self.key, hashes.SHA256())


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def server_context(authority):
    return authority.context("127.0.0.1")


@pytest.fixture
def with_settings(tmp_path):
    """Return settings of the test's home, of `alert_` names without that word. `seconds` may be a part of one here."""

    def load(*, seconds=20, site_url="", **values):
        found = {f"alert_{name}": value for name, value in values.items()}
        made = settings.Settings(home=tmp_path / "home", site_url=site_url, **found)
        return made.model_copy(update={"alert_seconds": seconds})

    return load


@pytest.fixture
def secret_file(tmp_path):
    """Return a function that writes a secret's file, 0600."""

    def write(secret, name="secret", mode=0o600):
        path = tmp_path / name
        path.write_text(secret)
        path.chmod(mode)
        return path

    return write


@dataclass
class Mailbox:
    """A handler of the mail server: what arrived, and which replies it gives in place of the usual ones."""

    mails: list = field(default_factory=list)
    sign_ins: list = field(default_factory=list)
    refuse: dict = field(default_factory=dict)
    reply: str = "250 OK"
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.reply.startswith("2"):
            self.mails.append(envelope)
            envelope.was_encrypted = session.ssl is not None
            envelope.host_name = session.host_name
        return self.reply


class _Controller(Controller):
    """The mail server on a free port: without this it asks port 0 whether it is there."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _authenticate(server, session, envelope, mechanism, data):
    server.event_handler.sign_ins.append((mechanism, data.login, data.password))
    is_known = (data.login, data.password) == (b"pinpoint", b"a-good-password")
    return AuthResult(success=is_known, handled=False)  # handled: the client gets no answer, and waits


@pytest.fixture
def mail_server():
    """Start a mail server: `context` encrypts after STARTTLS, with `from_start` at once."""
    running = []

    def start(context=None, *, from_start=False, **options):
        mailbox = Mailbox()
        smtp = {"server_hostname": "mail.test", "enable_SMTPUTF8": True, "authenticator": _authenticate} | options
        if context and not from_start:
            smtp |= {"tls_context": context, "require_starttls": True}
        else:
            smtp |= {"auth_require_tls": False}
        controller = _Controller(
            mailbox, hostname="127.0.0.1", port=0, ssl_context=context if from_start else None, **smtp
        )
        controller.start()
        running.append(controller)
        mailbox.port = controller.port
        return mailbox

    yield start
    for controller in running:
        controller.stop()


@dataclass
class Visits:
    """What a web server was asked, and what it answers."""

    status: int = 200
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    asked: list = field(default_factory=list)
    port: int = 0


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        visits = self.server.visits
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        visits.asked.append((self.command, self.path, self.headers, body))
        self.send_response(visits.status)
        for name, value in visits.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(visits.body)

    do_GET = do_CONNECT = do_POST  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def web_server():
    """Start a web server that answers as the returned object says; `context` encrypts."""
    running = []

    def start(context=None):
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda *_: None
        server.visits = Visits(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        running.append((server, thread))
        return server.visits

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def scripted(*steps):
    """Yield the port of a server that accepts one connection and runs steps: bytes to send, "read", "drip", "close"."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            with suppress(OSError), listening.accept()[0] as connection:
                for step in steps:
                    if step == "read":
                        connection.recv(65536)
                    elif isinstance(step, bytes):
                        connection.sendall(step)
                    else:
                        byte = step[1]
                        while not ended.wait(0.05):
                            connection.sendall(byte)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        ended.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        thread.join()
