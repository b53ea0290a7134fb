import ArgumentParser
import ContractDocument
import FoundationEssentials

/// Writes the published documents.
struct WriteDocuments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Writes asyncapi.json, a schema of each message, and the page for people.")

  @OptionGroup var options: DocumentOptions

  func run() throws {
    let files = try options.files()
    for folder in ["", "/schemas"] {
      try FileManager.default.createDirectory(
        atPath: options.into + folder, withIntermediateDirectories: true)
    }
    // Only what is written here is taken away: others may keep files beside.
    for name in names(in: options.into) where files[name] == nil && name.hasPrefix("schemas/") {
      try FileManager.default.removeItem(atPath: "\(options.into)/\(name)")
    }
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: "\(options.into)/\(name)"), options: .atomic)
    }
    print("\(files.count) files in \(options.into)")
  }
}
