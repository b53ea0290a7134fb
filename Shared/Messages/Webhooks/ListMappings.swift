public import Vocabulary

/// Lists which job of which source is which offer, the latest said first.
public struct ListMappings: ListQuestion {
  /// `coopt.webhooks.list-mappings.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "list-mappings")

  /// Only those of this source.
  @Composed public var source: String?
  /// How many at most, 1 to 200.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(source: String? = nil, pageSize: Int? = nil, pageToken: String? = nil) {
    self.source = source
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedMapping
}

extension ListMappings {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(source, "source")
    validatePage(&validator)
  }
}

/// Which offer a job of a source is.
public struct ListedMapping: Listed {
  /// `mappings`.
  public static let listName = "mappings"

  /// The source.
  public var source: String
  /// The job, in the vendor's words.
  public var job: String
  /// The offer.
  public var offerId: OfferID?
  /// The offer's `externalReference`, where its id is not known.
  public var offerReference: String?
  /// Since when.
  public var mappedAt: Timestamp

  public init(
    source: String, job: String, offerId: OfferID? = nil, offerReference: String? = nil, mappedAt: Timestamp
  ) {
    self.source = source
    self.job = job
    self.offerId = offerId
    self.offerReference = offerReference
    self.mappedAt = mappedAt
  }
}
