import ConsoleDomain
import Messages

/// What is decided about webhooks that wait.
enum HookForms {
  static let all = [retry, discard, map]

  private static let retry = ActionForm(
    type: RetryDelivery.messageType,
    title: Said("Essayer de nouveau", "Try again"),
    button: Said("Essayer de nouveau", "Try again"),
    warning: Said(
      "Ce que vous savez de plus s’ajoute à ce que dit le webhook. Ce qui en sort est rapporté comme une embauche.",
      "What you know besides is added to what the webhook says. What comes of it is reported as a hire."),
    done: Said("Le webhook a été regardé de nouveau.", "The webhook was looked at again."),
    fields: [
      FormField(name: "deliveryId", kind: .hidden, label: Said("", "")),
      FormField(
        name: "offerReference", kind: .line, label: Said("Référence de l’annonce", "The offer’s reference"),
        hint: Said("Si le poste ne mène à aucune annonce.", "Where its job leads to no offer."), isRequired: false),
      FormField(
        name: "email", kind: .email, label: Said("Adresse de la personne", "The person’s address"),
        hint: Said("Si le webhook n’en donne pas.", "Where the webhook names none."), isRequired: false),
      FormField(name: "reason", kind: .line, label: Said("Motif", "Reason"), isRequired: false),
    ])

  private static let discard = ActionForm(
    type: DiscardDelivery.messageType,
    title: Said("Écarter", "Discard"),
    button: Said("Écarter", "Discard"),
    warning: Said("Rien n’en sera rapporté.", "Nothing of it will be reported."),
    done: Said("Le webhook est écarté.", "The webhook is discarded."),
    isGrave: true,
    fields: [
      FormField(name: "deliveryId", kind: .hidden, label: Said("", "")),
      FormField(name: "reason", kind: .line, label: Said("Motif", "Reason")),
    ])

  private static let map = ActionForm(
    type: MapJob.messageType,
    title: Said("Dire quelle annonce c’est", "Say which offer it is"),
    button: Said("Relier à cette annonce", "Map to this offer"),
    warning: Said(
      "Vaut pour tous les webhooks de ce poste ; ceux qui l’attendent sont regardés de nouveau.",
      "Holds for all webhooks of this job; those that wait for it are looked at again."),
    done: Said("Le poste mène à l’annonce.", "The job leads to the offer."),
    fields: [
      FormField(name: "source", kind: .hidden, label: Said("", "")),
      FormField(name: "job", kind: .line, label: Said("Poste, dans les mots du système", "Job, in the system’s words")),
      FormField(
        name: "offerReference", kind: .line, label: Said("Référence de l’annonce", "The offer’s reference"),
        isRequired: false),
      FormField(
        name: "offerId", kind: .line, label: Said("Ou son identifiant", "Or its id"), isRequired: false),
      FormField(name: "reason", kind: .line, label: Said("Motif", "Reason"), isRequired: false),
    ])
}
