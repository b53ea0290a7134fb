import Messages

/// JSON for people: fields under each other, lists of objects as tables.
package enum JSONText {
  /// The lines of an object.
  package static func lines(_ object: JSONObject) -> [String] {
    var fields = TextTable([])
    var tables: [[String]] = []
    for (path, value) in leaves(.object(object), at: "") {
      if let rows = value.objects {
        tables.append(["", "\(path):"] + table(rows).map { "  \($0)" })
      } else {
        fields.add([path, text(value)])
      }
    }
    return fields.lines + tables.flatMap(\.self)
  }

  /// The values of an object that are no objects themselves, by their paths.
  static func leaves(_ object: JSONObject) -> [(path: String, value: JSONValue)] { leaves(.object(object), at: "") }

  private static func leaves(_ value: JSONValue, at path: String) -> [(path: String, value: JSONValue)] {
    guard case .object(let object) = value, !object.isEmpty || path.isEmpty else { return [(path, value)] }
    return object.sorted { $0.key < $1.key }.flatMap { key, value in
      leaves(value, at: path.isEmpty ? key : "\(path).\(key)")
    }
  }

  private static func table(_ rows: [JSONObject]) -> [String] {
    let flat = rows.map { row in
      Dictionary(leaves(.object(row), at: "").map { ($0.path, text($0.value)) }) { first, _ in first }
    }
    let columns = Set(flat.flatMap(\.keys)).sorted()
    var table = TextTable(columns)
    for row in flat { table.add(columns.map { row[$0] ?? "" }) }
    return table.lines
  }

  /// A value in one line.
  package static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): value
    case .array(let values): values.map(text).joined(separator: ", ")
    case .object: (try? JSONLine.text(value)) ?? ""
    }
  }
}

extension JSONValue {
  /// The objects of a list that holds nothing else; nil of anything else.
  fileprivate var objects: [JSONObject]? {
    guard case .array(let values) = self, !values.isEmpty else { return nil }
    let objects = values.compactMap { value -> JSONObject? in
      if case .object(let object) = value { object } else { nil }
    }
    return objects.count == values.count ? objects : nil
  }
}
