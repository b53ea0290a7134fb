import RecommendationsDomain
import Vocabulary

/// A report that leaves its hire out of force because of a later withdrawal.
///
/// It is known by its message and by what it says: delivered again it is the same, said again it is another (H1).
struct OutdatedReport: Hashable, Sendable {
  let hireID: HireID
  let messageID: MessageID
  let content: String

  init(hireID: HireID, messageID: MessageID, content: String) {
    self.hireID = hireID
    self.messageID = messageID
    self.content = content
  }

  /// A message that says this of a hire.
  init(_ report: HireIsInForce.Report, naming: String, of hireID: HireID, by messageID: MessageID) {
    let instants = [report.asOf, report.hiredAt, report.startsAt].map { $0?.description ?? "" }
    self.init(hireID: hireID, messageID: messageID, content: (instants + [naming]).joined(separator: "|"))
  }
}
