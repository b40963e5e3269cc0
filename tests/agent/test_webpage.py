"""Pages that stand alone: a policy that names what is in them, and data that cannot end them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent import webpage
from narrowcast.agent.core import map_page, report_page
from tests.agent.core import page_samples

JSON = st.recursive(
    st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(JSON)
def test_data_in_a_page_can_neither_end_it_nor_change(data: Any) -> None:
    text = webpage.embedded(data)

    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(text)
    assert json.loads(text) == data


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(webpage.drawn(map_page.page(page_samples.atlas(hostile=True))), id="map"),
        pytest.param(
            webpage.reported(report_page.page(page_samples.record(hostile=True))), id="report"
        ),
    ],
)
def test_a_page_names_no_address_and_its_policy_allows_just_what_stands_in_it(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    allowed = set(re.findall(r"&#39;(sha256-[^&]+)&#39;", policy[1]))
    inside = re.findall(
        r"<(?:style|script)(?: id=\"_[^\"]*\")?>(.*?)</(?:style|script)>", html, re.DOTALL
    )

    assert policy[1].startswith("default-src &#39;none&#39;;")
    assert {_hash(one) for one in inside} == allowed
    assert not re.search(r"<(?:link|img|iframe|object|embed|base|form|video|audio)\b", html)
    assert not re.search(r"\s(?:src|href|action|style|on\w+)=(?!\"#)", _without_scripts(html))


def _without_scripts(html: str) -> str:
    """The markup alone; the attributes that hostile names would like to be are text there."""
    return re.sub(r"<script.*?</script>|(?<=>)[^<]*(?=<)", "", html, flags=re.DOTALL)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_library_is_the_file_that_its_origin_names() -> None:
    vendor = files("narrowcast.agent") / "templates" / "vendor"
    origin = tomllib.loads((vendor / "origin.toml").read_text("utf-8"))

    whole = (vendor / origin["file"]).read_bytes()

    assert hashlib.sha256(whole).hexdigest() == origin["sha256"]
    assert f"vendor/{origin['file']}" == webpage.LIBRARY
    assert origin["version"].encode() in whole
    assert "Permission is hereby granted" in (vendor / "cytoscape.LICENSE").read_text("utf-8")
    assert "://" not in json.dumps(origin)
