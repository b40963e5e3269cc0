"""Words that mark organisations and their departments in ten languages, folded."""

from __future__ import annotations

from narrowcast.nlp.words import words

UNIVERSITIES = words("""
    university universidad universite universita universitat universiteit uniwersytet universitet
    universitetet universidade college hochschule fachhochschule eth polytechnic politechnika
    politecnico politecnica school schule ecole escuela scuola escola hogeskolan hogeschool
    akademia institute institut instituto istituto instytut instituut academy akademie academie
    gymnasium lycee liceo
    """)
ORGANISATIONS = words("""
    hospital hospitals klinik klinikum clinic clinique clinica kliniken krankenhaus hopital
    ospedale szpital sygehus sjukhus ziekenhuis chu bank banque banco banca commission council
    ministry ministerium ministere ministerio ministero agency agentur agence agencia agenzia
    association verband verein foundation stiftung fondation fundacion fondazione stichting
    fundacja stiftelsen museum musee museo stadtmuseum gallery galerie library bibliothek
    bibliotheque laboratory laboratories labs laboratoire labor group gruppe groupe grupo gruppo
    grupa gruppen holding holdings partners associates consultants consulting consultancy advisors
    advisers solutions technologies technology systems software services energy energie energia
    power electric gas oil petroleum pipeline resources industries enterprises ventures capital
    investments insurance versicherung assurance assurances airlines media press publishing verlag
    pharma pharmaceuticals pharmacy logistics logistik logistique transport motors chemicals foods
    studio studios werke stadtwerke kanzlei cabinet notariat company corporation society center
    centre zentrum centro centrum authority observatory church federation union league hotel
    chambers
    communications networks telecom pictures entertainment records properties realty securities
    trading marketing engineering bros brothers sons international research staffing utilities
    journal times news radio tv television magazine gestoria asociados associados zaklad spolka
    przedsiebiorstwo firma kommune kommun gemeente gemeinde stadt mairie ayuntamiento comune urzad
    landratsamt rathaus theater theatre orchestra bureau buro electronics instruments computer
    computers digital interactive ltd llc court county state city district department-of
    """)
DEPARTMENTS = words("""
    department dept division office team unit section faculty fakultat abteilung bereich service
    direction departement departamento dipartimento dip.to ufficio afdeling avdelning avdelningen
    dzial wydzial katedra lehrstuhl sektion afdelingen servicio area reparto uffici referat
    stabsstelle programme program affairs operations development relations marketing sales
    management finance accounting procurement logistics statistics biostatistics biology physics
    mathematics human engineering economics psychology sociology linguistics epidemiology medicine
    """)
