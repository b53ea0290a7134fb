import Vocabulary

extension EventSentence {
  /// What members did, and what becomes of candidates; nil for anything else.
  var ofPeople: Said? {
    let who = who
    switch event.name {
    case "member-joined":
      return event["sponsorId"] == nil
        ? Said("Un membre rejoint la communauté", "A member joined the community")
        : Said("Un filleul rejoint la communauté", "A sponsored member joined the community")
    case "member-left": return Said("Un membre quitte la communauté", "A member left the community")
    case "member-identity-conflict":
      return Said(
        "Deux membres pourraient être une même personne : à vérifier",
        "Two members may be one person: to be looked at")
    case "recommendation-attributed":
      let own = event.isSo("conflictOfInterest") == true
      return Said(
        "Recommandation : \(who.french), \(euros.french) promis\(own ? ", même entreprise" : "")",
        "Recommended: \(who.english), \(euros.english) promised\(own ? ", own company" : "")")
    case "recommendation-refused":
      return said("Recommandation refusée", "Recommendation refused", because: words("code", CodeWords.refusals))
    case "recommendation-withdrawn":
      return Said("Un membre retire sa recommandation", "A member withdrew a recommendation")
    case "candidate-identity-conflict":
      return Said(
        "Une recommandation désigne plusieurs personnes connues : à vérifier",
        "A recommendation matches several known candidates: to be looked at")
    case "candidate-released":
      return Said(
        "Une personne n’est plus attribuée à aucun membre", "A candidate is attributed to no member any more")
    case "interview-requested":
      return Said("Entretien à mener : \(who.french)", "Interview to hold: \(who.english)")
    case "candidate-qualified":
      return Said("Entretien concluant : \(who.french)", "Interview went well: \(who.english)")
    case "candidate-rejected":
      let code = words("reasonCode", CodeWords.rejections)
      return Said(
        "Entretien sans suite : \(who.french)\(code.map { " (\($0.french))" } ?? "")",
        "Interview ended without success: \(who.english)\(code.map { " (\($0.english))" } ?? "")")
    case "interview-corrected":
      let isGood = event["outcome"] == "qualified"
      return Said(
        "Entretien corrigé : \(who.french), désormais \(isGood ? "concluant" : "sans suite")",
        "Interview corrected: \(who.english), now \(isGood ? "qualified" : "rejected")")
    case "candidate-transmitted":
      let isSilent = event.isSo("companyReachable") == false
      return Said(
        "Candidature transmise à \(company.french)\(isSilent ? " : sans adresse e-mail, à prévenir autrement" : "")",
        "Candidate transmitted to \(company.english)\(isSilent ? ": no e-mail address, tell them otherwise" : "")")
    case "candidacy-closed":
      return Said("Candidature non retenue : \(who.french)", "Candidate not retained: \(who.english)")
    case "conflict-of-interest-changed":
      return event.isSo("conflictOfInterest") == true
        ? Said(
          "Même entreprise : la prime ira à l’association partenaire",
          "Own company: the bonus goes to the partner charity")
        : Said(
          "Plus la même entreprise : la prime revient au membre",
          "Not the own company after all: the bonus is the member’s")
    case "level-changed":
      return said(
        "Un membre change de niveau", "A member changed level", because: words("to", CodeWords.levels))
    case "points-awarded": return points
    default: return nil
    }
  }

  private var points: Said {
    let points = event.number("points") ?? 0
    let count = Int(clamping: points.magnitude)
    let rule = words("rule", CodeWords.rules)
    let (french, english) = (Money.number(count, in: .french), Money.number(count, in: .english))
    return said(
      points < 0 ? "Un membre perd \(french) points" : "Un membre gagne \(french) point\(points < 2 ? "" : "s")",
      points < 0 ? "A member lost \(english) points" : "A member earned \(english) point\(points == 1 ? "" : "s")",
      because: rule)
  }
}
