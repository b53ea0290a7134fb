import ConsoleDomain
import Messages
import Vocabulary

/// What is decided about interviews.
enum InterviewForms {
  static let all = [record, correct, close]

  private static let outcomes: [(value: String, label: Said)] = [
    (
      InterviewOutcome.qualified.rawValue,
      Said("Retenir : transmettre à l’entreprise", "Qualified: pass on to the company")
    ),
    (InterviewOutcome.rejected.rawValue, Said("Écarter", "Rejected")),
  ]

  private static let codes: [(value: String, label: Said)] = RejectionCode.allCases.map {
    ($0.rawValue, InterviewWords.all["code-\($0.rawValue)"] ?? Said($0.rawValue, $0.rawValue))
  }

  private static let summary = FormField(
    name: "summary", kind: .text, label: Said("Résumé pour l’entreprise", "Summary for the company"),
    hint: Said(
      "L’entreprise le lit avec les coordonnées. N’y dites rien du membre.",
      "The company reads it with the contact details. Say nothing of the member."), isRequired: false)

  private static let reasonCode = FormField(
    name: "reasonCode", kind: .choice(codes), label: Said("Motif dit au membre", "Reason the member is told"),
    isRequired: false)

  static let record = ActionForm(
    type: RecordInterview.messageType, title: Said("Enregistrer l’entretien", "Record the interview"),
    button: Said("Enregistrer", "Record"), done: Said("L’entretien est enregistré.", "The interview is recorded."),
    fields: [
      FormField(name: "recommendationId", kind: .hidden, label: Said("Recommandation", "Recommendation")),
      FormField(
        name: "interviewedAt", kind: .day, label: Said("Jour de l’appel", "Day of the call"),
        hint: Said("Vide : aujourd’hui, à l’instant.", "Empty: today, just now."), isRequired: false),
      FormField(
        name: "candidateInformed", kind: .tick,
        label: Said(
          "La personne est informée du traitement de ses données", "The candidate was told how their data are processed"
        ),
        hint: Said(
          "Sans cela, rien n’est transmis à l’entreprise.", "Without it nothing is passed on to the company.")),
      FormField(
        name: "currentEmployer.name", kind: .line,
        label: Said("Employeur actuel, selon la personne", "Current employer, as they say"),
        hint: Said(
          "Décide du conflit d’intérêts ; vide, rien ne change.",
          "Decides the conflict of interest; empty changes nothing."),
        isRequired: false),
      FormField(
        name: "currentEmployer.siren", kind: .line, label: Said("SIREN de l’employeur", "The employer’s SIREN"),
        hint: Said("Neuf chiffres, si vous le connaissez.", "Nine digits, if you know it."), isRequired: false),
      FormField(name: "outcome", kind: .choice(outcomes), label: Said("Issue", "Outcome")),
      summary,
      reasonCode,
      FormField(
        name: "reason", kind: .text, label: Said("Motif, pour l’équipe seule", "Reason, for staff alone"),
        hint: Said("Obligatoire si la personne est écartée.", "Required when the candidate is rejected."),
        isRequired: false),
    ])

  static let correct = ActionForm(
    type: CorrectInterview.messageType, title: Said("Corriger l’issue de l’entretien", "Correct the interview"),
    button: Said("Corriger", "Correct"),
    warning: Said(
      "L’entreprise est prévenue si elle n’a plus la personne, ou la reçoit ; les points du membre suivent.",
      "The company is told if it has the candidate no more, or gets them; the member’s points follow."),
    done: Said("L’entretien est corrigé.", "The interview is corrected."), isGrave: true,
    fields: [
      FormField(name: "recommendationId", kind: .hidden, label: Said("Recommandation", "Recommendation")),
      FormField(name: "outcome", kind: .choice(outcomes), label: Said("Issue", "Outcome")),
      FormField(
        name: "candidateInformed", kind: .tick,
        label: Said(
          "La personne est informée du traitement de ses données", "The candidate was told how their data are processed"
        )),
      summary,
      reasonCode,
      FormField(
        name: "reason", kind: .text, label: Said("Pourquoi corriger", "Why it is corrected"),
        hint: Said("Gardé avec votre nom.", "Kept with your name.")),
    ])

  static let close = ActionForm(
    type: CloseCandidacy.messageType,
    title: Said("L’entreprise ne retient pas la personne", "The company does not retain the candidate"),
    button: Said("Clore la candidature", "Close the candidacy"),
    warning: Said("Le membre en est prévenu.", "The member is told."),
    done: Said("La candidature est close.", "The candidacy is closed."), isGrave: true,
    fields: [
      FormField(name: "candidacyId", kind: .hidden, label: Said("Candidature", "Candidacy")),
      FormField(
        name: "reason", kind: .text, label: Said("Pourquoi", "Why"),
        hint: Said("Pour l’équipe seule.", "For staff alone."), isRequired: false),
    ])
}
