/// Where a field is in a message: names that the contract knows and places in lists, never a key of the sender's own.
indirect enum FieldPath {
  /// The message itself.
  case root
  /// A field of an object.
  case field(FieldPath, String)
  /// An item of a list.
  case item(FieldPath, Int)

  /// The path of a field that a type asks for.
  ///
  /// Keys of a type's own are known to the contract. A key of any text is the sender's, and may be personal data.
  func appending<Key: CodingKey>(_ key: Key) -> FieldPath {
    let isOpen = Key(stringValue: "any key of the sender's") != nil
    return .field(self, isOpen ? "*" : key.stringValue)
  }

  /// `candidate.email`, `zones[1]`; without the first name where that is the envelope's `data`, in which the fields are.
  func text(under root: String?) -> String {
    switch self {
    case .root: return ""
    case .field(.root, let name): return name
    case .field(let parent, let name):
      if case .field(.root, root) = parent { return name }
      return "\(parent.text(under: root)).\(name)"
    case .item(let parent, let index): return "\(parent.text(under: root))[\(index)]"
    }
  }
}
