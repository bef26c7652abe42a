from ipaddress import ip_address

import pytest

from crawler.politeness.public_address import is_disguised_number, not_public


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "shared"),
        ("100.100.100.200", "shared"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("169.254.169.254", "metadata"),
        ("168.63.129.16", "metadata"),
        ("169.254.170.2", "link_local"),
        ("192.0.0.192", "reserved"),
        ("198.18.0.1", "reserved"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("224.0.0.251", "multicast"),
        ("203.0.113.7", "documentation"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("fc00::1", "private"),
        ("fd12:3456::1", "private"),
        ("fd00:ec2::254", "metadata"),
        ("fe80::1", "link_local"),
        ("ff02::1", "multicast"),
        ("2001:db8::1", "documentation"),
        ("2001:0:4136:e378::1", "reserved"),
        ("4000::1", "reserved"),
        ("::127.0.0.1", "reserved"),
        ("64:ff9b:1::1", "reserved"),
    ],
)
def test_an_address_of_somebodys_inside_is_named(text, kind):
    assert not_public(ip_address(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:169.254.169.254", "metadata"),
        ("::ffff:10.0.0.1", "private"),
        ("2002:7f00:1::1", "loopback"),
        ("2002:c0a8:101::1", "private"),
        ("64:ff9b::127.0.0.1", "loopback"),
        ("64:ff9b::a9fe:a9fe", "metadata"),
        ("::ffff:93.184.216.34", ""),
        ("64:ff9b::93.184.216.34", ""),
    ],
)
def test_an_ipv6_address_is_the_ipv4_address_that_it_wraps(text, kind):
    assert not_public(ip_address(text)) == kind


@pytest.mark.parametrize("text", ["93.184.216.34", "1.1.1.1", "100.128.0.1", "2606:4700::1111", "2a00::1"])
def test_an_address_of_the_public_internet_passes(text):
    assert not_public(ip_address(text)) == ""


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.1", "1.2.3.4.5", "01.1.1.1", "fe80::1%eth0", "٣"]
)
def test_a_number_in_disguise_is_no_name(host):
    assert is_disguised_number(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "needling.test", "3m.test", "xn--bcher-kva.test", "a.b.c1"])
def test_a_plain_address_and_a_plain_name_are_no_disguise(host):
    assert not is_disguised_number(host)
