import Messages
import NotificationsDomain
import Vocabulary

/// The figures and codes of a notice in words, under `words` in templates.
struct Words {
  let details: JSONObject
  /// What is known beside the event.
  let known: JSONObject
  let kind: NotificationKind
  let language: Language
  /// The days of instants, in the policy's time zone.
  let days: [Timestamp: CalendarDay]

  /// What a word says; nil where its figure is not there.
  subscript(word: String) -> JSONValue? {
    switch word {
    case "amount": amount(details["amountCents"] ?? quote?["amountCents"])
    case "level": level(details["to"] ?? details["level"] ?? quote?["level"])
    case "formerLevel": level(details["from"])
    case "rises": rises
    case "points": points
    case "pointsGained": (details["points"]?.integer ?? 0) > 0 ? points : nil
    case "pointsLost": (details["points"]?.integer ?? 0) < 0 ? points : nil
    case "total": details["total"].flatMap(\.integer).map(number)
    case "reportedDay": day(known["particulars"]?.fields?["hiredAt"])
    case "day":
      day(
        details["hiredAt"] ?? details["expiresAt"] ?? details["paidAt"] ?? details["failedAt"] ?? details["receivedAt"])
    case "start": day(details["startsAt"])
    case "attempts": (details["attempts"]?.integer).map(Wording.attempts).text
    case "asOf": day(details["asOf"])
    case "withdrawnAsOf": day(details["withdrawnAsOf"])
    case "since": day(details["pendingSince"])
    case "why": why
    case "credits": credits
    case "claim": count(details["amount"])
    case "remaining": remaining
    case "fields": fields
    case "fieldCount": fieldCount
    case "toMember": cents(owedTo: "member:")
    case "toCharity": cents(owedTo: "charity:")
    case "matching": cents(from: "platform:matching-expense")
    case "calendar": calendar
    case "donated": known["donation"]?.fields.flatMap { amount($0["donatedCents"]) }
    case "added": added
    case "wholeDonation": wholeDonation
    default: code(word)
    }
  }

  // MARK: Codes

  /// What stands for a code of the contract, and the marks by which templates choose between sentences.
  private func code(_ word: String) -> JSONValue? {
    switch word {
    case "isSponsorship": flag("kind", RewardKind.sponsorship.rawValue)
    case "isHeld": flag("state", RewardState.held.rawValue)
    case "isSelf": flag("option", RewardOption.toMember.rawValue)
    case "isDonation": flag("option", RewardOption.donate.rawValue)
    case "isSplit": flag("option", RewardOption.split.rawValue)
    case "isCredits": flag("option", RewardOption.listingCredits.rawValue)
    case "isFilled": flag("reason", ClosingReason.filled.rawValue)
    case "isInParts": calendar == nil ? nil : true
    case "isToCharity": beneficiaryKind == .charity ? true : nil
    case "isCorrected": (details["revision"]?.integer ?? 0) > 1 ? true : nil
    case "isJobUnknown": flag("reason", QuarantineReason.jobNotMapped.rawValue)
    case "isOwnCompany": details["conflictOfInterest"] == true ? true : nil
    case "option": words("option", Wording.chosen)
    case "kind": words("kind", Wording.reward)
    case "rule": words("rule", Wording.earned)
    case "outcome": words("outcome", Wording.outcome)
    case "manner": words("manner", Wording.ended)
    case "source": words("source", Wording.source)
    case "reversal": words("reason") { (reason: ReversalReason) in Wording.reversal(reason, in: language) }
    case "rejection": rejection
    case "holder": (details["holder"]?.fields?["kind"]?.text).flatMap(AccountHolderKind.init).map(Wording.holder).text
    case "beneficiary": beneficiaryKind.map(Wording.beneficiary).text
    case "service": (details["service"]?.text).map(Wording.service).text
    case "recipient": (details["recipientKind"]?.text).map(Wording.recipient).text
    case "subject": subject
    case "awaited": (details["awaitedKind"]?.text).flatMap(FactKind.init).map(Wording.awaited).text
    case "decision": (details["command"]?.text).map(Wording.decision).text
    case "answer": (details["answer"]?.text).map(Wording.answer).text
    default: nil
    }
  }

  private func words<Code: ClosedEnumeration>(_ field: String, _ wording: (Code) -> String) -> JSONValue? {
    (details[field]?.text).flatMap(Code.init(rawValue:)).map(wording).text
  }

  private func flag(_ field: String, _ value: String) -> JSONValue? {
    details[field]?.text == value ? true : nil
  }

  private var beneficiaryKind: BeneficiaryKind? {
    (details["beneficiary"]?.fields?["kind"]?.text).flatMap(BeneficiaryKind.init)
  }

  /// In words by the code; where an event of before has none, as any other reason.
  private var rejection: JSONValue? {
    let code = (details["reasonCode"]?.text).flatMap(RejectionCode.init(rawValue:)) ?? .other
    return .string(Wording.rejection(code, in: language))
  }

  private var subject: JSONValue? {
    guard let name = details["name"]?.text else { return nil }
    return .string(Wording.subject(details["recipientKind"]?.text ?? "staff", name))
  }

  private var why: JSONValue? {
    switch kind {
    case .staffHireUnattributed: words("reason", Wording.unattributed)
    case .staffWebhookQuarantined: words("reason", Wording.quarantined)
    case .staffRecommendationRefused, .memberRecommendationRefused:
      (details["code"]?.text).map { Wording.refusal(ProblemCode(rawValue: $0), in: language) }.text
    case .staffMessageDeadLettered: (details["reason"]?.text).map { Wording.givenUp(ProblemCode(rawValue: $0)) }.text
    case .staffCommandRefused: (details["code"]?.text).map { Wording.givenUp(ProblemCode(rawValue: $0)) }.text
    default: nil
    }
  }

  // MARK: Figures

  private var quote: JSONObject? { details["quote"]?.fields }

  private func amount(_ value: JSONValue?) -> JSONValue? {
    value?.integer.map { .string(Wording.amount(Cents($0), in: language)) }
  }

  private func number(_ number: Int) -> JSONValue { .string(Wording.number(number, in: language)) }

  /// Without a sign: the sentence says whether they come or go.
  private var points: JSONValue? {
    details["points"]?.integer.map { .string(Wording.points(abs($0), in: language)) }
  }

  private func level(_ value: JSONValue?) -> JSONValue? {
    (value?.text).flatMap(Level.init(rawValue:)).map { .string(Wording.level($0, in: language)) }
  }

  private var rises: JSONValue? {
    guard let from = (details["from"]?.text).flatMap(Level.init(rawValue:)),
      let to = (details["to"]?.text).flatMap(Level.init(rawValue:))
    else { return nil }
    return .boolean(to > from)
  }

  private func day(_ value: JSONValue?) -> JSONValue? {
    guard let text = value?.text else { return nil }
    guard let day = Timestamp(text).flatMap({ days[$0] }) else { return .string(Wording.day(text, in: language)) }
    return .string(Wording.day(day, in: language))
  }

  /// What is owed back, or was: money or listing credits.
  private func count(_ value: JSONValue?) -> JSONValue? {
    guard let amount = value?.integer else { return nil }
    switch (details["unit"]?.text).flatMap(LedgerUnit.init(rawValue:)) {
    case .euroCents: return .string(Wording.amount(Cents(amount), in: language))
    case .listingCredits: return .string(Wording.credits(amount, in: language))
    case .points, nil: return nil
    }
  }

  private var remaining: JSONValue? {
    (details["remaining"]?.integer ?? 0) > 0 ? count(details["remaining"]) : nil
  }

  private var fieldNames: [String] { details["fields"]?.items?.compactMap(\.text) ?? [] }

  private var fields: JSONValue? {
    let names = fieldNames.compactMap(HireReportField.init(rawValue:)).map(Wording.reported)
    return names.isEmpty ? nil : .string(names.joined(separator: " et "))
  }

  /// How many fields are at fault; which, the details say, by their names in the contract.
  private var fieldCount: JSONValue? {
    switch fieldNames.count {
    case 0: nil
    case 1: "Un champ est en cause"
    case let count: .string("\(count) champs sont en cause")
    }
  }

  // MARK: Settlements

  /// The money that a settlement owes to holders of one kind; what is owed is negative in the books.
  private func cents(owedTo holder: String) -> JSONValue? {
    let cents = lines { $0.hasPrefix(holder) && $0.hasSuffix(":payable") }
    return cents == 0 ? nil : .string(Wording.amount(Cents(-cents), in: language))
  }

  private func cents(from account: String) -> JSONValue? {
    let cents = lines { $0 == account }
    return cents == 0 ? nil : .string(Wording.amount(Cents(cents), in: language))
  }

  private var credits: JSONValue? {
    if let credits = details["credits"]?.integer { return .string(Wording.credits(credits, in: language)) }
    let credits = lines { $0.hasPrefix("company:") && $0.hasSuffix(":listing-credits") }
    return credits == 0 ? nil : .string(Wording.credits(-credits, in: language))
  }

  private func lines(of isMeant: (String) -> Bool) -> Int {
    let lines = details["lines"]?.items ?? []
    return lines.compactMap(\.fields).reduce(0) { sum, line in
      guard let account = line["account"]?.text, isMeant(account) else { return sum }
      return sum + (line["amount"]?.integer ?? 0)
    }
  }

  /// The payments and their days, a line each; nil where it is one, asked for at once (W9).
  private var calendar: JSONValue? {
    let parts = (details["instalments"]?.items ?? []).compactMap(\.fields).compactMap { part -> JSONValue? in
      guard let day = part["dueOn"]?.text, let cents = part["amountCents"]?.integer else { return nil }
      return .object([
        "day": .string(Wording.day(day, in: language)), "amount": .string(Wording.amount(Cents(cents), in: language)),
      ])
    }
    return parts.isEmpty ? nil : .array(parts)
  }

  /// What the platform adds to a donation, where it adds anything.
  private var added: JSONValue? {
    guard let matching = known["donation"]?.fields?["matchingCents"], (matching.integer ?? 0) > 0 else { return nil }
    return amount(matching)
  }

  /// All that a charity gets by a reward, where this is a part of it.
  private var wholeDonation: JSONValue? {
    guard let donation = known["donation"]?.fields, let donated = donation["donatedCents"]?.integer else { return nil }
    let whole = donated + (donation["matchingCents"]?.integer ?? 0)
    return whole == details["amountCents"]?.integer ? nil : .string(Wording.amount(Cents(whole), in: language))
  }
}

extension Optional<String> {
  /// The text as templates take it.
  fileprivate var text: JSONValue? { map(JSONValue.string) }
}
