"""Routes of the pages of generations and of what stops a home."""

from console.accounts.users import Role
from console.guard.routes import Route
from console.pages import generation, generations, stop_steps

_STEPS = {"rollback": generation.roll_back_to, "pin": generation.pin, "unpin": generation.unpin_it}
_STOPS = {
    "/freeze": stop_steps.freeze,
    "/freeze/end": stop_steps.unfreeze,
    "/site/close": stop_steps.close,
    "/site/open": stop_steps.open_again,
}

GENERATION_ROUTES: tuple[Route, ...] = (
    Route(rule="/generations", name="generations", view=generations.generations, least=Role.VIEWER, menu="Generations"),
    Route(
        rule="/generations/<int(max=999999999):number>",
        name="generation",
        view=generation.generation,
        least=Role.VIEWER,
    ),
    Route(
        rule="/generations/<int(max=999999999):number>/difference",
        name="generation_difference",
        view=generation.generation_difference,
        least=Role.VIEWER,
    ),
    Route(
        rule="/generations/publish",
        name="publish_anyway",
        view=generations.publish_anyway,
        least=Role.OPERATOR,
        method="POST",
        step_up=True,
    ),
    *(
        Route(
            rule=f"/generations/<int(max=999999999):number>/{step}",
            name=view.__name__,
            view=view,
            least=Role.OPERATOR,
            method="POST",
            step_up=step == "rollback",
        )
        for step, view in _STEPS.items()
    ),
    *(
        Route(
            rule=rule,
            name=f"stop_{view.__name__}",
            view=view,
            least=Role.OPERATOR,
            method="POST",
            step_up=rule.startswith("/site/"),
        )
        for rule, view in _STOPS.items()
    ),
)
