import AMQPClient
import NIOCore
import NIOPosix
import Synchronization

/// Stands between a program and the broker: sees what they say to each other, and loses, delays or refuses some of it.
package final class BrokerRelay: Sendable {
  private typealias Pipe = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private struct State {
    var rule = RelayRule.pass
    var generation = 0
    var connections = 0
    var open: [Int: RelayedConnection] = [:]
  }

  private let state = Mutex(State())
  private let listener: NIOAsyncChannel<Pipe, Never>
  private let broker: AMQPEndpoint
  private let heartbeat: UInt16?
  private let saw: @Sendable (WireEvent) -> Void
  /// Generations of rules: what waits under one goes on when the next begins.
  private let changes = Journal<Int>()

  /// The port on loopback that the program connects to.
  package let port: Int

  /// A relay to a broker that listens on loopback; `heartbeat` is what the broker's offer is replaced with, in seconds.
  package init(
    to broker: AMQPEndpoint, heartbeat: UInt16? = nil, saw: @escaping @Sendable (WireEvent) -> Void
  ) async throws {
    self.broker = broker
    self.heartbeat = heartbeat
    self.saw = saw
    listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture { try Pipe(wrappingChannelSynchronously: channel) }
      }
    port = listener.channel.localAddress?.port ?? 0
  }

  /// Passes on what comes, until the task is cancelled.
  package func run() async {
    try? await listener.executeThenClose { clients in
      await withDiscardingTaskGroup { tasks in
        do {
          for try await client in clients { tasks.addTask { await self.serve(client) } }
        } catch {}
        tasks.cancelAll()
      }
    }
  }

  /// What to do from now on.
  package func follow(_ rule: RelayRule) async {
    let (generation, open) = state.withLock { state in
      state.rule = rule
      state.generation += 1
      return (state.generation, Array(state.open.values))
    }
    if rule == .refuse { for connection in open { connection.cut() } }
    if rule == .block { for connection in open { await connection.say(.connection(blockedBy: "low on disk")) } }
    if rule == .pass { for connection in open { await connection.say(.connection(blockedBy: nil), ifBlocked: true) } }
    changes.append(generation)
  }

  private func serve(_ client: Pipe) async {
    let (number, isRefused) = state.withLock { state in
      state.connections += 1
      return (state.connections, state.rule == .refuse)
    }
    saw(WireEvent(connection: number, channel: 0, fact: isRefused ? .refused : .connected))
    try? await client.executeThenClose { inbound, outbound in
      guard !isRefused else { return }
      let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: broker.host, port: broker.port) { channel in
          channel.eventLoop.makeCompletedFuture { try Pipe(wrappingChannelSynchronously: channel) }
        }
      try await server.executeThenClose { answers, requests in
        let connection = RelayedConnection(number: number, toProgram: outbound)
        state.withLock { $0.open[number] = connection }
        defer { state.withLock { $0.open[number] = nil } }
        await withTaskGroup(of: Void.self) { tasks in
          tasks.addTask { await self.pump(inbound, into: requests, connection, fromBroker: false) }
          tasks.addTask { await self.pump(answers, into: outbound, connection, fromBroker: true) }
          tasks.addTask { await connection.isCut() }
          await tasks.next()
          tasks.cancelAll()
        }
      }
    }
    saw(WireEvent(connection: number, channel: 0, fact: .ended))
  }

  private func pump(
    _ source: NIOAsyncChannelInboundStream<ByteBuffer>, into sink: NIOAsyncChannelOutboundWriter<ByteBuffer>,
    _ connection: RelayedConnection, fromBroker: Bool
  ) async {
    var arrived = ByteBuffer()
    do {
      for try await bytes in source {
        arrived.writeImmutableBuffer(bytes)
        var passed = ByteBuffer()
        while var frame = try WireFrame.next(in: &arrived) {
          if fromBroker, let heartbeat { frame = frame.tuned(heartbeat: heartbeat) }
          switch look(at: frame, connection, fromBroker: fromBroker) {
          case .pass: frame.write(into: &passed)
          case .cut:
            saw(WireEvent(connection: connection.number, channel: frame.channel, fact: .cut))
            return
          case .wait(let generation):
            // What came before is not kept from anybody.
            try await sink.write(passed)
            passed = ByteBuffer()
            saw(WireEvent(connection: connection.number, channel: frame.channel, fact: .held))
            guard await changes.first(within: .seconds(3600), where: { $0 > generation }) != nil else { return }
            if let method = WireMethod(frame, fromBroker: fromBroker) {
              saw(WireEvent(connection: connection.number, channel: frame.channel, fact: .method(method)))
            }
            frame.write(into: &passed)
          }
        }
        arrived.discardReadBytes()
        if passed.readableBytes > 0 { try await sink.write(passed) }
      }
    } catch is WireFrame.Malformed {
      saw(WireEvent(connection: connection.number, channel: 0, fact: .malformed))
    } catch {
      // Either side has gone, which the other sees by the connection's end.
    }
  }

  private enum Verdict {
    case pass
    case cut
    case wait(generation: Int)
  }

  private func look(at frame: WireFrame, _ connection: RelayedConnection, fromBroker: Bool) -> Verdict {
    if fromBroker, frame.kind == .header {
      for fact in connection.content(frame) {
        saw(WireEvent(connection: connection.number, channel: frame.channel, fact: fact))
      }
    }
    guard let method = WireMethod(frame, fromBroker: fromBroker) else { return .pass }
    connection.note(method, on: frame.channel)
    let verdict: Verdict = state.withLock { state in self.verdict(on: method, frame.channel, connection, &state) }
    if case .wait = verdict { return verdict }
    saw(WireEvent(connection: connection.number, channel: frame.channel, fact: .method(method)))
    return verdict
  }

  private func verdict(
    on method: WireMethod, _ channel: UInt16, _ connection: RelayedConnection, _ state: inout State
  ) -> Verdict {
    switch (state.rule, method) {
    case (.block, .publish): return .wait(generation: state.generation)
    case (.holdConfirm, .confirm) where connection.hasReported(on: channel): return .wait(generation: state.generation)
    case (.cutBeforeConfirm, .confirm) where connection.hasReported(on: channel):
      state.rule = .pass
      return .cut
    case (.cutBeforeConfirm, .publish), (.holdConfirm, .publish):
      connection.reports(on: channel)
      return .pass
    default: return .pass
    }
  }
}
