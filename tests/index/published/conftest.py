from tests.index.publish.conftest import folder, published, reader, store

__all__ = ["folder", "published", "reader", "store"]
