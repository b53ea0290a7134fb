import FoundationEssentials
import WebhooksDomain

/// What only a source and the platform know.
package struct SourceSecrets: Sendable, CustomStringConvertible, CustomReflectable {
  /// Where and as whom its reports are published; nil where it publishes none yet.
  package var amqpURL: String?
  /// What its webhooks may be signed with, the new one and the old one while they are exchanged.
  package var signing: [String]
  /// What the vendor's API knows the platform by.
  package var apiToken: String?
  /// Which of the vendor's accounts is meant, where its API asks for that besides.
  package var accountToken: String?

  package init(
    amqpURL: String? = nil, signing: [String] = [], apiToken: String? = nil, accountToken: String? = nil
  ) {
    self.amqpURL = amqpURL
    self.signing = signing
    self.apiToken = apiToken
    self.accountToken = accountToken
  }

  /// What is missing of what a vendor's API knows the platform by, as the file names it; nil where nothing is.
  package func missing(for login: VendorLogin) -> String? {
    if apiToken == nil { return "apiToken" }
    return login.needsAccountToken && accountToken == nil ? "accountToken" : nil
  }

  /// How many there are.
  package var description: String { "\(signing.count) secrets" }

  /// Nothing.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension SourceSecrets: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case amqpUrl, signing, apiToken, accountToken }

  /// Reads an entry of the file; a misspelled key is an error.
  package init(from decoder: any Decoder) throws {
    try KnownKeys.require(CodingKeys.allCases.map(\.rawValue), of: "a source's secrets", in: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    amqpURL = try container.decodeIfPresent(String.self, forKey: .amqpUrl)
    signing = try container.decodeIfPresent([String].self, forKey: .signing) ?? []
    apiToken = try container.decodeIfPresent(String.self, forKey: .apiToken)
    accountToken = try container.decodeIfPresent(String.self, forKey: .accountToken)
    guard signing.allSatisfy({ !$0.isEmpty }), apiToken != "", accountToken != "", amqpURL != "" else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a secret is empty"))
    }
  }
}
