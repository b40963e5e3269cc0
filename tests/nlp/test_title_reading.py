from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.nlp.title_reading import Function, Seniority, Standing, read_title, without_former

READ = Path(__file__).parents[1] / "data" / "titles" / "read.tsv"
ROWS = [
    line.split("\t")
    for line in READ.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("text", "seniority", "function", "standing"), ROWS, ids=[row[0] for row in ROWS]
)
def test_a_title_tells_rank_function_and_standing(
    text: str, seniority: str, function: str, standing: str
) -> None:
    title = read_title(text)

    assert title.seniority is Seniority(seniority)
    assert title.function is (Function(function) if function else None)
    assert title.standing is Standing(standing)


@pytest.mark.parametrize(
    ("text", "own", "assisted"),
    [
        ("Executive Assistant to Maria Stone", "Executive Assistant", "Maria Stone"),
        ("Assistant to the CEO", "Assistant", "CEO"),
        ("Assistentin der Geschäftsführung", "Assistentin", "Geschäftsführung"),
        ("Assistante du directeur", "Assistante", "directeur"),
        ("Assistante de direction", "Assistante de direction", ""),
        ("Assistant Director", "Assistant Director", ""),
        ("Secretary of State", "Secretary of State", ""),
        ("Assistente de Vendas", "Assistente de Vendas", ""),
        ("Asistente de Marketing", "Asistente de Marketing", ""),
        ("Assistente de Recursos Humanos", "Assistente de Recursos Humanos", ""),
        ("Assistante de gestion", "Assistante de gestion", ""),
        ("Assistente de Loja", "Assistente de Loja", ""),
        ("Assistant for Marketing", "Assistant for Marketing", ""),
        ("Assistente da Diretora Geral", "Assistente", "Diretora Geral"),
        ("Assistente de Ana Sousa", "Assistente", "Ana Sousa"),
        ("Assistent van de directie", "Assistent", "directie"),
        ("Assistent til direktøren", "Assistent", "direktøren"),
        ("EA for the CFO", "EA", "CFO"),
        ("Secretary to the Parish Council", "Secretary", "Parish Council"),
    ],
)
def test_an_assistant_is_linked_to_who_is_assisted(text: str, own: str, assisted: str) -> None:
    title = read_title(text)

    assert (title.text, title.assistant_to) == (own, assisted)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Head of Sales, PhD, MBA", "Head of Sales"),
        ("Dr. Leiter Vertrieb", "Leiter Vertrieb"),
        ("Dipl.-Ing. (FH) Bauleiter", "Bauleiter"),
        ("PhD Student", "PhD Student"),
        ("Prof. Dr.", "Prof. Dr."),
        ("Founder, former CEO of Acme", "Founder"),
        ("", ""),
    ],
)
def test_degrees_and_former_posts_are_no_part_of_a_title(text: str, own: str) -> None:
    assert read_title(text).text == own


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ex-Acme", ("Acme", True)),
        ("formerly with Acme", ("Acme", True)),
        ("ehem. Brixholt GmbH", ("Brixholt GmbH", True)),
        ("tidligere Acme", ("Acme", True)),
        ("Exxaro", ("Exxaro", False)),
        ("Ex Libris", ("Ex Libris", False)),
        ("Former", ("Former", False)),
        ("", ("", False)),
    ],
)
def test_a_former_firm_is_told_by_the_word_before_it(name: str, found: tuple[str, bool]) -> None:
    assert without_former(name) == found
