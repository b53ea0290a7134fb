import Messages

/// Why an offer reaches a member or not, in a sentence.
package struct TargetingExplanation: Sendable {
  private let result: ExplainTargeting.Result

  package init(_ result: ExplainTargeting.Result) {
    self.result = result
  }

  /// One sentence.
  package var sentence: String {
    let reasons = result.reasons.map(Self.text).joined(separator: ", and ")
    return "\(what)\(reasons.isEmpty ? "" : ", because \(reasons)")."
  }

  private var what: String {
    let wave = result.wave.map { " in wave \($0)" } ?? ""
    let at = result.at.map { " at \($0)" } ?? ""
    return switch result.decision {
    case .solicited: "The offer was pushed to the member\(wave)\(at)"
    case .planned: "The offer will be pushed to the member\(wave)\(at)"
    case .notTargeted: "The offer is not meant for the member"
    case .notSolicited: "The offer is not pushed to the member"
    }
  }

  private static func text(_ reason: TargetingReason) -> String {
    switch reason {
    case .sectorNotCovered: "no sector of the profile covers the offer's"
    case .zoneNotCovered: "no zone of the profile covers the offer's"
    case .memberNotActive: "the member is unknown, not known yet, or has left"
    case .offerNotOpen: "the offer is a draft or closed"
    case .budgetExhausted: "the member was solicited often enough this week"
    case .covered: "the profile covers the offer"
    }
  }
}
