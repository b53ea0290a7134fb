import ArgumentParser
import ContractDocument

/// Says for each change between two documents whether it is compatible, and why.
struct CompareDocuments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Says what changed between two documents, and what of it breaks somebody.")

  @Argument(help: "The document of before.")
  var old: String

  @Argument(help: "The document of now.")
  var new: String

  func run() throws {
    guard let old = content(old), let new = content(new) else {
      throw ValidationError("a document cannot be read")
    }
    let report = try CompatibilityReport(old: ContractVersion(json: old), new: ContractVersion(json: new))
    for line in report.lines(breakingOnly: false) { print(line) }
    print(report.verdict)
    guard report.isCompatible else { throw ExitCode.failure }
  }
}
