/// What a name of a template stands for.
enum ShownValue {
  case text(String)
  case truth(Bool)
  /// The items of a list, which are read when it is written.
  case list([Any])
  /// Anything else: a thing with fields, or one that is written as it describes itself.
  case thing(Any)

  init(_ value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let truth as Bool: self = .truth(truth)
    case let list as any ListedItems: self = .list(list.items)
    default: self = .thing(value)
    }
  }
}

/// Whose items a section is written for.
protocol ListedItems {
  var items: [Any] { get }
}

extension Array: ListedItems {
  var items: [Any] { self }
}

/// What may be nothing.
protocol PossibleValue {
  var possible: Any? { get }
}

extension Optional: PossibleValue {
  var possible: Any? { self }
}
