from __future__ import annotations

import pytest

from narrowcast.nlp.html import MAX_HTML, MAX_TAGS, html_text
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


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>Ann Lee</b> <i>Head of Sales</i>", "Ann Lee\tHead of Sales"),
        ("<b>Ann Lee</b><span style='color:#888'>Head of Sales</span>", "Ann Lee\tHead of Sales"),
        ("<b>Ann Lee</b> <i>Director</i>", "Ann Lee\tDirector"),
        ("<b>gez. Ann Lee</b> <i>acting director</i>", "gez. Ann Lee\tacting director"),
        ("<span style='color:red'>Mü</span><span style='color:red'>ller</span>", "Müller"),
        ("Prof. Dr. <b>Ann Lee</b>", "Prof. Dr. Ann Lee"),
        ("Ann <b>LEE</b>", "Ann LEE"),
        ("Head of <b>Sales Europe</b>", "Head of Sales Europe"),
        ("please <b>read</b> this", "please read this"),
        ("Ann Lee&nbsp;&nbsp;&nbsp;&nbsp;Head of Sales", "Ann Lee\tHead of Sales"),
        ("Yes.&nbsp; No.", "Yes. No."),
        ("Ann\u200b Lee\ufeff", "Ann Lee"),
        ("<p>a</p>\n\t\t<p>b\n\t\tc</p>", "a\nb c"),
    ],
    ids=[
        "bold-italic",
        "colours-without-a-blank",
        "one-word-title",
        "small-letters",
        "word-in-pieces",
        "degrees",
        "family-name",
        "inside-a-title",
        "prose",
        "hard-spaces",
        "sentences",
        "unseen-signs",
        "indented-source",
    ],
)
def test_looks_part_fields_but_no_words(html: str, text: str) -> None:
    assert html_text(html) == text


TABLES = {
    "labels-and-values": (
        "<tr><td>Tel.</td><td>030 5550100</td></tr><tr><td>Web</td><td>acme.example</td></tr>",
        ["Tel.\t030 5550100", "Web\tacme.example"],
    ),
    "labels-in-one-cell": (
        "<tr><td>Tel:<br>Fax:</td><td>030 5550100<br>030 5550101</td></tr>",
        ["Tel:\t030 5550100", "Fax:\t030 5550101"],
    ),
    "more-labels-than-values": (
        "<tr><td>Tel:<br>Fax:</td><td>030 5550100</td></tr>",
        ["Tel:", "Fax:", "030 5550100"],
    ),
    "columns": (
        "<tr><td>Ann Lee<br>Head of Sales</td><td>Acme Ltd<br>1 Main Street</td></tr>",
        ["Ann Lee", "Head of Sales", "Acme Ltd", "1 Main Street"],
    ),
    "logo-first": (
        '<tr><td><img alt="Acme Ltd"></td><td>Ann Lee<br>Head of Sales</td></tr>',
        ["Ann Lee", "Head of Sales", "Acme Ltd"],
    ),
    "nested": (
        "<tr><td>Ann<td><table><tr><td>T</td><td>1</td></tr><tr><td>F</td><td>2</td></tr></table>",
        ["Ann", "T\t1", "F\t2"],
    ),
    "contacts-beside-roles": (
        "<tr><td>Ann Lee<td>Tel. 030 5550100<tr><td>Head of Sales<td>a@b.example<tr><td>Acme Ltd",
        ["Ann Lee", "Head of Sales", "Acme Ltd", "Tel. 030 5550100", "a@b.example"],
    ),
    "needless-labels": (
        "<tr><td>Namn:<td>Ann Lee<tr><td>Titel<td>Chef<tr><td>Telefon<td>0480 555010",
        ["Ann Lee", "Chef", "Telefon\t0480 555010"],
    ),
    "text-between-rows": (
        "<tr><td>Ann Lee</td></tr>stray<tr><td>Acme</td></tr>",
        ["Ann Lee", "stray", "Acme"],
    ),
    "unclosed": ("<tr><td>Ann Lee<td>Sales<tr><td>Acme", ["Ann Lee\tSales", "Acme"]),
}


@pytest.mark.parametrize(("rows", "lines"), TABLES.values(), ids=TABLES.keys())
def test_a_table_becomes_lines(rows: str, lines: list[str]) -> None:
    assert html_text(f"<table>{rows}</table>").split("\n") == lines


@pytest.mark.parametrize(
    ("image", "text"),
    [
        ('<img alt="Acme Ltd">', "Ann Lee\nAcme Ltd"),
        ("<img alt='Logo der Acme GmbH' width=20>", "Ann Lee\nAcme GmbH"),
        ('<img alt="Acme &amp; Sons logo">', "Ann Lee\nAcme & Sons"),
        ('<img alt="LinkedIn">', "Ann Lee"),
        ('<img alt="Acme" width="24" height="24">', "Ann Lee"),
        ('<img alt="image001.png">', "Ann Lee"),
        ('<img alt="Top Employer 2025">', "Ann Lee"),
        ('<img alt="Meet us at the fair in May!">', "Ann Lee"),
        ('<img alt="Ann Lee">', "Ann Lee"),
        ('<img alt="A picture containing text">', "Ann Lee"),
        ('<img alt="">', "Ann Lee"),
    ],
    ids=[
        "firm",
        "named-a-logo",
        "entity",
        "network",
        "icon",
        "file",
        "award",
        "banner",
        "portrait",
        "described",
        "empty",
    ],
)
def test_only_a_logo_speaks_and_it_speaks_last(image: str, text: str) -> None:
    assert html_text(f"<div>{image}<br>Ann Lee</div>").replace("\n\n", "\n").strip() == text


SIGNED = {
    "gmail": '<div class="gmail_signature" data-smartmail="gmail_signature">{}</div>',
    "gmail-delimited": '<span class="gmail_signature_prefix">-- </span><br>'
    '<div class="gmail_signature">{}</div>',
    "outlook-web": '<div id="Signature"><div class="elementToProof">{}</div></div>',
    "thunderbird": '<div class="moz-signature">-- <br>{}</div>',
    "thunderbird-plain": '<pre class="moz-signature" cols="72">-- \n{}</pre>',
    "apple": '<div id="AppleMailSignature" dir="ltr">{}</div>',
    "proton": '<div class="protonmail_signature_block"><div '
    'class="protonmail_signature_block-user">{}</div></div>',
    "zimbra": '<div data-marker="__SIG_PRE__">{}</div>',
    "roundcube": '<div id="_rc_sig">{}</div>',
    "spark": '<div name="messageSignatureSection">{}</div>',
}


def test_a_logo_speaks_although_an_address_holds_its_name() -> None:
    html = '<img alt="Acme" width=90><br>Ann Lee<br>ann@acme.example'

    assert html_text(html).split("\n") == ["Ann Lee", "ann@acme.example", "Acme"]


@pytest.mark.parametrize("markup", SIGNED.values(), ids=SIGNED.keys())
def test_a_marked_signature_opens_with_a_delimiter(markup: str) -> None:
    lines = html_text(f"<div>Yes.</div>{markup.format('Ann Lee')}").split("\n")

    assert [line.rstrip() for line in lines] == ["Yes.", "--", "Ann Lee"]


def test_no_delimiter_stands_above_nothing() -> None:
    assert html_text('Yes.<div id="Signature"></div><blockquote>No.</blockquote>') == "Yes.\n>"


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ('<a href="https://www.linkedin.com/in/ann">LinkedIn</a>', "linkedin.com/in/ann"),
        ('<a href="mailto:ann@acme.example?subject=x">E-Mail</a>', "E-Mail ann@acme.example"),
        ('<a href="tel:+49305550100">Tel</a>', "Tel +49305550100"),
        (f'<a href="https://click.example/{"x" * 90}">Website</a>', "https://click.example"),
    ],
    ids=["network", "mail", "phone", "followed"],
)
def test_a_label_is_told_with_where_it_leads(link: str, text: str) -> None:
    assert html_text(link).endswith(text)


def test_a_link_with_words_of_its_own_stays_as_it_is() -> None:
    assert html_text('<a href="https://acme.example">Acme Ltd</a>') == "Acme Ltd"


HIDDEN = {
    "no-display": '<span style="display: none !important">x</span>',
    "word": "<p style='mso-hide:all'>x</p>",
    "size": '<div style="font-size:0">x</div>',
    "size-in-points": '<div style="font-size: 0.0pt">x</div>',
    "height": '<div style="max-height:0px;overflow:hidden">x</div>',
    "opacity": '<div style="opacity:0">x</div>',
    "attribute": "<div hidden>x</div>",
    "conditional": "<!--[if mso]><p>x</p><![endif]-->",
}


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_is_not_shown_is_not_read(html: str) -> None:
    assert html_text(f"{html}hello") == "hello"


@pytest.mark.parametrize(
    "html",
    [
        '<div style="overflow: hidden">hello</div>',
        '<div style="font-size:0.9em;opacity:0.8">hello</div>',
        "<!--[if !mso]><!--><div>hello</div><!--<![endif]-->",
        "<![if !vml]>hello<![endif]>",
    ],
    ids=["overflow", "small", "revealed", "revealed-in-the-open"],
)
def test_what_only_looks_hidden_is_read(html: str) -> None:
    assert html_text(html) == "hello"


def test_an_answer_inside_gmails_quotation_below_the_quoted_text_is_kept() -> None:
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, Ann wrote:<br></div>'
        '<blockquote class="gmail_quote"><blockquote>Old.</blockquote>When?</blockquote>'
        "<div>Today.</div></div><div>Tom</div>"
    )

    assert own_text(html_text(html)).split() == ["Today.", "Tom"]


def test_nothing_of_a_forwarded_mail_is_kept() -> None:
    html = (
        'See below.<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message'
        "<br>From: Ann</div><blockquote>Old.</blockquote><div>Ann Lee</div></div><br>"
    )

    assert own_text(html_text(html)) == "See below."


@pytest.mark.parametrize("name", ["", 'class="webkit-indent-blockquote" '], ids=["gmail", "apple"])
def test_an_indentation_is_no_quotation(name: str) -> None:
    style = "margin: 0px 0px 0px 40px; border: none; padding: 0px;"

    assert html_text(f'<blockquote {name}style="{style}">Two points.</blockquote>') == "Two points."


def test_an_answer_in_a_quoting_element_that_ends_the_mail_is_kept() -> None:
    html = '<div class="gmail_quote"><blockquote>When?</blockquote><div>Today.</div></div>'

    assert own_text(html_text(html)) == "Today."


def test_below_a_quoting_element_without_end_nothing_is_kept() -> None:
    html = '<div class="gmail_quote"><blockquote>When?</blockquote><div>Ann Lee</div>'

    assert own_text(html_text(html)) == ""


def test_a_quotation_inside_of_an_answer_is_left_out_whole() -> None:
    html = (
        '<div class="gmail_quote"><blockquote>When?</blockquote><div>Today.</div>'
        '<div class="gmail_quote">Ann:<blockquote>Where?</blockquote>Ann Lee<br>CEO</div></div>'
    )

    assert own_text(html_text(html)) == "Today."


def test_an_unclosed_hidden_paragraph_hides_no_more_than_the_next() -> None:
    assert html_text('<p style="display:none">x<p>y</p><p>hello</p>') == "hello"


def test_a_hidden_rule_hides_nothing_below_it() -> None:
    assert html_text('<hr style="display:none">hello').endswith("hello")


def test_an_empty_line_parts_a_marked_signature_from_what_stands_below() -> None:
    lines = html_text('<div id="Signature">Ann Lee</div><div>Acme Ltd is a bank.</div>').split("\n")

    assert lines == ["-- ", "Ann Lee", "", "Acme Ltd is a bank."]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Ann Lee<br>\0Acme", "Ann Lee\nAcme"),
        ("<p>Ann Lee</p><p>| Head of Sales</p>", "Ann Lee\nHead of Sales"),
        ('<div style="white-space:pre"><div>a</div>b\nc</div>d\ne', "a\nb\nc\nd e"),
    ],
    ids=["logo's-sign", "bar", "kept-line-ends"],
)
def test_no_sign_of_the_writer_is_taken_for_one_of_ours(html: str, text: str) -> None:
    assert html_text(html) == text


def test_what_comes_after_more_tags_or_text_than_a_letter_has_is_dropped() -> None:
    assert html_text("<b>" * MAX_TAGS + "hello") == ""
    assert len(html_text("a" * (MAX_HTML + 9))) == MAX_HTML
