public import Vocabulary

/// Asks a service who decided what by hand, newest first (A1, A2).
///
/// Each service has a type of its own: `coopt.<service>.list-corrections.v1`.
public struct ListCorrections<Owner: TrailOwner>: CommandPayload {
  /// `coopt.<service>.list-corrections.v1`.
  public static var messageType: MessageType { MessageType(service: Owner.service, name: "list-corrections") }

  /// Only what was decided at this instant or later.
  public var since: Timestamp?
  /// Only what was decided about these things, 1 to 100 of their ids.
  public var subjects: [String]?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    since: Timestamp? = nil, subjects: [String]? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.since = since
    self.subjects = subjects
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The page.
    public var corrections: [Correction]
    /// Where the next page begins; absent on the last.
    public var nextPageToken: String?

    public init(corrections: [Correction], nextPageToken: String? = nil) {
      self.corrections = corrections
      self.nextPageToken = nextPageToken
    }
  }
}

extension ListCorrections {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(subjects, "subjects", minimum: 1)
    for (place, subject) in (subjects ?? []).enumerated() { validator.line(subject, "subjects[\(place)]") }
    validator.range(pageSize, 1...Validator.maximumPageSize, "pageSize")
    validator.line(pageToken, "pageToken")
  }
}

/// A service that keeps a trail of corrections, as a part of a message's type.
public protocol TrailOwner: Sendable {
  /// The service's word in types and routing keys.
  static var service: String { get }
}

/// The services, each with its trail.
public enum TrailOf {
  /// Invitations, members, the charter.
  public enum Members: TrailOwner {
    /// `members`.
    public static let service = "members"
  }
  /// Companies and offers.
  public enum Offers: TrailOwner {
    /// `offers`.
    public static let service = "offers"
  }
  /// Recommendations and hires.
  public enum Recommendations: TrailOwner {
    /// `recommendations`.
    public static let service = "recommendations"
  }
  /// Interviews.
  public enum Qualification: TrailOwner {
    /// `qualification`.
    public static let service = "qualification"
  }
  /// Points, bonuses, the books.
  public enum Rewards: TrailOwner {
    /// `rewards`.
    public static let service = "rewards"
  }
  /// What is told; nothing is decided there by hand so far.
  public enum Notifications: TrailOwner {
    /// `notifications`.
    public static let service = "notifications"
  }
  /// What other systems post: which webhook was looked at again, which job is which offer.
  public enum Webhooks: TrailOwner {
    /// `webhooks`.
    public static let service = "webhooks"
  }
}
