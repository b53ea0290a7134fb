public import Vocabulary

/// What is known of the things that some notifications speak of.
public struct Facts: Sendable {
  /// A member.
  public struct Member: Hashable, Sendable {
    /// The language to write in; nil while neither joining nor contact details have been heard of.
    public var language: Language?
    /// First and last name; nil while the contact details have not been heard of.
    public var name: PersonName?
    /// Whether the member left: solicited no more (M5).
    public var hasLeft: Bool

    public init(language: Language? = nil, name: PersonName? = nil, hasLeft: Bool = false) {
      self.language = language
      self.name = name
      self.hasLeft = hasLeft
    }
  }

  /// A company.
  public struct Company: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The language to write in.
    public var language: Language
    /// Whether it gave an address: without one it gets no letter, and staff are told.
    public var isReachable: Bool

    public init(name: String, language: Language, isReachable: Bool = true) {
      self.name = name
      self.language = language
      self.isReachable = isReachable
    }
  }

  /// A charity.
  public struct Charity: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The language to write in.
    public var language: Language
    /// Whether it gave an address.
    public var isReachable: Bool

    public init(name: String, language: Language, isReachable: Bool = true) {
      self.name = name
      self.language = language
      self.isReachable = isReachable
    }
  }

  /// A candidate.
  public struct Candidate: Hashable, Sendable {
    /// First and last name.
    public var name: PersonName
    /// E-mail address.
    public var email: String
    /// Telephone number.
    public var phone: String?
    /// The LinkedIn profile.
    public var linkedInURL: String?
    /// The language to write in.
    public var language: Language

    public init(
      name: PersonName, email: String, phone: String? = nil, linkedInURL: String? = nil, language: Language
    ) {
      self.name = name
      self.email = email
      self.phone = phone
      self.linkedInURL = linkedInURL
      self.language = language
    }
  }

  /// A recommendation.
  public struct Recommendation: Hashable, Sendable {
    /// Whom it is about.
    public var candidateID: CandidateID
    /// What the member says of the candidate; for staff only.
    public var message: String?
    /// When it was heard of; nil where that is long ago.
    public var registeredAt: Timestamp?

    public init(candidateID: CandidateID, message: String? = nil, registeredAt: Timestamp? = nil) {
      self.candidateID = candidateID
      self.message = message
      self.registeredAt = registeredAt
    }
  }

  /// A candidacy: the only link from what a company sees to whom it is about.
  public struct Candidacy: Hashable, Sendable {
    /// Whom it stands for.
    public var candidateID: CandidateID
    /// Which recommendation was decided on.
    public var recommendationID: RecommendationID
    /// What the interview found, for the company.
    public var summary: String?

    public init(candidateID: CandidateID, of recommendationID: RecommendationID, summary: String? = nil) {
      self.candidateID = candidateID
      self.recommendationID = recommendationID
      self.summary = summary
    }
  }

  /// A settled reward.
  public struct Reward: Hashable, Sendable {
    /// Whose reward.
    public var memberID: MemberID
    /// Whether the charity may learn the member's name (W3).
    public var inMemberName: Bool
    /// What the member gives of it to a charity; nil where nothing is known of that.
    public var donated: Cents?
    /// What the platform adds to that, in its own name; nil where nothing is known of that.
    public var matching: Cents?

    public init(memberID: MemberID, inMemberName: Bool, donated: Cents? = nil, matching: Cents? = nil) {
      self.memberID = memberID
      self.inMemberName = inMemberName
      self.donated = donated
      self.matching = matching
    }
  }

  /// Members by id.
  public var members: [MemberID: Member] = [:]
  /// Companies by id.
  public var companies: [CompanyID: Company] = [:]
  /// Offers' titles by id.
  public var offers: [OfferID: String] = [:]
  /// Candidates by id.
  public var candidates: [CandidateID: Candidate] = [:]
  /// Recommendations by id.
  public var recommendations: [RecommendationID: Recommendation] = [:]
  /// Candidacies by id.
  public var candidacies: [CandidacyID: Candidacy] = [:]
  /// Settled rewards by id.
  public var rewards: [RewardID: Reward] = [:]
  /// Charities by id.
  public var charities: [CharityID: Charity] = [:]
  /// What was reported of hires that could not be matched: an event's fields, as JSON.
  public var particulars: [HireID: [UInt8]] = [:]
  /// The days of instants, in the policy's time zone.
  public var days: [Timestamp: CalendarDay] = [:]
  /// The steps that were told of things.
  public var told: Set<FactKey> = []
  /// The notifications that wait and that others are told after.
  public var waiting: [TopicStep: WaitingNotification] = [:]

  public init() {}
}

/// A person's name.
public struct PersonName: Hashable, Sendable {
  /// First name.
  public var first: String
  /// Last name.
  public var last: String

  public init(first: String, last: String) {
    self.first = first
    self.last = last
  }
}
