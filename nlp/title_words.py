"""What the words of job titles say of rank and function, folded; the lists behind `titles`."""

from __future__ import annotations

from narrowcast.nlp.words import words

C_LEVEL = words("""
    ceo cfo cto coo cio cmo cso ciso chief president presidente presidenta chairman chairwoman
    chairperson founder cofounder co-founder owner proprietor inhaber inhaberin geschaftsfuhrer
    geschaftsfuhrerin vorstand gerant gerante zaakvoerder eigenaar titolare prezes vd fondateur
    fondatrice fundador fundadora fondatore grunder grunderin wlasciciel rector rektor chancellor
    """)
VICE = words("vp svp evp avp vicepresident vice-president vicepresidente wiceprezes vice")
DIRECTORS = words("""
    director directora direktor direktorin directeur directrice direttore direttrice diretor
    diretora dyrektor head hoofd dean dekan partner partnerin associe associee socio socia principal
    bereichsleiter bereichsleiterin
    """)
MANAGERS = words("""
    manager managerin lead leader supervisor superintendent leiter leiterin chef cheffe responsable
    responsabile gerente jefe jefa chefe kierownik kierowniczka leder ledare leider
    abteilungsleiter abteilungsleiterin teamleiter projektleiter menedzer capo naczelnik
    coordenador coordenadora
    """)
ASSISTANTS = words("""
    assistant asst assistent assistentin assistante asistente assistente asystent asystentka
    secretary sekretarin secretaire secretaria segretaria sekreterare sekretarka secretaresse
    receptionist clerk
    """)
STUDENTS = words("""
    student studentin studerende doktorand doktorandin doctorant doctorante dottorando dottoranda
    doktorant phd-student ph.d.-studerende candidate intern trainee praktikant praktikantin
    stagiaire stagiair becario becaria estagiario estagiaria werkstudent promovendus
    """)
ACADEMICS = words("""
    professor professorin prof professeur professeure profesor profesora professora professore
    professoressa lecturer dozent dozentin lektor hoogleraar postdoc fellow researcher
    chercheur ricercatore ricercatrice forscher onderzoeker adiunkt
    """)
FUNCTIONS = {
    "sales": words("sales vertrieb commercial commerciale ventes ventas vendite verkoop vendas"
                   " forsaljning salg sprzedazy sprzedaz account accountmanager business"),
    "marketing": words("marketing brand communications kommunikation communication pr press media"),
    "finance": words("finance financial finanzen treasurer controller accounting accountant cfo"
                     " buchhaltung comptable contable finanziario risk credit tax auditor"),
    "legal": words("legal counsel attorney lawyer solicitor paralegal rechtsanwalt rechtsanwaltin"
                   " avocat avocate abogado abogada avvocato advocaat advogado advokat adwokat"),
    "people": words("hr human people talent recruiter recruiting recruitment personal recrutement"
                    " staffing personnel"),
    "technology": words("engineer engineering developer software it technology technical cto"
                        " entwickler entwicklerin data systems programmer ingenieur technik"),
    "operations": words("operations logistics logistik coo production produktion supply procurement"
                        " einkauf purchasing logistique acquisti operaciones buyer"),
    "research": words("research scientist professor lecturer statistician economist forschung"),
    "health": words("physician nurse arzt arztin medecin medico lekarz lakare laege clinical"),
}  # fmt: skip
"""Function → words of a title that show it; the first that hits counts."""
