from tests.index.resolve.conftest import rows

__all__ = ["rows"]
