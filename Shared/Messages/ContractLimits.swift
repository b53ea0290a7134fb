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
  /// Any count or amount that a person sets; far from where sums could overflow.
  public static let maximumCount = 1_000_000_000

  /// A name, title or reference: not blank, one line, at most 200 characters unless said otherwise.
  public mutating func line(_ text: String?, _ field: String, maximum: Int = maximumLineLength) {
    guard let text, !text.isPlainLine(maximum: maximum) else { return }
    let scalars = text.unicodeScalars
    check(!scalars.allSatisfy(\.properties.isWhitespace), field, "is empty")
    check(scalars.count <= maximum, field, "is longer than \(maximum) characters")
    check(!scalars.contains { $0.properties.generalCategory == .control }, field, "has control characters")
  }

  /// A text of any number of lines: at most 10 000 characters, without NUL, which PostgreSQL cannot store.
  public mutating func text(_ text: String?, _ field: String, minimum: Int = 0) {
    guard let text else { return }
    let scalars = text.unicodeScalars
    check(minimum == 0 || !scalars.allSatisfy(\.properties.isWhitespace), field, "is empty")
    check(scalars.count <= Self.maximumTextLength, field, "is longer than \(Self.maximumTextLength) characters")
    check(!scalars.contains("\0"), field, "has control characters")
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

  /// A count or an amount: not negative.
  public mutating func count(_ number: Int?, _ field: String) {
    range(number, 0...Self.maximumCount, field)
  }
}

extension String {
  /// Whether it is a line within bounds that needs no look into Unicode's tables: printable ASCII, not blank.
  fileprivate func isPlainLine(maximum: Int) -> Bool {
    let isPrintable = utf8.allSatisfy { 0x20...0x7E ~= $0 }
    return isPrintable && utf8.count <= maximum && utf8.contains { $0 != 0x20 }
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
