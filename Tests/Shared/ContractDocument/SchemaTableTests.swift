import ContractDocument
import Testing

@Suite("Schemas as tables")
struct SchemaTableTests {
  /// The table of schemas, and one of them.
  private func table(_ schemas: String) throws -> (SchemaTable, OrderedJSON) {
    let document = try OrderedJSON(json: #"{"components": {"schemas": \#(schemas)}}"#.utf8)
    return (SchemaTable(of: document), try #require(document["components"]?["schemas"]?["it"]))
  }

  @Test("fields have their paths, in their order; references are followed, and lists, and what allOf joins")
  func paths() throws {
    let (table, schema) = try table(
      #"""
      {"it": {"type": "object", "required": ["z"], "properties": {
         "z": {"$ref": "#/components/schemas/inner"},
         "a": {"type": "array", "items": {"$ref": "#/components/schemas/inner"}, "maxItems": 3},
         "m": {"description": "Said here.", "allOf": [{"$ref": "#/components/schemas/inner"}]}}},
       "inner": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}}}
      """#)
    let rows = table.rows(of: schema)
    #expect(rows.map(\.path) == ["z", "z.id", "a", "a[].id", "m", "m.id"])
    #expect(rows.map(\.isRequired) == [true, true, false, true, false, true])
    #expect(rows.map(\.type) == ["object", "UUID", "list of object", "UUID", "object", "UUID"])
    #expect(rows[2].limits == ["at most 3 items"])
    #expect(rows[4].description == "Said here.")
  }

  @Test("a schema that leads back into itself ends")
  func circle() throws {
    let (table, schema) = try table(
      ##"{"it": {"properties": {"next": {"$ref": "#/components/schemas/it"}, "n": {"type": "integer"}}}}"##)
    #expect(table.rows(of: schema).map(\.path) == ["next", "next.next", "next.n", "n"])
  }

  @Test("limits are phrases, and null is no type of its own")
  func limits() throws {
    let (table, schema) = try table(
      #"""
      {"it": {"properties": {
        "line": {"type": ["string", "null"], "minLength": 1, "maxLength": 200,
                 "pattern": "^(?=[\\s\\S]*\\S)[^\\u0000-\\u001f\\u2028\\u2029]*$"},
        "number": {"type": "integer", "minimum": 0}, "day": {"type": "string", "format": "date", "pattern": "^x$"},
        "one": {"const": "staff"}, "word": {"type": "string", "pattern": "^[A-Z]$"},
        "choice": {"anyOf": [{"$ref": "#/components/schemas/choice"}, {"type": "null"}]}}},
       "choice": {"type": "string", "enum": ["yes", "no"], "x-coopt-values": {"yes": "It is so.", "no": "It is not."}}}
      """#)
    let rows = table.rows(of: schema)
    #expect(rows.map(\.type) == ["text", "integer", "day", "text", "text", "choice"])
    #expect(
      rows.map(\.limits) == [
        ["1 to 200 characters", "one line"], ["at least 0"], [], ["always <code>staff</code>"],
        ["pattern <code>^[A-Z]$</code>"], [],
      ])
    #expect(rows[5].values.map(\.key) == ["yes", "no"])
  }

  @Test("what holds between fields is said")
  func notes() throws {
    let (table, schema) = try table(
      #"""
      {"it": {"properties": {"a": {}, "b": {}, "option": {}, "c": {}}, "allOf": [
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"oneOf": [{"required": ["b"]}, {"required": ["c"]}]},
        {"if": {"properties": {"option": {"const": "donate"}}, "required": ["option"]}, "then": {"required": ["c"]}}]}}
      """#)
    #expect(table.rows(of: schema).map(\.path) == ["a", "b", "option", "c"])
    #expect(
      table.notes(on: schema) == [
        "At least one of <code>a</code>, <code>b</code> is needed.",
        "Exactly one of <code>b</code>, <code>c</code> is needed.",
        "With <code>option</code> <code>donate</code>, <code>c</code> is needed.",
      ])
  }
}
