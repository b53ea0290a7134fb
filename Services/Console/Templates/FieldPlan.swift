/// How the fields of a type of views are read: which of them templates name, and of which kind each is.
///
/// Found out with the first view of the type, and the same for all that follow.
final class FieldPlan: Sendable {
  /// What a field is declared to be; what it holds decides where that is another thing.
  enum Kind: Sendable {
    case text, possibleText, truth, other
  }

  /// The place of the field by the number of its name; -1 where the type has none of the name.
  let places: [Int]
  /// The kind of each field.
  let kinds: [Kind]

  init(_ mirror: Mirror, _ names: ViewNames) {
    var places = [Int](repeating: -1, count: names.count)
    var kinds: [Kind] = []
    for (place, child) in mirror.children.enumerated() {
      if let number = child.label.flatMap({ names.numbers[$0] }), places[number] < 0 { places[number] = place }
      kinds.append(Self.kind(of: type(of: child.value)))
    }
    (self.places, self.kinds) = (places, kinds)
  }

  private static func kind(of type: Any.Type) -> Kind {
    switch type {
    case is String.Type: .text
    case is String?.Type: .possibleText
    case is Bool.Type: .truth
    default: .other
    }
  }
}
