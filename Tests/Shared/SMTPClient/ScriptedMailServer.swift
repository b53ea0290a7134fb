import Foundation
import Synchronization

/// A mail server on loopback that does at each stage what a test says, and remembers what it was told.
final class ScriptedMailServer: Sendable {
  /// What it is asked to do next.
  enum Stage: String, CaseIterable, Sendable {
    case greeting, hello, startTLS, sender, recipient, data, acceptance, reset, other
  }

  /// What it does.
  enum Step: Sendable {
    /// Says lines.
    case say(String)
    /// Closes the connection.
    case hangUp
    /// Says nothing until the client goes away.
    case beSilent
    /// Says lines once a test lets it.
    case wait(Gate, then: String)
  }

  /// Opens once.
  final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func open() { semaphore.signal() }
    fileprivate func pass() {
      semaphore.wait()
      semaphore.signal()
    }
  }

  /// Decides on a step by the stage, what the client said, and which connection says it, counted from 0.
  ///
  /// At the data and what comes after them, what the client said is whom the letter is for.
  typealias Script = @Sendable (Stage, String, Int) -> Step?

  private struct State {
    var lines: [String] = []
    var letters: [String] = []
    var open: Set<Int32> = []
    var connections = 0
  }

  let port: Int
  /// The stages as they are reached.
  let stages: AsyncStream<Stage>
  private let announced: AsyncStream<Stage>.Continuation
  private let listener: Int32
  private let extensions: [String]
  private let script: Script
  private let state = Mutex(State())

  /// A server that offers some extensions; where the script has no step, it takes everything.
  init(offering extensions: [String] = ["SMTPUTF8"], script: @escaping Script = { _, _, _ in nil }) {
    (stages, announced) = AsyncStream.makeStream()
    self.extensions = extensions
    self.script = script
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    port = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        precondition(bind(listener, pointer, length) == 0 && listen(listener, 64) == 0)
        getsockname(listener, pointer, &length)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
    Thread.detachNewThread { self.accept() }
  }

  /// Ends all connections and takes no more.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    state.withLock { $0.open.forEach { shutdown($0, Int32(SHUT_RDWR)) } }
    announced.finish()
  }

  /// Everything that clients said, the letters' lines included.
  var lines: [String] { state.withLock { $0.lines } }
  /// The letters that came whole.
  var letters: [String] { state.withLock { $0.letters } }
  /// How often somebody connected.
  var connections: Int { state.withLock { $0.connections } }

  /// Waits until a stage is reached.
  func reached(_ stage: Stage) async {
    for await reached in stages where reached == stage { return }
  }

  private func accept() {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      let number = state.withLock { state in
        state.open.insert(descriptor)
        state.connections += 1
        return state.connections - 1
      }
      Thread.detachNewThread { self.serve(descriptor, number) }
    }
  }

  private func serve(_ descriptor: Int32, _ number: Int) {
    var dialogue = Dialogue(descriptor)
    defer {
      state.withLock { _ = $0.open.remove(descriptor) }
      close(descriptor)
    }
    var recipient = ""
    guard perform(.greeting, "", number, on: &dialogue) else { return }
    while let line = dialogue.line() {
      state.withLock { $0.lines.append(line) }
      let stage = Self.stage(of: line)
      if stage == .recipient { recipient = line }
      guard perform(stage, stage == .data ? recipient : line, number, on: &dialogue), !line.hasPrefix("QUIT") else {
        return
      }
      guard stage == .data, dialogue.lastCode == "354" else { continue }
      guard let letter = dialogue.letter() else { return }
      state.withLock { state in
        state.lines += letter
        state.letters.append(letter.joined(separator: "\r\n"))
      }
      guard perform(.acceptance, recipient, number, on: &dialogue) else { return }
    }
  }

  private static func stage(of line: String) -> Stage {
    let words: [(String, Stage)] = [
      ("EHLO", .hello), ("HELO", .hello), ("STARTTLS", .startTLS), ("MAIL", .sender), ("RCPT", .recipient),
      ("DATA", .data), ("RSET", .reset),
    ]
    return words.first { line.hasPrefix($0.0) }?.1 ?? .other
  }

  /// Whether the dialogue goes on.
  private func perform(_ stage: Stage, _ line: String, _ number: Int, on dialogue: inout Dialogue) -> Bool {
    announced.yield(stage)
    switch script(stage, line, number) ?? .say(usual(stage)) {
    case .say(let text): return dialogue.say(text)
    case .hangUp: return false
    case .beSilent:
      while dialogue.line() != nil {}
      return false
    case .wait(let gate, let text):
      gate.pass()
      return dialogue.say(text)
    }
  }

  private func usual(_ stage: Stage) -> String {
    switch stage {
    case .greeting: "220 scripted.example"
    case .hello: (["250-scripted.example"] + extensions.map { "250-\($0)" } + ["250 HELP"]).joined(separator: "\r\n")
    case .startTLS: "220 go ahead"
    case .data: "354 go ahead"
    case .sender, .recipient, .acceptance, .reset, .other: "250 fine"
    }
  }
}

/// What goes over one connection, line by line.
private struct Dialogue {
  private let descriptor: Int32
  private var unread: [UInt8] = []
  private(set) var lastCode = ""

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  mutating func say(_ text: String) -> Bool {
    lastCode = String(text.prefix(3))
    let bytes = Array("\(text)\r\n".utf8)
    return send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  mutating func line() -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread.removeSubrange(...end)
        return line.hasSuffix("\r") ? String(line.dropLast()) : line
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      unread += buffer[..<count]
    }
  }

  /// The lines up to the point, as they were before points were doubled.
  mutating func letter() -> [String]? {
    var lines: [String] = []
    while let line = line() {
      if line == "." { return lines }
      lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
    }
    return nil
  }
}
