public import Vocabulary

/// How one vendor's webhooks are proved, told apart and read: pure, one conforming type a vendor, in a file of its own.
public protocol VendorReader: Sendable {
  /// Whose.
  static var vendor: Vendor { get }

  /// Whether one of some secrets signed a webhook, compared in constant time, over the bytes that came.
  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity

  /// What the vendor calls the delivery: the same for every attempt at it, another for whatever says something else.
  ///
  /// Nil where the vendor gives no such word: then it is known by its body.
  static func deliveryID(of webhook: Webhook) -> String?

  /// The vendor's word for the event, for people; nil where there is none.
  static func event(of webhook: Webhook) -> String?

  /// Whether a webhook names the customer's account that it is about: one secret may be that of several.
  static var namesAccount: Bool { get }

  /// The vendor's id of that account; nil where a webhook names none.
  static func account(of webhook: Webhook) -> String?

  /// What an authentic webhook says, with what was asked because of it so far.
  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading

  /// How the vendor's API knows who asks; nil where it is never asked.
  static var login: VendorLogin? { get }

  /// What is answered, by what became of it: vendors repeat, give up or unsubscribe by the status.
  static func answer(to reception: Reception, for webhook: Webhook, secrets: [String]) -> HookAnswer
}

/// What became of a request to the door.
public enum Reception: Hashable, Sendable {
  /// It is kept, or was kept before, or was a test.
  case kept
  /// It is not authentic.
  case refused(SignatureDefect)
  /// There is no secret to look at its signature with yet.
  case noSecret
  /// It could not be kept: a fault of ours.
  case failed
  /// It is larger than any webhook.
  case tooLarge
  /// There were too many within a second.
  case tooMany
}

/// What a vendor is answered.
public struct HookAnswer: Hashable, Sendable {
  /// The HTTP status.
  public var status: Int
  /// Headers, by their names in lower case.
  public var headers: [String: String]
  /// The body, a line for people.
  public var body: String

  public init(_ status: Int, headers: [String: String] = [:], body: String = "") {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
