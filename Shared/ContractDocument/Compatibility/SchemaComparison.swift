import Messages

/// Compares two schemas, for those who write what they describe or for those who read it.
struct SchemaComparison {
  private let old: JSONObject
  private let new: JSONObject
  private let direction: ContractVersion.Direction
  private(set) var changes: [ContractChange] = []
  /// Pairs of components that are being compared: some contain their own kind.
  private var enclosing: Set<[String]> = []

  init(_ old: JSONObject, _ new: JSONObject, _ direction: ContractVersion.Direction) {
    self.old = old
    self.new = new
    self.direction = direction
  }

  private var isSent: Bool { direction == .sent }

  mutating func compare(_ before: JSONValue, _ after: JSONValue, at path: String) {
    let (before, after) = (SchemaView(before, in: old), SchemaView(after, in: new))
    let pair = [before.component ?? "", after.component ?? ""]
    let isNamed = before.component != nil && after.component != nil
    if isNamed, !enclosing.insert(pair).inserted { return }
    compareTypes(before, after, path)
    compareValues(before, after, path)
    compareBounds(before, after, path)
    compareSyntax(before, after, path)
    compareConditions(before, after, path)
    compareFields(before, after, path)
    if let items = before.items, let others = after.items { compare(items, others, at: path + "[]") }
    if isNamed { enclosing.remove(pair) }
  }

  private mutating func note(
    _ kind: ContractChange.Kind, _ path: String, _ sentence: String, _ verdict: ContractChange.Verdict,
    _ reason: String
  ) {
    changes.append(ContractChange(kind: kind, place: path, sentence: sentence, verdict: verdict, reason: reason))
  }

  // MARK: Fields

  private mutating func compareFields(_ before: SchemaView, _ after: SchemaView, _ path: String) {
    var added = Set(after.properties.keys).subtracting(before.properties.keys)
    for (key, schema) in before.properties.sorted(by: { $0.key < $1.key }) {
      let place = Self.path(path, key)
      if let now = after.properties[key] {
        compare(schema, now, at: place)
        compareNeed(before.required.contains(key), after.required.contains(key), place)
      } else if let name = renamed(schema, among: added, of: after) {
        added.remove(name)
        note(
          .fieldRenamed, place, "is called \(name) now", .breaking,
          isSent ? "what is sent under the old key is ignored" : "who reads the old key finds nothing")
      } else {
        removed(place, wasAlwaysThere: before.required.contains(key))
      }
    }
    for key in added.sorted() {
      let isNeeded = isSent && after.required.contains(key)
      note(
        isNeeded ? .becameRequired : .fieldAdded, Self.path(path, key), isNeeded ? "is new, and required" : "is new",
        isNeeded ? .breaking : .compatible,
        isNeeded ? "what was sent before lacks it and is refused" : "unknown keys are ignored")
    }
  }

  private mutating func removed(_ place: String, wasAlwaysThere: Bool) {
    if isSent {
      note(.fieldRemoved, place, "is not read any more", .breaking, "what is sent there is ignored, and nobody is told")
    } else if wasAlwaysThere {
      note(.fieldRemoved, place, "is there no more", .breaking, "it was always there, and readers rely on it")
    } else {
      note(.fieldRemoved, place, "is there no more", .warning, "it was not always there: readers do without it")
    }
  }

  /// A new key of the same shape and description.
  private func renamed(_ schema: JSONValue, among added: Set<String>, of after: SchemaView) -> String? {
    let description = SchemaView(schema, in: old).description
    return added.sorted().first { key in
      guard let other = after.properties[key], SchemaView(other, in: new).description == description else {
        return false
      }
      var comparison = SchemaComparison(old, new, direction)
      comparison.enclosing = enclosing
      comparison.compare(schema, other, at: "")
      return comparison.changes.isEmpty
    }
  }

  private mutating func compareNeed(_ was: Bool, _ isNow: Bool, _ place: String) {
    guard was != isNow else { return }
    switch (isNow, isSent) {
    case (true, true):
      note(.becameRequired, place, "is required now", .breaking, "what was sent without it is refused")
    case (false, true): note(.becameOptional, place, "may be left out now", .compatible, "who sends it goes on")
    case (true, false): note(.becameRequired, place, "is always there now", .compatible, "readers gain by it")
    case (false, false):
      note(.becameOptional, place, "may be missing now", .breaking, "it was always there, and readers rely on it")
    }
  }

  private static func path(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  // MARK: Values

  private mutating func compareTypes(_ before: SchemaView, _ after: SchemaView, _ path: String) {
    guard before.types != after.types else { return }
    // No type said is any type.
    let lost = after.types.isEmpty ? [] : before.types.isEmpty ? ["anything"] : before.types.subtracting(after.types)
    let gained = before.types.isEmpty ? [] : after.types.isEmpty ? ["anything"] : after.types.subtracting(before.types)
    if !lost.isEmpty {
      note(
        .typeNarrowed, path, "is no more \(lost.sorted().joined(separator: " or "))", isSent ? .breaking : .compatible,
        isSent ? "what was sent so is refused" : "readers know what is left")
    }
    if !gained.isEmpty {
      note(
        .typeWidened, path, "may be \(gained.sorted().joined(separator: " or ")), too",
        isSent ? .compatible : .breaking, isSent ? "who sends what was allowed goes on" : "readers do not expect it")
    }
  }

  private mutating func compareValues(_ before: SchemaView, _ after: SchemaView, _ path: String) {
    guard before.values != after.values else { return }
    let (old, new) = (before.values, after.values)
    let lost = new.map { new in old.map { $0.subtracting(new) } ?? ["any other text"] } ?? []
    let gained = old.map { old in new.map { $0.subtracting(old) } ?? ["any other text"] } ?? []
    for value in lost.sorted() {
      note(
        .valueRemoved, path, "'\(value)' is not allowed any more", isSent ? .breaking : .compatible,
        isSent ? "who sends it is refused" : "nobody gets it any more")
    }
    for value in gained.sorted() {
      switch direction {
      case .sent: note(.valueAdded, path, "'\(value)' is allowed, too", .compatible, "nobody has to send it")
      case .told:
        note(
          .valueAdded, path, "'\(value)' is new", .warning,
          "readers have to expect values that they do not know; some may not")
      case .paidBy:
        note(
          .valueAdded, path, "'\(value)' is new", .breaking,
          "a program pays by it, and must not guess what it means")
      }
    }
  }

  private mutating func compareBounds(_ before: SchemaView, _ after: SchemaView, _ path: String) {
    for keyword in SchemaView.boundaries {
      let (was, isNow) = (before.bounds[keyword], after.bounds[keyword])
      guard was != isNow else { continue }
      let isLeast = keyword.hasPrefix("min")
      let narrower: Bool =
        switch (was, isNow) {
        case (let was?, let isNow?): isLeast ? isNow > was : isNow < was
        case (nil, _): true
        case (_, nil): false
        }
      let words = "\(keyword) is \(isNow.map(String.init) ?? "no limit"), and was \(was.map(String.init) ?? "none")"
      if narrower {
        note(
          .limitNarrowed, path, words, isSent ? .breaking : .compatible,
          isSent ? "what was within it may be outside now, and is refused" : "readers get less than they allow for")
      } else {
        note(
          .limitWidened, path, words, isSent ? .compatible : .warning,
          isSent ? "what was within it still is" : "readers may have made room for less")
      }
    }
  }

  private mutating func compareSyntax(_ before: SchemaView, _ after: SchemaView, _ path: String) {
    let (old, new) = (before.syntax, after.syntax)
    guard old.format != new.format || old.pattern != new.pattern || old.name != new.name else { return }
    let isFreer = isSent ? new.format == nil && new.pattern == nil : old.format == nil && old.pattern == nil
    // Of times the forms are listed, so that more can be told from fewer.
    let isListed = old.format == new.format && old.name == new.name && old.name == "Timestamp"
    let isMore =
      isListed && (isSent ? new.alsoTakes.isSuperset(of: old.alsoTakes) : old.alsoTakes.isSuperset(of: new.alsoTakes))
    let isFine = isFreer || isMore
    note(
      .syntaxChanged, path, "follows another syntax (\(Self.words(new)), was \(Self.words(old)))",
      isFine ? .compatible : .breaking,
      isFine
        ? "what followed the old one is understood"
        : isSent ? "what followed the old one may be refused" : "readers may not understand what comes")
  }

  private static func words(_ syntax: SchemaView.Syntax) -> String {
    [syntax.name, syntax.format, syntax.pattern].compactMap(\.self).first ?? "free text"
  }

  private mutating func compareConditions(_ before: SchemaView, _ after: SchemaView, _ path: String) {
    for condition in after.conditions.subtracting(before.conditions).sorted() {
      note(
        .conditionAdded, path, "fields ask for each other: \(condition)", isSent ? .breaking : .compatible,
        isSent ? "what was sent without is refused" : "readers gain by it")
    }
    for condition in before.conditions.subtracting(after.conditions).sorted() {
      note(
        .conditionRemoved, path, "fields do not ask for each other any more: \(condition)",
        isSent ? .compatible : .warning, isSent ? "who sends both goes on" : "readers may find one without the other")
    }
  }
}
