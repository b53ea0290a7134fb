/// The lines `NAME=value` that a local stack writes of itself.
package struct StackFile: Sendable {
  /// Where `make up` leaves it, from the checkout.
  package static let path = ".local/stack.env"

  private let values: [String: String]

  /// Reads the lines; what is no `NAME=value` is passed over.
  package init(_ text: String) {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      values[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    self.values = values
  }

  /// A line's value.
  package subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
}
