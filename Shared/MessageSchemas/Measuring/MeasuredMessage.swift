import FoundationEssentials
import Messages
import Vocabulary

/// A message whose fields are varied one at a time, so that its decoder and its `validate` say what they take.
///
/// What the document says of limits is measured here and copied from nowhere: it is what a sender would find out.
package struct MeasuredMessage: Sendable {
  /// Data that are taken as they are, with every optional field filled.
  package let data: JSONValue
  private let judge: @Sendable (Data) -> [FieldError]

  /// A payload with data that it takes.
  package init<Payload: MessagePayload>(_ type: Payload.Type, data: JSONValue) {
    self.data = data
    judge = { body in
      Self.errors { () throws(MessageDefect) in
        // In an envelope as others send it, where a day stands for its begin.
        _ = try MessageCoder().decode(CloudEvent<Payload>.self, from: Self.enveloped(body), days: StatedDays())
      }
    }
  }

  /// An envelope, whose attributes are the fields.
  package init<Payload: MessagePayload>(envelope type: CloudEvent<Payload>.Type, attributes: JSONValue) {
    data = attributes
    judge = { body in
      Self.errors { () throws(MessageDefect) in _ = try MessageCoder().decode(type, from: body, days: StatedDays()) }
    }
  }

  private static func enveloped(_ data: Data) -> Data {
    Data(#"{"specversion": "1.0", "id": "1", "source": "/measured", "type": "measured", "data": "#.utf8) + data
      + Data("}".utf8)
  }

  private static func errors(_ decode: () throws(MessageDefect) -> Void) -> [FieldError] {
    do {
      try decode()
      return []
    } catch {
      switch error {
      case .undecodable: return [FieldError(field: "", message: "is no JSON object in UTF-8")]
      case .invalid(let errors, _): return errors
      }
    }
  }

  /// What is wrong with data.
  package func errors(in data: JSONValue) -> [FieldError] {
    guard let body = try? MessageCoder().encode(payload: data) else {
      return [FieldError(field: "", message: "cannot be written")]
    }
    return judge(body)
  }

  /// What is said of the field at a path when it has a value, or is left out; nil where the path leads nowhere.
  package func said(of path: ValuePath, with value: JSONValue?) -> Set<String>? {
    guard let varied = data.replacing(path, with: value) else { return nil }
    let field = path.text
    return Set(errors(in: varied).filter { $0.field == field }.map(\.message))
  }

  /// Whether nothing is said of the field at a path when it has a value.
  package func takes(_ value: JSONValue, at path: ValuePath) -> Bool { said(of: path, with: value)?.isEmpty ?? false }
}
