"""What each mail program puts around another's words, as it marks it up; invented mails."""

from __future__ import annotations

import pytest

from narrowcast.nlp.html import html_text
from narrowcast.nlp.quoting import own_text

OWN = "Yes, on Monday."
QUOTED = "<p>When is it?</p><p>Ann Lee<br>Sales Director<br>Acme Ltd<br>+1 555 0100</p>"
LABELS = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado el", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "pt": ("De", "Enviado", "Para", "Assunto"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "da": ("Fra", "Sendt", "Til", "Emne"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
}
HEADED = {
    "outlook-desktop": "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm'>"
    '<p class="MsoNormal"><b><span>{0}:</span></b><span> Ann Lee &lt;ann@acme.example&gt;<br>'
    "<b>{1}:</b> 3.11.2025 09:41<br><b>{2}:</b> Tom Fox<br><b>{3}:</b> Plan<o:p></o:p></span></p>"
    "</div>",
    "no-frame": '<p class="MsoNormal"><b>{0}:</b> Ann Lee<br><b>{1}:</b> Monday<br>'
    "<b>{2}:</b> Tom Fox<br><b>{3}:</b> Plan</p>",
    "outlook-web": '<div id="appendonsend"></div><hr style="display:inline-block;width:98%">'
    '<div id="divRplyFwdMsg"><font><b>{0}:</b> Ann Lee<br><b>{1}:</b> Monday</font></div>',
    "table": "<hr><table><tr><td>{0}:</td><td>Ann Lee</td></tr><tr><td>{1}:</td><td>Mon</td></tr>"
    "<tr><td>{2}:</td><td>Tom Fox</td></tr><tr><td>{3}:</td><td>Plan</td></tr></table>",
    "notes": "<font size=1 color=#5f5f5f>{0}:&nbsp;&nbsp;&nbsp;</font><font size=1>"
    '"Ann Lee"</font><br><font size=1>{2}:&nbsp;&nbsp;&nbsp;</font>Tom Fox<br>{3}:&nbsp;'
    "Plan<br><hr noshade>",
    "samsung": "<div id='originalMessage'><div>-------- {3} --------</div><div>{0}: Ann Lee</div>"
    "<div>{2}: Tom Fox</div></div>",
    "gmx": '<div name="quote" style="border-left:2px solid #C3D9E5"><div><b>{1}:</b>&nbsp;Mon<br>'
    "<b>{0}:</b>&nbsp;Ann Lee<br><b>{2}:</b>&nbsp;Tom Fox</div></div>",
}
CLIENTS = {
    "gmail": '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">Ann:<br></div>'
    '<blockquote class="gmail_quote">{}</blockquote></div>',
    "apple": '<blockquote type="cite"><div>Am 3.11.2025 schrieb Ann Lee:</div>{}</blockquote>',
    "thunderbird": '<div class="moz-cite-prefix">Ann Lee kirjoitti:<br></div>'
    '<blockquote type="cite" cite="mid:1@acme.example">{}</blockquote>',
    "yahoo": '<div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div>Ann:</div>{}</div>',
    "proton": '<div class="protonmail_quote">Ann Lee:<br><blockquote class="protonmail_quote"'
    ' type="cite">{}</blockquote><br></div>',
    "tuta": '<blockquote class="tutanota_quote">{}</blockquote>',
    "zimbra": '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Van: </b>'
    'Ann</div><div data-marker="__QUOTED_TEXT__">{}</div>',
    "roundcube": '<p id="reply-intro">Ann Lee:</p><blockquote type="cite">{}</blockquote>',
    "zoho": '<div class="zmail_extra_hr"></div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">'
    '---- Ann wrote ----</div><blockquote id="blockquote_zmail">{}</blockquote></div>',
    "evolution": '<p class="-x-evo-attribution">Ann:</p><blockquote type="cite">{}</blockquote>',
    "fastmail": '<div>Ann (3/11/2025):</div><blockquote type="cite" id="qt">{}</blockquote>',
    "spark": '<div name="messageReplySection">Ann:<blockquote class="spark_quote">{}</blockquote>'
    "</div>",
    "airmail": '<div><div class="airmail_on">Ann:</div><blockquote class="clean_bq">{}</blockquote>'
    "</div>",
    "em-client": '<blockquote cite="mid:1" type="cite" class="cite2">{}</blockquote>',
    "front": '<blockquote type="cite" class="front-blockquote">{}</blockquote>',
    "fairemail": '<div fairemail="reference">Ann wrote:</div><blockquote>{}</blockquote>',
    "outlook-mobile": '<hr><div id="mail-editor-reference-message-container">{}</div>',
    "outlook-mac": '<span id="OLK_SRC_BODY_SECTION"><div>{}</div></span>',
    "hotmail": '<hr id="stopSpelling">Date: Mon<br>{}',
    "netease": '<div class="ntes-mailmaster-quote">{}</div>',
    "seen-by-outlook": '<div class="x_gmail_quote">{}</div>',
}
FORWARDED = {
    "gmail": '<div class="gmail_quote"><div class="gmail_attr">------ Forwarded message ------<br>'
    "De: <strong>Ann Lee</strong><br></div><br>{}</div>",
    "apple-de": "Anfang der weitergeleiteten Nachricht:<blockquote type=cite>{}</blockquote>",
    "thunderbird-nl": '<div class="moz-forward-container">-------- Doorgestuurd bericht --------'
    '<table class="moz-email-headers-table"><tr><th>Van:</th><td>Ann</td></tr></table>{}</div>',
    "typed-es": "<p>-----Mensaje reenviado-----<br><b>De:</b> Ann</p>{}",
    "pl": "<div>---------- Wiadomość przekazana dalej ----------</div><div>Od: Ann</div>{}",
}
FRAMES = {  # Word's, and what web and phone clients make of it
    "mobile": "border-width:1pt medium medium;border-style:solid none none;"
    "border-color:rgb(225,225,225) currentcolor currentcolor;padding:3pt 0cm 0cm",
    "nested": "mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt;"
    "mso-border-top-alt:solid #E1E1E1 .75pt;padding:3.0pt 0cm 0cm 0cm",
    "spaced": "border: none; border-top: solid #E1E1E1 1.0pt; padding: 3.0pt 0in 0in 0in",
    "web": "border-top: 1pt solid rgb(225, 225, 225); padding: 3pt 0in 0in;",
    "word": "border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in",
}
ANSWERED = ("gmail", "apple", "thunderbird", "roundcube", "evolution", "fastmail", "em-client")


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS.keys())
@pytest.mark.parametrize("head", HEADED.values(), ids=HEADED.keys())
def test_all_below_a_head_is_anothers(head: str, labels: tuple[str, ...]) -> None:
    html = f"<div><p>{OWN}</p></div>{head.format(*labels)}<div>{QUOTED}</div>"

    assert own_text(html_text(html)).rstrip("_\n") == OWN


@pytest.mark.parametrize("style", FRAMES.values(), ids=FRAMES.keys())
def test_outlooks_frame_heads_a_quotation_in_any_language(style: str) -> None:
    html = f'<p>{OWN}</p><div style="{style}"><b>寄件者:</b> Ann<br><b>日期:</b> 11/3</div>{QUOTED}'

    assert own_text(html_text(html)) == OWN


def test_a_cell_with_such_a_frame_is_the_writers() -> None:
    html = f"<table><tr><td style='{FRAMES['web']}'>Tom Fox<br>Buyer</td></tr></table>"

    assert own_text(html_text(html)) == "Tom Fox\nBuyer"


@pytest.mark.parametrize(
    "head",
    ["<dl><dt>From:<dd>Ann Lee<dt>Sent:<dd>Monday</dl>", "<p>Von:<p>Ann Lee<p>An:<p>Tom"],
    ids=["list", "paragraphs"],
)
def test_a_head_may_hold_its_values_below_its_labels(head: str) -> None:
    assert own_text(html_text(f"<p>{OWN}</p>{head}{QUOTED}")) == OWN


@pytest.mark.parametrize("quotation", CLIENTS.values(), ids=CLIENTS.keys())
def test_what_a_client_quotes_is_anothers(quotation: str) -> None:
    html = f"<div>{OWN}</div><br>{quotation.format(QUOTED)}"

    assert own_text(html_text(html)).rstrip("_\n") == OWN


@pytest.mark.parametrize("name", ANSWERED)
def test_an_answer_below_what_a_client_quotes_is_the_senders(name: str) -> None:
    html = f"{CLIENTS[name].format(QUOTED)}<div>{OWN}</div><div>Tom Fox</div>"

    assert own_text(html_text(html)) == f"{OWN}\nTom Fox"


@pytest.mark.parametrize("name", ANSWERED)
def test_answers_between_quotations_are_the_senders(name: str) -> None:
    quoted = CLIENTS[name].format("<div>When?</div>")
    html = f"{quoted}<div>{OWN}</div><blockquote type=cite>Where?</blockquote><div>Here.</div>"

    assert own_text(html_text(html)) == f"{OWN}\n\nHere."


@pytest.mark.parametrize("forwarded", FORWARDED.values(), ids=FORWARDED.keys())
def test_nothing_of_a_forwarded_mail_is_the_senders(forwarded: str) -> None:
    html = f"<div>{OWN}</div>{forwarded.format(QUOTED)}"

    assert own_text(html_text(html)).rstrip("_\n") == OWN
