import ConsoleDomain
import Messages

/// What can be done with bonuses, payouts and claims.
enum RewardsForms {
  static let all = [option, retry, settle]

  /// The options, as people call them.
  static let options: [(value: String, label: Said)] = [
    ("self", Said("Versée au membre", "Paid to the member")),
    ("donate", Said("Donnée entière à une association", "Given whole to a charity")),
    ("split", Said("Partagée avec une association", "Shared with a charity")),
    ("listing-credits", Said("Crédits d’annonce pour une entreprise", "Listing credits for a company")),
  ]

  /// The bonus that a payout or a claim is of: by it is told what happened to them meanwhile.
  static let reward = FormField(
    name: "rewardId", kind: .hidden, label: Said("Prime", "Bonus"), isRequired: false, isOfThePage: true)

  static let option = ActionForm(
    type: ChooseOption.messageType,
    title: Said("Choisir pour le membre", "Choose for the member"),
    button: Said("Choisir et régler la prime", "Choose and settle the bonus"),
    warning: Said(
      "Ce choix ne se reprend pas : la prime est réglée aussitôt.",
      "This choice is final: the bonus is settled at once."),
    done: Said("La prime est réglée.", "The bonus is settled."), isGrave: true,
    fields: [
      FormField(name: "rewardId", kind: .hidden, label: Said("Prime", "Bonus")),
      FormField(name: "option", kind: .choice(options), label: Said("Option", "Option")),
      FormField(
        name: "charityId", kind: .line, label: Said("Association", "Charity"),
        hint: Said("Pour un don ou un partage.", "For a gift or a share."), isRequired: false),
      FormField(
        name: "companyId", kind: .line, label: Said("Entreprise", "Company"),
        hint: Said("Pour des crédits d’annonce.", "For listing credits."), isRequired: false),
      FormField(
        name: "inMyName", kind: .tick,
        label: Said("L’association peut connaître le nom du membre", "The charity may know the member’s name"),
        isRequired: false),
    ])

  static let retry = ActionForm(
    type: RetryPayout.messageType,
    title: Said("Redemander ce versement", "Ask for this payment again"),
    button: Said("Redemander", "Ask again"),
    warning: Said(
      "La comptabilité reçoit une nouvelle instruction ; l’ancienne ne vaut plus.",
      "Finance gets a new instruction; the old one does not count any more."),
    done: Said("Le versement est redemandé.", "The payment is asked for again."),
    fields: [FormField(name: "payoutId", kind: .hidden, label: Said("Versement", "Payment")), reward])

  static let settle = ActionForm(
    type: SettleClaim.messageType,
    title: Said("Solder cette créance", "Settle this claim"),
    button: Said("Solder", "Settle"),
    done: Said("La créance est soldée de ce montant.", "The claim is settled by that amount."), isGrave: true,
    fields: [
      FormField(name: "claimId", kind: .hidden, label: Said("Créance", "Claim")), reward,
      FormField(
        name: "manner",
        kind: .choice([
          ("repaid", Said("Remboursée", "Paid back")), ("written-off", Said("Abandonnée", "Written off")),
        ]), label: Said("Comment", "How")),
      FormField(
        name: "amountCents", kind: .euros, label: Said("Montant en euros", "Amount in euros"),
        hint: Said("Tout ce qui reste, si rien n’est écrit.", "All that remains, where nothing is written."),
        isRequired: false),
      FormField(
        name: "amount", kind: .integer(1...1_000_000), label: Said("Nombre de crédits", "Number of credits"),
        hint: Said("Tout ce qui reste, si rien n’est écrit.", "All that remains, where nothing is written."),
        isRequired: false),
      FormField(
        name: "reference", kind: .line, label: Said("Référence du remboursement", "The repayment’s reference"),
        isRequired: false),
      FormField(
        name: "reason", kind: .text, label: Said("Motif", "Reason"),
        hint: Said("Obligatoire pour abandonner.", "Required to write off."), isRequired: false),
    ])
}

extension Visit {
  /// What was asked for, filters and page included: where a list goes on to after something was done.
  var here: String {
    query.isEmpty ? path : path + "?" + FormText.text(query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// A form that is made for this page, of a command that has one; nil where the roles do not permit it.
  func form(
    made form: ActionForm, _ values: [String: String], without hidden: Set<String> = [], back: String? = nil
  ) -> FormView? {
    guard may(form.key) else { return nil }
    let shown = ActionForm(
      type: form.type, title: form.title, button: form.button, warning: form.warning, done: form.done,
      isGrave: form.isGrave, fields: form.fields.filter { !hidden.contains($0.name) })
    return FormView(
      shown, values: values, back: back ?? path, formToken: session.formToken, language: language)
  }
}
