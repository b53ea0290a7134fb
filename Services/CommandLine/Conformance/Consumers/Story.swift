import Messages
import Vocabulary

/// Notifications to staff as they come in a day, with particulars that a seed decides.
struct Story {
  private static let chapters: [(name: String, subject: String, text: String)] = [
    ("hire-attributed", "Embauche attribuée", "Une embauche est attribuée à une recommandation."),
    ("hire-unattributed", "Embauche à attribuer", "Une embauche n'est rattachée à aucune recommandation."),
    ("interview-corrected", "Entretien corrigé", "Le résultat d'un entretien a été corrigé."),
    ("payout-failed", "Virement refusé", "Un virement n'a pas pu être exécuté."),
    ("claim-settled", "Créance réglée", "Une créance a été réglée."),
    ("hire-report-outdated", "Signalement dépassé", "Un signalement d'embauche est plus ancien que l'état connu."),
  ]

  /// A notification of the story.
  static func notification(_ random: inout SeededRandom, named name: String? = nil, at time: Timestamp = .now) throws
    -> Told
  {
    let chapter = chapters.randomElement(using: &random) ?? chapters[0]
    let message = NotificationMessage(
      notificationId: .make(), audience: .staff, name: name ?? chapter.name, locale: .french, subject: chapter.subject,
      text: chapter.text,
      details: [
        "hireId": .string(HireID.make().description), "recommendationId": .string(RecommendationID.make().description),
        "amountCents": .integer(Int.random(in: 1...200_000, using: &random)),
        "conflictOfInterest": .boolean(Bool.random(using: &random)), "notice": .null,
      ])
    return try Told.notification(message, at: time)
  }
}
