"""Microdata of a page in the shape of JSON-LD. The one module that imports extruct, which has no types."""

from extruct.w3cmicrodata import MicrodataExtractor
from parsel import Selector

from crawler.platforms.json_ld import Node


def microdata_nodes(page: Selector, url: str) -> list[Node]:
    """Return the items of a page as nodes: `@type`, `@id` and a key for each property; links are made absolute."""
    if not hasattr(page.root, "tag"):
        return []
    try:
        items = MicrodataExtractor().extract_items(page.root, base_url=url)
    except (ValueError, RecursionError):  # damaged links; items nested without end
        return []
    return [_node(item) for item in items]


def _node(item: dict[str, object]) -> Node:
    properties = item.get("properties")
    node: Node = {"@type": item.get("type", "")}
    if item.get("id"):
        node["@id"] = item["id"]
    if isinstance(properties, dict):
        node |= {str(key): _value(value) for key, value in properties.items()}
    return node


def _value(value: object) -> object:
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict) and ("properties" in value or "type" in value):
        return _node(value)
    return value
