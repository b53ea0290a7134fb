public import Vocabulary

/// What an authentic webhook says.
public enum Reading: Hashable, Sendable {
  /// Somebody was hired.
  case hired(StatedHire)
  /// Somebody is hired no longer.
  case unhired(StatedWithdrawal)
  /// It does not say it itself: the vendor has to be asked. What it answers is handed to the vendor again, with this one.
  case ask(VendorQuestion)
  /// It is understood, and of no concern; why, in a word or two for people, such as `another event`.
  case unconcerned(String)
  /// It cannot be understood; a sentence that names the field and what should be there, never a value.
  case unclear(String)
}

/// As of when something is said, and whose clock that is (H1).
public struct AsOf: Hashable, Sendable {
  /// The clock.
  public enum Clock: String, Hashable, Sendable {
    /// The vendor's instant of the event.
    case event
    /// The vendor's date of what the event is about, such as that of the decision.
    case decision
    /// The receipt of the webhook.
    case receipt
  }

  /// The instant.
  public let instant: Timestamp
  /// Whose it is.
  public let clock: Clock

  public init(_ instant: Timestamp, by clock: Clock) {
    self.instant = instant
    self.clock = clock
  }
}

/// A hire, in the vendor's words.
public struct StatedHire: Hashable, Sendable {
  /// The application, unique among the vendor's for one customer.
  public var applicationId: String
  /// The person's e-mail addresses, the first one first; may be none.
  public var emails: [String]
  /// The person's telephone numbers, likewise.
  public var phones: [String]
  /// The platform's candidate, where the sender knows the platform's own words (`standard` alone).
  public var candidateId: String?
  /// The candidacy that the company got, likewise.
  public var candidacyId: String?
  /// What the vendor calls the job: job, requisition, opening, posting, the most telling first.
  public var jobs: [String]
  /// The offer, where the sender knows the platform's own words for it (`standard` alone).
  public var offer: StatedOffer?
  /// When the hire was decided; the as-of instant where the vendor does not say.
  public var hiredAt: Timestamp
  /// When the work begins.
  public var startsAt: Timestamp?
  /// As of when this is said.
  public var asOf: AsOf

  public init(
    applicationId: String, emails: [String], phones: [String] = [], candidateId: String? = nil,
    candidacyId: String? = nil, jobs: [String], offer: StatedOffer? = nil, hiredAt: Timestamp,
    startsAt: Timestamp? = nil, asOf: AsOf
  ) {
    self.applicationId = applicationId
    self.emails = emails
    self.phones = phones
    self.candidateId = candidateId
    self.candidacyId = candidacyId
    self.jobs = jobs
    self.offer = offer
    self.hiredAt = hiredAt
    self.startsAt = startsAt
    self.asOf = asOf
  }
}

/// An offer in the platform's words.
public struct StatedOffer: Hashable, Sendable {
  /// The offer.
  public var offerId: String?
  /// The offer's external reference.
  public var offerReference: String?

  public init(offerId: String? = nil, offerReference: String? = nil) {
    self.offerId = offerId
    self.offerReference = offerReference
  }
}

/// The end of a hire, in the vendor's words.
public struct StatedWithdrawal: Hashable, Sendable {
  /// The application that was hired.
  public var applicationId: String
  /// When; the as-of instant where the vendor does not say.
  public var withdrawnAt: Timestamp
  /// Why, in the sender's words (`standard` alone).
  public var reason: String?
  /// Whether it follows from a state alone, that the application is not hired: it may never have been.
  ///
  /// Vendors without an event for an unhire tell such states of every application. One that this source never told to
  /// be hired is of no concern, unless a hire of before is told later.
  public var isDerived: Bool
  /// As of when this is said.
  public var asOf: AsOf

  public init(
    applicationId: String, withdrawnAt: Timestamp, reason: String? = nil, isDerived: Bool = false, asOf: AsOf
  ) {
    self.applicationId = applicationId
    self.withdrawnAt = withdrawnAt
    self.reason = reason
    self.isDerived = isDerived
    self.asOf = asOf
  }
}

/// A request to a vendor's API, below the address that the source's configuration names.
public struct VendorQuestion: Hashable, Sendable {
  /// The path, with a query where there is one, from `/`; parts that came from a webhook are percent-encoded.
  public var path: String
  /// Headers besides the one that says who asks.
  public var headers: [String: String]

  public init(path: String, headers: [String: String] = [:]) {
    self.path = path
    self.headers = headers
  }
}

/// What a vendor's API answered with status 200.
public struct VendorAnswer: Hashable, Sendable {
  /// What was asked.
  public var question: VendorQuestion
  /// The body.
  public var body: [UInt8]

  public init(question: VendorQuestion, body: [UInt8]) {
    self.question = question
    self.body = body
  }
}

/// How a vendor's API knows who asks.
public enum VendorLogin: Hashable, Sendable {
  /// `Authorization: Basic`, the token as name, an empty password.
  case basicName
  /// `Authorization: Basic`, the token as name, `x` as password.
  case basicNameWithX
  /// `Authorization: Bearer`.
  case bearer
  /// `Authorization: Token token=…`.
  case token
  /// A header of this name with the token alone.
  case header(String)
  /// `Authorization: Bearer`, and a header of this name with a second token, which says whose account is meant.
  case bearerAndAccount(header: String)

  /// Whether it takes the account's token besides.
  public var needsAccountToken: Bool {
    if case .bearerAndAccount = self { true } else { false }
  }
}
