import ConsoleDomain
import Messages
import Vocabulary

/// The form that chooses for a member: charities and companies by name where they are few enough to choose from.
enum OptionForm {
  static func form(_ reward: ExplainedReward, _ visit: Visit) async -> FormView? {
    guard visit.may(RewardsForms.option.key), reward.kind == .recommendation, !reward.conflictOfInterest else {
      return nil
    }
    async let charityPage = try? visit.ask(ListCharities(active: true, pageSize: 200))
    async let companyPage = try? visit.ask(ListCompanies(pageSize: 200))
    let (charities, companies) = await (charityPage, companyPage)
    var choices: [String: [(value: String, label: Said)]] = [:]
    if let charities, charities.nextPageToken == nil {
      choices["charityId"] = charities.items.map { ($0.charityId.description, Said($0.name, $0.name)) }
    }
    if let companies, companies.nextPageToken == nil {
      choices["companyId"] = companies.items.map { ($0.companyId.description, Said($0.name, $0.name)) }
    }
    let form = RewardsForms.option
    let fields = form.fields.map { field in
      guard let named = choices[field.name] else { return field }
      return FormField(
        name: field.name, kind: .choice(named.sorted { $0.label.french < $1.label.french }), label: field.label,
        hint: field.hint, isRequired: field.isRequired)
    }
    let made = ActionForm(
      type: form.type, title: form.title, button: form.button, warning: form.warning, done: form.done,
      isGrave: form.isGrave, fields: fields)
    return visit.form(made: made, ["rewardId": reward.rewardId.description])
  }
}
