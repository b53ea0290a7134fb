import ArgumentParser
import CooptCommandLine
import Vocabulary

/// Which hire a report is about, and as of when it speaks.
struct ApplicationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The system that reports, such as ats.example.com.", valueName: "name"))
  var system: String

  @Option(help: ArgumentHelp("The application, in that system.", valueName: "id"))
  var application: String

  @Option(help: ArgumentHelp("As of when it speaks, where that is not its own date.", valueName: "time"))
  var asOf: String?

  @OptionGroup var message: ReportOptions

  /// The fields of the report.
  var fields: [(name: String, value: String?)] {
    [("sourceSystem", system), ("applicationId", application), ("asOf", asOf.map { ReportData.instant($0) })]
  }

  /// The message's id.
  var id: MessageID { message.messageID }
}

/// Under which id a report is sent.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The message's id, to repeat one; a new one unless given.", valueName: "uuid"))
  var id: String?

  func validate() throws {
    guard id.map({ MessageID($0) != nil }) ?? true else { throw ValidationError("--id takes a UUID") }
  }

  /// The id.
  var messageID: MessageID { id.flatMap { MessageID($0) } ?? .make() }
}
