/// A way into the service over HTTP, at the address of `/health` and `/metrics`.
///
/// It is open while it runs as a resident; before and after that it is asked all the same, and has to say so.
public protocol Door: Resident {
  /// What the paths begin with that lead to it, such as `/hooks`; what stands behind the next slash is its own.
  var path: String { get }

  /// Answers a request, whatever its method.
  func answer(_ request: DoorRequest) async -> DoorAnswer
}

/// A request, as far as it was read: the body is read when the door asks for it.
public struct DoorRequest: Sendable {
  /// The method, such as `POST`.
  public let method: String
  /// The path behind the door's own and a slash; empty where nothing stands there.
  public let rest: String
  /// The headers, by their names in lower case; of a header that came more than once, the values with `, ` between.
  public let headers: [String: String]
  /// Reads the body, at most so many bytes of it; to be called once.
  public let body: @Sendable (_ limit: Int) async -> DoorBody

  public init(
    method: String, rest: String, headers: [String: String], body: @escaping @Sendable (_ limit: Int) async -> DoorBody
  ) {
    self.method = method
    self.rest = rest
    self.headers = headers
    self.body = body
  }
}

/// What came of reading a body.
public enum DoorBody: Sendable {
  /// All of it.
  case whole([UInt8])
  /// It is larger than was asked for; the rest is not kept, and the connection ends with the answer.
  case tooLarge
  /// It did not come to its end.
  case broken
}

/// What a door answers.
public struct DoorAnswer: Hashable, Sendable {
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
