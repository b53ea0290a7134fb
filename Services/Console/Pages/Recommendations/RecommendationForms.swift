import ConsoleDomain
import Messages

/// What is decided about recommendations.
enum RecommendationForms {
  static let all = [withdraw, release, ownCompany]

  private static let why = FormField(
    name: "reason", kind: .text, label: Said("Pourquoi", "Why"),
    hint: Said("Gardé avec votre nom.", "Kept with your name."))

  static let withdraw = ActionForm(
    type: WithdrawRecommendation.messageType,
    title: Said("Retirer la recommandation au nom du membre", "Withdraw the recommendation in the member’s name"),
    button: Said("Retirer", "Withdraw"),
    warning: Said(
      "À la demande du membre seulement. L’entretien est annulé ; la personne reste au membre, qui peut recommander de nouveau pour cette annonce.",
      "Only where the member asks for it. The interview is called off; the candidate stays the member’s, who may recommend for this offer again."
    ),
    done: Said("La recommandation est retirée.", "The recommendation is withdrawn."), isGrave: true,
    fields: [
      FormField(name: "recommendationId", kind: .hidden, label: Said("Recommandation", "Recommendation")),
      FormField(name: "memberId", kind: .hidden, label: Said("Membre", "Member")),
    ])

  static let release = ActionForm(
    type: ReleaseCandidate.messageType, title: Said("Libérer la personne", "Release the candidate"),
    button: Said("Libérer", "Release"),
    warning: Said(
      "Elle appartiendra au prochain membre qui la recommande. Les recommandations déjà faites continuent ; ce qui est gagné reste.",
      "They belong to the next member who recommends them. Recommendations made before go on; what was earned stays."),
    done: Said("La personne est libérée.", "The candidate is released."), isGrave: true,
    fields: [FormField(name: "candidateId", kind: .hidden, label: Said("Personne", "Candidate")), why])

  static let ownCompany = ActionForm(
    type: SetOwnCompany.messageType,
    title: Said("Décider du conflit d’intérêts", "Decide on the conflict of interest"),
    button: Said("Décider", "Decide"),
    warning: Said(
      "Vaut contre ce que dit l’entretien. Une prime déjà accordée est reprise et accordée autrement ; le membre l’apprend, sans le motif.",
      "Stands against what the interview says. A bonus that was granted is reversed and granted anew; the member is told, without the reason."
    ),
    done: Said("C’est décidé.", "It is decided."),
    fields: [
      FormField(name: "recommendationId", kind: .hidden, label: Said("Recommandation", "Recommendation")),
      FormField(
        name: "conflictOfInterest", kind: .tick,
        label: Said("La personne et le membre ont le même employeur", "Candidate and member have the same employer")),
      why,
    ])
}
