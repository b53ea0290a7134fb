import Testing
import WebhooksDomain

@Suite("Vendors")
struct VendorTests {
  @Test("are named as in their addresses")
  func names() { #expect(Vendor.allCases.count == 10) }
}
