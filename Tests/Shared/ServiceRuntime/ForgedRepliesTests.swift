import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Forged addresses of answers")
  struct ForgedRepliesTests {
    private let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)

    @Test("forged direct reply-tos make nobody wait, and every command is handled", arguments: 0..<3 as Range<UInt64>)
    func forged(seed: UInt64) async throws {
      try await Platform.with { platform in
        try await platform.running { service in
          var generator = SeededGenerator(seed: seed)
          for _ in 0..<40 {
            try await platform.send(
              try platform.command(interview, replyTo: Self.forgedAddress(using: &generator)))
          }
          for number in 0..<5 {
            try await platform.send(try platform.command(interview, correlationID: "honest \(number)"))
            #expect(try await platform.replies.next().properties.correlationID == "honest \(number)")
          }
          try await platform.wait("select abs(count(*) - 45) from qualification.interviews")
          try await service.becomesReady()
        }
      }
    }

    /// What looks like an address and is none: in its letters, in its parts, or in the node that it names.
    private static func forgedAddress(using generator: inout SeededGenerator) -> String {
      let prefix = "amq.rabbitmq.reply-to."
      let key = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }).base64EncodedString()
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: return prefix + "AAAA.AAAA"
      case 1: return prefix + "AAAA==.BBBB"
      case 2: return prefix + "garbage"
      case 3:
        let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        return prefix + Data([131, 88] + bytes).base64EncodedString() + "." + key
      default:
        let node = Array("reply@\(Int.random(in: 0...999_999, using: &generator))".utf8)
        let process = [131, 88, 119, UInt8(node.count)] + node + Array(repeating: 1, count: 12)
        return prefix + Data(process).base64EncodedString() + "." + key
      }
    }
  }
}
