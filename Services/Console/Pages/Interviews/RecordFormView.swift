import Messages
import Vocabulary

/// The form that records an interview, its fields as a call goes along.
struct RecordFormView: Sendable {
  /// Fields that belong together.
  struct Group: Sendable {
    let legend: String
    let groupFields: [FormView.Field]
  }

  let form: FormView
  let hidden: [FormView.Field]
  let groups: [Group]

  /// Nil where the roles do not permit it.
  init?(_ visit: Visit, _ id: RecommendationID) {
    guard let form = visit.form("qualification.record-interview", ["recommendationId": id.description]) else {
      return nil
    }
    self.form = form
    hidden = form.fields.filter(\.isHidden)
    let layout: [(String, [String])] = [
      ("group-call", ["interviewedAt", "candidateInformed", "currentEmployer.name", "currentEmployer.siren"]),
      ("group-outcome", ["outcome"]), ("group-qualified", ["summary"]), ("group-rejected", ["reasonCode", "reason"]),
    ]
    groups = layout.map { legend, names in
      Group(
        legend: visit.word("interviews.\(legend)"),
        groupFields: names.compactMap { name in form.fields.first { $0.name == name } })
    }
  }
}
