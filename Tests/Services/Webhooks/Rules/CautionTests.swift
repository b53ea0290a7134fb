import Testing
import Vocabulary
import WebhooksService

@Suite("Looking at webhooks with caution") struct CautionTests {
  @Test("after a failure of several each is looked at by itself, as many as failed; the one that fails is the suspect")
  func course() {
    var caution = Caution()
    let ids = (0..<3).map { _ in DeliveryID.make() }
    #expect(caution.count(100) == 100 && caution.suspect == nil)
    caution.failed(ids)
    #expect(caution.count(100) == 1 && caution.suspect == nil)
    caution.succeeded()
    caution.failed([ids[1]])
    #expect(caution.count(100) == 1 && caution.suspect == ids[1])
    caution.succeeded()
    #expect(caution.count(100) == 1 && caution.suspect == nil)
    caution.succeeded()
    #expect(caution.count(100) == 100)
  }
}
