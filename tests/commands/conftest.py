from tests.index.publish.conftest import folder, published, reader, store
from tests.index.resolve.conftest import rows

__all__ = ["folder", "published", "reader", "rows", "store"]
