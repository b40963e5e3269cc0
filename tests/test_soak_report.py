"""docs/soak.md says of no test that it passed which did not run to its end."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.soak_report import row


@pytest.mark.parametrize(
    ("inside", "result"),
    [
        ("", "passed"),
        ("<failure/>", "FAILED"),
        ("<error/>", "FAILED"),
        ("<skipped/>", "SKIPPED"),
    ],
    ids=["well", "failure", "error", "skip"],
)
def test_a_row_says_what_became_of_its_test(inside: str, result: str) -> None:
    case = f"""<testcase classname="tests.whole.test_x" name="test_y" time="61.4">
        <properties><property name="kills" value="46"/></properties>{inside}</testcase>"""

    assert row(ET.fromstring(case)) == f"| whole.test_x.test_y | {result} | 61 | kills 46 |"
