import Messages
import Vocabulary

extension HookClock {
  /// Whose clock it is, in words.
  package var words: String {
    switch self {
    case .event: "the vendor's instant of the event"
    case .decision: "the vendor's date of what the event is about"
    case .receipt: "the receipt of the webhook, since the vendor says nothing better"
    }
  }
}

extension HookReport {
  /// As of when it speaks, and by whose clock (H1).
  var asOf: String { "\(data["asOf"]?.string.map { "\($0), " } ?? "")by \(clock.words)" }

  /// The report's fields under each other; those that may name a person only by their kinds unless revealed.
  func rows(isRevealed: Bool) -> [[String]] {
    var rows = [
      ["report", routingKey], ["message", messageId ?? "none: it was not sent"],
      ["published", publishedAt?.description ?? "not yet"], ["as of", asOf],
    ]
    for (path, text) in fields(isRevealed: isRevealed) { rows.append(["data \(path)", text]) }
    return rows
  }

  /// The data by their paths.
  func fields(isRevealed: Bool) -> [(path: String, text: String)] {
    if isRevealed { return JSONText.leaves(data).map { ($0.path, JSONText.text($0.value)) } }
    return Masked.lines(.object(data)).map { path, kind in
      let value = Self.things.contains(path) ? data[path]?.string : nil
      return (path, value ?? kind)
    }
  }

  /// Fields of reports that name things and instants, and no person.
  private static let things: Set<String> = [
    "applicationId", "sourceSystem", "offerId", "offerReference", "companyId", "hiredAt", "startsAt", "withdrawnAt",
    "asOf",
  ]
}
