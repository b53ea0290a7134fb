import Glibc

/// A port on loopback that takes connections and never says a word.
final class SilentServer: Sendable {
  private let socket: LoopbackSocket
  var port: UInt16 { socket.port }

  init() throws {
    socket = try LoopbackSocket()
    try socket.listen(backlog: 1)
  }
}

/// A port that answers nothing at all, as that of a host that vanished: its backlog is full.
final class VanishedServer: Sendable {
  private let socket: LoopbackSocket
  private let filler: Int32
  var port: UInt16 { socket.port }

  init(address: String = "127.0.0.1", port: UInt16 = 0) throws {
    socket = try LoopbackSocket(address: address, port: port)
    try socket.listen(backlog: 0)
    filler = try LoopbackSocket.connect(address, port: socket.port)
  }

  deinit {
    close(filler)
  }
}
