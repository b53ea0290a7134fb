import Testing
import Vocabulary
import WebhooksDomain

@Suite("What vendors are answered") struct VendorAnswerTests {
  private static let defects: [SignatureDefect] = [.missing, .malformed, .mismatch, .outdated]

  private func answer(_ vendor: Vendor, _ reception: Reception) -> HookAnswer {
    let webhook = Webhook(headers: [:], body: [], receivedAt: noon)
    return vendor.reader.answer(to: reception, for: webhook, secrets: [secret])
  }

  @Test("what is kept is 200, and 202 to SmartRecruiters", arguments: Vendor.allCases)
  func kept(_ vendor: Vendor) {
    #expect(answer(vendor, .kept).status == (vendor == .smartrecruiters ? 202 : 200))
  }

  @Test("our own faults are 503 and say when to try again; so does what is too many", arguments: Vendor.allCases)
  func later(_ vendor: Vendor) {
    for (reception, status) in [(Reception.failed, 503), (.noSecret, 503), (.tooMany, 429)] {
      let answer = answer(vendor, reception)
      #expect(answer.status == status)
      #expect(answer.headers["retry-after"].flatMap(Int.init).map { $0 > 0 } == true)
    }
    #expect(answer(vendor, .tooLarge).status == 413)
  }

  @Test("a wrong signature is refused, to Ashby with a status that it tries again after", arguments: Vendor.allCases)
  func refused(_ vendor: Vendor) {
    for defect in Self.defects { #expect(answer(vendor, .refused(defect)).status == (vendor == .ashby ? 400 : 401)) }
  }

  @Test("nothing that we answer makes Ashby give up, or ends a subscription of Standard Webhooks")
  func neverTheEnd() {
    let receptions = Self.defects.map(Reception.refused) + [.kept, .noSecret, .failed, .tooLarge, .tooMany]
    for reception in receptions {
      #expect(![401, 403, 404, 405, 410].contains(answer(.ashby, reception).status))
      #expect(answer(.standard, reception).status != 410)
    }
  }

  @Test("no answer holds a line break but at its end, and none a secret", arguments: Vendor.allCases)
  func bodies(_ vendor: Vendor) {
    for reception in Self.defects.map(Reception.refused) + [.kept, .noSecret, .failed, .tooLarge, .tooMany] {
      let body = answer(vendor, reception).body
      #expect(body.dropLast().allSatisfy { !$0.isNewline } && !body.contains(secret))
    }
  }
}
