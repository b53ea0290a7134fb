import Messages
import NotificationsDomain
import Vocabulary

/// The figures and codes of a notice in words, under `words` in templates.
struct Words {
  let details: JSONObject
  let kind: NotificationKind
  let language: Language

  /// What a word says; nil where its figure is not there.
  subscript(word: String) -> JSONValue? {
    switch word {
    case "amount": amount(details["amountCents"] ?? quote?["amountCents"])
    case "level": level(details["to"] ?? details["level"] ?? quote?["level"])
    case "formerLevel": level(details["from"])
    case "rises": rises
    case "day": day(details["hiredAt"] ?? details["expiresAt"])
    case "option": option
    case "why": why
    case "isSponsorship": flag("kind", RewardKind.sponsorship.rawValue)
    case "isHeld": flag("state", RewardState.held.rawValue)
    case "toMember": settled(holder: "member:")
    case "toCharity": settled(holder: "charity:")
    case "credits": credits
    case "claim": claim
    case "holder": holder
    case "fields": fields
    default: nil
    }
  }

  private var quote: JSONObject? { details["quote"]?.fields }

  private func amount(_ value: JSONValue?) -> JSONValue? {
    value?.integer.map { .string(Wording.amount(Cents($0), in: language)) }
  }

  private func level(_ value: JSONValue?) -> JSONValue? {
    (value?.text).flatMap(Level.init(rawValue:)).map { .string(Wording.level($0, in: language)) }
  }

  private func day(_ value: JSONValue?) -> JSONValue? {
    (value?.text).map { .string(Wording.day($0, in: language)) }
  }

  private func flag(_ field: String, _ value: String) -> JSONValue? {
    details[field]?.text == value ? true : nil
  }

  private var option: JSONValue? {
    (details["option"]?.text).flatMap(RewardOption.init(rawValue:)).map {
      .string(Wording.option($0, in: language))
    }
  }

  private var rises: JSONValue? {
    guard let from = (details["from"]?.text).flatMap(Level.init(rawValue:)),
      let to = (details["to"]?.text).flatMap(Level.init(rawValue:))
    else { return nil }
    return .boolean(to > from)
  }

  private var why: JSONValue? {
    switch kind {
    case .staffHireUnattributed: (details["reason"]?.text).map { .string(Wording.unattributed($0)) }
    case .staffRecommendationRefused, .memberRecommendationRefused:
      (details["code"]?.text).map { .string(Wording.refusal(ProblemCode(rawValue: $0), in: language)) }
    case .staffMessageDeadLettered: (details["reason"]?.text).map { .string(Wording.givenUp($0)) }
    case .staffCommandRefused: (details["code"]?.text).map { .string(Wording.givenUp($0)) }
    default: nil
    }
  }

  /// What is owed back: money or listing credits.
  private var claim: JSONValue? {
    guard let amount = details["amount"]?.integer else { return nil }
    switch (details["unit"]?.text).flatMap(LedgerUnit.init(rawValue:)) {
    case .euroCents: return .string(Wording.amount(Cents(amount), in: language))
    case .listingCredits: return .string(Wording.credits(amount, in: language))
    case .points, nil: return nil
    }
  }

  private var fields: JSONValue? {
    guard let names = details["fields"]?.items?.compactMap(\.text), !names.isEmpty else { return nil }
    // Paths of the contract, for whoever corrects the message.
    if kind != .staffHireReportDiffers { return .string(names.joined(separator: ", ")) }
    return .string(names.map(Wording.reportField).joined(separator: " et "))
  }

  private var holder: JSONValue? {
    (details["holder"]?.fields?["kind"]?.text).map { .string(Wording.holder($0)) }
  }

  /// The money that a settlement owes to holders of one kind; credits are negative in the books.
  private func settled(holder: String) -> JSONValue? {
    let cents = lines { $0.hasPrefix(holder) && $0.hasSuffix(":payable") }
    return cents == 0 ? nil : .string(Wording.amount(Cents(-cents), in: language))
  }

  private var credits: JSONValue? {
    let credits = lines { $0.hasPrefix("company:") && $0.hasSuffix(":listing-credits") }
    return credits == 0 ? nil : .integer(-credits)
  }

  private func lines(of isMeant: (String) -> Bool) -> Int {
    let lines = details["lines"]?.items ?? []
    return lines.compactMap(\.fields).reduce(0) { sum, line in
      guard let account = line["account"]?.text, isMeant(account) else { return sum }
      return sum + (line["amount"]?.integer ?? 0)
    }
  }
}
