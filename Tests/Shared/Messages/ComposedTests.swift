import Foundation
import Messages
import Testing
import Vocabulary

/// What other systems compare with their own is one, whichever way they write it.
@Suite("References in one form")
struct ComposedTests {
  private let decomposed = "re\u{301}f-n\u{303}-\u{1112}\u{1161}\u{11AB}"
  private let composed = "réf-ñ-한"

  private func bytes(_ text: String?) -> [UInt8]? { text.map { Array($0.utf8) } }

  @Test("a hire is one whether its ids are composed or decomposed, read or made, reported or withdrawn")
  func hires() throws {
    for text in [decomposed, composed] {
      let made = HireReported(
        applicationId: text, sourceSystem: text, offerReference: text, candidate: HiredCandidate(phone: "1"),
        hiredAt: .now)
      let withdrawal = HireWithdrawalReported(applicationId: text, sourceSystem: text, withdrawnAt: .now)
      let body = Data(
        #"{"applicationId":"\#(text)","sourceSystem":"\#(text)","offerReference":"\#(text)","hiredAt":"2026-01-01T00:00:00Z","candidate":{"phone":"1"}}"#
          .utf8)
      let read = try MessageCoder().decode(payload: HireReported.self, from: body)
      for value in [
        made.applicationId, made.sourceSystem, made.offerReference, read.applicationId, read.sourceSystem,
        read.offerReference, withdrawal.applicationId, withdrawal.sourceSystem,
      ] { #expect(bytes(value) == bytes(composed)) }
    }
  }

  @Test("an offer's reference is told as it is looked up, and may still be absent")
  func offers() throws {
    let fixture = try Fixture.body("offers.offer-published.v1") { $0["externalReference"] = .string(decomposed) }
    let event = try MessageCoder().decode(CloudEvent<OfferPublished>.self, from: fixture)
    #expect(bytes(event.data.externalReference) == bytes(composed))
    let without = try Fixture.body("offers.publish-offer.v1") { $0["externalReference"] = nil }
    var command = try MessageCoder().decode(CloudEvent<PublishOffer>.self, from: without).data
    #expect(command.externalReference == nil)
    #expect(!String(decoding: try MessageCoder().encode(payload: command), as: UTF8.self).contains("externalReference"))
    command.externalReference = decomposed
    #expect(bytes(command.externalReference) == bytes(composed))
  }

  @Test("a source is one for the inbox, whichever way the sender writes it")
  func sources() throws {
    for text in [decomposed, composed] {
      var mutation = try Mutation("members.leave.v1")
      mutation.put(.string(text), envelope: "source")
      let body = try mutation.body()
      let message = try MessageCoder().decode(CloudEvent<Leave>.self, from: body)
      #expect(bytes(message.source) == bytes(composed))
      #expect(bytes(try MessageCoder().header(from: body).source) == bytes(composed))
      #expect(bytes(EnvelopeHeader(attributes: ["source": text]).source) == bytes(composed))
    }
  }
}
