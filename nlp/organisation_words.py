"""Words that mark organisations and their departments in ten languages, folded."""

from __future__ import annotations

from narrowcast.nlp.words import words

UNIVERSITIES = words("""
    university universidad universite universita universitat universiteit uniwersytet
    universitet universitetet universidade college hochschule fachhochschule eth polytechnic
    politechnika politecnico politecnica hogeskolan hogeschool gymnasium lycee liceo
    """)
INSTITUTES = words("""
    school schule ecole escuela scuola escola akademia institute institut instituto istituto
    instytut instituut academy akademie academie
    """)
"""Organisations of their own, or parts of a university."""

ORGANISATIONS = words("""
    verkstad verkstader mekaniska maskiner vaerksted vaerft varv byggnads fastigheter fastighets
    provveditorato
    policlinica
    policlinico
    asl
    iut
    rijksdienst
    hospital hospitals klinik klinikum clinic clinique clinica kliniken krankenhaus hopital
    ospedale szpital sygehus sjukhus ziekenhuis chu bank banque banco banca commission council
    ministry ministerium ministere ministerio ministero agency agentur agence agencia agenzia
    association verband verein foundation stiftung fondation fundacion fondazione stichting
    fundacja stiftelsen museum musee museo stadtmuseum gallery galerie library bibliothek
    bibliotheque laboratory laboratories labs laboratoire labor group gruppe groupe grupo gruppo
    grupa gruppen holding holdings partners associates consultants consulting consultancy
    advisors advisers solutions technologies technology systems software services energy energie
    energia power electric gas oil petroleum pipeline resources industries enterprises ventures
    capital investments insurance versicherung assurance assurances airlines media press
    publishing verlag pharma pharmaceuticals pharmacy logistics logistik logistique transport
    motors chemicals foods studio studios werke stadtwerke kanzlei cabinet notariat company
    corporation society center centre zentrum centro centrum authority observatory church
    federation union league hotel chambers communications networks telecom pictures
    entertainment records properties realty securities trading marketing engineering bros
    brothers sons international research staffing utilities journal times news radio tv
    television magazine gestoria asociados associados zaklad spolka przedsiebiorstwo firma
    kommune kommun gemeente gemeinde stadt mairie ayuntamiento comune urzad landratsamt rathaus
    theater theatre orchestra bureau buro electronics instruments computer computers digital
    interactive ltd llc court county state city district trust charity borough parish
    constabulary surgery cathedral brewery bakery printers builders roofing joinery farms
    nurseries estates lettings developments contractors surveyors solicitors accountants
    architects auctioneers bancorp freight shipping aviation airways railways transit steel
    metals mining aggregates timber plastics textiles apparel footwear biotech biosciences
    therapeutics diagnostics semiconductors photonics robotics publishers bookshop winery
    vineyards cooperative co-operative alliance coalition congress parliament senate tribunal
    embassy consulate institution laboratorium arztpraxis praxis apotheke sparkasse volksbank
    genossenschaft gesellschaft landkreis bezirksamt finanzamt amtsgericht landgericht
    ministerien kammer handwerkskammer brauerei druckerei schreinerei tischlerei backerei
    metzgerei gartnerei spedition autohaus weingut buchhandlung sternwarte feuerwehr kita
    kindergarten pfarramt kirchengemeinde landtag bundestag senat verbandsgemeinde samtgemeinde
    staatskanzlei bistum diakonie caritas ville commune prefecture rectorat chambre syndicat
    mutuelle imprimerie menuiserie boulangerie patisserie garage atelier ateliers maison domaine
    chateau etablissements ets entreprise societe laboratoires pharmacie editions librairie
    opera crous inserm cnrs diputacion gobierno junta consejeria colegio bodegas bodega imprenta
    talleres taller ferreteria panaderia farmacia libreria editorial despacho bufete asesoria
    constructora cooperativa camara sindicato asociacion empresa compania cia minera caja
    seguros transportes notaria viveros conservas hermanos provincia regione azienda ospedali
    studi tipografia officina officine cantiere cantieri falegnameria panificio editrice
    consorzio associazione impresa ditta fratelli f.lli societa cantina cantine tenuta
    caseificio parrocchia provincie ministerie vereniging drukkerij bakkerij slagerij
    bouwbedrijf installatiebedrijf aannemersbedrijf advocaten notarissen makelaardij uitgeverij
    rechtbank waterschap huisartsenpraktijk scheepswerf municipio prefeitura governo escola
    instituto associacao companhia oficina padaria livraria editora escritorio sociedade quinta
    adega vidreira cartorio santa-casa region lansstyrelsen landstinget sjukhuset foreningen
    forbundet bolaget byra byran advokatbyra advokatbyran museet universitet hogskola verket
    myndigheten bageri bageriet snickeri rederi rederiet forlag forlaget forsamling sygehuset
    hospitalet ministeriet styrelsen fonden selskabet firmaet tegnestue tegnestuen
    advokatfirmaet advokatfirma skolen museer kirke gmina starostwo powiat wojewodztwo
    ministerstwo przychodnia szkola liceum stowarzyszenie spoldzielnia kancelaria zaklady
    fabryka huta kopalnia drukarnia piekarnia cukiernia apteka ksiegarnia wydawnictwo muzeum
    teatr filharmonia biblioteka hurtownia gospodarstwo parafia nadlesnictwo sad prokuratura
    kuria
    """)
ORGANISATION_ENDS = (
    "ministerium", "ministerie", "ministeriet", "verband", "verein", "werke", "klinik",
    "klinikum", "krankenhaus", "stiftung", "stiftelsen", "museum", "museet", "sparkasse",
    "versicherung", "gesellschaft", "genossenschaft", "kanzlei", "praxis", "apotheke", "verlag",
    "brauerei", "druckerei", "schreinerei", "tischlerei", "backerei", "metzgerei", "gartnerei",
    "spedition", "autohaus", "zentrum", "agentur", "hochschule", "akademie", "kommun",
    "kommune", "sjukhus", "sygehus", "ziekenhuis", "bolaget", "verket", "styrelsen",
    "myndigheten", "foreningen", "forbundet", "skolan", "skolen", "vereniging", "bedrijf",
    "hogeschool", "gemeente", "uitgeverij", "bakkerij", "drukkerij", "praktijk", "behorde",
    "kammer", "landratsamt", "bezirksamt", "forlaget", "firmaet", "selskabet", "tegnestue",
    "bageri", "gymnasium", "bibliothek", "theater", "bank", "banken", "schule", "weingut",
    "werft", "betrieb",
)  # fmt: skip
"""Ends of compounds (`Staatsministerium`, `Domsparkasse`); at least three letters stand before."""

DEPARTMENTS = words("""
    filial filiale niederlassung sucursal vestiging delegacion catedra atencion pracownia
    department dept division office team unit section faculty fakultat abteilung bereich service
    direction departement departamento dipartimento dip.to ufficio afdeling avdelning
    avdelningen dzial wydzial katedra lehrstuhl sektion afdelingen servicio area reparto uffici
    referat stabsstelle programme program affairs operations development relations marketing
    sales management finance accounting procurement logistics statistics biostatistics biology
    physics mathematics human engineering economics psychology sociology linguistics
    epidemiology medicine compliance project projects desk settlements scheduling origination
    structuring trading planning compliances committee hauptabteilung sachgebiet fachbereich
    fachgebiet dezernat sekretariat zentrale vertrieb einkauf personal personalabteilung
    rechtsabteilung marketingabteilung buchhaltung innendienst aussendienst kundendienst
    instandhaltung pole equipe secretariat accueil scolarite seccion negociado subdireccion
    unidad gabinete gerencia secretaria subgerencia facultad depto dpto settore direzione
    divisione presidenza segreteria facolta dienst sectie cluster vakgroep faculteit
    onderzoeksgroep setor secao unidade divisao nucleo diretoria faculdade enhet enheten
    forvaltning forvaltningen institution institutionen kansli kansliet fakulteten sektionen
    centeret kontoret fakultet departament sekcja oddzial zespol biuro pracownia instytut
    wydzialu kancelaria-glowna
    """)
DEPARTMENT_ENDS = (
    "abteilung", "referat", "bereich", "forvaltningen", "forvaltning", "avdelningen",
    "avdelning", "afdeling", "afdelingen", "enheten", "dezernat", "sekretariat",
    "sekretariatet", "institutionen", "kansliet", "dienst",
)  # fmt: skip
OPENING_DEPARTMENTS = words("""
    servicio direccion departamento depto dpto unidad catedra atencion seccion negociado gerencia
    ufficio settore dipartimento divisione direzione cattedra direction pole departement unite
    equipe secretariat abteilung referat bereich hauptabteilung sachgebiet fachbereich fachgebiet
    dezernat lehrstuhl dzial wydzial katedra zaklad oddzial zespol sekcja afdeling dienst sectie
    avdelning avdelningen enheten sektionen afdelingen sektion setor divisao secao unidade nucleo
    servico laboratoire filial filiale niederlassung sucursal vestiging delegacion
    """)
"""First words of departments and branches that no title begins with."""
FUNCTIONS = words("""
    tactical strategies
    power generation services service storage hub corporate systems system trading options desk
    wholesale retail risk management compliance volume settlements settlement regulatory affairs
    network networks operations operational information technology it human resources finance
    financial accounting legal law marketing sales east west north south central
    gas electric electricity energy natural origination structured structuring
    products product analytics analysis support customer customers client clients project
    projects planning development engineering construction maintenance research
    business unit transportation markets market commodity commodities fundamentals
    credit treasury tax audit internal external strategy strategic investor relations public
    government governmental communications communication community logistics procurement
    purchasing supply chain quality safety health environment environmental facilities
    administration administrative office data application applications infrastructure security
    web digital platform solutions enterprise domestic regional national asset assets portfolio
    investments investment capital media design manufacturing production quantitative
    derivatives crude liquids weather coal plastics freight bandwidth broadband wireless
    telecommunications telecom scheduling nominations invoicing billing payroll benefits
    recruiting training learning contracts contract claims licensing patents studies admissions
    alumni advancement fundraising programs programme program department division team group
    floor building group's vertrieb innendienst aussendienst einkauf verkauf personal
    personalwesen buchhaltung rechnungswesen kundendienst kundenservice technik technischer
    entwicklung forschung qualitat qualitatssicherung instandhaltung presse
    offentlichkeitsarbeit recht finanzen verwaltung leitung zentrale produktion lager versand
    logistik projekte planung achats ventes comptabilite qualite recherche juridique ressources
    humaines administratif financier exploitation technique clientele accueil secretariat
    compras ventas comercial contabilidad calidad produccion investigacion juridico recursos
    humanos administracion logistica operaciones mantenimiento atencion clientes urbanismo
    acquisti vendite contabilita qualita produzione ricerca legale risorse umane amministrazione
    commerciale tecnico manutenzione inkoop verkoop administratie boekhouding kwaliteit
    productie onderzoek juridische zaken klantenservice beheer vendas contabilidade qualidade
    producao pesquisa administracao manutencao atendimento obras inkop forsaljning ekonomi
    kvalitet forskning juridik kundtjanst underhall drift indkob salg okonomi jura kundeservice
    vedligehold zakupy sprzedaz sprzedazy ksiegowosc jakosci produkcji badan prawny kadr obsluga
    klienta logistyki utrzymania ruchu
    """)
"""What departments do: a name of nothing but these words is a department's."""
