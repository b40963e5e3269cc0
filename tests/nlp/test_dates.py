"""Days named in ten languages: of a return, and of when to ask again."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.automatic import return_date
from narrowcast.nlp.dates import dates
from narrowcast.nlp.later_dates import again_date

WRITTEN = date(2026, 3, 10)  # a Tuesday; Easter is 5 April


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("bis einschließlich 14.4. nicht im Büro", "2026-04-15"),
        ("Je serai de retour le 3 avril.", "2026-04-03"),
        ("back on Monday", "2026-03-16"),
        ("I am out until further notice.", None),
        ("I am away. Visit us at the fair in Hanover on 20-24 April!", None),
        ("I am away. We moved to a new office on 1 May.", None),
        ("Abwesenheitsnotiz\n9.3. - 20.3.2026", "2026-03-20"),
        ("Absent du 9 au vendredi 20 mars", "2026-03-20"),
        ("Ich bin vom 9.3. bis 20.3. im Urlaub und ab Montag, 23. März wieder da.", "2026-03-23"),
        ("Ich bin bis auf Weiteres nicht erreichbar.", None),
        ("I'm on leave March 9-20.", "2026-03-20"),
        ("Out of office 16/03 - 20/03/2026", "2026-03-20"),
        ("Sono assente fino al 20 marzo compreso.", "2026-03-21"),
        ("Vuelvo el lunes.", "2026-03-16"),
        ("Estaré fuera hasta el 7/4.", "2026-04-07"),
        ("Ik ben afwezig t/m 3 april.", "2026-04-04"),
        ("Ik ben terug op maandag 6 april.", "2026-04-06"),
        ("Estou de férias até 27 de março, inclusive.", "2026-03-28"),
        ("Jag är på semester t.o.m. 17 april och är tillbaka den 20 april", "2026-04-20"),
        ("Jag är tillbaka på tisdag.", "2026-03-17"),
        ("Jeg er tilbage mandag d. 30. marts.", "2026-03-30"),
        ("Jestem na urlopie do 27 marca włącznie. W pilnych sprawach 22 555 01 40.", "2026-03-28"),
        ("Wracam do biura w poniedziałek 30 marca.", "2026-03-30"),
        ("Wrócę 1 kwietnia.", "2026-04-01"),
        ("I will be back in two weeks.", "2026-03-24"),
        ("I am away and will be back next week", "2026-03-16"),
        ("Ab dem 17.3. bin ich wieder für Sie da.", "2026-03-17"),
        ("Our office hours are Monday to Friday.", None),
        ("Thank you for your mail. I'm out today, back tomorrow.", "2026-03-11"),
        ("Guten Morgen, ich bin wieder zurück am 1.\nApril", "2026-04-01"),
        ("back on the 17th", "2026-03-17"),
        ("Retour au bureau le 17.", "2026-03-17"),
        ("Encontro-me ausente até dia 27.", "2026-03-27"),
        ("Sarò di nuovo in ufficio giovedì", "2026-03-12"),
        ("I am currently on maternity leave and will return in January 2027.", "2027-01-01"),
        ("Ich bin in KW 13 zurück.", "2026-03-23"),
        ("back 4/6", None),
        ("Vienvenu, retour le 4/6", "2026-06-04"),
        ("I'm away until Easter.", "2026-04-07"),
        ("Ik ben volgende week weer op kantoor.", "2026-03-16"),
        ("I will return on April 5, 2026 at 10:30", "2026-04-05"),
        ("Estoy de vacaciones del 9 al 22 de marzo.", "2026-03-22"),
        ("je suis absent du 9 au 20 mars inclus", "2026-03-21"),
        ("Ich bin am 12.03.2026 ab 14.00 Uhr wieder erreichbar", "2026-03-12"),
        (
            (
                "Hello, I'm out of the office from Friday 13 March and will be back on Monday "
                "30 March with limited access to email."
            ),
            "2026-03-30",
        ),
        ("I am on annual leave returning Wednesday 1st April.", "2026-04-01"),
        ("I'm out of office through March 20th.", "2026-03-21"),
        (
            (
                "Thank you for your email. I will be out of the office starting 3/9/2026 and "
                "will not return until 3/23/2026."
            ),
            "2026-03-23",
        ),
        ("I'm OOO until Tue 24 Mar", "2026-03-24"),
        ("I am away until the end of March.", "2026-03-31"),
        ("Currently on parental leave until September.", "2026-09-01"),
        (
            (
                "vielen Dank für Ihre Nachricht. Ich bin ab dem 23.03.2026 wieder im Büro. Ihre "
                "E-Mail wird nicht weitergeleitet."
            ),
            "2026-03-23",
        ),
        ("Ich bin bis einschl. Freitag, den 20.03. außer Haus.", "2026-03-21"),
        ("Ich befinde mich bis Ende März in Elternzeit.", "2026-03-31"),
        ("bin ab Montag wieder erreichbar", "2026-03-16"),
        ("Ich bin derzeit nicht erreichbar. Rückkehr: 2. April", "2026-04-02"),
        ("Ich bin bis zum 31. März nicht im Haus und danach wieder erreichbar", "2026-03-31"),
        ("Ich bin am Donnerstag wieder da", "2026-03-12"),
        ("Am 17. und 18.3. bin ich auf der Messe, ab 19.3. wieder da", "2026-03-19"),
        ("Je suis absente du bureau jusqu'au vendredi 20 mars inclus.", "2026-03-21"),
        ("Je suis en déplacement et reviens lundi prochain.", "2026-03-16"),
        ("De retour le 1er avril", "2026-04-01"),
        ("Absent jusqu'au 07/04/2026", "2026-04-07"),
        ("Estaré fuera de la oficina hasta el 6 de abril inclusive.", "2026-04-07"),
        ("Me reincorporo el martes 7 de abril.", "2026-04-07"),
        ("Vuelvo el día 16", "2026-03-16"),
        ("Sono in ferie dal 9 al 20 marzo. Rientro il 23.", "2026-03-23"),
        ("Tornerò il 1° aprile", "2026-04-01"),
        ("Sono fuori ufficio fino a lunedì", "2026-03-16"),
        ("Ik ben vrij van 9 tot en met 13 maart.", "2026-03-14"),
        ("Vanaf maandag 23 maart ben ik weer bereikbaar", "2026-03-23"),
        ("Ik ben er 2 april weer", "2026-04-02"),
        ("Estarei ausente até ao dia 20 de março, regressando dia 23.", "2026-03-23"),
        ("Volto dia 2 de abril", "2026-04-02"),
        ("Retorno ao trabalho na segunda-feira, 16/03", "2026-03-16"),
        ("Jag är ledig t.o.m. fredag 20 mars. Åter måndag 23/3.", "2026-03-23"),
        ("Jag är på semester vecka 12 och är åter i vecka 13", "2026-03-23"),
        ("Jag är tillbaka 2026-04-01", "2026-04-01"),
        ("Jeg er på ferie til og med den 20. marts", "2026-03-21"),
        ("Jeg er tilbage på mandag", "2026-03-16"),
        ("Jeg er tilbage d. 1/4", "2026-04-01"),
        ("Przebywam na urlopie do 20.03.2026. Odpowiem po powrocie.", "2026-03-20"),
        ("Będę ponownie dostępna od 23 marca", "2026-03-23"),
        ("Jestem nieobecny w dniach 9-20 marca", "2026-03-20"),
        ("Wracam w przyszły poniedziałek", "2026-03-16"),
        ("I'm on sabbatical. No fixed return date.", None),
        ("Je suis absent jusqu'à nouvel ordre.", None),
        ("I have been out since 2 March; no idea when I'll be well again.", None),
    ],
)
def test_the_first_day_back_is_read(text: str, day: str | None):
    assert _iso(return_date(text, WRITTEN)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Frag mich bitte nochmal im Januar.", "2027-01-01"),
        ("Ask me again after Easter.", "2026-04-07"),
        ("try me again in two weeks", "2026-03-24"),
        ("Let's talk in Q3", "2026-07-01"),
        ("Relance-moi à la rentrée de septembre stp", "2026-09-01"),
        (
            "Fino a fine aprile sono sommerso, poi ci pensiamo con calma. Risentiamoci a maggio.",
            "2026-05-01",
        ),
        (
            "Não dá, estou em auditoria até dia 27. Volta a falar comigo em abril, sim?",
            "2026-04-01",
        ),
        ("Skriv til mig igen i august, så ser jeg på det.", "2026-08-01"),
        ("Not now, swamped. Maybe later.", None),
        ("Meld dich nach Ostern nochmal", "2026-04-07"),
        ("Reviens vers moi dans un mois", "2026-04-10"),
        ("Hör av dig efter sommaren", "2026-09-01"),
        ("Odezwij się w kwietniu", "2026-04-01"),
        ("Odezwij się za dwa tygodnie", "2026-03-24"),
        ("Wróćmy do tego po wakacjach", "2026-09-01"),
        ("Vraag het me volgende maand nog eens", "2026-04-01"),
        ("Vraag het over drie weken nog eens", "2026-03-31"),
        ("Escríbeme después de Semana Santa", "2026-04-07"),
        ("Hablamos en mayo", "2026-05-01"),
        ("ask me end of April", "2026-04-30"),
        ("I may be able to, ask me in the new year", "2027-01-01"),
        ("Ende Mai bin ich wieder da, melde dich dann", "2026-05-31"),
        ("Ping me next quarter", "2026-04-01"),
        ("swamped until mid May", "2026-05-15"),
        ("Fråga mig igen om en månad", "2026-04-10"),
        ("Spørg igen efter påske", "2026-04-07"),
        ("Me relance après l'été", "2026-09-01"),
        ("I joined in January; ask again after April", "2026-05-01"),
        ("Frag im dritten Quartal nochmal", "2026-07-01"),
        ("daqui a duas semanas", "2026-03-24"),
        ("tra un mese", "2026-04-10"),
        ("im Herbst", "2026-09-01"),
        ("za miesiąc", "2026-04-10"),
        ("za tydzień", "2026-03-17"),
        ("Let's revisit in 3 months", "2026-06-10"),
        ("dopo Pasqua", "2026-04-07"),
        ("na de zomer", "2026-09-01"),
        ("i det nye år", "2027-01-01"),
        ("po Nowym Roku", "2027-01-01"),
        ("Anfang April", "2026-04-01"),
        ("début avril", "2026-04-01"),
        ("på mandag", "2026-03-16"),
        ("la semana que viene", "2026-03-16"),
        ("fim de maio", "2026-05-31"),
        ("can you check back with me mid-April?", "2026-04-15"),
        ("Ask me again once the quarter is over", None),
        ("Let's pick this up in June", "2026-06-01"),
        ("Not before September please.", "2026-09-01"),
        ("After my holiday (back 30 March) maybe", "2026-03-30"),
        ("circle back early next year", "2027-01-01"),
        ("Ping me in a couple of weeks", "2026-03-24"),
        ("try again in 6 weeks", "2026-04-21"),
        ("Vor Mai wird das nix, frag dann noch mal.", "2026-05-01"),
        ("Melde dich in 14 Tagen wieder", "2026-03-24"),
        ("nach den Sommerferien gern nochmal", "2026-09-01"),
        ("erst im neuen Jahr", "2027-01-01"),
        ("Mitte April nochmal melden", "2026-04-15"),
        ("Frag mich nächsten Monat nochmal", "2026-04-01"),
        ("ab Juni hätte ich Luft", "2026-06-01"),
        ("Reparlons-en en mai", "2026-05-01"),
        ("Relancez-moi d'ici quinze jours", None),
        ("pas avant la mi-avril", "2026-04-15"),
        ("recontacte-moi dans trois semaines", "2026-03-31"),
        ("après les fêtes", None),
        ("le mois prochain", "2026-04-01"),
        ("Hablamos después del verano", "2026-09-01"),
        ("Recuérdamelo en un par de semanas", "2026-03-24"),
        ("A partir de mayo", "2026-05-01"),
        ("dentro de un mes", "2026-04-10"),
        ("el mes que viene", "2026-04-01"),
        ("Risentiamoci tra due settimane", "2026-03-24"),
        ("dopo l'estate", "2026-09-01"),
        ("a settembre", "2026-09-01"),
        ("il mese prossimo", "2026-04-01"),
        ("non prima di giugno", "2026-06-01"),
        ("Vraag het over een maand nog eens", "2026-04-10"),
        ("in het najaar", "2026-09-01"),
        ("na Pasen", "2026-04-07"),
        ("half april", "2026-04-15"),
        ("Fala comigo depois da Páscoa", "2026-04-07"),
        ("daqui a um mês", "2026-04-10"),
        ("no próximo trimestre", "2026-04-01"),
        ("em setembro", "2026-09-01"),
        ("Hör av dig i höst", "2026-09-01"),
        ("om två veckor", "2026-03-24"),
        ("efter påsk", "2026-04-07"),
        ("i början av maj", "2026-05-01"),
        ("Spørg mig igen om tre uger", "2026-03-31"),
        ("i september", "2026-09-01"),
        ("efter sommerferien", "2026-09-01"),
        ("i næste måned", "2026-04-01"),
        ("Po świętach", None),
        ("wróćmy do tematu w maju", "2026-05-01"),
        ("za dwa miesiące", "2026-05-10"),
        ("pod koniec kwietnia", "2026-04-30"),
        ("w przyszłym miesiącu", "2026-04-01"),
        ("po Wielkanocy", "2026-04-07"),
    ],
)
def test_the_day_to_ask_again_is_read(text: str, day: str | None):
    assert _iso(again_date(text, WRITTEN)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hi! I'm OOO w/c 23 Nov, back 30/11.", "2026-11-30"),
        ("I will be out of the office from December 21st until January 4th.", "2027-01-04"),
        (
            ("I'm currently on holiday and will return to the office on the 7th of December."),
            "2026-12-07",
        ),
        ("Betriebsferien vom 23.12.2026 bis einschließlich 06.01.2027.", "2027-01-07"),
        ("Ich bin ab Mittwoch, 2. Dezember, wieder erreichbar.", "2026-12-02"),
        ("Bin bis Jahresende nicht da.", None),
        ("Je serai absent du 24 décembre au 3 janvier inclus.", "2027-01-04"),
        ("Retour prévu lundi 30.", "2026-11-30"),
        ("Estaré de baja hasta enero.", "2027-01-01"),
        ("Estoy de viaje y regreso mañana.", "2026-11-21"),
        ("L'ufficio resterà chiuso dal 24 dicembre al 6 gennaio compresi.", "2027-01-07"),
        ("Sono in malattia, rientro previsto il 27 novembre", "2026-11-27"),
        ("Ik ben met zwangerschapsverlof tot 1 maart 2027", "2027-03-01"),
        ("Vandaag ben ik vrij, morgen weer bereikbaar.", "2026-11-21"),
        ("Estou de licença até 15/12/2026.", "2026-12-15"),
        ("Jag är föräldraledig till och med 31 december.", "2027-01-01"),
        ("Tillbaka på jobbet 1 dec.", "2026-12-01"),
        ("Jeg er på barsel til 1. februar 2027", "2027-02-01"),
        ("Kontoret er lukket mellem jul og nytår.", None),
        ("Nieobecna do 4.12.2026 r. włącznie", "2026-12-05"),
        ("Wracam 7 grudnia (poniedziałek).", "2026-12-07"),
        ("I'm away this week.", None),
        ("In the office again from Thursday", "2026-11-26"),
        ("I'll be back in January.", "2027-01-01"),
        ("Out sick today, back tomorrow hopefully", "2026-11-21"),
        ("Away until 12/24.", "2026-12-24"),
        ("Ich bin im Homeoffice und lese Mails nur abends.", None),
        ("I work Monday to Wednesday and will reply on my next working day.", None),
    ],
)
def test_days_around_the_end_of_a_year_are_read(text: str, day: str | None):
    assert _iso(return_date(text, date(2026, 11, 20))) == day


def test_a_slash_is_read_as_in_the_clear_dates_of_the_same_text():
    assert [moment.day for moment in dates("from 3/4 to 3/25", WRITTEN).found] == [
        date(2026, 3, 4),
        date(2026, 3, 25),
    ]
    assert return_date("from 20/3 to 3/4", WRITTEN) == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Call 04 55 50 12 12 or 12.50 euro, version 1.2.3.4",
        "I did it 30 minutes ago, see 10.30 Uhr",
        "2 decisions, 3 marketing people",
    ],
)
def test_other_numbers_are_no_days(text: str):
    assert dates(text, WRITTEN).found == ()


@pytest.mark.parametrize(
    ("year", "easter"), [(2025, "2025-04-22"), (2027, "2027-03-30"), (2038, "2038-04-27")]
)
def test_easter_moves(year: int, easter: str):
    assert _iso(again_date("ask me after Easter", date(year, 1, 5))) == easter


@given(st.text(max_size=200), st.dates())
@settings(deadline=None, max_examples=150)
def test_any_text_of_any_day_can_be_read(text: str, written: date):
    again = again_date(f"{text} in a month, after Easter, 31.12. {text}", written)

    assert again is None or again > written
    assert all(moment.at >= 0 for moment in dates(text, written).found)


@pytest.mark.parametrize("piece", ["in the ", "1.1.1.", "march 1 ", "end of the d'l'", "a,", "12/"])
def test_a_long_text_costs_no_more_than_its_beginning(piece: str):
    text = piece * (100_000 // len(piece))

    return_date(text, WRITTEN)
    start = time.process_time()
    return_date(text, WRITTEN)
    again_date(text, WRITTEN)

    assert time.process_time() - start < 0.2


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
