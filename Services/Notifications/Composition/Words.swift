import Messages
import NotificationsDomain
import Vocabulary

/// The figures and codes of a notice in words, under `words` in templates.
struct Words {
  /// A word that templates may name.
  enum Word: String, Sendable {
    case amount, level, formerLevel, rises, points, pointsGained, pointsLost, total, reportedDay, day, start,
      attempts, asOf, withdrawnAsOf, since, why, credits, claim, remaining, fields, fieldCount, toMember,
      toCharity, matching, calendar, donated, added, wholeDonation, isSponsorship, isHeld, isSelf, isDonation,
      isSplit, isCredits, isFilled, isInParts, isToCharity, isCorrected, isJobUnknown, isOwnCompany, option,
      kind, rule, outcome, manner, source, reversal, rejection, holder, beneficiary, service, recipient,
      subject, awaited, decision, answer
  }

  let details: EventFields
  /// What is known beside the event.
  let known: KnownThings
  let kind: NotificationKind
  let language: Language
  /// The days of instants, in the policy's time zone.
  let days: [Timestamp: CalendarDay]

  /// What a word says; nil where its figure is not there.
  subscript(word: Word) -> TemplateValue? {
    switch word {
    case .amount: amount(details["amountCents"] ?? quote?["amountCents"])
    case .level: level(details["to"] ?? details["level"] ?? quote?["level"])
    case .formerLevel: level(details["from"])
    case .rises: rises
    case .points: points
    case .pointsGained: (details["points"]?.integer ?? 0) > 0 ? points : nil
    case .pointsLost: (details["points"]?.integer ?? 0) < 0 ? points : nil
    case .total: details["total"].flatMap(\.integer).map(number)
    case .reportedDay: day(known.particulars?["hiredAt"])
    case .day:
      day(
        details["hiredAt"] ?? details["expiresAt"] ?? details["paidAt"] ?? details["failedAt"] ?? details["receivedAt"])
    case .start: day(details["startsAt"])
    case .attempts: (details["attempts"]?.integer).map(Wording.attempts).text
    case .asOf: day(details["asOf"])
    case .withdrawnAsOf: day(details["withdrawnAsOf"])
    case .since: day(details["pendingSince"])
    case .why: why
    case .credits: credits
    case .claim: count(details["amount"])
    case .remaining: remaining
    case .fields: fields
    case .fieldCount: fieldCount
    case .toMember: cents(owedTo: "member:")
    case .toCharity: cents(owedTo: "charity:")
    case .matching: cents(from: "platform:matching-expense")
    case .calendar: calendar
    case .donated: known.donation.map { euros($0.donated) }
    case .added: added
    case .wholeDonation: wholeDonation
    default: code(word)
    }
  }

  // MARK: Codes

  /// What stands for a code of the contract, and the marks by which templates choose between sentences.
  private func code(_ word: Word) -> TemplateValue? {
    switch word {
    case .isSponsorship: flag("kind", RewardKind.sponsorship.rawValue)
    case .isHeld: flag("state", RewardState.held.rawValue)
    case .isSelf: flag("option", RewardOption.toMember.rawValue)
    case .isDonation: flag("option", RewardOption.donate.rawValue)
    case .isSplit: flag("option", RewardOption.split.rawValue)
    case .isCredits: flag("option", RewardOption.listingCredits.rawValue)
    case .isFilled: flag("reason", ClosingReason.filled.rawValue)
    case .isInParts: calendar == nil ? nil : .truth(true)
    case .isToCharity: beneficiaryKind == .charity ? .truth(true) : nil
    case .isCorrected: (details["revision"]?.integer ?? 0) > 1 ? .truth(true) : nil
    case .isJobUnknown: flag("reason", QuarantineReason.jobNotMapped.rawValue)
    case .isOwnCompany: details["conflictOfInterest"]?.truth == true ? .truth(true) : nil
    case .option: words("option", Wording.chosen)
    case .kind: words("kind", Wording.reward)
    case .rule: words("rule", Wording.earned)
    case .outcome: words("outcome", Wording.outcome)
    case .manner: words("manner", Wording.ended)
    case .source: words("source", Wording.source)
    case .reversal: words("reason") { (reason: ReversalReason) in Wording.reversal(reason, in: language) }
    case .rejection: rejection
    case .holder: (details["holder"]?.fields?["kind"]?.text).flatMap(AccountHolderKind.init).map(Wording.holder).text
    case .beneficiary: beneficiaryKind.map(Wording.beneficiary).text
    case .service: (details["service"]?.text).map(Wording.service).text
    case .recipient: (details["recipientKind"]?.text).map(Wording.recipient).text
    case .subject: subject
    case .awaited: (details["awaitedKind"]?.text).flatMap(FactKind.init).map(Wording.awaited).text
    case .decision: (details["command"]?.text).map(Wording.decision).text
    case .answer: (details["answer"]?.text).map(Wording.answer).text
    default: nil
    }
  }

  private func words<Code: ClosedEnumeration>(_ field: String, _ wording: (Code) -> String) -> TemplateValue? {
    (details[field]?.text).flatMap(Code.init(rawValue:)).map(wording).text
  }

  private func flag(_ field: String, _ value: String) -> TemplateValue? {
    details[field]?.text == value ? .truth(true) : nil
  }

  private var beneficiaryKind: BeneficiaryKind? {
    (details["beneficiary"]?.fields?["kind"]?.text).flatMap(BeneficiaryKind.init)
  }

  /// In words by the code; where an event of before has none, as any other reason.
  private var rejection: TemplateValue? {
    let code = (details["reasonCode"]?.text).flatMap(RejectionCode.init(rawValue:)) ?? .other
    return .text(Wording.rejection(code, in: language))
  }

  private var subject: TemplateValue? {
    guard let name = details["name"]?.text else { return nil }
    return .text(Wording.subject(details["recipientKind"]?.text ?? "staff", name))
  }

  private var why: TemplateValue? {
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

  private var quote: JSONElement? { details["quote"]?.fields }

  private func amount(_ value: JSONElement?) -> TemplateValue? {
    value?.integer.map(euros)
  }

  private func euros(_ cents: Int) -> TemplateValue { .text(Wording.amount(Cents(cents), in: language)) }

  private func number(_ number: Int) -> TemplateValue { .text(Wording.number(number, in: language)) }

  /// Without a sign: the sentence says whether they come or go.
  private var points: TemplateValue? {
    details["points"]?.integer.map { .text(Wording.points(abs($0), in: language)) }
  }

  private func level(_ value: JSONElement?) -> TemplateValue? {
    (value?.text).flatMap(Level.init(rawValue:)).map { .text(Wording.level($0, in: language)) }
  }

  private var rises: TemplateValue? {
    guard let from = (details["from"]?.text).flatMap(Level.init(rawValue:)),
      let to = (details["to"]?.text).flatMap(Level.init(rawValue:))
    else { return nil }
    return .truth(to > from)
  }

  private func day(_ value: JSONElement?) -> TemplateValue? {
    guard let text = value?.text else { return nil }
    guard let day = Timestamp(text).flatMap({ days[$0] }) else { return .text(Wording.day(text, in: language)) }
    return .text(Wording.day(day, in: language))
  }

  /// What is owed back, or was: money or listing credits.
  private func count(_ value: JSONElement?) -> TemplateValue? {
    guard let amount = value?.integer else { return nil }
    switch (details["unit"]?.text).flatMap(LedgerUnit.init(rawValue:)) {
    case .euroCents: return .text(Wording.amount(Cents(amount), in: language))
    case .listingCredits: return .text(Wording.credits(amount, in: language))
    case .points, nil: return nil
    }
  }

  private var remaining: TemplateValue? {
    (details["remaining"]?.integer ?? 0) > 0 ? count(details["remaining"]) : nil
  }

  private var fieldNames: [String] { details["fields"]?.items?.compactMap(\.text) ?? [] }

  private var fields: TemplateValue? {
    let names = fieldNames.compactMap(HireReportField.init(rawValue:)).map(Wording.reported)
    return names.isEmpty ? nil : .text(names.joined(separator: " et "))
  }

  /// How many fields are at fault; which, the details say, by their names in the contract.
  private var fieldCount: TemplateValue? {
    switch fieldNames.count {
    case 0: nil
    case 1: .text("Un champ est en cause")
    case let count: .text("\(count) champs sont en cause")
    }
  }

  // MARK: Settlements

  /// The money that a settlement owes to holders of one kind; what is owed is negative in the books.
  private func cents(owedTo holder: String) -> TemplateValue? {
    let cents = lines { $0.hasPrefix(holder) && $0.hasSuffix(":payable") }
    return cents == 0 ? nil : .text(Wording.amount(Cents(-cents), in: language))
  }

  private func cents(from account: String) -> TemplateValue? {
    let cents = lines { $0 == account }
    return cents == 0 ? nil : .text(Wording.amount(Cents(cents), in: language))
  }

  private var credits: TemplateValue? {
    if let credits = details["credits"]?.integer { return .text(Wording.credits(credits, in: language)) }
    let credits = lines { $0.hasPrefix("company:") && $0.hasSuffix(":listing-credits") }
    return credits == 0 ? nil : .text(Wording.credits(-credits, in: language))
  }

  private func lines(of isMeant: (String) -> Bool) -> Int {
    let lines = details["lines"]?.items ?? []
    return lines.compactMap(\.fields).reduce(0) { sum, line in
      guard let account = line["account"]?.text, isMeant(account) else { return sum }
      return sum + (line["amount"]?.integer ?? 0)
    }
  }

  /// The payments and their days, a line each; nil where it is one, asked for at once (W9).
  private var calendar: TemplateValue? {
    let parts = (details["instalments"]?.items ?? []).compactMap { part -> TemplateObject? in
      guard let day = part["dueOn"]?.text, let cents = part["amountCents"]?.integer else { return nil }
      return .payment(amount: Wording.amount(Cents(cents), in: language), day: Wording.day(day, in: language))
    }
    return parts.isEmpty ? nil : .list(parts)
  }

  /// What the platform adds to a donation, where it adds anything.
  private var added: TemplateValue? {
    guard let donation = known.donation, donation.matching > 0 else { return nil }
    return euros(donation.matching)
  }

  /// All that a charity gets by a reward, where this is a part of it.
  private var wholeDonation: TemplateValue? {
    guard let donation = known.donation else { return nil }
    let whole = donation.donated + donation.matching
    return whole == details["amountCents"]?.integer ? nil : euros(whole)
  }
}

extension Optional<String> {
  /// The text as templates take it.
  fileprivate var text: TemplateValue? { map(TemplateValue.text) }
}
