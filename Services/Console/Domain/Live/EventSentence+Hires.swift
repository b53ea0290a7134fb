extension EventSentence {
  /// What becomes of hires; nil for anything else.
  var ofHires: Said? {
    let who = who
    switch event.name {
    case "hire-attributed":
      return Said(
        "Embauche : \(who.french), \(euros.french) promis", "Hired: \(who.english), \(euros.english) promised")
    case "hire-unattributed":
      return said(
        "Embauche à rattacher", "Hire that nobody owns", because: words("reason", CodeWords.unattributed))
    case "hire-report-differs":
      return Said(
        "Un nouveau rapport d’embauche contredit le premier : à vérifier",
        "A new report of a hire differs from the first: to be looked at")
    case "hire-withdrawn":
      return Said("Une embauche est annulée, et ce qu’elle avait entraîné", "A hire was withdrawn, with what it caused")
    case "hire-report-outdated":
      let application = event["applicationId"].map { " (\($0))" } ?? ""
      return Said(
        "Rapport d’embauche sans effet\(application) : une annulation plus récente l’emporte",
        "Report of a hire without effect\(application): a later withdrawal stands")
    case "hire-detached":
      return Said(
        "Embauche détachée : \(who.french), à rattacher ailleurs",
        "Hire detached: \(who.english), to be attributed again")
    default: return nil
    }
  }
}
