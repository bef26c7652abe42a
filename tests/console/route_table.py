"""Every route of the console, its method, and the least role that may use it.

A route that is not here fails tests/console/test_roles.py: whoever adds one decides who may use it.
"""

EVERYBODY, VIEWER, OPERATOR, ADMIN = "everybody", "viewer", "operator", "admin"

ROUTES = {
    ("GET", "/"): VIEWER,
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
    ("GET", "/static/<name>"): EVERYBODY,
    ("GET", "/healthz"): EVERYBODY,
}
EXAMPLES = {"/static/<name>": "/static/console.css"}
"""An address for a rule that has parts."""
