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
  package let place: StoryPlace?
  /// Ids and figures of the event, as this audience may see them.
  let details: JSONObject

  private init(
    _ kind: NotificationKind, to recipientID: String?, in language: Language? = nil, needs: [Need],
    wishes: [Need] = [], place: StoryPlace? = nil, details: JSONObject
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
    _ kind: NotificationKind, details: JSONObject, needs: [Need] = [], wishes: [Need] = [], place: StoryPlace? = nil
  ) -> Notice {
    Notice(kind, to: nil, needs: needs, wishes: wishes, place: place, details: details)
  }

  /// A notice to a member, which waits for the member's language.
  static func member(
    _ kind: NotificationKind, to member: MemberID, needs: [Need] = [], wishes: [Need] = [], place: StoryPlace? = nil,
    details: JSONObject
  ) -> Notice {
    Notice(
      kind, to: member.description, needs: [.member(member)] + needs, wishes: wishes, place: place, details: details)
  }

  /// A notice to a company, which waits for the company's language.
  static func company(
    _ kind: NotificationKind, to company: CompanyID, needs: [Need], details: JSONObject
  ) -> Notice {
    Notice(kind, to: company.description, needs: [.company(company)] + needs, details: details)
  }

  /// A notice to a candidate, which waits for the candidate's language.
  static func candidate(
    _ kind: NotificationKind, to candidate: CandidateID, needs: [Need], details: JSONObject
  ) -> Notice {
    Notice(kind, to: candidate.description, needs: [.candidate(candidate)] + needs, details: details)
  }

  /// A notice to a charity.
  static func charity(
    _ kind: NotificationKind, to charity: CharityID, needs: [Need], details: JSONObject
  ) -> Notice {
    Notice(kind, to: charity.description, needs: needs, details: details)
  }

  /// A notice to an invited person.
  static func invitee(
    _ kind: NotificationKind, to invitation: InvitationID, in language: Language, details: JSONObject
  ) -> Notice {
    Notice(kind, to: invitation.description, in: language, needs: [], details: details)
  }

  /// What is to be looked up to write it.
  var needed: [FactKey] { (needs + wishes).map(\.key) }

  /// The audience, and which of it.
  var topic: String { recipientID.map { "\(kind.audience).\($0)" } ?? kind.audience }
}
