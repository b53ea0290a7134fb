import Messages
import NotificationsDomain
import Vocabulary

/// Writes notifications: in the recipient's language, from templates, with what is known; and remembers which steps were
/// told lately.
package struct Composer: Sendable {
  private let templates: TemplateLibrary
  /// Whether letters go out at all.
  private let isMailing: Bool
  /// How long offers wait for each other before they go out in one letter (M11), in seconds.
  let offerWindow: Double
  /// What was told lately.
  let recent = RecentSteps()

  /// Seconds that offers wait for each other, where no setting says otherwise.
  package static let defaultOfferWindow = 60.0

  init(_ templates: TemplateLibrary, isMailing: Bool, offerWindow: Double = defaultOfferWindow) {
    self.templates = templates
    self.isMailing = isMailing
    self.offerWindow = offerWindow
  }

  /// A writer with all templates parsed; throws `TemplateError` where one is missing or broken.
  package init(isMailing: Bool = false, offerWindow: Double = defaultOfferWindow) throws {
    self.init(try TemplateLibrary(), isMailing: isMailing, offerWindow: offerWindow)
  }

  /// Writes a notice whose needs are met.
  package func compose(_ notice: Notice, with facts: Facts) -> NotificationMessage {
    let language = language(of: notice, in: facts)
    let known = facts.description(of: notice.needs + notice.wishes)
    var details = notice.details
    for field in Self.disclosed(to: notice.kind) {
      details[field] = known[field]
    }
    let context = context(notice, known: known, in: language)
    let (subject, text) = templates[notice.kind, language].written(with: context)
    return NotificationMessage(
      notificationId: notice.id,
      audience: Audience(rawValue: notice.kind.audience) ?? .staff,
      recipientId: notice.recipientID,
      name: notice.kind.name,
      locale: language,
      subject: subject,
      text: text,
      details: details
    )
  }

  /// The letter that a notification goes out as beside its topic; nil where it does not (N4).
  func letter(_ notification: NotificationMessage, telling notice: Notice) -> Letter? {
    guard isMailing, notice.kind.isMailed, notice.kind != .memberOfferProposed, let recipient = notice.recipientID
    else { return nil }
    return Letter(
      id: notification.notificationId, audience: notice.kind.audience, name: notice.kind.name, recipientID: recipient,
      address: notice.kind.audience == "invitee" ? notice.details["email"]?.text : nil,
      language: notification.locale, subject: notification.subject, text: notification.text)
  }

  /// The offer that a notification proposes, which waits for others to go out in one letter; nil where it proposes none
  /// (M11).
  func proposal(_ notice: Notice) -> ProposedOffer? {
    guard isMailing, notice.kind == .memberOfferProposed, let member = notice.recipientID.flatMap({ MemberID($0) }),
      let offer = (notice.details["offerId"]?.text).flatMap({ OfferID($0) }),
      let level = (notice.details["level"]?.text).flatMap(Level.init(rawValue:))
    else { return nil }
    return ProposedOffer(notificationID: notice.id, memberID: member, offerID: offer, level: level)
  }

  /// What templates may name.
  package func context(_ notice: Notice, known: JSONObject, in language: Language) -> LetterContext {
    LetterContext(
      fields: notice.details, known: known,
      words: Words(details: notice.details, kind: notice.kind, language: language))
  }

  /// What is known beside the event and belongs in `details`, because the audience acts on it.
  private static func disclosed(to kind: NotificationKind) -> [String] {
    switch kind {
    case .companyCandidateTransmitted: ["candidate", "summary"]
    case .staffRecommendationAttributed, .staffInterviewRequested: ["candidate", "message"]
    case .memberOfferProposed: ["offer"]
    default: []
    }
  }

  /// The recipient's language; French where nobody chose (N4).
  private func language(of notice: Notice, in facts: Facts) -> Language {
    if let language = notice.language { return language }
    guard notice.kind.audience != "staff", let id = notice.recipientID else { return .french }
    let chosen: Language? =
      switch notice.kind.audience {
      case "member": MemberID(id).flatMap { facts.members[$0]?.language }
      case "company": CompanyID(id).flatMap { facts.companies[$0]?.language }
      case "candidate": CandidateID(id).flatMap { facts.candidates[$0]?.language }
      default: nil
      }
    return chosen ?? .french
  }
}
