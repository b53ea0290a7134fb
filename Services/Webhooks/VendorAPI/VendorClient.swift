import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Vocabulary
import WebhooksDomain

/// Asks one vendor's API, at the address of the configuration and nowhere else.
package struct VendorClient: Sendable {
  /// What came of a question.
  package enum Outcome: Hashable, Sendable {
    /// Status 200, and the whole body.
    case answered([UInt8])
    /// It may be answered later; after how many seconds, where the vendor says so, and what happened.
    case later(wish: Double?, String)
    /// It will not be; why, in a sentence.
    case never(String)
  }

  /// Bytes of an answer at most.
  package static let answerLimit = 1 << 20
  /// The longest that a vendor's wish to be left alone is heeded, in seconds.
  private static let longestWish: Double = 6 * 3600

  let client: HTTPClient
  let address: VendorAddress
  let login: VendorLogin
  let token: String
  let accountToken: String?
  let seconds: Double

  /// A client for an address; an answer may take some seconds, all of it.
  package init(
    _ client: HTTPClient, address: VendorAddress, login: VendorLogin, token: String, accountToken: String? = nil,
    seconds: Double
  ) {
    self.client = client
    self.address = address
    self.login = login
    self.token = token
    self.accountToken = accountToken
    self.seconds = seconds
  }

  /// A client as this needs it: no redirect is followed, since it could lead anywhere with the token in hand.
  package static func makeHTTPClient() -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(10)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Asks; throws nothing but cancellation.
  package func ask(_ question: VendorQuestion) async throws(CancellationError) -> Outcome {
    guard let url = address.appending(question.path) else {
      return .never("What has to be asked is no path below the vendor's address.")
    }
    var request = HTTPClientRequest(url: url)
    for (name, value) in question.headers { request.headers.replaceOrAdd(name: name, value: value) }
    if !request.headers.contains(name: "accept") { request.headers.add(name: "accept", value: "application/json") }
    request.headers.add(name: "user-agent", value: "coopt-webhooks")
    authorize(&request.headers)
    do {
      return try await answer(to: request)
    } catch is NIOTooManyBytesError {
      return .never("The vendor's API answered with more than \(Self.answerLimit) bytes.")
    } catch {
      if Task.isCancelled { throw CancellationError() }
      return .later(wish: nil, "The vendor's API cannot be reached (\(Self.word(for: error))).")
    }
  }

  /// Asks, and takes as long as an answer may take: the client's own limit ends with its head, and a body may trickle for
  /// ever.
  private func answer(to request: HTTPClientRequest) async throws -> Outcome {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      group.addTask {
        let limit = TimeAmount.milliseconds(Int64(seconds * 1000))
        return try await outcome(of: try await client.execute(request, timeout: limit))
      }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        return .later(wish: nil, "The vendor's API did not come to the end of its answer in time.")
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }

  private func outcome(of response: HTTPClientResponse) async throws -> Outcome {
    let status = Int(response.status.code)
    switch status {
    case 200:
      return .answered(Array(buffer: try await response.body.collect(upTo: Self.answerLimit)))
    case 408, 425, 429, 500...599:
      return .later(wish: Self.wish(response.headers), "The vendor's API answered \(status).")
    case 401, 403:
      return .never("The vendor's API answered \(status): the apiToken is not taken, or may not read this.")
    case 404:
      return .never("The vendor's API answered 404: it does not know what was asked about.")
    case 300...399:
      return .never("The vendor's API answered \(status), which leads elsewhere: 'api' is not its address.")
    default:
      return .never("The vendor's API answered \(status).")
    }
  }

  /// Seconds to wait, as `Retry-After` has them: a number, or a date (RFC 9110, section 10.2.3).
  private static func wish(_ headers: HTTPHeaders) -> Double? {
    guard let text = headers.first(name: "retry-after") else { return nil }
    let seconds = Double(text) ?? instant(text).map { Double($0.microseconds - Timestamp.now.microseconds) / 1_000_000 }
    guard let seconds, seconds.isFinite else { return nil }
    return min(max(0, seconds), longestWish)
  }

  /// An instant such as `Fri, 20 Nov 2026 09:00:00 GMT` (IMF-fixdate, RFC 9110, section 5.6.7); nil for another form.
  private static func instant(_ text: String) -> Timestamp? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, let month = months.firstIndex(of: parts[2]) else {
      return nil
    }
    return Timestamp("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
  }

  private func authorize(_ headers: inout HTTPHeaders) {
    func basic(_ password: String) -> String {
      "Basic " + Data("\(token):\(password)".utf8).base64EncodedString()
    }
    switch login {
    case .basicName: headers.replaceOrAdd(name: "authorization", value: basic(""))
    case .basicNameWithX: headers.replaceOrAdd(name: "authorization", value: basic("x"))
    case .bearer: headers.replaceOrAdd(name: "authorization", value: "Bearer \(token)")
    case .token: headers.replaceOrAdd(name: "authorization", value: "Token token=\(token)")
    case .header(let name): headers.replaceOrAdd(name: name, value: token)
    case .bearerAndAccount(let name):
      headers.replaceOrAdd(name: "authorization", value: "Bearer \(token)")
      if let accountToken { headers.replaceOrAdd(name: name, value: accountToken) }
    }
  }

  private static func word(for error: any Error) -> String {
    switch error {
    case let error as HTTPClientError: error.shortDescription
    case is ChannelError: "no connection"
    default: "\(type(of: error))"
    }
  }
}

extension [UInt8] {
  fileprivate init(buffer: ByteBuffer) { self.init(buffer.readableBytesView) }
}
