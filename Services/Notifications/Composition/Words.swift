import Messages
import NotificationsDomain
import Vocabulary

/// The figures and codes of a notice in words, under `words` in templates.
struct Words {
  let details: JSONObject
  let kind: NotificationKind
  let language: Language

  /// What there is to say in words; a word whose figure is not there is not there either.
  var object: JSONObject {
    let quote = details["quote"]?.fields
    var words: JSONObject = [:]
    words["amount"] = amount(details["amountCents"] ?? quote?["amountCents"])
    words["level"] = level(details["to"] ?? details["level"] ?? quote?["level"])
    words["formerLevel"] = level(details["from"])
    words["rises"] = rises
    words["day"] = day(details["hiredAt"] ?? details["expiresAt"])
    words["option"] = option
    words["why"] = why
    words["isSponsorship"] = flag("kind", RewardKind.sponsorship.rawValue)
    words["isHeld"] = flag("state", RewardState.held.rawValue)
    words["toMember"] = settled(holder: "member:")
    words["toCharity"] = settled(holder: "charity:")
    words["credits"] = credits
    return words
  }

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
    default: nil
    }
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
