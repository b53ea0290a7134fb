import ArgumentParser
import ContractDocument
import Foundation

/// What the page is made from besides the document.
struct PageOptions: ParsableArguments {
  @Option(help: "The folder of clients that the page shows, each a whole program.")
  var examples = "Tests/Clients/examples"

  @Option(help: "The table of what is accepted and what is not.")
  var accepted = "Shared/ContractDocument/Guide/accepted.json"

  /// The page of a document (`asyncapi.json`): the content of `contract.html`.
  ///
  /// Throws where a file cannot be read.
  func page(of document: String) throws -> String {
    guard let table = FileManager.default.contents(atPath: accepted) else {
      throw ValidationError("\(accepted) cannot be read: run this in the checkout, or say --accepted")
    }
    return try ContractPage(document: document.utf8, accepted: table, examples: clients()).html
  }

  private func clients() throws -> [ClientExample] {
    // Clients are written after the page, from it.
    guard FileManager.default.fileExists(atPath: examples) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: examples).sorted().compactMap { name in
      guard !name.hasPrefix("."), let content = FileManager.default.contents(atPath: "\(examples)/\(name)"),
        let text = String(data: content, encoding: .utf8)
      else { return nil }
      return ClientExample(name: name, text: text)
    }
  }
}
