public import Vocabulary

/// The `data` of a message: one type of the contract.
///
/// Decoding ignores unknown keys. What decodes is then checked with `validate`, so that a handler only ever sees a
/// payload that keeps its schema.
public protocol MessagePayload: Codable, Hashable, Sendable {
  /// The CloudEvents `type` that carries this payload.
  static var messageType: MessageType { get }

  /// Reports every field that breaks the schema beyond its JSON type: length, range, required together with another.
  func validate(_ validator: inout Validator)
}

extension MessagePayload {
  /// Accepts everything that decoded.
  public func validate(_ validator: inout Validator) {}
}

/// A fact that a service tells the others, on `coopt.events`.
public protocol EventPayload: MessagePayload {
  /// The id of the thing that the event is about: the envelope's `subject`.
  var subject: String { get }
}

/// A request to one service, on `coopt.commands`.
public protocol CommandPayload: MessagePayload {
  /// The `data` of an accepted reply.
  associatedtype Result: Codable & Hashable & Sendable

  /// What it may be refused with, besides what any command may: `invalid-message`, and `actor-required` where it says so.
  static var refusals: [ProblemCode] { get }

  /// Whether it is refused where it does not say who decides (A2); `DecisionByHand` says so.
  var requiresActor: Bool { get }

  /// What the trail of corrections keeps of it once it is accepted; nil for what is no `DecisionByHand`.
  func decision(_ result: Result) -> DecisionRecord?
}

extension CommandPayload {
  /// Nothing but its form.
  public static var refusals: [ProblemCode] { [] }

  /// Most are nobody's decision.
  public var requiresActor: Bool { false }

  /// Nothing.
  public func decision(_ result: Result) -> DecisionRecord? { nil }
}

/// A report from another system, on `coopt.integration`.
public protocol ReportPayload: CommandPayload {
  /// The routing key that the report travels under; it does not follow from the type's name.
  static var routingKey: String { get }
  /// The system in whose name it reports; nil where the report names none.
  var reportingSystem: String? { get }
}

extension ReportPayload {
  /// None, unless a report says otherwise.
  public var reportingSystem: String? { nil }
}

/// The `data` of a reply that has nothing to say beyond "accepted": an empty object.
public struct Accepted: Codable, Sendable, Hashable {
  public init() {}
}
