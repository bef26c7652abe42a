"""Every field that each platform is known to write, and where it has to go: the one table that all platforms answer to.

`name`, `website` … are fields of a raw listing, `locations.street` … of its location; `quote` is text that is quoted
where it speaks of dry needling; `volatile` says nothing that is shown, or something else each time; `private` is never
gathered; `unread` is counted, so that an operator sees it. All values are invented by the test itself.
"""

_WPSL = {
    "id": "source_id",
    "store": "name",
    "city": "locations.city",
    "state": "locations.state",
    "zip": "locations.zip",
    "country": "locations.country",
    "lat": "locations.latitude",
    "lng": "locations.longitude",
    "phone": "locations.phone",
    "fax": "locations.fax",
    "email": "private",
    "url": "website",
    "hours": "volatile",
    "thumb": "volatile",
    "distance": "volatile",
    "description": "quote",
}
_SLP = {
    "id": "source_id",
    "name": "name",
    "address": "locations.street",
    "address2": "locations.street2",
    "city": "locations.city",
    "state": "locations.state",
    "zip": "locations.zip",
    "country": "locations.country",
    "lat": "locations.latitude",
    "lng": "locations.longitude",
    "description": "quote",
    "url": "website",
    "sl_pages_url": "url",
    "email": "private",
    "hours": "volatile",
    "phone": "locations.phone",
    "fax": "locations.fax",
    "image": "volatile",
    "distance": "volatile",
    "tags": "quote",
    "option_value": "volatile",
    "own_field": "unread",
}
_STOREPOINT = {
    "id": "source_id",
    "name": "name",
    "streetaddress": "locations.address_text",
    "loc_lat": "locations.latitude",
    "loc_long": "locations.longitude",
    "phone": "locations.phone",
    "website": "website",
    "email": "private",
    "facebook": "volatile",
    "tags": "quote",
    "description": "quote",
    "extra": "quote",
    "monday": "volatile",
    "tuesday": "volatile",
    "wednesday": "volatile",
    "thursday": "volatile",
    "friday": "volatile",
    "saturday": "volatile",
    "sunday": "volatile",
    "own_field": "unread",
}
TABLES = {
    "wp_store_locator, version 1": ("wp_store_locator", {}, _WPSL | {"street": "locations.street"}),
    "wp_store_locator, versions 2 and 3": (
        "wp_store_locator",
        {},
        _WPSL
        | {
            "address": "locations.street",
            "address2": "locations.street2",
            "permalink": "url",
            "terms": "quote",
            "own_field": "unread",
        },
    ),
    "store_locator_plus": ("store_locator_plus", {}, _SLP),
    "store_locator_plus_cloud": ("store_locator_plus_cloud", {"dataset": "a_b", "api_key": "myslp.0"}, _SLP),
    "storepoint": ("storepoint", {"key": "15f00d"}, _STOREPOINT),
}
"""By a title: the platform, the options that it needs, and its fields."""
