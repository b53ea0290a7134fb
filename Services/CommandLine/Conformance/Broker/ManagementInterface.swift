import AsyncHTTPClient
import CooptCommandLine
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// RabbitMQ's management interface, as its administrator uses it.
package struct ManagementInterface: Sendable {
  private let address: String
  private let authorization: String

  /// An interface at `http://host:port`, with the administrator's name and password.
  package init(address: String, user: String, password: String) {
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
  }

  /// Answers the status of a request; throws a failure where there is no answer.
  package func status(_ method: String, _ path: String, body: Data? = nil) async throws -> Int {
    try await answer(method, path, body: body).status
  }

  /// Makes a change; throws a failure that holds the interface's own words where it does not.
  package func change(_ method: String, _ path: String, body: Data? = nil) async throws {
    let (status, text) = try await answer(method, path, body: body)
    guard (200..<300).contains(status) else {
      throw CommandFailure(.unavailable, "the management interface refuses \(method) \(path): \(status) \(text)")
    }
  }

  private func answer(_ method: String, _ path: String, body: Data?) async throws -> (status: Int, text: String) {
    var request = HTTPClientRequest(url: address + path)
    request.method = .RAW(value: method)
    request.headers.add(name: "authorization", value: authorization)
    if let body {
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
      let text = try await response.body.collect(upTo: 1 << 20)
      return (Int(response.status.code), String(buffer: text).prefix(300).description)
    } catch {
      throw CommandFailure(.unavailable, "the management interface at \(address) does not answer: \(error)")
    }
  }
}
