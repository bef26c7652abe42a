"""Routes of the pages of cases; what hides or shows somebody needs the password again."""

from console.accounts.users import Role
from console.guard.routes import Route
from console.pages import case_steps
from console.pages.case import case
from console.pages.case_values import accept_values
from console.pages.cases import cases

STEPS = {
    "decide": case_steps.decide,
    "accept": accept_values,
    "remove": case_steps.remove,
    "show-again": case_steps.show_again,
    "call-back": case_steps.called,
}
WITHOUT_PASSWORD = frozenset({"decide", "accept"})

CASE_ROUTES: tuple[Route, ...] = (
    Route(rule="/cases", name="cases", view=cases, least=Role.VIEWER, menu="Cases"),
    Route(rule="/cases/<number>", name="case", view=case, least=Role.OPERATOR),
    *(
        Route(
            rule=f"/cases/<number>/{step}",
            name=f"{view.__name__}_case",
            view=view,
            least=Role.OPERATOR,
            method="POST",
            step_up=step not in WITHOUT_PASSWORD,
        )
        for step, view in STEPS.items()
    ),
)
