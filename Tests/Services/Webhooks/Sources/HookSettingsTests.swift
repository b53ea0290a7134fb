import Certificates
import Foundation
import ServiceSettings
import TestStack
import Testing
import WebhooksDomain
import WebhooksService

@Suite("Settings of webhooks") struct HookSettingsTests {
  private func settings(_ values: [String: String]) throws -> HookSettings {
    try HookSettings(Settings(values)) { _ in PlainReader.self }
  }

  private func defect(_ sources: String) -> String {
    do {
      _ = try HookSources(json: sources, plainText: .onLoopback) { _ in PlainReader.self }
      return ""
    } catch {
      return error.description
    }
  }

  private let one = #"{"source":"greenhouse","vendor":"greenhouse","sourceSystem":"hooks/greenhouse"}"#

  @Test("without any there are no sources, and all else has its usual value")
  func usual() throws {
    let settings = try settings([:])
    #expect(settings.sources.all.isEmpty)
    #expect(settings.bodyLimit == 1_048_576 && settings.requestsPerSecond == 2000)
    #expect(settings.retentionDays == 90 && settings.vendorSeconds == 20)
  }

  @Test("sources are read with all that is said of them")
  func sources() throws {
    let text = #"""
      {"sources":[\#(one),{"source":"l","vendor":"lever","sourceSystem":"hooks/lever","jobs":"reference",
      "companyId":"0199f1c4-1203-7141-8a77-5e0f3b1d1203","api":"https://api.lever.co/v1/"}]}
      """#
    let sources = try settings(["COOPT_HOOK_SOURCES": text]).sources
    #expect(sources.all.map(\.name) == ["greenhouse", "l"])
    #expect(sources["greenhouse"]?.jobs == .mapped && sources["l"]?.jobs == .reference)
    #expect(sources["l"]?.vendor == .lever && sources["l"]?.companyID == Hooks.company)
    #expect(sources["l"]?.api?.appending("/opportunities/1?a=b") == "https://api.lever.co/v1/opportunities/1?a=b")
    #expect(sources["L"] == nil)
  }

  @Test("what cannot be used is told with the source and what is wrong")
  func defects() {
    #expect(defect(#"{"sources":[\#(one),\#(one)]}"#).contains("listed twice"))
    #expect(defect(#"{"sources":[\#(one.replacing("\"vendor\":\"g", with: "\"vendor\":\"x"))]}"#).contains("vendor"))
    #expect(defect(#"{"sources":[\#(one.replacing("sourceSystem", with: "sourcesystem"))]}"#).contains("sourcesystem"))
    #expect(defect(#"{"sourcs":[]}"#).contains("'sourcs'"))
    #expect(defect("[]") != "" && defect("{") != "" && defect(#"{"sources":[{}]}"#).contains("'source' is missing"))
    let same = one.replacing("\"source\":\"greenhouse\"", with: "\"source\":\"b\"")
    #expect(defect(#"{"sources":[\#(one),\#(same)]}"#).contains("sourceSystem of 'greenhouse'"))
    for name in ["", "A", "a b", "a/b", String(repeating: "a", count: 64)] {
      #expect(
        defect(#"{"sources":[\#(one.replacing("\"source\":\"greenhouse\"", with: "\"source\":\"\(name)\""))]}"#) != "")
    }
    for api in ["http://example.com", "ftp://a", "https://", "https://u:p@a", "https://a?b", "https://a b"] {
      let entry = one.dropLast() + ",\"api\":\"\(api)\"}"
      #expect(defect(#"{"sources":[\#(entry)]}"#).contains("'api'"), "\(api)")
    }
  }

  @Test("an account is of those whose webhooks name one")
  func accounts() throws {
    func sources(_ reader: any VendorReader.Type, _ account: String) throws -> HookSources {
      try HookSources(json: #"{"sources":[\#(one.dropLast()),"account":"\#(account)"}]}"#, plainText: .onLoopback) {
        _ in
        reader
      }
    }
    #expect(try sources(PlainReader.self, "la-1")["greenhouse"]?.account == "la-1")
    #expect(throws: HookSources.Defect.self) { try sources(PlainReader.self, "") }
    #expect(throws: HookSources.Defect.self) { try sources(Vendor.greenhouse.reader, "la-1") }
  }

  @Test("nothing below a vendor's address leads out of it")
  func paths() throws {
    let address = try #require(VendorAddress("https://api.example.com/v1", plainText: .onLoopback))
    for path in ["a", "//", "/../x", "/a/../../x", "/a b", "/a\r\nhost: x", "/é", "/a#b", "/./a", "@evil.example"] {
      let url = address.appending(path)
      #expect(url == nil || url == "https://api.example.com/v1//", "\(path)")
    }
    #expect(address.appending("/a/b%2F..?c=..") == "https://api.example.com/v1/a/b%2F..?c=..")
  }

  @Test(
    "secrets of a source that is not listed, a misspelled key, an address that is none are refused; no value is told")
  func secrets() {
    func defect(_ text: String) -> String {
      do {
        _ = try HookSecrets(of: ["plain"]) { text }
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(defect(#"{"plain":{"signing":["a"]}}"#) == "")
    #expect(defect(#"{"other":{"signing":["hidden"]}}"#).contains("'other'"))
    #expect(defect(#"{"plain":{"Signing":["hidden"]}}"#).contains("'Signing'"))
    #expect(defect(#"{"plain":{"signing":[""]}}"#).contains("empty"))
    #expect(defect(#"{"plain":{"signing":"hidden"}}"#).contains("signing"))
    #expect(defect(#"{"plain":{"amqpUrl":"http://u:hidden@h"}}"#).contains("amqpUrl"))
    for text in [#"{"other":{"signing":["hidden"]}}"#, #"{"plain":{"signing":"hidden"}}"#] {
      #expect(!defect(text).contains("hidden"))
    }
    #expect(defect(#"{"plain":{"accountToken":""}}"#).contains("empty"))
    #expect(!"\(SourceSecrets(signing: ["hidden"], apiToken: "hidden", accountToken: "hidden"))".contains("hidden"))
    #expect(!String(reflecting: SourceSecrets(signing: ["hidden"])).contains("hidden"))
  }

  @Test("no two sources share a secret, new or old: what one company's vendor signs must not count as another's")
  func shared() {
    func defect(_ text: String) -> String {
      do {
        _ = try HookSecrets(of: ["a", "b"]) { text }
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(defect(#"{"a":{"signing":["one","one"]},"b":{"signing":["two"]}}"#) == "")
    for (first, second) in [("one", "one"), ("new\",\"one", "one"), ("one", "new\",\"one")] {
      let told = defect(#"{"a":{"signing":["\#(first)"]},"b":{"signing":["\#(second)"]}}"#)
      #expect(told == "'b' has a signing secret of 'a'")
    }
  }

  @Test("secrets are read again when their file changes; while it is broken those from before stay")
  func rotation() throws {
    let text = ChangingText(#"{"plain":{"signing":["old"]}}"#)
    let secrets = try HookSecrets(of: ["plain"], freshness: .zero) { text.value }
    #expect(secrets["plain"].signing == ["old"])
    text.value = #"{"plain":{"signing":["new","old"],"apiToken":"t","accountToken":"a"}}"#
    #expect(secrets["plain"].signing == ["new", "old"] && secrets["plain"].apiToken == "t")
    #expect(secrets["plain"].accountToken == "a")
    text.value = #"{"plain":{"sign"#
    #expect(secrets["plain"].signing == ["new", "old"])
    text.value = #"{"plain":{"signing":["new"]}}"#
    #expect(secrets["plain"].signing == ["new"])
    #expect(secrets["unheard-of"].signing.isEmpty)
  }

  @Test("a file that is named is read again, and what is wrong with any setting is told at once")
  func files() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "coopt-hook-secrets-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(#"{"greenhouse":{"signing":["a"]}}"#.utf8).write(to: file)
    let settings = try settings([
      "COOPT_HOOK_SOURCES": #"{"sources":[\#(one)]}"#, "COOPT_HOOK_SECRETS_FILE": file.path,
    ])
    #expect(settings.secrets["greenhouse"].signing == ["a"])
    let error = #expect(throws: SettingError.self) {
      _ = try self.settings([
        "COOPT_HOOK_SOURCES": #"{"sources":[\#(one)]}"#, "COOPT_HOOK_SECRETS": #"{"x":{}}"#,
        "COOPT_HOOK_BODY_BYTES": "0", "COOPT_HOOK_REQUESTS_PER_SECOND": "many",
      ])
    }
    let told = error?.description ?? ""
    for name in ["COOPT_HOOK_SECRETS", "COOPT_HOOK_BODY_BYTES", "COOPT_HOOK_REQUESTS_PER_SECOND"] {
      #expect(told.contains(name))
    }
    let names = Set(SettingName.all.map(\.name))
    for name in ["SOURCES", "SECRETS", "BODY_BYTES", "REQUESTS_PER_SECOND", "RETENTION_DAYS", "VENDOR_SECONDS"] {
      #expect(names.contains("COOPT_HOOK_\(name)"))
    }
  }
}
