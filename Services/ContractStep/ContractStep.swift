import ArgumentParser
import ContractDocument

/// What is done with the contract's documents.
struct ContractStep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coopt-contract",
    abstract: "Writes the contract as documents, and says whether a change to it is compatible.",
    version: ContractDocument.version,
    subcommands: [
      WriteDocuments.self, CheckDocuments.self, CompareDocuments.self, ReleaseDocument.self, JudgeData.self,
    ])
}
