import Messages
import NotificationsDomain
import NotificationsService
import ServiceSettings
import Testing
import Vocabulary

@Suite("Texts of letters that propose offers") struct OfferLettersTests {
  private let amounts = BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000)

  private func offer(_ title: String, bare: Bool = false) -> WaitingOffer {
    WaitingOffer(
      notificationID: .make(), offerID: .make(), level: .beginner, title: title, company: bare ? nil : "Acme & Cie",
      zone: bare ? nil : ZoneCode("FR-59"), closingDay: bare ? nil : CalendarDay("2026-12-01"))
  }

  private func reader(
    _ language: Language, _ level: Level?, _ preference: OffersByMail = .atOnce, named: Bool = true
  ) -> OfferLetters.Reader {
    OfferLetters.Reader(
      memberID: .make(), language: language, name: named ? PersonName(first: "Maëlle", last: "Petit") : nil,
      level: level, offersByMail: preference)
  }

  private func letter(
    _ language: Language, _ offers: [WaitingOffer], _ preference: OffersByMail = .atOnce, site: String? = nil,
    unsubscribe: String? = nil
  ) throws -> Letter {
    var platform = PlatformSettings()
    platform.siteURL = site
    let letters = try OfferLetters(platform, unsubscription: unsubscribe.flatMap { Unsubscription($0) })
    return try #require(
      letters.letter(to: reader(language, .expert, preference), proposing: offers, for: amounts))
  }

  @Test("M11: a letter names title, company, place, bonus, closing date, how to recommend and how to stop")
  func french() throws {
    let letter = try letter(.french, [offer("Développeuse <Swift>")])
    #expect(letter.subject == "Une annonce pour vous\u{A0}: Développeuse <Swift> (Acme & Cie)")
    #expect(
      letter.text == """
        Bonjour Maëlle,

        Cette annonce correspond à vos secteurs et à vos zones. Connaissez-vous la bonne personne\u{202F}?

        Développeuse <Swift>
        Entreprise\u{A0}: Acme & Cie
        Lieu\u{A0}: Nord, Hauts-de-France
        Votre prime en cas d'embauche\u{A0}: 1\u{202F}000,00\u{202F}€
        Annonce ouverte jusqu'au 1er décembre 2026

        Pour recommander quelqu'un, avec son accord\u{A0}: ouvrez l'annonce sur le site de Coopt, puis indiquez son nom et ses coordonnées. Une candidature est attribuée au premier membre qui la recommande.

        Vous recevez les annonces par e-mail dès qu'elles vous sont proposées.
        Dans votre profil, vous pouvez choisir de les recevoir au fur et à mesure, une fois par jour, une fois par semaine, ou de ne plus les recevoir.

        Bien à vous,
        L'équipe Coopt

        Ce message est envoyé automatiquement\u{A0}: les réponses ne sont pas lues.
        """)
  }

  @Test("M11: several offers are one letter in the plural, in English too")
  func several() throws {
    let letter = try letter(.english, [offer("Swift developer"), offer("Smith", bare: true)])
    #expect(letter.subject == "2 offers for you, including “Swift developer”")
    #expect(letter.text.hasPrefix("Hello Maëlle,\n\nThese 2 offers match your sectors and zones."))
    #expect(letter.text.contains("\n\nSmith\nYour bonus if the person is hired: €1,000.00\n\nTo recommend"))
    #expect(letter.text.contains("Company: Acme & Cie\nPlace: Nord, Hauts-de-France\n"))
    #expect(letter.text.contains("Open until 1 December 2026\n"))
  }

  @Test("M11: a letter says where the site is, how often offers come, and how to stop them beside the profile")
  func ways() throws {
    let site = "https://coopt.example/membres", page = "https://coopt.example/stop"
    let daily = try letter(.french, [offer("A")], .daily, site: site, unsubscribe: page)
    #expect(daily.text.contains("ouvrez l'annonce sur \(site), puis"))
    #expect(daily.text.contains("Dans votre profil, sur \(site), vous pouvez"))
    #expect(daily.text.contains("une fois par jour, le matin.\n"))
    #expect(daily.text.contains("\nPour ne plus en recevoir\u{A0}: \(page)\n"))
    let weekly = try letter(.english, [offer("A")], .weekly, unsubscribe: "mailto:stop@coopt.example?subject=stop")
    #expect(weekly.text.contains("on Monday morning.\n"))
    #expect(weekly.text.contains("\nTo stop receiving them, write to stop@coopt.example.\n"))
  }

  @Test("N4 no letter has what a program writes", arguments: Language.allCases, OffersByMail.allCases)
  func readable(language: Language, preference: OffersByMail) throws {
    for offers in [[offer("A")], [offer("A", bare: true), offer("B"), offer("C")]] {
      let letter = try letter(
        language, offers, preference, site: "https://coopt.example", unsubscribe: "mailto:a@b.example")
      for text in [letter.subject, letter.text] {
        #expect(!text.contains("{{") && !text.contains("  ") && !text.contains("\n\n\n") && !text.contains("&amp;"))
        #expect(!text.contains("FR-") && !text.contains("at-once") && !text.contains("expert"))
        #expect(!text.contains(letter.recipientID))
      }
      #expect(!letter.subject.contains("\n") && letter.name == "offer-proposed" && letter.audience == "member")
      #expect(letter.id == offers[0].notificationID)
      if language == .french {
        for sign in [":", ";", "!", "?", "€", "»"] { #expect(!letter.text.contains(" \(sign)")) }
      }
    }
  }

  @Test("M11: where no level was told, each offer's own says the bonus; without offers there is no letter")
  func unknownLevel() throws {
    let letters = try OfferLetters()
    let letter = try #require(
      letters.letter(
        to: reader(.english, nil, named: false), proposing: [offer("A")], for: amounts))
    #expect(letter.text.hasPrefix("Hello,\n") && letter.text.contains("€500.00"))
    #expect(letters.letter(to: reader(.english, .expert), proposing: [], for: amounts) == nil)
  }

  // MARK: How to stop

  private func headers(_ unsubscribe: String?, name: String = "offer-proposed") -> [String] {
    let message = MailMessage(
      letter: Letter(
        id: .make(), audience: "member", name: name, recipientID: MemberID.make().description, address: nil,
        language: .french, subject: "Bonjour", text: "Texte"),
      recipient: "ada@example.org", sender: MailSender("coopt@example.org")!, date: .now,
      unsubscription: unsubscribe.flatMap { Unsubscription($0) })
    return String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }.map(String.init).filter { $0.hasPrefix("List-") }
  }

  @Test("M11: letters that propose offers, and no others, have the headers by which mail programs stop them")
  func stopping() {
    let page = "https://coopt.example/stop?from=mail"
    #expect(
      headers(page) == ["List-Unsubscribe: <\(page)>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"])
    // One click is a request to a page (RFC 8058, section 3.1).
    #expect(headers("mailto:stop@coopt.example") == ["List-Unsubscribe: <mailto:stop@coopt.example>"])
    #expect(headers(nil).isEmpty)
    #expect(headers(page, name: "reward-granted").isEmpty)
  }

  @Test(
    "M11: what is no way to stop letters is refused at the start",
    arguments: [
      "http://coopt.example/stop", "coopt.example", "https://", "mailto:nobody", "https://coopt.example/a b",
      "https://coopt.example/>\r\nBcc: all@example.org", "ftp://coopt.example", "https://coopt.example/é",
    ])
  func wrong(_ text: String) {
    #expect(Unsubscription(text) == nil)
    let settings = Settings([
      "COOPT_SMTP_URL": "smtp://127.0.0.1", "COOPT_SMTP_ENCRYPTION": "off", "COOPT_MAIL_FROM": "coopt@example.org",
      "COOPT_MAIL_UNSUBSCRIBE": text,
    ])
    let wrong = #expect(throws: SettingError.self) { try NotificationsService.definition(settings) }
    #expect(wrong?.name == "COOPT_MAIL_UNSUBSCRIBE")
  }

  @Test("M11: how long offers wait for each other is a number of seconds")
  func seconds() throws {
    let wrong = #expect(throws: SettingError.self) {
      try NotificationsService.definition(Settings(["OFFER_LETTER_SECONDS": "soon"]))
    }
    #expect(wrong?.name == "OFFER_LETTER_SECONDS")
    _ = try NotificationsService.definition(Settings(["OFFER_LETTER_SECONDS": "0.5"]))
  }
}
