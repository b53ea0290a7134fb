extension EventSentence {
  /// What waits for a second person or an operator; nil for anything else.
  var ofMachines: Said? {
    switch event.name {
    case "decision-requested":
      return said(
        "Décision à confirmer", "Decision to be confirmed", because: words("command", CodeWords.decisions))
    case "decision-confirmed":
      return said("Décision confirmée", "Decision confirmed", because: words("command", CodeWords.decisions))
    case "message-dead-lettered":
      return said(
        "Message mis de côté par \(service.french)", "Message given up by \(service.english)",
        because: words("reason", CodeWords.causes))
    case "command-refused":
      return said(
        "Commande refusée sans destinataire par \(service.french)",
        "Command refused by \(service.english), and nobody waited for the answer",
        because: words("code", CodeWords.causes.merging(CodeWords.refusals) { cause, _ in cause }))
    case "webhook-quarantined":
      return said(
        "Webhook en attente\(event["source"].map { " (\($0))" } ?? "")",
        "Webhook waits\(event["source"].map { " (\($0))" } ?? "")", because: words("reason", CodeWords.quarantines))
    case "delivery-given-up":
      return said(
        "E-mail non remis", "Letter not delivered", because: words("answer", CodeWords.letterFates))
    case "notification-given-up":
      return Said(
        "Notification abandonnée : ce qu’elle attendait n’est jamais venu",
        "Notification given up: what it waited for never came")
    default: return nil
    }
  }

  private var service: Said {
    words("service", CodeWords.services).map { Said("le service « \($0.french) »", "the service of \($0.english)") }
      ?? Said("un service", "a service")
  }
}
