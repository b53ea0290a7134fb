import Messages
import Vocabulary

/// A hire that a program is asked to report.
struct Hire: Hashable, Sendable {
  /// The reporting system.
  static let sourceSystem = "ats.example.com"

  let applicationID: String
  let offerReference: String
  let email: String
  let hiredAt: Timestamp

  /// A hire that the seed decides; `days` ago.
  static func made(_ random: inout SeededRandom, daysAgo days: Int = 3) -> Hire {
    let names = ["camille.durand", "lea.fontaine", "noe.l'hermitte", "ines+ats", "zoe_martin"]
    let seconds = Double(Int.random(in: 0..<3600, using: &random))
    let now = Timestamp(microseconds: Timestamp.now.microseconds / 1_000_000 * 1_000_000)
    return Hire(
      applicationID: pick(["A-", "APP/2026/", "été-"], &random)
        + String(Int.random(in: 1000..<1_000_000, using: &random)),
      offerReference: "REQ-2026-\(Int.random(in: 1..<1000, using: &random))",
      email: "\(pick(names, &random))@example.com",
      hiredAt: now.adding(seconds: -86_400 * Double(days) - seconds))
  }

  private static func pick(_ words: [String], _ random: inout SeededRandom) -> String {
    words.randomElement(using: &random) ?? ""
  }

  /// What an order to report it says.
  var report: JSONObject {
    [
      "applicationId": .string(applicationID), "sourceSystem": .string(Self.sourceSystem),
      "offerReference": .string(offerReference), "email": .string(email), "hiredAt": .string(hiredAt.description),
    ]
  }

  /// What an order to withdraw it says.
  func withdrawal(at instant: Timestamp) -> JSONObject {
    [
      "applicationId": .string(applicationID), "sourceSystem": .string(Self.sourceSystem),
      "withdrawnAt": .string(instant.description), "reason": "trial period",
    ]
  }

  /// What is not as it was ordered.
  func differences(_ data: HireReported) -> [String] {
    var differing: [String] = []
    if data.applicationId != applicationID { differing.append("applicationId") }
    if data.sourceSystem != Self.sourceSystem { differing.append("sourceSystem") }
    if data.offerReference != offerReference { differing.append("offerReference") }
    if data.candidate.email?.rawValue.lowercased() != email.lowercased() { differing.append("candidate.email") }
    if data.hiredAt != hiredAt { differing.append("hiredAt") }
    return differing
  }
}
