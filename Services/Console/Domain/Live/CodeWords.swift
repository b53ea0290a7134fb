/// Codes of the contract as parts of a sentence.
public enum CodeWords {
  static let reversals: [String: Said] = [
    "hire-withdrawn": Said("l’embauche n’a pas tenu", "the hire did not hold"),
    "hire-detached": Said("l’embauche est détachée", "the hire was detached"),
    "conflict-of-interest": Said("même entreprise", "own company"),
    "share-moved": Said("la part va à un autre parrain", "the share goes to another sponsor"),
  ]

  static let rejections: [String: Said] = [
    "not-interested": Said("pas intéressé", "not interested"),
    "not-available": Said("pas disponible", "not available"),
    "unreachable": Said("injoignable", "cannot be reached"),
    "profile-does-not-match": Said("profil sans rapport", "the profile does not match"),
    "duplicate-application": Said("déjà candidat", "had applied already"),
  ]

  static let refusals: [String: Said] = [
    "already-recommended-for-offer": Said(
      "le membre a déjà recommandé quelqu’un pour cette annonce",
      "the member recommended somebody for this offer already"
    ),
    "candidate-already-attributed": Said(
      "la personne revient à un autre membre", "the candidate is another member’s"),
    "self-recommendation": Said("le membre se recommande lui-même", "the member recommends themselves"),
    "offer-not-open": Said("l’annonce n’est pas ouverte", "the offer is not open"),
    "member-not-active": Said("le membre n’est pas actif", "the member is not active"),
    "charter-outdated": Said("la charte est à signer de nouveau", "the charter has to be signed again"),
    "too-many-refusals": Said("trop de refus aujourd’hui", "too many refusals today"),
  ]

  static let unattributed: [String: Said] = [
    "offer-unknown": Said("annonce inconnue", "unknown offer"),
    "candidate-unknown": Said("personne inconnue", "unknown candidate"),
    "no-recommendation-for-offer": Said(
      "personne non recommandée pour cette annonce", "nobody recommended the candidate for this offer"),
    "hired-before-recommendation": Said("embauche antérieure à la recommandation", "hired before the recommendation"),
    "detached": Said("détachée de sa recommandation", "detached from its recommendation"),
  ]

  static let options: [String: Said] = [
    "self": Said("versement au membre", "paid to the member"),
    "donate": Said("don à une association", "given to a charity"),
    "split": Said("moitié au membre, moitié à une association", "half to the member, half to a charity"),
    "listing-credits": Said("crédits d’annonce pour une entreprise", "listing credits for a company"),
  ]

  static let rules: [String: Said] = [
    "recommendation-qualified": Said("un entretien concluant", "an interview that went well"),
    "candidate-hired": Said("une embauche", "a hire"),
    "sponsored-member-joined": Said("l’arrivée d’un filleul", "a sponsored member who joined"),
    "daily-visit": Said("la visite du jour", "the day’s visit"),
  ]

  static let levels: [String: Said] = [
    "beginner": Said("débutant", "beginner"), "confirmed": Said("confirmé", "confirmed"),
    "expert": Said("expert", "expert"),
  ]

  static let quarantines: [String: Said] = [
    "not-understood": Said("forme inconnue", "not understood"),
    "job-not-mapped": Said("poste sans annonce associée", "no offer for the job"),
    "candidate-not-named": Said("personne n’est désigné", "nobody is named"),
    "vendor-not-read": Said("l’éditeur n’a pas répondu", "the vendor did not answer"),
    "not-acceptable": Said("ce qu’il annonce serait refusé", "what it says would be refused"),
  ]

  static let decisions: [String: Said] = [
    "rewards.change-policy": Said("changer les règles des primes", "change the policy of rewards"),
    "recommendations.change-policy": Said("changer les règles d’attribution", "change the policy of attribution"),
    "rewards.cancel-policy-change": Said(
      "annuler un changement des règles des primes", "cancel a change of the policy of rewards"),
    "recommendations.cancel-policy-change": Said(
      "annuler un changement des règles d’attribution", "cancel a change of the policy of attribution"),
    "recommendations.attribute-hire": Said(
      "rattacher une embauche à une recommandation", "attribute a hire to a recommendation"),
  ]

  static let services: [String: Said] = [
    "members": Said("les membres", "members"), "offers": Said("les annonces", "offers"),
    "recommendations": Said("les recommandations", "recommendations"),
    "qualification": Said("les entretiens", "qualification"), "rewards": Said("les primes", "rewards"),
    "notifications": Said("les notifications", "notifications"), "webhooks": Said("les webhooks", "webhooks"),
  ]

  static let letterFates: [String: Said] = [
    "no-address": Said("aucune adresse n’est connue", "no address is known"),
    "hung-up": Said("le serveur a raccroché", "the server hung up"),
    "timed-out": Said("le serveur n’a pas répondu à temps", "the server did not answer in time"),
  ]
}
