public import FoundationEssentials

/// An identifier of one kind of thing: a UUID that cannot be mistaken for the identifier of another kind.
///
/// Identifiers made by the platform are UUID version 7 (RFC 9562, section 5.7), so they sort by the time of making;
/// callers may bring any UUID. On the wire it is the lower-case 36-character form.
public struct Identifier<Subject>: Hashable, Sendable, RawRepresentable, Comparable {
  /// The UUID itself.
  public let rawValue: UUID

  /// Wraps a UUID that came from outside.
  public init(rawValue: UUID) {
    self.rawValue = rawValue
  }

  /// Wraps a UUID that came from outside.
  public init(_ uuid: UUID) {
    self.rawValue = uuid
  }

  /// Reads the canonical 36-character form, in either case; nil for anything else.
  public init?(_ text: String) {
    guard let uuid = UUID(canonical: text) else { return nil }
    self.rawValue = uuid
  }

  /// A new identifier, UUID version 7.
  public static func make() -> Self {
    Self(rawValue: UUID.version7())
  }

  /// Order of the UUID's bytes: the order PostgreSQL sorts `uuid` by, so locks taken in it agree with the database.
  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue.precedes(right.rawValue)
  }
}

extension Identifier: CustomStringConvertible {
  /// The lower-case 36-character form.
  public var description: String {
    rawValue.lowercased
  }
}

extension Identifier: Codable {
  /// Reads the canonical form; throws `DecodingError.dataCorrupted` for anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not a UUID")
    }
    self = value
  }

  /// Writes the lower-case 36-character form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Names the kinds of thing that carry an identifier.
public enum Subject {
  /// A person of the community ("coopteur").
  public enum Member {}
  /// A human being, whatever memberships they have had (M5).
  public enum Person {}
  /// An invitation to join the community (M1).
  public enum Invitation {}
  /// A company that posts offers.
  public enum Company {}
  /// An offer ("annonce").
  public enum Offer {}
  /// A person who was recommended.
  public enum Candidate {}
  /// One member's recommendation of one candidate for one offer.
  public enum Recommendation {}
  /// A qualified candidate as a company sees it; nothing of it leads back to the recommendation (M8).
  public enum Candidacy {}
  /// A hire as another system reports it: one pair of source system and application.
  public enum Hire {}
  /// A bonus or a sponsor's share.
  public enum Reward {}
  /// A partner charity ("association partenaire").
  public enum Charity {}
  /// An instruction to a finance system to pay.
  public enum Payout {}
  /// One message to one audience.
  public enum Notification {}
  /// A message, whatever it carries.
  public enum Message {}
  /// A ledger transaction.
  public enum Transaction {}
  /// One line of a ledger transaction.
  public enum Entry {}
  /// A decision by hand that takes two people (A2).
  public enum Decision {}
  /// A webhook as it was received.
  public enum Delivery {}
}

/// Identifies a member.
public typealias MemberID = Identifier<Subject.Member>
/// The id of a person.
public typealias PersonID = Identifier<Subject.Person>
/// Identifies an invitation.
public typealias InvitationID = Identifier<Subject.Invitation>
/// Identifies a company.
public typealias CompanyID = Identifier<Subject.Company>
/// Identifies an offer.
public typealias OfferID = Identifier<Subject.Offer>
/// Identifies a candidate.
public typealias CandidateID = Identifier<Subject.Candidate>
/// Identifies a recommendation.
public typealias RecommendationID = Identifier<Subject.Recommendation>
/// Identifies a candidacy, a company's view of a qualified candidate.
public typealias CandidacyID = Identifier<Subject.Candidacy>
/// Identifies a hire.
public typealias HireID = Identifier<Subject.Hire>
/// Identifies a reward.
public typealias RewardID = Identifier<Subject.Reward>
/// Identifies a charity.
public typealias CharityID = Identifier<Subject.Charity>
/// Identifies a payout.
public typealias PayoutID = Identifier<Subject.Payout>
/// Identifies a notification.
public typealias NotificationID = Identifier<Subject.Notification>
/// Identifies a message: the CloudEvents `id`.
public typealias MessageID = Identifier<Subject.Message>
/// Identifies a ledger transaction.
public typealias TransactionID = Identifier<Subject.Transaction>
/// Identifies one line of a ledger transaction.
public typealias EntryID = Identifier<Subject.Entry>
/// Identifies a decision by hand that takes two people (A2).
public typealias DecisionID = Identifier<Subject.Decision>
/// Identifies a webhook as it was received.
public typealias DeliveryID = Identifier<Subject.Delivery>
