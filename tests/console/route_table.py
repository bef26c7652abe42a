"""Every route of the console, its method, and the least role that may use it.

A route that is not here fails tests/console/test_roles.py: whoever adds one decides who may use it.
"""

EVERYBODY, VIEWER, OPERATOR, ADMIN = "everybody", "viewer", "operator", "admin"
RUN = "/runs/<int(max=999999999):run_id>"
PAGE = "<int(max=999999999):sequence>"

ROUTES = {
    ("GET", "/"): VIEWER,
    ("GET", "/sources"): VIEWER,
    ("POST", "/sources/<source_id>/pause"): OPERATOR,
    ("POST", "/sources/<source_id>/resume"): OPERATOR,
    ("POST", "/sources/<source_id>/skip"): OPERATOR,
    ("POST", "/sources/<source_id>/run-now"): OPERATOR,
    ("GET", f"{RUN}"): VIEWER,
    ("GET", f"{RUN}/log"): OPERATOR,
    ("GET", f"{RUN}/pages"): OPERATOR,
    ("POST", f"{RUN}/pages/{PAGE}"): OPERATOR,
    ("GET", f"{RUN}/pages/{PAGE}/frame"): OPERATOR,
    ("POST", f"{RUN}/approve"): OPERATOR,
    ("POST", f"{RUN}/reject"): OPERATOR,
    ("GET", "/sources/<source_id>"): VIEWER,
    ("GET", "/cases"): VIEWER,
    ("GET", "/cases/<number>"): OPERATOR,
    ("POST", "/cases/<number>/decide"): OPERATOR,
    ("POST", "/cases/<number>/accept"): OPERATOR,
    ("GET", "/review"): VIEWER,
    ("GET", "/review/merges"): OPERATOR,
    ("GET", "/review/merges/<handle>"): OPERATOR,
    ("POST", "/review/merges/<handle>"): OPERATOR,
    ("POST", "/review/merges/<handle>/undo"): OPERATOR,
    ("GET", "/review/exclusions"): OPERATOR,
    ("POST", "/review/exclusions/<handle>"): OPERATOR,
    ("POST", "/review/exclusions/<handle>/undo"): OPERATOR,
    ("POST", "/cases/<number>/remove"): OPERATOR,
    ("POST", "/cases/<number>/show-again"): OPERATOR,
    ("POST", "/cases/<number>/call-back"): OPERATOR,
    ("GET", "/review/quotes"): OPERATOR,
    ("POST", "/review/quotes/<handle>"): OPERATOR,
    ("POST", "/review/quotes/<handle>/undo"): OPERATOR,
    ("GET", "/review/credentials"): OPERATOR,
    ("POST", "/review/credentials"): OPERATOR,
    ("POST", "/review/credentials/undo"): OPERATOR,
    ("GET", "/generations"): VIEWER,
    ("GET", "/generations/<int(max=999999999):number>"): VIEWER,
    ("GET", "/generations/<int(max=999999999):number>/difference"): VIEWER,
    ("POST", "/generations/publish"): OPERATOR,
    ("POST", "/generations/<int(max=999999999):number>/rollback"): OPERATOR,
    ("POST", "/generations/<int(max=999999999):number>/pin"): OPERATOR,
    ("POST", "/generations/<int(max=999999999):number>/unpin"): OPERATOR,
    ("POST", "/freeze"): OPERATOR,
    ("POST", "/freeze/end"): OPERATOR,
    ("POST", "/site/close"): OPERATOR,
    ("POST", "/site/open"): OPERATOR,
    ("GET", "/sessions"): VIEWER,
    ("POST", "/sessions/end"): VIEWER,
    ("POST", "/sessions/end-all"): VIEWER,
    ("GET", "/password"): VIEWER,
    ("POST", "/password"): VIEWER,
    ("GET", "/confirm"): VIEWER,
    ("POST", "/confirm"): VIEWER,
    ("GET", "/sign-in"): EVERYBODY,
    ("POST", "/sign-in"): EVERYBODY,
    ("POST", "/sign-out"): VIEWER,
    ("GET", "/audit"): OPERATOR,
    ("POST", "/reveal"): OPERATOR,
    ("GET", "/users"): ADMIN,
    ("POST", "/users/add"): ADMIN,
    ("POST", "/users/unlock-address"): ADMIN,
    ("GET", "/users/<name>"): ADMIN,
    ("POST", "/users/<name>/role"): ADMIN,
    ("POST", "/users/<name>/disable"): ADMIN,
    ("POST", "/users/<name>/enable"): ADMIN,
    ("POST", "/users/<name>/password"): ADMIN,
    ("POST", "/users/<name>/unlock"): ADMIN,
    ("POST", "/users/<name>/sign-out"): ADMIN,
    ("GET", "/static/<name>"): EVERYBODY,
    ("GET", "/healthz"): EVERYBODY,
}
EXAMPLES = {
    "<int(max=999999999):number>": "1",
    "<name>": "somebody",
    "<source_id>": "school",
    RUN: "/runs/7",
    PAGE: "1",
    "/static/<name>": "/static/console.css",
}
"""Part or whole of a rule → what is in its place."""
CONFIRMED_CASE_STEPS = {f"/cases/<number>/{step}" for step in ("remove", "show-again", "call-back")}
STEP_UP = {rule for (method, rule) in ROUTES if method == "POST" and rule.startswith(("/users", "/sessions"))}
STEP_UP |= CONFIRMED_CASE_STEPS
STEP_UP |= {"/generations/publish", "/generations/<int(max=999999999):number>/rollback", "/site/close", "/site/open"}
"""Routes that need a password typed lately."""


def address(rule):
    """Return an address of a rule."""
    if rule in EXAMPLES:
        return EXAMPLES[rule]
    for part in ("<name>", "<source_id>", "<int(max=999999999):number>", RUN, PAGE):
        rule = rule.replace(part, EXAMPLES[part])
    return rule
