"""Headings and values of prospect lists, as people write them in ten languages; folded."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from narrowcast.agent.core.model import AskKind, Purpose


class Column(StrEnum):
    """What a column of a prospect list holds."""

    NAME = "name"
    FIRST = "first name"
    LAST = "last name"
    EMAIL = "e-mail"
    ORGANIZATION = "company"
    WEBSITE = "website"
    TITLE = "title"
    URL = "profile"
    WHY = "why"
    KIND = "kind"
    PURPOSE = "purpose"
    PRIORITY = "priority"


_HEADINGS: Mapping[Column, str] = {
    Column.NAME: (
        "name, full name, fullname, display name, contact, contact name, person, prospect,"
        " prospect name, lead, lead name, who, ansprechpartner, ansprechpartnerin, kontakt,"
        " kontaktperson, vollstandiger name, nom, nom complet, contacto, nombre completo,"
        " nombre, nome, nome completo, contatto, contato, naam, volledige naam,"
        " contactpersoon, namn, fullstandigt namn, navn, fulde navn, imie i nazwisko, osoba"
    ),
    Column.FIRST: (
        "first, first name, firstname, given name, forename, vorname, prenom, nombre de pila,"
        " nome proprio, voornaam, fornamn, fornavn, imie"
    ),
    Column.LAST: (
        "last, last name, lastname, family name, surname, nachname, familienname, zuname, nom"
        " de famille, apellido, apellidos, cognome, sobrenome, apelido, achternaam, efternamn,"
        " efternavn, nazwisko"
    ),
    Column.EMAIL: (
        "email, e mail, email address, e mail address, mail, mail address, work email, email"
        " 1, primary email, email adresse, e mail adresse, mailadresse, adresse email, adresse"
        " e mail, adresse mail, courriel, correo, correo electronico, direccion de correo,"
        " indirizzo email, posta elettronica, endereco de email, e mailadres, emailadres, e"
        " post, epost, adres e mail, adres email"
    ),
    Column.ORGANIZATION: (
        "company, company name, organisation, organization, organisation name, organization"
        " name, employer, account, account name, firm, business, current company, firma,"
        " unternehmen, arbeitgeber, gesellschaft, societe, entreprise, employeur, organisme,"
        " empresa, compania, organizacion, azienda, societa, ditta, impresa, datore di lavoro,"
        " organizacao, companhia, bedrijf, bedrijfsnaam, organisatie, werkgever, foretag,"
        " arbetsgivare, virksomhed, arbejdsgiver, organizacja, spolka, pracodawca"
    ),
    Column.WEBSITE: (
        "website, web site, web, homepage, domain, company domain, company website, webseite,"
        " internetseite, site, site web, site internet, sitio web, pagina web, sito, sito web,"
        " webbplats, hjemmeside, strona, strona www, www"
    ),
    Column.TITLE: (
        "title, job title, jobtitle, position, role, job, function, current position,"
        " headline, titel, rolle, funktion, stelle, berufsbezeichnung, poste, fonction, titre,"
        " cargo, puesto, funcion, ruolo, posizione, qualifica, mansione, funcao, functie,"
        " functietitel, rol, befattning, stilling, stanowisko, rola"
    ),
    Column.URL: (
        "url, linkedin, linkedin url, linkedin profile, linkedin profile url, profile,"
        " profile url, person linkedin url, link, profil, profil linkedin, linkedin profil,"
        " perfil, perfil de linkedin, profilo, profilo linkedin, perfil do linkedin, profiel"
    ),
    Column.WHY: (
        "why, reason, note, notes, comment, comments, goal, context, about, description,"
        " grund, warum, wieso, notiz, notizen, anmerkung, bemerkung, kommentar, ziel,"
        " pourquoi, raison, commentaire, remarque, motif, por que, motivo, nota, notas,"
        " comentario, razon, perche, note, commento, porque, observacao, waarom, reden,"
        " notitie, opmerking, varfor, anteckning, hvorfor, bemaerkning, dlaczego, powod,"
        " uwagi, notatka"
    ),
    Column.KIND: (
        "kind, type, ask, ask kind, request, request type, art, anfrage, genre, tipo, soort,"
        " typ, slags, rodzaj"
    ),
    Column.PURPOSE: (
        "purpose, category, intent, use, zweck, kategorie, but, objectif, categorie,"
        " objetivo, proposito, categoria, scopo, doel, syfte, formal, cel"
    ),
    Column.PRIORITY: (
        "priority, prio, importance, rank, rating, prioritat, wichtigkeit, priorite,"
        " importance, prioridad, prioridade, priorita, prioriteit, prioritet, priorytet"
    ),
}

HEADINGS: Mapping[str, Column] = {
    word.strip(): column for column, words in _HEADINGS.items() for word in words.split(",")
}

_KINDS: Mapping[AskKind, str] = {
    AskKind.INTRODUCTION: (
        "introduction intro introduce vorstellung kontakt einfuhrung presentation"
        " introduccion presentacion introduzione presentazione apresentacao introductie"
        " kennismaking introduktion presentation przedstawienie"
    ),
    AskKind.REFERENCE: (
        "reference referenz referenzen referencia referenza referenze referentie referens"
        " referencja referencje"
    ),
    AskKind.RECOMMENDATION: (
        "recommendation recommend empfehlung recommandation recomendacion raccomandazione"
        " recomendacao aanbeveling rekommendation anbefaling rekomendacja polecenie"
    ),
}
KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}

_PURPOSES: Mapping[Purpose, str] = {
    Purpose.SALES: (
        "sales sale sell customer client lead vertrieb verkauf kunde ventes vente client"
        " ventas venta cliente vendite vendita vendas verkoop klant forsaljning kund salg"
        " kunde sprzedaz klient"
    ),
    Purpose.HIRING: (
        "hiring hire recruiting recruitment candidate einstellung personal bewerber"
        " recrutement embauche contratacion assunzione contratacao werving rekrytering"
        " rekruttering rekrutacja"
    ),
    Purpose.JOB: (
        "job career employment jobsuche stelle karriere emploi empleo lavoro emprego baan"
        " jobb praca"
    ),
    Purpose.FUNDING: (
        "funding fundraising investor investment raise finanzierung kapital investoren"
        " financement investisseur financiacion inversor finanziamento investitore"
        " financiamento financiering finansiering finansowanie inwestor"
    ),
    Purpose.ADVICE: (
        "advice advise mentor mentoring expert feedback rat beratung conseil avis consejo"
        " consiglio conselho advies rad radgivning rada porada"
    ),
    Purpose.PROVIDER: (
        "provider supplier vendor service dienstleister lieferant anbieter fournisseur"
        " prestataire proveedor fornitore fornecedor leverancier leverantor leverandor"
        " dostawca"
    ),
    Purpose.PARTNERSHIP: (
        "partnership partner alliance kooperation partnerschaft partenariat partenaire"
        " asociacion alianza socio collaborazione parceria samenwerking samarbete samarbejde"
        " wspolpraca"
    ),
    Purpose.OTHER: ("other misc sonstiges andere autre otro altro outro anders annat andet inne"),
}
PURPOSES = {word: purpose for purpose, words in _PURPOSES.items() for word in words.split()}

_PRIORITIES: Mapping[int, str] = {
    1: (
        "1 high a top urgent must hot hoch wichtig p1 haute eleve elevee alta alto hoog hog"
        " hoj wysoki wysoka !!! !!"
    ),
    2: (
        "2 normal medium b mid middle mittel p2 moyenne moyen media medio gemiddeld middel"
        " medel sredni srednia warm !"
    ),
    3: (
        "3 low c nice niedrig gering p3 basse faible baja bajo bassa basso baixa baixo laag"
        " lag lav niski niska cold"
    ),
}
PRIORITIES = {word: rank for rank, words in _PRIORITIES.items() for word in words.split()}

EMPTY = frozenset(
    {"", "-", "--", "–", "—", "?", "n/a", "na", "none", "null", "unknown", "k.a.", "tbd"}
)
"""Cells that say that nothing is known."""
