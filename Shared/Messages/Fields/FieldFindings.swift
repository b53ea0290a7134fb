/// The fields of a message that break its schema, as they are found on one way through it.
final class FieldFindings {
  /// The first of them, in the order of the way.
  private(set) var errors: [FieldError] = []
  /// How many there are.
  private(set) var count = 0
  /// What days are read by, where they are taken for instants.
  let days: StatedDays?
  private let root: String?
  /// What stands in for values that do not decode, by type: one of each is enough for a list of a hundred thousand.
  private var standIns: [ObjectIdentifier: Any] = [:]

  /// Nothing found yet; paths leave out the key `root`, under which the fields are.
  init(under root: String?, days: StatedDays? = nil) {
    self.root = root
    self.days = days
  }

  /// Takes note of a field.
  func report(_ path: FieldPath, _ message: String) {
    count += 1
    guard errors.count < Problem.maximumErrors else { return }
    errors.append(FieldError(field: path.text(under: root), message: message))
  }

  /// What stands in for a value of a type.
  func standIn<Value: Decodable>(for type: Value.Type) throws -> Value {
    if let known = standIns[ObjectIdentifier(type)] as? Value { return known }
    let made = try StandIn.make(type)
    standIns[ObjectIdentifier(type)] = made
    return made
  }

  /// Takes note of what the rules say of a payload, less what follows from fields that were found before.
  func add(_ broken: [FieldError]) {
    let broken = broken.filter { rule in
      !errors.contains { found in
        rule.field == found.field || rule.field.hasPrefix(found.field + ".") || rule.field.hasPrefix(found.field + "[")
          || (rule.followsElements && found.field.hasPrefix(rule.field + "["))
      }
    }
    count += broken.count
    errors += broken.prefix(max(0, Problem.maximumErrors - errors.count))
  }

  /// What they amount to; nil where there are none.
  var defect: MessageDefect? { count == 0 ? nil : .invalid(errors, of: count > errors.count ? count : nil) }
}
