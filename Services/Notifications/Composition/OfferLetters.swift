import Messages
import NotificationsDomain
import Vocabulary

/// Writes the letters that propose offers: one to a member for all that waited (M11).
package struct OfferLetters: Sendable {
  private let templates: [Language: TemplateLibrary.Letter]
  private let layout: LetterLayout
  private let platform: PlatformSettings
  private let unsubscription: Unsubscription?

  /// Parses the templates; throws `TemplateError` where one is broken.
  package init(_ platform: PlatformSettings = PlatformSettings(), unsubscription: Unsubscription? = nil) throws {
    self.unsubscription = unsubscription
    layout = LetterLayout(platform: platform)
    self.platform = platform
    templates = try OfferLetterSources.all.mapValues { source in
      try TemplateLibrary.Letter(String(decoding: source, as: UTF8.self))
    }
  }

  /// Whom a letter is written to.
  package struct Reader: Sendable {
    let memberID: MemberID
    let language: Language
    let name: PersonName?
    /// As far as it was told; else each offer's own stands.
    let level: Level?
    let offersByMail: OffersByMail

    package init(
      memberID: MemberID, language: Language, name: PersonName?, level: Level?, offersByMail: OffersByMail
    ) {
      self.memberID = memberID
      self.language = language
      self.name = name
      self.level = level
      self.offersByMail = offersByMail
    }
  }

  /// The letter that proposes offers, of which there is one at least; it bears the id of the first one's notification.
  package func letter(to reader: Reader, proposing offers: [WaitingOffer], for amounts: BonusAmounts) -> Letter? {
    guard let first = offers.first, let template = templates[reader.language] else { return nil }
    let fields = EventFields().with(fields(reader, offers, amounts).map { ($0.key, $0.value) })
    let written = template.written(
      with: LetterContext(
        fields: fields, known: .none,
        words: Words(details: fields, known: .none, kind: .memberOfferProposed, language: reader.language, days: [:]),
        platform: platform, company: .none),
      in: reader.language)
    let around = [
      layout.greeting(NotificationKind.memberOfferProposed.audience, reader.name, in: reader.language),
      layout.signature(in: reader.language), layout.onAnswers(in: reader.language),
    ].map { Typography.applied(to: $0, in: reader.language) }
    return Letter(
      id: first.notificationID, audience: NotificationKind.memberOfferProposed.audience,
      name: NotificationKind.memberOfferProposed.name, recipientID: reader.memberID.description, address: nil,
      language: reader.language, subject: written.subject,
      text: [around[0], written.text, around[1], around[2]].joined(separator: "\n\n"))
  }

  /// What the templates may name.
  private func fields(_ reader: Reader, _ offers: [WaitingOffer], _ amounts: BonusAmounts) -> JSONObject {
    var fields: JSONObject = [
      "offers": .array(offers.map { .object(description(of: $0, to: reader, amounts)) }),
      "count": .integer(offers.count),
      "firstTitle": .text(offers[0].title) ?? .null,
      "isOne": .boolean(offers.count == 1),
      "isDaily": .boolean(reader.offersByMail == .daily),
      "isWeekly": .boolean(reader.offersByMail == .weekly),
      "isAtOnce": .boolean(reader.offersByMail != .daily && reader.offersByMail != .weekly),
    ]
    fields["firstCompany"] = .text(offers[0].company)
    fields["unsubscribePage"] = .text(unsubscription?.page)
    fields["unsubscribeAddress"] = .text(unsubscription?.address)
    return fields
  }

  private func description(of offer: WaitingOffer, to reader: Reader, _ amounts: BonusAmounts) -> JSONObject {
    var fields: JSONObject = [
      "bonus": .string(Wording.amount(amounts[reader.level ?? offer.level], in: reader.language))
    ]
    fields["title"] = .text(offer.title)
    fields["company"] = .text(offer.company)
    fields["place"] = .text(offer.zone.map { Wording.zone($0, in: reader.language) })
    fields["closingDay"] = .text(offer.closingDay.map { Wording.day($0.rawValue, in: reader.language) })
    return fields
  }
}
