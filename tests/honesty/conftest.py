from tests.webapp.conftest import (  # noqa: F401  (fixtures, used by name)
    _compiled_catalogs,
    client,
    empty_client,
    generation_folder,
    published,
)
