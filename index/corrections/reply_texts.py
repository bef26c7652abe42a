"""The texts of replies to senders of cases, in English and Spanish; they promise only what this program does.

Places: `{number}`, `{received}`, `{answer_by}`, `{settle_by}` and `{hidden}`. Nothing of the message, the
listing or its person is in a reply.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Reply(StrEnum):
    """The outcomes that a reply reports."""

    RECEIVED = "received"
    NOT_FOUND = "not_found"
    REMOVED = "removed"
    HIDDEN = "hidden"
    FIXED = "fixed"
    NOT_VERIFIED = "not_verified"
    SHOWN_AGAIN = "shown_again"
    LAWYER = "lawyer"


NAMES: Mapping[Reply, str] = MappingProxyType(
    {
        Reply.RECEIVED: "Received",
        Reply.NOT_FOUND: "Listing not found",
        Reply.REMOVED: "Listing removed",
        Reply.HIDDEN: "Details hidden",
        Reply.FIXED: "Listing corrected",
        Reply.NOT_VERIFIED: "Could not be verified",
        Reply.SHOWN_AGAIN: "Shown again",
        Reply.LAWYER: "To a lawyer",
    }
)

SUBJECT: Mapping[str, str] = MappingProxyType({"en": "Your case {number}", "es": "Su caso {number}"})
OPENING: Mapping[str, str] = MappingProxyType(
    {
        "en": "Hello,\n\nyou wrote to us on {received}. Your case is {number}.",
        "es": "Hola:\n\nNos escribió el {received}. Su caso es {number}.",
    }
)
CLOSING: Mapping[str, str] = MappingProxyType(
    {
        "en": "Please name the number {number} if you write again.",
        "es": "Si nos escribe de nuevo, indique el número {number}.",
    }
)
PAGE: Mapping[str, str] = MappingProxyType(
    {"en": "The page of your case: {page}", "es": "La página de su caso: {page}"}
)
ASKED_FOR: Mapping[str, str] = MappingProxyType(
    {
        "en": (
            "This address was written into our form for this one mail. If it was not you, you need not do anything."
        ),
        "es": (
            "Esta dirección se escribió en nuestro formulario para este único correo. Si no fue usted, no tiene que "
            "hacer nada."
        ),
    }
)

REVIEWS: Mapping[str, str] = MappingProxyType({"en": "", "es": "Traducción sin revisar."})
"""The last line of a reply: who reviewed its translation and when, or that nobody has; "" for English."""

TEXTS: Mapping[str, Mapping[Reply, str]] = MappingProxyType(
    {
        "en": {
            Reply.RECEIVED: (
                "A person reads it. We answer by {answer_by} and settle it by {settle_by}. Until then the "
                "page of your case shows how far it is."
            ),
            Reply.NOT_FOUND: (
                "We could not find the listing that you mean. Please send us the address of its page on our "
                "site, or the name and the town as the listing has them. Please send no ID papers."
            ),
            Reply.REMOVED: (
                "The listing is no longer on our site or in the files that we publish. It stays out when we "
                "read our sources again. Other sites may still show it: we do not control them."
            ),
            Reply.HIDDEN: (
                "We no longer show these details of the listing: {hidden}. They stay hidden when we read our "
                "sources again. Other sites may still show them: we do not control them."
            ),
            Reply.FIXED: (
                "We checked what you sent, and the listing is corrected. Our site shows it after its next "
                "update, and names you or the clinic as the source with the day. After 12 months we ask again "
                "whether it still holds."
            ),
            Reply.NOT_VERIFIED: (
                "We could not verify what you sent, so we changed nothing. If you can, write to us again and "
                "say how we can check it. A person or clinic that is listed may ask to be removed at any "
                "time, without a reason."
            ),
            Reply.SHOWN_AGAIN: ("What was hidden because of your case is shown again. You may ask again at any time."),
            Reply.LAWYER: (
                "A person reads your letter. We list what public sources state and name each source. We "
                "answer by {answer_by} and settle the case by {settle_by}. Whoever is listed may ask to be "
                "removed without a reason, on the page of the listing. This is no legal advice."
            ),
        },
        "es": {
            Reply.RECEIVED: (
                "Una persona lo lee. Respondemos a más tardar el {answer_by} y lo resolvemos a más tardar el "
                "{settle_by}. Hasta entonces la página de su caso muestra cómo va."
            ),
            Reply.NOT_FOUND: (
                "No encontramos la ficha a la que se refiere. Envíenos la dirección de su página en nuestro "
                "sitio, o el nombre y la localidad tal como aparecen en la ficha. No envíe documentos de "
                "identidad."
            ),
            Reply.REMOVED: (
                "La ficha ya no está en nuestro sitio ni en los archivos que publicamos. No vuelve cuando "
                "leemos de nuevo nuestras fuentes. Es posible que otros sitios la muestren: no los "
                "controlamos."
            ),
            Reply.HIDDEN: (
                "Ya no mostramos estos datos de la ficha: {hidden}. Siguen ocultos cuando leemos de nuevo "
                "nuestras fuentes. Es posible que otros sitios los muestren: no los controlamos."
            ),
            Reply.FIXED: (
                "Comprobamos lo que envió y corregimos la ficha. Nuestro sitio lo muestra después de su "
                "próxima actualización e indica que usted o la clínica lo dijo, y el día. Después de 12 meses "
                "preguntamos si sigue siendo así."
            ),
            Reply.NOT_VERIFIED: (
                "No pudimos comprobar lo que envió, así que no cambiamos nada. Si puede, escríbanos de nuevo "
                "y díganos cómo comprobarlo. Quien aparece en una ficha puede pedir que la quitemos en "
                "cualquier momento, sin motivo."
            ),
            Reply.SHOWN_AGAIN: (
                "Lo que se ocultó por su caso se muestra de nuevo. Puede pedirlo otra vez en cualquier momento."
            ),
            Reply.LAWYER: (
                "Una persona lee su carta. Mostramos lo que dicen fuentes públicas e indicamos cada fuente. "
                "Respondemos a más tardar el {answer_by} y resolvemos el caso a más tardar el {settle_by}. "
                "Quien aparece en una ficha puede pedir que la quitemos sin motivo, en la página de la ficha. "
                "Esto no es asesoramiento jurídico."
            ),
        },
    }
)

FIELDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "address": "address",
            "fax": "fax number",
            "license": "license",
            "npi": "NPI",
            "organization": "name of the clinic",
            "phone": "phone number",
            "taxonomy": "specialty code",
            "website": "website",
        },
        "es": {
            "address": "dirección",
            "fax": "número de fax",
            "license": "licencia",
            "npi": "NPI",
            "organization": "nombre de la clínica",
            "phone": "número de teléfono",
            "taxonomy": "código de especialidad",
            "website": "sitio web",
        },
    }
)
"""The fields that can be hidden alone, in words."""
