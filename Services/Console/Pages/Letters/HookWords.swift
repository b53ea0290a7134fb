import ConsoleDomain
import Messages
import Vocabulary

/// The texts about webhooks.
enum HookWords {
  /// What became of one.
  static func state(_ state: DeliveryState, _ visit: Visit) -> String {
    let said =
      switch state {
      case .received: Said("Reçu", "Received")
      case .asking: Said("Question posée au système", "Asking the system")
      case .reported: Said("Déclaré", "Reported")
      case .ignored: Said("Sans objet", "Of no concern")
      case .quarantined: Said("Attend une personne", "Waits for somebody")
      case .discarded: Said("Écarté", "Discarded")
      }
    return said.text(in: visit.language)
  }

  /// How that looks.
  static func tone(_ state: DeliveryState) -> String {
    switch state {
    case .reported: "good"
    case .quarantined: "wait"
    case .received, .asking, .ignored, .discarded: "quiet"
    }
  }

  /// Why one waits.
  static func reason(_ reason: QuarantineReason, _ visit: Visit) -> String {
    let said =
      switch reason {
      case .notUnderstood: Said("Pas compris", "Not understood")
      case .jobNotMapped: Said("Poste sans annonce connue", "Job without a known offer")
      case .candidateNotNamed: Said("Personne n’y est nommé", "Nobody is named in it")
      case .vendorNotRead: Said("Le système ne répond pas à nos questions", "The system does not answer our questions")
      case .notAcceptable: Said("Ce qui en suit serait refusé", "What follows would be refused")
      }
    return said.text(in: visit.language)
  }

  static let all: [String: Said] = [
    "hooks-title": Said("Webhooks", "Webhooks"),
    "hook-title": Said("Un webhook", "A webhook"),
    "hooks-intro": Said(
      "Ce que d’autres systèmes ont posté. Ce qui n’a pas été compris attend ici qu’une personne en décide.",
      "What other systems posted. What was not understood waits here for a person to decide."),
    "hooks-none": Said("Aucun webhook de cette sorte.", "No webhooks of this kind."),
    "hooks-any": Said("Tous", "Any"),
    "hooks-state": Said("État", "State"),
    "hooks-source": Said("Source", "Source"),
    "hooks-filter": Said("Filtrer", "Filter"),
    "hooks-received": Said("Reçu", "Received"),
    "hooks-reason": Said("Pourquoi il attend", "Why it waits"),
    "hooks-event": Said("Événement, dans ses mots", "Event, in its words"),
    "hooks-application": Said("Candidature", "Application"),
    "hooks-jobs": Said("Postes", "Jobs"),
    "hooks-times": Said("fois", "times"),
    "hook-forgotten": Said(
      "Le contenu est oublié : ce qui nomme des personnes n’est pas gardé pour toujours.",
      "The contents are forgotten: what names people is not kept for good."),
    "hook-reports": Said("Ce qui en a été déclaré", "What was reported of it"),
    "hook-trial": Said(
      "Ce que donnerait un nouvel essai, sans rien ajouter", "What another try would bring, with nothing added"),
    "hook-hire": Said("Embauche", "Hire"),
    "hook-withdrawal": Said("Embauche annulée", "Hire withdrawn"),
    "hook-sent": Said("Envoyé", "Sent"),
  ]
}
