"""`pinpoint metrics`: prints the metrics of this home for Prometheus."""

from pathlib import Path

import click

from crawler.worker.metrics_server import metrics_text
from index import settings
from index.durable_files import replace_file
from index.file_modes import SHARED_FILE
from index.store.database import store_of_home


@click.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to replace, such as one of node_exporter's textfile folder; default: standard output.",
)
def metrics(output: Path | None) -> None:
    """Print the metrics of worker, sources, publication and site in Prometheus' text format."""
    text = metrics_text(store_of_home, settings.current())
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        replace_file(output, text, mode=SHARED_FILE)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written ({error.strerror})") from error
