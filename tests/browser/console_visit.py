"""The console in a browser: served, opened, signed in to by keyboard, and looked at."""

import threading
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from werkzeug.serving import WSGIRequestHandler, make_server

from commands.doctor import all_checks
from console import create_console_app
from index import settings
from tests.browser.looks import TOO_WIDE, wrong_by_axe
from tests.console.conftest import PASSWORD
from tests.line.site import free_port


class _Quiet(WSGIRequestHandler):
    def log(self, *_):
        """Write nothing."""


@contextmanager
def console_served(store):
    port = free_port()
    app = create_console_app(settings.current(), store, port, checks=all_checks(("crawler.worker.source_checks",)))
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def open_page(chromium, *, width=360, script=False, **options):
    context = chromium.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script, **options)
    context.set_default_timeout(10_000)
    return context.new_page()


def sign_in(page, base, name="ida"):
    """Sign in with nothing but the keyboard."""
    page.goto(f"{base}/sign-in")
    page.locator("#name").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")


def page_with_axe(chromium):
    """Open a page in which axe can be asked."""
    page = open_page(chromium, script=True, bypass_csp=True)
    page.context.add_init_script(AXE_SCRIPT)
    return page


def wrong_looks(page, name):
    """Return what is wrong with the page that is open: by axe in light and dark, and by its width at 400 % zoom."""
    found = wrong_by_axe(page, name)
    page.set_viewport_size({"width": 320, "height": 256})
    if wrong := page.evaluate(TOO_WIDE):
        found[f"{name} (320)"] = wrong
    page.set_viewport_size({"width": 360, "height": 740})
    return found
