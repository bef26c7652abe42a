"""The site: it reads published generations and writes corrections into the inbox."""

from webapp.public import create_public_app

__all__ = ["create_public_app"]
