public import FoundationEssentials
public import Vocabulary

/// What a notification cannot be written without.
public struct Need: Codable, Hashable, Sendable {
  /// What is needed of a thing.
  public enum Kind: String, ClosedEnumeration {
    /// A member's language.
    case member
    /// The language of a member who may be solicited (M5).
    case activeMember = "active-member"
    /// A member's name.
    case memberName = "member-name"
    /// A company's name and language.
    case company
    /// An offer's title.
    case offer
    /// A candidate's details.
    case candidate
    /// The details of the candidate whom a recommendation is about.
    case recommendedCandidate = "recommended-candidate"
    /// The details of the candidate whom a candidacy stands for.
    case transmittedCandidate = "transmitted-candidate"
    /// The name of the member who donates a reward, where the member wants it known (W3).
    case donor
    /// An offer that was heard of by now: who is told otherwise is not told at all (R10).
    case knownOffer = "known-offer"
    /// A charity's name.
    case charity
    /// What was reported of a hire.
    case particulars
  }

  /// What is needed.
  public let kind: Kind
  /// Of which thing.
  public let id: UUID

  private init(_ kind: Kind, _ id: UUID) {
    self.kind = kind
    self.id = id
  }

  /// A member's language.
  public static func member(_ id: MemberID) -> Need { Need(.member, id.rawValue) }
  /// The language of a member who may be solicited; a notification that needs it is void once the member left (M5).
  public static func activeMember(_ id: MemberID) -> Need { Need(.activeMember, id.rawValue) }
  /// A member's name.
  public static func memberName(_ id: MemberID) -> Need { Need(.memberName, id.rawValue) }
  /// A company's name and language.
  public static func company(_ id: CompanyID) -> Need { Need(.company, id.rawValue) }
  /// An offer's title.
  public static func offer(_ id: OfferID) -> Need { Need(.offer, id.rawValue) }
  /// A candidate's details.
  public static func candidate(_ id: CandidateID) -> Need { Need(.candidate, id.rawValue) }
  /// The details of the candidate whom a recommendation is about.
  public static func recommendedCandidate(_ id: RecommendationID) -> Need { Need(.recommendedCandidate, id.rawValue) }
  /// The details of the candidate whom a candidacy stands for.
  public static func transmittedCandidate(_ id: CandidacyID) -> Need { Need(.transmittedCandidate, id.rawValue) }
  /// The name of the member who donates a reward, where the member wants it known.
  public static func donor(_ id: RewardID) -> Need { Need(.donor, id.rawValue) }
  /// An offer's title; a notification that needs it is void while the offer was not heard of (R10).
  public static func knownOffer(_ id: OfferID) -> Need { Need(.knownOffer, id.rawValue) }
  /// A charity's name.
  public static func charity(_ id: CharityID) -> Need { Need(.charity, id.rawValue) }
  /// What was reported of a hire that could not be matched.
  public static func particulars(of id: HireID) -> Need { Need(.particulars, id.rawValue) }

  /// The thing that is looked up first; it may lead to another.
  public var key: FactKey {
    switch kind {
    case .member, .activeMember: FactKey(.member, id)
    case .memberName: FactKey(.memberName, id)
    case .company: FactKey(.company, id)
    case .offer, .knownOffer: FactKey(.offer, id)
    case .candidate: FactKey(.candidate, id)
    case .recommendedCandidate: FactKey(.recommendation, id)
    case .transmittedCandidate: FactKey(.candidacy, id)
    case .donor: FactKey(.reward, id)
    case .charity: FactKey(.charity, id)
    case .particulars: FactKey(.particulars, id)
    }
  }
}
