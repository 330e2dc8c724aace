# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
WORKDIR /recap
RUN python -m venv /venv
ENV PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY core core
COPY adapters adapters
COPY bot bot
RUN /venv/bin/python -m pip install --no-cache-dir .
# The tokenizer's vocabulary; without a network it stays away, and tokens are estimated.
ENV TIKTOKEN_CACHE_DIR=/vocabulary
RUN mkdir /vocabulary && /venv/bin/python -m bot.setup.warm

FROM python:3.12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /home/recap recap \
    && install --directory --owner=recap --mode=0700 /data
COPY --from=build /venv /venv
COPY --from=build /vocabulary /vocabulary
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    TIKTOKEN_CACHE_DIR=/vocabulary \
    XDG_DATA_HOME=/data XDG_CACHE_HOME=/tmp XDG_CONFIG_HOME=/data XDG_STATE_HOME=/data \
    RECAP_LISTEN=0.0.0.0:8734 RECAP_METRICS=0.0.0.0:9464
USER recap
WORKDIR /home/recap
VOLUME /data
EXPOSE 8734 9464
STOPSIGNAL SIGTERM
# Every role answers at the metrics' address.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9464/healthz', timeout=2)"]
ENTRYPOINT ["recap"]
CMD ["run"]
