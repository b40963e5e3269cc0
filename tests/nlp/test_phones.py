from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.phones import PhoneKind, country_of, e164, phones_in, tel, uri

# Numbers of ranges kept for fiction or tests where a country has one (Ofcom, NANP 555-01xx, ARCEP,
# Bundesnetzagentur, ACMA, PTS), else of plainly made-up subscribers.


@pytest.mark.parametrize(
    ("written", "country", "found"),
    [
        ("+49 (0)30 23125 410", None, "+493023125410"),
        ("030 / 23125-410", "DE", "+493023125410"),
        ("0049 30 23125 410", None, "+493023125410"),
        ("(020) 7946 0123", "GB", "+442079460123"),
        ("+44 (0)20 7946 0123", None, "+442079460123"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("212.555.0123 ext. 45", "US", "+12125550123"),
        ("011 44 20 7946 0123", "US", "+442079460123"),
        ("01 99 00 12 34", "FR", "+33199001234"),
        ("+33 (0)1 99 00 12 34", None, "+33199001234"),
        ("041 555 0102", "IT", "+390415550102"),
        ("912 345 678", "ES", "+34912345678"),
        ("020 555 0117", "NL", "+31205550117"),
        ("+31 (0)20 555 0117", None, "+31205550117"),
        ("212 345 678", "PT", "+351212345678"),
        ("08-465 004 17", "SE", "+46846500417"),
        ("+46 (0)8 465 004 17", None, "+46846500417"),
        ("40 55 50 19", "DK", "+4540555019"),
        ("22 555 01 10", "PL", "+48225550110"),
        ("044 668 18 00", "CH", "+41446681800"),
        ("01 5550 4410", "AT", "+43155504410"),
        ("02 555 12 34", "BE", "+3225551234"),
        ("(02) 5550 1234", "AU", "+61255501234"),
        ("(11) 95555-0144", "BR", "+5511955550144"),
        ("22 55 01 10", "NO", "+4722550110"),
        ("+39 (0)2 5550 4412", None, "+390255504412"),
        ("+39 (0)41 555 0102", "IT", "+390415550102"),
        ("0114 496 0123", "GB", "+441144960123"),
        ("011 555 0144", "IT", "+390115550144"),
        ("011 555 0123", "ZA", "+27115550123"),
        ("011 44 20 7946 0123", "CA", "+442079460123"),
        ("0221 / 555017 / 18", "DE", "+49221555017"),
        ("01 99 00 12 34/35", "FR", "+33199001234"),
        ("+33\u202f1\u202f99\u202f00\u202f12\u202f34", None, "+33199001234"),
        ("212\u2011555\u20110123", "US", "+12125550123"),
        ("+ 44 20 7946 0123", None, "+442079460123"),
        ("1122", "AT", None),
        ("(112) 555-0123", "US", None),
        ("030 23125 410", None, None),
        ("12", "DE", None),
        ("not a number", "DE", None),
        ("", None, None),
    ],
)
def test_a_number_has_one_form_where_its_country_is_known(
    written: str, country: str | None, found: str | None
) -> None:
    assert e164(written, country=country) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("(212) 555-0123 x 45", "tel:+12125550123;ext=45"),
        ("212-555-0123, ext. 45", "tel:+12125550123;ext=45"),
        ("212-555-0123", "tel:+12125550123"),
        ("45", None),
    ],
)
def test_an_extension_is_kept_apart(written: str, found: str | None) -> None:
    assert tel(written, country="US") == found


@pytest.mark.parametrize(
    ("value", "line", "country", "found"),
    [
        ("030 23125 410", "Tel. 030 23125 410", "DE", "tel:+493023125410"),
        ("212-555-0123", "212-555-0123 x45", "US", "tel:+12125550123;ext=45"),
        ("030 23125 499", "Fax 030 23125 499", "DE", "fax:+493023125499"),
        ("030 23125 499", "Fax 030 23125 499", None, "fax:03023125499"),
        ("030 23125 410", "Tel. 030 23125 410", None, ""),
        ("+49 30 23125 410", "", None, "tel:+493023125410"),
    ],
)
def test_a_number_of_a_line_is_a_uri_that_tells_fax_from_telephone(
    value: str, line: str, country: str | None, found: str
) -> None:
    assert uri(value, line, country=country) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("T +49 30 23125 410 | M +49 171 3920044 | F +49 30 23125 499",
         [("+49 30 23125 410", "phone"), ("+49 171 3920044", "mobile"),
          ("+49 30 23125 499", "fax")]),
        ("Tel: +44 20 7946 0123 / Fax: +44 20 7946 0124",
         [("+44 20 7946 0123", "phone"), ("+44 20 7946 0124", "fax")]),
        ("Tel./Fax: 030 23125 410", [("030 23125 410", "phone")]),
        ("06 39 98 12 34 / 01 99 00 12 34",
         [("06 39 98 12 34", "phone"), ("01 99 00 12 34", "phone")]),
        ("555-0100 555-0101", [("555-0100", "phone"), ("555-0101", "phone")]),
        ("089 / 12 34 56 - 78", [("089 / 12 34 56 - 78", "phone")]),
        ("0800 555 010 0123", [("0800 555 010 0123", "phone")]),
        ("Lic. #000000 406-555-0133", [("406-555-0133", "phone")]),
        ("Kom. 501 555 017", [("501 555 017", "mobile")]),
        ("962 555 014\t2900-000 Setúbal", [("962 555 014", "phone")]),
        ("Org.nr 000000-0000", []),
        ("NIF 500 000 000", []),
        ("4535-000 Porto", []),
        ("Houston, TX 77002-0000", []),
        ("1999-2004", []),
        ("12.11.2025", []),
        ("2025-11-24 10:30", []),
        ("live:12345678", []),
        ("IBAN DE00 1234 5678 9012 3456 78", []),
        ("P.IVA 01234567890", []),
        ("3.000.000 EUR", []),
        ("Tfno: 91 555 01 00", [("91 555 01 00", "phone")]),
        ("+49(0)30/23125-410", [("+49(0)30/23125-410", "phone")]),
        ("o: 212.555.0123 c: 917.555.0188",
         [("212.555.0123", "phone"), ("917.555.0188", "mobile")]),
        ("M 0171 / 392 00 44", [("0171 / 392 00 44", "mobile")]),
        ("CVR 00 00 00 00", []),
        ("Meeting ID 123 456 7890", []),
        ("call 12345", []),
        ("Tél. +33\u202f1\u202f99\u202f00\u202f12\u202f34",
         [("+33\u202f1\u202f99\u202f00\u202f12\u202f34", "phone")]),
        ("Tel 212\u2011555\u20110147", [("212\u2011555\u20110147", "phone")]),
        ("Tel +49\u200930\u200923125410", [("+49\u200930\u200923125410", "phone")]),
        ("Tel.030/23125410, Fax.030/23125499",
         [("030/23125410", "phone"), ("030/23125499", "fax")]),
        ("mob.+48 501 555 017", [("+48 501 555 017", "mobile")]),
        ("T+49 30 23125410 M+49 171 3920044",
         [("+49 30 23125410", "phone"), ("+49 171 3920044", "mobile")]),
        ("Tel: + 44 20 7946 0123", [("+ 44 20 7946 0123", "phone")]),
        ("☎ 912345678 📱 911234567 📠 213456789",
         [("912345678", "phone"), ("911234567", "mobile"), ("213456789", "fax")]),
        ("(030 23125 410", [("030 23125 410", "phone")]),
        ("Natel 079 555 01 23", [("079 555 01 23", "mobile")]),
        ("version 3.14159265", []),
        ("Tel. 555 010", []),
        ("Mobil 0171 392 0044 (phone)", [("0171 392 0044", "mobile")]),
        ("+49 30231/2541012", [("+49 30231/2541012", "phone")]),
        ("C.F. 01234567890", []),
        ("matriculada na CRC de Setúbal n.º 500000000", []),
        ("Cod. fisc. 01234567890", []),
        ("N.I.F. 500 000 000", []),
        ("N.I.P. 123-456-78-90", []),
        ("C.C.P. 12-34567-8", []),
        ("C.R.M. 1234567", []),
        ("P.O.B. 1234567", []),
        ("S.I.R.E.T. 123 456 789 00012", []),
        ("R.C.S. Lyon 123 456 789", []),
        ("Zoom 812 3456 7890", []),
        ("Bankgiro 5050-1055, Plusgiro 12 34 56-7", []),
        ("Kto. 1234567890", []),
        ("NPI 1234567890", []),
        ("NMLS 1234567890", []),
        ("St.-Nr.: 12/345/67890", []),
        ("Steuer-Nr. 12 345 67890", []),
        ("RPR Gent 0123.456.789", []),
        ("Stammkapital 25 000 000 EUR", []),
        ("PGP 1A2B 3C4D 1234 5678 9012", []),
        ("52.520008, 13.404954", []),
        ("23.11.2026 14:05", []),
        ("Via Verdi 90 - 00100 Roma", []),
        ("Via Verdi 90 00100 Roma", []),
        ("Mozartgasse 63 – 1010 Wien", []),
        ("555-0100", [("555-0100", "phone")]),
        ("030 23125 499 (Fax)", [("030 23125 499", "fax")]),
        ("212-555-0147 fax", [("212-555-0147", "fax")]),
        ("212-555-0147 (cell), 212-555-0148 (fax)",
         [("212-555-0147", "mobile"), ("212-555-0148", "fax")]),
        ("+1 212 555 0147 (o) | +1 646 555 0147 (m)",
         [("+1 212 555 0147", "phone"), ("+1 646 555 0147", "mobile")]),
        ("Tel. 030 23125 410, Fax 030 23125 499",
         [("030 23125 410", "phone"), ("030 23125 499", "fax")]),
        ("212-555-0147 Fax 212-555-0148", [("212-555-0147", "phone"), ("212-555-0148", "fax")]),
        ("86550185 telefax", [("86550185", "fax")]),
        ("915550146 móvel", [("915550146", "mobile")]),
        ("Telefone (chamada para a rede fixa nacional): 215.550.775", [("215.550.775", "phone")]),
        ("Tfno. 225559163", [("225559163", "phone")]),
        ("Téléc. 514 555-0147", [("514 555-0147", "fax")]),
        ("Téléphone/Télécopie 01 99 00 12 34", [("01 99 00 12 34", "phone")]),
    ],
)  # fmt: skip
def test_numbers_are_told_by_what_stands_before_them(
    line: str, found: list[tuple[str, str]]
) -> None:
    assert [(phone.value, str(phone.kind)) for phone in phones_in(line)] == found


@pytest.mark.parametrize(
    ("line", "extension"),
    [
        ("Tel 212-555-0123 ext. 45", "45"),
        ("212-555-0123 x45", "45"),
        ("Tel. 22 555 01 17 wew. 214", "214"),
        ("(11) 5555-0148 ramal 31", "31"),
        ("819 555-0142, poste 12", "12"),
        ("212-555-0123", ""),
    ],
)
def test_an_extension_is_read_behind_its_number(line: str, extension: str) -> None:
    (phone,) = phones_in(line)

    assert phone.extension == extension
    assert phone.kind is PhoneKind.PHONE


@pytest.mark.parametrize(
    ("lines", "domain", "country"),
    [
        (["Kranbau Ostheide GmbH", "Fon: 030 23125 410"], "kranbau.example", "DE"),
        (["Kranbau Ostheide GmbH", "Lindengasse 4, A-1010 Wien"], "kranbau.example", "AT"),
        (["Kranbau Ostheide GmbH"], "kranbau.ch", "CH"),
        (["Tel. 030 23125 410", "Fax +49 30 23125 499"], "acme.com", "DE"),
        (["1200 Main Street", "Houston, TX 77002", "713-555-0100"], "acme.com", "US"),
        (["713-555-0100"], "acme.com", "US"),
        (["14 King's Row, Bristol BS1 4XX"], "acme.com", "GB"),
        (["Toronto, ON M5V 2T6", "416-555-0100"], "acme.com", "CA"),
        (["Keizersgracht 5, 1015 CJ Amsterdam"], "acme.com", "NL"),
        (["4000-000 Porto", "Telem. 912 345 678"], "acme.pt", "PT"),
        (["ul. Lipowa 4, 00-950 Warszawa"], "acme.com", "PL"),
        (["Rua do Sol 5, 01310-000 São Paulo", "Brasil"], "acme.com", "BR"),
        (["Tel 020 555 0117"], "acme.co.uk", "GB"),
        (["Tel 020 555 0117"], "acme.io", None),
        (["Acme GmbH", "Acme Ltd"], "acme.com", None),
        (["Savanna Freight Ltd", "Moi Avenue, Nairobi, Kenya"], "acme.com", "KE"),
        (["Acme Ltd", "Queen Street, Auckland, New Zealand"], "acme.com", "NZ"),
        (["Acme Ltd", "Central, Hong Kong"], "acme.com", "HK"),
        (["Acme (Pty) Ltd", "Sandton, South Africa"], "acme.com", "ZA"),
        (["Acme Ltd", "Belfast, Northern Ireland"], "acme.com", "GB"),
        (["Acme Ltd", "Dublin 2, Ireland"], "acme.com", "IE"),
        (["Acme SARL", "Casablanca, Maroc"], "acme.com", "MA"),
        (["Acme Inc", "Suite A 1010, Springfield"], "acme.com", "US"),
        (["Acme GmbH", "A 1010 Wien"], "acme.com", "AT"),
        ([], "", None),
    ],
)
def test_the_country_is_guessed_from_what_stands_around(
    lines: list[str], domain: str, country: str | None
) -> None:
    assert country_of(lines, domain) == country


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="+()0123456789 -/.xextTelFax#\t") | st.text(), st.sampled_from(["DE", None])
)
def test_any_line_is_read_and_what_is_found_stands_in_it(line: str, country: str | None) -> None:
    found = list(phones_in(line))

    assert all(phone.value in line for phone in found)
    assert all(e164(phone.value, country=country) != "" for phone in found)
    country_of([line], line)
