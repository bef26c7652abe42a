from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.url import first_url, safe_url


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://clinic.example", "https://clinic.example/"),
        ("HTTP://Clinic.Example:80/Team", "http://clinic.example/Team"),
        ("clinic.example/team", "https://clinic.example/team"),
        ("//clinic.example/a", "https://clinic.example/a"),
        ("clinic.example:8080", "https://clinic.example:8080/"),
        ("https://clinic.example/a/../b?id=5", "https://clinic.example/b?id=5"),
        ("https://clinic.example/?utm_source=x&id=5&fbclid=y", "https://clinic.example/?id=5"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("  https://clinic.example/  ", "https://clinic.example/"),
        ("https://clinic.example/?a=1&utm_id=1&c", "https://clinic.example/?a=1&c"),
        ("https://clinic.example/team?_gl=1*x&igshid=y#avery", "https://clinic.example/team#avery"),
        ("https://clinic.example/?utm%5Fsource=x", "https://clinic.example/"),
        ("http//clinic.example/a", "http://clinic.example/a"),
        ("https:/clinic.example", "https://clinic.example/"),
        ("http:clinic.example", "http://clinic.example/"),
        ("http://https://clinic.example", "https://clinic.example/"),
        ("https://http://clinic.example", "http://clinic.example/"),
        ("HTTPS:///clinic.example", "https://clinic.example/"),
    ],
)
def test_a_good_address_is_normalized(text, address):
    assert safe_url(text) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://portal.example/#/member/12", "https://portal.example/#!/find", "https://www.a.example/#/home?tab=2",
        "https://clinic.example/p#:~:text=dry%20needling,trigger%2Dpoint", "https://clinic.example/a//b",
        "https://archive.example/web/2020/https://clinic.example/", "https://clinic.example/a;v=1,2@home:x/$&+=",
        "https://clinic.example/?next=https://b.example/?a=1", "https://clinic.example/?a=b=c&d&&e=%26%2F+1",
        "https://clinic.example/100%", "https://clinic.example/%2Fteam%3F", "https://clinic.example/Team/AVERY",
        "https://clinic.example/find#/?zip=81201&near[]=5", "https://clinic.example/?q='needling'(dry)*!",
    ],
)  # fmt: skip
def test_a_link_that_needs_nothing_stays_as_it_is_written(address):
    assert safe_url(address) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://WWW.A.example:443#/Home", "https://www.a.example/#/Home"),
        ("https://clinic.example/%7ejo/%2d%2f", "https://clinic.example/~jo/-%2F"),
        ("https://clinic.example/Caf\u00e9?q=\u00e9#\u00e9", "https://clinic.example/Caf%C3%A9?q=%C3%A9#%C3%A9"),
        ("https://clinic.example/a/./b/../c/..", "https://clinic.example/a/"),
        ("https://clinic.example/../..//x", "https://clinic.example//x"),
        ("https://clinic.example/%2e%2e/x", "https://clinic.example/x"),
        ("http://clinic.example:443/", "http://clinic.example:443/"),
    ],
)
def test_only_what_is_equal_by_the_standard_is_respelled(text, address):
    assert safe_url(text) == address


_SEGMENT = st.text("abzAZ019-._~!$&'()*+,;=:@", min_size=1, max_size=8).filter(lambda text: text not in {".", ".."})
_ESCAPED = st.sampled_from(["%2F", "%3F", "%20", "%25", "%C3%A9"])


@given(
    host=st.from_regex(r"[a-z][a-z0-9]{0,8}\.(example|test)", fullmatch=True),
    port=st.sampled_from(["", ":8080"]),
    path=st.lists(_SEGMENT | _ESCAPED | st.just(""), max_size=6),
    query=st.lists(st.tuples(_SEGMENT, _SEGMENT | _ESCAPED), max_size=4),
    fragment=st.lists(_SEGMENT | _ESCAPED | st.sampled_from(["/", "?", "//", "%2D", "!/", ":~:text="]), max_size=5),
    scheme=st.sampled_from(["http", "https", "HTTPS"]),
)
def test_the_components_of_a_link_survive(host, port, path, query, fragment, scheme):
    written = f"/{'/'.join(path)}"
    asked = "&".join(f"q{name}={value}" for name, value in query)
    behind = "".join(fragment)
    link = f"{scheme}://{host.upper()}{port}{written}{'?' if asked else ''}{asked}{'#' if behind else ''}{behind}"
    parts = urlsplit(safe_url(link))
    assert (parts.scheme, parts.netloc) == (scheme.lower(), f"{host}{port}")
    assert (parts.path, parts.query, parts.fragment) == (written, asked, behind)


def test_a_relative_address_is_read_against_its_page():
    assert safe_url("../team", "https://clinic.example/about/us") == "https://clinic.example/team"


@pytest.mark.parametrize(
    "text",
    [
        "", "javascript:alert(1)", "JavaScript:alert(1)", " java\tscript:alert(1)", "data:text/html,x",
        "mailto:a@b.example",
        "ftp://clinic.example", "file:///etc/passwd", "https://user@clinic.example/", "https://user:pw@clinic.example/",
        "https://clinic.example\\@evil.example/", "https:\\\\clinic.example", "https://clinic.example/\x00",
        "https://a b.example",
        "https://clinic.example/a\nb", "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://2130706433/",
        "https://0x7f.0.0.1/", "https://clinic..example/", "https://-clinic.example/", "https://clinic.example:0/",
        "https://clinic.example:99999/", "https://clinic_x.example/", "https://", "http:///path", "https://clinic\u200b.example/",
        "https://clinic.example/<script>", "https://\u202eclinic.example", "https://" + "a" * 2000 + ".example",
        "n/a", "none", "vbscript:msgbox(1)", "blob:https://clinic.example/x", "about:blank", "view-source:https://a.example",
        "https://https://user@clinic.example", "http:javascript:alert(1)", "https://javascript:alert(1)",
        "https:data:x,y",
        "https://clinic.example/\u00ad",
    ],
)  # fmt: skip
def test_an_unsafe_address_is_refused(text):
    assert safe_url(text) == ""


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://user@evil.example/", "\\\\evil.example", "data:,x"])
def test_a_base_makes_nothing_safe(text):
    assert safe_url(text, "https://clinic.example/") == ""


@given(st.text(max_size=80) | st.from_regex(r"(https?:)?//?[\w.@:\\/-]{0,30}"))
def test_what_comes_out_is_http_and_comes_out_the_same_again(text):
    address = safe_url(text)
    assert address == "" or address.startswith(("http://", "https://"))
    assert "@" not in address.partition("//")[2].partition("/")[0]
    assert not address or safe_url(address) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.clinic.example, www.other.example", "https://www.clinic.example/"),
        ("Website: https://clinic.example (new!)", "https://clinic.example/"),
        ('<a href="https://clinic.example/team">us</a>', "https://clinic.example/team"),
        ("https://user:pw@clinic.example | https://clinic.example.", "https://clinic.example/"),
        ("see www.clinic.example.", "https://www.clinic.example/"),
        ("open 9 a.m. to 5 p.m.", ""),
        ("javascript:location='https://evil.example'", ""),
        (" data:text/html,https://evil.example", ""),
        ("java\tscript:https://evil.example", ""),
        ("javascript: https://evil.example", ""),
        ("", ""),
    ],
)
def test_of_a_field_with_more_than_an_address_the_first_safe_one_is_read(text, address):
    assert first_url(text) == address


@given(st.text(max_size=80) | st.from_regex(r"(javascript|data|https?): ?[\w.@:\\/'-]{0,30}"))
def test_the_first_address_is_a_safe_one(text):
    address = first_url(text)
    assert address == "" or safe_url(address) == address
