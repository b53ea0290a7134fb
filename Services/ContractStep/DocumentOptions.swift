import ArgumentParser
import ContractDocument
import FoundationEssentials
import MessageSchemas

/// What documents are made from, and where they lie.
struct DocumentOptions: ParsableArguments {
  @Option(parsing: .upToNextOption, help: "Folders of sources whose comments describe the contract.")
  var sources = ["Shared", "Services/Notifications/Domain"]

  @Option(help: "The folder with a sample of each message.")
  var fixtures = "Tests/Shared/Messages/Fixtures"

  @Option(help: "The folder of the published documents.")
  var into = "Shared/ContractDocument/Published"

  @Option(help: "The folder of the released versions.")
  var released = "Shared/ContractDocument/Released"

  @OptionGroup var page: PageOptions

  /// The files as the code says them, by their names.
  func files() throws -> [String: String] {
    let comments = try SourceComments(folders: sources)
    let notifications = try ComposedNotifications(fixtures: fixtures, comments: comments).all
    var files = try ContractDocument.files(
      ContractDocument.Material(sources: sources, fixtures: fixtures, notifications: notifications))
    files["contract.html"] = try page.page(of: files["asyncapi.json"] ?? "")
    return files
  }
}

/// The files of a folder, those of folders in it among them; none where there is no such folder.
func names(in folder: String) -> [String] {
  guard let found = try? FileManager.default.subpathsOfDirectory(atPath: folder) else { return [] }
  return found.filter { $0.hasSuffix(".json") }.sorted()
}

/// The text of a file; nil where it cannot be read.
func content(_ path: String) -> String? {
  FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}
