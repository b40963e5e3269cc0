from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import addresses, rewriting
from narrowcast.connectors.formats.addresses import MAX_ADDRESSES, canonical, domain_of, mailboxes
from narrowcast.connectors.records import Mailbox

ONE = {
    "plain": ("Ann Lee <ann@a.example>", "Ann Lee"),
    "family-first-quoted": ('"Lee, Ann" <ann@a.example>', "Lee, Ann"),
    "family-first-bare": ("Lee, Ann <ann@a.example>", "Lee, Ann"),
    "family-first-with-department": ("Lee, Ann (HR) <ann@a.example>", "Lee, Ann"),
    "family-first-encoded": ("=?utf-8?q?L=C3=A9e=2C_Ann?= <ann@a.example>", "Lée, Ann"),
    "single-name": ("Sukarno <ann@a.example>", "Sukarno"),
    "comment": ("ann@a.example (Ann Lee)", "Ann Lee"),
    "no-name": ("ann@a.example", ""),
    "address-as-name": ("'ann@a.example' <ann@a.example>", ""),
    "without-brackets": ("Ann Lee ann@a.example", "Ann Lee"),
    "inner-quotes": ('"Ann \\"Annie\\" Lee" <ann@a.example>', 'Ann "Annie" Lee'),
    "quoted-twice": ("\"'Ann Lee'\" <ann@a.example>", "Ann Lee"),
    "apostrophe": ("Ann O'Lee <ann@a.example>", "Ann O'Lee"),
    "route": ("<@relay.example,@b.example:ann@a.example>", ""),
    "double-brackets": ("<<ann@a.example>>", ""),
    "trailing-domain": ('"Ann Lee" <ann@a.example> @ ACME', "Ann Lee"),
    "blank-before-at": ("ann @a.example", ""),
    "cyrillic": ("=?koi8-r?B?4c7OwQ==?= <ann@a.example>", "Анна"),
    "japanese": ("=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <ann@a.example>", "山田"),
    "letter-cut-between-words": ("=?utf-8?b?5bGx55Q=?= =?utf-8?b?sA==?= <ann@a.example>", "山田"),
    "arabic": ("محمد علي <ann@a.example>", "محمد علي"),
    "devanagari": ("अनीता शर्मा <ann@a.example>", "अनीता शर्मा"),
    "greek-decomposed": ("Ελε\u0301νη <ann@a.example>", "Ελένη"),
    "direction-override": ("Ann\u202e eeL <ann@a.example>", "Ann eeL"),
    "terminal-escape": ("=?utf-8?q?Ann=1B]0;pwn=07?= <ann@a.example>", "Ann]0;pwn"),
}


@pytest.mark.parametrize(("header", "name"), ONE.values(), ids=ONE)
def test_one_mailbox_as_mailers_write_it(header: str, name: str) -> None:
    assert mailboxes([header]) == (Mailbox(name, "ann@a.example"),)


SEVERAL = {
    "semicolons": ("a@x.example; b@x.example", ["a@x.example", "b@x.example"]),
    "group": ("Team: Ann <a@x.example>, b@x.example;", ["a@x.example", "b@x.example"]),
    "empty-group": ("undisclosed-recipients:;", []),
    "open-bracket": ("Ann <a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
    "empty-places": (", ,a@x.example,,", ["a@x.example"]),
    "family-first-among-others": (
        "Lee, Ann <a@x.example>, Ray, Bob <b@x.example>",
        ["a@x.example", "b@x.example"],
    ),
    "quoted-comma-and-at": ('"a@b.example, c" <d@x.example>', ["d@x.example"]),
    "bracket-trick": ("alice@evil.example)<iris@corp.example>", ["iris@corp.example"]),
}


@pytest.mark.parametrize(("header", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_lists_give_their_addresses_in_order(header: str, expected: list[str]) -> None:
    assert [one.address for one in mailboxes([header])] == expected


def test_a_nameless_group_of_hundreds_is_cut() -> None:
    header = ", ".join(f"u{number}@a.example" for number in range(10_000))

    assert len(mailboxes([header])) == MAX_ADDRESSES


@given(st.text(max_size=200) | st.text(alphabet='<>()",;:@\\.a =?', max_size=200))
def test_no_header_raises_and_nothing_unseen_comes_out(header: str) -> None:
    for one in mailboxes([header]):
        assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in one.name)
        assert not any(
            letter.isspace() for letter in one.address if not one.address.startswith('"')
        )


@given(st.lists(st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True), max_size=12))
def test_a_list_is_read_as_its_pieces(given_addresses: list[str]) -> None:
    together = mailboxes([", ".join(given_addresses)])

    assert [one.address for one in together] == given_addresses


KEYS = {
    "case": ("Ann.Lee@A.Example", "ann.lee@a.example"),
    "idna": ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    "a-label": ("ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"),
    "plus-tag-stays": ("ann+news@a.example", "ann+news@a.example"),
    "needless-quotes": ('"ann.lee"@a.example', "ann.lee@a.example"),
    "needed-quotes": ('"ann lee"@a.example', '"ann lee"@a.example'),
    "final-dot": ("ann@a.example.", "ann@a.example"),
    "local-part-in-greek": ("ΆΝΝΑ@a.example", "άννα@a.example"),
    "no-domain": ("Ann", "ann"),
    "not-idna": ("ann@-ü-.example", "ann@-ü-.example"),
}


@pytest.mark.parametrize(("address", "key"), KEYS.values(), ids=KEYS)
def test_the_canonical_key(address: str, key: str) -> None:
    assert canonical(address) == key
    assert canonical(key) == key


def test_the_domain_is_canonical() -> None:
    assert domain_of("ann@Bücher.Example") == "xn--bcher-kva.example"
    assert domain_of("nobody") == ""


REWRITTEN = {
    "srs0": ("SRS0=HHH=TT=a.example=ann@relay.example", "ann@a.example"),
    "srs1": ("SRS1=HHH=b.example==HHH=TT=a.example=ann@relay.example", "ann@a.example"),
    "bounce-tag": ("prvs=0123456789=ann@a.example", "ann@a.example"),
    "verp": ("list-bounces+ann=a.example@lists.example", "ann@a.example"),
    "dmarc": ("ann.lee=40a.example@dmarc.lists.example", "ann.lee@a.example"),
    "exchange": ("IMCEASMTP-ann+2Elee+40a+2Eexample@relay.example", "ann.lee@a.example"),
    "notes": ("IMCEANOTES-+3Cann+40a+2Eexample+3E+40ACME@relay.example", "ann@a.example"),
    "list-owner": ("owner-news@lists.example", None),
    "bounce-handler": ("bounces+123@mail.example", None),
}


@pytest.mark.parametrize(("address", "original"), REWRITTEN.values(), ids=REWRITTEN)
def test_rewritten_addresses_are_recognised(address: str, original: str | None) -> None:
    assert rewriting.is_rewritten(address)
    assert rewriting.original(address) == original


@pytest.mark.parametrize("address", ["ann@a.example", "ann+news@a.example", "o.bounce@a.example"])
def test_a_persons_address_is_not_taken_for_a_rewritten_one(address: str) -> None:
    assert rewriting.original(address) is None


def test_lists_that_put_themselves_into_the_name_are_seen_through() -> None:
    assert rewriting.author_behind("'Ann Lee' via Sales") == "Ann Lee"
    assert rewriting.author_behind("Ann Lee (via Documents)") == "Ann Lee"
    assert rewriting.author_behind("Ann Lee über Vertrieb") == "Ann Lee"
    assert rewriting.author_behind("Via Veneto Srl") is None


def test_an_address_inside_an_encoded_word_is_a_name_only() -> None:
    assert addresses.mailboxes(["=?utf-8?q?boss=40corp=2Eexample?="]) == (
        Mailbox("boss@corp.example", ""),
    )
