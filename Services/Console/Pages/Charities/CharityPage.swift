import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One charity: its account, its payments, and what can be done.
enum CharityPage {
  struct Action: Sendable {
    let label: String
    let form: FormView
  }

  struct View: Sendable {
    let id: String
    let name: String
    let isActive: Bool
    let isDesignated: Bool
    let contact: String?
    let language: String
    let since: String
    let owed: String
    let paid: String
    let claimed: String
    let hasClaim: Bool
    let actions: [Action]
    let payouts: RewardTable<PayoutRow>
    let allPayouts: String
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let id = try visit.id("charity", as: CharityID.self)
    async let asked = visit.ask(ListCharityAccounts(charityId: id))
    async let payouts = visit.ask(
      ListPayouts(beneficiaryKind: .charity, beneficiaryId: id.description, pageSize: 20))
    guard let charity = try await asked.items.first else { throw HTTPError(.notFound) }
    let view = View(
      id: id.description, name: charity.name, isActive: charity.active, isDesignated: charity.designated,
      contact: charity.contactEmail?.description, language: visit.word("charities.locale-\(charity.locale.rawValue)"),
      since: visit.clock.text(charity.registeredAt), owed: visit.euros(charity.owedCents.rawValue),
      paid: visit.euros(charity.paidCents.rawValue), claimed: visit.euros(charity.claimedCents.rawValue),
      hasClaim: charity.claimedCents > 0, actions: actions(charity, visit),
      payouts: RewardTable(try await payouts.items.map { PayoutRow($0, ShownMembers(names: [:]), visit) }),
      allPayouts: "/rewards/payouts?beneficiaryId=\(id)")
    return try visit.page("charities-one", title: "charities.charity", view)
  }

  private static func actions(_ charity: ListedCharityAccount, _ visit: Visit) -> [Action] {
    let id = ["charityId": charity.charityId.description]
    var made: [(String, ActionForm, [String: String])] = [
      (
        "amend", CharityForms.amend,
        [
          "name": charity.name, "contactEmail": charity.contactEmail?.description ?? "",
          "locale": charity.locale.rawValue,
        ]
      )
    ]
    if charity.active {
      made.append(
        charity.designated
          ? ("undesignate", CharityForms.undesignate, ["designated": "false"])
          : ("designate", CharityForms.designate, ["designated": "true"]))
      made.append(("retire", CharityForms.retire, ["active": "false"]))
    } else {
      made.append(("restore", CharityForms.restore, ["active": "true"]))
    }
    return made.compactMap { word, form, values in
      visit.form(made: form, id.merging(values) { first, _ in first }).map {
        Action(label: visit.word("charities.\(word)"), form: $0)
      }
    }
  }
}
