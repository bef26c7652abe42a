"""Whether a form was sent from a page of this site, told by the browser and not by a cookie.

Nothing here acts in anybody's name, so all that a foreign page could do is to fill the inbox with other people's
browsers. Sec-Fetch-Site says where a request comes from (W3C Fetch Metadata); browsers leave it out over plain HTTP,
and old ones do not know it. Then Origin says it, as the pages with a form have a referrer policy that allows that.
"""

from urllib.parse import urlsplit

from flask import Request

from webapp.site_address import own_host

_FROM_HERE = frozenset({"same-origin", "none"})
"""`none`: the visitor sent it again by hand, such as by going back and forth."""


def is_same_site(request: Request) -> bool:
    """Tell whether a browser vouches that the form stood on this site."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in _FROM_HERE
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == own_host()
