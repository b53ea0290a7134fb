import ConsoleDomain

/// The texts of the pages of offers.
enum OfferTexts {
  static let all: [String: Said] = list.merging(one) { first, _ in first }.merging(targeting) { first, _ in first }

  private static let list = [
    "title": Said("Annonces", "Offers"),
    "caption": Said("Publiées dernièrement d’abord", "Published last first"),
    "state": Said("État", "State"),
    "any": Said("Toutes", "All"),
    "company": Said("Entreprise", "Company"),
    "sector": Said("Secteur", "Sector"),
    "zone": Said("Zone", "Zone"),
    "filter": Said("Filtrer", "Filter"),
    "no-filter": Said("Tout montrer", "Show all"),
    "of-company": Said("Seulement celles de", "Only those of"),
    "offer": Said("Annonce", "Offer"),
    "published": Said("Publiée", "Published"),
    "closes": Said("Clôture", "Closes"),
    "none": Said("Aucune annonce ne correspond.", "No offer matches."),
    "bad-sector": Said(
      "Ce n’est pas un code NACE, comme J ou J62.01.", "This is no NACE code, such as J or J62.01."),
    "bad-zone": Said(
      "Ce n’est pas un code de zone, comme FR ou FR-59.", "This is no code of a zone, such as FR or FR-59."),
    "new": Said("Publier une annonce", "Publish an offer"),
    "whose": Said("Pour quelle entreprise ?", "For which company?"),
    "company-name": Said("Début du nom de l’entreprise", "How the company’s name begins"),
    "search": Said("Chercher", "Search"),
    "choose-company": Said(
      "Enregistrées dernièrement d’abord ; choisir mène au formulaire",
      "Registered last first; choosing leads to the form"),
    "other-company": Said("une autre entreprise", "another company"),
    "no-company": Said("Aucune entreprise ne porte ce nom.", "No company has such a name."),
    "register": Said("Enregistrer une entreprise", "Register a company"),
    "credits": Said("crédits d’annonce", "listing credits"),
    "for": Said("Pour", "For"),
  ]

  private static let one = [
    "waves": Said("Les vagues dans le temps", "Waves over time"),
    "told": Said("membres informés", "members told"),
    "to-come": Said("membres à informer", "members to be told"),
    "waves-done": Said("vagues passées", "waves so far"),
    "next-wave": Said("Prochaine vague :", "Next wave:"),
    "wave": Said("Vague", "Wave"),
    "level": Said("Niveau", "Level"),
    "members": Said("Membres", "Members"),
    "when": Said("Quand", "When"),
    "was": Said("passée", "done"),
    "planned": Said("prévue", "planned"),
    "too-late": Said("après la clôture : n’aura pas lieu", "behind the closing: will not happen"),
    "which": Said("Qui", "Who"),
    "reason": Said("Explication", "Explanation"),
    "who": Said("Voir les membres", "See the members"),
    "see": Said("Voir", "See"),
    "earlier-waves": Said("vagues plus anciennes", "earlier waves"),
    "all-members": Said("Tous les membres, vague par vague", "All members, wave by wave"),
    "wave-caption": Said("Les mêmes vagues, en chiffres", "The same waves, in figures"),
    "in-order": Said("Dans l’ordre du temps", "In the order of time"),
    "legend": Said(
      "Plein : informés. Pointillé : prévu, en l’état. La hauteur croît avec le nombre de membres ; le temps n’est pas à l’échelle.",
      "Solid: told. Dashed: planned, as things stand. Height grows with the number of members; time is not to scale."),
    "earlier": Said(
      "vagues plus anciennes ne sont pas dessinées ; le tableau les dit.",
      "earlier waves are not drawn; the table has them."),
    "further": Said("membres viennent après les vagues montrées.", "members come behind the waves shown."),
    "no-waves-draft": Said(
      "Un brouillon n’est montré à personne. Publié, il l’est d’abord aux experts.",
      "A draft is shown to nobody. Once published, experts are told first."),
    "no-waves-open": Said(
      "Personne n’a été informé : aucun membre actif ne couvre ce secteur et cette zone. Qui le fera plus tard sera informé.",
      "Nobody was told: no active member covers this sector and zone. Who does later will be told."),
    "no-waves-closed": Said("Personne n’a été informé.", "Nobody was told."),
    "at-rest": Said(
      "Tous ceux que l’annonce cible sont informés. Qui devient éligible le sera par une vague de plus.",
      "Everybody whom the offer targets was told. Who becomes eligible will be, by one more wave."),
    "facts": Said("L’annonce", "The offer"),
    "description": Said("Description", "Description"),
    "reference": Said("Référence", "Reference"),
    "paid-with": Said("Payée par", "Paid with"),
    "closed": Said("Clôturée", "Closed"),
    "never": Said("pas d’elle-même", "not by itself"),
    "id": Said("Identifiant", "Id"),
    "do": Said("À faire", "What can be done"),
    "publish-draft": Said("Publier ou modifier le brouillon", "Publish or amend the draft"),
    "recommendations": Said("Recommandations", "Recommendations"),
    "recommendations-caption": Said("Les plus récentes d’abord", "The newest first"),
    "recommendation": Said("Recommandation", "Recommendation"),
    "member": Said("Membre", "Member"),
    "quote": Said("Prime promise", "Bonus quoted"),
    "conflict": Said("propre employeur", "own employer"),
    "no-recommendations": Said("Personne n’a encore recommandé.", "Nobody has recommended yet."),
    "all-recommendations": Said("Toutes les recommandations de l’annonce", "All recommendations of the offer"),
    "people": Said("Qui est informé", "Who is told"),
    "people-caption": Said("Dans l’ordre où ils l’apprennent", "In the order in which they are told"),
    "no-people": Said("Aucun membre ne correspond.", "No member matches."),
    "why-short": Said("Pourquoi ?", "Why?"),
  ]

  private static let targeting = [
    "why": Said("Pourquoi ce membre n’a‑t‑il pas été informé ?", "Why was this member not told?"),
    "why-lead": Said(
      "L’identifiant ou l’adresse électronique d’un membre ; la réponse dit aussi quand il l’a été, ou le sera.",
      "A member’s id or e-mail address; the answer also says when they were told, or will be."),
    "who-field": Said("Membre", "Member"),
    "explain": Said("Expliquer", "Explain"),
    "unknown": Said(
      "Aucun membre n’a cette adresse ou cet identifiant.", "No member has this address or id."),
    "explanation": Said("Un membre et une annonce", "A member and an offer"),
    "because": Said("Parce que", "Because"),
    "in-wave": Said("Vague", "Wave"),
    "asks": Said("L’annonce vise", "The offer is for"),
    "has": Said("Le profil porte", "The profile has"),
    "covers": Said("couvre", "covers"),
    "misses": Said("ne couvre pas", "does not cover"),
    "budget": Said("Limite", "Limit"),
    "a-week": Said("sollicitations en sept jours", "solicitations in seven days"),
    "not-known": Said(
      "Le service des membres ne connaît pas cet identifiant.", "The members service does not know this id."),
    "late-plan": Said(
      "Mais l’annonce se clôt avant : cette vague n’aura pas lieu, à moins que la clôture ne soit reportée.",
      "But the offer closes before: this wave will not happen, unless the closing is put off."),
    "any-offer": Said(
      "Ciblé ou non, tout membre actif voit les annonces publiées et peut recommander.",
      "Targeted or not, every active member sees published offers and may recommend."),
  ]
}
