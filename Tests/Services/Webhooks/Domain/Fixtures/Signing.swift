import Crypto
import FoundationEssentials
import Vocabulary
import WebhooksDomain

/// When everything in these tests comes.
let noon = Timestamp("2026-11-29T12:00:00Z")!

/// The secret that they are signed with.
let secret = "s3cret-of-a-test"

/// Signs as the vendors' documents say, by nothing of what is tested.
enum Signing {
  static func code(_ message: String, _ secret: String = secret) -> [UInt8] {
    code(Array(message.utf8), Array(secret.utf8))
  }

  static func code(_ message: [UInt8], _ key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
  }

  static func hexadecimal(_ code: [UInt8]) -> String {
    code.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

extension Timestamp {
  /// Seconds since 1970, as vendors sign them.
  var seconds: Int64 { microseconds / 1_000_000 }
}

extension Vendor {
  /// What a webhook says when what is asked is answered with some bodies by their paths, and what was asked for.
  func reading(_ webhook: Webhook, answering bodies: [String: String] = [:]) -> Reading {
    var answers: [VendorAnswer] = []
    while true {
      let reading = reader.reading(of: webhook, answers: answers)
      guard case .ask(let question) = reading, let body = bodies[question.path], answers.count < 10 else {
        return reading
      }
      answers.append(VendorAnswer(question: question, body: Array(body.utf8)))
    }
  }
}

extension Reading {
  /// The hire that it is; nil where it is none.
  var hire: StatedHire? {
    if case .hired(let hire) = self { hire } else { nil }
  }

  /// The end of a hire that it is; nil where it is none.
  var withdrawal: StatedWithdrawal? {
    if case .unhired(let withdrawal) = self { withdrawal } else { nil }
  }

  /// The sentence that says why it is not understood; nil where it is.
  var defect: String? {
    if case .unclear(let sentence) = self { sentence } else { nil }
  }

  /// Whether it is of no concern.
  var isUnconcerned: Bool {
    if case .unconcerned = self { true } else { false }
  }
}

extension String {
  /// The same with one text in the place of another, which has to be in it.
  func with(_ replacement: String, for text: String) -> String {
    precondition(contains(text), "\(text) is not in the fixture")
    return split(separator: text, omittingEmptySubsequences: false).joined(separator: replacement)
  }
}

extension Webhook {
  /// The same with another value of a header.
  func with(_ header: String, _ value: String) -> Webhook {
    var headers = headers
    headers[header] = value
    return Webhook(headers: headers, body: body, receivedAt: receivedAt)
  }

  /// The body as text.
  var bodyText: String { String(decoding: body, as: UTF8.self) }
}
