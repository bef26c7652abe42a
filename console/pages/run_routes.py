"""The routes of sources and runs."""

from console.accounts.users import Role
from console.guard.routes import Route
from console.pages import archived_pages, runs, sources

VIEWER, OPERATOR, _ = Role
RUN = "/runs/<int(max=999999999):run_id>"
PAGE = "<int(max=999999999):sequence>"

SOURCE_STEPS = {
    "pause": sources.pause,
    "resume": sources.resume,
    "skip": sources.skip,
    "run-now": sources.run_now,
}

RUN_ROUTES: tuple[Route, ...] = (
    Route(rule="/sources", name="sources", view=sources.sources, least=VIEWER, menu="Sources"),
    Route(rule="/sources/<source_id>", name="source", view=sources.source, least=VIEWER),
    *(
        Route(
            rule=f"/sources/<source_id>/{step}",
            name=f"{view.__name__}_source",
            view=view,
            least=OPERATOR,
            method="POST",
        )
        for step, view in SOURCE_STEPS.items()
    ),
    Route(rule=RUN, name="run", view=runs.run, least=VIEWER),
    Route(rule=f"{RUN}/log", name="run_log", view=runs.log, least=OPERATOR),
    Route(rule=f"{RUN}/pages", name="archived_pages", view=archived_pages.archived_pages, least=OPERATOR),
    Route(
        rule=f"{RUN}/pages/{PAGE}",
        name="open_page",
        view=archived_pages.open_page,
        least=OPERATOR,
        method="POST",
        once=False,
    ),
    Route(rule=f"{RUN}/pages/{PAGE}/frame", name="page_frame", view=archived_pages.page_frame, least=OPERATOR),
    Route(rule=f"{RUN}/approve", name="approve_run", view=runs.approve, least=OPERATOR, method="POST"),
    Route(rule=f"{RUN}/reject", name="reject_run", view=runs.reject, least=OPERATOR, method="POST"),
)
