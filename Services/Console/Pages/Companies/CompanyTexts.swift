import ConsoleDomain

/// The texts of the pages of companies.
enum CompanyTexts {
  static let all = [
    "title": Said("Entreprises", "Companies"),
    "caption": Said("Enregistrées dernièrement d’abord", "Registered last first"),
    "name": Said("Nom", "Name"),
    "begins": Said("Début du nom", "How the name begins"),
    "search": Said("Chercher", "Search"),
    "all": Said("Toutes", "All"),
    "siren": Said("SIREN", "SIREN"),
    "contact": Said("Contact", "Contact"),
    "no-contact": Said("aucun : rien ne peut lui être transmis", "none: nothing can be transmitted to it"),
    "language": Said("Langue", "Language"),
    "fr": Said("français", "French"),
    "en": Said("anglais", "English"),
    "credits": Said("Crédits d’annonce", "Listing credits"),
    "none": Said("Aucune entreprise ne correspond.", "No company matches."),
    "register": Said("Enregistrer une entreprise", "Register a company"),
    "facts": Said("L’entreprise", "The company"),
    "id": Said("Identifiant", "Id"),
    "offers": Said("Annonces", "Offers"),
    "offers-caption": Said("Publiées dernièrement d’abord", "Published last first"),
    "all-offers": Said("Toutes ses annonces", "All its offers"),
    "no-offers": Said("Elle n’a pas encore d’annonce.", "It has no offer yet."),
    "publish": Said("Publier une annonce", "Publish an offer"),
    "candidacies": Said("Candidatures reçues", "Candidacies it got"),
    "candidacies-caption": Said("Les plus récentes d’abord", "The newest first"),
    "no-candidacies": Said("Aucune candidature ne correspond.", "No candidacy matches."),
    "candidate": Said("Candidat", "Candidate"),
    "not-known": Said("pas encore connu", "not known yet"),
    "offer": Said("Annonce", "Offer"),
    "state": Said("État", "State"),
    "any": Said("Tous", "Any"),
    "filter": Said("Filtrer", "Filter"),
    "transmitted": Said("Transmise", "Transmitted"),
    "published": Said("Publiée", "Published"),
    "closes": Said("Clôture", "Closes"),
    "credits-hint": Said(
      "Chaque publication en utilise un tant qu’il en reste ; ensuite le contrat paie.",
      "Each publication uses one while there are any; then the contract pays."),
  ]
}
