"""Every platform that can be read, by the name that a source file gives as `platform`."""

import importlib

from crawler.platforms.base import DirectorySpider
from crawler.sources.definition import SourceError

PLATFORMS = {
    "choosept": "crawler.platforms.choosept:ChooseptSpider",
    "clinic_sites": "crawler.clinic_sites.spider:ClinicSitesSpider",
    "csv_file": "crawler.platforms.csv_file.csv_file:CsvFileSpider",
    "dac_file": "crawler.platforms.dac_file.dac_file:DacFileSpider",
    "geodirectory": "crawler.platforms.geodirectory:GeodirectorySpider",
    "google_my_maps": "crawler.platforms.google_my_maps.google_my_maps:GoogleMyMapsSpider",
    "html_list": "crawler.platforms.html_list.html_list:HtmlListSpider",
    "leie_file": "crawler.platforms.leie_file.leie_file:LeieFileSpider",
    "mn_mhcp": "crawler.platforms.mn_mhcp.mn_mhcp:MnMhcpSpider",
    "npi_deactivations": "crawler.platforms.npi.npi_deactivations:NpiDeactivationsSpider",
    "npi_registry": "crawler.platforms.npi.npi_registry:NpiRegistrySpider",
    "nppes_file": "crawler.platforms.nppes_file.nppes_file:NppesFileSpider",
    "socrata": "crawler.platforms.socrata.socrata:SocrataSpider",
    "store_locator_plus": "crawler.platforms.store_locator_plus.store_locator_plus:StoreLocatorPlusSpider",
    "store_locator_plus_cloud": "crawler.platforms.store_locator_plus.store_locator_plus:StoreLocatorPlusCloudSpider",
    "storepoint": "crawler.platforms.storepoint:StorepointSpider",
    "structured_data": "crawler.platforms.structured_data.structured_data:StructuredDataSpider",
    "wild_apricot": "crawler.platforms.wild_apricot.wild_apricot:WildApricotSpider",
    "wp_store_locator": "crawler.platforms.wp_store_locator.wp_store_locator:WpStoreLocatorSpider",
}


def spider_class(platform: str) -> type[DirectorySpider]:
    """Return the spider of a platform; raises SourceError with the names of all platforms if there is none."""
    if platform not in PLATFORMS:
        said = f"there is no platform {platform!r}" if platform else "platform: is empty, write it"
        raise SourceError(f"{said}; known are {', '.join(sorted(PLATFORMS))}")
    module, attribute = PLATFORMS[platform].split(":")
    spider: type[DirectorySpider] = getattr(importlib.import_module(module), attribute)
    return spider
