import ConsoleDomain

/// Texts of the pages of charities.
enum CharitiesWords {
  static let all: [String: Said] = [
    "title": Said("Associations", "Charities"),
    "charity": Said("Association", "Charity"),
    "none": Said("Aucune association ne correspond.", "No charity matches."),
    "state": Said("État", "State"), "any": Said("Toutes", "All"), "filter": Said("Filtrer", "Filter"),
    "active-true": Said("Actives", "Active"), "active-false": Said("Retirées", "Retired"),
    "active": Said("Active", "Active"), "retired": Said("Retirée", "Retired"),
    "designated": Said("Désignée", "Designated"),
    "designated-means": Said(
      "Reçoit les primes de membres qui ont le même employeur que leur candidat.",
      "Gets the bonuses of members who have the same employer as their candidate."),
    "owed": Said("Dû", "Owed"), "paid": Said("Payé", "Paid"), "claimed": Said("À rendre", "To give back"),
    "owed-long": Said("reste dû", "still owed"), "paid-long": Said("payé jusqu’ici", "paid so far"),
    "claimed-long": Said("à rendre", "to be given back"),
    "since": Said("Inscrite le", "On the list since"), "contact": Said("Adresse électronique", "E-mail address"),
    "no-contact": Said("aucune", "none"), "language": Said("Langue des lettres", "Language of letters"),
    "locale-fr": Said("français", "French"), "locale-en": Said("anglais", "English"),
    "register": Said("Inscrire une association", "Register a charity"),
    "amend": Said("Modifier", "Amend"), "designate": Said("Désigner", "Designate"),
    "undesignate": Said("Ne plus désigner", "Designate no more"), "retire": Said("Retirer", "Retire"),
    "restore": Said("Remettre sur la liste", "Put back on the list"),
    "payouts": Said("Ses versements", "Payments to it"),
    "no-payouts": Said("Rien ne lui a été versé ni demandé.", "Nothing was paid to it or asked for."),
    "all-payouts": Said("Tous ses versements", "All payments to it"),
  ]
}
