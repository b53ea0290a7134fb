/// Finds the numbers that made a decoder give up.
///
/// For a number that is no machine integer Foundation's decoder throws the error of unreadable JSON, without a path.
/// The contract has integers alone, so the numbers that are none are the fields to name.
enum UnrepresentableNumber {
  /// The fields under a root that hold a fraction or a number beyond 64 bits; paths leave the root out.
  static func fields(in object: JSONObject, under root: String?) -> [FieldError] {
    let start = root.map { object[$0] ?? .null } ?? .object(object)
    return paths(in: start, at: "").sorted().map { FieldError(field: $0, message: "is not an integer of 64 bits") }
  }

  private static func paths(in value: JSONValue, at path: String) -> [String] {
    switch value {
    case .number: [path]
    case .array(let items): items.enumerated().flatMap { paths(in: $0.element, at: "\(path)[\($0.offset)]") }
    case .object(let fields): fields.flatMap { paths(in: $0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    case .null, .boolean, .integer, .string: []
    }
  }
}
