import Messages
import NotificationsDomain

/// What a template's name stands for.
package enum TemplateValue: Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case truth(Bool)
  case list([TemplateObject])
  case object(TemplateObject)

  /// The value of a field of an event; nil for `null`.
  init?(_ element: JSONElement) {
    if let text = element.text {
      self = .text(text)
    } else if let truth = element.truth {
      self = .truth(truth)
    } else if let integer = element.integer {
      self = .integer(integer)
    } else if let number = element.number {
      self = .number(number)
    } else if let items = element.items {
      self = .list(items.filter { !$0.isNull }.map(TemplateObject.fields))
    } else if element.isNull {
      return nil
    } else {
      self = .object(.fields(element))
    }
  }

  /// A text, or nothing.
  init?(_ text: String?) {
    guard let text else { return nil }
    self = .text(text)
  }

  /// Whether a section of it is written.
  var isSomething: Bool {
    switch self {
    case .truth(let truth): truth
    case .list(let items): !items.isEmpty
    case .text, .integer, .number, .object: true
    }
  }

  /// Writes it; what is no single value has no form.
  func write(to text: inout [UInt8]) {
    switch self {
    case .text(let value): text.append(contentsOf: value.utf8)
    case .integer(let value): text.append(contentsOf: String(value).utf8)
    case .number(let value): text.append(contentsOf: String(value).utf8)
    case .truth(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
    case .list, .object: break
    }
  }
}

/// What has fields that a template may name, within a section of it or behind a point.
package enum TemplateObject: Sendable {
  /// An object of an event.
  case fields(JSONElement)
  case person(PersonName)
  case candidate(Facts.Candidate)
  case company(Facts.Company)
  /// An offer, by its title.
  case offer(String)
  /// A charity, by its name.
  case charity(String)
  case donation(Facts.Donation)
  /// A payment, by its amount and its day in words.
  case payment(amount: String, day: String)

  /// The value of a field; nil where there is none.
  func child(_ name: TemplateName.Part) -> TemplateValue? {
    if case .fields(let fields) = self { return fields[name.text].flatMap { TemplateValue($0) } }
    return name.field.flatMap(child)
  }

  /// The value of a field by its name; for tests.
  package func child(named name: String) -> TemplateValue? { child(TemplateName.Part(name[...])) }

  private func child(_ field: TemplateName.Field) -> TemplateValue? {
    switch (self, field) {
    case (.person(let name), .firstName): .text(name.first)
    case (.person(let name), .lastName): .text(name.last)
    case (.candidate(let candidate), .firstName): .text(candidate.name.first)
    case (.candidate(let candidate), .lastName): .text(candidate.name.last)
    case (.candidate(let candidate), .email): .text(candidate.email)
    case (.candidate(let candidate), .phone): TemplateValue(candidate.phone)
    case (.candidate(let candidate), .linkedinUrl): TemplateValue(candidate.linkedInURL)
    case (.company(let company), .name): .text(company.name)
    case (.company(let company), .reachable): .truth(company.isReachable)
    case (.offer(let title), .title): .text(title)
    case (.charity(let name), .name): .text(name)
    case (.donation(let donation), .donatedCents): .integer(donation.donated)
    case (.donation(let donation), .matchingCents): .integer(donation.matching)
    case (.payment(let amount, _), .amount): .text(amount)
    case (.payment(_, let day), .day): .text(day)
    default: nil
    }
  }
}
