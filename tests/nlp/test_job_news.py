from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.nlp.job_news import JobNews, JobNewsKind, job_news, may_hold_job_news

JOINED = {
    "en": ("Hi Olga,\n\nI have joined Target Systems as Head of Data.", "Target Systems"),
    "en just": ("I've just joined Acme & Sons Ltd, and am very excited.", "Acme & Sons Ltd"),
    "en role": ("I started a new role as Head of Data at Target last week.", "Target"),
    "en initial": (
        "I am now working for Thomas H. Lee Company in Boston.",
        "Thomas H. Lee Company",
    ),
    "en accepted": ("I have accepted a position with Flow Systems.", "Flow Systems"),
    "en article": ("I now work at The Nord Group.", "Nord Group"),
    "en future": ("In May I will be joining Orbit Labs as an analyst.", "Orbit Labs"),
    "en now": ("A quick note: I now work for the Nordlicht Group.", "Nordlicht Group"),
    "de": ("ich arbeite jetzt bei der Nordlicht AG und würde", "Nordlicht AG"),
    "de started": ("ich habe am Montag bei Target angefangen.", "Target"),
    "de day": ("Ich habe am 1. März bei der Kornfeld AG angefangen.", "Kornfeld AG"),
    "de change on a day": ("Ich wechsle zum 1. Mai zur Kornfeld AG.", "Kornfeld AG"),
    "de change": ("Ich wechsle im Mai zur Orbit GmbH.", "Orbit GmbH"),
    "fr": ("J'ai rejoint Lumen Conseil comme directrice.", "Lumen Conseil"),
    "fr now": ("Je travaille désormais chez Lumen.", "Lumen"),
    "es": ("Me he incorporado a Grupo Sol como directora.", "Grupo Sol"),
    "it": ("Ora lavoro presso Officine Rossi.", "Officine Rossi"),
    "nl": ("Ik ben vorige maand begonnen bij De Vries Bouw.", "De Vries Bouw"),
    "pt": ("Entrei na Lusitana como gestor.", "Lusitana"),
    "sv": ("Jag jobbar nu på Norrsken AB.", "Norrsken AB"),
    "da": ("Jeg er lige startet hos Havblik ApS.", "Havblik ApS"),
    "pl": ("Dołączyłam do Wisła Systemy jako dyrektorka.", "Wisła Systemy"),
}
LEAVING = {
    "en": ("Friday is my last day at Acme Ltd. Thank you all!", "Acme Ltd"),
    "en article": ("Tomorrow is my last day at The Nord Group. Bye!", "Nord Group"),
    "en when": ("My last day at Acme will be 3 May.", "Acme"),
    "en leave": ("I am leaving Acme Ltd after ten years.", "Acme Ltd"),
    "en here": ("I'm leaving the company at the end of May.", ""),
    "de": ("Mein letzter Arbeitstag bei der Acme GmbH ist der 3. Mai.", "Acme GmbH"),
    "de firm": ("Ich verlasse die Firma zum 30. Juni.", ""),
    "en firm": ("After ten years I am leaving the company.", ""),
    "de leave": ("Ich verlasse die Acme GmbH zum Monatsende.", "Acme GmbH"),
    "fr": ("Je quitte Lumen SAS à la fin du mois.", "Lumen SAS"),
    "es": ("Mi último día en Grupo Sol es el viernes.", "Grupo Sol"),
    "it": ("Il mio ultimo giorno in Officine Rossi sarà venerdì.", "Officine Rossi"),
    "nl": ("Mijn laatste werkdag bij Acme is vrijdag.", "Acme"),
    "pt": ("O meu último dia na Lusitana é sexta-feira.", "Lusitana"),
    "sv": ("Min sista dag på Norrsken är på fredag.", "Norrsken"),
    "da": ("Min sidste arbejdsdag hos Havblik er fredag.", "Havblik"),
    "pl": ("Odchodzę z Wisła Systemy w maju.", "Wisła Systemy"),
}


@pytest.mark.parametrize(("text", "firm"), JOINED.values(), ids=JOINED)
def test_who_says_that_they_joined_a_firm_is_heard(text: str, firm: str) -> None:
    assert may_hold_job_news(text)
    assert job_news(text) == (JobNews(JobNewsKind.JOINED, firm),)


@pytest.mark.parametrize(("text", "firm"), LEAVING.values(), ids=LEAVING)
def test_who_says_goodbye_is_heard(text: str, firm: str) -> None:
    assert may_hold_job_news(text)
    assert job_news(text) == (JobNews(JobNewsKind.LEAVING, firm),)


NO_NEWS = {
    "another's": "Ben Okafor has joined Acme as CFO.",
    "a memory": "I joined Acme in 1999 and stayed for ten years.",
    "a call": "I have joined the call, where are you?",
    "a tool": "I've just joined Slack, see you there.",
    "a place": "I am leaving London on Friday.",
    "a day": "I'm leaving Friday at noon.",
    "a plan": "My last day to register is tomorrow.",
    "asked": "When is your last day at Acme?",
    "holiday": "Tomorrow is my last day before the holidays.",
    "the room": "I am leaving now, talk later.",
    "a city": "I am leaving Boston tomorrow.",
    "a person": "I have joined Ben Okafor in Berlin for lunch.",
    "with somebody": "I am working with Ben Okafor on this.",
    "for somebody": "I am working for Chris still.",
    "not to be": "I don't think I will be working for Chris.",
    "a slide": "Ich wechsle zu Folie 3.",
    "a meeting": "Ich verlasse die Sitzung um fünf.",
    "a chapter": "Ich bin jetzt bei Kapitel 3.",
    "an evening": "Je quitte Paris ce soir.",
    "a greeting": "Welcome to Acme! We have joined forces with Target.",
    "de a thing": "Ich habe den Vertrag geprüft.",
    "de a mail": "Ich habe Frau Weber geschrieben.",
    "de agreed": "Ich bin gerne bei Ihnen.",
    "de perfect": "Ich habe Ihre Mail bekommen.",
    "a workshop": "I will be joining Acme Inc. for the workshop on Tuesday.",
    "a dinner": "I will be joining Acme Corp for dinner.",
    "a call of a firm": "I'll be joining Nordlicht AG's team call tomorrow.",
    "a guest": "I am joining Nordlicht GmbH as a guest at their fair.",
    "a member": "I've joined Costello as a member.",
    "a dispute": "I have joined Acme Ltd in their claim against Target.",
    "a client": "I'm now working for Acme on their tax return.",
    "de a client": "Ich arbeite nun für Acme an dem Angebot.",
    "nl a client": "Ik werk bij Waterhof aan een opdracht.",
    "a quote": "I've accepted the offer from Nordlicht GmbH, they deliver on Friday.",
    "fr a product": "J'ai intégré Lumen SA dans notre site.",
    "it a contract": "Sono passato a Ferrovia S.r.l. per il telefono.",
    "nl a chapter": "Ik ben begonnen bij Hoofdstuk 3.",
    "a colleague's team": "My new role with Anna's team is fun.",
    "a condition": "If I have joined Acme Ltd by June, call me.",
    "words of another": "Ben wrote: I have joined Acme Ltd.",
    "words in quotes": 'She said "I have joined Acme Ltd".',
    "the building": "I'm leaving here at 5, call me before.",
    "the bank": "I am leaving the bank now, will call from the car.",
    "a voicemail": "I have left the company a voicemail.",
    "a message": "I have left Acme Ltd. a message.",
    "a chat": "I've left the group, too many messages.",
    "de the evening": "Ich verlasse die Firma heute um 17 Uhr.",
    "fr the evening": "Je quitte la société vers 18h ce soir.",
    "es the evening": "Dejo la empresa a las 18h.",
}


@pytest.mark.parametrize("text", NO_NEWS.values(), ids=NO_NEWS)
def test_what_only_sounds_like_it_is_no_news(text: str) -> None:
    assert job_news(text) == ()


def test_both_ends_of_a_move_stand_in_one_mail() -> None:
    text = "After ten years I am leaving Acme. In May I will be joining Target."

    assert job_news(text) == ()
    assert job_news(text, "New job") == (
        JobNews(JobNewsKind.JOINED, "Target"),
        JobNews(JobNewsKind.LEAVING, "Acme"),
    )


def test_left_and_joined_in_one_breath_are_both_heard() -> None:
    text = "a short note that I have left Acme Ltd and joined Target Systems as Head of Data."

    assert job_news(text) == (
        JobNews(JobNewsKind.JOINED, "Target Systems"),
        JobNews(JobNewsKind.LEAVING, "Acme Ltd"),
    )


def test_what_one_is_now_is_news_under_a_subject_that_hints_at_it() -> None:
    text = "I am now Head of Data at Target."

    assert job_news(text, "New role") == (JobNews(JobNewsKind.JOINED, "Target"),)
    assert job_news(text) == ()


def test_a_subject_alone_may_say_it() -> None:
    assert job_news("", "My last day at Acme") == (JobNews(JobNewsKind.LEAVING, "Acme"),)


ANNOUNCED = [text for text, _ in (*JOINED.values(), *LEAVING.values())]


@given(
    st.sampled_from(ANNOUNCED), st.sampled_from(["\n", "  ", "\r\n", "\t"]), st.text(max_size=50)
)
def test_how_lines_are_broken_does_not_matter(text: str, blank: str, before: str) -> None:
    broken = f"{before}\n{text.replace(' ', blank)}"

    assert may_hold_job_news(broken)
    assert set(job_news(text)) <= set(job_news(broken)) or before.strip()


@given(st.text(max_size=300), st.text(max_size=80))
def test_no_text_raises(text: str, subject: str) -> None:
    assert len(job_news(text, subject)) <= len(JobNewsKind)
