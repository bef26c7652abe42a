# One image for the site and the worker. docs/deploy.md says how to run it.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/pinpoint
WORKDIR /src
COPY requirements/run.txt requirements/run.in requirements/
RUN /opt/pinpoint/bin/python -m pip install --require-hashes -r requirements/run.txt
COPY pyproject.toml pinpoint.py scrapy.cfg README.md LICENSE NOTICE ./
COPY commands commands
COPY console console
COPY crawler crawler
COPY demo demo
COPY index index
COPY webapp webapp
RUN /opt/pinpoint/bin/python -m pip install --no-deps --no-build-isolation --editable . \
    && for language in webapp/translations/*/LC_MESSAGES; do \
         /opt/pinpoint/bin/pybabel --quiet compile --input-file "$language/messages.po" \
           --output-file "$language/messages.mo" --locale "$(basename "$(dirname "$language")")"; \
       done \
    && /opt/pinpoint/bin/python -m compileall -q /src

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 pinpoint \
    && useradd --uid 10001 --gid pinpoint --no-create-home --shell /usr/sbin/nologin pinpoint \
    && install --directory --owner=pinpoint --group=pinpoint /data /data/generations /data/inbox /data/metrics
COPY --from=build /opt/pinpoint /opt/pinpoint
COPY --from=build /src /src
ENV PATH=/opt/pinpoint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PINPOINT_HOME=/data \
    PINPOINT_HOST=0.0.0.0
WORKDIR /data
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["pinpoint"]
CMD ["serve"]
