import Messages
import NotificationsDomain
import Vocabulary

/// What is known of the things that a notice speaks of, as templates name it.
package struct KnownThings: Sendable {
  private var recipient: PersonName?
  private var member: PersonName?
  private var donor: PersonName?
  private var company: Facts.Company?
  private var offer: String?
  private var candidate: Facts.Candidate?
  private var message: String?
  private var summary: String?
  private(set) var donation: Facts.Donation?
  private var charity: String?
  /// What an outside system said of a hire, under its names in the contract.
  private(set) var particulars: JSONElement?

  /// Nothing is known.
  static let none = KnownThings()

  private init() {}

  /// What facts say of the things that are needed; of two of a kind, of the first.
  package init(_ facts: Facts, of needs: [Need]) {
    for need in needs { add(need, facts) }
  }

  subscript(thing: TemplateName.Thing) -> TemplateValue? {
    switch thing {
    case .recipient: recipient.map { .object(.person($0)) }
    case .member: member.map { .object(.person($0)) }
    case .donor: donor.map { .object(.person($0)) }
    case .company: company.map { .object(.company($0)) }
    case .offer: offer.map { .object(.offer($0)) }
    case .candidate: candidate.map { .object(.candidate($0)) }
    case .message: TemplateValue(message)
    case .summary: TemplateValue(summary)
    case .donation: donation.map { .object(.donation($0)) }
    case .charity: charity.map { .object(.charity($0)) }
    case .particulars: particulars.map { .object(.fields($0)) }
    }
  }

  /// A thing as `details` hold it, where the audience acts on it.
  func json(_ thing: TemplateName.Thing) -> JSONValue? {
    switch thing {
    case .candidate: candidate.map { .object($0.fields) }
    case .offer: offer.map { .object(["title": .string($0)]) }
    case .message: .text(message)
    case .summary: .text(summary)
    case .recipient, .member, .donor, .company, .donation, .charity, .particulars: nil
    }
  }

  /// Whether the company gave an address; nil where no company is known.
  var isCompanyReachable: Bool? { company?.isReachable }

  private mutating func add(_ need: Need, _ facts: Facts) {
    switch need.kind {
    case .member, .activeMember: recipient = recipient ?? facts.members[MemberID(need.id)]?.name
    case .memberName: member = member ?? facts.members[MemberID(need.id)]?.name
    case .company: company = company ?? facts.companies[CompanyID(need.id)]
    case .offer, .knownOffer: offer = offer ?? facts.offers[OfferID(need.id)]
    case .candidate: add(CandidateID(need.id), facts)
    case .recommendedCandidate:
      guard let recommendation = facts.recommendations[RecommendationID(need.id)] else { return }
      add(recommendation.candidateID, facts)
      message = message ?? recommendation.message
    case .transmittedCandidate:
      guard let candidacy = facts.candidacies[CandidacyID(need.id)] else { return }
      add(candidacy.candidateID, facts)
      summary = summary ?? candidacy.summary
    case .donor: add(facts.rewards[RewardID(need.id)], facts)
    case .charity: charity = charity ?? facts.charities[CharityID(need.id)]?.name
    case .particulars:
      particulars = particulars ?? facts.particulars[HireID(need.id)].flatMap { JSONDocument($0)?.root.fields }
    }
  }

  private mutating func add(_ id: CandidateID, _ facts: Facts) {
    candidate = candidate ?? facts.candidates[id]
  }

  private mutating func add(_ reward: Facts.Reward?, _ facts: Facts) {
    guard let reward else { return }
    if reward.inMemberName { donor = donor ?? facts.members[reward.memberID]?.name }
    donation = donation ?? reward.donation
  }
}

extension Facts {
  /// What is given to a charity of a reward, in cents.
  package struct Donation: Sendable {
    /// What the member gives.
    let donated: Int
    /// What the platform adds.
    let matching: Int
  }
}

extension Facts.Reward {
  fileprivate var donation: Facts.Donation? {
    donated.map { Facts.Donation(donated: $0.rawValue, matching: matching?.rawValue ?? 0) }
  }
}

extension Facts.Candidate {
  /// The candidate as companies and staff are told.
  fileprivate var fields: JSONObject {
    var fields: JSONObject = [
      "firstName": .string(name.first), "lastName": .string(name.last), "email": .string(email),
    ]
    fields["phone"] = .text(phone)
    fields["linkedinUrl"] = .text(linkedInURL)
    return fields
  }
}
