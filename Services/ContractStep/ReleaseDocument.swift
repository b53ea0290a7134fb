import ArgumentParser
import ContractDocument
import FoundationEssentials

/// Keeps the document of this version for good.
struct ReleaseDocument: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Keeps the published document under its version, once and for good.")

  @OptionGroup var options: DocumentOptions

  func run() throws {
    let path = "\(options.released)/\(ContractDocument.version).json"
    guard content(path) == nil else {
      throw ValidationError("\(path) is there already: what was released stays; raise ContractDocument.version")
    }
    guard let document = try options.files()["asyncapi.json"] else { throw ExitCode.failure }
    try FileManager.default.createDirectory(atPath: options.released, withIntermediateDirectories: true)
    try Data(document.utf8).write(to: URL(filePath: path), options: .atomic)
    print(path)
  }
}

/// The versions that were released.
struct ReleasedVersions {
  private let folder: String

  init(in folder: String) {
    self.folder = folder
  }

  /// The newest by its number, with its document.
  var newest: (version: String, text: String)? {
    let versions = names(in: folder).map { String($0.dropLast(".json".count)) }
    let sorted = versions.sorted { Self.numbers($0).lexicographicallyPrecedes(Self.numbers($1)) }
    return sorted.last.flatMap { version in content("\(folder)/\(version).json").map { (version, $0) } }
  }

  private static func numbers(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
}
