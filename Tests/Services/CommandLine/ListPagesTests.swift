import CooptCommandLine
import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("Lists, page after page")
struct ListPagesTests {
  private static func mapping(_ number: Int) -> String {
    #"{"source":"lever","job":"\#(number)","offerReference":"R","mappedAt":"2026-11-24T10:00:00Z"}"#
  }

  /// A service that has so many things, and gives no page more than it likes.
  private static func page(of count: Int, asked: JSONObject, longest: Int) throws -> CommandReply {
    let start = if case .string(let token) = asked["pageToken"] { Int(token) ?? 0 } else { 0 }
    guard case .integer(let size) = asked["pageSize"], (1...200).contains(size) else {
      return try CommandReply(
        Data(#"{"type":"coopt.reply.rejected.v1","data":{"code":"invalid-message"}}"#.utf8))
    }
    let end = min(count, start + min(size, longest))
    let things = (start..<end).map(mapping).joined(separator: ",")
    let next = end < count ? #","nextPageToken":"\#(end)""# : ""
    return try CommandReply(
      Data(#"{"type":"coopt.reply.accepted.v1","data":{"mappings":[\#(things)]\#(next)}}"#.utf8))
  }

  @Test("every thing comes once and in order, up to the limit, however the pages are cut", arguments: 1...40)
  func pages(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...700, using: &generator)
    let limit = Bool.random(using: &generator) ? Int.max : Int.random(in: 1...700, using: &generator)
    let longest = Int.random(in: 1...200, using: &generator)
    var asked: [JSONObject] = []
    let pages = ListPages(ListMappings.self, asking: ["source": "lever"], limit: limit)
    let items = try await pages.items { command in
      asked.append(command.data)
      return try Self.page(of: count, asked: command.data, longest: longest)
    }
    #expect(items.map(\.job) == (0..<min(count, limit)).map { "\($0)" })
    #expect(asked.allSatisfy { $0["source"] == "lever" } && asked.first?["pageToken"] == nil)
    #expect(asked.count == max(1, (min(count, limit) + longest - 1) / longest))
  }

  @Test("a refusal ends it, and so does a reply that is none of the contract's")
  func refused() async throws {
    let pages = ListPages(ListMappings.self, asking: [:], limit: 1)
    let refusal = try CommandReply(Data(#"{"type":"coopt.reply.rejected.v1","data":{"code":"x"}}"#.utf8))
    await #expect(throws: CommandRefusal.self) { try await pages.items { _ in refusal } }
    let odd = try CommandReply(Data(#"{"type":"coopt.reply.accepted.v1","data":{"mappings":7}}"#.utf8))
    await #expect(throws: CommandFailure.self) { try await pages.items { _ in odd } }
  }
}
