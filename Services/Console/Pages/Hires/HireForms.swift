import ConsoleDomain
import Messages

/// What is decided about hires.
enum HireForms {
  static let all = [attribute, detach]

  private static let why = FormField(
    name: "reason", kind: .text, label: Said("Pourquoi", "Why"),
    hint: Said("Gardé avec votre nom.", "Kept with your name."))

  static let attribute = ActionForm(
    type: AttributeHire.messageType, title: Said("Rattacher l’embauche", "Attribute the hire"),
    button: Said("Rattacher", "Attribute"),
    warning: Said(
      "La prime promise est accordée. Au-delà du montant que fixe la règle, une seconde personne confirme.",
      "The bonus that was promised is granted. Above the amount that the policy sets, a second person confirms."),
    done: Said("L’embauche est rattachée.", "The hire is attributed."),
    fields: [
      FormField(name: "hireId", kind: .hidden, label: Said("Embauche", "Hire")),
      FormField(
        name: "recommendationId", kind: .line, label: Said("Recommandation", "Recommendation"),
        hint: Said("Son identifiant : la fin de son adresse ici.", "Its id: the end of its address here.")),
      why,
    ])

  static let detach = ActionForm(
    type: DetachHire.messageType, title: Said("Détacher l’embauche", "Detach the hire"),
    button: Said("Détacher", "Detach"),
    warning: Said(
      "Tout ce qu’elle a causé est repris : prime, points, part du parrain. Elle peut ensuite être rattachée ailleurs.",
      "Everything it caused is reversed: bonus, points, the sponsor’s share. It can be attributed elsewhere afterwards."
    ),
    done: Said("L’embauche est détachée.", "The hire is detached."), isGrave: true,
    fields: [FormField(name: "hireId", kind: .hidden, label: Said("Embauche", "Hire")), why])
}
