"""Rules where a request really leaves: the address that a name leads to, the certificate, the budget of a host."""

import json
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.crawler.politeness.one_page import NAMES

CONTACT = "mailto:crawl@pinpoint.test"


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"]])
def test_a_name_that_leads_inside_is_not_connected_to_though_its_port_is_allowed(site, crawl, monkeypatch, addresses):
    port = site.server.server_port
    monkeypatch.setenv("PINPOINT_ALLOW_ADDRESSES", f"inside.test:{port}")
    monkeypatch.setenv("PINPOINT_CRAWL_CONTACT", CONTACT)
    monkeypatch.setenv(NAMES, json.dumps({"inside.test": addresses}))
    found = crawl(url=f"http://inside.test:{port}/a-page")
    assert (found["got"], found["refusal"], dict(site.asked)) == (0, "AddressRefusedError", {})
    assert found["stats"]["manners/address_refused/loopback"] == 1


def test_a_public_site_is_not_asked_without_a_contact(crawl, monkeypatch):
    monkeypatch.setenv(NAMES, "{}")
    found = crawl(url="http://needling.test/a-page")
    assert (found["got"], found["refusal"]) == (0, "ContactMissingError")


@pytest.fixture
def certificate(tmp_path):
    """A certificate that nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return file


def test_a_certificate_that_nobody_vouches_for_ends_the_connection(site, crawl, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
    site.server.handle_error = lambda *_: None
    found = crawl(url=f"https://localhost:{site.server.server_port}/a-page")
    assert (found["got"], dict(site.asked)) == (0, {})


def test_each_request_takes_its_moment_from_the_budget_of_its_host(site, crawl, definition, home):
    polite = definition.politeness.model_copy(update={"delay_seconds": 0.2})
    crawl(source=definition.model_copy(update={"politeness": polite}))
    (file,) = (home / "leases" / "hosts").iterdir()
    assert (file.name, json.loads(file.read_text())["delay"]) == ("127.0.0.1.json", 0.2)


def test_a_server_without_a_delay_has_no_budget_to_keep(site, crawl, home):
    assert crawl()["got"] == 1
    assert not (home / "leases" / "hosts").exists()
