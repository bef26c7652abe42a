from tests.index.resolve.conftest import rows  # noqa: F401  (a fixture, used by name)
