import Messages

/// Goes through two versions of the contract side by side.
struct ContractComparison {
  let old: ContractVersion
  let new: ContractVersion
  private(set) var changes: [ContractChange] = []

  init(old: ContractVersion, new: ContractVersion) {
    self.old = old
    self.new = new
  }

  mutating func compare() {
    compareMessages()
    compareRights()
    for header in old.deadLetterHeaders.subtracting(new.deadLetterHeaders).sorted() {
      note(.headerRemoved, "dead letters", "\(header) is not written any more", .breaking, "operators' tools read it")
    }
  }

  mutating func note(
    _ kind: ContractChange.Kind, _ place: String, _ sentence: String, _ verdict: ContractChange.Verdict,
    _ reason: String
  ) {
    changes.append(ContractChange(kind: kind, place: place, sentence: sentence, verdict: verdict, reason: reason))
  }

  // MARK: Messages

  private mutating func compareMessages() {
    var added = new.operations.filter { old.operations[$0.key] == nil }
    for (id, operation) in old.operations.sorted(by: { $0.key < $1.key }) {
      if let now = new.operations[id] {
        compare(operation, now)
      } else if let renamed = added.values.sorted(by: { $0.id < $1.id }).first(where: { isSame(operation, $0) }) {
        added[renamed.id] = nil
        note(
          .messageRenamed, id, "is called \(renamed.id) now", .breaking,
          "who sends or binds it under the old name reaches nothing")
      } else {
        note(
          .messageRemoved, id, "is there no more", .breaking,
          operation.direction == .sent ? "who sends it is not heard" : "who waits for it waits in vain")
      }
    }
    for id in added.keys.sorted() { note(.messageAdded, id, "is new", .compatible, "nobody knows it yet") }
  }

  private func isSame(_ one: ContractVersion.Operation, _ other: ContractVersion.Operation) -> Bool {
    guard one.direction == other.direction, one.description == other.description,
      one.bodies.count == other.bodies.count
    else { return false }
    return zip(one.bodies, other.bodies).allSatisfy { before, after in
      var comparison = SchemaComparison(old.schemas, new.schemas, before.direction)
      comparison.compare(before.schema, after.schema, at: "")
      // A notification says its own name.
      return comparison.changes.allSatisfy { $0.place == "name" }
    }
  }

  private mutating func compare(_ old: ContractVersion.Operation, _ new: ContractVersion.Operation) {
    let id = old.id
    if old.exchange != new.exchange || old.address != new.address || old.direction != new.direction {
      note(
        .routeChanged, id,
        "goes by \(Self.route(new)), and went by \(Self.route(old))", .breaking,
        old.direction == .sent ? "what is published the old way is not routed here" : "old bindings get nothing")
    }
    if old.types != new.types, !old.types.isEmpty {
      note(
        .routeChanged, id,
        "has the type \(new.types.sorted().joined(separator: ", ")), and had \(old.types.sorted().joined(separator: ", "))",
        .breaking, "programs tell messages apart by their type")
    }
    compareActor(old, new)
    for code in new.refusals.subtracting(old.refusals).sorted() {
      note(.refusalAdded, id, "may be refused with \(code)", .warning, "a caller may know no such code; codes are open")
    }
    for code in old.refusals.subtracting(new.refusals).sorted() {
      note(.refusalRemoved, id, "is not refused with \(code) any more", .compatible, "nobody waits for a refusal")
    }
    for login in old.logins.subtracting(new.logins).sorted() {
      note(.permissionTaken, id, "is not for '\(login)' any more", .breaking, "who may not is refused by the broker")
    }
    for login in new.logins.subtracting(old.logins).sorted() {
      note(.permissionGiven, id, "is for '\(login)', too", .compatible, "nobody loses by it")
    }
    for (before, after) in zip(old.bodies, new.bodies) {
      var comparison = SchemaComparison(self.old.schemas, self.new.schemas, before.direction)
      comparison.compare(before.schema, after.schema, at: before.name)
      for change in comparison.changes {
        note(
          change.kind, change.place.isEmpty ? id : "\(id) \(change.place)", change.sentence, change.verdict,
          change.reason)
      }
    }
  }

  private static func route(_ operation: ContractVersion.Operation) -> String {
    let name = operation.exchange["name"]?.text ?? "no exchange"
    return "\(name) (\(operation.exchange["type"]?.text ?? "queue")) under \(operation.address)"
  }

  private mutating func compareActor(_ old: ContractVersion.Operation, _ new: ContractVersion.Operation) {
    let order = ["optional", "sometimes", "required"]
    let (before, after) = (order.firstIndex(of: old.actor) ?? 0, order.firstIndex(of: new.actor) ?? 0)
    if after > before {
      note(
        .actorAsked, old.id, "asks for an actor (\(new.actor), was \(old.actor))", .breaking,
        "who sends none is refused")
    } else if after < before {
      note(
        .actorNotAsked, old.id, "asks less for an actor (\(new.actor), was \(old.actor))", .compatible,
        "one that is named is taken")
    }
  }

  // MARK: Permissions

  private mutating func compareRights() {
    for (kind, rights) in old.rights.sorted(by: { $0.key < $1.key }) {
      guard let now = new.rights[kind] else {
        note(.permissionTaken, "logins", "there is no '\(kind)' any more", .breaking, "such a login does nothing")
        continue
      }
      for right in rights.subtracting(now).sorted() where !covers(now, right) {
        note(.permissionTaken, "logins", "'\(kind)' no longer \(right)", .breaking, "the broker refuses it")
      }
      for right in now.subtracting(rights).sorted() {
        note(.permissionGiven, "logins", "'\(kind)' \(right)", .compatible, "nobody loses by it")
      }
    }
  }

  /// Whether a wider binding key has a right in it.
  private func covers(_ rights: Set<String>, _ right: String) -> Bool {
    guard right.hasPrefix("binds ") else { return false }
    let exchange = right.split(separator: " ").last ?? ""
    let word = right.dropFirst("binds ".count).prefix { $0 != "." }
    return rights.contains("binds # on \(exchange)") || rights.contains("binds \(word).# on \(exchange)")
  }
}
