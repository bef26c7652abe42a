"""One visit in a browser of its own: everything that goes wrong in it is written down."""

from urllib.parse import urlsplit

FOLD = 740  # px; the height of a phone's screen that docs/principles.md names
REPORT = """
document.addEventListener("securitypolicyviolation", event =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI));
"""


class Visit:
    """A page in a fresh context. `problems`: dialogs, errors, policy reports, cookies, requests to elsewhere."""

    def __init__(self, browser, base, *, width=360, height=FOLD, script=True, scheme="light"):
        self.base, self.problems = base, []
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme=scheme,
            service_workers="block",
            reduced_motion="reduce",  # a page that glides is not where it will be
        )
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        if script:
            self.page.add_init_script(REPORT)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def go(self, address):
        """Open an address of the site and return its status."""
        return self.page.goto(self.base + address).status

    @property
    def path(self):
        return urlsplit(self.page.url).path

    def close(self):
        if cookies := self.context.cookies():
            self.problems.append(f"cookies: {cookies}")
        self.context.close()

    def _dialog(self, dialog):
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message):
        # Chromium itself writes a line for each page that answers 404 or 410.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            self.problems.append(f"console on {self.page.url}: {message.text}")

    def _request(self, request):
        if not request.url.startswith(self.base):
            self.problems.append(f"request to elsewhere: {request.url}")
