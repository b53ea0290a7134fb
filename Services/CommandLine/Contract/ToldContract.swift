import Messages
import Vocabulary

/// What a running service says of the contract that it speaks.
package struct ToldContract: Sendable {
  /// The service.
  package let service: String
  /// The version of the contract, where it was told.
  package let version: String?
  /// The document, cut down to the service, where it was told.
  package let document: JSONObject?
  /// How it stands to ours.
  package let agreement: ContractAgreement

  /// Reads a reply to `<service>.get-contract`; `ours` is our document, cut down to the service.
  package init(of service: String, reply: CommandReply, ours: JSONObject) {
    self.service = service
    switch reply {
    case .accepted(let data):
      version = data["version"]?.string
      if case .object(let told) = data["document"] {
        document = told
        agreement = ContractAgreement(told: told, ours: ours)
      } else {
        document = nil
        agreement = .unanswered("the answer holds no document")
      }
    case .rejected(let problem):
      version = nil
      document = nil
      let code = problem["code"]?.string ?? "no code"
      agreement = code == ProblemCode.unknownCommand.rawValue ? .tooOld : .unanswered("rejected: \(code)")
    }
  }

  /// A service that did not answer.
  package init(of service: String, failure: CommandFailure) {
    self.service = service
    version = nil
    document = nil
    agreement = .unanswered(failure.description)
  }
}

extension ToldContract {
  /// What several services told, for people; each message that differs where one service alone was asked.
  package static func lines(of told: [ToldContract], here version: String) -> [String] {
    var table = TextTable(["", "version", ""])
    table.add(["here", version, ""])
    for each in told { table.add([each.service, each.version ?? "-", each.agreement.words]) }
    return table.lines + (told.count == 1 ? told[0].agreement.lines.map { "  \($0)" } : [])
  }

  /// How a program ends that was told this: as after a difference, or an answer that did not come.
  package static func status(of told: [ToldContract]) -> ExitStatus? {
    let agreements = told.map(\.agreement)
    if agreements.contains(where: { if case .unanswered = $0 { true } else { false } }) { return .unavailable }
    return agreements.allSatisfy(\.isAgreed) ? nil : .difference
  }
}
