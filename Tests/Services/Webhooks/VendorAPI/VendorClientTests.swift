import AsyncHTTPClient
import Certificates
import Foundation
import Testing
import WebhooksDomain
import WebhooksService

@Suite("A vendor's API is asked", .timeLimit(.minutes(15))) struct VendorClientTests {
  private func ask(
    _ replies: [StandInVendor.Reply], login: VendorLogin = .bearer, seconds: Double = 30, path: String = "/a?b=c",
    _ body: (VendorClient.Outcome, StandInVendor) async throws -> Void
  ) async throws {
    try await StandInVendor.with(replies) { vendor, address in
      let http = VendorClient.makeHTTPClient()
      let client = VendorClient(
        http, address: try #require(VendorAddress(address, plainText: .onLoopback)), login: login, token: "t0ken",
        accountToken: "acc0unt", seconds: seconds)
      let outcome = try await client.ask(VendorQuestion(path: path, headers: ["x-version": "1"]))
      try await body(outcome, vendor)
      try await http.shutdown()
    }
  }

  @Test(
    "below its address, as whom the source is known",
    arguments: [
      VendorLogin.bearer, .basicName, .basicNameWithX, .token, .header("x-smarttoken"),
      .bearerAndAccount(header: "x-account-token"),
    ])
  func answers(login: VendorLogin) async throws {
    func basic(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }
    try await ask([.body(200, "told")], login: login) { outcome, vendor in
      #expect(outcome == .answered(Array("told".utf8)))
      let expected: (String?, token: String?, account: String?) =
        switch login {
        case .bearer: ("Bearer t0ken", nil, nil)
        case .basicName: (basic("t0ken:"), nil, nil)
        case .basicNameWithX: (basic("t0ken:x"), nil, nil)
        case .token: ("Token token=t0ken", nil, nil)
        case .header: (nil, "t0ken", nil)
        case .bearerAndAccount: ("Bearer t0ken", nil, "acc0unt")
        }
      // The account's token goes to nobody who does not ask for it.
      let asked = StandInVendor.Asked(
        path: "/v1/a?b=c", authorization: expected.0, token: expected.token, account: expected.account)
      #expect(vendor.asked == [asked])
    }
  }

  @Test("what may come right later is asked later, when the vendor says where it does")
  func later() async throws {
    for status in [408, 425, 429, 500, 502, 503, 599] {
      try await ask([.body(status, "", headers: ["retry-after": "7"])]) { outcome, _ in
        guard case .later(let wish, let detail) = outcome else {
          Issue.record("\(outcome)")
          return
        }
        #expect(wish == 7 && detail.contains(String(status)))
      }
    }
    // As a date: one that is past, one that is so far ahead that it is heeded in part alone, and what is none.
    let dates: [(String, Double?)] = [
      ("Fri, 20 Nov 2015 09:00:00 GMT", 0), ("Fri, 20 Nov 2099 09:00:00 GMT", 21_600), ("soon", nil),
    ]
    for (date, wish) in dates {
      try await ask([.body(503, "", headers: ["retry-after": date])]) { outcome, _ in
        #expect(outcome == .later(wish: wish, "The vendor's API answered 503."))
      }
    }
  }

  @Test(
    "what will not come right is given up, the token in no word about it",
    arguments: [204, 301, 302, 307, 400, 401, 403, 404, 410])
  func never(status: Int) async throws {
    try await ask([.body(status, "", headers: ["location": "http://127.0.0.1:1/elsewhere"])]) { outcome, vendor in
      guard case .never(let detail) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(detail.contains(String(status)) && !detail.contains("t0ken"))
      // No redirect is followed.
      #expect(vendor.asked.count == 1)
    }
  }

  @Test("an answer larger than any is given up, at the limit it is taken")
  func large() async throws {
    try await ask([.large(1 << 20)]) { outcome, _ in
      #expect(outcome == .answered([UInt8](repeating: 32, count: 1 << 20)))
    }
    try await ask([.large((1 << 20) + (1 << 16))]) { outcome, _ in
      guard case .never = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
  }

  @Test("a vendor that is silent, or away, is asked later")
  func silent() async throws {
    try await ask([.silence], seconds: 0.2) { outcome, _ in
      guard case .later = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    // Its answer begins, and does not end: who waited for that would ask nothing any more.
    try await ask([.beginning], seconds: 0.2) { outcome, _ in
      guard case .later = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    let http = VendorClient.makeHTTPClient()
    let nobody = try #require(VendorAddress("http://127.0.0.1:1", plainText: .onLoopback))
    let client = VendorClient(http, address: nobody, login: .bearer, token: "t0ken", seconds: 5)
    guard case .later(nil, let detail) = try await client.ask(VendorQuestion(path: "/")) else {
      Issue.record("nobody answered")
      return
    }
    #expect(!detail.contains("t0ken"))
    try await http.shutdown()
  }

  @Test("a path that leads elsewhere is not asked")
  func elsewhere() async throws {
    try await ask([.body(200, "told")], path: "/../admin") { outcome, vendor in
      guard case .never = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(vendor.asked.isEmpty)
    }
  }
}
