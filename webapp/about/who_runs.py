"""The operator of this copy of the site and the ways to reach them, from the settings."""

from dataclasses import dataclass
from functools import lru_cache

from index.normalize.phone import parse_phones
from index.records import Phone
from index.settings import Settings
from webapp.words.formats import call_button


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoRuns:
    """Name, mail, phone and the lines of a postal address; "" or () where the operator set none.

    `phone_link` is a tel: address, "" where the phone is no number of the North American plan.
    """

    name: str
    mail: str
    phone: str
    phone_link: str
    post: tuple[str, ...]

    @property
    def is_reachable(self) -> bool:
        """Return whether there is any address to write to or to call."""
        return bool(self.mail or self.phone or self.post)


def who_runs(here: Settings) -> WhoRuns:
    """Return what the settings say of whoever runs this copy."""
    phone = " ".join(here.contact_phone.split())
    found = _phone(phone)
    button = call_button(found) if found else None
    return WhoRuns(
        name=" ".join(here.operator_name.split()),
        mail=here.contact_mail.strip(),
        phone=button.shown if button else phone,
        phone_link=button.href if button else "",
        post=tuple(line.strip() for line in here.operator_post.replace("\n", ";").split(";") if line.strip()),
    )


@lru_cache(maxsize=1)
def _phone(text: str) -> Phone | None:
    return next(iter(parse_phones(text)), None)
