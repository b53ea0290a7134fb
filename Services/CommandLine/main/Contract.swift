import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import Messages
import PublishedContract
import Topology
import Vocabulary

/// `coopt contract`.
struct ContractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Say which contract a running system speaks, and print it.",
    discussion: """
      Each service is asked which version of the contract it speaks, and whether it has every message as this program \
      has it; of one service, each message that differs is named.

      Examples:
        coopt contract
        coopt contract rewards
        coopt contract --schema hire-reported
        coopt contract --document rewards > rewards.asyncapi.json
        coopt contract --offline --document > asyncapi.json

      Exit status 2: a service has another contract than this program; 69: one did not answer.
      """
  )

  @Argument(help: "The service; all of them unless given.", completion: .list(ServiceName.allCases.map(\.rawValue)))
  var service: String?

  @Option(
    help: ArgumentHelp(
      "Print what the contract says of one message: its type, or as much of it as is needed.", valueName: "type"))
  var schema: String?

  @Flag(help: "Print the document: AsyncAPI 3.0, of one service what it takes and tells.")
  var document = false

  @Flag(help: "Ask nobody: what this program was built with.")
  var offline = false

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func validate() throws {
    guard schema == nil || !document else { throw ValidationError("give --schema or --document, not both") }
    guard service.map({ ServiceName(rawValue: $0) != nil }) ?? true else {
      throw ValidationError("there is no service '\(service ?? "")'")
    }
    guard offline || !document || service != nil else {
      throw ValidationError("name the service whose document to ask for; the whole one is this program's: --offline")
    }
  }

  func run() async throws {
    if let schema { return try await show(schema) }
    if document { return try await printDocument() }
    if offline { return try list() }
    let told = try await ask(services)
    try StandardStream.output.write(
      lines: replying.json ? try told.map(Self.line) : ToldContract.lines(of: told, here: Self.version))
    if let status = ToldContract.status(of: told) { throw ExitCode(status.rawValue) }
  }

  private var services: [String] { service.map { [$0] } ?? ServiceName.allCases.map(\.rawValue) }

  private static var version: String { PublishedContract.built.version ?? "unknown" }

  private func list() throws {
    let types = PublishedContract.built.types.filter { type in service.map { type.hasPrefix("coopt.\($0).") } ?? true }
    try StandardStream.output.write(
      lines: replying.json ? [Self.version] + types : ["contract \(Self.version)"] + types)
  }

  // MARK: Documents

  private func printDocument() async throws {
    guard let service else { return try StandardStream.output.write(PublishedContract.built.text + "\n") }
    try StandardStream.output.write(lines: [try JSONLine.text(try await part(of: service))])
  }

  /// What a service says of itself; what this program knows of it where nobody is to be asked.
  private func part(of service: String) async throws -> JSONObject {
    if offline { return PublishedContract.built.document(of: service) ?? [:] }
    let told = try await ask([service])[0]
    guard let document = told.document else {
      throw CommandFailure(.unavailable, "\(service): \(told.agreement.words)")
    }
    return document
  }

  // MARK: One message

  private func show(_ word: String) async throws {
    let built = PublishedContract.built
    let type = try ContractTypes(built.types).type(word)
    guard !offline else { return try write(built.message(ofType: type) ?? [:]) }
    let part = try await part(of: service ?? Self.owner(of: type))
    try write(ContractPart(part).message(ofType: type) ?? [:])
  }

  private func write(_ object: JSONObject) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      replying.json
      ? [.sortedKeys, .withoutEscapingSlashes]
      : [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try StandardStream.output.write(lines: [String(decoding: try encoder.encode(object), as: UTF8.self)])
  }

  /// Who knows of a message: the service that it is named after; of reports, whoever takes them.
  private static func owner(of type: String) throws -> String {
    if let named = MessageType(type), ServiceName(rawValue: named.service) != nil { return named.service }
    let takers = ServiceName.allCases.map(\.rawValue).filter { service in
      PublishedContract.built.document(of: service).map { ContractPart($0).message(ofType: type) != nil } ?? false
    }
    guard let taker = takers.first else { throw CommandFailure(.absent, "no service takes or tells \(type)") }
    return taker
  }

  // MARK: Asking

  private func ask(_ services: [String]) async throws -> [ToldContract] {
    try await withThrowingTaskGroup(of: (Int, ToldContract).self) { tasks in
      for (index, service) in services.enumerated() {
        tasks.addTask { (index, try await ask(service)) }
      }
      return try await tasks.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func ask(_ service: String) async throws -> ToldContract {
    let question = OutgoingCommand(
      id: .make(), type: MessageType(service: service, name: "get-contract"), data: [:])
    do {
      let reply = try await replying.reply(to: question, over: broker)
      return ToldContract(
        of: service, reply: reply, ours: PublishedContract.built.document(of: service) ?? [:])
    } catch let failure as CommandFailure where failure.status == .unavailable && services.count > 1 {
      return ToldContract(of: service, failure: failure)
    }
  }

  private static func line(_ told: ToldContract) throws -> String {
    try JSONLine.text(
      [
        "service": .string(told.service), "version": told.version.map(JSONValue.string) ?? .null,
        "agrees": .boolean(told.agreement.isAgreed), "says": .string(told.agreement.words),
      ] as JSONObject)
  }
}
