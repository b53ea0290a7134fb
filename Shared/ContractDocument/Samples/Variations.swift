import MessageSchemas
import Messages

/// The same data with one thing changed: a field left out, another choice, a truth turned round.
package enum Variations {
  /// The data themselves, and each variation of them that their shape allows.
  package static func of(_ data: JSONValue, as shape: FieldShape) -> [JSONValue] {
    [data] + changes(of: data, as: shape)
  }

  private static func changes(of value: JSONValue, as shape: FieldShape) -> [JSONValue] {
    switch (value, shape) {
    case (.boolean(let truth), _): return [.boolean(!truth)]
    case (.string(let text), .choice(let values)): return values.filter { $0 != text }.map { .string($0) }
    case (.object(let fields), .object(let shapes)):
      return shapes.flatMap { field -> [JSONValue] in
        guard let value = fields[field.name] else { return [] }
        let others =
          changes(of: value, as: field.shape).map { changed in
            .object(fields.merging([field.name: changed]) { $1 })
          } as [JSONValue]
        return field.isOptional ? [.object(fields.filter { $0.key != field.name })] + others : others
      }
    default: return []
    }
  }
}
