import Certificates
import FoundationEssentials
import Messages
import Topology
import Vocabulary
import WebhooksDomain

/// Where webhooks come from, as `COOPT_HOOK_SOURCES` lists it.
package struct HookSources: Sendable {
  /// Why a list cannot be used.
  package struct Defect: Error, Hashable, CustomStringConvertible {
    /// What is wrong, and with which source.
    package let description: String
  }

  /// In the order of the list.
  package let all: [HookSource]
  private let byName: [String: HookSource]

  /// A list of sources that do not get in each other's way; throws `Defect` for the first that does.
  package init(_ sources: [HookSource]) throws(Defect) {
    for (position, source) in sources.enumerated() {
      try Self.check(source, beside: sources[..<position])
    }
    all = sources
    byName = Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0) })
  }

  /// Reads JSON: `{"sources": [{"source": …, "vendor": …, "sourceSystem": …, "companyId"?: …, "jobs"?: …, "api"?: …, "account"?: …}]}`.
  ///
  /// `reader` is how a vendor's webhooks are read. Throws `Defect`, also for a key that it does not know.
  package init(
    json text: String, plainText: PlainText, reader: (Vendor) -> any VendorReader.Type
  ) throws(Defect) {
    let entries: [Entry]
    do {
      entries = try JSONDecoder().decode(File.self, from: Data(text.utf8)).sources
    } catch {
      throw Defect(description: "it is no list of sources: \(JSONWords.of(error))")
    }
    var sources: [HookSource] = []
    for entry in entries { sources.append(try Self.source(entry, plainText, reader)) }
    try self.init(sources)
  }

  /// The source of a name.
  package subscript(name: String) -> HookSource? { byName[name] }

  private static func source(
    _ entry: Entry, _ plainText: PlainText, _ reader: (Vendor) -> any VendorReader.Type
  ) throws(Defect) -> HookSource {
    func defect(_ sentence: String) -> Defect { Defect(description: "'\(entry.source)' \(sentence)") }
    guard let vendor = Vendor(rawValue: entry.vendor) else {
      let known = Vendor.allCases.map(\.rawValue).joined(separator: ", ")
      throw defect("has a vendor that is none of \(known)")
    }
    guard let jobs = entry.jobs.map(JobMatching.init(rawValue:)) ?? .mapped else {
      throw defect("has 'jobs' that are neither 'mapped' nor 'reference'")
    }
    var api: VendorAddress?
    if let text = entry.api {
      guard let address = VendorAddress(text, plainText: plainText) else {
        throw defect("has an 'api' that is no address: https://, a host, perhaps a port and a path")
      }
      api = address
    }
    return HookSource(
      name: entry.source, vendor: vendor, reader: reader(vendor), sourceSystem: entry.sourceSystem.composed,
      companyID: entry.companyId, jobs: jobs, api: api, account: entry.account)
  }

  private static func check(_ source: HookSource, beside others: ArraySlice<HookSource>) throws(Defect) {
    func require(_ holds: Bool, _ sentence: String) throws(Defect) {
      if !holds { throw Defect(description: "'\(source.name)' \(sentence)") }
    }
    try require(isName(source.name), "is no name of a source: letters a to z, digits and hyphens, 63 at most")
    try require(!others.contains { $0.name == source.name }, "is listed twice")
    try require(isSourceSystem(source.sourceSystem), "has no sourceSystem: a line of 1 to 200 characters")
    try require(
      source.account == nil || source.reader.namesAccount,
      "has an 'account', which webhooks of its vendor do not name")
    try require(source.account != "", "has an empty 'account'")
    for other in others {
      try require(other.sourceSystem != source.sourceSystem, "has the sourceSystem of '\(other.name)'")
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "-")
      }
  }

  private static func isSourceSystem(_ text: String) -> Bool {
    var validator = Validator()
    validator.line(text, "sourceSystem")
    return !text.isEmpty && text != OutsideSystem.anyOther && validator.errors.isEmpty
  }

  private struct File: Decodable {
    let sources: [Entry]

    enum CodingKeys: String, CodingKey, CaseIterable { case sources }

    init(from decoder: any Decoder) throws {
      try KnownKeys.require(CodingKeys.allCases.map(\.rawValue), of: "the list", in: decoder)
      sources = try decoder.container(keyedBy: CodingKeys.self).decode([Entry].self, forKey: .sources)
    }
  }

  private struct Entry: Decodable {
    let source: String
    let vendor: String
    let sourceSystem: String
    let companyId: CompanyID?
    let jobs: String?
    let api: String?
    let account: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case source, vendor, sourceSystem, companyId, jobs, api, account
    }

    init(from decoder: any Decoder) throws {
      try KnownKeys.require(CodingKeys.allCases.map(\.rawValue), of: "a source", in: decoder)
      let container = try decoder.container(keyedBy: CodingKeys.self)
      source = try container.decode(String.self, forKey: .source)
      vendor = try container.decode(String.self, forKey: .vendor)
      sourceSystem = try container.decode(String.self, forKey: .sourceSystem)
      companyId = try container.decodeIfPresent(CompanyID.self, forKey: .companyId)
      jobs = try container.decodeIfPresent(String.self, forKey: .jobs)
      api = try container.decodeIfPresent(String.self, forKey: .api)
      account = try container.decodeIfPresent(String.self, forKey: .account)
    }
  }
}
