"""The console: operators see what the copy does and decide what waits for a person. An app and process of its own."""

from console.app import create_console_app

__all__ = ["create_console_app"]
