"""What is counted and how long it took, and no name or text as a label."""

import logging
from collections.abc import Callable

import pytest

from adapters.prometheus import Metrics


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def told(metrics: Metrics) -> Callable[..., None]:
    def tell(event: str, **fields: str | float) -> None:
        record = logging.LogRecord("recap", logging.INFO, "", 0, event, None, None)
        record.fields = fields
        metrics.handle(record)

    return tell


def lines(metrics: Metrics) -> dict[str, float]:
    """Return each series with its value."""
    rows = [line.rpartition(" ") for line in metrics.text().decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in rows}


@pytest.mark.origin("S27")
def test_recaps_are_counted_by_how_they_ended_and_how_long_they_took(metrics: Metrics, told: Callable[..., None]) -> None:
    told("recap", platform="slack", outcome="written", fetch=0.3, tell=1.5)
    told("recap", platform="slack", outcome="failed")
    seen = lines(metrics)
    assert seen['recap_recaps_total{outcome="written",platform="slack"}'] == 1
    assert seen['recap_recaps_total{outcome="failed",platform="slack"}'] == 1
    assert (seen["recap_fetch_seconds_sum"], seen["recap_tell_seconds_sum"]) == (0.3, 1.5)
    assert (seen["recap_fetch_seconds_count"], seen['recap_tell_seconds_bucket{le="1.0"}']) == (1, 0)


@pytest.mark.origin("S27")
def test_providers_the_model_and_lags_are_counted(metrics: Metrics, told: Callable[..., None]) -> None:
    told("provider call", provider="github", kind="graphql")
    told("provider budget", provider="github", kind="graphql", left=4_980)
    told("source read", provider="gitlab", outcome="failed", seconds=0.2)
    told("model lines", taken=3, refused=2)
    told("model wrote", outcome="written", seconds=4.0)
    told("edit", platform="discord", outcome="shed")
    told("store lag", seconds=0.0004)
    told("loop lag", seconds=0.3)
    told("store failed", error="LOADING")
    seen = lines(metrics)
    assert seen['recap_provider_calls_total{kind="graphql",provider="github"}'] == 1
    assert seen['recap_provider_budget_left{kind="graphql",provider="github"}'] == 4_980
    assert seen['recap_source_seconds_count{outcome="failed",provider="gitlab"}'] == 1
    assert (seen["recap_model_lines_taken_total"], seen["recap_model_lines_refused_total"]) == (3, 2)
    assert seen['recap_model_seconds_sum{outcome="written"}'] == 4
    assert seen['recap_edits_total{outcome="shed",platform="discord"}'] == 1
    assert seen['recap_store_lag_seconds_bucket{le="0.001"}'] == 1
    assert (seen['recap_loop_lag_seconds_bucket{le="0.1"}'], seen['recap_loop_lag_seconds_bucket{le="0.5"}']) == (0, 1)
    assert seen["recap_store_failures_total"] == 1


@pytest.mark.fault("F188")
@pytest.mark.fault("F131")
def test_no_name_and_no_text_becomes_a_label(metrics: Metrics, told: Callable[..., None]) -> None:
    told("recap", platform="ana@example.org", outcome="secret words", fetch=0.1, tell=0.1)
    told("provider call", provider="acme/payroll", kind="ghp_0123456789")
    told("request", route="/oauth/{provider}/callback", method="BREW", status="200", seconds=0.1)
    told("something else", name="Ana")
    text = metrics.text().decode()
    assert not any(word in text for word in ("ana", "Ana", "secret", "payroll", "ghp_", "BREW"))
    assert 'recap_recaps_total{outcome="other",platform="other"} 1.0' in text
