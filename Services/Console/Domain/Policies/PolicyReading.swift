import Messages

/// What the fields of a policy's form say.
struct PolicyReading {
  enum Reading {
    /// The field was not there, or cannot be read: the term stays.
    case keep
    /// There is to be none.
    case none
    /// It is to be this.
    case some(JSONValue)
  }

  private let fields: [String: String]
  private(set) var defects: [String: Said] = [:]

  init(_ fields: [String: String]) {
    self.fields = fields
  }

  mutating func value(of term: PolicyTerm) -> Reading {
    switch term.kind {
    case .instalments: return instalments(term)
    case .tick:
      // A box that is not ticked is not sent; that it was there another field says.
      guard fields["\(term.path).shown"] != nil else { return .keep }
      return .some(.boolean(!(fields[term.path] ?? "").isEmpty))
    case .euros, .whole, .duration, .line: break
    }
    guard let field = fields[term.path] else { return .keep }
    let text = Self.trimmed(field)
    guard !text.isEmpty else {
      if term.isOptional { return .none }
      return refuse(term.path, Said("doit être rempli", "is required"))
    }
    switch term.kind {
    case .euros:
      guard let cents = EuroText.cents(text) else {
        return refuse(term.path, Said("doit être un montant, comme 12,50", "has to be an amount, such as 12.50"))
      }
      return .some(.integer(cents))
    case .whole(let range, _): return whole(text, in: range, at: term.path)
    case .duration(let range):
      guard let unit = DurationUnit(rawValue: fields["\(term.path).unit"] ?? "seconds") else {
        return refuse(term.path, Said("a une unité inconnue", "has an unknown unit"))
      }
      guard case .some(.integer(let number)) = whole(text, in: 0...range.upperBound / unit.seconds, at: term.path)
      else { return .keep }
      return .some(.integer(number * unit.seconds))
    case .line: return .some(.string(text))
    case .tick, .instalments: return .keep
    }
  }

  private mutating func whole(_ text: String, in range: ClosedRange<Int>, at path: String) -> Reading {
    guard let number = Int(text.filter { !$0.isWhitespace }), range.contains(number) else {
      return refuse(
        path,
        Said(
          "doit être un nombre entier de \(range.lowerBound) à \(range.upperBound)",
          "has to be a whole number from \(range.lowerBound) to \(range.upperBound)"))
    }
    return .some(.integer(number))
  }

  /// The rows of the list that say something; together they are the whole of a bonus.
  private mutating func instalments(_ term: PolicyTerm) -> Reading {
    guard fields["\(term.path).0.percent"] != nil else { return .keep }
    var parts: [JSONValue] = []
    var sum = 0
    for row in 0..<PolicyFields.instalmentLimit {
      let path = "\(term.path).\(row)"
      guard fields["\(path).percent"] != nil else { break }
      let (percent, days) = (Self.trimmed(fields["\(path).percent"] ?? ""), Self.trimmed(fields["\(path).days"] ?? ""))
      guard !percent.isEmpty || !days.isEmpty else { continue }
      guard case .some(.integer(let share)) = whole(percent, in: 1...100, at: "\(path).percent"),
        case .some(.integer(let wait)) = whole(days.isEmpty ? "0" : days, in: 0...400, at: "\(path).days")
      else { continue }
      sum += share
      let from = fields["\(path).from"] == "start" ? "start" : "hire"
      parts.append(.object(["percent": .integer(share), "from": .string(from), "days": .integer(wait)]))
    }
    guard !defects.keys.contains(where: { $0.hasPrefix(term.path) }) else { return .keep }
    guard sum == 100 else {
      return refuse(
        term.path, Said("font ensemble \(sum) % au lieu de 100 %", "make \(sum)% together in place of 100%"))
    }
    return .some(.array(parts))
  }

  private mutating func refuse(_ path: String, _ why: Said) -> Reading {
    defects[path] = why
    return .keep
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
