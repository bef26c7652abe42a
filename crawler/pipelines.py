"""Scrapy's item pipeline of a crawl: each listing or register entry is staged in the store."""

from crawler.runs.stage_pipeline import StagePipeline

__all__ = ["StagePipeline"]
