import ContractDocument
import Testing

@Suite("The contract as a document")
struct ContractDocumentTests {
  @Test("has a version")
  func version() { #expect(!ContractDocument.version.isEmpty) }
}
