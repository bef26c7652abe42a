"""The site. It reads the published generation and nothing else."""

from webapp.public import create_public_app

__all__ = ["create_public_app"]
