import ConsoleDomain
import FoundationEssentials
import Messages

/// What somebody filled in, as the data of a command.
struct FormData: Sendable {
  /// The data, as far as they can be read.
  private(set) var object: JSONObject = [:]
  /// What cannot be read, by the field's name.
  private(set) var defects: [String: Said] = [:]

  /// Reads the fields of a form; what is empty is left out.
  init(_ form: ActionForm, _ posted: [String: String]) {
    for field in form.fields where !field.isOfThePage {
      let text = (posted[field.name] ?? "").trimmingCharacters
      if let value = value(of: field, text, isShown: posted[field.name] != nil) {
        put(value, at: field.name.split(separator: ".").map(String.init)[...])
      }
    }
  }

  private mutating func value(of field: FormField, _ text: String, isShown: Bool) -> JSONValue? {
    if case .tick = field.kind { return .boolean(!text.isEmpty) }
    guard !text.isEmpty else {
      if field.emptyRemoves, isShown { return .null }
      if field.isRequired || (field.isRequiredWhereShown && isShown) {
        defects[field.name] = Said("doit être rempli", "is required")
      }
      return nil
    }
    switch field.kind {
    case .integer(let range):
      guard let number = Int(text), range.contains(number) else {
        defects[field.name] = Said(
          "doit être un nombre entier de \(range.lowerBound) à \(range.upperBound)",
          "has to be a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
      }
      return .integer(number)
    case .euros:
      guard let cents = Self.cents(text) else {
        defects[field.name] = Said("doit être un montant, comme 12,50", "has to be an amount, such as 12.50")
        return nil
      }
      return .integer(cents)
    case .flag:
      return .boolean(text == "true")
    case .list:
      return .array(
        text.split(separator: ",").map { .string(String($0).trimmingCharacters) }.filter { $0 != .string("") })
    case .hidden, .line, .email, .telephone, .text, .day, .choice, .tick:
      return .string(text)
    }
  }

  /// The cents of `12,50`, `12.5` or `1 250`; nil for anything else.
  static func cents(_ text: String) -> Int? {
    let digits = text.filter { !$0.isWhitespace && $0 != "€" }.replacing(",", with: ".")
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let euros = Int(parts[0]), euros >= 0, parts[0].first != "+" else {
      return nil
    }
    guard euros < 1_000_000_000_000 else { return nil }
    guard parts.count == 2 else { return euros * 100 }
    guard (1...2).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
      let rest = Int(parts[1].count == 1 ? parts[1] + "0" : parts[1])
    else { return nil }
    return euros * 100 + rest
  }

  private mutating func put(_ value: JSONValue, at path: ArraySlice<String>) {
    object = Self.object(object, with: value, at: path)
  }

  private static func object(
    _ object: JSONObject, with value: JSONValue, at path: ArraySlice<String>
  ) -> JSONObject {
    guard let name = path.first else { return object }
    var object = object
    if path.count == 1 {
      object[name] = value
    } else {
      let inner: JSONObject = if case .object(let inner) = object[name] { inner } else { [:] }
      object[name] = .object(Self.object(inner, with: value, at: path.dropFirst()))
    }
    return object
  }
}

extension StringProtocol {
  /// The text without white space around it.
  var trimmingCharacters: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
