/// One `field=value`, `field[]=value` or `field:=JSON` of a command line.
package struct FieldAssignment: Hashable, Sendable {
  /// How the value is meant.
  package enum Form: Hashable, Sendable {
    /// As the contract says that the field is.
    case typed
    /// One more element of a list.
    case element
    /// As JSON, whatever the contract says.
    case json
  }

  /// The names down to the field: `candidate`, `email`.
  package let path: [String]
  /// How the value is meant.
  package let form: Form
  /// What stands behind the sign.
  package let value: String

  /// Reads an argument; throws a failure that says how fields are written.
  package init(_ argument: String) throws(CommandFailure) {
    guard let equals = argument.firstIndex(of: "=") else {
      throw CommandFailure(.usage, "'\(argument)' is no field: write field=value, or field:=JSON")
    }
    var name = argument[..<equals]
    switch true {
    case name.hasSuffix(":"):
      form = .json
      name.removeLast()
    case name.hasSuffix("[]"):
      form = .element
      name.removeLast(2)
    default:
      form = .typed
    }
    path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    value = String(argument[argument.index(after: equals)...])
    guard path.allSatisfy({ !$0.isEmpty }) else {
      throw CommandFailure(.usage, "'\(argument)' names no field: write field=value, with dots between nested names")
    }
  }

  /// The path as it was written.
  var field: String { path.joined(separator: ".") }
}
