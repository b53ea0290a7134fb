import AMQPClient
import FoundationEssentials

/// The properties that nearly every message has, written without an encoder: the same JSON as `StoredProperties` gives.
extension PackedMessages {
  /// Adds properties as a part, where nothing in them is rare or has to be escaped; else adds nothing and returns false.
  mutating func appendPlain(_ properties: AMQPProperties) -> Bool {
    guard properties.isCommon else { return false }
    let start = bytes.count
    bytes.append(contentsOf: [0, 0, 0, 0])
    guard appendFields(of: properties) else {
      bytes.removeSubrange(start...)
      return false
    }
    let length = UInt32(bytes.count - start - 4)
    withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
    return true
  }

  private mutating func appendFields(of properties: AMQPProperties) -> Bool {
    put("{")
    guard
      put(properties.contentType, as: #""contentType":""#),
      put(properties.contentEncoding, as: #""contentEncoding":""#),
      put(properties.headers)
    else { return false }
    put(#""isPersistent":"#)
    put(properties.isPersistent ? "true" : "false")
    guard
      put(properties.correlationID, as: #","correlationID":""#, before: ""),
      put(properties.replyTo, as: #","replyTo":""#, before: ""),
      put(properties.expiration, as: #","expiration":""#, before: ""),
      put(properties.messageID, as: #","messageID":""#, before: "")
    else { return false }
    if let timestamp = properties.timestamp {
      put(#","timestamp":"#)
      put(String(timestamp))
    }
    guard
      put(properties.type, as: #","type":""#, before: ""), put(properties.appID, as: #","appID":""#, before: "")
    else { return false }
    put("}")
    return true
  }

  /// Texts alone, as nearly all headers are.
  private mutating func put(_ headers: [String: AMQPFieldValue]) -> Bool {
    guard !headers.isEmpty else { return true }
    put(#""headers":{"#)
    var isFirst = true
    for (name, value) in headers {
      guard case .string(let text) = value else { return false }
      put(isFirst ? #"""# : #",""#)
      guard put(unescaped: name) else { return false }
      put(#"":{"string":{"_0":""#)
      guard put(unescaped: text) else { return false }
      put(#""}}"#)
      isFirst = false
    }
    put("},")
    return true
  }

  /// A text that may be missing, behind its key and before what separates it from the next.
  private mutating func put(_ text: String?, as key: String, before separator: String = ",") -> Bool {
    guard let text else { return true }
    put(key)
    guard put(unescaped: text) else { return false }
    put(#"""#)
    put(separator)
    return true
  }

  private mutating func put(unescaped text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
  }

  private mutating func put(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}

extension AMQPProperties {
  /// Whether there is nothing in it that few messages have.
  fileprivate var isCommon: Bool {
    priority == nil && clusterID == nil && otherHeaders.isEmpty && rawTexts.isEmpty
  }
}
