import Messages
import NotificationsDomain
import Vocabulary

/// A notification before it is written: what to tell whom, and what must be known to do so.
package struct Notice: Codable, Sendable {
  /// The notification that it becomes.
  let id: NotificationID
  /// What it tells, and to which audience.
  package let kind: NotificationKind
  /// The member, company, candidate, charity or invitation; nil for staff.
  let recipientID: String?
  /// The language, where the event itself says it.
  let language: Language?
  /// What it cannot be written without.
  package let needs: [Need]
  /// What makes it better, where it is known by then.
  package let wishes: [Need]
  /// Where in the story of its thing it is told; nil where it is told when it can be.
  package private(set) var place: StoryPlace?
  /// The id of the event that its letter is about, where it is told by mail together with others.
  private(set) var about: String?
  /// Ids and figures of the event, as this audience may see them.
  let details: EventFields

  private init(
    _ kind: NotificationKind, to recipientID: String?, in language: Language? = nil, needs: [Need],
    wishes: [Need] = [], place: StoryPlace? = nil, details: EventFields
  ) {
    self.id = .make()
    self.kind = kind
    self.recipientID = recipientID
    self.language = language
    self.needs = needs
    self.wishes = wishes
    self.place = place
    self.details = details
  }

  /// A notice to staff, who see every field of the event.
  static func staff(
    _ kind: NotificationKind, details: EventFields, needs: [Need] = [], wishes: [Need] = [], place: StoryPlace? = nil
  ) -> Notice {
    Notice(kind, to: nil, needs: needs, wishes: wishes, place: place, details: details)
  }

  /// A notice to a member, which waits for the member's language.
  static func member(
    _ kind: NotificationKind, to member: MemberID, needs: [Need] = [], wishes: [Need] = [], place: StoryPlace? = nil,
    details: EventFields
  ) -> Notice {
    Notice(
      kind, to: member.description, needs: [.member(member)] + needs, wishes: wishes, place: place, details: details)
  }

  /// A notice to a company, which waits for the company's language.
  static func company(
    _ kind: NotificationKind, to company: CompanyID, needs: [Need], place: StoryPlace? = nil, details: EventFields
  ) -> Notice {
    Notice(kind, to: company.description, needs: [.company(company)] + needs, place: place, details: details)
  }

  /// A notice to a candidate, which waits for the candidate's language.
  static func candidate(
    _ kind: NotificationKind, to candidate: CandidateID, needs: [Need], details: EventFields
  ) -> Notice {
    Notice(kind, to: candidate.description, needs: [.candidate(candidate)] + needs, details: details)
  }

  /// A notice to a charity, which may not have been heard of: those from before have no address either.
  static func charity(
    _ kind: NotificationKind, to charity: CharityID, needs: [Need], place: StoryPlace? = nil, details: EventFields
  ) -> Notice {
    Notice(
      kind, to: charity.description, needs: needs, wishes: [.charity(charity)], place: place, details: details)
  }

  /// A notice to an invited person.
  static func invitee(
    _ kind: NotificationKind, to invitation: InvitationID, in language: Language, details: EventFields
  ) -> Notice {
    Notice(kind, to: invitation.description, in: language, needs: [], details: details)
  }

  /// The notice as a part of the letter on an event; what it may be told after has been told.
  func asPart(ofLetterAbout event: String) -> Notice {
    var part = self
    part.about = event
    part.place = nil
    return part
  }

  /// The notice of a message: a notice that follows from something is told by mail with that.
  func told(by message: String, causedBy cause: String?) -> Notice {
    guard let part = kind.letterPart else { return self }
    var notice = self
    switch part {
    case .opens: notice.about = message
    case .follows: notice.about = cause ?? message
    }
    return notice
  }

  /// What is sure to be told soon and belongs in the same letter.
  var awaitedPart: NotificationKind? {
    switch kind {
    case .memberCandidateHired: .memberRewardGranted
    case .memberRewardGranted: details["state"]?.text == RewardState.settled.rawValue ? .memberRewardSettled : nil
    case .memberRewardReversed:
      details["reason"]?.text == ReversalReason.conflictOfInterest.rawValue ? .memberRewardGranted : nil
    default: nil
    }
  }

  /// What is to be looked up to write it.
  var needed: [FactKey] { (needs + wishes).map(\.key) }

  /// The instants whose days its text may name.
  package var instants: [Timestamp] {
    Self.dayFields.compactMap { field in (details[field]?.text).flatMap { Timestamp($0) } }
  }

  private static let dayFields = [
    "hiredAt", "startsAt", "expiresAt", "paidAt", "failedAt", "asOf", "withdrawnAsOf", "pendingSince",
    "receivedAt",
  ]

  /// The audience, and which of it.
  var topic: String { recipientID.map { "\(kind.audience).\($0)" } ?? kind.audience }
}
