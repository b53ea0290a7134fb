import Vocabulary

/// The limits of the contract, the same wherever a field of the kind occurs.
extension Validator {
  /// Characters of a name, title or reference.
  public static let maximumLineLength = 200
  /// Characters of a URL.
  public static let maximumURLLength = 2048
  /// Characters of a description, message or summary.
  public static let maximumTextLength = 10_000
  /// Items of a list.
  public static let maximumItems = 100
  /// Items of a page of a list that is asked for.
  public static let maximumPageSize = 200
  /// Any count or amount that a person sets; far from where sums could overflow.
  public static let maximumCount = 1_000_000_000
  /// The number of a version or revision, which a service counts: what an integer column holds.
  public static let maximumVersion = 2_147_483_647
  /// Any amount, number of points or total, with either sign; what is summed up over the years keeps far from it.
  public static let maximumAmount = Cents.limit.rawValue
  /// Characters of an id in an envelope: of the message, of its story and of its cause.
  public static let maximumIDLength = 128
  /// Bytes of an envelope's `source`, which an index holds together with the id.
  public static let maximumSourceLength = 512

  /// A name, title or reference: one line in which something is to be seen, at most 200 characters unless said otherwise.
  public mutating func line(_ text: String?, _ field: String, maximum: Int = maximumLineLength) {
    guard let text, !text.isPlainLine(maximum: maximum) else { return }
    check(!MessageText.isInvisible(text), field, "is empty")
    check(text.unicodeScalars.count <= maximum, field, "is longer than \(maximum) characters")
    if let defect = text.breaksLine ? "has control characters" : MessageText.defect(of: text) { report(field, defect) }
  }

  /// A text of any number of lines: at most 10 000 characters.
  public mutating func text(_ text: String?, _ field: String, minimum: Int = 0) {
    guard let text else { return }
    check(minimum == 0 || !MessageText.isInvisible(text), field, "is empty")
    let length = text.utf8.count <= Self.maximumTextLength ? 0 : text.unicodeScalars.count
    check(length <= Self.maximumTextLength, field, "is longer than \(Self.maximumTextLength) characters")
    if let defect = MessageText.defect(of: text) { report(field, defect) }
  }

  /// A list: at most 100 items unless said otherwise.
  public mutating func list<Item>(
    _ items: [Item]?, _ field: String, minimum: Int = 0, maximum: Int = maximumItems
  ) {
    guard let items else { return }
    check(items.count >= minimum, field, minimum == 1 ? "is empty" : "has fewer than \(minimum) items")
    check(items.count <= maximum, field, "has more than \(maximum) items")
  }

  /// A number within bounds.
  public mutating func range(_ number: Int?, _ bounds: ClosedRange<Int>, _ field: String) {
    guard let number else { return }
    check(bounds.contains(number), field, "is not between \(bounds.lowerBound) and \(bounds.upperBound)")
  }

  /// The number of a version, from 1.
  public mutating func version(_ number: Int?, _ field: String) {
    range(number, 1...Self.maximumVersion, field)
  }

  /// A number that may have either sign, or a total of such.
  public mutating func total(_ number: Int?, _ field: String) {
    range(number, -Self.maximumAmount...Self.maximumAmount, field)
  }

  /// A count or an amount: not negative.
  public mutating func count(_ number: Int?, _ field: String) {
    range(number, 0...Self.maximumCount, field)
  }
}

extension String {
  /// Whether it is a line within bounds that needs no look into Unicode's tables: printable ASCII, not blank.
  fileprivate func isPlainLine(maximum: Int) -> Bool {
    guard utf8.count <= maximum else { return false }
    let isPlain = utf8.withContiguousStorageIfAvailable { bytes in
      var isBlank = true
      for byte in bytes {
        guard 0x20...0x7E ~= byte else { return false }
        if byte != 0x20 { isBlank = false }
      }
      return !isBlank
    }
    return isPlain ?? false
  }

  /// Whether it is more than one line, or has tabulators.
  fileprivate var breaksLine: Bool {
    unicodeScalars.contains { ["\t", "\n", "\r", "\u{2028}", "\u{2029}"].contains($0) }
  }
}

extension Employer {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.line(name, "\(field).name")
  }
}

extension RewardPreference {
  /// Reports what the option needs and lacks (W3), with the path of the field that holds this value, if any does.
  func validate(_ validator: inout Validator, at field: String?) {
    let prefix = field.map { "\($0)." } ?? ""
    validator.check(
      !option.needsCharity || charityId != nil, "\(prefix)charityId", "is required with option \(option.rawValue)")
    validator.check(
      !option.needsCompany || companyId != nil, "\(prefix)companyId", "is required with option \(option.rawValue)")
  }
}

extension Quote {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.count(amountCents.rawValue, "\(field).amountCents")
    validator.version(policyVersion, "\(field).policyVersion")
  }
}
