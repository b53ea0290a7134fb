import FoundationEssentials
import Testing
import Vocabulary
import WebhooksDomain

@Suite("Signatures of webhooks") struct SignatureTests {
  @Test("what one of two secrets signed is authentic, whichever, and nothing else is", arguments: Posting.all)
  func twoSecrets(_ posting: Posting) {
    let webhook = posting.webhook(secret, noon)
    #expect(posting.authenticity(webhook) == .authentic)
    #expect(posting.authenticity(webhook, [secret, "the one of before"]) == .authentic)
    #expect(posting.authenticity(webhook, ["the next one", secret]) == .authentic)
    #expect(posting.authenticity(webhook, ["the next one", "the one of before"]) == .refused(.mismatch))
    #expect(posting.authenticity(webhook, []) == .refused(.mismatch))
  }

  @Test("an empty secret signs nothing, though everybody can sign with it", arguments: Posting.all)
  func emptySecret(_ posting: Posting) {
    #expect(posting.authenticity(posting.webhook("", noon), [""]) == .refused(.mismatch))
  }

  @Test("without its signature a webhook is refused", arguments: Posting.all)
  func missing(_ posting: Posting) {
    let webhook = posting.webhook(secret, noon)
    var headers = webhook.headers
    var body = webhook.body
    if let signature = posting.signature {
      headers[signature] = nil
    } else {
      body = Array(String(decoding: body, as: UTF8.self).with("\"unsigned\"", for: "\"signature\"").utf8)
    }
    let unsigned = Webhook(headers: headers, body: body, receivedAt: noon)
    #expect(posting.authenticity(unsigned) == .refused(.missing))
  }

  @Test("a text that is no code is malformed", arguments: Posting.all.filter { $0.signature != nil })
  func malformed(_ posting: Posting) {
    for text in ["", " ", "sha256=", "sha256 zz", "v1=", "v1,", "v1,AAAA", "AAAA", String(repeating: "g", count: 64)] {
      let webhook = posting.webhook(secret, noon).with(posting.signature!, text)
      #expect(posting.authenticity(webhook) == .refused(.malformed), "\(text)")
    }
  }

  @Test("a signed time is taken within its window, and nothing before or after", arguments: Posting.all)
  func window(_ posting: Posting) {
    let webhook = posting.webhook(secret, noon)
    guard let window = posting.window else {
      #expect(posting.authenticity(webhook, at: noon.adding(seconds: 31_536_000)) == .authentic)
      return
    }
    #expect(posting.authenticity(webhook, at: noon.adding(seconds: window)) == .authentic)
    #expect(posting.authenticity(webhook, at: noon.adding(seconds: window + 1)) == .refused(.outdated))
    #expect(posting.authenticity(webhook, at: noon.adding(seconds: -300)) == .authentic)
    #expect(posting.authenticity(webhook, at: noon.adding(seconds: -301)) == .refused(.outdated))
    // Of what nobody signed the time says nothing.
    #expect(posting.authenticity(webhook, ["another"], at: noon.adding(seconds: window + 1)) == .refused(.mismatch))
  }

  @Test("hexadecimal codes are taken in either case")
  func either() {
    let upper = GreenhouseFixture.webhook(GreenhouseFixture.hire)
      .with("signature", "sha256 " + Signing.hexadecimal(Signing.code(GreenhouseFixture.hire)).uppercased())
    #expect(GreenhouseFixture.authenticity(upper) == .authentic)
    // What is before the code is as documented.
    let prefixed = GreenhouseFixture.webhook(GreenhouseFixture.hire)
      .with("signature", "sha256=" + Signing.hexadecimal(Signing.code(GreenhouseFixture.hire)))
    #expect(GreenhouseFixture.authenticity(prefixed) == .refused(.malformed))
  }

  @Test("SmartRecruiters: the code that its documents' example makes is authentic")
  func smartRecruitersVector() {
    let webhook = Webhook(
      headers: [
        "smartrecruiters-signature": "v1=2e9291f10d44ca10204a4cd81b05d73b6a316b2b605d4e2e0e0b37b40198ce1f",
        "smartrecruiters-timestamp": "1574080897", "event-id": "123", "event-name": "application.created",
        "event-version": "v201910", "link": "<http://smartrecruiters.com/endpoint>; rel=self",
      ],
      body: Array("{\"job_id\":\"jid\",\"candidate_id\":\"cid\"}".utf8), receivedAt: noon)
    let now = Timestamp(microseconds: 1_574_080_897_000_000)
    let reader = Vendor.smartrecruiters.reader
    #expect(reader.authenticity(of: webhook, secrets: ["HeBVky2bccvvkcXPimH8c"], at: now) == .authentic)
    #expect(
      reader.authenticity(of: webhook, secrets: ["HeBVky2bccvvkcXPimH8d"], at: now) == .refused(.mismatch))
  }

  @Test("SmartRecruiters: of several codes one suffices, in any place; a header that is absent is empty")
  func smartRecruitersCodes() {
    for secrets in [["old", secret], [secret, "old"], ["older", "old", secret]] {
      let webhook = SmartRecruitersFixture.webhook(secrets: secrets)
      #expect(Vendor.smartrecruiters.reader.authenticity(of: webhook, secrets: [secret], at: noon) == .authentic)
    }
    let spaced = SmartRecruitersFixture.webhook(secrets: ["old", secret])
    let header = spaced.headers["smartrecruiters-signature"]!.with("; ", for: ";") + ";v2=of-the-future"
    let webhook = spaced.with("smartrecruiters-signature", header)
    #expect(Vendor.smartrecruiters.reader.authenticity(of: webhook, secrets: [secret], at: noon) == .authentic)
    let linkless = SmartRecruitersFixture.webhook(link: nil)
    #expect(Vendor.smartrecruiters.reader.authenticity(of: linkless, secrets: [secret], at: noon) == .authentic)
  }

  @Test("Standard Webhooks: the code that its specification's example makes is authentic")
  func standardVector() {
    let webhook = Webhook(
      headers: [
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      ],
      body: Array("{\"test\": 2432232314}".utf8), receivedAt: noon)
    let now = Timestamp(microseconds: 1_614_265_330_000_000)
    let reader = Vendor.standard.reader
    let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    #expect(reader.authenticity(of: webhook, secrets: [key], at: now) == .authentic)
    #expect(reader.authenticity(of: webhook, secrets: ["whsec_%%%", key], at: now) == .authentic)
    #expect(reader.authenticity(of: webhook, secrets: ["whsec_%%%"], at: now) == .refused(.mismatch))
    #expect(reader.authenticity(of: webhook, secrets: ["whsec_"], at: now) == .refused(.mismatch))
  }

  @Test("Standard Webhooks: of several codes with blanks between one suffices; those of public keys are passed over")
  func standardCodes() {
    let key = "whsec_" + Data("some other thirty-two bytes, more".utf8).base64EncodedString()
    let webhook = StandardFixture.webhook(StandardFixture.hire, secrets: ["old", key])
    #expect(Vendor.standard.reader.authenticity(of: webhook, secrets: [key], at: noon) == .authentic)
    #expect(Vendor.standard.reader.authenticity(of: webhook, secrets: ["another"], at: noon) == .refused(.mismatch))
  }

  @Test("Teamtailor: where both forms are there the one in the header counts")
  func teamtailorForms() {
    let documented = TeamtailorFixture.documented()
    let body = String(decoding: documented.body, as: UTF8.self)
    let wrong = TeamtailorFixture.practised(body, secret: "another")
    #expect(Vendor.teamtailor.reader.authenticity(of: wrong, secrets: [secret], at: noon) == .refused(.mismatch))
    let right = TeamtailorFixture.practised(body)
    #expect(Vendor.teamtailor.reader.authenticity(of: right, secrets: [secret], at: noon) == .authentic)
  }

  @Test("BambooHR: the signed time may be in seconds or RFC 3339, and nothing else")
  func bambooTimes() {
    for text in ["2026-11-29T12:00:00Z", "2026-11-29T13:00:00+0100", "1795953600"] {
      let webhook = BambooHRFixture.webhook(timestamp: text)
      #expect(Vendor.bamboohr.reader.authenticity(of: webhook, secrets: [secret], at: noon) == .authentic, "\(text)")
    }
    for text in ["", "noon", "2026-11-29T12:00:00", "-1795953600", "17959536000000000"] {
      let webhook = BambooHRFixture.webhook(timestamp: text)
      let authenticity = Vendor.bamboohr.reader.authenticity(of: webhook, secrets: [secret], at: noon)
      #expect(authenticity == .refused(.malformed), "\(text)")
    }
  }

  @Test("Recruitee: nothing but its own test is let in unsigned, and nothing comes of it")
  func recruiteeTest() {
    func authenticity(_ body: String, _ headers: [String: String] = [:]) -> Authenticity {
      let webhook = Webhook(headers: headers, body: Array(body.utf8), receivedAt: noon)
      return Vendor.recruitee.reader.authenticity(of: webhook, secrets: [secret], at: noon)
    }
    #expect(authenticity("{\"test\":true}") == .test)
    #expect(authenticity("{ \"test\" : true }\n") == .test)
    for body in ["{\"test\":false}", "{\"test\":1}", "{\"test\":true,\"event_type\":\"candidate_moved\"}", "[]", ""] {
      #expect(authenticity(body) == .refused(.missing), "\(body)")
    }
    #expect(authenticity("{\"test\":true}", ["x-recruitee-signature": "00"]) == .refused(.malformed))
    for vendor in Vendor.allCases where vendor != .recruitee {
      let webhook = Webhook(headers: [:], body: Array("{\"test\":true}".utf8), receivedAt: noon)
      #expect(vendor.reader.authenticity(of: webhook, secrets: [secret], at: noon) == .refused(.missing))
    }
    let signed = RecruiteeFixture.webhook("{\"test\":true}")
    #expect(Vendor.recruitee.reader.authenticity(of: signed, secrets: [secret], at: noon) == .authentic)
    #expect(Vendor.recruitee.reading(signed).isUnconcerned)
  }

  @Test("what is wrong in the wild is refused")
  func wrongInTheWild() {
    let greenhouse = Signing.hexadecimal(Signing.code(GreenhouseFixture.hire))
    let ashby = Signing.hexadecimal(Signing.code(AshbyFixture.hire))
    let lever = LeverFixture.webhook().bodyText.with("\"unsigned\"", for: "\"signature\"")
    let wrong: [(Vendor, [String: String], String)] = [
      (.greenhouse, ["x-greenhouse-signature": "sha256 \(greenhouse)"], GreenhouseFixture.hire),
      (.ashby, ["x-ashby-signature": "sha256=\(ashby)"], AshbyFixture.hire),
      (.lever, ["lever-signature": Signing.hexadecimal(Signing.code(lever))], lever),
    ]
    for (vendor, headers, body) in wrong {
      let webhook = Webhook(headers: headers, body: Array(body.utf8), receivedAt: noon)
      #expect(vendor.reader.authenticity(of: webhook, secrets: [secret], at: noon) == .refused(.missing), "\(vendor)")
    }
    // Signed as it should be, an action that no document knows is another event, and no hire.
    let action = GreenhouseFixture.webhook(GreenhouseFixture.hire.with("candidate_hired", for: "hire_candidate"))
    #expect(GreenhouseFixture.authenticity(action) == .authentic)
    #expect(Vendor.greenhouse.reading(action).isUnconcerned)
  }
}

extension GreenhouseFixture {
  fileprivate static func authenticity(_ webhook: Webhook) -> Authenticity {
    Vendor.greenhouse.reader.authenticity(of: webhook, secrets: [secret], at: noon)
  }
}
