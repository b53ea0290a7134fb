import ConsoleDomain

/// What the pages of interviews say.
enum InterviewWords {
  static let all: [String: Said] = [
    "title": Said("Entretiens", "Interviews"),
    "one": Said("Entretien", "Interview"),
    "lead": Said(
      "Qui attend d’être appelé ; ceux qui attendent depuis le plus longtemps d’abord.",
      "Who waits to be called, the longest first."),
    "caption": Said("Entretiens, avec le temps d’attente de chacun", "Interviews, with how long each has waited"),
    "waiting": Said("Attend depuis", "Waiting for"),
    "requested": Said("Demandé le", "Requested on"),
    "requested-by": Said("Demandé", "Requested"),
    "candidate": Said("Candidat", "Candidate"),
    "no-candidate": Said("Coordonnées pas encore reçues", "Contact not received yet"),
    "contact": Said("Coordonnées", "Contact"),
    "phone": Said("Téléphone", "Telephone"),
    "email": Said("Adresse électronique", "E-mail"),
    "linkedin": Said("LinkedIn", "LinkedIn"),
    "offer": Said("Annonce", "Offer"),
    "company": Said("Entreprise", "Company"),
    "state": Said("État", "State"),
    "order": Said("Ordre", "Order"),
    "order-oldest": Said("Les plus anciens d’abord", "Longest waiting first"),
    "order-newest": Said("Les plus récents d’abord", "Newest first"),
    "any": Said("Tous", "Any"),
    "filter": Said("Filtrer", "Filter"),
    "offer-id": Said("Identifiant d’annonce", "Offer id"),
    "not-an-id": Said("Ce n’est pas un identifiant : le filtre est ignoré.", "This is no id: the filter is ignored."),
    "none-to-call": Said("Personne n’attend d’être appelé.", "Nobody waits to be called."),
    "state-to-call": Said("À appeler", "To call"),
    "state-qualified": Said("Retenu, pas encore transmis", "Qualified, not passed on yet"),
    "state-rejected": Said("Écarté", "Rejected"),
    "state-transmitted": Said("Transmis à l’entreprise", "Passed on to the company"),
    "state-cancelled": Said("Annulé", "Cancelled"),
    "cancelled-note": Said(
      "Cet entretien n’est plus à tenir : la recommandation a été retirée, ou l’annonce est pourvue ou annulée.",
      "This interview is not to be held any more: the recommendation was withdrawn, or the offer is filled or cancelled."
    ),
    "conflict": Said("Même employeur que le membre", "Same employer as the member"),
    "conflict-note": Said(
      "La personne et le membre auraient le même employeur : la prime d’une embauche ira à l’association désignée. Demandez son employeur actuel à la personne ; ce qu’elle dit décide.",
      "Candidate and member may have the same employer: the bonus of a hire goes to the designated charity. Ask the candidate for the current employer; what they say decides."
    ),
    "message": Said("Ce qu’en dit le membre", "What the member says"),
    "message-note": Said(
      "Pour vous seul : ni l’entreprise ni la personne ne le lisent.",
      "For you alone: neither the company nor the candidate reads it."),
    "no-message": Said("Le membre n’a rien écrit.", "The member wrote nothing."),
    "say-title": Said("À dire à la personne", "What to say to the candidate"),
    "say-lead": Said(
      "Elle doit le savoir avant que sa candidature soit transmise (RGPD, article 14). Sa lettre le dit aussi.",
      "They have to know before the application is passed on (GDPR, article 14). Their letter says so, too."),
    "say-source": Said(
      "Un membre de notre communauté l’a recommandée et nous a confié son nom et ses coordonnées. Ne dites jamais qui.",
      "A member of our community recommended them and gave us name and contact details. Never say who."),
    "say-purpose": Said(
      "Nous étudions sa candidature à ce poste et, si elle le veut bien et qu’elle convient, nous la présentons à l’entreprise.",
      "We consider them for this job and, if they agree and it suits, present them to the company."),
    "say-basis": Said(
      "Base légale : notre intérêt légitime à lui proposer un poste (article 6, paragraphe 1, point f). Destinataires : notre équipe, puis l’entreprise.",
      "Legal basis: our legitimate interest in proposing a job (Article 6(1)(f)). Recipients: our team, then the company."
    ),
    "say-rights": Said(
      "Elle peut à tout moment consulter, faire rectifier ou effacer ses données, s’opposer à leur usage, ou saisir l’autorité de contrôle ; la lettre dit à qui écrire et combien de temps elles sont conservées.",
      "They may at any time see their data, have them corrected or erased, object to their use, or complain to the supervisory authority; the letter says whom to write to and how long data are kept."
    ),
    "say-transmission": Said(
      "Dites-lui, avant de raccrocher, si vous transmettez sa candidature.",
      "Before hanging up, say whether the application will be passed on."),
    "record": Said("Enregistrer l’entretien", "Record the interview"),
    "group-call": Said("L’appel", "The call"),
    "group-outcome": Said("L’issue", "The outcome"),
    "group-qualified": Said("Si la personne est retenue", "If the candidate is qualified"),
    "group-rejected": Said("Si elle est écartée", "If not"),
    "result": Said("Ce qui a été décidé", "What was decided"),
    "interviewed-at": Said("Tenu le", "Held on"),
    "decided-at": Said("Enregistré le", "Recorded on"),
    "recorded-by": Said("Par", "By"),
    "informed": Said("Personne informée (RGPD)", "Candidate informed (GDPR)"),
    "yes": Said("oui", "yes"),
    "no": Said("non", "no"),
    "reason-code": Said("Motif dit au membre", "Reason the member is told"),
    "reason": Said("Motif, pour l’équipe seule", "Reason, for staff alone"),
    "summary": Said("Ce que lit l’entreprise", "What the company reads"),
    "trail": Said("Qui a décidé quoi", "Who decided what"),
    "candidacy": Said("Candidature", "Candidacy"),
    "candidacies": Said("Candidatures reçues", "Candidacies received"),
    "candidacies-of": Said("Toutes les candidatures de cette entreprise", "All candidacies of this company"),
    "candidacies-caption": Said(
      "Personnes transmises à l’entreprise ; rien du membre", "Candidates the company got; nothing of the member"),
    "transmitted-at": Said("Transmise le", "Passed on"),
    "candidacy-transmitted": Said("Chez l’entreprise", "With the company"),
    "candidacy-withdrawn": Said("Retirée", "Withdrawn"),
    "candidacy-not-retained": Said("Non retenue", "Not retained"),
    "candidacy-hired": Said("Embauchée", "Hired"),
    "recommendation": Said("La recommandation", "The recommendation"),
    "member": Said("Membre", "Member"),
    "story": Said("Son histoire", "Its story"),
    "correct-title": Said("Corriger l’issue", "Correct the outcome"),
    "close-title": Said("L’entreprise ne retient pas la personne", "The company does not retain the candidate"),
    "code-not-interested": Said("Le poste ne l’intéresse pas", "Not interested in the job"),
    "code-not-available": Said("Pas disponible", "Not available"),
    "code-unreachable": Said("Injoignable", "Could not be reached"),
    "code-profile-does-not-match": Said("Le profil ne correspond pas", "The profile does not match"),
    "code-duplicate-application": Said(
      "L’entreprise connaît déjà sa candidature", "The company has the application already"),
    "code-other": Said("Autre", "Something else"),
    "oldest-note": Said("2 jours ou plus", "2 days or more"),
  ]
}
