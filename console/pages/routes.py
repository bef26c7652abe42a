"""Every route of the console. A new page gets its line here and in `tests/console/route_table.py`."""

from console.accounts.users import Role
from console.guard.address import ALIVE
from console.guard.reveal import reveal_route
from console.guard.routes import OWN_PASSWORD, Route
from console.pages import files, own_account, sign_in, users
from console.pages.audit import audit
from console.pages.case_routes import CASE_ROUTES
from console.pages.generation_routes import GENERATION_ROUTES
from console.pages.reveals import REVEALS
from console.pages.review_routes import REVIEW_ROUTES
from console.pages.run_routes import RUN_ROUTES
from console.pages.today import today

VIEWER, OPERATOR, ADMIN = Role

USER_STEPS = {
    "role": users.set_role,
    "disable": users.disable_user,
    "enable": users.enable_user,
    "password": users.give_password,
    "unlock": users.unlock_user,
    "sign-out": users.sign_out_user,
}

ROUTES: tuple[Route, ...] = (
    Route(rule="/", name="today", view=today, least=VIEWER, menu="Today"),
    *RUN_ROUTES,
    *CASE_ROUTES,
    *REVIEW_ROUTES,
    Route(rule="/sessions", name="own_sessions", view=own_account.own_sessions, least=VIEWER),
    Route(
        rule="/sessions/end",
        name="end_session",
        view=own_account.end_session,
        least=VIEWER,
        method="POST",
        step_up=True,
    ),
    Route(
        rule="/sessions/end-all",
        name="end_everywhere",
        view=own_account.end_everywhere,
        least=VIEWER,
        method="POST",
        step_up=True,
    ),
    Route(rule="/password", name=OWN_PASSWORD, view=own_account.own_password, least=VIEWER),
    Route(
        rule="/password",
        name="change_own_password",
        view=own_account.change_own_password,
        least=VIEWER,
        method="POST",
        once=False,
    ),
    Route(rule="/confirm", name="confirm", view=sign_in.confirm, least=VIEWER),
    Route(rule="/confirm", name="do_confirm", view=sign_in.do_confirm, least=VIEWER, method="POST", once=False),
    Route(rule="/sign-in", name="sign_in", view=sign_in.sign_in, least=None),
    Route(rule="/sign-in", name="do_sign_in", view=sign_in.do_sign_in, least=None, method="POST", once=False),
    Route(rule="/sign-out", name="sign_out", view=sign_in.sign_out, least=VIEWER, method="POST", once=False),
    *GENERATION_ROUTES,
    Route(rule="/audit", name="audit", view=audit, least=OPERATOR, menu="Audit"),
    Route(rule="/users", name="users", view=users.users, least=ADMIN, menu="Users"),
    Route(rule="/users/add", name="add_user", view=users.add_user, least=ADMIN, method="POST", step_up=True),
    Route(
        rule="/users/unlock-address",
        name="unlock_address",
        view=users.unlock_address,
        least=ADMIN,
        method="POST",
        step_up=True,
    ),
    Route(rule="/users/<name>", name="user", view=users.user, least=ADMIN),
    *(
        Route(
            rule=f"/users/<name>/{step}",
            name=view.__name__,
            view=view,
            least=ADMIN,
            method="POST",
            step_up=True,
        )
        for step, view in USER_STEPS.items()
    ),
    reveal_route(REVEALS),
    Route(rule="/static/<name>", name="file", view=files.file, least=None),
    Route(rule="/healthz", name=ALIVE, view=files.alive, least=None),
)
