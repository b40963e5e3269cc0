"""One sample for all tests of the demo's generator; making it takes most of a second."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from narrowcast.agent.demo.sample import Sample, generate

END = datetime(2026, 11, 2, 6, 30, tzinfo=UTC)  # a Monday


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return generate(1, tmp_path_factory.mktemp("sample"), end=END)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return generate(2, tmp_path_factory.mktemp("other"), end=END)
