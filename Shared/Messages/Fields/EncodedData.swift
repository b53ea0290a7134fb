import FoundationEssentials

extension CollectingDecoder {
  /// `data` of an envelope that gives them as `data_base64`; nil where it does not.
  ///
  /// CloudEvents 1.0, JSON format, section 3.1.1: they hold JSON here as anywhere, and are held against the same schema.
  func encodedData<Payload: Decodable>(_ type: Payload.Type) throws -> Payload? {
    guard case .object(let fields) = value, let encoded = fields["data_base64"], encoded != .null else { return nil }
    let path = FieldPath.field(.root, "data_base64")
    if let data = fields["data"], data != .null {
      findings.report(path, "is given beside data: send one of them")
      return nil
    }
    guard let json = Self.json(in: encoded) else {
      findings.report(path, "is not base64 (RFC 4648, section 4) of a JSON object in UTF-8")
      throw NothingStandsIn()
    }
    return try CollectingDecoder(value: json, path: .field(.root, "data"), findings: findings).decode(type)
  }

  private static func json(in encoded: JSONValue) -> JSONValue? {
    guard case .string(let text) = encoded, let data = Data(base64Encoded: text), BodyScan(data) != .unreadable,
      let json = JSONValue(message: data), case .object = json
    else { return nil }
    return json
  }
}
