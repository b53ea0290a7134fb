/// A JSON Schema of the document as rows of a table.
package struct SchemaTable {
  private let document: OrderedJSON

  /// Schemas of a document, which is what references lead into.
  package init(of document: OrderedJSON) {
    self.document = document
  }

  /// The fields of a schema, those of objects by their paths.
  package func rows(of schema: OrderedJSON) -> [SchemaRow] {
    rows(of: schema, under: "", within: [])
  }

  /// What holds between fields, each as a sentence in HTML.
  package func notes(on schema: OrderedJSON) -> [String] {
    let parts = [resolved(schema)] + (resolved(schema)["allOf"]?.items ?? [])
    return parts.flatMap { part in
      [
        choice(part["anyOf"], "At least one of"), choice(part["oneOf"], "Exactly one of"), condition(part),
      ].compactMap(\.self)
    }
  }

  // MARK: References

  /// What a schema says once references are followed, and what `allOf` joins is one.
  func whole(_ schema: OrderedJSON) -> OrderedJSON {
    var members = resolved(schema).members
    guard let parts = resolved(schema)["allOf"]?.items else { return .object(members) }
    members.removeAll { $0.key == "allOf" }
    for part in parts.map(whole) where part["if"] == nil && alternatives(in: part).isEmpty {
      members = joined(members, part.members)
    }
    return .object(members)
  }

  /// What a reference leads to; a description beside it stands in place of the one that it leads to.
  func resolved(_ value: OrderedJSON) -> OrderedJSON {
    var value = value
    var spoken: OrderedJSON?
    for _ in 0..<32 {
      guard let reference = value["$ref"]?.text, let target = pointer(reference) else { break }
      spoken = spoken ?? value["description"]
      value = target
    }
    guard let spoken else { return value }
    return .object(value.members.filter { $0.key != "description" } + [.init(key: "description", value: spoken)])
  }

  private func pointer(_ reference: String) -> OrderedJSON? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(document as OrderedJSON?) { place, word in
      let key = String(word).replacing("~1", with: "/").replacing("~0", with: "~").replacing("%7B", with: "{")
        .replacing("%7D", with: "}")
      return place?[key]
    }
  }

  private func joined(_ one: [OrderedJSON.Member], _ other: [OrderedJSON.Member]) -> [OrderedJSON.Member] {
    var result = one
    for member in other {
      guard let index = result.firstIndex(where: { $0.key == member.key }) else {
        result.append(member)
        continue
      }
      switch (result[index].value, member.value) {
      case (.object(let old), .object(let new)):
        let added = new.filter { field in !old.contains { $0.key == field.key } }
        result[index] = .init(key: member.key, value: .object(old + added))
      case (.array(let old), .array(let new)):
        result[index] = .init(key: member.key, value: .array(old + new.filter { !old.contains($0) }))
      default: break
      }
    }
    return result
  }

  // MARK: Fields

  private func rows(of schema: OrderedJSON, under prefix: String, within references: [String]) -> [SchemaRow] {
    let schema = whole(schema)
    let required = Set(required(schema))
    return (schema["properties"]?.members ?? []).flatMap { property -> [SchemaRow] in
      let path = prefix + property.key
      let field = whole(property.value)
      let row = SchemaRow(
        path: path, isRequired: required.contains(property.key), type: noun(field), limits: limits(field),
        description: field["description"]?.text ?? "", values: meanings(of: field))
      return [row] + inner(property.value, at: path, within: references)
    }
  }

  /// The fields inside of a field; none where a schema leads back into itself.
  private func inner(_ schema: OrderedJSON, at path: String, within references: [String]) -> [SchemaRow] {
    let reference = schema["$ref"]?.text
    if let reference, references.contains(reference) { return [] }
    let references = references + (reference.map { [$0] } ?? [])
    guard references.count < 8 else { return [] }
    let field = whole(schema)
    if field["properties"] != nil { return rows(of: field, under: "\(path).", within: references) }
    if let items = field["items"] { return inner(items, at: "\(path)[]", within: references) }
    let choices = (field["oneOf"] ?? field["anyOf"])?.items.filter { $0["type"]?.text != "null" } ?? []
    return choices.count == 1 ? inner(choices[0], at: path, within: references) : []
  }

  private func required(_ schema: OrderedJSON) -> [String] {
    schema["required"]?.items.compactMap(\.text) ?? []
  }

  /// What a value is where it is not null.
  private func present(_ schema: OrderedJSON) -> OrderedJSON {
    let schema = whole(schema)
    let choices = (schema["anyOf"] ?? schema["oneOf"])?.items.filter { whole($0)["type"]?.text != "null" } ?? []
    guard choices.count == 1 else { return schema }
    let others = schema.members.filter { $0.key != "anyOf" && $0.key != "oneOf" }
    return .object(joined(others, whole(choices[0]).members))
  }

  /// What a field is, in a word or two.
  func noun(_ schema: OrderedJSON) -> String {
    let schema = present(schema)
    if schema["enum"] != nil { return "choice" }
    if let value = schema["const"] { return value.text == nil ? "value" : "text" }
    if let choices = (schema["oneOf"] ?? schema["anyOf"])?.items, schema["type"] == nil {
      let nouns = choices.map(noun)
      return nouns.enumerated().filter { !nouns[..<$0.offset].contains($0.element) }.map(\.element)
        .joined(separator: " or ")
    }
    guard let type = schema["type"] else { return schema["enum"] == nil ? "anything" : "text" }
    let types = (type.text.map { [$0] } ?? type.items.compactMap(\.text)).filter { $0 != "null" }
    return types.map { noun($0, of: schema) }.joined(separator: " or ")
  }

  private func noun(_ type: String, of schema: OrderedJSON) -> String {
    switch (type, schema["format"]?.text) {
    case ("string", "uuid"): "UUID"
    case ("string", "date-time"): "time"
    case ("string", "date"): "day"
    case ("string", "email"), ("string", "idn-email"): "e-mail address"
    case ("string", "uri"), ("string", "uri-reference"): "URI"
    case ("string", _): "text"
    case ("boolean", _): "true or false"
    case ("array", _): schema["items"].map { "list of \(noun($0))" } ?? "list"
    default: type
    }
  }

  /// What each value of a choice, or of a list of choices, means.
  private func meanings(of schema: OrderedJSON) -> [OrderedJSON.Member] {
    let schema = present(schema)
    return schema["x-coopt-values"]?.members ?? schema["items"].map(meanings) ?? []
  }

  // MARK: Limits

  /// What bounds a field, each as a phrase in HTML.
  func limits(_ schema: OrderedJSON) -> [String] {
    let schema = present(schema)
    var limits: [String] = []
    if let value = schema["const"] { limits.append("always \(HTML.code(value.plain))") }
    if let values = schema["enum"]?.items, schema["x-coopt-values"] == nil {
      limits.append(values.map { HTML.code($0.plain) }.joined(separator: " "))
    }
    limits += [
      span(schema["minLength"], schema["maxLength"], of: "characters"),
      span(schema["minimum"], schema["maximum"], of: ""),
      span(schema["minItems"], schema["maxItems"], of: "items"),
    ].compactMap(\.self)
    if schema["format"]?.text == "date-time" { limits.append("RFC 3339") }
    if schema["uniqueItems"]?.truth == true { limits.append("none twice") }
    if let syntax = schema["x-coopt-syntax"]?.text, let known = document["x-coopt-syntaxes"]?[syntax],
      schema["format"] == nil
    {
      limits.append(Self.phrase(known))
    } else if let pattern = schema["pattern"]?.text {
      limits += self.limits(pattern: pattern, format: schema["format"]?.text)
    }
    if schema["x-coopt-null"]?.text?.hasPrefix("takes away") == true {
      limits.append("\(HTML.code("null")) takes away what was there")
    }
    limits += (schema["x-coopt-rules"]?.items ?? []).compactMap(\.text).map(HTML.sentence)
    if let value = schema["default"] { limits.append("\(HTML.code(value.plain)) unless given") }
    if let items = schema["items"] { limits += self.limits(items).map { "each \($0)" } }
    return limits
  }

  /// A syntax of the vocabulary as a phrase: the first sentence that says what it is, and an example.
  private static func phrase(_ syntax: OrderedJSON) -> String {
    let paragraph = syntax["description"]?.text?.split(separator: "\n\n", maxSplits: 1).first.map(String.init) ?? ""
    let bare = paragraph.hasSuffix(".") ? paragraph.dropLast() : paragraph[...]
    let words = bare.prefix(1).lowercased() + bare.dropFirst()
    let example = syntax["example"]?.text.map { ", such as \(HTML.code($0))" } ?? ""
    return HTML.sentence(words) + (words.contains("such as") ? "" : example)
  }

  /// A pattern as a phrase; nothing where the format says the same, or where only unprintable characters are refused.
  private func limits(pattern: String, format: String?) -> [String] {
    guard format == nil else { return [] }
    if pattern.hasSuffix("]*$"), pattern.contains("[^\\u0000-") {
      return pattern.contains("\\u2028") ? ["one line"] : []
    }
    return ["pattern \(HTML.code(pattern))"]
  }

  private func span(_ least: OrderedJSON?, _ most: OrderedJSON?, of noun: String) -> String? {
    let noun = noun.isEmpty ? "" : " \(noun)"
    switch (least?.plain, most?.plain) {
    case (nil, nil): return nil
    case (let least?, nil): return "at least \(least)\(noun)"
    case (nil, let most?): return "at most \(most)\(noun)"
    case (let least?, let most?): return least == most ? "\(least)\(noun)" : "\(least) to \(most)\(noun)"
    }
  }

  /// The fields that each choice asks for; none where choices are about something else.
  private func alternatives(in schema: OrderedJSON) -> [[String]] {
    let choices = ((schema["anyOf"] ?? schema["oneOf"])?.items ?? []).map(required)
    return choices.allSatisfy { !$0.isEmpty } ? choices : []
  }

  private func choice(_ choices: OrderedJSON?, _ words: String) -> String? {
    guard let choices else { return nil }
    let needed = choices.items.map(required)
    guard !needed.isEmpty, needed.allSatisfy({ !$0.isEmpty }) else { return nil }
    let named = needed.map { $0.map(HTML.code).joined(separator: " with ") }
    return "\(words) \(named.joined(separator: ", ")) is needed."
  }

  /// A condition of the form: with this value of one field, others are needed.
  private func condition(_ schema: OrderedJSON) -> String? {
    guard let given = schema["if"]?["properties"]?.members.first, let then = schema["then"] else { return nil }
    let choices = alternatives(in: then)
    let needed = choices.isEmpty ? required(then) : choices.map { $0.joined(separator: " with ") }
    guard !needed.isEmpty else { return nil }
    let values = given.value["const"].map { [$0] } ?? given.value["enum"]?.items ?? []
    let named = values.map { HTML.code($0.plain) }.joined(separator: " or ")
    let fields = needed.map(HTML.code).joined(separator: choices.isEmpty ? " and " : " or ")
    return "With \(HTML.code(given.key)) \(named), \(fields) is needed."
  }
}
