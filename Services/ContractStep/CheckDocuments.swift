import ArgumentParser
import ContractDocument
import FoundationEssentials

/// Says whether the published documents are what the code says, and whether the code keeps what was released.
struct CheckDocuments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Fails where the published documents are not what the code says, or the code breaks what was released.")

  @OptionGroup var options: DocumentOptions

  func run() throws {
    let files = try options.files()
    let published = Set(names(in: options.into).filter { $0 == "asyncapi.json" || $0.hasPrefix("schemas/") })
    var differences: [String] = []
    for name in Set(files.keys).union(published).sorted() {
      let path = "\(options.into)/\(name)"
      switch (files[name], content(path)) {
      case (nil, _): differences.append("\(path) is of no message any more")
      case (_?, nil): differences.append("\(path) is missing")
      case (let new?, let old?): differences += Self.firstDifference(old, new).map { ["\(path):\($0)"] } ?? []
      }
    }
    for difference in differences { print("contract: \(difference)") }
    if !differences.isEmpty { print("contract: `make contract` writes what the code says") }
    let isKept = try Self.isKept(files["asyncapi.json"] ?? "", options)
    guard differences.isEmpty, isKept else { throw ExitCode.failure }
  }

  /// The number of the first line that differs, and both.
  private static func firstDifference(_ old: String, _ new: String) -> String? {
    guard old != new else { return nil }
    let lines = (
      old.split(separator: "\n", omittingEmptySubsequences: false),
      new.split(separator: "\n", omittingEmptySubsequences: false)
    )
    for number in 0..<max(lines.0.count, lines.1.count) {
      let pair = (
        number < lines.0.count ? lines.0[number] : "nothing", number < lines.1.count ? lines.1[number] : "nothing"
      )
      if pair.0 != pair.1 {
        let (was, is_) = (pair.0.drop { $0 == " " }.prefix(120), pair.1.drop { $0 == " " }.prefix(120))
        return "\(number + 1): is \(was), the code says \(is_)"
      }
    }
    return nil
  }

  private static func isKept(_ document: String, _ options: DocumentOptions) throws -> Bool {
    guard let newest = ReleasedVersions(in: options.released).newest else {
      print("contract: no version was released yet: coopt-contract release")
      return false
    }
    let report = try CompatibilityReport(
      old: ContractVersion(json: newest.text), new: ContractVersion(json: document))
    for line in report.lines(breakingOnly: true) { print("contract: against \(newest.version): \(line)") }
    return report.isCompatible
  }
}
