import ConsoleDomain
import Messages
import Vocabulary

/// What can be done to policies, beside changing them.
enum PoliciesForms {
  static func cancel<Terms: PolicyTerms>(_ terms: Terms.Type) -> ActionForm {
    ActionForm(
      type: CancelPolicyChange<Terms>.messageType,
      title: Said("Annuler ce changement", "Cancel this change"),
      button: Said("Annuler ce changement", "Cancel this change"),
      warning: Said(
        "Les changements prévus après lui sont annulés aussi.", "Changes scheduled after it are cancelled, too."),
      done: Said(
        "Le changement est annulé : il n’entrera pas en vigueur.", "The change is cancelled: it will not come in force."
      ),
      isGrave: true,
      fields: [
        FormField(
          name: "version", kind: .integer(1...1_000_000_000), label: Said("Version", "Version"))
      ])
  }

  static func confirm<Owner: TrailOwner>(_ owner: Owner.Type) -> ActionForm {
    ActionForm(
      type: ConfirmDecision<Owner>.messageType, title: Said("Confirmer", "Confirm"),
      button: Said("Confirmer", "Confirm"),
      done: Said("Confirmé : c’est décidé.", "Confirmed: it is decided."), isGrave: true,
      fields: [FormField(name: "decisionId", kind: .hidden, label: Said("Décision", "Decision"))])
  }
}
