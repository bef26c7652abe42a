"""Challenge pages: a bot check, a captcha or a login, served in place of a directory's page.

Each signature is text that a product writes into its challenge pages and nowhere else: an ordinary page may have a
captcha on its contact form, a script of the same company, or a link for members to log in. A signature counts only
on a page with little text, because a page about challenges is not a challenge.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LOGIN = "login"
"""The kind that asks for a name and a password."""
LOOKED_AT = 200_000  # bytes from the beginning of a page
FEW = 1500  # characters of text; a challenge has no more
HARDLY_ANY = 300  # characters of text; a page with nothing but a script or a captcha


@dataclass(frozen=True, slots=True)
class Signature:
    """Lower-case texts that a page of one kind contains, all of them; with `words`, also one that `HUMAN` matches."""

    kind: str
    marks: tuple[bytes, ...]
    most_text: int = FEW
    words: bool = False


HEADERS = (
    ("cloudflare", b"Cf-Mitigated", b"challenge"),
    ("aws_waf", b"X-Amzn-Waf-Action", b""),
)
"""Headers that declare a challenge: (kind, name, text that the value contains)."""

SIGNATURES = (
    Signature("cloudflare", (b"_cf_chl_opt",)),
    Signature("cloudflare", (b"<title>just a moment...</title>",)),
    Signature("cloudflare", (b"attention required! | cloudflare",)),
    Signature("cloudflare", (b"cf-error-details", b"you have been blocked")),
    Signature("turnstile", (b"challenges.cloudflare.com/turnstile",), words=True),
    Signature("hcaptcha", (b"hcaptcha.com/1/api.js",), words=True),
    Signature("recaptcha", (b"recaptcha/api.js",), words=True),
    Signature("recaptcha", (b"recaptcha/enterprise.js",), words=True),
    Signature("recaptcha", (b"our systems have detected unusual traffic",)),
    Signature("perimeterx", (b"px-captcha",)),
    Signature("perimeterx", (b"_pxappid", b"access to this page has been denied")),
    Signature("datadome", (b"captcha-delivery.com", b"dd={"), HARDLY_ANY),
    Signature("incapsula", (b"incapsula incident id",)),
    Signature("incapsula", (b"_incapsula_resource",), HARDLY_ANY),
    Signature("akamai", (b"<title>access denied</title>", b"you don't have permission to access", b"reference")),
    Signature("sucuri", (b"sucuri website firewall", b"access denied")),
    Signature("sucuri", (b"sucuri_cloudproxy_js",), HARDLY_ANY),
    Signature("aws_waf", (b"awswafcookiedomainlist",), HARDLY_ANY),
    Signature("aws_waf", (b"awswafintegration",), HARDLY_ANY),
    Signature("browser_check", (b"checking your browser before accessing",)),
    Signature("browser_check", (b"ddos-guard", b"checking your browser")),
)

HUMAN = re.compile(
    r"(?:verify|confirm|check\w*)(?: that| if)? you(?:'re| are) (?:not )?(?:a )?(?:human|robot|bot|real)"
    r"|are you a (?:human|robot)|you(?:'re| are) not a (?:robot|bot)|prove you(?:'re| are)|unusual traffic"
    r"|security check|human verification|complete the captcha|solve the captcha"
    r"|before you (?:can )?(?:continue|proceed)"
)
# Every repetition is bounded, so that the search of a hostile page takes time linear in its length.
_PASSWORD = re.compile(rb"<input\b[^>]{0,500}?\btype\s{0,3}=\s{0,3}[\"']?password")
_LOGIN_PATH = re.compile(
    r"/(?:wp-login\.php|(?:member-?|user-?)?log-?in|sign-?in|sign_in|sso|account/login)(?:[/.;]|$)", re.IGNORECASE
)
_LOGIN_WORDS = re.compile(r"\b(?:log ?-?in|sign ?-?in|members? only|members? area|password)\b")
_HEADING = re.compile(rb"<(?:title|h1)\b[^>]{0,300}>([^<]{0,300})")
_UNSEEN = (b"script", b"style", b"noscript", b"template")
_FIRST_MARKS = tuple(dict.fromkeys(signature.marks[0] for signature in SIGNATURES))


def challenge(address: str, asked: str, headers: Mapping[bytes, bytes], body: bytes) -> str:
    """Return the kind of challenge that a response is, or "".

    `address` is the URL of the response, `asked` the URL that was requested before any redirect.
    """
    for kind, name, value in HEADERS:
        said = headers.get(name)
        if said is not None and value in said.lower():
            return kind
    if _is_login(address) and not _is_login(asked):
        return LOGIN
    text = body[:LOOKED_AT].lower()
    met = [mark for mark in _FIRST_MARKS if mark in text]
    if met and (kind := _signed(text, met)):
        return kind
    return LOGIN if b"password" in text and _PASSWORD.search(text) and _wants_login(text) else ""


def _signed(text: bytes, met: list[bytes]) -> str:
    seen = _seen(text)
    for signature in SIGNATURES:
        if signature.marks[0] not in met or not all(mark in text for mark in signature.marks):
            continue
        if len(seen) <= signature.most_text and (not signature.words or HUMAN.search(seen)):
            return signature.kind
    return ""


def _wants_login(text: bytes) -> bool:
    """Return whether a page with a password field serves no other purpose."""
    headings = b" ".join(match[1] for match in _HEADING.finditer(text)).decode("latin-1")
    return bool(_LOGIN_WORDS.search(headings)) and len(_seen(text)) <= FEW


def _is_login(address: str) -> bool:
    return bool(_LOGIN_PATH.search(urlsplit(address).path))


def _seen(text: bytes) -> str:
    """Return the text between the tags, in one pass."""
    words, hidden = [], b""
    for piece in text.split(b"<"):
        tag, _, following = piece.partition(b">")
        if hidden:
            hidden = b"" if tag.startswith(b"/" + hidden) else hidden
        else:
            hidden = next((name for name in _UNSEEN if tag.startswith(name)), b"")
        if not hidden:
            words.append(following)
    return " ".join(b" ".join(words).decode("latin-1").split())
