import ConsoleDomain

/// Texts of the page.
enum TodayWords {
  static let all: [String: Said] = [
    "title": Said("Aujourd’hui", "Today"),
    "waits": Said("À faire", "To do"),
    "waits-others": Said("Chez les autres, ou rien à faire", "For others, or nothing to do"),
    "nothing-waits": Said("Rien ne vous attend : tout est fait.", "Nothing waits for you: all is done."),
    "unanswered": Said("le service ne répond pas", "the service does not answer"),
    "interviews-one": Said("entretien à mener", "interview to hold"),
    "interviews-many": Said("entretiens à mener", "interviews to hold"),
    "hires-one": Said("embauche à rattacher", "hire that nobody owns"),
    "hires-many": Said("embauches à rattacher", "hires that nobody owns"),
    "held-one": Said("prime en attente d’un choix", "bonus held until a choice"),
    "held-many": Said("primes en attente d’un choix", "bonuses held until a choice"),
    "payouts-one": Said("versement en échec", "failed payout"),
    "payouts-many": Said("versements en échec", "failed payouts"),
    "claims-one": Said("créance ouverte", "open claim"),
    "claims-many": Said("créances ouvertes", "open claims"),
    "decisions-one": Said("décision à confirmer", "decision for a second person"),
    "decisions-many": Said("décisions à confirmer", "decisions for a second person"),
    "letters-one": Said("message refusé aujourd’hui", "message given up today"),
    "letters-many": Said("messages refusés aujourd’hui", "messages given up today"),
    "webhooks-one": Said("webhook en attente", "webhook that waits"),
    "webhooks-many": Said("webhooks en attente", "webhooks that wait"),
    "figures": Said("Les chiffres du jour", "The day’s figures"),
    "yesterday": Said("hier", "yesterday"),
    "joined": Said("nouveaux membres", "members joined"),
    "recommended": Said("recommandations", "recommendations"),
    "decided": Said("entretiens conclus", "interviews decided"),
    "hired": Said("embauches", "hires"),
    "granted": Said("primes accordées", "bonuses granted"),
    "paid-out": Said("versements demandés", "payouts asked for"),
    "happened": Said("Ce qui s’est passé", "What happened"),
    "show": Said("Montrer", "Show"),
    "show-all": Said("Tout", "All"),
    "more-one": Said("et une autre suite", "and one more that followed"),
    "more": Said("et % autres suites", "and % more that followed"),
    "nothing-happened": Said("Rien encore aujourd’hui.", "Nothing yet today."),
    "away": Said(
      "Le direct est interrompu : le fil et les chiffres s’arrêtent au dernier message reçu, et reprennent d’eux-mêmes. Les listes restent à jour.",
      "Live is away: the feed and the figures end with the last message received, and go on by themselves. Lists are up to date."
    ),
  ]
}
