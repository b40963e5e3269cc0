from __future__ import annotations

import pytest

from narrowcast.nlp.html import html_text
from narrowcast.nlp.quoting import own_text

QUOTED = "<p>Hello Tom</p><p>Ann Lee<br>Sales Director</p>"
CLIENTS = {
    "gmail": '<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon,'
    f' Ann wrote:<br></div><blockquote class="gmail_quote">{QUOTED}</blockquote></div>',
    "outlook-web": '<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">'
    f"<b>From:</b> Ann Lee<br></div><div>{QUOTED}</div>",
    "outlook-desktop": '<p class="MsoNormal">Yes.</p><div style="border-top:solid #E1E1E1 1.0pt">'
    '<p class="MsoNormal"><b>From:</b> Ann Lee<br><b>Sent:</b> Monday<br><b>To:</b> Tom<br>'
    f"<b>Subject:</b> Plan</p></div>{QUOTED}",
    "apple": '<div>Yes.</div><div><br><blockquote type="cite"><div>On 3 Nov, Ann wrote:</div>'
    f"{QUOTED}</blockquote></div>",
    "thunderbird": '<p>Yes.</p><div class="moz-cite-prefix">Am 3.11.25 schrieb Ann:</div>'
    f'<blockquote type="cite" cite="mid:1@x">{QUOTED}</blockquote>',
    "yahoo": '<div>Yes.</div><div class="yahoo_quoted"><div>On Monday, Ann wrote:</div>'
    f"{QUOTED}</div>",
    "proton": f'<div>Yes.</div><div class="protonmail_quote">On Monday, Ann wrote:{QUOTED}</div>',
    "outlook-mobile": '<div>Yes.</div><div id="ms-outlook-mobile-signature"></div>'
    f'<div id="mail-editor-reference-message-container">{QUOTED}</div>',
}


@pytest.mark.parametrize("html", CLIENTS.values(), ids=CLIENTS.keys())
def test_what_a_client_marks_as_quoted_is_left_out(html: str) -> None:
    assert own_text(html_text(html)).strip("_\n") == "Yes."


def test_an_answer_below_the_quotation_is_kept() -> None:
    html = "<div>Ann wrote on 3/11/2025:</div><blockquote type=cite>When?</blockquote><p>Today.</p>"

    assert own_text(html_text(html)) == "Today."


def test_blocks_become_lines_and_cells_stay_apart() -> None:
    html = "<table><tr><td>Ann Lee</td><td>Head of Sales</td></tr><tr><td>Acme</td></tr></table>"

    assert html_text(html).split("\n") == ["Ann Lee\tHead of Sales", "Acme"]


def test_a_second_column_does_not_run_into_the_first() -> None:
    html = "<table><tr><td>logo<br>claim</td><td>Ann Lee<br>Head of Sales</td></tr></table>"

    assert html_text(html).split("\n") == ["logo", "claim", "Ann Lee", "Head of Sales"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("Fish &amp; Chips&nbsp;&#8364;5 &unknown; &", "Fish & Chips €5 &unknown; &"),
        ("<style>p{}</style><script>x</script>hello<!-- <p>no</p> -->", "hello"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<div style="display:none">preheader</div>hello', "hello"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<div>open <b>never closed", "open never closed"),
        ("&#99999999999999999999;", "&#99999999999999999999;"),
        ("<blockquote>never closed", ">"),
        ("", ""),
    ],
    ids=[
        "br",
        "paragraphs",
        "entities",
        "silent",
        "pre",
        "hidden",
        "bare-signs",
        "unclosed",
        "huge-entity",
        "unclosed-quotation",
        "empty",
    ],
)
def test_flattening(html: str, text: str) -> None:
    assert html_text(html) == text
