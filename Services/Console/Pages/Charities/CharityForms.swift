import ConsoleDomain
import Messages

/// What can be done with charities.
enum CharityForms {
  private static let languages: [(value: String, label: Said)] = [
    ("fr", Said("français", "French")), ("en", Said("anglais", "English")),
  ]

  static let register = ActionForm(
    type: RegisterCharity.messageType,
    title: Said("Inscrire une association", "Register a charity"), button: Said("Inscrire", "Register"),
    done: Said("L’association est inscrite.", "The charity is registered."),
    fields: [
      FormField(name: "name", kind: .line, label: Said("Nom", "Name")),
      FormField(
        name: "contactEmail", kind: .email, label: Said("Adresse électronique", "E-mail address"),
        hint: Said("Où elle apprend les dons qui lui sont faits.", "Where it learns of gifts made to it."),
        isRequired: false),
      FormField(
        name: "locale", kind: .choice(languages), label: Said("Langue des lettres", "Language of letters"),
        isRequired: false),
      FormField(
        name: "designated", kind: .tick,
        label: Said(
          "La désigner pour les primes de même employeur", "Designate it for bonuses of the same employer"),
        isRequired: false),
    ])

  /// Everything that can be amended; each page's form shows some of it, and leaves the rest alone.
  static let update = ActionForm(
    type: UpdateCharity.messageType,
    title: Said("Modifier l’association", "Amend the charity"), button: Said("Enregistrer", "Save"),
    done: Said("L’association est modifiée.", "The charity is amended."),
    fields: [
      FormField(name: "charityId", kind: .hidden, label: Said("Association", "Charity")),
      FormField(name: "name", kind: .line, label: Said("Nom", "Name"), isRequired: false),
      FormField(
        name: "contactEmail", kind: .email, label: Said("Adresse électronique", "E-mail address"), isRequired: false,
        emptyRemoves: true),
      FormField(
        name: "locale", kind: .choice(languages), label: Said("Langue des lettres", "Language of letters"),
        isRequired: false),
      FormField(
        name: "designated", kind: .flag, label: Said("Désignée", "Designated"), isRequired: false),
      FormField(name: "active", kind: .flag, label: Said("Active", "Active"), isRequired: false),
    ])

  /// A form that says one thing about a charity.
  static func saying(
    _ title: Said, button: Said, warning: Said, _ fields: Set<String>, isGrave: Bool = false
  ) -> ActionForm {
    ActionForm(
      type: update.type, title: title, button: button, warning: warning, done: update.done, isGrave: isGrave,
      fields: update.fields.filter { fields.contains($0.name) })
  }

  static let amend = ActionForm(
    type: update.type, title: update.title, button: update.button, done: update.done,
    fields: update.fields.filter { ["charityId", "name", "contactEmail", "locale"].contains($0.name) })

  static let designate = saying(
    Said("Désigner cette association", "Designate this charity"), button: Said("Désigner", "Designate"),
    warning: Said(
      "Elle remplace celle qui est désignée, et reçoit aussitôt les primes de même employeur qui attendent.",
      "It takes over from the one that is designated, and gets the same-employer bonuses that wait at once."),
    ["charityId", "designated"])

  static let undesignate = saying(
    Said("Ne plus désigner cette association", "Designate this charity no more"),
    button: Said("Ne plus désigner", "Designate no more"),
    warning: Said(
      "Tant qu’aucune n’est désignée, les primes de même employeur sont retenues.",
      "While none is designated, same-employer bonuses are held."),
    ["charityId", "designated"], isGrave: true)

  static let retire = saying(
    Said("Retirer cette association", "Retire this charity"), button: Said("Retirer", "Retire"),
    warning: Said(
      "Elle ne reçoit plus rien de nouveau, et tout ce qui lui est dû. Si elle est désignée, elle ne l’est plus. Les primes de membres qui l’ont choisie sont retenues.",
      "It gets nothing new, and all that it is owed. If it is designated, it is no more. Bonuses of members who chose it are held."
    ),
    ["charityId", "active"], isGrave: true)

  static let restore = saying(
    Said("Remettre cette association sur la liste", "Put this charity back on the list"),
    button: Said("Remettre sur la liste", "Put back on the list"),
    warning: Said("Les membres peuvent de nouveau lui donner.", "Members may give to it again."),
    ["charityId", "active"])
}
